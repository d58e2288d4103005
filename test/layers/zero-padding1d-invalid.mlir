// Every constraint of ZeroPadding1D, by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @f(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{zero_padding1d_c1: input must have rank 3}}
  %y = layer.zero_padding1d %x
    : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{zero_padding1d_c2: padding must have 2 numbers, none negative}}
  %y = layer.zero_padding1d %x {padding = array<i64: 1>}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{zero_padding1d_c2: padding must have 2 numbers, none negative}}
  %y = layer.zero_padding1d %x {padding = array<i64: -1, -1>}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}

// -----

func.func @f(%x: tensor<?x8x4xf32>) -> tensor<?x8x4xf32> {
  // expected-error @+1 {{zero_padding1d_c3: data_format must be channels_last or channels_first}}
  %y = layer.zero_padding1d %x {data_format = "ncw"}
    : (tensor<?x8x4xf32>) -> tensor<?x8x4xf32>
  return %y : tensor<?x8x4xf32>
}
