// Every constraint of Flatten, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<f32>) -> tensor<f32> {
  // expected-error @+1 {{flatten_c1: input must have a batch dimension}}
  %y = layer.flatten %x
    : (tensor<f32>) -> tensor<f32>
  return %y : tensor<f32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{flatten_c2: data_format must be channels_last or channels_first}}
  %y = layer.flatten %x {data_format = "nchw"}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}
