// Activation: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{activation_c1: 'rele' is not an activation of Keras}}
  %y = layer.activation %x {activation = "rele"} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xi32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{activation_c2: 'relu' needs floating-point elements}}
  %y = layer.activation %x {activation = "relu"} : (tensor<?x3xi32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}

// -----

func.func @invalid(%x: tensor<?xf32>) -> tensor<?xf32> {
  // expected-error @+1 {{activation_c2: 'softmax' works along the last dimension and needs rank 2 or more}}
  %y = layer.activation %x {activation = "softmax"} : (tensor<?xf32>) -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{activation_c2: 'glu' halves the last dimension, which must be known and even}}
  %y = layer.activation %x {activation = "glu"} : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{has result types}}
  %y = layer.identity %x : (tensor<?x3xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
