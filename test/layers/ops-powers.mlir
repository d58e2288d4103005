// Exponentials, logarithms and roots, with infinities, NaN and what lies outside of a domain.
// RUN: lith-opt %s | lith-opt | FileCheck %s
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

// CHECK-LABEL: func @exp
// CHECK: layer.ops.exp %{{.*}} : (tensor<11xf32>) -> tensor<11xf32>
func.func @exp() {
  %x0 = arith.constant dense<[-100.0, -2.5, -1.0e-06, 0.0, 0.5, 10.0, 100.0, 200.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.exp %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[0.0, 0.082085, 0.999999, 1.0, 1.6487212, 22026.465, 0x7F800000, 0x7F800000, 0x7F800000, 0.0, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @exp2() {
  %x0 = arith.constant dense<[-100.0, -2.5, -1.0e-06, 0.0, 0.5, 10.0, 100.0, 200.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<11xf32>
  %y = layer.ops.exp2 %x0 : (tensor<11xf32>) -> tensor<11xf32>
  check.expect_close %y, dense<[7.8885926e-31, 0.17677669, 0.9999993, 1.0, 1.4142135, 1024.0, 1.2676533e+30, 0x7F800000, 0x7F800000, 0.0, 0x7FC00000]> : tensor<11xf32> : tensor<11xf32>
  return
}

func.func @expm1() {
  %x0 = arith.constant dense<[-100.0, -2.5, -1.0e-06, 0.0, 0.5, 10.0, 200.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<10xf32>
  %y = layer.ops.expm1 %x0 : (tensor<10xf32>) -> tensor<10xf32>
  check.expect_close %y, dense<[-1.0, -0.917915, -9.999995e-07, 0.0, 0.6487213, 22025.465, 0x7F800000, 0x7F800000, -1.0, 0x7FC00000]> : tensor<10xf32> : tensor<10xf32>
  return
}

func.func @log() {
  %x0 = arith.constant dense<[0.0, 0.125, 0.5, 1.0, 2.5, 100.0, 1.0e+30, 0x7F800000, -1.0, 0x7FC00000]> : tensor<10xf32>
  %y = layer.ops.log %x0 : (tensor<10xf32>) -> tensor<10xf32>
  check.expect_close %y, dense<[0xFF800000, -2.0794415, -0.6931472, 0.0, 0.91629076, 4.6051702, 69.07755, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<10xf32> : tensor<10xf32>
  return
}

func.func @log2() {
  %x0 = arith.constant dense<[0.0, 0.125, 0.5, 1.0, 2.5, 100.0, 1.0e+30, 0x7F800000, -1.0, 0x7FC00000]> : tensor<10xf32>
  %y = layer.ops.log2 %x0 : (tensor<10xf32>) -> tensor<10xf32>
  check.expect_close %y, dense<[0xFF800000, -3.0, -1.0, 0.0, 1.3219281, 6.643856, 99.657845, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<10xf32> : tensor<10xf32>
  return
}

func.func @log10() {
  %x0 = arith.constant dense<[0.0, 0.125, 0.5, 1.0, 2.5, 100.0, 1.0e+30, 0x7F800000, -1.0, 0x7FC00000]> : tensor<10xf32>
  %y = layer.ops.log10 %x0 : (tensor<10xf32>) -> tensor<10xf32>
  check.expect_close %y, dense<[0xFF800000, -0.90309, -0.30103, 0.0, 0.39794004, 2.0, 30.0, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<10xf32> : tensor<10xf32>
  return
}

func.func @log1p() {
  %x0 = arith.constant dense<[-1.0, -0.5, 1.0e-06, 0.0, 2.0, 1.0e+10, 0x7F800000, -2.0, 0x7FC00000]> : tensor<9xf32>
  %y = layer.ops.log1p %x0 : (tensor<9xf32>) -> tensor<9xf32>
  check.expect_close %y, dense<[0xFF800000, -0.6931472, 9.999995e-07, 0.0, 1.0986123, 23.02585, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<9xf32> : tensor<9xf32>
  return
}

func.func @sqrt() {
  %x0 = arith.constant dense<[0.0, 0.125, 0.5, 1.0, 2.5, 100.0, 1.0e+30, 0x7F800000, -1.0, 0x7FC00000]> : tensor<10xf32>
  %y = layer.ops.sqrt %x0 : (tensor<10xf32>) -> tensor<10xf32>
  check.expect_close %y, dense<[0.0, 0.35355338, 0.70710677, 1.0, 1.5811388, 10.0, 1.0e+15, 0x7F800000, 0x7FC00000, 0x7FC00000]> : tensor<10xf32> : tensor<10xf32>
  return
}

func.func @rsqrt() {
  %x0 = arith.constant dense<[0.0, 0.125, 0.5, 1.0, 2.5, 100.0, 1.0e+30, 0x7F800000, -1.0, 0x7FC00000]> : tensor<10xf32>
  %y = layer.ops.rsqrt %x0 : (tensor<10xf32>) -> tensor<10xf32>
  check.expect_close %y, dense<[0x7F800000, 2.828427, 1.4142135, 1.0, 0.6324555, 0.1, 1.0e-15, 0.0, 0x7FC00000, 0x7FC00000]> : tensor<10xf32> : tensor<10xf32>
  return
}

func.func @cbrt() {
  %x0 = arith.constant dense<[-27.0, -0.125, 0.0, 0.001, 64.0, 1.0e+30, 0xFF800000, 0x7FC00000]> : tensor<8xf32>
  %y = layer.ops.cbrt %x0 : (tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[-3.0, -0.5, 0.0, 0.1, 4.0, 1.0e+10, 0xFF800000, 0x7FC00000]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @square() {
  %x0 = arith.constant dense<[-2.5, 0.0, 3.0, 1.0e+30, 0xFF800000, 0x7FC00000]> : tensor<6xf32>
  %y = layer.ops.square %x0 : (tensor<6xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[6.25, 0.0, 9.0, 0x7F800000, 0x7F800000, 0x7FC00000]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @square_of_bools() {
  %x0 = arith.constant dense<[true, false]> : tensor<2xi1>
  %y = layer.ops.square %x0 : (tensor<2xi1>) -> tensor<2xi32>
  check.expect_close %y, dense<[1, 0]> : tensor<2xi32> : tensor<2xi32>
  return
}

func.func @reciprocal() {
  %x0 = arith.constant dense<[-4.0, 0.0, 0.5, 1.0e+30, 0x7F800000, 0x7FC00000]> : tensor<6xf32>
  %y = layer.ops.reciprocal %x0 : (tensor<6xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[-0.25, 0x7F800000, 2.0, 1.0e-30, 0.0, 0x7FC00000]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @logaddexp() {
  %x0 = arith.constant dense<[-100.0, 0.0, 1.0, 200.0, 0x7F800000, 0xFF800000]> : tensor<6xf32>
  %x1 = arith.constant dense<[-101.0, 0.0, -3.5, 200.0, 1.0, 0xFF800000]> : tensor<6xf32>
  %y = layer.ops.logaddexp %x0, %x1 : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[-99.68674, 0.6931472, 1.0110477, 200.69315, 0x7F800000, 0xFF800000]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @logaddexp2() {
  %x0 = arith.constant dense<[-100.0, 0.0, 1.0, 200.0, 0x7F800000, 0xFF800000]> : tensor<6xf32>
  %x1 = arith.constant dense<[-101.0, 0.0, -3.5, 200.0, 1.0, 0xFF800000]> : tensor<6xf32>
  %y = layer.ops.logaddexp2 %x0, %x1 : (tensor<6xf32>, tensor<6xf32>) -> tensor<6xf32>
  check.expect_close %y, dense<[-99.41504, 1.0, 1.06239, 201.0, 0x7F800000, 0xFF800000]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @erf() {
  %x0 = arith.constant dense<[-3.0, -0.5, 0.0, 0.25, 1.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<8xf32>
  %y = layer.ops.erf %x0 : (tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[-0.99997795, -0.5204999, 0.0, 0.27632636, 0.84270084, 1.0, -1.0, 0x7FC00000]> : tensor<8xf32> : tensor<8xf32>
  return
}

func.func @erfc() {
  %x0 = arith.constant dense<[-3.0, -0.5, 0.0, 0.25, 1.0, 0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<8xf32>
  %y = layer.ops.erfc %x0 : (tensor<8xf32>) -> tensor<8xf32>
  check.expect_close %y, dense<[1.999978, 1.5204998, 1.0, 0.7236736, 0.15729924, 0.0, 2.0, 0x7FC00000]> : tensor<8xf32> : tensor<8xf32>
  return
}
