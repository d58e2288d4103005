// Batch normalisation is folded into the layer before it, or behind it where no padding is read.
// RUN: lith-opt %s --layer-fold-batch-norm --canonicalize | FileCheck %s

// CHECK: #[[BOTH:.*]] = affine_map<(d0, d1, d2, d3) -> (d2 * 3 + d3)>

// Before: kernel * s, and a bias of bias * s + t.
// CHECK-LABEL: func @behind_conv
// CHECK-SAME: (%[[X:.*]]: tensor<?x8x8x2xf32>, %[[K:.*]]: tensor<3x3x2x4xf32>, %[[B:.*]]: tensor<4xf32>, %{{.*}}: tensor<4xf32>)
// CHECK: %[[KERNEL:.*]] = linalg.generic {{.*}} ins(%[[K]], %[[S:.*]] : tensor<3x3x2x4xf32>, tensor<4xf32>)
// CHECK: %[[SCALED:.*]] = linalg.generic {{.*}} ins(%[[B]], %[[S]] : tensor<4xf32>, tensor<4xf32>)
// CHECK: %[[BIAS:.*]] = linalg.generic {{.*}} ins(%[[SCALED]], %{{.*}} : tensor<4xf32>, tensor<4xf32>)
// CHECK: %[[Y:.*]] = layer.conv2d %[[X]], %[[KERNEL]], %[[BIAS]] {{.*}}padding = "same"
// CHECK-NEXT: return %[[Y]]
func.func @behind_conv(%x: tensor<?x8x8x2xf32>, %k: tensor<3x3x2x4xf32>, %b: tensor<4xf32>, %v: tensor<4xf32>) -> tensor<?x8x8x4xf32> {
  %0 = layer.conv2d %x, %k, %b {filters = 4 : i64, kernel_size = array<i64: 3, 3>, padding = "same"}
    : (tensor<?x8x8x2xf32>, tensor<3x3x2x4xf32>, tensor<4xf32>) -> tensor<?x8x8x4xf32>
  %1 = layer.batch_normalization %0, %v, %v, %v, %v : (tensor<?x8x8x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x8x8x4xf32>
  return %1 : tensor<?x8x8x4xf32>
}

// Channel and multiplier together are the output channel; a layer without bias gets one.
// CHECK-LABEL: func @behind_depthwise
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[BOTH]], #{{.*}}]
// CHECK: layer.depthwise_conv2d %{{.*}}, %{{.*}}, %{{.*}} {depth_multiplier = 3 : i64, kernel_size = array<i64: 3, 3>}
// CHECK-NOT: layer.batch_normalization
func.func @behind_depthwise(%x: tensor<?x8x8x2xf32>, %k: tensor<3x3x2x3xf32>, %v: tensor<6xf32>) -> tensor<?x6x6x6xf32> {
  %0 = layer.depthwise_conv2d %x, %k {depth_multiplier = 3 : i64, kernel_size = array<i64: 3, 3>, use_bias = false}
    : (tensor<?x8x8x2xf32>, tensor<3x3x2x3xf32>) -> tensor<?x6x6x6xf32>
  %1 = layer.batch_normalization %0, %v, %v, %v, %v : (tensor<?x6x6x6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>, tensor<6xf32>) -> tensor<?x6x6x6xf32>
  return %1 : tensor<?x6x6x6xf32>
}

