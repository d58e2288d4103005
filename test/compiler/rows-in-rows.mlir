// Reductions along rows behind which a reduction takes several rows together: what the inner ones give is computed where all that reads
// it is, not at the loop of the result that its own shape would suggest.
// RUN: lith test %s --guard
// RUN: lith test %s --codegen=loops --guard
// RUN: lith test %s -O0 --codegen=loops

#all = affine_map<(n, i, j) -> (n, i, j)>
#row = affine_map<(n, i, j) -> (n, i)>
#sample = affine_map<(n, i, j) -> (n)>

// Each row over its sum, then everything over the sum of the first sample's, or second's, squares.
func.func @rows() {
  %x = arith.constant dense<[[[1.0, 3.0], [2.0, 2.0]], [[1.0, 1.0], [0.0, 5.0]]]> : tensor<2x2x2xf32>
  %zero = arith.constant 0.0 : f32
  %e3 = tensor.empty() : tensor<2x2x2xf32>
  %e2 = tensor.empty() : tensor<2x2xf32>
  %e1 = tensor.empty() : tensor<2xf32>
  %z2 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<2x2xf32>) -> tensor<2x2xf32>
  %z1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<2xf32>) -> tensor<2xf32>
  %sum = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x : tensor<2x2x2xf32>) outs(%z2 : tensor<2x2xf32>) {
  ^bb0(%v: f32, %acc: f32):
    %0 = arith.addf %acc, %v : f32
    linalg.yield %0 : f32
  } -> tensor<2x2xf32>
  %part = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%x, %sum : tensor<2x2x2xf32>, tensor<2x2xf32>) outs(%e3 : tensor<2x2x2xf32>) {
  ^bb0(%v: f32, %s: f32, %o: f32):
    %0 = arith.divf %v, %s : f32
    linalg.yield %0 : f32
  } -> tensor<2x2x2xf32>
  %squares = linalg.generic {indexing_maps = [#all, #sample], iterator_types = ["parallel", "reduction", "reduction"]}
      ins(%part : tensor<2x2x2xf32>) outs(%z1 : tensor<2xf32>) {
  ^bb0(%v: f32, %acc: f32):
    %0 = arith.mulf %v, %v : f32
    %1 = arith.addf %acc, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<2xf32>
  %y = linalg.generic {indexing_maps = [#all, #sample, #all], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%part, %squares : tensor<2x2x2xf32>, tensor<2xf32>) outs(%e3 : tensor<2x2x2xf32>) {
  ^bb0(%v: f32, %s: f32, %o: f32):
    %0 = arith.divf %v, %s : f32
    linalg.yield %0 : f32
  } -> tensor<2x2x2xf32>
  // The squares' sums are 0.0625 + 0.5625 + 0.25 + 0.25 = 1.125 and 0.25 + 0.25 + 0 + 1 = 1.5.
  check.expect_close %y, dense<[[[0.222222222, 0.666666667], [0.444444444, 0.444444444]], [[0.333333333, 0.333333333], [0.0, 0.666666667]]]> : tensor<2x2x2xf32> : tensor<2x2x2xf32>
  return
}
