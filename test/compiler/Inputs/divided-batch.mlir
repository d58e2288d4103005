// Rows of 4 as half as many of 8, whose sums are twice the model's output's rows; and those as rows of 3.
func.func @main(%x: tensor<?x4xf32> {layer.name = "x"}) -> (tensor<?xf32> {layer.name = "sums"}, tensor<?x3xf32> {layer.name = "threes"}) {
  %y = layer.ops.reshape %x {newshape = array<i64: -1, 8>} : (tensor<?x4xf32>) -> tensor<?x8xf32>
  %sums = layer.ops.sum %y {axis = array<i64: 1>} : (tensor<?x8xf32>) -> tensor<?xf32>
  %threes = layer.ops.reshape %sums {newshape = array<i64: -1, 3>} : (tensor<?xf32>) -> tensor<?x3xf32>
  return %sums, %threes : tensor<?xf32>, tensor<?x3xf32>
}
