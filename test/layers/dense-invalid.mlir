// Dense: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<3xf32>, %w: tensor<3x2xf32>, %b: tensor<2xf32>) -> tensor<2xf32> {
  // expected-error @+1 {{dense_c1: input must have rank 2 or more and floating-point elements}}
  %y = layer.dense %x, %w, %b {units = 2} : (tensor<3xf32>, tensor<3x2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// -----

func.func @invalid(%x: tensor<?x?xf32>, %w: tensor<?x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{dense_c2: the last dimension of input must be known}}
  %y = layer.dense %x, %w, %b {units = 2} : (tensor<?x?xf32>, tensor<?x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>, %w: tensor<3x0xf32>, %b: tensor<0xf32>) -> tensor<?x0xf32> {
  // expected-error @+1 {{dense_c3: units must be positive, is 0}}
  %y = layer.dense %x, %w, %b {units = 0} : (tensor<?x3xf32>, tensor<3x0xf32>, tensor<0xf32>) -> tensor<?x0xf32>
  return %y : tensor<?x0xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>, %w: tensor<3x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{dense_c4: 'rele' is not an activation of Keras}}
  %y = layer.dense %x, %w, %b {units = 2, activation = "rele"} : (tensor<?x3xf32>, tensor<3x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>, %w: tensor<3x5xf32>, %b: tensor<5xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{dense_c4: 'glu' halves the last dimension, which must be known and even}}
  %y = layer.dense %x, %w, %b {units = 5, activation = "glu"} : (tensor<?x3xf32>, tensor<3x5xf32>, tensor<5xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>, %w: tensor<4x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{variable 'kernel' has shape [4, 2], expected [3, 2]}}
  %y = layer.dense %x, %w, %b {units = 2} : (tensor<?x3xf32>, tensor<4x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>, %w: tensor<3x2xf32>, %b: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{has 2 variables where its attributes ask for 1}}
  %y = layer.dense %x, %w, %b {units = 2, use_bias = false} : (tensor<?x3xf32>, tensor<3x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>, %w: tensor<3x2xf32>, %b: tensor<2xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{has result types}}
  %y = layer.dense %x, %w, %b {units = 2} : (tensor<?x3xf32>, tensor<3x2xf32>, tensor<2xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
