// Bits that are shifted into the sign and out of the number.
// RUN: lith test %s --guard
// RUN: lith test %s --codegen=loops --guard

#id = affine_map<(i) -> (i)>

// As the sign of a float, and compared.
func.func @into_sign() {
  %x = arith.constant dense<[0, 1, 2, 3, -1]> : tensor<5xi32>
  %c31 = arith.constant 31 : i32
  %zero = arith.constant 0 : i32
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<5xf32>
  %ei = tensor.empty() : tensor<5xi32>
  %y:2 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<5xi32>) outs(%e, %ei : tensor<5xf32>, tensor<5xi32>) {
  ^bb0(%v: i32, %o: f32, %oi: i32):
    %s = arith.shli %v, %c31 : i32
    %sign = arith.bitcast %s : i32 to f32
    %f = math.copysign %one, %sign : f32
    %n = arith.cmpi slt, %s, %zero : i32
    %ni = arith.extui %n : i1 to i32
    linalg.yield %f, %ni : f32, i32
  } -> (tensor<5xf32>, tensor<5xi32>)
  check.expect_close %y#0, dense<[1.0, -1.0, 1.0, -1.0, -1.0]> : tensor<5xf32> : tensor<5xf32>
  check.expect_close %y#1, dense<[0, 1, 0, 1, 1]> : tensor<5xi32> : tensor<5xi32>
  return
}

// There and back again: the sign of the lowest byte; and a quotient of what has wrapped around.
func.func @back() {
  %x = arith.constant dense<[1, 127, 128, 255, 4096]> : tensor<5xi32>
  %c24 = arith.constant 24 : i32
  %e = tensor.empty() : tensor<5xi32>
  %y:2 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<5xi32>) outs(%e, %e : tensor<5xi32>, tensor<5xi32>) {
  ^bb0(%v: i32, %o: i32, %p: i32):
    %s = arith.shli %v, %c24 : i32
    %r = arith.shrsi %s, %c24 : i32
    %c = arith.constant 16777216 : i32
    %d = arith.divsi %s, %c : i32
    linalg.yield %r, %d : i32, i32
  } -> (tensor<5xi32>, tensor<5xi32>)
  check.expect_close %y#0, dense<[1, 127, -128, -1, 0]> : tensor<5xi32> : tensor<5xi32>
  check.expect_close %y#1, dense<[1, 127, -128, -1, 0]> : tensor<5xi32> : tensor<5xi32>
  return
}
