// RUN: lith-opt %s --kernel-choose-schedules | FileCheck %s

// What is chosen follows the shape and the target: 256-bit vectors, 16 of them.
module attributes {kernel.target = #kernel.target<triple = "x86_64-unknown-linux-gnu", cpu = "znver3", features = "", vector_bits = 256, vector_registers = 16, l1 = 32768, l2 = 524288, l3 = 33554432>} {

// A convolution of 14 columns with weights packed by 32: tiles of 2 columns and 32 channels leave nothing over. The sums are computed in
// the tile, the padding in the strip of rows.
// CHECK-LABEL: kernel.func @conv
// CHECK: tensor.pad
// CHECK: kernel.schedule = #kernel.schedule<at("generic3", d1o), pure = [split(d3, d3o, d3v, 8, round_up), vectorize(d3v)]>
// CHECK: linalg.generic
// CHECK-SAME: kernel.schedule = #kernel.schedule<at("generic3", d2o)
// CHECK-SAME: update = [split(d3, d3o, d3i, 32, round_up), split(d3i, d3iu, d3iv, 8), reorder(d3iv, d3iu, d2, d6, d5, d4, d3o), vectorize(d3iv), unroll(d3iu), unroll(d2)]>
// CHECK: linalg.generic
// CHECK-SAME: kernel.schedule = #kernel.schedule<root, pure = [split(d3, d3o, d3i, 32, round_up), split(d3i, d3iu, d3iv, 8), split(d2, d2o, d2i, 2, shift_inwards), split(d1, d1o, d1i, 7, guard_with_if), reorder(d3iv, d3iu, d2i, d2o, d1i, d3o, d1o, d0), parallel(d1o), vectorize(d3iv), unroll(d3iu), unroll(d2i)]>
// CHECK-SAME: kernel.stage = "generic3"
kernel.func @conv(%x: tensor<1x14x14x64xf32>, %w: tensor<2x3x3x64x32xf32>, %bias: tensor<64xf32>) -> tensor<1x14x14x64xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%n: index, %h: index, %v: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x14x14x64xf32> to tensor<1x16x16x64xf32>
  %empty = tensor.empty() : tensor<1x14x14x64xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x14x14x64xf32>) -> tensor<1x14x14x64xf32>
  %sum = linalg.generic {
      indexing_maps = [affine_map<(n, h, w, co, kh, kw, ci) -> (n, h + kh, w + kw, ci)>,
                       affine_map<(n, h, w, co, kh, kw, ci) -> (co floordiv 32, kh, kw, ci, co mod 32)>,
                       affine_map<(n, h, w, co, kh, kw, ci) -> (n, h, w, co)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%padded, %w : tensor<1x16x16x64xf32>, tensor<2x3x3x64x32xf32>) outs(%init : tensor<1x14x14x64xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %0 = arith.mulf %a, %b : f32
    %1 = arith.addf %acc, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<1x14x14x64xf32>
  %out = linalg.generic {
      indexing_maps = [affine_map<(n, h, w, c) -> (n, h, w, c)>, affine_map<(n, h, w, c) -> (c)>, affine_map<(n, h, w, c) -> (n, h, w, c)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%sum, %bias : tensor<1x14x14x64xf32>, tensor<64xf32>) outs(%empty : tensor<1x14x14x64xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.addf %a, %b : f32
    linalg.yield %0 : f32
  } -> tensor<1x14x14x64xf32>
  kernel.return %out : tensor<1x14x14x64xf32>
}

// A reduction that is the result itself gets a stage around it, for its sums to be computed at. One row: eight vectors of sums.
// CHECK-LABEL: kernel.func @dense
// CHECK: linalg.generic
// CHECK-SAME: kernel.schedule = #kernel.schedule<at("result", d1o)
// CHECK-SAME: kernel.stage = "generic1"
// CHECK: linalg.generic
// CHECK-SAME: split(d1, d1o, d1i, 64, shift_inwards)
// CHECK-SAME: kernel.stage = "result"
kernel.func @dense(%x: tensor<1x16xf32>, %w: tensor<16x128xf32>) -> tensor<1x128xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x128xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x128xf32>) -> tensor<1x128xf32>
  %sum = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<1x16xf32>, tensor<16x128xf32>) outs(%init : tensor<1x128xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %0 = arith.mulf %a, %b : f32
    %1 = arith.addf %acc, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<1x128xf32>
  kernel.return %sum : tensor<1x128xf32>
}

// A pooling reads no number that channels share: columns and channels make the tile, the window is unrolled.
// CHECK-LABEL: kernel.func @pool
// CHECK: linalg.generic
// CHECK-SAME: kernel.schedule = #kernel.schedule<at("result", d3o)
// CHECK-SAME: unroll(d5), unroll(d4)]>
kernel.func @pool(%x: tensor<1x16x16x32xf32>) -> tensor<1x8x8x32xf32> {
  %lowest = arith.constant 0xFF800000 : f32
  %window = tensor.empty() : tensor<2x2xf32>
  %empty = tensor.empty() : tensor<1x8x8x32xf32>
  %init = linalg.fill ins(%lowest : f32) outs(%empty : tensor<1x8x8x32xf32>) -> tensor<1x8x8x32xf32>
  %max = linalg.generic {
      indexing_maps = [affine_map<(n, h, w, c, kh, kw) -> (n, h * 2 + kh, w * 2 + kw, c)>, affine_map<(n, h, w, c, kh, kw) -> (kh, kw)>,
                       affine_map<(n, h, w, c, kh, kw) -> (n, h, w, c)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %window : tensor<1x16x16x32xf32>, tensor<2x2xf32>) outs(%init : tensor<1x8x8x32xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %0 = arith.maximumf %acc, %a : f32
    linalg.yield %0 : f32
  } -> tensor<1x8x8x32xf32>
  kernel.return %max : tensor<1x8x8x32xf32>
}

// Where an argument may share the result's buffer, nothing is written twice: the tail is guarded, not shifted.
// CHECK-LABEL: kernel.func @in_place
// CHECK: kernel.schedule = #kernel.schedule<root, pure = [split(d0, d0o, d0v, 8, guard_with_if), vectorize(d0v)]>
kernel.func @in_place(%x: tensor<20xf32> {kernel.may_alias = 0 : i64}) -> tensor<20xf32> {
  %empty = tensor.empty() : tensor<20xf32>
  %out = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%x : tensor<20xf32>) outs(%empty : tensor<20xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.negf %a : f32
    linalg.yield %0 : f32
  } -> tensor<20xf32>
  kernel.return %out : tensor<20xf32>
}

