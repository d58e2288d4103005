// A cast behind a cast: an integer that was a float, negative, or too large for what it is cut to, keeps its bits.
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

func.func @without_a_sign() {
  %x = arith.constant dense<[-3.5, -1.0, 2.0, -4.0, 5.0]> : tensor<5xf32>
  %e = tensor.empty() : tensor<5xi32>
  %y = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%x : tensor<5xf32>) outs(%e : tensor<5xi32>) {
  ^bb0(%a: f32, %o: i32):
    %c1 = arith.constant 1 : i32
    %n = arith.fptosi %a : f32 to i32
    %s = arith.shrui %n, %c1 : i32
    linalg.yield %s : i32
  } -> tensor<5xi32>
  check.expect_close %y, dense<[2147483646, 2147483647, 1, 2147483646, 2]> : tensor<5xi32> {atol = 0.0 : f64, rtol = 0.0 : f64} : tensor<5xi32>
  return
}

func.func @of_64_bits() {
  %x = arith.constant dense<[-3.5, -1.0, 2.0, -4.0, 5.0]> : tensor<5xf32>
  %e = tensor.empty() : tensor<5xi64>
  %y = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%x : tensor<5xf32>) outs(%e : tensor<5xi64>) {
  ^bb0(%a: f32, %o: i64):
    %c1 = arith.constant 1 : i64
    %n = arith.fptosi %a : f32 to i64
    %s = arith.shrui %n, %c1 : i64
    linalg.yield %s : i64
  } -> tensor<5xi64>
  check.expect_close %y, dense<[9223372036854775806, 9223372036854775807, 1, 9223372036854775806, 2]> : tensor<5xi64> {atol = 0.0 : f64, rtol = 0.0 : f64} : tensor<5xi64>
  return
}

func.func @cut() {
  %x = arith.constant dense<[-3.5, 300.0, 2.0, -129.0, 65535.0]> : tensor<5xf32>
  %e = tensor.empty() : tensor<5xi8>
  %y = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%x : tensor<5xf32>) outs(%e : tensor<5xi8>) {
  ^bb0(%a: f32, %o: i8):
    %n = arith.fptosi %a : f32 to i32
    %s = arith.trunci %n : i32 to i8
    linalg.yield %s : i8
  } -> tensor<5xi8>
  check.expect_close %y, dense<[-3, 44, 2, 127, -1]> : tensor<5xi8> {atol = 0.0 : f64, rtol = 0.0 : f64} : tensor<5xi8>
  return
}
