// RUN: lith-opt %s | lith-opt | FileCheck %s

// CHECK: kernel.func @double(%{{.*}}: tensor<?x4xf32> {kernel.strides = array<i64: 8, 1>}) -> tensor<?x4xf32>
// CHECK: kernel.return %{{.*}} : tensor<?x4xf32>
kernel.func @double(%x: tensor<?x4xf32> {kernel.strides = array<i64: 8, 1>}) -> tensor<?x4xf32> {
  %c0 = arith.constant 0 : index
  %n = tensor.dim %x, %c0 : tensor<?x4xf32>
  %e = tensor.empty(%n) : tensor<?x4xf32>
  %y = linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<?x4xf32>) outs(%e : tensor<?x4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %s = arith.addf %in, %in : f32
    linalg.yield %s : f32
  } -> tensor<?x4xf32>
  kernel.return %y : tensor<?x4xf32>
}

// Indices stand behind tensors, in the kernel and in the call; on memrefs results stand between them.
// CHECK: kernel.func @window(%{{.*}}: tensor<9xf32>, %{{.*}}: index) -> tensor<3xf32>
kernel.func @window(%x: tensor<9xf32>, %at: index) -> tensor<3xf32> {
  %y = tensor.extract_slice %x[%at] [3] [1] : tensor<9xf32> to tensor<3xf32>
  kernel.return %y : tensor<3xf32>
}

// CHECK-LABEL: func.func @calls
func.func @calls(%x: tensor<?x4xf32>, %n: index, %v: tensor<9xf32>, %m: memref<9xf32>, %r: memref<3xf32>) {
  // CHECK: kernel.call @double(%{{.*}}) sizes(%{{.*}}) : (tensor<?x4xf32>) -> tensor<?x4xf32>
  %0 = kernel.call @double(%x) sizes(%n) : (tensor<?x4xf32>) -> tensor<?x4xf32>
  // CHECK: kernel.call @window(%{{.*}}, %{{.*}}) : (tensor<9xf32>, index) -> tensor<3xf32>
  %1 = kernel.call @window(%v, %n) : (tensor<9xf32>, index) -> tensor<3xf32>
  // CHECK: kernel.call @window(%{{.*}}, %{{.*}}, %{{.*}}) : (memref<9xf32>, memref<3xf32>, index) -> ()
  kernel.call @window(%m, %r, %n) : (memref<9xf32>, memref<3xf32>, index) -> ()
  return
}
