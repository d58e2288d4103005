// RUN: lith-opt %s --linalg-form-kernels=opt-level=0 --verify-each | FileCheck %s --check-prefix=O0
// RUN: lith-opt %s --linalg-form-kernels=opt-level=2 --verify-each | FileCheck %s --check-prefix=O2

// A contraction takes bias and activation along; the fill that it starts from is copied into it.
// O0-LABEL: kernel.func @dense(%{{.*}}: tensor<2x3xf32>, %{{.*}}: tensor<3x4xf32>) -> tensor<2x4xf32>
// O0-COUNT-1: linalg.fill
// O0-COUNT-1: linalg.generic
// O0: kernel.func @bias(%{{.*}}: tensor<2x4xf32>, %{{.*}}: tensor<4xf32>)
// O0: kernel.func @relu(%{{.*}}: tensor<2x4xf32>)
// O0: func.func @epilogue
// O0-COUNT-3: kernel.call
// O2-LABEL: kernel.func @dense_bias_relu(%{{.*}}: tensor<2x3xf32>, %{{.*}}: tensor<3x4xf32>, %{{.*}}: tensor<4xf32>) -> tensor<2x4xf32>
// O2: linalg.fill
// O2-COUNT-3: linalg.generic
// O2: func.func @epilogue
// O2: %[[Y:.*]] = kernel.call @dense_bias_relu(%{{.*}}, %{{.*}}, %{{.*}}) :
// O2-NEXT: return %[[Y]]
#all = affine_map<(d0, d1) -> (d0, d1)>
#lhs = affine_map<(d0, d1, d2) -> (d0, d2)>
#rhs = affine_map<(d0, d1, d2) -> (d2, d1)>
#out = affine_map<(d0, d1, d2) -> (d0, d1)>
func.func @epilogue(%x: tensor<2x3xf32>, %w: tensor<3x4xf32>, %b: tensor<4xf32>) -> tensor<2x4xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<2x4xf32>
  %fill = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x4xf32>) -> tensor<2x4xf32>
  %0 = linalg.generic {indexing_maps = [#lhs, #rhs, #out], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<2x3xf32>, tensor<3x4xf32>) outs(%fill : tensor<2x4xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.mulf %l, %r : f32
    %s = arith.addf %o, %p : f32
    linalg.yield %s : f32
  } -> tensor<2x4xf32> loc("dense")
  %1 = linalg.generic {indexing_maps = [#all, affine_map<(d0, d1) -> (d1)>, #all], iterator_types = ["parallel", "parallel"]}
      ins(%0, %b : tensor<2x4xf32>, tensor<4xf32>) outs(%empty : tensor<2x4xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %s = arith.addf %l, %r : f32
    linalg.yield %s : f32
  } -> tensor<2x4xf32> loc("bias")
  %2 = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel"]}
      ins(%1 : tensor<2x4xf32>) outs(%empty : tensor<2x4xf32>) {
  ^bb0(%l: f32, %o: f32):
    %s = arith.maximumf %l, %zero : f32
    linalg.yield %s : f32
  } -> tensor<2x4xf32> loc("relu")
  return %2 : tensor<2x4xf32>
}

// Softmax: the maximum, the exponential, the sum and the quotient go over the same rows.
// O0: func.func @softmax
// O0-COUNT-4: kernel.call
// O2-LABEL: kernel.func @max_exp_sum(%{{.*}}: tensor<?x10xf32>) -> tensor<?x10xf32>
// O2-COUNT-4: linalg.generic
// O2: kernel.return
// O2: func.func @softmax
// O2: %[[N:.*]] = tensor.dim
// O2: kernel.call @max_exp_sum(%{{.*}}) sizes(%[[N]])
#row = affine_map<(d0, d1) -> (d0)>
func.func @softmax(%x: tensor<?x10xf32>) -> tensor<?x10xf32> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %low = arith.constant -3.40282347E+38 : f32
  %n = tensor.dim %x, %c0 : tensor<?x10xf32>
  %rows = tensor.empty(%n) : tensor<?xf32>
  %whole = tensor.empty(%n) : tensor<?x10xf32>
  %m0 = linalg.fill ins(%low : f32) outs(%rows : tensor<?xf32>) -> tensor<?xf32>
  %s0 = linalg.fill ins(%zero : f32) outs(%rows : tensor<?xf32>) -> tensor<?xf32>
  %m = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<?x10xf32>) outs(%m0 : tensor<?xf32>) {
  ^bb0(%l: f32, %o: f32):
    %p = arith.maximumf %l, %o : f32
    linalg.yield %p : f32
  } -> tensor<?xf32> loc("max")
  %e = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel"]}
      ins(%x, %m : tensor<?x10xf32>, tensor<?xf32>) outs(%whole : tensor<?x10xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.subf %l, %r : f32
    %q = math.exp %p : f32
    linalg.yield %q : f32
  } -> tensor<?x10xf32> loc("exp")
  %s = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "reduction"]}
      ins(%e : tensor<?x10xf32>) outs(%s0 : tensor<?xf32>) {
  ^bb0(%l: f32, %o: f32):
    %p = arith.addf %l, %o : f32
    linalg.yield %p : f32
  } -> tensor<?xf32> loc("sum")
  %d = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel"]}
      ins(%e, %s : tensor<?x10xf32>, tensor<?xf32>) outs(%whole : tensor<?x10xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.divf %l, %r : f32
    linalg.yield %p : f32
  } -> tensor<?x10xf32> loc("div")
  return %d : tensor<?x10xf32>
}
