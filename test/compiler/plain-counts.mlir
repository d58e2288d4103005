// A reduction whose step is the same everywhere still takes every step.
// RUN: lith test %s --guard
// RUN: lith test %s --codegen=loops --guard

func.func @count() {
  %x = arith.constant dense<[[7.0, 7.0, 7.0, 7.0, 7.0], [3.0, 3.0, 3.0, 3.0, 3.0]]> : tensor<2x5xf32>
  %zero = arith.constant 0.0 : f32
  %step = arith.constant 1.5 : f32
  %e = tensor.empty() : tensor<2xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<2x5xf32>) outs(%start : tensor<2xf32>) {
  ^bb0(%v: f32, %sum: f32):
    %s = arith.addf %sum, %step : f32
    linalg.yield %s : f32
  } -> tensor<2xf32>
  check.expect_close %y, dense<7.5> : tensor<2xf32> : tensor<2xf32>
  return
}

// Each number is added once for each place of a window that nobody reads.
func.func @window() {
  %x = arith.constant dense<[[1.0, 2.0], [3.0, 5.0]]> : tensor<2x2xf32>
  %zero = arith.constant 0.0 : f32
  %window = tensor.empty() : tensor<3xf32>
  %e = tensor.empty() : tensor<2xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(i, j, k) -> (i, j)>, affine_map<(i, j, k) -> (k)>, affine_map<(i, j, k) -> (i)>],
                       iterator_types = ["parallel", "reduction", "reduction"]}
      ins(%x, %window : tensor<2x2xf32>, tensor<3xf32>) outs(%start : tensor<2xf32>) {
  ^bb0(%v: f32, %w: f32, %sum: f32):
    %s = arith.addf %sum, %v : f32
    linalg.yield %s : f32
  } -> tensor<2xf32>
  check.expect_close %y, dense<[9.0, 24.0]> : tensor<2xf32> : tensor<2xf32>
  return
}
