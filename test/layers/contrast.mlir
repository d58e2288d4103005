// AutoContrast and ContrastLimitedAdaptiveHistogramEqualization; the numbers are Keras's.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops --guard

// CHECK-LABEL: func @spread
// CHECK: layer.auto_contrast %{{.*}} {value_range = array<f64: 0.000000e+00, 1.000000e+00>}
// LOWER-LABEL: func @spread
// LOWER: arith.minimumf
// LOWER: arith.maximumf
// LOWER-NOT: layer.
func.func @spread(%x: tensor<?x?x?x3xf32>) -> tensor<?x?x?x3xf32> {
  %y = layer.auto_contrast %x {value_range = array<f64: 0.0, 1.0>} : (tensor<?x?x?x3xf32>) -> tensor<?x?x?x3xf32>
  return %y : tensor<?x?x?x3xf32>
}

// CHECK-LABEL: func @equalize
// CHECK: layer.contrast_limited_adaptive_histogram_equalization %{{.*}} {clip_limit = 2.000000e+00 : f64, tile_grid_size = array<i64: 2, 3>}
// LOWER-LABEL: func @equalize
// LOWER: tensor<?x2x3x3x256xf32>
// LOWER-NOT: layer.
func.func @equalize(%x: tensor<?x7x9x3xf32>) -> tensor<?x7x9x3xf32> {
  %y = layer.contrast_limited_adaptive_histogram_equalization %x {clip_limit = 2.0 : f64, tile_grid_size = array<i64: 2, 3>}
    : (tensor<?x7x9x3xf32>) -> tensor<?x7x9x3xf32>
  return %y : tensor<?x7x9x3xf32>
}

// A channel of one value stays as it is.
func.func @each_channel() {
  %x = arith.constant dense<[[[[0.2, 0.5], [0.4, 0.5]], [[0.6, 0.5], [0.3, 0.5]]]]> : tensor<1x2x2x2xf32>
  %y = layer.auto_contrast %x {value_range = array<f64: 1.0, 0.0>} : (tensor<1x2x2x2xf32>) -> tensor<1x2x2x2xf32>
  check.expect_close %y, dense<[[[[0.0, 0.5], [0.5, 0.5]], [[1.0, 0.5], [0.25, 0.5]]]]> : tensor<1x2x2x2xf32> : tensor<1x2x2x2xf32>
  return
}

// The lowest level becomes 0 exactly, also where a product and a sum are fused: what comes behind may ask for its sign.
func.func @lowest() {
  %x = arith.constant dense<[[[[0.1], [0.7]], [[0.3], [0.9]]], [[[0.37], [0.61]], [[0.83], [0.53]]]]> : tensor<2x2x2x1xf32>
  %y = layer.auto_contrast %x {value_range = array<f64: 0.0, 1.0>} : (tensor<2x2x2x1xf32>) -> tensor<2x2x2x1xf32>
  %sign = layer.ops.sign %y : (tensor<2x2x2x1xf32>) -> tensor<2x2x2x1xf32>
  check.expect_close %sign, dense<[[[[0.0], [1.0]], [[1.0], [1.0]]], [[[0.0], [1.0]], [[1.0], [1.0]]]]> : tensor<2x2x2x1xf32> {atol = 0.0 : f64, rtol = 0.0 : f64} : tensor<2x2x2x1xf32>
  return
}

// A range without width says nothing about the levels.
func.func @no_range() {
  %x = arith.constant dense<[[[[0.1], [0.7]], [[0.3], [0.9]]]]> : tensor<1x2x2x1xf32>
  %y = layer.auto_contrast %x {value_range = array<f64: 1.0, 1.0>} : (tensor<1x2x2x1xf32>) -> tensor<1x2x2x1xf32>
  check.expect_close %y, dense<[[[[0.1], [0.7]], [[0.3], [0.9]]]]> : tensor<1x2x2x1xf32> : tensor<1x2x2x1xf32>
  return
}

// Four tiles; the last has three levels alike. The limit is out of reach.
func.func @tiles() {
  %x = arith.constant dense<[[[[0.0], [10.0], [20.0], [30.0]], [[40.0], [50.0], [60.0], [70.0]],
                              [[255.0], [128.0], [64.0], [32.0]], [[5.0], [5.0], [5.0], [5.0]]]]> : tensor<1x4x4x1xf32>
  %y = layer.contrast_limited_adaptive_histogram_equalization %x {clip_limit = 100.0 : f64, tile_grid_size = array<i64: 2, 2>}
    : (tensor<1x4x4x1xf32>) -> tensor<1x4x4x1xf32>
  check.expect_close %y, dense<[[[[0.0], [85.0], [74.375], [127.5]], [[170.0], [255.0], [223.125], [255.0]],
                                 [[255.0], [216.190247], [196.764923], [147.208511]],
                                 [[100.196922], [100.196922], [100.196922], [100.196922]]]]> : tensor<1x4x4x1xf32> : tensor<1x4x4x1xf32>
  return
}

// Tiles of two columns reach beyond five, so that the last holds a column and its mirror image; the limit cuts.
func.func @beyond() {
  %x = arith.constant dense<[[[[0.0], [13.0], [26.0], [39.0], [52.0]], [[65.0], [78.0], [91.0], [104.0], [117.0]],
                              [[130.0], [143.0], [156.0], [169.0], [182.0]], [[195.0], [208.0], [221.0], [234.0], [247.0]]]]> : tensor<1x4x5x1xf32>
  %y = layer.contrast_limited_adaptive_histogram_equalization %x {tile_grid_size = array<i64: 2, 3>}
    : (tensor<1x4x5x1xf32>) -> tensor<1x4x5x1xf32>
  check.expect_close %y, dense<[[[[0.0], [16.4413738], [28.5940323], [44.5515823], [55.5522156]],
                                 [[70.0186691], [86.4600449], [98.0636749], [113.472191], [123.49279]],
                                 [[130.909378], [145.190475], [156.841888], [170.395737], [182.435211]],
                                 [[194.764771], [210.948303], [221.13330], [235.317322], [247.37639]]]]> : tensor<1x4x5x1xf32> : tensor<1x4x5x1xf32>
  return
}
