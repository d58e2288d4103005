// Resizing: each output reads the inputs around its place; sides are brought into proportion before.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @dynamic
// CHECK: layer.resizing %{{.*}} {height = 4 : i64, interpolation = "bicubic", width = 6 : i64}
// LOWER-LABEL: func @dynamic
// LOWER: tensor.empty() : tensor<4x4xf32>
// LOWER: tensor.extract %{{.*}} : tensor<?x?x?x3xf32>
// LOWER: tensor.empty() : tensor<6x4xf32>
// LOWER: tensor.extract %{{.*}} : tensor<?x4x?x3xf32>
func.func @dynamic(%x: tensor<?x?x?x3xf32>) -> tensor<?x4x6x3xf32> {
  %y = layer.resizing %x {height = 4 : i64, width = 6 : i64, interpolation = "bicubic"} : (tensor<?x?x?x3xf32>) -> tensor<?x4x6x3xf32>
  return %y : tensor<?x4x6x3xf32>
}

// LOWER-LABEL: func @dynamic_crop
// LOWER: affine.min
// LOWER: affine.max
// LOWER: tensor.extract_slice
func.func @dynamic_crop(%x: tensor<?x?x?x3xf32>) -> tensor<?x4x6x3xf32> {
  %y = layer.resizing %x {height = 4 : i64, width = 6 : i64, crop_to_aspect_ratio = true} : (tensor<?x?x?x3xf32>) -> tensor<?x4x6x3xf32>
  return %y : tensor<?x4x6x3xf32>
}

func.func @bilinear() {
  %x = arith.constant dense<[[[[-2.5], [-1.0], [0.5]], [[2.0], [-2.0], [-0.5]], [[1.0], [2.5], [-1.5]], [[0.0], [1.5], [-2.5]]], [[[-1.0], [0.5], [2.0]], [[-2.0], [-0.5], [1.0]], [[2.5], [-1.5], [0.0]], [[1.5], [-2.5], [-1.0]]]]> : tensor<2x4x3x1xf32>
  %y = layer.resizing %x {height = 3 : i64, width = 5 : i64}
    : (tensor<2x4x3x1xf32>) -> tensor<2x3x5x1xf32>
  check.expect_close %y, dense<[[[[-1.7499999], [-1.5166665], [-1.1666667], [-0.26666647], [0.3333333]], [[1.5], [1.0], [0.25], [-0.5000002], [-1.0]], [[0.16666651], [0.76666653], [1.6666665], [-0.73333406], [-2.3333335]]], [[[-1.1666667], [-0.56666666], [0.3333333], [1.2333335], [1.8333333]], [[0.25], [-0.25000006], [-1.0], [-0.099999785], [0.5]], [[1.6666665], [0.06666634], [-2.3333335], [-1.4333333], [-0.8333335]]]]> : tensor<2x3x5x1xf32> : tensor<2x3x5x1xf32>
  return
}

func.func @nearest() {
  %x = arith.constant dense<[[[[-2.5], [-1.0], [0.5], [2.0], [-2.0]], [[-0.5], [1.0], [2.5], [-1.5], [0.0]], [[1.5], [-2.5], [-1.0], [0.5], [2.0]]]]> : tensor<1x3x5x1xf32>
  %y = layer.resizing %x {height = 5 : i64, width = 2 : i64, interpolation = "nearest"}
    : (tensor<1x3x5x1xf32>) -> tensor<1x5x2x1xf32>
  check.expect_close %y, dense<[[[[-1.0], [2.0]], [[-1.0], [2.0]], [[1.0], [-1.5]], [[-2.5], [0.5]], [[-2.5], [0.5]]]]> : tensor<1x5x2x1xf32> : tensor<1x5x2x1xf32>
  return
}

