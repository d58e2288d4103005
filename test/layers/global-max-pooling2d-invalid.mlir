// Every constraint of GlobalMaxPooling2D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{global_max_pooling2d_c1: input must have rank 4 and numbers as elements}}
  %y = layer.global_max_pooling2d %x
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{global_max_pooling2d_c2: data_format must be channels_last or channels_first}}
  %y = layer.global_max_pooling2d %x {data_format = "nchw"}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}
