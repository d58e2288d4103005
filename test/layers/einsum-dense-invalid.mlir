// EinsumDense: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x4x8xi32>, %a1: tensor<8x5xf32>) -> tensor<?x4x5xf32> {
  // expected-error @+1 {{einsum_dense_c1: input must have floating-point elements}}
  %y = layer.einsum_dense %a0, %a1 {equation = "abc,cd->abd", output_shape = array<i64: -1, 5>} : (tensor<?x4x8xi32>, tensor<8x5xf32>) -> tensor<?x4x5xf32>
  return %y : tensor<?x4x5xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8x5xf32>) -> tensor<?x4x5xf32> {
  // expected-error @+1 {{einsum_dense_c2: equation must be}}
  %y = layer.einsum_dense %a0, %a1 {equation = "abc,cd", output_shape = array<i64: -1, 5>} : (tensor<?x4x8xf32>, tensor<8x5xf32>) -> tensor<?x4x5xf32>
  return %y : tensor<?x4x5xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8x5xf32>) -> tensor<?x4x5xf32> {
  // expected-error @+1 {{einsum_dense_c2: equation must be}}
  %y = layer.einsum_dense %a0, %a1 {equation = "...c,cd->abd", output_shape = array<i64: -1, 5>} : (tensor<?x4x8xf32>, tensor<8x5xf32>) -> tensor<?x4x5xf32>
  return %y : tensor<?x4x5xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8x5xf32>) -> tensor<?x4x5xf32> {
  // expected-error @+1 {{einsum_dense_c3: "ac" does not fit the input's rank, 3}}
  %y = layer.einsum_dense %a0, %a1 {equation = "ac,cd->ad", output_shape = array<i64: 5>} : (tensor<?x4x8xf32>, tensor<8x5xf32>) -> tensor<?x4x5xf32>
  return %y : tensor<?x4x5xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8x5xf32>) -> tensor<?x4x5xf32> {
  // expected-error @+1 {{einsum_dense_c4: a letter stands twice in one operand}}
  %y = layer.einsum_dense %a0, %a1 {equation = "aac,cd->aad", output_shape = array<i64: -1, 5>} : (tensor<?x4x8xf32>, tensor<8x5xf32>) -> tensor<?x4x5xf32>
  return %y : tensor<?x4x5xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8x5x2xf32>) -> tensor<?x4x5xf32> {
  // expected-error @+1 {{einsum_dense_c4: the kernel's 'e' stands neither in input nor in output}}
  %y = layer.einsum_dense %a0, %a1 {equation = "abc,cde->abd", output_shape = array<i64: -1, 5>} : (tensor<?x4x8xf32>, tensor<8x5x2xf32>) -> tensor<?x4x5xf32>
  return %y : tensor<?x4x5xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8x5xf32>) -> tensor<?x4x5x2xf32> {
  // expected-error @+1 {{einsum_dense_c4: the output's 'e' stands neither in input nor in kernel}}
  %y = layer.einsum_dense %a0, %a1 {equation = "abc,cd->abde", output_shape = array<i64: -1, 5, 2>} : (tensor<?x4x8xf32>, tensor<8x5xf32>) -> tensor<?x4x5x2xf32>
  return %y : tensor<?x4x5x2xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8x5xf32>) -> tensor<?x4x5xf32> {
  // expected-error @+1 {{einsum_dense_c5: output_shape has 1 sizes, the output has 2 letters behind the batch}}
  %y = layer.einsum_dense %a0, %a1 {equation = "abc,cd->abd", output_shape = array<i64: 5>} : (tensor<?x4x8xf32>, tensor<8x5xf32>) -> tensor<?x4x5xf32>
  return %y : tensor<?x4x5xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8x5xf32>) -> tensor<?x4x5xf32> {
  // expected-error @+1 {{einsum_dense_c5: output_shape has 3 for 'b', the input 4}}
  %y = layer.einsum_dense %a0, %a1 {equation = "abc,cd->abd", output_shape = array<i64: 3, 5>} : (tensor<?x4x8xf32>, tensor<8x5xf32>) -> tensor<?x4x5xf32>
  return %y : tensor<?x4x5xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8x5xf32>) -> tensor<?x4x5xf32> {
  // expected-error @+1 {{einsum_dense_c5: output_shape must say the size of 'd'}}
  %y = layer.einsum_dense %a0, %a1 {equation = "abc,cd->abd", output_shape = array<i64: -1, -1>} : (tensor<?x4x8xf32>, tensor<8x5xf32>) -> tensor<?x4x5xf32>
  return %y : tensor<?x4x5xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8x5xf32>, %a2: tensor<5xf32>) -> tensor<?x4x5xf32> {
  // expected-error @+1 {{einsum_dense_c6: bias_axes has 'z', which the output has not}}
  %y = layer.einsum_dense %a0, %a1, %a2 {equation = "abc,cd->abd", output_shape = array<i64: -1, 5>, bias_axes = "z"} : (tensor<?x4x8xf32>, tensor<8x5xf32>, tensor<5xf32>) -> tensor<?x4x5xf32>
  return %y : tensor<?x4x5xf32>
}

// -----

func.func @invalid(%a0: tensor<?x4x8xf32>, %a1: tensor<8x5xf32>) -> tensor<?x4x5xf32> {
  // expected-error @+1 {{einsum_dense_c7: 'rele' is not an activation of Keras}}
  %y = layer.einsum_dense %a0, %a1 {equation = "abc,cd->abd", output_shape = array<i64: -1, 5>, activation = "rele"} : (tensor<?x4x8xf32>, tensor<8x5xf32>) -> tensor<?x4x5xf32>
  return %y : tensor<?x4x5xf32>
}