func.func @bicubic_channels_first() {
  %x = arith.constant dense<[[[[-2.5, -1.0, 0.5, 2.0, -2.0], [-0.5, 1.0, 2.5, -1.5, 0.0], [1.5, -2.5, -1.0, 0.5, 2.0], [-2.0, -0.5, 1.0, 2.5, -1.5]]]]> : tensor<1x1x4x5xf32>
  %y = layer.resizing %x {height = 5 : i64, width = 3 : i64, interpolation = "bicubic", data_format = "channels_first"}
    : (tensor<1x1x4x5xf32>) -> tensor<1x1x5x3xf32>
  check.expect_close %y, dense<[[[[-2.2244694, 0.41346118, -0.85750926], [-0.7336485, 2.1880755, -0.7900109], [0.35237065, 0.75, 0.68534446], [-0.17725241, -0.6880754, 1.2374765], [-1.723723, 1.0865383, -0.43061906]]]]> : tensor<1x1x5x3xf32> : tensor<1x1x5x3xf32>
  return
}

func.func @lanczos3() {
  %x = arith.constant dense<[[[[-2.5], [-1.0], [0.5], [2.0], [-2.0]], [[-0.5], [1.0], [2.5], [-1.5], [0.0]], [[1.5], [-2.5], [-1.0], [0.5], [2.0]], [[-2.0], [-0.5], [1.0], [2.5], [-1.5]]]]> : tensor<1x4x5x1xf32>
  %y = layer.resizing %x {height = 7 : i64, width = 3 : i64, interpolation = "lanczos3"}
    : (tensor<1x4x5x1xf32>) -> tensor<1x7x3x1xf32>
  check.expect_close %y, dense<[[[[-2.388865], [0.15027675], [-0.7577784]], [[-1.6868906], [1.3852388], [-1.0052296]], [[-0.4214592], [2.5360775], [-0.84082663]], [[0.603416], [0.75000006], [0.79072344]], [[0.19657066], [-1.0360775], [1.6511941]], [[-1.0741986], [0.11476195], [0.44967884]], [[-1.93728], [1.3497232], [-0.6406618]]]]> : tensor<1x7x3x1xf32> : tensor<1x7x3x1xf32>
  return
}

func.func @lanczos5_antialias() {
  %x = arith.constant dense<[[[[-2.5], [-1.0], [0.5], [2.0], [-2.0]], [[-0.5], [1.0], [2.5], [-1.5], [0.0]], [[1.5], [-2.5], [-1.0], [0.5], [2.0]], [[-2.0], [-0.5], [1.0], [2.5], [-1.5]], [[0.0], [1.5], [-2.5], [-1.0], [0.5]], [[2.0], [-2.0], [-0.5], [1.0], [2.5]], [[-1.5], [0.0], [1.5], [-2.5], [-1.0]]]]> : tensor<1x7x5x1xf32>
  %y = layer.resizing %x {height = 3 : i64, width = 4 : i64, interpolation = "lanczos5", antialias = true}
    : (tensor<1x7x5x1xf32>) -> tensor<1x3x4x1xf32>
  check.expect_close %y, dense<[[[[-1.1327534], [0.2525695], [0.91408545], [-0.5256094]], [[-0.0004299728], [-0.7752274], [0.32765478], [0.72990316]], [[-0.059925947], [-0.2324246], [-0.5765604], [0.2665323]]]]> : tensor<1x3x4x1xf32> : tensor<1x3x4x1xf32>
  return
}

func.func @antialias() {
  %x = arith.constant dense<[[[[-2.5], [-1.0], [0.5], [2.0]], [[-2.0], [-0.5], [1.0], [2.5]], [[-1.5], [0.0], [1.5], [-2.5]], [[-1.0], [0.5], [2.0], [-2.0]], [[-0.5], [1.0], [2.5], [-1.5]]]]> : tensor<1x5x4x1xf32>
  %y = layer.resizing %x {height = 2 : i64, width = 7 : i64, antialias = true}
    : (tensor<1x5x4x1xf32>) -> tensor<1x2x7x1xf32>
  check.expect_close %y, dense<[[[[-2.0], [-1.4642857], [-0.60714287], [0.24999997], [1.0], [1.0], [1.0000001]], [[-0.9999998], [-0.46428555], [0.3928572], [1.25], [1.732142], [-0.41071492], [-1.75]]]]> : tensor<1x2x7x1xf32> : tensor<1x2x7x1xf32>
  return
}

