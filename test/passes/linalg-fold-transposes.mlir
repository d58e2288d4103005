// What channels_first layers put around their channels_last forms cancels between two of them.
// RUN: lith-opt %s --layer-lower-layers --linalg-fold-transposes --canonicalize --cse | FileCheck %s

// Bias, activation, the skip connection and padding are done between the transposes at the ends.
// CHECK: #[[READ:.*]] = affine_map<(d0, d1, d2, d3) -> (d0, d2, d3, d1)>
// CHECK-LABEL: func @chain
// CHECK: linalg.transpose ins(%arg0 : tensor<?x2x8x8xf32>) {{.*}} permutation = [0, 2, 3, 1]
// CHECK-NOT: linalg.transpose
// CHECK: tensor.pad %{{.*}} low[0, 1, 1, 0] high[0, 1, 1, 0]
// CHECK-NOT: linalg.transpose
// CHECK: linalg.transpose {{.*}} permutation = [0, 3, 1, 2]
// CHECK-NEXT: return
func.func @chain(%x: tensor<?x2x8x8xf32>, %k: tensor<3x3x2x2xf32>, %b: tensor<2xf32>) -> tensor<?x2x8x8xf32> {
  %0 = layer.conv2d %x, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3, 3>, padding = "same", activation = "relu", data_format = "channels_first"}
    : (tensor<?x2x8x8xf32>, tensor<3x3x2x2xf32>, tensor<2xf32>) -> tensor<?x2x8x8xf32>
  %1 = layer.conv2d %0, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3, 3>, padding = "same", data_format = "channels_first"}
    : (tensor<?x2x8x8xf32>, tensor<3x3x2x2xf32>, tensor<2xf32>) -> tensor<?x2x8x8xf32>
  %2 = layer.batch_normalization %1, %b, %b, %b, %b {axis = array<i64: 1>}
    : (tensor<?x2x8x8xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) -> tensor<?x2x8x8xf32>
  %3 = layer.add %0, %2 : (tensor<?x2x8x8xf32>, tensor<?x2x8x8xf32>) -> tensor<?x2x8x8xf32>
  %4 = layer.zero_padding2d %3 {data_format = "channels_first"} : (tensor<?x2x8x8xf32>) -> tensor<?x2x10x10xf32>
  %5 = layer.conv2d %4, %k, %b {filters = 2 : i64, kernel_size = array<i64: 3, 3>, data_format = "channels_first"}
    : (tensor<?x2x10x10xf32>, tensor<3x3x2x2xf32>, tensor<2xf32>) -> tensor<?x2x8x8xf32>
  return %5 : tensor<?x2x8x8xf32>
}

// A reduction takes the order of its reading; a concatenation joins before the transpose.
// CHECK-LABEL: func @ends
// CHECK: linalg.transpose {{.*}} permutation = [0, 2, 3, 1]
// CHECK-NOT: linalg.transpose
// CHECK: tensor.concat dim(3)
// CHECK: linalg.generic {indexing_maps = [#[[READ]], #{{.*}}], iterator_types = ["parallel", "parallel", "reduction", "reduction"]}
// CHECK-NOT: linalg.transpose
// CHECK: return
func.func @ends(%x: tensor<?x2x8x8xf32>) -> tensor<?x4xf32> {
  %0 = layer.max_pooling2d %x {data_format = "channels_first"} : (tensor<?x2x8x8xf32>) -> tensor<?x2x4x4xf32>
  %1 = layer.average_pooling2d %x {data_format = "channels_first"} : (tensor<?x2x8x8xf32>) -> tensor<?x2x4x4xf32>
  %2 = layer.concatenate %0, %1 {axis = 1 : i64} : (tensor<?x2x4x4xf32>, tensor<?x2x4x4xf32>) -> tensor<?x4x4x4xf32>
  %3 = layer.global_average_pooling2d %2 {data_format = "channels_first"} : (tensor<?x4x4x4xf32>) -> tensor<?x4xf32>
  return %3 : tensor<?x4xf32>
}
