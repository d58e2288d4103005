// RUN: lith compile %s --emit=halide | FileCheck %s

// Comparisons that a NaN makes false stay so: Halide's own `<=` is the negation of `<`, and is not used. A maximum with a constant is one
// comparison and keeps NaN; of two values it asks whether the second is one.
module attributes {kernel.target = #kernel.target<triple = "x86_64-unknown-linux-gnu", cpu = "znver3", features = "", vector_bits = 256, vector_registers = 16, l1 = 32768, l2 = 524288, l3 = 33554432>} {

// CHECK-LABEL: // kernel ordered
// CHECK-NOT: strict_le
// CHECK: strict_lt
// CHECK-SAME: strict_eq
kernel.func @ordered(%x: tensor<8xf32>, %y: tensor<8xf32>) -> tensor<8xf32> {
  %empty = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%x, %y : tensor<8xf32>, tensor<8xf32>) outs(%empty : tensor<8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %c = arith.cmpf ole, %a, %b : f32
    %r = arith.select %c, %a, %b : f32
    linalg.yield %r : f32
  } -> tensor<8xf32>
  kernel.return %0 : tensor<8xf32>
}

// CHECK-LABEL: // kernel relu
// CHECK: select((uint1x8)strict_lt([[X:.*]], x8(0.000000f)), x8(0.000000f), [[X]])
kernel.func @relu(%x: tensor<8xf32>) -> tensor<8xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%x : tensor<8xf32>) outs(%empty : tensor<8xf32>) {
  ^bb0(%a: f32, %o: f32):
    %r = arith.maximumf %a, %zero : f32
    linalg.yield %r : f32
  } -> tensor<8xf32>
  kernel.return %0 : tensor<8xf32>
}

// CHECK-LABEL: // kernel maximum
// CHECK: strict_lt
// CHECK-SAME: strict_eq
kernel.func @maximum(%x: tensor<8xf32>, %y: tensor<8xf32>) -> tensor<8xf32> {
  %empty = tensor.empty() : tensor<8xf32>
  %0 = linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%x, %y : tensor<8xf32>, tensor<8xf32>) outs(%empty : tensor<8xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %r = arith.maximumf %a, %b : f32
    linalg.yield %r : f32
  } -> tensor<8xf32>
  kernel.return %0 : tensor<8xf32>
}
}
