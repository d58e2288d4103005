// Layers on half types become casts to float32, the layer, and casts back; where floats of several types meet, the widest is it.
// RUN: lith-opt %s --layer-widen-half -split-input-file | FileCheck %s

// CHECK-LABEL: func @dense
// CHECK: %[[X:.*]] = layer.ops.cast %{{.*}} {dtype = "float32"} : (tensor<?x3xf16>) -> tensor<?x3xf32>
// CHECK: %[[W:.*]] = layer.ops.cast %{{.*}} {dtype = "float32"} : (tensor<3x4xf16>) -> tensor<3x4xf32>
// CHECK: %[[B:.*]] = layer.ops.cast %{{.*}} {dtype = "float32"} : (tensor<4xf16>) -> tensor<4xf32>
// CHECK: %[[Y:.*]] = layer.dense %[[X]], %[[W]], %[[B]] {activation = "tanh", layer.path = "dense", units = 4 : i64}
// CHECK: %[[H:.*]] = layer.ops.cast %[[Y]] {dtype = "float16"} : (tensor<?x4xf32>) -> tensor<?x4xf16>
// CHECK: return %[[H]]
func.func @dense(%x: tensor<?x3xf16>, %w: tensor<3x4xf16>, %b: tensor<4xf16>) -> tensor<?x4xf16> {
  %0 = layer.dense %x, %w, %b {units = 4, activation = "tanh", layer.dtype = "mixed_float16", layer.path = "dense"}
     : (tensor<?x3xf16>, tensor<3x4xf16>, tensor<4xf16>) -> tensor<?x4xf16>
  return %0 : tensor<?x4xf16>
}

// -----

// A normalization has its variables in float32; that of doubles in float32 computes in float64.
// CHECK-LABEL: func @norms
// CHECK: %[[X:.*]] = layer.ops.cast %{{.*}} {dtype = "float32"} : (tensor<?x4xbf16>) -> tensor<?x4xf32>
// CHECK-NOT: cast
// CHECK: layer.batch_normalization %[[X]], {{.*}} : (tensor<?x4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
// CHECK: layer.ops.cast {{.*}} {dtype = "bfloat16"}
// CHECK: layer.ops.cast {{.*}} {dtype = "float64"} : (tensor<4xf32>) -> tensor<4xf64>
// CHECK: layer.layer_normalization {{.*}} {layer.dtype = "float64"} : (tensor<?x4xf64>, tensor<4xf64>, tensor<4xf64>) -> tensor<?x4xf64>
// CHECK: layer.ops.cast {{.*}} {dtype = "float32"} : (tensor<?x4xf64>) -> tensor<?x4xf32>
func.func @norms(%x: tensor<?x4xbf16>, %d: tensor<?x4xf64>, %v: tensor<4xf32>) -> (tensor<?x4xbf16>, tensor<?x4xf32>) {
  %0 = layer.batch_normalization %x, %v, %v, %v, %v {layer.dtype = "mixed_bfloat16"}
     : (tensor<?x4xbf16>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xbf16>
  %1 = layer.layer_normalization %d, %v, %v : (tensor<?x4xf64>, tensor<4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return %0, %1 : tensor<?x4xbf16>, tensor<?x4xf32>
}

// -----

// Integers as input: only the result is a half. An operation that is told its dtype gets another one to compute in.
// CHECK-LABEL: func @results
// CHECK: %[[Y:.*]] = layer.rescaling %{{.*}} {scale = {{.*}}} : (tensor<?x4xui8>) -> tensor<?x4xf32>
// CHECK: layer.ops.cast %[[Y]] {dtype = "float16"}
// CHECK: %[[C:.*]] = layer.ops.cumsum %{{.*}} {axis = 1 : i64, dtype = "float32"} : (tensor<?x4xf32>) -> tensor<?x4xf32>
// CHECK: layer.ops.cast %[[C]] {dtype = "float16"}
func.func @results(%x: tensor<?x4xui8>, %h: tensor<?x4xf16>) -> (tensor<?x4xf16>, tensor<?x4xf16>) {
  %0 = layer.rescaling %x {scale = dense<0.5> : tensor<f64>, layer.dtype = "float16"} : (tensor<?x4xui8>) -> tensor<?x4xf16>
  %1 = layer.ops.cumsum %h {axis = 1 : i64, dtype = "float16"} : (tensor<?x4xf16>) -> tensor<?x4xf16>
  return %0, %1 : tensor<?x4xf16>, tensor<?x4xf16>
}

// -----

// What moves elements stays in its type, and what is in one type stays as it is.
// CHECK-LABEL: func @kept
// CHECK-NOT: cast
func.func @kept(%x: tensor<?x2x3xbf16>, %d: tensor<?x3xf64>) -> (tensor<?x6xbf16>, tensor<?x3xf64>) {
  %0 = layer.flatten %x {layer.dtype = "bfloat16"} : (tensor<?x2x3xbf16>) -> tensor<?x6xbf16>
  %1 = layer.softmax %d {layer.dtype = "float64"} : (tensor<?x3xf64>) -> tensor<?x3xf64>
  return %0, %1 : tensor<?x6xbf16>, tensor<?x3xf64>
}
