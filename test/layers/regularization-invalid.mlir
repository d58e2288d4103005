// Regularization layers: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{dropout_c1: rate must be in [0, 1]}}
  %y = layer.dropout %x {rate = 1.5 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{alpha_dropout_c1: rate must be in [0, 1]}}
  %y = layer.alpha_dropout %x {rate = 1.5 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{gaussian_dropout_c1: rate must be in [0, 1]}}
  %y = layer.gaussian_dropout %x {rate = 1.5 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{spatial_dropout1d_c1: rate must be in [0, 1]}}
  %y = layer.spatial_dropout1d %x {rate = -0.5 : f64} : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{spatial_dropout1d_c2: input must have rank 3}}
  %y = layer.spatial_dropout1d %x {rate = 0.5 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{spatial_dropout2d_c1: rate must be in [0, 1]}}
  %y = layer.spatial_dropout2d %x {rate = -0.5 : f64} : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{spatial_dropout2d_c2: input must have rank 4}}
  %y = layer.spatial_dropout2d %x {rate = 0.5 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{spatial_dropout3d_c1: rate must be in [0, 1]}}
  %y = layer.spatial_dropout3d %x {rate = -0.5 : f64} : (tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{spatial_dropout3d_c2: input must have rank 5}}
  %y = layer.spatial_dropout3d %x {rate = 0.5 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{gaussian_noise_c1: stddev must not be negative}}
  %y = layer.gaussian_noise %x {stddev = -0.5 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{stochastic_depth_c1: drop_path_rate must be in [0, 1]}}
  %y = layer.stochastic_depth %x {drop_path_rate = 2.0 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
