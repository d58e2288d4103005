// Every constraint of AutoContrast and ContrastLimitedAdaptiveHistogramEqualization, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<8x6x3xf32>) -> tensor<8x6x3xf32> {
  // expected-error @+1 {{auto_contrast_c1: input must have rank 4 and float elements}}
  %y = layer.auto_contrast %x : (tensor<8x6x3xf32>) -> tensor<8x6x3xf32>
  return %y : tensor<8x6x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x6x3xi32>) -> tensor<?x8x6x3xi32> {
  // expected-error @+1 {{auto_contrast_c1: input must have rank 4 and float elements}}
  %y = layer.auto_contrast %x : (tensor<?x8x6x3xi32>) -> tensor<?x8x6x3xi32>
  return %y : tensor<?x8x6x3xi32>
}

// -----

func.func @f(%x: tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32> {
  // expected-error @+1 {{auto_contrast_c2: value_range must have two numbers}}
  %y = layer.auto_contrast %x {value_range = array<f64: 1.0>} : (tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32>
  return %y : tensor<?x8x6x3xf32>
}

// -----

func.func @f(%x: tensor<8x6x3xf32>) -> tensor<8x6x3xf32> {
  // expected-error @+1 {{contrast_limited_adaptive_histogram_equalization_c1: input must have rank 4, numbers, and known sizes but for its batch}}
  %y = layer.contrast_limited_adaptive_histogram_equalization %x : (tensor<8x6x3xf32>) -> tensor<8x6x3xf32>
  return %y : tensor<8x6x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x?x3xf32>) -> tensor<?x8x?x3xf32> {
  // expected-error @+1 {{contrast_limited_adaptive_histogram_equalization_c1: input must have rank 4, numbers, and known sizes but for its batch}}
  %y = layer.contrast_limited_adaptive_histogram_equalization %x : (tensor<?x8x?x3xf32>) -> tensor<?x8x?x3xf32>
  return %y : tensor<?x8x?x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x6x3xi1>) -> tensor<?x8x6x3xi1> {
  // expected-error @+1 {{contrast_limited_adaptive_histogram_equalization_c1: input must have rank 4, numbers, and known sizes but for its batch}}
  %y = layer.contrast_limited_adaptive_histogram_equalization %x : (tensor<?x8x6x3xi1>) -> tensor<?x8x6x3xi1>
  return %y : tensor<?x8x6x3xi1>
}

// -----

func.func @f(%x: tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32> {
  // expected-error @+1 {{contrast_limited_adaptive_histogram_equalization_c2: value_range must have two numbers}}
  %y = layer.contrast_limited_adaptive_histogram_equalization %x {value_range = array<f64: 1.0, 2.0, 3.0>} : (tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32>
  return %y : tensor<?x8x6x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32> {
  // expected-error @+1 {{contrast_limited_adaptive_histogram_equalization_c3: tile_grid_size must be two positive numbers}}
  %y = layer.contrast_limited_adaptive_histogram_equalization %x {tile_grid_size = array<i64: 8, 0>} : (tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32>
  return %y : tensor<?x8x6x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32> {
  // expected-error @+1 {{contrast_limited_adaptive_histogram_equalization_c3: tile_grid_size must be two positive numbers}}
  %y = layer.contrast_limited_adaptive_histogram_equalization %x {tile_grid_size = array<i64: 8>} : (tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32>
  return %y : tensor<?x8x6x3xf32>
}

// -----

func.func @f(%x: tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32> {
  // expected-error @+1 {{contrast_limited_adaptive_histogram_equalization_c4: data_format must be channels_last or channels_first}}
  %y = layer.contrast_limited_adaptive_histogram_equalization %x {data_format = "nhwc"} : (tensor<?x8x6x3xf32>) -> tensor<?x8x6x3xf32>
  return %y : tensor<?x8x6x3xf32>
}
