// Numbers of Python that int32 does not hold.
module attributes {layer.keras_version = "3.15.1", layer.model = "functional"} {
  func.func @main(%x: tensor<?x4xi64> {layer.name = "x"}, %u: tensor<?x4xui32> {layer.name = "u"}) -> (tensor<?x4xi64>, tensor<?x4xui32>) {
    %large = arith.constant dense<5000000000> : tensor<i64>
    %y = layer.ops.add %x, %large {layer.path = "add"} : (tensor<?x4xi64>, tensor<i64>) -> tensor<?x4xi64>
    %wrapped = arith.constant dense<4294967294> : tensor<ui32>
    %v = layer.ops.multiply %u, %wrapped {layer.path = "multiply"} : (tensor<?x4xui32>, tensor<ui32>) -> tensor<?x4xui32>
    return %y, %v : tensor<?x4xi64>, tensor<?x4xui32>
  }
}
