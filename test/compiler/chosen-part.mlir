// What chooses by its index reads a part of what it chooses from; the kernel computes whole tiles of that nonetheless.
// RUN: lith test %s --guard
// RUN: lith test %s --codegen=loops --guard

#q = affine_map<(i, j, k) -> (i, k)>
#k = affine_map<(i, j, k) -> (k, j)>
#ij = affine_map<(i, j, k) -> (i, j)>
#id = affine_map<(i, j) -> (i, j)>

// Causal scores: row i of the result has i + 1 products.
func.func @causal() {
  %q = arith.constant dense<2.0> : tensor<10x3xf32>
  %k = arith.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0], [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
                             [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]]> : tensor<3x10xf32>
  %zero = arith.constant 0.0 : f32
  %low = arith.constant -9.0 : f32
  %e = tensor.empty() : tensor<10x10xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e : tensor<10x10xf32>) -> tensor<10x10xf32>
  %scores = linalg.generic {indexing_maps = [#q, #k, #ij], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%q, %k : tensor<10x3xf32>, tensor<3x10xf32>) outs(%start : tensor<10x10xf32>) {
  ^bb0(%a: f32, %b: f32, %sum: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %sum, %p : f32
    linalg.yield %s : f32
  } -> tensor<10x10xf32>
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%scores : tensor<10x10xf32>) outs(%e : tensor<10x10xf32>) {
  ^bb0(%v: f32, %o: f32):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %isPast = arith.cmpi sge, %i, %j : index
    %chosen = arith.select %isPast, %v, %low : f32
    linalg.yield %chosen : f32
  } -> tensor<10x10xf32>
  check.expect_close %y, dense<[
    [5.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0],
    [5.0, 7.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0],
    [5.0, 7.0, 9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0],
    [5.0, 7.0, 9.0, 11.0, -9.0, -9.0, -9.0, -9.0, -9.0, -9.0],
    [5.0, 7.0, 9.0, 11.0, 13.0, -9.0, -9.0, -9.0, -9.0, -9.0],
    [5.0, 7.0, 9.0, 11.0, 13.0, 15.0, -9.0, -9.0, -9.0, -9.0],
    [5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0, -9.0, -9.0, -9.0],
    [5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0, 19.0, -9.0, -9.0],
    [5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0, 19.0, 21.0, -9.0],
    [5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0, 19.0, 21.0, 23.0]]> : tensor<10x10xf32> : tensor<10x10xf32>
  return
}

// The same with the outer loop's index on the left, and no tile within the reduction.
func.func @outer_below_inner() {
  %a = arith.constant dense<[[1.0], [2.0], [3.0]]> : tensor<3x1xf32>
  %b = arith.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0]]> : tensor<1x16xf32>
  %zero = arith.constant 0.0 : f32
  %low = arith.constant -2.0 : f32
  %e = tensor.empty() : tensor<3x16xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e : tensor<3x16xf32>) -> tensor<3x16xf32>
  %products = linalg.generic {indexing_maps = [#q, #k, #ij], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<3x1xf32>, tensor<1x16xf32>) outs(%start : tensor<3x16xf32>) {
  ^bb0(%x: f32, %z: f32, %sum: f32):
    %p = arith.mulf %x, %z : f32
    %s = arith.addf %sum, %p : f32
    linalg.yield %s : f32
  } -> tensor<3x16xf32>
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%products : tensor<3x16xf32>) outs(%e : tensor<3x16xf32>) {
  ^bb0(%v: f32, %o: f32):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %isPast = arith.cmpi slt, %i, %j : index
    %chosen = arith.select %isPast, %v, %low : f32
    linalg.yield %chosen : f32
  } -> tensor<3x16xf32>
  check.expect_close %y, dense<[
    [-2.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0],
    [-2.0, -2.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 32.0],
    [-2.0, -2.0, -2.0, 12.0, 15.0, 18.0, 21.0, 24.0, 27.0, 30.0, 33.0, 36.0, 39.0, 42.0, 45.0, 48.0]]> : tensor<3x16xf32> : tensor<3x16xf32>
  return
}

// The same with indices as numbers.
func.func @as_numbers() {
  %a = arith.constant dense<[[1.0], [2.0], [3.0]]> : tensor<3x1xf32>
  %b = arith.constant dense<[[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0]]> : tensor<1x16xf32>
  %zero = arith.constant 0.0 : f32
  %low = arith.constant -2.0 : f32
  %e = tensor.empty() : tensor<3x16xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e : tensor<3x16xf32>) -> tensor<3x16xf32>
  %products = linalg.generic {indexing_maps = [#q, #k, #ij], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<3x1xf32>, tensor<1x16xf32>) outs(%start : tensor<3x16xf32>) {
  ^bb0(%x: f32, %z: f32, %sum: f32):
    %p = arith.mulf %x, %z : f32
    %s = arith.addf %sum, %p : f32
    linalg.yield %s : f32
  } -> tensor<3x16xf32>
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%products : tensor<3x16xf32>) outs(%e : tensor<3x16xf32>) {
  ^bb0(%v: f32, %o: f32):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %in = arith.index_cast %i : index to i32
    %jn = arith.index_cast %j : index to i32
    %isPast = arith.cmpi slt, %in, %jn : i32
    %chosen = arith.select %isPast, %v, %low : f32
    linalg.yield %chosen : f32
  } -> tensor<3x16xf32>
  check.expect_close %y, dense<[
    [-2.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 16.0],
    [-2.0, -2.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 30.0, 32.0],
    [-2.0, -2.0, -2.0, 12.0, 15.0, 18.0, 21.0, 24.0, 27.0, 30.0, 33.0, 36.0, 39.0, 42.0, 45.0, 48.0]]> : tensor<3x16xf32> : tensor<3x16xf32>
  return
}
