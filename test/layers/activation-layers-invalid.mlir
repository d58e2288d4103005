// ReLU, LeakyReLU, PReLU, ELU, Softmax, ThresholdedReLU: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<?x3xi32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{re_lu_c1: input must have floating-point elements}}
  %y = layer.re_lu %x : (tensor<?x3xi32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{re_lu_c2: max_value must not be negative}}
  %y = layer.re_lu %x {max_value = -1.0 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{re_lu_c2: negative_slope must not be negative}}
  %y = layer.re_lu %x {negative_slope = -1.0 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{re_lu_c2: threshold must not be negative}}
  %y = layer.re_lu %x {threshold = -1.0 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xi32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{leaky_re_lu_c1: input must have floating-point elements}}
  %y = layer.leaky_re_lu %x : (tensor<?x3xi32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{leaky_re_lu_c2: negative_slope must not be negative}}
  %y = layer.leaky_re_lu %x {negative_slope = -1.0 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?xf32>, %alpha: tensor<f32>) -> tensor<?xf32> {
  // expected-error @+1 {{p_re_lu_c1: input must have rank 2 or more}}
  %y = layer.p_re_lu %x, %alpha : (tensor<?xf32>, tensor<f32>) -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>, %alpha: tensor<3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{p_re_lu_c2: shared axis 0 is not an axis of}}
  %y = layer.p_re_lu %x, %alpha {shared_axes = array<i64: 0>} : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x?x3xf32>, %alpha: tensor<?x3xf32>) -> tensor<?x?x3xf32> {
  // expected-error @+1 {{p_re_lu_c3: axis 1 of}}
  %y = layer.p_re_lu %x, %alpha : (tensor<?x?x3xf32>, tensor<?x3xf32>) -> tensor<?x?x3xf32>
  return %y : tensor<?x?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xi32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{elu_c1: input must have floating-point elements}}
  %y = layer.elu %x : (tensor<?x3xi32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}

// -----

func.func @invalid(%x: tensor<?x3xi32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{softmax_c1: input must have floating-point elements}}
  %y = layer.softmax %x : (tensor<?x3xi32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{softmax_c2: axis 2 is not an axis of}}
  %y = layer.softmax %x {axis = array<i64: 2>} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{softmax_c2: axis -1 is not an axis of}}
  %y = layer.softmax %x {axis = array<i64: 1, -1>} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{softmax_c2: axis must name at least one axis}}
  %y = layer.softmax %x {axis = array<i64>} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xi32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{thresholded_re_lu_c1: input must have floating-point elements}}
  %y = layer.thresholded_re_lu %x : (tensor<?x3xi32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{thresholded_re_lu_c2: theta must not be negative}}
  %y = layer.thresholded_re_lu %x {theta = -1.0 : f64} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}
