// Discretization: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x3xf32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{discretization_c1: bin_boundaries must be given and increase}}
  %y = layer.discretization %a0 : (tensor<?x3xf32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}

// -----

func.func @invalid(%a0: tensor<?x3xf32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{discretization_c1: bin_boundaries must be given and increase}}
  %y = layer.discretization %a0 {bin_boundaries = array<f64: 1.0, 0.0>} : (tensor<?x3xf32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}

// -----

func.func @invalid(%a0: tensor<?x3xf32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{discretization_c2: output_mode must be}}
  %y = layer.discretization %a0 {bin_boundaries = array<f64: 1.0>, output_mode = "tf_idf"} : (tensor<?x3xf32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}

// -----

func.func @invalid(%a0: tensor<?x?xf32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{discretization_c3: input must have dimensions}}
  %y = layer.discretization %a0 {bin_boundaries = array<f64: 1.0>, output_mode = "one_hot"} : (tensor<?x?xf32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}

// -----

func.func @invalid(%a0: tensor<?x3xf32>) -> tensor<?x3xi32> {
  // expected-error @+1 {{discretization_c4: sparse results are not supported}}
  %y = layer.discretization %a0 {bin_boundaries = array<f64: 1.0>, sparse = true} : (tensor<?x3xf32>) -> tensor<?x3xi32>
  return %y : tensor<?x3xi32>
}