// The sum of a row is read by a reduction over several rows, so both are computed where that one is. What two stages read is computed
// once in its row where it is dear, here a chain of thirteen operations.
// CHECK-LABEL: kernel.func @rows_in_rows
// CHECK: kernel.schedule = #kernel.schedule<at("generic6", d0), pure = [split(d2, d2o, d2v, 8, round_up), vectorize(d2v)]>, kernel.stage = "generic2"
// CHECK: kernel.schedule = #kernel.schedule<at("generic6", d0)>, kernel.stage = "generic3"
// CHECK: kernel.stage = "generic4"
// CHECK: kernel.schedule = #kernel.schedule<at("generic6", d0)>, kernel.stage = "generic5"
// CHECK: kernel.schedule = #kernel.schedule<root, pure = [split(d2, d2o, d2v, 8, guard_with_if), vectorize(d2v)]>, kernel.stage = "generic6"
kernel.func @rows_in_rows(%x: tensor<3x4x16xf32>) -> tensor<3x4x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e3 = tensor.empty() : tensor<3x4x16xf32>
  %e2 = tensor.empty() : tensor<3x4xf32>
  %e1 = tensor.empty() : tensor<3xf32>
  %z2 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<3x4xf32>) -> tensor<3x4xf32>
  %z1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<3xf32>) -> tensor<3xf32>
  %dear = linalg.generic {indexing_maps = [affine_map<(n, i, j) -> (n, i, j)>, affine_map<(n, i, j) -> (n, i, j)>],
                          iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%x : tensor<3x4x16xf32>) outs(%e3 : tensor<3x4x16xf32>) {
  ^bb0(%v: f32, %o: f32):
    %0 = arith.mulf %v, %v : f32
    %1 = arith.addf %0, %v : f32
    %2 = arith.mulf %1, %v : f32
    %3 = arith.addf %2, %v : f32
    %4 = arith.mulf %3, %v : f32
    %5 = arith.addf %4, %v : f32
    %6 = arith.mulf %5, %v : f32
    %7 = arith.addf %6, %v : f32
    %8 = arith.mulf %7, %v : f32
    %9 = arith.addf %8, %v : f32
    %10 = arith.mulf %9, %v : f32
    %11 = arith.addf %10, %v : f32
    %12 = arith.mulf %11, %v : f32
    linalg.yield %12 : f32
  } -> tensor<3x4x16xf32>
  %sum = linalg.generic {indexing_maps = [affine_map<(n, i, j) -> (n, i, j)>, affine_map<(n, i, j) -> (n, i)>],
                         iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%dear : tensor<3x4x16xf32>) outs(%z2 : tensor<3x4xf32>) {
  ^bb0(%v: f32, %acc: f32):
    %0 = arith.addf %acc, %v : f32
    linalg.yield %0 : f32
  } -> tensor<3x4xf32>
  %part = linalg.generic {indexing_maps = [affine_map<(n, i, j) -> (n, i, j)>, affine_map<(n, i, j) -> (n, i)>, affine_map<(n, i, j) -> (n, i, j)>],
                          iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%dear, %sum : tensor<3x4x16xf32>, tensor<3x4xf32>) outs(%e3 : tensor<3x4x16xf32>) {
  ^bb0(%v: f32, %s: f32, %o: f32):
    %0 = arith.divf %v, %s : f32
    linalg.yield %0 : f32
  } -> tensor<3x4x16xf32>
  %total = linalg.generic {indexing_maps = [affine_map<(n, i, j) -> (n, i, j)>, affine_map<(n, i, j) -> (n)>],
                           iterator_types = ["parallel", "reduction", "reduction"]}
      ins(%part : tensor<3x4x16xf32>) outs(%z1 : tensor<3xf32>) {
  ^bb0(%v: f32, %acc: f32):
    %0 = arith.addf %acc, %v : f32
    linalg.yield %0 : f32
  } -> tensor<3xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(n, i, j) -> (n, i, j)>, affine_map<(n, i, j) -> (n)>, affine_map<(n, i, j) -> (n, i, j)>],
                       iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%part, %total : tensor<3x4x16xf32>, tensor<3xf32>) outs(%e3 : tensor<3x4x16xf32>) {
  ^bb0(%v: f32, %s: f32, %o: f32):
    %0 = arith.divf %v, %s : f32
    linalg.yield %0 : f32
  } -> tensor<3x4x16xf32>
  kernel.return %y : tensor<3x4x16xf32>
}
}
