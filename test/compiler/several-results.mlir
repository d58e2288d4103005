// Reductions with several results of which one needs the accumulator of another: what is stored must not be what the next result reads.
// RUN: lith test %s --guard
// RUN: lith test %s --codegen=loops --guard
// RUN: lith test %s -O0 --codegen=loops

#id2 = affine_map<(i, j) -> (i, j)>

// Several results: the largest element of each row and where it is.
func.func @argmax() {
  %x = arith.constant dense<[[1.0, 5.0, 2.0], [7.0, 3.0, 7.0]]> : tensor<2x3xf32>
  %low = arith.constant -3.40282347E+38 : f32
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<2xf32>
  %ei = tensor.empty() : tensor<2xi32>
  %m = linalg.fill ins(%low : f32) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  %mi = linalg.fill ins(%zero : i32) outs(%ei : tensor<2xi32>) -> tensor<2xi32>
  %y:2 = linalg.generic {indexing_maps = [#id2, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<2x3xf32>) outs(%m, %mi : tensor<2xf32>, tensor<2xi32>) {
  ^bb0(%v: f32, %best: f32, %at: i32):
    %j = linalg.index 1 : index
    %ji = arith.index_cast %j : index to i32
    %more = arith.cmpf ogt, %v, %best : f32
    %b = arith.select %more, %v, %best : f32
    %a = arith.select %more, %ji, %at : i32
    linalg.yield %b, %a : f32, i32
  } -> (tensor<2xf32>, tensor<2xi32>)
  check.expect_close %y#0, dense<[5.0, 7.0]> : tensor<2xf32> : tensor<2xf32>
  check.expect_close %y#1, dense<[1, 0]> : tensor<2xi32> : tensor<2xi32>
  return
}

// The same with the results the other way round, and a third that needs both.
func.func @argmax_turned() {
  %x = arith.constant dense<[[1.0, 5.0, 2.0], [7.0, 3.0, 9.0]]> : tensor<2x3xf32>
  %low = arith.constant -3.40282347E+38 : f32
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<2xf32>
  %ei = tensor.empty() : tensor<2xi32>
  %m = linalg.fill ins(%low : f32) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  %mi = linalg.fill ins(%zero : i32) outs(%ei : tensor<2xi32>) -> tensor<2xi32>
  %mc = linalg.fill ins(%zero : i32) outs(%ei : tensor<2xi32>) -> tensor<2xi32>
  %y:3 = linalg.generic {indexing_maps = [#id2, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i)>],
                         iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<2x3xf32>) outs(%mi, %m, %mc : tensor<2xi32>, tensor<2xf32>, tensor<2xi32>) {
  ^bb0(%v: f32, %at: i32, %best: f32, %before: i32):
    %j = linalg.index 1 : index
    %ji = arith.index_cast %j : index to i32
    %more = arith.cmpf ogt, %v, %best : f32
    %a = arith.select %more, %ji, %at : i32
    %b = arith.select %more, %v, %best : f32
    %c = arith.select %more, %at, %before : i32
    linalg.yield %a, %b, %c : i32, f32, i32
  } -> (tensor<2xi32>, tensor<2xf32>, tensor<2xi32>)
  check.expect_close %y#0, dense<[1, 2]> : tensor<2xi32> : tensor<2xi32>
  check.expect_close %y#1, dense<[5.0, 9.0]> : tensor<2xf32> : tensor<2xf32>
  check.expect_close %y#2, dense<[0, 0]> : tensor<2xi32> : tensor<2xi32>
  return
}

// Two results that start from one tensor, of which the first does not need it.
func.func @one_start() {
  %x = arith.constant dense<[[1, 5], [7, 3], [2, 4]]> : tensor<3x2xi32>
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<2xi32>
  %start = linalg.fill ins(%zero : i32) outs(%e : tensor<2xi32>) -> tensor<2xi32>
  %y:2 = linalg.generic {indexing_maps = [#id2, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (j)>], iterator_types = ["reduction", "parallel"]}
      ins(%x : tensor<3x2xi32>) outs(%start, %start : tensor<2xi32>, tensor<2xi32>) {
  ^bb0(%v: i32, %unused: i32, %sum: i32):
    %seven = arith.constant 7 : i32
    %s = arith.addi %sum, %v : i32
    linalg.yield %seven, %s : i32, i32
  } -> (tensor<2xi32>, tensor<2xi32>)
  check.expect_close %y#0, dense<[7, 7]> : tensor<2xi32> : tensor<2xi32>
  check.expect_close %y#1, dense<[10, 12]> : tensor<2xi32> : tensor<2xi32>
  return
}
