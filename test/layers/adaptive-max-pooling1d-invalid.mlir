// Every constraint of AdaptiveMaxPooling1D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{adaptive_max_pooling1d_c1: input must have rank 3 and numbers as elements}}
  %y = layer.adaptive_max_pooling1d %x {output_size = array<i64: 2>}
    : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xi1>) -> tensor<?x8x4xi1> {
  // expected-error @+1 {{adaptive_max_pooling1d_c1: input must have rank 3 and numbers as elements}}
  %y = layer.adaptive_max_pooling1d %x {output_size = array<i64: 2>}
    : (tensor<?x8x4xi1>) -> tensor<?x8x4xi1>
  return %y : tensor<?x8x4xi1>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{adaptive_max_pooling1d_c2: data_format must be channels_last or channels_first}}
  %y = layer.adaptive_max_pooling1d %x {output_size = array<i64: 2>, data_format = "ncw"}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{adaptive_max_pooling1d_c3: output_size must have 1 positive numbers}}
  %y = layer.adaptive_max_pooling1d %x {output_size = array<i64: 1, 1, 1, 1>}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{adaptive_max_pooling1d_c3: output_size must have 1 positive numbers}}
  %y = layer.adaptive_max_pooling1d %x {output_size = array<i64: 0>}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}
