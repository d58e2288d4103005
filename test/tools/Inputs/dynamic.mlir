// Time and batch are open: kernels have symbolic extents.
ml_program.global private @"dense/kernel"(#ml_program.extern<tensor<4x3xf32>>) : tensor<4x3xf32> {lith.path = "layers/dense/vars/0"}
ml_program.global private @"dense/bias"(#ml_program.extern<tensor<3xf32>>) : tensor<3xf32> {lith.path = "layers/dense/vars/1"}
func.func @main(%x: tensor<?x?x4xf32> {layer.name = "x"}) -> (tensor<?x?x3xf32> {layer.name = "y"}) {
  %kernel = ml_program.global_load @"dense/kernel" : tensor<4x3xf32>
  %bias = ml_program.global_load @"dense/bias" : tensor<3xf32>
  %y = layer.dense %x, %kernel, %bias {units = 3 : i64, layer.path = "dense"} : (tensor<?x?x4xf32>, tensor<4x3xf32>, tensor<3xf32>) -> tensor<?x?x3xf32> loc("dense")
  return %y : tensor<?x?x3xf32>
}
