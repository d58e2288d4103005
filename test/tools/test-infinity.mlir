// A finite number is not near to an infinity, and a wrong number is told with its place; exit 4.
// RUN: bash -c 'lith test %s 2>&1; test $? -eq 4' | FileCheck %s

func.func @infinity() {
  %x = arith.constant dense<[1.0, 2.0]> : tensor<2xf32>
  %y = layer.activation %x {activation = "relu"} : (tensor<2xf32>) -> tensor<2xf32>
  // CHECK: test-infinity.mlir{{.*}}element 1 is 2, expected inf
  check.expect_close %y, dense<[1.0, 0x7F800000]> : tensor<2xf32> : tensor<2xf32>
  return
}