// Behind: kernel * s over its input channels; the activation of the dense layer does not matter.
// CHECK-LABEL: func @before_dense
// CHECK-SAME: (%[[X:.*]]: tensor<?x3xf32>
// CHECK: layer.dense %[[X]], %{{.*}}, %{{.*}} {activation = "relu"
// CHECK-NOT: layer.batch_normalization
func.func @before_dense(%x: tensor<?x3xf32>, %k: tensor<3x2xf32>, %b: tensor<2xf32>, %v: tensor<3xf32>) -> tensor<?x2xf32> {
  %0 = layer.batch_normalization %x, %v, %v, %v, %v : (tensor<?x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  %1 = layer.dense %0, %k, %b {units = 2 : i64, activation = "relu"} : (tensor<?x3xf32>, tensor<3x2xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %1 : tensor<?x2xf32>
}

// Convolutions of every rank say the same of themselves.
// CHECK-LABEL: func @other_ranks
// CHECK: layer.conv1d
// CHECK: layer.conv3d_transpose
// CHECK-NOT: layer.batch_normalization
func.func @other_ranks(%x: tensor<?x8x4xf32>, %k: tensor<3x4x4xf32>, %z: tensor<?x2x2x2x4xf32>, %l: tensor<2x2x2x4x4xf32>, %v: tensor<4xf32>) -> (tensor<?x6x4xf32>, tensor<?x4x4x4x4xf32>) {
  %0 = layer.batch_normalization %x, %v, %v, %v, %v : (tensor<?x8x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x8x4xf32>
  %1 = layer.conv1d %0, %k {filters = 4 : i64, kernel_size = array<i64: 3>, use_bias = false} : (tensor<?x8x4xf32>, tensor<3x4x4xf32>) -> tensor<?x6x4xf32>
  %2 = layer.conv3d_transpose %z, %l {filters = 4 : i64, kernel_size = array<i64: 2, 2, 2>, strides = array<i64: 2, 2, 2>, use_bias = false}
    : (tensor<?x2x2x2x4xf32>, tensor<2x2x2x4x4xf32>) -> tensor<?x4x4x4x4xf32>
  %3 = layer.batch_normalization %2, %v, %v, %v, %v : (tensor<?x4x4x4x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4x4x4x4xf32>
  return %1, %3 : tensor<?x6x4xf32>, tensor<?x4x4x4x4xf32>
}

// Stays: padding is zero behind the norm, not in front of it; an activation or another user is between; another axis is normalised;
// causal padding is padding, too.
// CHECK-LABEL: func @stays
// CHECK-COUNT-4: layer.batch_normalization
// CHECK-LABEL: func @stays_causal
// CHECK: layer.batch_normalization
func.func @stays(%x: tensor<?x4x4x4xf32>, %k: tensor<3x3x4x4xf32>, %v: tensor<4xf32>) -> (tensor<?x4x4x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x4x4xf32>) {
  %0 = layer.batch_normalization %x, %v, %v, %v, %v : (tensor<?x4x4x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4x4x4xf32>
  %1 = layer.conv2d %0, %k {filters = 4 : i64, kernel_size = array<i64: 3, 3>, padding = "same", use_bias = false, activation = "relu"}
    : (tensor<?x4x4x4xf32>, tensor<3x3x4x4xf32>) -> tensor<?x4x4x4xf32>
  %2 = layer.batch_normalization %1, %v, %v, %v, %v : (tensor<?x4x4x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4x4x4xf32>
  %3 = layer.conv2d %x, %k {filters = 4 : i64, kernel_size = array<i64: 3, 3>, padding = "same", use_bias = false}
    : (tensor<?x4x4x4xf32>, tensor<3x3x4x4xf32>) -> tensor<?x4x4x4xf32>
  %4 = layer.batch_normalization %3, %v, %v, %v, %v : (tensor<?x4x4x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4x4x4xf32>
  %5 = layer.conv2d %x, %k {filters = 4 : i64, kernel_size = array<i64: 3, 3>, padding = "same", use_bias = false}
    : (tensor<?x4x4x4xf32>, tensor<3x3x4x4xf32>) -> tensor<?x4x4x4xf32>
  %6 = layer.batch_normalization %5, %v, %v, %v, %v {axis = array<i64: 1>} : (tensor<?x4x4x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4x4x4xf32>
  return %2, %3, %4, %6 : tensor<?x4x4x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x4x4xf32>, tensor<?x4x4x4xf32>
}

func.func @stays_causal(%x: tensor<?x8x4xf32>, %k: tensor<3x4x4xf32>, %v: tensor<4xf32>) -> tensor<?x8x4xf32> {
  %0 = layer.batch_normalization %x, %v, %v, %v, %v : (tensor<?x8x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x8x4xf32>
  %1 = layer.conv1d %0, %k {filters = 4 : i64, kernel_size = array<i64: 3>, padding = "causal", use_bias = false} : (tensor<?x8x4xf32>, tensor<3x4x4xf32>) -> tensor<?x8x4xf32>
  return %1 : tensor<?x8x4xf32>
}
