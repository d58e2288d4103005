// RUN: lith compile %s --emit=halide | FileCheck %s

// What Halide makes of the schedules of a convolution and of a pooling: the sums of a tile are in a small allocation inside the tile's
// loop (registers, once LLVM is done), the tile is unrolled and vectorised.
module attributes {kernel.target = #kernel.target<triple = "x86_64-unknown-linux-gnu", cpu = "znver3", features = "", vector_bits = 256, vector_registers = 16, l1 = 32768, l2 = 524288, l3 = 33554432>} {

// Tiles of 4 columns and 16 channels: 8 vectors.
// CHECK-LABEL: // kernel conv
// CHECK: produce out {
// CHECK: for (out.s0.d3.d3o, 0, 2) {
// CHECK: for (out.s0.d1, 0, 8) {
// CHECK: for (out.s0.d2.d2o, 0, 2) {
// CHECK: allocate sum[float32 * 16 * 4 * 1 * 1]
// CHECK: produce sum {
// CHECK-COUNT-8: sum[ramp({{[0-9]+}}, 1, 8){{.*}}] = x8(0.000000f)
// CHECK: for (sum.s1.sum_r$z, 0, 3) {
// CHECK: for (sum.s1.sum_r$y, 0, 3) {
// CHECK: for (sum.s1.sum_r$x, 0, 4) {
// CHECK-COUNT-8: sum[ramp({{[0-9]+}}, 1, 8){{.*}}] = (float32x8)strict_add(
// CHECK: consume sum {
// CHECK-COUNT-8: out[ramp({{.*}}, 1, 8){{.*}}] =
kernel.func @conv(%x: tensor<1x10x10x4xf32>, %w: tensor<2x3x3x4x16xf32>, %bias: tensor<32xf32>) -> tensor<1x8x8x32xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<1x8x8x32xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x8x8x32xf32>) -> tensor<1x8x8x32xf32>
  %sum = linalg.generic {
      indexing_maps = [affine_map<(n, h, w, co, kh, kw, ci) -> (n, h + kh, w + kw, ci)>,
                       affine_map<(n, h, w, co, kh, kw, ci) -> (co floordiv 16, kh, kw, ci, co mod 16)>,
                       affine_map<(n, h, w, co, kh, kw, ci) -> (n, h, w, co)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"],
      kernel.stage = "sum",
      kernel.schedule = #kernel.schedule<at("out", d2o),
        pure = [split(d3, d3o, d3i, 16, round_up), split(d3i, d3u, d3v, 8), reorder(d3v, d3u, d2, d3o), vectorize(d3v), unroll(d3u), unroll(d2)],
        update = [split(d3, d3o, d3i, 16, round_up), split(d3i, d3u, d3v, 8), reorder(d3v, d3u, d2, d6, d5, d4, d3o), vectorize(d3v), unroll(d3u),
                  unroll(d2)]>}
      ins(%x, %w : tensor<1x10x10x4xf32>, tensor<2x3x3x4x16xf32>) outs(%init : tensor<1x8x8x32xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %0 = arith.mulf %a, %b : f32
    %1 = arith.addf %acc, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<1x8x8x32xf32>
  %out = linalg.generic {
      indexing_maps = [affine_map<(n, h, w, c) -> (n, h, w, c)>, affine_map<(n, h, w, c) -> (c)>, affine_map<(n, h, w, c) -> (n, h, w, c)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"],
      kernel.stage = "out",
      kernel.schedule = #kernel.schedule<root, pure = [split(d3, d3o, d3i, 16, round_up), split(d3i, d3u, d3v, 8), split(d2, d2o, d2i, 4, shift_inwards),
        reorder(d3v, d3u, d2i, d2o, d1, d3o, d0), vectorize(d3v), unroll(d3u), unroll(d2i)]>}
      ins(%sum, %bias : tensor<1x8x8x32xf32>, tensor<32xf32>) outs(%empty : tensor<1x8x8x32xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %0 = arith.addf %a, %b : f32
    linalg.yield %0 : f32
  } -> tensor<1x8x8x32xf32>
  kernel.return %out : tensor<1x8x8x32xf32>
}

// A 2x2 window, unrolled: four comparisons a vector and no loop over the window. The window operand, which nobody reads, is gone.
// CHECK-LABEL: // kernel pool
// CHECK-NOT: _r$
// CHECK: allocate max[float32 * 8
// CHECK-COUNT-4: strict_lt
// CHECK: out[ramp(
kernel.func @pool(%x: tensor<1x8x8x16xf32>) -> tensor<1x4x4x16xf32> {
  %lowest = arith.constant 0xFF800000 : f32
  %window = tensor.empty() : tensor<2x2xf32>
  %empty = tensor.empty() : tensor<1x4x4x16xf32>
  %init = linalg.fill ins(%lowest : f32) outs(%empty : tensor<1x4x4x16xf32>) -> tensor<1x4x4x16xf32>
  %max = linalg.generic {
      indexing_maps = [affine_map<(n, h, w, c, kh, kw) -> (n, h * 2 + kh, w * 2 + kw, c)>, affine_map<(n, h, w, c, kh, kw) -> (kh, kw)>,
                       affine_map<(n, h, w, c, kh, kw) -> (n, h, w, c)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"],
      kernel.stage = "max",
      kernel.schedule = #kernel.schedule<at("out", d3o), pure = [vectorize(d3)], update = [reorder(d3, d5, d4), vectorize(d3), unroll(d5), unroll(d4)]>}
      ins(%x, %window : tensor<1x8x8x16xf32>, tensor<2x2xf32>) outs(%init : tensor<1x4x4x16xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %0 = arith.maximumf %acc, %a : f32
    linalg.yield %0 : f32
  } -> tensor<1x4x4x16xf32>
  %out = linalg.generic {
      indexing_maps = [affine_map<(n, h, w, c) -> (n, h, w, c)>, affine_map<(n, h, w, c) -> (n, h, w, c)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"],
      kernel.stage = "out", kernel.schedule = #kernel.schedule<root, pure = [split(d3, d3o, d3v, 8), vectorize(d3v)]>}
      ins(%max : tensor<1x4x4x16xf32>) outs(%empty : tensor<1x4x4x16xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.negf %a : f32
    linalg.yield %0 : f32
  } -> tensor<1x4x4x16xf32>
  kernel.return %out : tensor<1x4x4x16xf32>
}
}
