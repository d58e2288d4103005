// RUN: lith-opt %s -split-input-file -verify-diagnostics

kernel.func @k(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{kernel_func_c1: is not allowed in a kernel}}
  %0 = tensor.cast %x : tensor<4xf32> to tensor<?xf32>
  kernel.return %x : tensor<4xf32>
}

// -----

// expected-error @+1 {{kernel_func_c2: takes tensors, then indices, and gives tensors}}
kernel.func @k(%n: index, %x: tensor<4xf32>) -> tensor<4xf32> {
  kernel.return %x : tensor<4xf32>
}

// -----

kernel.func @k(%x: tensor<4xf32>) -> tensor<4xf32> {
  kernel.return %x : tensor<4xf32>
}
func.func @f(%x: tensor<4xf32>, %y: tensor<5xf32>) {
  // expected-error @+1 {{call_c1: has an operand 'tensor<5xf32>' where 'k' takes 'tensor<4xf32>'}}
  %0 = kernel.call @k(%y) : (tensor<5xf32>) -> tensor<4xf32>
  return
}

// -----

kernel.func @k(%x: tensor<4xf32>) -> tensor<4xf32> {
  kernel.return %x : tensor<4xf32>
}
func.func @f(%x: tensor<4xf32>) {
  // expected-error @+1 {{call_c1: has 2 operands, 'k' takes 1}}
  %0 = kernel.call @k(%x, %x) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

kernel.func @k(%x: tensor<?xf32>) -> tensor<?xf32> {
  kernel.return %x : tensor<?xf32>
}
func.func @f(%x: tensor<?xf32>) {
  // expected-error @+1 {{call_c2: has 0 sizes for 1 dynamic dimensions}}
  %0 = kernel.call @k(%x) : (tensor<?xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<4xf32>) {
  // expected-error @+1 {{calls 'k', which is not a kernel}}
  %0 = kernel.call @k(%x) : (tensor<4xf32>) -> tensor<4xf32>
  return
}
