// SpectralNormalization: it is the layer that it owns, within another one too, and with an activation that is a layer; around an Embedding
// its result is of the ids' type, as in Keras.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-drop-training-layers | FileCheck %s --check-prefix=DROP
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @dense
// CHECK: layer.spectral_normalization %{{.*}}, %{{.*}}, %{{.*}} : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<?x3xf32> {
// CHECK-NEXT: ^bb0(%[[A:.*]]: tensor<?x2xf32>):
// CHECK-NEXT: %[[D:.*]] = layer.dense %[[A]],
// CHECK-NEXT: layer.yield %[[D]] : tensor<?x3xf32>
// DROP-LABEL: func @dense
// DROP-SAME: (%[[X:.*]]: tensor<?x2xf32>, %[[W:.*]]: tensor<2x3xf32>,
// DROP-NOT: spectral_normalization
// DROP: %[[Y:.*]] = layer.dense %[[X]], %[[W]]
// DROP-NEXT: return %[[Y]]
// LOWER-LABEL: func @dense
// LOWER-NOT: layer.
// LOWER: linalg.generic {{.*}} iterator_types = ["parallel", "parallel", "reduction"]
func.func @dense(%x: tensor<?x2xf32>, %w: tensor<2x3xf32>, %b: tensor<3xf32>, %u: tensor<1x3xf32>) -> tensor<?x3xf32> {
  %y = layer.spectral_normalization %x, %w, %u : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<?x3xf32> {
  ^bb0(%a: tensor<?x2xf32>):
    %d = layer.dense %a, %w, %b {units = 3} : (tensor<?x2xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
    layer.yield %d : tensor<?x3xf32>
  }
  return %y : tensor<?x3xf32>
}

// DROP-LABEL: func @nested
// DROP-NOT: spectral_normalization
// DROP: layer.dense
// DROP-NEXT: layer.leaky_re_lu
func.func @nested() {
  %x = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %w = arith.constant dense<[[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]]> : tensor<2x3xf32>
  %b = arith.constant dense<[0.5, 0.0, -1.0]> : tensor<3xf32>
  %u = arith.constant dense<9.0> : tensor<1x3xf32>
  %y = layer.spectral_normalization %x, %w, %u : (tensor<2x2xf32>, tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32> {
  ^bb0(%a: tensor<2x2xf32>):
    %n = layer.spectral_normalization %a, %w, %u {power_iterations = 4} : (tensor<2x2xf32>, tensor<2x3xf32>, tensor<1x3xf32>) -> tensor<2x3xf32> {
    ^bb0(%c: tensor<2x2xf32>):
      %d = layer.dense %c, %w, %b {units = 3} : (tensor<2x2xf32>, tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
      %e = layer.leaky_re_lu %d {negative_slope = 0.5} : (tensor<2x3xf32>) -> tensor<2x3xf32>
      layer.yield %e : tensor<2x3xf32>
    }
    layer.yield %n : tensor<2x3xf32>
  }
  check.expect_close %y, dense<[[1.5, 2.0, -0.5], [3.5, 4.0, 1.0]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}

// DROP-LABEL: func @ids
// DROP: layer.spectral_normalization
func.func @ids() {
  %x = arith.constant dense<[[0, 1]]> : tensor<1x2xi32>
  %w = arith.constant dense<[[1.7, -1.7], [2.2, 3.9]]> : tensor<2x2xf32>
  %u = arith.constant dense<1.0> : tensor<1x2xf32>
  %y = layer.spectral_normalization %x, %w, %u : (tensor<1x2xi32>, tensor<2x2xf32>, tensor<1x2xf32>) -> tensor<1x2x2xi32> {
  ^bb0(%a: tensor<1x2xi32>):
    %d = layer.embedding %a, %w {input_dim = 2, output_dim = 2} : (tensor<1x2xi32>, tensor<2x2xf32>) -> tensor<1x2x2xf32>
    layer.yield %d : tensor<1x2x2xf32>
  }
  check.expect_close %y, dense<[[[1, -1], [2, 3]]]> : tensor<1x2x2xi32> : tensor<1x2x2xi32>
  return
}
