// Sums, differences and products of integers wrap around, also where they are compared with what they came from.
// RUN: lith test %s --guard
// RUN: lith test %s --codegen=loops --guard

#id = affine_map<(i) -> (i)>

func.func @int32() {
  %x = arith.constant dense<[2147483647, 2147483646, -2147483648, 5]> : tensor<4xi32>
  %y = arith.constant dense<[1, 1, -1, 1]> : tensor<4xi32>
  %e = tensor.empty() : tensor<4xi32>
  %r:3 = linalg.generic {indexing_maps = [#id, #id, #id, #id, #id], iterator_types = ["parallel"]}
      ins(%x, %y : tensor<4xi32>, tensor<4xi32>) outs(%e, %e, %e : tensor<4xi32>, tensor<4xi32>, tensor<4xi32>) {
  ^bb0(%a: i32, %b: i32, %o0: i32, %o1: i32, %o2: i32):
    %sum = arith.addi %a, %b : i32
    %isLess = arith.cmpi slt, %sum, %a : i32
    %less = arith.extui %isLess : i1 to i32
    %zero = arith.constant 0 : i32
    %minus = arith.subi %zero, %b : i32
    %difference = arith.subi %a, %minus : i32
    %isMore = arith.cmpi sgt, %difference, %a : i32
    %more = arith.extui %isMore : i1 to i32
    %two = arith.constant 2 : i32
    %twice = arith.muli %a, %two : i32
    %half = arith.divsi %twice, %two : i32
    linalg.yield %less, %more, %half : i32, i32, i32
  } -> (tensor<4xi32>, tensor<4xi32>, tensor<4xi32>)
  check.expect_close %r#0, dense<[1, 0, 0, 0]> : tensor<4xi32> : tensor<4xi32>
  check.expect_close %r#1, dense<[0, 1, 1, 1]> : tensor<4xi32> : tensor<4xi32>
  check.expect_close %r#2, dense<[-1, -2, 0, 5]> : tensor<4xi32> : tensor<4xi32>
  return
}

func.func @int8() {
  %x = arith.constant dense<[127, 126, -128, 5]> : tensor<4xi8>
  %y = arith.constant dense<[1, 1, -1, 1]> : tensor<4xi8>
  %e = tensor.empty() : tensor<4xi8>
  %r:2 = linalg.generic {indexing_maps = [#id, #id, #id, #id], iterator_types = ["parallel"]}
      ins(%x, %y : tensor<4xi8>, tensor<4xi8>) outs(%e, %e : tensor<4xi8>, tensor<4xi8>) {
  ^bb0(%a: i8, %b: i8, %o0: i8, %o1: i8):
    %sum = arith.addi %a, %b : i8
    %isLess = arith.cmpi slt, %sum, %a : i8
    %less = arith.extui %isLess : i1 to i8
    %two = arith.constant 2 : i8
    %twice = arith.muli %a, %two : i8
    %half = arith.divsi %twice, %two : i8
    linalg.yield %less, %half : i8, i8
  } -> (tensor<4xi8>, tensor<4xi8>)
  check.expect_close %r#0, dense<[1, 0, 0, 0]> : tensor<4xi8> : tensor<4xi8>
  check.expect_close %r#1, dense<[-1, -2, 0, 5]> : tensor<4xi8> : tensor<4xi8>
  return
}
