// Operations of keras.ops: constraints by name.
// RUN: lith-opt %s -verify-diagnostics -split-input-file

func.func @invalid(%x: tensor<?x4xf32>, %y: tensor<3xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{ops.add_c1: operands do not fit together}}
  %z = layer.ops.add %x, %y : (tensor<?x4xf32>, tensor<3xf32>) -> tensor<?x4xf32>
  return %z : tensor<?x4xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>, %y: tensor<3x4xf32>) -> tensor<3x4xf32> {
  // expected-error @+1 {{ops.multiply_c1: operands do not fit together}}
  %z = layer.ops.multiply %x, %y : (tensor<?x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return %z : tensor<3x4xf32>
}

// -----

func.func @invalid(%x: tensor<4xi1>) -> tensor<4xi1> {
  // expected-error @+1 {{ops.negative_c2: elements of}}
  %z = layer.ops.negative %x : (tensor<4xi1>) -> tensor<4xi1>
  return %z : tensor<4xi1>
}

// -----

func.func @invalid(%x: tensor<4xf64>) -> tensor<4xf64> {
  // expected-error @+1 {{ops.mod_c2: elements of}}
  %z = layer.ops.mod %x, %x : (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
  return %z : tensor<4xf64>
}

// -----

func.func @invalid(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{ops.bitwise_not_c2: elements of}}
  %z = layer.ops.bitwise_not %x : (tensor<4xf32>) -> tensor<4xf32>
  return %z : tensor<4xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?xf32> {
  // expected-error @+1 {{ops.sum_c1: axis array<i64: 2> does not name axes}}
  %z = layer.ops.sum %x {axis = array<i64: 2>} : (tensor<?x4xf32>) -> tensor<?xf32>
  return %z : tensor<?xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?xf32> {
  // expected-error @+1 {{ops.max_c1: axis array<i64: 1, -1> does not name axes}}
  %z = layer.ops.max %x {axis = array<i64: 1, -1>} : (tensor<?x4xf32>) -> tensor<?xf32>
  return %z : tensor<?xf32>
}

// -----

func.func @invalid(%x: tensor<?x4x2xf32>) -> tensor<?xi32> {
  // expected-error @+1 {{ops.argmax_c1: axis must be one axis or none}}
  %z = layer.ops.argmax %x {axis = array<i64: 1, 2>} : (tensor<?x4x2xf32>) -> tensor<?xi32>
  return %z : tensor<?xi32>
}

// -----

func.func @invalid(%x: tensor<?x4x2xf32>) -> tensor<?xf32> {
  // expected-error @+1 {{ops.norm_c1: ord over several axes is not supported}}
  %z = layer.ops.norm %x {axis = array<i64: 1, 2>, ord = 2.0 : f64} : (tensor<?x4x2xf32>) -> tensor<?xf32>
  return %z : tensor<?xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<4x3xf32> {
  // expected-error @+1 {{ops.reshape_c1: newshape [4, 3] does not hold the elements}}
  %z = layer.ops.reshape %x {newshape = array<i64: 4, 3>} : (tensor<?x4xf32>) -> tensor<4x3xf32>
  return %z : tensor<4x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x?x6xf32>) {
  // expected-error @+1 {{ops.reshape_c1: x has more than one dynamic dimension, which newshape [-1, 3] cannot tell apart: 'tensor<?x?x6xf32>'; fix them by --shape or --batch}}
  %z = layer.ops.reshape %x {newshape = array<i64: -1, 3>} : (tensor<?x?x6xf32>) -> tensor<?x3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?xf32> {
  // expected-error @+1 {{ops.squeeze_c1: axis does not name axes of size 1}}
  %z = layer.ops.squeeze %x {axis = array<i64: 1>} : (tensor<?x4xf32>) -> tensor<?xf32>
  return %z : tensor<?xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{ops.transpose_c1: axes do not name the axes}}
  %z = layer.ops.transpose %x {axes = array<i64: 0, 0>} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %z : tensor<?x4xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{ops.flip_c1: axes must be axes of known size}}
  %z = layer.ops.flip %x {axis = array<i64: 0>} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %z : tensor<?x4xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?x9xf32> {
  // expected-error @+1 {{ops.pad_c2: mode 'reflect' cannot pad axis 1}}
  %z = layer.ops.pad %x {mode = "reflect", pad_width = array<i64: 0, 0, 5, 0>} : (tensor<?x4xf32>) -> tensor<?x9xf32>
  return %z : tensor<?x9xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?xf32> {
  // expected-error @+1 {{ops.get_item_c1: key '[:, a]' is no list of slices and integers}}
  %z = layer.ops.get_item %x {key = "[:, a]"} : (tensor<?x4xf32>) -> tensor<?xf32>
  return %z : tensor<?xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?xf32> {
  // expected-error @+1 {{ops.get_item_c2: key '[:, 4]' is outside of}}
  %z = layer.ops.get_item %x {key = "[:, 4]"} : (tensor<?x4xf32>) -> tensor<?xf32>
  return %z : tensor<?xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{ops.get_item_c3: key '[1:]' takes neither}}
  %z = layer.ops.get_item %x {key = "[1:]"} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %z : tensor<?x4xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?x0xf32> {
  // expected-error @+1 {{ops.get_item_c4: key '[:, 4:]' takes nothing of}}
  %z = layer.ops.get_item %x {key = "[:, 4:]"} : (tensor<?x4xf32>) -> tensor<?x0xf32>
  return %z : tensor<?x0xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>, %i: tensor<2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{ops.take_c2: indices must be integers}}
  %z = layer.ops.take %x, %i {axis = 1 : i64} : (tensor<?x4xf32>, tensor<2xf32>) -> tensor<?x2xf32>
  return %z : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>, %y: tensor<?x3x4xf32>) -> tensor<?x4xf32> {
  // expected-error @+1 {{ops.concatenate_c1: operands cannot be joined}}
  %z = layer.ops.concatenate %x, %y {axis = 1 : i64} : (tensor<?x4xf32>, tensor<?x3x4xf32>) -> tensor<?x4xf32>
  return %z : tensor<?x4xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) -> tensor<?x3xf32> {
  // expected-error @+1 {{ops.split_c1: 'tensor<?x4xf32>' cannot be split by}}
  %z = layer.ops.split %x {axis = 1 : i64, indices_or_sections = array<i64: 3>} : (tensor<?x4xf32>) -> tensor<?x3xf32>
  return %z : tensor<?x3xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>, %y: tensor<3x2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{ops.matmul_c1: operands do not fit together}}
  %z = layer.ops.matmul %x, %y : (tensor<?x4xf32>, tensor<3x2xf32>) -> tensor<?x2xf32>
  return %z : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xf32>, %y: tensor<4x2xf32>) -> tensor<?x2xf32> {
  // expected-error @+1 {{ops.einsum_c1: operands do not fit together}}
  %z = layer.ops.einsum %x, %y {subscripts = "bi,ij->bk"} : (tensor<?x4xf32>, tensor<4x2xf32>) -> tensor<?x2xf32>
  return %z : tensor<?x2xf32>
}

// -----

func.func @invalid(%x: tensor<?x4xi32>) -> tensor<?x4xi32> {
  // expected-error @+1 {{ops.softmax_c2: elements must be floating-point}}
  %z = layer.ops.softmax %x : (tensor<?x4xi32>) -> tensor<?x4xi32>
  return %z : tensor<?x4xi32>
}

// -----

func.func @invalid(%x: tensor<4xi1>, %v: tensor<4xi1>) {
  // expected-error @+1 {{ops.left_shift_c2: elements of}}
  %z = layer.ops.left_shift %x, %v : (tensor<4xi1>, tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>) {
  // expected-error @+1 {{ops.diagonal_c1: axis1 0 and axis2 0}}
  %z = layer.ops.diagonal %x {axis2 = 0 : i64} : (tensor<3x4xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<?x4xf32>) {
  // expected-error @+1 {{ops.diagonal_c1: axis1 0 and axis2 1}}
  %z = layer.ops.diagonal %x : (tensor<?x4xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>) {
  // expected-error @+1 {{ops.trace_c1: axis1 0 and axis2 1}}
  %z = layer.ops.trace %x {offset = 4 : i64} : (tensor<3x4xf32>) -> tensor<f32>
  return
}

// -----

func.func @invalid(%x: tensor<?xf32>) {
  // expected-error @+1 {{ops.diag_c1: x must have rank 1 or 2}}
  %z = layer.ops.diag %x : (tensor<?xf32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3xf32>) {
  // expected-error @+1 {{ops.diag_c1: a matrix with 3 elements on its diagonal -9223372036854775808}}
  %z = layer.ops.diag %x {k = -9223372036854775808 : i64} : (tensor<3xf32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<?x3xf32>) {
  // expected-error @+1 {{ops.diagflat_c1: the shape of x must be known}}
  %z = layer.ops.diagflat %x : (tensor<?x3xf32>) -> tensor<3x3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>) {
  // expected-error @+1 {{ops.rot90_c1: axes [0] must be two axes}}
  %z = layer.ops.rot90 %x {axes = array<i64: 0>} : (tensor<3x4xf32>) -> tensor<4x3xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>, %v: tensor<3x4xf32>) {
  // expected-error @+1 {{ops.cross_c1: the axes of}}
  %z = layer.ops.cross %x, %v : (tensor<3x4xf32>, tensor<3x4xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3xi1>, %v: tensor<3xi1>) {
  // expected-error @+1 {{ops.cross_c2: elements must be numbers}}
  %z = layer.ops.cross %x, %v : (tensor<3xi1>, tensor<3xi1>) -> tensor<3xi1>
  return
}

// -----

func.func @invalid(%x: tensor<?xf32>, %v: tensor<?xf32>) {
  // expected-error @+1 {{ops.dstack_c1: operands cannot be joined}}
  %z = layer.ops.dstack %x, %v : (tensor<?xf32>, tensor<?xf32>) -> tensor<1x?x2xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>) {
  // expected-error @+1 {{ops.hsplit_c1:}}
  %z = layer.ops.hsplit %x {indices_or_sections = array<i64: 3>} : (tensor<3x4xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3xf32>) {
  // expected-error @+1 {{ops.vsplit_c1:}}
  %z = layer.ops.vsplit %x {indices_or_sections = array<i64: 1>} : (tensor<3xf32>) -> tensor<1xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>) {
  // expected-error @+1 {{ops.dsplit_c1:}}
  %z = layer.ops.dsplit %x {indices_or_sections = array<i64: 1>} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return
}

// -----

func.func @invalid(%x: tensor<3x4xf32>) {
  // expected-error @+1 {{ops.array_split_c1:}}
  %z = layer.ops.array_split %x {indices_or_sections = 4 : i64} : (tensor<3x4xf32>) -> tensor<3x4xf32>
  return
}
