// Every constraint of CenterCrop, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x8x3xf32>) -> tensor<?x8x3xf32> {
  // expected-error @+1 {{center_crop_c1: input must have rank 4 and float elements}}
  %y = layer.center_crop %x {height = 4 : i64, width = 6 : i64}
    : (tensor<?x8x3xf32>) -> tensor<?x8x3xf32>
  return %y : tensor<?x8x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x3xi32>) -> tensor<?x4x6x3xi32> {
  // expected-error @+1 {{center_crop_c1: input must have rank 4 and float elements}}
  %y = layer.center_crop %x {height = 4 : i64, width = 6 : i64}
    : (tensor<?x8x8x3xi32>) -> tensor<?x4x6x3xi32>
  return %y : tensor<?x4x6x3xi32>
}

// -----

func.func @f(%x: tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32> {
  // expected-error @+1 {{center_crop_c2: height and width must be positive}}
  %y = layer.center_crop %x {height = 4 : i64, width = 0 : i64}
    : (tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32>
  return %y : tensor<?x4x6x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32> {
  // expected-error @+1 {{center_crop_c3: data_format must be channels_last or channels_first}}
  %y = layer.center_crop %x {height = 4 : i64, width = 6 : i64, data_format = "nhwc"}
    : (tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32>
  return %y : tensor<?x4x6x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x?x3xf32>) -> tensor<?x4x6x3xf32> {
  // expected-error @+1 {{center_crop_c4: height and width of input must be known}}
  %y = layer.center_crop %x {height = 4 : i64, width = 6 : i64}
    : (tensor<?x8x?x3xf32>) -> tensor<?x4x6x3xf32>
  return %y : tensor<?x4x6x3xf32>
}
