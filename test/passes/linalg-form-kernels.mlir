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
// O2-LABEL: kernel.func @max_exp_sum(%{{.*}}: tensor<4x10xf32>) -> tensor<4x10xf32>
// O2-COUNT-4: linalg.generic
// O2: kernel.return
// O2: func.func @softmax
// O2: kernel.call @max_exp_sum(%{{.*}}) :
#row = affine_map<(d0, d1) -> (d0)>
func.func @softmax(%x: tensor<4x10xf32>) -> tensor<4x10xf32> {
  %zero = arith.constant 0.0 : f32
  %low = arith.constant -3.40282347E+38 : f32
  %rows = tensor.empty() : tensor<4xf32>
  %whole = tensor.empty() : tensor<4x10xf32>
  %m0 = linalg.fill ins(%low : f32) outs(%rows : tensor<4xf32>) -> tensor<4xf32>
  %s0 = linalg.fill ins(%zero : f32) outs(%rows : tensor<4xf32>) -> tensor<4xf32>
  %m = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<4x10xf32>) outs(%m0 : tensor<4xf32>) {
  ^bb0(%l: f32, %o: f32):
    %p = arith.maximumf %l, %o : f32
    linalg.yield %p : f32
  } -> tensor<4xf32> loc("max")
  %e = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel"]}
      ins(%x, %m : tensor<4x10xf32>, tensor<4xf32>) outs(%whole : tensor<4x10xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.subf %l, %r : f32
    %q = math.exp %p : f32
    linalg.yield %q : f32
  } -> tensor<4x10xf32> loc("exp")
  %s = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "reduction"]}
      ins(%e : tensor<4x10xf32>) outs(%s0 : tensor<4xf32>) {
  ^bb0(%l: f32, %o: f32):
    %p = arith.addf %l, %o : f32
    linalg.yield %p : f32
  } -> tensor<4xf32> loc("sum")
  %d = linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel"]}
      ins(%e, %s : tensor<4x10xf32>, tensor<4xf32>) outs(%whole : tensor<4x10xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.divf %l, %r : f32
    linalg.yield %p : f32
  } -> tensor<4x10xf32> loc("div")
  return %d : tensor<4x10xf32>
}

// Padding that a window reads is part of its kernel; at level 0 it is one of its own. A residual sum belongs to the later of its
// producers, and a number computed from sizes is computed again inside.
// O0: func.func @window
// O0: kernel.call @left
// O0: kernel.call @pad
// O0: kernel.call @pool
// O0: kernel.call @sum
// O2-LABEL: kernel.func @left(
// O2-LABEL: kernel.func @pool_sum(
// O2: tensor.pad
// O2: arith.sitofp
// O2: kernel.return
// O2: func.func @window
// O2: kernel.call @left
// O2: kernel.call @pool_sum
#image = affine_map<(d0, d1) -> (d0, d1)>
#reads = affine_map<(d0, d1, d2) -> (d0 + d2, d1)>
#tap = affine_map<(d0, d1, d2) -> (d2)>
#writes = affine_map<(d0, d1, d2) -> (d0, d1)>
func.func @window(%x: tensor<6x8xf32>) -> tensor<6x8xf32> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %n = tensor.dim %x, %c0 : tensor<6x8xf32>
  %i = arith.index_cast %n : index to i64
  %count = arith.sitofp %i : i64 to f32
  %e = tensor.empty() : tensor<6x8xf32>
  %left = linalg.generic {indexing_maps = [#image, #image], iterator_types = ["parallel", "parallel"]} ins(%x : tensor<6x8xf32>) outs(%e : tensor<6x8xf32>) {
  ^bb0(%l: f32, %o: f32):
    %p = arith.mulf %l, %l : f32
    linalg.yield %p : f32
  } -> tensor<6x8xf32> loc("left")
  %pad = tensor.pad %left low[1, 0] high[1, 0] {
  ^bb0(%a: index, %b: index):
    tensor.yield %zero : f32
  } : tensor<6x8xf32> to tensor<8x8xf32> loc("pad")
  %w = tensor.empty() : tensor<3xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e : tensor<6x8xf32>) -> tensor<6x8xf32>
  %pool = linalg.generic {indexing_maps = [#reads, #tap, #writes], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%pad, %w : tensor<8x8xf32>, tensor<3xf32>) outs(%start : tensor<6x8xf32>) {
  ^bb0(%l: f32, %t: f32, %o: f32):
    %p = arith.addf %o, %l : f32
    linalg.yield %p : f32
  } -> tensor<6x8xf32> loc("pool")
  %sum = linalg.generic {indexing_maps = [#image, #image, #image], iterator_types = ["parallel", "parallel"]}
      ins(%pool, %left : tensor<6x8xf32>, tensor<6x8xf32>) outs(%e : tensor<6x8xf32>) {
  ^bb0(%l: f32, %r: f32, %o: f32):
    %p = arith.addf %l, %r : f32
    %q = arith.divf %p, %count : f32
    linalg.yield %q : f32
  } -> tensor<6x8xf32> loc("sum")
  return %sum : tensor<6x8xf32>
}

// Where extents are symbolic, what a reduction accumulates in would be scratch of unknown size: elementwise ops behind it are kernels of
// their own, which find the sizes that they need in their arguments.
// O2: kernel.func @total(%{{.*}}: tensor<?x?xf32>) -> tensor<?xf32>
// O2: kernel.func @mean(%[[T:.*]]: tensor<?xf32>, %[[N:.*]]: index)
// O2: arith.sitofp
// O2-LABEL: func.func @symbolic
// O2: kernel.call @total(%arg0) sizes(%[[ROWS:.*]]) :
// O2: kernel.call @mean(%{{.*}}, %{{.*}}) sizes(
func.func @symbolic(%x: tensor<?x?xf32>) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %rows = tensor.dim %x, %c0 : tensor<?x?xf32>
  %n = tensor.dim %x, %c1 : tensor<?x?xf32>
  %i = arith.index_cast %n : index to i64
  %count = arith.sitofp %i : i64 to f32
  %e = tensor.empty(%rows) : tensor<?xf32>
  %start = linalg.fill ins(%zero : f32) outs(%e : tensor<?xf32>) -> tensor<?xf32>
  %total = linalg.generic {indexing_maps = [#all, #row], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<?x?xf32>) outs(%start : tensor<?xf32>) {
  ^bb0(%l: f32, %o: f32):
    %p = arith.addf %l, %o : f32
    linalg.yield %p : f32
  } -> tensor<?xf32> loc("total")
  %mean = linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%total : tensor<?xf32>) outs(%e : tensor<?xf32>) {
  ^bb0(%l: f32, %o: f32):
    %p = arith.divf %l, %count : f32
    linalg.yield %p : f32
  } -> tensor<?xf32> loc("mean")
  return %mean : tensor<?xf32>
}

// Slices and concats of known strides are views between kernels at level 2; concat is a kernel at level 0.
// O0: func.func @views
// O0: tensor.extract_slice
// O0: kernel.call @concat
// O2: func.func @views
// O2: tensor.extract_slice
// O2: tensor.concat
func.func @views(%x: tensor<4x8xf32>) -> tensor<4x8xf32> {
  %a = tensor.extract_slice %x[0, 0] [4, 4] [1, 1] : tensor<4x8xf32> to tensor<4x4xf32>
  %c = tensor.concat dim(1) %a, %a : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x8xf32>
  return %c : tensor<4x8xf32>
}
