// Every constraint of Resizing, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x8x3xf32>) -> tensor<?x8x3xf32> {
  // expected-error @+1 {{resizing_c1: input must have rank 4}}
  %y = layer.resizing %x {height = 4 : i64, width = 6 : i64}
    : (tensor<?x8x3xf32>) -> tensor<?x8x3xf32>
  return %y : tensor<?x8x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32> {
  // expected-error @+1 {{resizing_c2: height and width must be positive}}
  %y = layer.resizing %x {height = 0 : i64, width = 6 : i64}
    : (tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32>
  return %y : tensor<?x4x6x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32> {
  // expected-error @+1 {{resizing_c3: data_format must be channels_last or channels_first}}
  %y = layer.resizing %x {height = 4 : i64, width = 6 : i64, data_format = "nhwc"}
    : (tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32>
  return %y : tensor<?x4x6x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32> {
  // expected-error @+1 {{resizing_c4: interpolation must be nearest, bilinear, bicubic, lanczos3 or lanczos5, is 'area'}}
  %y = layer.resizing %x {height = 4 : i64, width = 6 : i64, interpolation = "area"}
    : (tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32>
  return %y : tensor<?x4x6x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x3xi32>) -> tensor<?x4x6x3xi32> {
  // expected-error @+1 {{resizing_c5: interpolation 'bilinear' needs float elements}}
  %y = layer.resizing %x {height = 4 : i64, width = 6 : i64}
    : (tensor<?x8x8x3xi32>) -> tensor<?x4x6x3xi32>
  return %y : tensor<?x4x6x3xi32>
}

// -----

func.func @f(%x: tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32> {
  // expected-error @+1 {{resizing_c6: crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other}}
  %y = layer.resizing %x {height = 4 : i64, width = 6 : i64, crop_to_aspect_ratio = true, pad_to_aspect_ratio = true}
    : (tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32>
  return %y : tensor<?x4x6x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32> {
  // expected-error @+1 {{resizing_c7: fill_mode must be constant}}
  %y = layer.resizing %x {height = 4 : i64, width = 6 : i64, fill_mode = "reflect"}
    : (tensor<?x8x8x3xf32>) -> tensor<?x4x6x3xf32>
  return %y : tensor<?x4x6x3xf32>
}
