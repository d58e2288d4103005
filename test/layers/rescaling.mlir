// Rescaling: numbers of the config are small tables; integers become floats first.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith-opt %s --layer-lower-layers --canonicalize | FileCheck %s --check-prefix=LOWER
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @bytes
// CHECK: layer.rescaling %{{.*}} {offset = dense<-1.000000e+00> : tensor<f64>, scale = dense<{{.*}}> : tensor<3xf64>}
// LOWER-LABEL: func @bytes
// LOWER: %[[SCALE:.*]] = linalg.generic {{.*}} outs(%{{.*}} : tensor<3xf32>)
// LOWER: %[[BYTES:.*]] = tensor.bitcast %{{.*}} : tensor<?x4x3xui8> to tensor<?x4x3xi8>
// LOWER: linalg.generic {{.*}} ins(%[[BYTES]], %[[SCALE]] : tensor<?x4x3xi8>, tensor<3xf32>)
// LOWER: arith.uitofp %{{.*}} : i8 to f32
// LOWER: arith.mulf
// LOWER: arith.addf
func.func @bytes(%x: tensor<?x4x3xui8>) -> tensor<?x4x3xf32> {
  %y = layer.rescaling %x {scale = dense<[0.5, 0.25, 2.0]> : tensor<3xf64>, offset = dense<-1.0> : tensor<f64>} : (tensor<?x4x3xui8>) -> tensor<?x4x3xf32>
  return %y : tensor<?x4x3xf32>
}

func.func @number() {
  %x = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %y = layer.rescaling %x {scale = dense<0.25> : tensor<f64>, offset = dense<-1.5> : tensor<f64>}
    : (tensor<2x2x3xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[-2.125, -1.25, -1.75], [-0.875, -1.375, -1.875]], [[-1.0, -1.5, -2.0], [-1.125, -1.625, -2.125]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @array() {
  %x = arith.constant dense<[[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]], [[2.0, 0.0, -2.0], [1.5, -0.5, -2.5]]]> : tensor<2x2x3xf32>
  %y = layer.rescaling %x {scale = dense<[1.0, 2.0, 3.0]> : tensor<3xf64>}
    : (tensor<2x2x3xf32>) -> tensor<2x2x3xf32>
  check.expect_close %y, dense<[[[-2.5, 2.0, -3.0], [2.5, 1.0, -4.5]], [[2.0, 0.0, -6.0], [1.5, -1.0, -7.5]]]> : tensor<2x2x3xf32> : tensor<2x2x3xf32>
  return
}

func.func @integers() {
  %x = arith.constant dense<[[-5, 2, -2], [5, 1, -3]]> : tensor<2x3xi32>
  %y = layer.rescaling %x {scale = dense<0.5> : tensor<f64>}
    : (tensor<2x3xi32>) -> tensor<2x3xf32>
  check.expect_close %y, dense<[[-2.5, 1.0, -1.0], [2.5, 0.5, -1.5]]> : tensor<2x3xf32> : tensor<2x3xf32>
  return
}
