// Every constraint of GlobalMaxPooling3D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{global_max_pooling3d_c1: input must have rank 5 and numbers as elements}}
  %y = layer.global_max_pooling3d %x
    : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xi1>) -> tensor<?x4xi1> {
  // expected-error @+1 {{global_max_pooling3d_c1: input must have rank 5 and numbers as elements}}
  %y = layer.global_max_pooling3d %x
    : (tensor<?x8x8x8x4xi1>) -> tensor<?x4xi1>
  return %y : tensor<?x4xi1>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{global_max_pooling3d_c2: data_format must be channels_last or channels_first}}
  %y = layer.global_max_pooling3d %x {data_format = "ncw"}
    : (tensor<?x8x8x8x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