func.func @crop() {
  %x = arith.constant dense<[[[[-2.5], [-1.0], [0.5], [2.0]], [[-2.0], [-0.5], [1.0], [2.5]], [[-1.5], [0.0], [1.5], [-2.5]], [[-1.0], [0.5], [2.0], [-2.0]], [[-0.5], [1.0], [2.5], [-1.5]]]]> : tensor<1x5x4x1xf32>
  %y = layer.resizing %x {height = 3 : i64, width = 4 : i64, crop_to_aspect_ratio = true}
    : (tensor<1x5x4x1xf32>) -> tensor<1x3x4x1xf32>
  check.expect_close %y, dense<[[[[-2.0], [-0.5], [1.0], [2.5]], [[-1.5], [0.0], [1.5], [-2.5]], [[-1.0], [0.5], [2.0], [-2.0]]]]> : tensor<1x3x4x1xf32> : tensor<1x3x4x1xf32>
  return
}

func.func @crop_channels_first() {
  %x = arith.constant dense<[[[[-2.5, -1.0, 0.5, 2.0, -2.0], [-0.5, 1.0, 2.5, -1.5, 0.0], [1.5, -2.5, -1.0, 0.5, 2.0], [-2.0, -0.5, 1.0, 2.5, -1.5]]]]> : tensor<1x1x4x5xf32>
  %y = layer.resizing %x {height = 4 : i64, width = 2 : i64, crop_to_aspect_ratio = true, data_format = "channels_first", interpolation = "nearest"}
    : (tensor<1x1x4x5xf32>) -> tensor<1x1x4x2xf32>
  check.expect_close %y, dense<[[[[-1.0, 0.5], [1.0, 2.5], [-2.5, -1.0], [-0.5, 1.0]]]]> : tensor<1x1x4x2xf32> : tensor<1x1x4x2xf32>
  return
}

func.func @pad() {
  %x = arith.constant dense<[[[[-2.5], [-1.0]], [[0.5], [2.0]], [[-2.0], [-0.5]], [[1.0], [2.5]], [[-1.5], [0.0]]]]> : tensor<1x5x2x1xf32>
  %y = layer.resizing %x {height = 4 : i64, width = 4 : i64, pad_to_aspect_ratio = true, fill_value = 2.0 : f64}
    : (tensor<1x5x2x1xf32>) -> tensor<1x4x4x1xf32>
  check.expect_close %y, dense<[[[[2.0], [-2.125], [-0.625], [2.0]], [[2.0], [-0.4375], [1.0625], [2.0]], [[2.0], [-0.125], [1.375], [2.0]], [[2.0], [-1.1875], [0.3125], [2.0]]]]> : tensor<1x4x4x1xf32> : tensor<1x4x4x1xf32>
  return
}

func.func @pad_channels_first() {
  %x = arith.constant dense<[[[[-2.5, -1.0, 0.5, 2.0], [-2.0, -0.5, 1.0, 2.5]]]]> : tensor<1x1x2x4xf32>
  %y = layer.resizing %x {height = 3 : i64, width = 2 : i64, pad_to_aspect_ratio = true, data_format = "channels_first", interpolation = "bicubic"}
    : (tensor<1x1x2x4xf32>) -> tensor<1x1x3x2xf32>
  check.expect_close %y, dense<[[[[0.110726655, -0.081314884], [-1.8363972, 1.8363972], [0.081314884, -0.110726655]]]]> : tensor<1x1x3x2xf32> : tensor<1x1x3x2xf32>
  return
}
