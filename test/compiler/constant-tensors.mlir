// Constants, and slices and reshapes of them: no memory holds them, so they are part of the kernels that read them, and a kernel of their
// own writes those that are results.
// RUN: %python -c "import numpy; numpy.savez(r'%t.npz', x=numpy.array([[1, 2, 3], [4, 5, 6]], 'float32'))"
// RUN: lith compile %s -o %t.so -q && lith run %t.so --inputs %t.npz | FileCheck %s
// RUN: lith compile %s -o %t.so -q -O0 --codegen=loops && lith run %t.so --inputs %t.npz | FileCheck %s
// RUN: lith compile %s --emit=kernel | FileCheck %s --check-prefix=KERNEL

// KERNEL-COUNT-3: kernel.func

// CHECK: sum f32[2, 3]
// CHECK-NEXT: 5 7 9 8 10 12
// CHECK: row f32[3]
// CHECK-NEXT: 4 5 6
// CHECK: table f32[2, 3]
// CHECK-NEXT: 1 2 3 4 5 6
func.func @main(%x: tensor<?x3xf32> {layer.name = "x"})
    -> (tensor<?x3xf32> {layer.name = "sum"}, tensor<3xf32> {layer.name = "row"}, tensor<2x3xf32> {layer.name = "table"}) {
  %c = arith.constant dense<[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]> : tensor<6xf32>
  %table = layer.ops.reshape %c {newshape = array<i64: 2, 3>} : (tensor<6xf32>) -> tensor<2x3xf32>
  %row = layer.ops.get_item %table {key = "[1]"} : (tensor<2x3xf32>) -> tensor<3xf32>
  %sum = layer.ops.add %x, %row : (tensor<?x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
  return %sum, %row, %table : tensor<?x3xf32>, tensor<3xf32>, tensor<2x3xf32>
}
