// Every constraint of Cropping3D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{cropping3d_c1: input must have rank 5}}
  %y = layer.cropping3d %x
    : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{cropping3d_c2: cropping must have 6 numbers, none negative}}
  %y = layer.cropping3d %x {cropping = array<i64: 1>}
    : (tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{cropping3d_c2: cropping must have 6 numbers, none negative}}
  %y = layer.cropping3d %x {cropping = array<i64: -1, -1, -1, -1, -1, -1>}
    : (tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{cropping3d_c3: data_format must be channels_last or channels_first}}
  %y = layer.cropping3d %x {data_format = "ncw"}
    : (tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32> {
  // expected-error @+1 {{cropping3d_c4: nothing is left of spatial dimension 0}}
  %y = layer.cropping3d %x {cropping = array<i64: 4, 4, 4, 4, 4, 4>}
    : (tensor<?x8x8x8x4xf32>) -> tensor<?x8x8x8x4xf32>
  return %y : tensor<?x8x8x8x4xf32>
}
