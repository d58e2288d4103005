// Operations of keras.ops on pairs, at indices and along windows: constraints by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<3x4xf32>) {
  // expected-error @+1 {{ops.slice_c1:}}
  %z = layer.ops.slice %x {shape = array<i64: 2, 2>, start_indices = array<i64: 2, 0>} : (tensor<3x4xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) {
  // expected-error @+1 {{ops.slice_c1:}}
  %z = layer.ops.slice %x {shape = array<i64: 1, 2>, start_indices = array<i64: 0, 0>} : (tensor<?x4xf32>) -> tensor<1x2xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>, %y: tensor<3x2xf32>) {
  // expected-error @+1 {{ops.slice_update_c1:}}
  %z = layer.ops.slice_update %x, %y {start_indices = array<i64: 1, 0>} : (tensor<3x4xf32>, tensor<3x2xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @invalid(%i: tensor<2x2xi32>, %y: tensor<2x4xf32>) {
  // expected-error @+1 {{ops.scatter_c1:}}
  %z = layer.ops.scatter %i, %y {shape = array<i64: 3, 4>} : (tensor<2x2xi32>, tensor<2x4xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @invalid(%i: tensor<2x1xi32>, %y: tensor<2x4xi1>) {
  // expected-error @+1 {{ops.scatter_c2:}}
  %z = layer.ops.scatter %i, %y {shape = array<i64: 3, 4>} : (tensor<2x1xi32>, tensor<2x4xi1>) -> tensor<3x4xi1>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>, %i: tensor<2x1xf32>, %y: tensor<2x4xf32>) {
  // expected-error @+1 {{ops.scatter_update_c1:}}
  %z = layer.ops.scatter_update %x, %i, %y : (tensor<3x4xf32>, tensor<2x1xf32>, tensor<2x4xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>, %i: tensor<2x1xi32>, %y: tensor<2x4xf32>) {
  // expected-error @+1 {{ops.scatter_update_c1:}}
  %z = layer.ops.scatter_update %x, %i, %y {reduction = "sub"} : (tensor<3x4xf32>, tensor<2x1xi32>, tensor<2x4xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xi1>, %i: tensor<2x1xi32>, %y: tensor<2x4xf32>) {
  // expected-error @+1 {{ops.scatter_update_c2:}}
  %z = layer.ops.scatter_update %x, %i, %y : (tensor<3x4xi1>, tensor<2x1xi32>, tensor<2x4xf32>) -> tensor<3x4xi1>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>, %i: tensor<2xi32>) {
  // expected-error @+1 {{ops.segment_sum_c1:}}
  %z = layer.ops.segment_sum %x, %i {num_segments = 2 : i64} : (tensor<3x4xf32>, tensor<2xi32>) -> tensor<2x4xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xi1>, %i: tensor<3xi32>) {
  // expected-error @+1 {{ops.segment_max_c2:}}
  %z = layer.ops.segment_max %x, %i {num_segments = 2 : i64} : (tensor<3x4xi1>, tensor<3xi32>) -> tensor<2x4xi1>
  return
}

// -----

func.func @invalid(%x: tensor<?x4xf32>, %y: tensor<2x2xf32>) {
  // expected-error @+1 {{ops.kron_c1:}}
  %z = layer.ops.kron %x, %y : (tensor<?x4xf32>, tensor<2x2xf32>) -> tensor<?x8xf32>
  return
}

// -----

func.func @invalid(%x: tensor<2xi1>, %y: tensor<2xi1>) {
  // expected-error @+1 {{ops.kron_c2:}}
  %z = layer.ops.kron %x, %y : (tensor<2xi1>, tensor<2xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @invalid(%x: tensor<2x3xf32>, %y: tensor<2x4xf32>) {
  // expected-error @+1 {{ops.c_dist_c1:}}
  %z = layer.ops.c_dist %x, %y : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x2xf32>
  return
}

// -----

func.func @invalid(%x: tensor<2x3xi1>, %y: tensor<2x3xi1>) {
  // expected-error @+1 {{ops.c_dist_c2:}}
  %z = layer.ops.c_dist %x, %y : (tensor<2x3xi1>, tensor<2x3xi1>) -> tensor<2x2xf32>
  return
}

// -----

func.func @invalid(%x: tensor<?xf32>, %y: tensor<2xf32>) {
  // expected-error @+1 {{ops.meshgrid_c1:}}
  %z:2 = layer.ops.meshgrid %x, %y : (tensor<?xf32>, tensor<2xf32>) -> (tensor<2x?xf32>, tensor<2x?xf32>)
  return
}

// -----

func.func @invalid(%x: tensor<2xf32>) {
  // expected-error @+1 {{ops.meshgrid_c2:}}
  %z = layer.ops.meshgrid %x : (tensor<2xf32>) -> tensor<2xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>) {
  // expected-error @+1 {{ops.extract_sequences_c1:}}
  %z = layer.ops.extract_sequences %x {sequence_length = 5 : i64, sequence_stride = 1 : i64} : (tensor<3x4xf32>) -> tensor<3x0x5xf32>
  return
}

// -----

func.func @invalid(%x: tensor<1x?x4xf32>) {
  // expected-error @+1 {{ops.fold_c1:}}
  %z = layer.ops.fold %x {kernel_size = array<i64: 2>, output_size = array<i64: 3>} : (tensor<1x?x4xf32>) -> tensor<1x1x3x3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<1x4x4xf32>) {
  // expected-error @+1 {{ops.fold_c2:}}
  %z = layer.ops.fold %x {kernel_size = array<i64: 2>, output_size = array<i64: 3>, stride = array<i64: 0>} : (tensor<1x4x4xf32>) -> tensor<1x1x3x3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<1x4x5xf32>) {
  // expected-error @+1 {{ops.fold_c3:}}
  %z = layer.ops.fold %x {kernel_size = array<i64: 2>, output_size = array<i64: 3>} : (tensor<1x4x5xf32>) -> tensor<1x1x3x3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>, %w: tensor<3xf32>) {
  // expected-error @+1 {{ops.average_c1:}}
  %z = layer.ops.average %x, %w {axis = 1 : i64} : (tensor<3x4xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x1xf32>) {
  // expected-error @+1 {{ops.trapezoid_c1:}}
  %z = layer.ops.trapezoid %x : (tensor<3x1xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>) {
  // expected-error @+1 {{ops.trapezoid_c2:}}
  %z = layer.ops.trapezoid %x {x = dense<[0.0, 1.0]> : tensor<2xf64>} : (tensor<3x4xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xui8>) {
  // expected-error @+1 {{ops.trapezoid_c3:}}
  %z = layer.ops.trapezoid %x : (tensor<3x4xui8>) -> tensor<3xf32>
  return
}

// -----

func.func @invalid(%c: tensor<3xi1>, %x: tensor<3xf32>) {
  // expected-error @+1 {{ops.select_c1:}}
  %z = layer.ops.select %c, %x {choices = 1 : i64, conditions = 2 : i64} : (tensor<3xi1>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @invalid(%c: tensor<3xi1>, %x: tensor<4xf32>) {
  // expected-error @+1 {{ops.select_c1:}}
  %z = layer.ops.select %c, %x {choices = 1 : i64, conditions = 1 : i64} : (tensor<3xi1>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @invalid(%c: tensor<3xi1>, %x: tensor<3xui8>) {
  // expected-error @+1 {{ops.select_c2:}}
  %z = layer.ops.select %c, %x {choices = 1 : i64, conditions = 1 : i64} : (tensor<3xi1>, tensor<3xui8>) -> tensor<3xui8>
  return
}

// -----

func.func @invalid(%x: tensor<3xf32>) {
  // expected-error @+1 {{ops.saturate_cast_c1:}}
  %z = layer.ops.saturate_cast %x {dtype = "complex64"} : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>) {
  // expected-error @+1 {{ops.nanargmax_c1:}}
  %z = layer.ops.nanargmax %x {axis = array<i64: 2>} : (tensor<3x4xf32>) -> tensor<3xi32>
  return
}
