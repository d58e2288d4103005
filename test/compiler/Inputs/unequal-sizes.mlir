// Sizes that meet: the columns of x and y, which are two dimensions of a call, and x's rows, padded by one, with those of z.
func.func @main(%x: tensor<?x?x3xf32> {layer.name = "x"}, %y: tensor<?x?x3xf32> {layer.name = "y"}, %z: tensor<?x?x3xf32> {layer.name = "z"})
    -> (tensor<?x?x3xf32> {layer.name = "sum"}, tensor<?x?x6xf32> {layer.name = "joined"}) {
  %sum = layer.add %x, %y : (tensor<?x?x3xf32>, tensor<?x?x3xf32>) -> tensor<?x?x3xf32>
  %longer = layer.zero_padding1d %x {padding = array<i64: 0, 1>} : (tensor<?x?x3xf32>) -> tensor<?x?x3xf32>
  %joined = layer.concatenate %longer, %z {axis = 2 : i64} : (tensor<?x?x3xf32>, tensor<?x?x3xf32>) -> tensor<?x?x6xf32>
  return %sum, %joined : tensor<?x?x3xf32>, tensor<?x?x6xf32>
}
