// Every constraint of MaxPooling2D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{max_pooling2d_c1: input must have rank 4 and numbers as elements}}
  %y = layer.max_pooling2d %x
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xi1>) -> tensor<?x8x8x4xi1> {
  // expected-error @+1 {{max_pooling2d_c1: input must have rank 4 and numbers as elements}}
  %y = layer.max_pooling2d %x
    : (tensor<?x8x8x4xi1>) -> tensor<?x8x8x4xi1>
  return %y : tensor<?x8x8x4xi1>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{max_pooling2d_c2: padding must be valid or same}}
  %y = layer.max_pooling2d %x {padding = "causal"}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{max_pooling2d_c2: padding must be valid or same and data_format}}
  %y = layer.max_pooling2d %x {data_format = "nchw"}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{max_pooling2d_c3: pool_size and strides must have 2 positive numbers}}
  %y = layer.max_pooling2d %x {pool_size = array<i64: 2>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{max_pooling2d_c3: pool_size and strides must have 2 positive numbers}}
  %y = layer.max_pooling2d %x {strides = array<i64: 0, 1>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{max_pooling2d_c4: the output has no elements along spatial dimension 1}}
  %y = layer.max_pooling2d %x {pool_size = array<i64: 2, 9>}
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32> {
  // expected-error @+1 {{has result types 'tensor<?x8x8x4xf32>', expected 'tensor<?x4x4x4xf32>'}}
  %y = layer.max_pooling2d %x
    : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  return %y : tensor<?x8x8x4xf32>
}
