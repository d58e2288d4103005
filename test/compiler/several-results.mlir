// A reduction with several results that need each other: by the loops generator. (Halide 21 writes the first result of a Tuple before it
// reads it for the second; FIXME in the translator.)
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
