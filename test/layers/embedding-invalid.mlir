// Embedding: each constraint by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%a0: tensor<?x3xi32>, %a1: tensor<0x4xf32>) -> tensor<?x3x4xf32> {
  // expected-error @+1 {{embedding_c1: input_dim and output_dim must be positive, are 0 and 4}}
  %y = layer.embedding %a0, %a1 {input_dim = 0 : i64, output_dim = 4 : i64} : (tensor<?x3xi32>, tensor<0x4xf32>) -> tensor<?x3x4xf32>
  return %y : tensor<?x3x4xf32>
}

// -----

func.func @invalid(%a0: tensor<?x3xi32>, %a1: tensor<5x4xf32>) -> tensor<?x3x4xf32> {
  // expected-error @+1 {{embedding_c2: mask_zero=True makes a mask; masks are not supported yet}}
  %y = layer.embedding %a0, %a1 {input_dim = 5 : i64, output_dim = 4 : i64, mask_zero = true} : (tensor<?x3xi32>, tensor<5x4xf32>) -> tensor<?x3x4xf32>
  return %y : tensor<?x3x4xf32>
}
