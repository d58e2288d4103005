// RUN: lith-opt %s --linalg-pack-layouts | FileCheck %s

module attributes {kernel.target = #kernel.target<triple = "x86_64-unknown-linux-gnu", cpu = "znver3", features = "", vector_bits = 256, vector_registers = 16, l1 = 32768, l2 = 524288, l3 = 33554432>} {
ml_program.global private @filter(#ml_program.extern<tensor<3x3x8x64xf32>>) : tensor<3x3x8x64xf32>
ml_program.global private @matrix(#ml_program.extern<tensor<16x10xf32>>) : tensor<16x10xf32>

// 56 columns: blocks of 16 channels, of which 4 columns fill the registers.
// CHECK-DAG: #[[FROM:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d1, d2, d3, d0 * 16 + d4)>
// CHECK-DAG: #[[READ:.*]] = affine_map<(d0, d1, d2, d3, d4, d5, d6) -> (d3 floordiv 16, d4, d5, d6, d3 mod 16)>
// CHECK-LABEL: func @conv
// CHECK: %[[W:.*]] = ml_program.global_load @filter
// CHECK: %[[P:.*]] = linalg.generic {indexing_maps = [#[[FROM]], #{{.*}}]
// CHECK-SAME: ins(%[[W]] : tensor<3x3x8x64xf32>) outs(%{{.*}} : tensor<4x3x3x8x16xf32>)
// CHECK: linalg.generic {indexing_maps = [#{{.*}}, #[[READ]], #{{.*}}]
// CHECK-SAME: ins(%{{.*}}, %[[P]] : tensor<1x58x58x8xf32>, tensor<4x3x3x8x16xf32>)
// CHECK-SAME: outs(%{{.*}} : tensor<1x56x56x64xf32>)
func.func @conv(%x: tensor<1x58x58x8xf32>, %init: tensor<1x56x56x64xf32>) -> tensor<1x56x56x64xf32> {
  %w = ml_program.global_load @filter : tensor<3x3x8x64xf32>
  %sum = linalg.generic {
      indexing_maps = [affine_map<(n, h, w, co, kh, kw, ci) -> (n, h + kh, w + kw, ci)>,
                       affine_map<(n, h, w, co, kh, kw, ci) -> (kh, kw, ci, co)>,
                       affine_map<(n, h, w, co, kh, kw, ci) -> (n, h, w, co)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %w : tensor<1x58x58x8xf32>, tensor<3x3x8x64xf32>) outs(%init : tensor<1x56x56x64xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %0 = arith.mulf %a, %b : f32
    %1 = arith.addf %acc, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<1x56x56x64xf32>
  return %sum : tensor<1x56x56x64xf32>
}

// Ten channels in vectors of eight: zeros fill the block, the result stays as it is.
// CHECK-LABEL: func @dense
// CHECK: tensor.pad %{{.*}} low[0, 0] high[0, 6]
// CHECK: linalg.generic
// CHECK-SAME: tensor<1x16x16xf32>
// CHECK: linalg.generic
// CHECK-SAME: outs(%{{.*}} : tensor<1x10xf32>)
func.func @dense(%x: tensor<1x16xf32>, %init: tensor<1x10xf32>) -> tensor<1x10xf32> {
  %w = ml_program.global_load @matrix : tensor<16x10xf32>
  %sum = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<1x16xf32>, tensor<16x10xf32>) outs(%init : tensor<1x10xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %0 = arith.mulf %a, %b : f32
    %1 = arith.addf %acc, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<1x10xf32>
  return %sum : tensor<1x10xf32>
}

// What is no weight is not packed.
// CHECK-LABEL: func @product
// CHECK-NOT: floordiv
// CHECK: linalg.generic
// CHECK-SAME: ins(%{{.*}}, %{{.*}} : tensor<8x16xf32>, tensor<16x32xf32>)
func.func @product(%x: tensor<8x16xf32>, %y: tensor<16x32xf32>, %init: tensor<8x32xf32>) -> tensor<8x32xf32> {
  %sum = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %y : tensor<8x16xf32>, tensor<16x32xf32>) outs(%init : tensor<8x32xf32>) {
  ^bb0(%a: f32, %b: f32, %acc: f32):
    %0 = arith.mulf %a, %b : f32
    %1 = arith.addf %acc, %0 : f32
    linalg.yield %1 : f32
  } -> tensor<8x32xf32>
  return %sum : tensor<8x32xf32>
}
}
