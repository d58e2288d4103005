// CustomScaleLayer: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a: tensor<?x4xf32>, %b: tensor<?x4xi32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{custom_scale_layer_c2: inputs must be numbers of one type}}
  %y = layer.custom_scale_layer %a, %b {scale = 0.5 : f64} : (tensor<?x4xf32>, tensor<?x4xi32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @invalid(%a: tensor<?x4xf32>, %b: tensor<?x3xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{custom_scale_layer_c3: inputs do not fit together}}
  %y = layer.custom_scale_layer %a, %b {scale = 0.5 : f64} : (tensor<?x4xf32>, tensor<?x3xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @invalid(%a: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{custom_scale_layer_c4: needs two inputs with floating-point elements}}
  %y = layer.custom_scale_layer %a {scale = 0.5 : f64} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
