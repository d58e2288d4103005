// Every constraint of MaxPooling1D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{max_pooling1d_c1: input must have rank 3 and numbers as elements}}
  %y = layer.max_pooling1d %x
    : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xi1>) -> tensor<?x8x4xi1> {
  // expected-error @+1 {{max_pooling1d_c1: input must have rank 3 and numbers as elements}}
  %y = layer.max_pooling1d %x
    : (tensor<?x8x4xi1>) -> tensor<?x8x4xi1>
  return %y : tensor<?x8x4xi1>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{max_pooling1d_c2: padding must be valid or same and data_format}}
  %y = layer.max_pooling1d %x {padding = "causal"}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{max_pooling1d_c2: padding must be valid or same and data_format}}
  %y = layer.max_pooling1d %x {data_format = "ncw"}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{max_pooling1d_c3: pool_size and strides must have 1 positive numbers}}
  %y = layer.max_pooling1d %x {pool_size = array<i64: 2, 2>}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{max_pooling1d_c3: pool_size and strides must have 1 positive numbers}}
  %y = layer.max_pooling1d %x {strides = array<i64: 0>}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{max_pooling1d_c4: the output has no elements along spatial dimension 0}}
  %y = layer.max_pooling1d %x {pool_size = array<i64: 9>}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}
