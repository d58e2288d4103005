// The activations as operations, with infinities and NaN.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @relu
// CHECK: layer.ops.relu %{{.*}} : (tensor<11xf32>) -> tensor<11xf32>
func.func @relu() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.relu %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[0.0, 0.0, 0.0, 0.0, 0.5, 1.5, 20.0, 0.0, 0x7F800000, 0.0, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @relu6() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.relu6 %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[0.0, 0.0, 0.0, 0.0, 0.5, 1.5, 6.0, 0.0, 6.0, 0.0, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @sigmoid() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.sigmoid %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[0.075858176, 0.26894143, 0.4378235, 0.5, 0.62245935, 0.81757444, 1.0, 2.0611537e-09, 1.0, 0.0, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @sparse_sigmoid() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.sparse_sigmoid %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[0.0, 0.0, 0.375, 0.5, 0.75, 1.0, 1.0, 0.0, 1.0, 0.0, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @softplus() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.softplus %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[0.078889735, 0.3132617, 0.5759394, 0.6931472, 0.974077, 1.7014133, 20.0, 2.0611537e-09, 0x7F800000, 0.0, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @softsign() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.softsign %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[-0.71428573, -0.5, -0.2, 0.0, 0.33333334, 0.6, 0.95238096, -0.95238096, 0x7FC00000, 0x7FC00000, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @sparse_plus() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.sparse_plus %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[0.0, 0.0, 0.140625, 0.25, 0.5625, 1.5, 20.0, 0.0, 0x7F800000, 0.0, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @silu() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.silu %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[-0.18964544, -0.26894143, -0.109455876, 0.0, 0.31122968, 1.2263616, 20.0, -4.1223075e-08, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @log_sigmoid() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.log_sigmoid %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[-2.5788898, -1.3132617, -0.8259394, -0.6931472, -0.474077, -0.20141329, -2.0611537e-09, -20.0, -0.0, 0xFF800000, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @hard_sigmoid() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.hard_sigmoid %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[0.083333336, 0.33333334, 0.45833334, 0.5, 0.5833334, 0.75, 1.0, 0.0, 1.0, 0.0, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @hard_silu() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.hard_silu %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[-0.20833334, -0.33333334, -0.114583336, 0.0, 0.2916667, 1.125, 20.0, -0.0, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @tanh_shrink() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.tanh_shrink %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[-1.5133857, -0.23840582, -0.0050813407, 0.0, 0.037882835, 0.5948518, 19.0, -19.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @hard_tanh() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 20.0, -20.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.hard_tanh %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[-1.0, -1.0, -0.25, 0.0, 0.5, 1.0, 1.0, -1.0, 1.0, -1.0, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @leaky_relu() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.leaky_relu %x0 {negative_slope = 0.5 : f64} : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[-1.25, -0.5, -0.125, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @elu() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.elu %x0 {alpha = 0.5 : f64} : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[-0.4589575, -0.31606027, -0.1105996, 0.0, 0.5, 1.5, 0x7F800000, -0.5, 0x7FC00000]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @selu() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.selu %x0 : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[-1.6137857, -1.1113307, -0.38889018, 0.0, 0.5253505, 1.5760515, 0x7F800000, -1.7580993, 0x7FC00000]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @celu() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.celu %x0 {alpha = 2.0 : f64} : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[-1.4269904, -0.78693867, -0.23500617, 0.0, 0.5, 1.5, 0x7F800000, -2.0, 0x7FC00000]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @gelu_exact() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0x7FC00000]> : tensor<8xf32>
  %y = layer.ops.gelu %x0 {approximate = false} : (tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[-0.015524165, -0.15865527, -0.100323424, 0.0, 0.34573123, 1.3997892, 0x7F800000, 0x7FC00000]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @gelu_approximate() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0x7FC00000]> : tensor<8xf32>
  %y = layer.ops.gelu %x0 {approximate = true} : (tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[-0.015084296, -0.15880796, -0.100324646, 0.0, 0.345714, 1.3995715, 0x7F800000, 0x7FC00000]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @soft_shrink() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.soft_shrink %x0 {threshold = 0.75 : f64} : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[-1.75, -0.25, 0.0, 0.0, 0.0, 0.75, 0x7F800000, 0xFF800000, 0.0]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @hard_shrink() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.hard_shrink %x0 {threshold = 0.75 : f64} : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[-2.5, -1.0, 0.0, 0.0, 0.0, 1.5, 0x7F800000, 0xFF800000, 0.0]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @threshold() {
  %x0 = arith.constant dense<[-2.5, -1.0, -0.25, 0.0, 0.5, 1.5, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.threshold %x0 {threshold = 0.25 : f64, default_value = -7.0 : f64} : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[-7.0, -7.0, -7.0, -7.0, 0.5, 1.5, 0x7F800000, -7.0, -7.0]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @squareplus() {
  %x0 = arith.constant dense<[-2.5, -1.0, 0.0, 0.5, 100.0, 0x7F800000, 0x7FC00000]> : tensor<7xf32>
  %y = layer.ops.squareplus %x0 {b = 2.0 : f64} : (tensor<7xf32>) -> tensor<7xf32>
  check.expect_close %y, dense<[0.18614066, 0.3660254, 0.70710677, 1.0, 100.005005, 0x7F800000, 0x7FC00000]> : tensor<7xf32> : tensor<7xf32>
  return
}
