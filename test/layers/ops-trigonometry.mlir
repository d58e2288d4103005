// Angles and hyperbolic functions, with infinities, NaN and what lies outside of a domain.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @tan
// CHECK: layer.ops.tan %{{.*}} : (tensor<7xf32>) -> tensor<7xf32>
func.func @tan() {
  %x0 = arith.constant dense<[-100.0, -1.5, -0.25, 0.0, 0.5, 3.0, 0x7FC00000]> : tensor<7xf32>
  %y = layer.ops.tan %x0 : (tensor<7xf32>) -> tensor<7xf32>
  check.expect_close %y, dense<[0.58721393, -14.10142, -0.25534192, 0.0, 0.5463025, -0.14254655, 0x7FC00000]> : tensor<7xf32> : tensor<7xf32>
  return
}

func.func @arctan() {
  %x0 = arith.constant dense<[-100.0, -1.5, -0.25, 0.0, 0.5, 3.0, 0x7FC00000]> : tensor<7xf32>
  %y = layer.ops.arctan %x0 : (tensor<7xf32>) -> tensor<7xf32>
  check.expect_close %y, dense<[-1.5607967, -0.9827938, -0.24497868, 0.0, 0.46364754, 1.2490458, 0x7FC00000]> : tensor<7xf32> : tensor<7xf32>
  return
}

func.func @arcsin() {
  %x0 = arith.constant dense<[-1.0, -0.75, -0.0, 0.25, 0.5, 1.0, 1.5, 0x7FC00000]> : tensor<8xf32>
  %y = layer.ops.arcsin %x0 : (tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[-1.5707964, -0.8480621, -0.0, 0.25268024, 0.5235988, 1.5707964, 0x7FC00000, 0x7FC00000]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @arccos() {
  %x0 = arith.constant dense<[-1.0, -0.75, -0.0, 0.25, 0.5, 1.0, 1.5, 0x7FC00000]> : tensor<8xf32>
  %y = layer.ops.arccos %x0 : (tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[3.1415927, 2.4188585, 1.5707964, 1.3181161, 1.0471976, 0.0, 0x7FC00000, 0x7FC00000]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @sinh() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.sinh %x0 : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[-6.0502048, -1.1752012, -0.2526123, 0.0, 0.52109534, 2.1292794, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @cosh() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.cosh %x0 : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[6.1322894, 1.5430806, 1.0314131, 1.0, 1.127626, 2.3524096, 0x7F800000, 0x7F800000, 0x7FC00000]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @tanh() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.tanh %x0 : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[-0.98661435, -0.7615942, -0.24491866, 0.0, 0.46211717, 0.9051482, 1.0, -1.0, 0x7FC00000]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @arcsinh() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.arcsinh %x0 : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[-1.6472311, -0.88137364, -0.24746647, 0.0, 0.48121184, 1.1947632, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @arccosh() {
  %x0 = arith.constant dense<[1.0, 1.25, 3.0, 1.0e+10, 0x7F800000, 0.5, 0x7FC00000]> : tensor<7xf32>
  %y = layer.ops.arccosh %x0 : (tensor<7xf32>) -> tensor<7xf32>
  check.expect_close %y, dense<[0.0, 0.6931472, 1.7627472, 23.718998, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<7xf32> : tensor<7xf32>
  return
}

func.func @arctanh() {
  %x0 = arith.constant dense<[-1.0, -0.5, 0.0, 0.125, 0.75, 1.0, 1.5]> : tensor<7xf32>
  %y = layer.ops.arctanh %x0 : (tensor<7xf32>) -> tensor<7xf32>
  check.expect_close %y, dense<[0xFF800000, -0.54930615, 0.0, 0.12565722, 0.9729551, 0x7F800000, 0x7FC00000]> : tensor<7xf32> : tensor<7xf32>
  return
}

func.func @sinc() {
  %x0 = arith.constant dense<[-1.5, -0.25, 0.0, 0.5, 1.0, 7.25]> : tensor<6xf32>
  %y = layer.ops.sinc %x0 : (tensor<6xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[-0.21220659, 0.9003163, 1.0, 0.63661975, -2.7827534e-08, -0.031045383]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @hypot() {
  %x0 = arith.constant dense<[3.0, -5.0, 1.0e+30, 0.0, 0x7F800000]> : tensor<5xf32>
  %x1 = arith.constant dense<[4.0, 12.0, -1.0e+30, 0.0, 0x7FC00000]> : tensor<5xf32>
  %y = layer.ops.hypot %x0, %x1 : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
  check.expect_close %y, dense<[5.0, 12.999999, 1.4142135e+30, 0.0, 0x7F800000]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @deg2rad() {
  %x0 = arith.constant dense<[-180.0, 0.0, 1.5, 90.0, 360.0]> : tensor<5xf32>
  %y = layer.ops.deg2rad %x0 : (tensor<5xf32>) -> tensor<5xf32>
  check.expect_close %y, dense<[-3.1415927, 0.0, 0.02617994, 1.5707964, 6.2831855]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @rad2deg() {
  %x0 = arith.constant dense<[-180.0, 0.0, 1.5, 90.0, 360.0]> : tensor<5xf32>
  %y = layer.ops.rad2deg %x0 : (tensor<5xf32>) -> tensor<5xf32>
  check.expect_close %y, dense<[-10313.24, 0.0, 85.94367, 5156.62, 20626.48]> : tensor<5xf32> : tensor<5xf32>
  return
}
