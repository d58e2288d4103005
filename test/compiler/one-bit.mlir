// Arithmetic on i1 is modulo two, and with a sign a set one is -1.
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

#id = affine_map<(i) -> (i)>

func.func @extrema() {
  %a = arith.constant dense<[false, false, true, true]> : tensor<4xi1>
  %b = arith.constant dense<[false, true, false, true]> : tensor<4xi1>
  %e = tensor.empty() : tensor<4xi1>
  %y:4 = linalg.generic {indexing_maps = [#id, #id, #id, #id, #id, #id], iterator_types = ["parallel"]}
      ins(%a, %b : tensor<4xi1>, tensor<4xi1>) outs(%e, %e, %e, %e : tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>) {
  ^bb0(%x: i1, %z: i1, %o0: i1, %o1: i1, %o2: i1, %o3: i1):
    %maxu = arith.maxui %x, %z : i1
    %minu = arith.minui %x, %z : i1
    %maxs = arith.maxsi %x, %z : i1
    %mins = arith.minsi %x, %z : i1
    linalg.yield %maxu, %minu, %maxs, %mins : i1, i1, i1, i1
  } -> (tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xi1>)
  check.expect_close %y#0, dense<[false, true, true, true]> : tensor<4xi1> : tensor<4xi1>
  check.expect_close %y#1, dense<[false, false, false, true]> : tensor<4xi1> : tensor<4xi1>
  check.expect_close %y#2, dense<[false, false, false, true]> : tensor<4xi1> : tensor<4xi1>
  check.expect_close %y#3, dense<[false, true, true, true]> : tensor<4xi1> : tensor<4xi1>
  return
}

func.func @sums() {
  %a = arith.constant dense<[false, false, true, true]> : tensor<4xi1>
  %b = arith.constant dense<[false, true, false, true]> : tensor<4xi1>
  %e = tensor.empty() : tensor<4xi1>
  %f = tensor.empty() : tensor<4xf32>
  %y:4 = linalg.generic {indexing_maps = [#id, #id, #id, #id, #id, #id], iterator_types = ["parallel"]}
      ins(%a, %b : tensor<4xi1>, tensor<4xi1>) outs(%e, %e, %e, %f : tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xf32>) {
  ^bb0(%x: i1, %z: i1, %o0: i1, %o1: i1, %o2: i1, %o3: f32):
    %sum = arith.addi %x, %z : i1
    %difference = arith.subi %x, %z : i1
    %product = arith.muli %x, %z : i1
    %float = arith.sitofp %x : i1 to f32
    linalg.yield %sum, %difference, %product, %float : i1, i1, i1, f32
  } -> (tensor<4xi1>, tensor<4xi1>, tensor<4xi1>, tensor<4xf32>)
  check.expect_close %y#0, dense<[false, true, true, false]> : tensor<4xi1> : tensor<4xi1>
  check.expect_close %y#1, dense<[false, true, true, false]> : tensor<4xi1> : tensor<4xi1>
  check.expect_close %y#2, dense<[false, false, false, true]> : tensor<4xi1> : tensor<4xi1>
  check.expect_close %y#3, dense<[0.0, 0.0, -1.0, -1.0]> : tensor<4xf32> : tensor<4xf32>
  return
}
