// Merging layers: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid() -> tensor<?x3xf32> {
  // expected-error @+1 {{add_c1: needs at least one input}}
  %y = "layer.add"() : () -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x3xi32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{add_c2: inputs must be numbers of one type}}
  %y = layer.add %a, %b : (tensor<?x3xf32>, tensor<?x3xi32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x4xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{add_c3: inputs do not fit together}}
  %y = layer.add %a, %b : (tensor<?x3xf32>, tensor<?x4xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x3xi32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{subtract_c2: inputs must be numbers of one type}}
  %y = layer.subtract %a, %b : (tensor<?x3xf32>, tensor<?x3xi32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x4xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{subtract_c3: inputs do not fit together}}
  %y = layer.subtract %a, %b : (tensor<?x3xf32>, tensor<?x4xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid() -> tensor<?x3xf32> {
  // expected-error @+1 {{multiply_c1: needs at least one input}}
  %y = "layer.multiply"() : () -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x3xi32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{multiply_c2: inputs must be numbers of one type}}
  %y = layer.multiply %a, %b : (tensor<?x3xf32>, tensor<?x3xi32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x4xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{multiply_c3: inputs do not fit together}}
  %y = layer.multiply %a, %b : (tensor<?x3xf32>, tensor<?x4xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid() -> tensor<?x3xf32> {
  // expected-error @+1 {{average_c1: needs at least one input}}
  %y = "layer.average"() : () -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x3xi32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{average_c2: inputs must be numbers of one type}}
  %y = layer.average %a, %b : (tensor<?x3xf32>, tensor<?x3xi32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x4xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{average_c3: inputs do not fit together}}
  %y = layer.average %a, %b : (tensor<?x3xf32>, tensor<?x4xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid() -> tensor<?x3xf32> {
  // expected-error @+1 {{maximum_c1: needs at least one input}}
  %y = "layer.maximum"() : () -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x3xi32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{maximum_c2: inputs must be numbers of one type}}
  %y = layer.maximum %a, %b : (tensor<?x3xf32>, tensor<?x3xi32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x4xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{maximum_c3: inputs do not fit together}}
  %y = layer.maximum %a, %b : (tensor<?x3xf32>, tensor<?x4xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid() -> tensor<?x3xf32> {
  // expected-error @+1 {{minimum_c1: needs at least one input}}
  %y = "layer.minimum"() : () -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x3xi32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{minimum_c2: inputs must be numbers of one type}}
  %y = layer.minimum %a, %b : (tensor<?x3xf32>, tensor<?x3xi32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x4xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{minimum_c3: inputs do not fit together}}
  %y = layer.minimum %a, %b : (tensor<?x3xf32>, tensor<?x4xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{subtract_c4: needs two inputs, has 1}}
  %y = layer.subtract %a : (tensor<?x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xi32>, %b: tensor<?x3xi32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{average_c4: inputs must have floating-point elements}}
  %y = layer.average %a, %b : (tensor<?x3xi32>, tensor<?x3xi32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}

// -----

func.func @invalid() -> tensor<?x3xf32> {
  // expected-error @+1 {{concatenate_c1: needs at least one input}}
  %y = "layer.concatenate"() : () -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x4x3xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{concatenate_c2: inputs must have one rank and one element type}}
  %y = layer.concatenate %a, %b : (tensor<?x3xf32>, tensor<?x4x3xf32>) -> tensor<?x3xf32>
  return %y : tensor<?x3xf32>
}

// -----

func.func @invalid(%a: tensor<?x3xf32>, %b: tensor<?x3xf32>) -> tensor<?x6xf32> {
  // expected-error @+1 {{concatenate_c3: axis 2 is not an axis of}}
  %y = layer.concatenate %a, %b {axis = 2 : i64} : (tensor<?x3xf32>, tensor<?x3xf32>) -> tensor<?x6xf32>
  return %y : tensor<?x6xf32>
}

// -----

func.func @invalid(%a: tensor<?x4x3xf32>, %b: tensor<?x5x3xf32>) -> tensor<?x4x6xf32> {
  // expected-error @+1 {{concatenate_c4: inputs differ in axis 1}}
  %y = layer.concatenate %a, %b : (tensor<?x4x3xf32>, tensor<?x5x3xf32>) -> tensor<?x4x6xf32>
  return %y : tensor<?x4x6xf32>
}
