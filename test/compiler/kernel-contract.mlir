// Every op that a kernel may hold, on plain linalg functions: both code generators give the numbers that stand here.
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

#id1 = affine_map<(i) -> (i)>

func.func @pad() {
  %x = arith.constant dense<[[1.0, 2.0], [3.0, 4.0]]> : tensor<2x2xf32>
  %c = arith.constant -1.0 : f32
  %y = tensor.pad %x low[1, 0] high[0, 2] {
  ^bb0(%i: index, %j: index):
    tensor.yield %c : f32
  } : tensor<2x2xf32> to tensor<3x4xf32>
  check.expect_close %y, dense<[[-1.0, -1.0, -1.0, -1.0], [1.0, 2.0, -1.0, -1.0], [3.0, 4.0, -1.0, -1.0]]> : tensor<3x4xf32> : tensor<3x4xf32>
  return
}

func.func @concat() {
  %x = arith.constant dense<[[1.0, 2.0]]> : tensor<1x2xf32>
  %z = arith.constant dense<[[3.0]]> : tensor<1x1xf32>
  %y = tensor.concat dim(1) %x, %z, %x : (tensor<1x2xf32>, tensor<1x1xf32>, tensor<1x2xf32>) -> tensor<1x5xf32>
  check.expect_close %y, dense<[[1.0, 2.0, 3.0, 1.0, 2.0]]> : tensor<1x5xf32> : tensor<1x5xf32>
  return
}

func.func @slices() {
  %x = arith.constant dense<[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]> : tensor<6xf32>
  %s = tensor.extract_slice %x[1] [3] [2] : tensor<6xf32> to tensor<3xf32>
  %y = tensor.insert_slice %s into %x[0] [3] [1] : tensor<3xf32> into tensor<6xf32>
  check.expect_close %s, dense<[1.0, 3.0, 5.0]> : tensor<3xf32> : tensor<3xf32>
  check.expect_close %y, dense<[1.0, 3.0, 5.0, 3.0, 4.0, 5.0]> : tensor<6xf32> : tensor<6xf32>
  return
}

func.func @reshapes() {
  %x = arith.constant dense<[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]> : tensor<2x3xf32>
  %f = tensor.collapse_shape %x [[0, 1]] : tensor<2x3xf32> into tensor<6xf32>
  %y = tensor.expand_shape %f [[0, 1]] output_shape [3, 2] : tensor<6xf32> into tensor<3x2xf32>
  check.expect_close %y, dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32> : tensor<3x2xf32>
  return
}

// linalg.index and a gather whose index is clamped.
func.func @gather() {
  %x = arith.constant dense<[10.0, 20.0, 30.0]> : tensor<3xf32>
  %k = arith.constant dense<[2, -7, 1, 9]> : tensor<4xi32>
  %e = tensor.empty() : tensor<4xf32>
  %y = linalg.generic {indexing_maps = [#id1, #id1], iterator_types = ["parallel"]} ins(%k : tensor<4xi32>) outs(%e : tensor<4xf32>) {
  ^bb0(%i: i32, %o: f32):
    %c0 = arith.constant 0 : index
    %c2 = arith.constant 2 : index
    %n = arith.index_cast %i : i32 to index
    %low = arith.maxsi %n, %c0 : index
    %in = arith.minsi %low, %c2 : index
    %v = tensor.extract %x[%in] : tensor<3xf32>
    %p = linalg.index 0 : index
    %pi = arith.index_cast %p : index to i32
    %pf = arith.sitofp %pi : i32 to f32
    %s = arith.addf %v, %pf : f32
    linalg.yield %s : f32
  } -> tensor<4xf32>
  check.expect_close %y, dense<[30.0, 11.0, 22.0, 33.0]> : tensor<4xf32> : tensor<4xf32>
  return
}

// No fast-math: NaN and infinities come through, signed zeros keep their sign.
func.func @special() {
  %x = arith.constant dense<[0x7FC00000, 0x7F800000, 0xFF800000, -0.0]> : tensor<4xf32>
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %e = tensor.empty() : tensor<4xf32>
  %y:2 = linalg.generic {indexing_maps = [#id1, #id1, #id1], iterator_types = ["parallel"]}
      ins(%x : tensor<4xf32>) outs(%e, %e : tensor<4xf32>, tensor<4xf32>) {
  ^bb0(%v: f32, %o: f32, %p: f32):
    %m = arith.maximumf %v, %zero : f32
    %i = arith.divf %one, %v : f32
    linalg.yield %m, %i : f32, f32
  } -> (tensor<4xf32>, tensor<4xf32>)
  check.expect_close %y#0, dense<[0x7FC00000, 0x7F800000, 0.0, 0.0]> : tensor<4xf32> : tensor<4xf32>
  check.expect_close %y#1, dense<[0x7FC00000, 0.0, 0.0, 0xFF800000]> : tensor<4xf32> : tensor<4xf32>
  return
}
