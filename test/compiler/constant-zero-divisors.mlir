// Dividing by a constant zero gives infinities and NaN, as IEEE 754 has it.
// RUN: lith test %s --guard
// RUN: lith test %s --codegen=loops --guard

#id = affine_map<(i) -> (i)>

func.func @float32() {
  %x = arith.constant dense<[1.0, -2.0, 0.0, 0x7F800000, 0xFF800000]> : tensor<5xf32>
  %e = tensor.empty() : tensor<5xf32>
  %r:2 = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<5xf32>) outs(%e, %e : tensor<5xf32>, tensor<5xf32>) {
  ^bb0(%a: f32, %o0: f32, %o1: f32):
    %zero = arith.constant 0.0 : f32
    %negative = arith.constant -0.0 : f32
    %by_zero = arith.divf %a, %zero : f32
    %by_negative = arith.divf %a, %negative : f32
    linalg.yield %by_zero, %by_negative : f32, f32
  } -> (tensor<5xf32>, tensor<5xf32>)
  check.expect_close %r#0, dense<[0x7F800000, 0xFF800000, 0x7FC00000, 0x7F800000, 0xFF800000]> : tensor<5xf32> : tensor<5xf32>
  check.expect_close %r#1, dense<[0xFF800000, 0x7F800000, 0x7FC00000, 0xFF800000, 0x7F800000]> : tensor<5xf32> : tensor<5xf32>
  return
}

func.func @float64() {
  %x = arith.constant dense<[1.0, -2.0, 0.0]> : tensor<3xf64>
  %e = tensor.empty() : tensor<3xf64>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%x : tensor<3xf64>) outs(%e : tensor<3xf64>) {
  ^bb0(%a: f64, %o0: f64):
    %zero = arith.constant 0.0 : f64
    %by_zero = arith.divf %a, %zero : f64
    linalg.yield %by_zero : f64
  } -> tensor<3xf64>
  check.expect_close %r, dense<[0x7FF0000000000000, 0xFFF0000000000000, 0x7FF8000000000000]> : tensor<3xf64> : tensor<3xf64>
  return
}

// A zero that comes from another stage.
func.func @inlined() {
  %x = arith.constant dense<[1.0, -2.0, 0.0]> : tensor<3xf32>
  %y = layer.ops.zeros_like %x : (tensor<3xf32>) -> tensor<3xf32>
  %q = layer.ops.divide %x, %y : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  check.expect_close %q, dense<[0x7F800000, 0xFF800000, 0x7FC00000]> : tensor<3xf32> : tensor<3xf32>
  return
}
