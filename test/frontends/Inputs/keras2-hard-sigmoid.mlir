// An activation that only files of Keras 2 can ask for.
func.func @main(%x: tensor<?x4xf32> {layer.name = "x"}) -> (tensor<?x4xf32> {layer.name = "y"}) {
  %y = layer.activation %x {activation = "keras2_hard_sigmoid", layer.path = "squash"} : (tensor<?x4xf32>) -> tensor<?x4xf32>
  return %y : tensor<?x4xf32>
}
