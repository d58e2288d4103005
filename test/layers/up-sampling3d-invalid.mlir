// Every constraint of UpSampling3D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{up_sampling3d_c1: input must have rank 5}}
  %y = layer.up_sampling3d %x
    : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{up_sampling3d_c2: size must have 3 positive numbers}}
  %y = layer.up_sampling3d %x {size = array<i64: 2, 2>}
    : (tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{up_sampling3d_c3: data_format must be channels_last or channels_first}}
  %y = layer.up_sampling3d %x {data_format = "ncw"}
    : (tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}
