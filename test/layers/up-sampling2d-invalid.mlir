// Every constraint of UpSampling2D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x8xf32>) -> tensor<?x8xf32> {
  // expected-error @+1 {{up_sampling2d_c1: input must have rank 4}}
  %y = layer.up_sampling2d %x
    : (tensor<?x8xf32>) -> tensor<?x8xf32>
  return %y : tensor<?x8xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{up_sampling2d_c2: size must have 2 positive numbers}}
  %y = layer.up_sampling2d %x {size = array<i64: 2, 0>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{up_sampling2d_c3: data_format must be}}
  %y = layer.up_sampling2d %x {data_format = "nchw"}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{up_sampling2d_c4: interpolation must be nearest, bilinear, bicubic, lanczos3 or lanczos5, is 'area'}}
  %y = layer.up_sampling2d %x {interpolation = "area"}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xi32>) -> tensor<?x8x8x4xi32> {
  // expected-error @+1 {{up_sampling2d_c5: interpolation 'bilinear' needs float elements}}
  %y = layer.up_sampling2d %x {interpolation = "bilinear"}
    : (tensor<?x8x8x4xi32>) -> tensor<?x8x8x4xi32>
  return %y : tensor<?x8x8x4xi32>
}
