// RUN: lith-opt %s | lith-opt | FileCheck %s

// Every directive, place and tail survives printing and parsing.
// CHECK-LABEL: kernel.func @scheduled
// CHECK: kernel.schedule = #kernel.schedule<at("out", d0i), store at("out", d0o), pure = [vectorize(d0)], update = [split(d0, d0o, d0i, 8, guard_with_if), reorder(d0i, d1, d0o), vectorize(d0i), unroll(d1)]>
// CHECK-SAME: kernel.stage = "sum"
// CHECK: kernel.schedule = #kernel.schedule<root, pure = [split(d0, d0o, d0i, 32, shift_inwards), split(d0i, d0io, d0ii, 8), vectorize(d0ii), fuse(d0io, d0o, all), parallel(all), split(all, d0o, d0i, 2, round_up)]>
// CHECK-SAME: kernel.stage = "out"
kernel.func @scheduled(%x: tensor<64x3xf32>) -> tensor<64xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<64xf32>
  %init = linalg.fill {kernel.schedule = #kernel.schedule<inline>} ins(%zero : f32) outs(%empty : tensor<64xf32>) -> tensor<64xf32>
  %sum = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>], iterator_types = ["parallel", "reduction"],
      kernel.stage = "sum",
      kernel.schedule = #kernel.schedule<at("out", d0i), store at("out", d0o), pure = [vectorize(d0)],
        update = [split(d0, d0o, d0i, 8, guard_with_if), reorder(d0i, d1, d0o), vectorize(d0i), unroll(d1)]>}
      ins(%x : tensor<64x3xf32>) outs(%init : tensor<64xf32>) {
  ^bb0(%a: f32, %acc: f32):
    %0 = arith.addf %acc, %a : f32
    linalg.yield %0 : f32
  } -> tensor<64xf32>
  %out = linalg.generic {
      indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"],
      kernel.stage = "out",
      kernel.schedule = #kernel.schedule<root, pure = [split(d0, d0o, d0i, 32, shift_inwards), split(d0i, d0io, d0ii, 8),
        vectorize(d0ii), fuse(d0io, d0o, all), parallel(all), split(all, d0o, d0i, 2, round_up)]>}
      ins(%sum : tensor<64xf32>) outs(%empty : tensor<64xf32>) {
  ^bb0(%a: f32, %o: f32):
    %0 = arith.negf %a : f32
    linalg.yield %0 : f32
  } -> tensor<64xf32>
  kernel.return %out : tensor<64xf32>
}
