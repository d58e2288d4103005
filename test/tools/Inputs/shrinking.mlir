// Sizes are open, and pooling takes images of fewer than 4 pixels down to nothing.
func.func @main(%x: tensor<?x?x?x8xf32> {layer.name = "x"}, %z: tensor<?x?x8xf32> {layer.name = "z"})
    -> (tensor<?x?x?x8xf32> {layer.name = "pooled"}, tensor<?x?x8xf32> {layer.name = "clipped"}) {
  %0 = layer.max_pooling2d %x {pool_size = array<i64: 4, 4>, strides = array<i64: 4, 4>} : (tensor<?x?x?x8xf32>) -> tensor<?x?x?x8xf32>
  %1 = layer.re_lu %z : (tensor<?x?x8xf32>) -> tensor<?x?x8xf32>
  return %0, %1 : tensor<?x?x?x8xf32>, tensor<?x?x8xf32>
}
