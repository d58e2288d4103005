// Functions of keras.ops.nn, of keras.ops.image and of order: constraints by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{ops.max_pool_c1: inputs must have rank 3, 4 or 5}}
  %y = layer.ops.max_pool %x {pool_size = array<i64: 2>} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @invalid(%x: tensor<?x4x4x2xf32>, %k: tensor<2x2x3x5xf32>) -> tensor<?x3x3x5xf32> {
  // expected-error @+1 {{ops.conv_c3: kernels do not fit the channels of inputs}}
  %y = layer.ops.conv %x, %k : (tensor<?x4x4x2xf32>, tensor<2x2x3x5xf32>) -> tensor<?x3x3x5xf32>
  return %y : tensor<?x3x3x5xf32>
}

// -----

func.func @invalid(%x: tensor<?x4x4x2xf32>, %k: tensor<2x2x2x5xf32>) -> tensor<?x3x3x5xf32> {
  // expected-error @+1 {{ops.conv_c4: strides and dilation_rate must have one positive number or 2}}
  %y = layer.ops.conv %x, %k {strides = array<i64: 1, 1, 1>} : (tensor<?x4x4x2xf32>, tensor<2x2x2x5xf32>) -> tensor<?x3x3x5xf32>
  return %y : tensor<?x3x3x5xf32>
}

// -----

func.func @invalid(%x: tensor<?x4x4x2xf32>) -> tensor<?x2x2x8xf32> {
  // expected-error @+1 {{ops.space_to_depth_c3: blocks of 3 do not divide}}
  %y = layer.ops.space_to_depth %x {block_size = 3 : i64} : (tensor<?x4x4x2xf32>) -> tensor<?x2x2x8xf32>
  return %y : tensor<?x2x2x8xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>, %g: tensor<3xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{ops.layer_norm_c3: gamma and beta must have shape [4]}}
  %y = layer.ops.layer_norm %x, %g {has_gamma} : (tensor<?x4xf32>, tensor<3xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>, %g: tensor<4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{has 1 options, but flags for 0}}
  %y = layer.ops.layer_norm %x, %g : (tensor<?x4xf32>, tensor<4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @invalid(%q: tensor<?x5x3x2xf32>, %k: tensor<?x5x2x2xf32>) -> tensor<?x5x3x2xf32> {
  // expected-error @+1 {{ops.dot_product_attention_c2: query, key and value do not fit together}}
  %y = layer.ops.dot_product_attention %q, %k, %k : (tensor<?x5x3x2xf32>, tensor<?x5x2x2xf32>, tensor<?x5x2x2xf32>) -> tensor<?x5x3x2xf32>
  return %y : tensor<?x5x3x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x4x4x2xf32>) -> tensor<?x4x4x2xf32> {
  // expected-error @+1 {{ops.rgb_to_hsv_c3: images must have float elements and 3 channels}}
  %y = layer.ops.rgb_to_hsv %x : (tensor<?x4x4x2xf32>) -> tensor<?x4x4x2xf32>
  return %y : tensor<?x4x4x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x4x4x2xf32>) -> tensor<?x4x4x2xf32> {
  // expected-error @+1 {{ops.pad_images_c3: two of the edges and the target must be given}}
  %y = layer.ops.pad_images %x {top_padding = 1 : i64} : (tensor<?x4x4x2xf32>) -> tensor<?x4x4x2xf32>
  return %y : tensor<?x4x4x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{ops.sort_c1: axis 0 of}}
  %y = layer.ops.sort %x {axis = 0 : i64} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> (tensor<?x5xf32>, tensor<?x5xi32>) {
  // expected-error @+1 {{ops.top_k_c1: k = 5 must be positive and within the rows}}
  %v, %i = layer.ops.top_k %x {k = 5 : i64} : (tensor<?x4xf32>) -> (tensor<?x5xf32>, tensor<?x5xi32>)
  return %v, %i : tensor<?x5xf32>, tensor<?x5xi32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?xf32> {
  // expected-error @+1 {{ops.quantile_c3: q must be numbers from 0 to 1}}
  %y = layer.ops.quantile %x {q = dense<1.5> : tensor<f64>, axis = array<i64: 1>} : (tensor<?x4xf32>) -> tensor<?xf32>
  return %y : tensor<?xf32>
}
