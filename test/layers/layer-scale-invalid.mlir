// LayerScale: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<?x4xi32>, %gamma: tensor<4xf32>) -> tensor<?x4xi32> {
  // expected-error @+1 {{layer_scale_c1: input must have float elements}}
  %y = layer.layer_scale %x, %gamma {init_values = 1.0 : f64, projection_dim = 4 : i64} : (tensor<?x4xi32>, tensor<4xf32>) -> tensor<?x4xi32>
  return %y : tensor<?x4xi32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>, %gamma: tensor<3xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{layer_scale_c2: projection_dim must be 1 or the size of the last dimension of 'tensor<?x4xf32>', is 3}}
  %y = layer.layer_scale %x, %gamma {init_values = 1.0 : f64, projection_dim = 3 : i64} : (tensor<?x4xf32>, tensor<3xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
