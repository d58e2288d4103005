// What both code generators give a kernel: its signature, contraction and no other liberty, errors that stop the run.
// RUN: lith compile %s --emit=llvm --codegen=loops --cpu=x86-64-v3 | FileCheck %s
// RUN: lith compile %s --emit=llvm --codegen=halide --cpu=x86-64-v3 | FileCheck %s

// CHECK: @kernel_abi_descriptor = constant
// CHECK: define i32 @kernel_abi_run(ptr
// CHECK: call i32 @lith_check
// CHECK: call i32 @lith_begin
// CHECK: %[[STATUS:.*]] = call i32 @[[KERNEL:lith_k_[0-9a-f]+]](ptr nonnull
// CHECK: call i32 @lith_end
// CHECK: define hidden {{.*}}i32 @[[KERNEL]](ptr {{[^,]*}}, ptr {{[^,]*}}, ptr {{[^,]*}})
// CHECK: fmul contract
// CHECK-NOT: fadd {{.*}}reassoc
// CHECK-NOT: nnan
func.func @main(%x: tensor<4x8xf32> {layer.name = "x"}) -> (tensor<4x8xf32> {layer.name = "y"}) {
  %y = layer.activation %x {activation = "softsign"} : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %z = layer.multiply %x, %y : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xf32>
  return %z : tensor<4x8xf32>
}
