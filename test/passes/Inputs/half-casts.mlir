// Casts between every two float types that involve a half.
func.func @main(%h: tensor<?xf16> {layer.name = "h"}, %b: tensor<?xbf16> {layer.name = "b"}, %s: tensor<?xf32> {layer.name = "s"},
                %d: tensor<?xf64> {layer.name = "d"})
    -> (tensor<?xf32> {layer.name = "h_s"}, tensor<?xf64> {layer.name = "h_d"}, tensor<?xbf16> {layer.name = "h_b"},
        tensor<?xf32> {layer.name = "b_s"}, tensor<?xf16> {layer.name = "b_h"}, tensor<?xf16> {layer.name = "s_h"},
        tensor<?xbf16> {layer.name = "s_b"}, tensor<?xf16> {layer.name = "d_h"}, tensor<?xbf16> {layer.name = "d_b"},
        tensor<?xi32> {layer.name = "h_i"}, tensor<?xi1> {layer.name = "b_1"}) {
  %0 = layer.ops.cast %h {dtype = "float32"} : (tensor<?xf16>) -> tensor<?xf32>
  %1 = layer.ops.cast %h {dtype = "float64"} : (tensor<?xf16>) -> tensor<?xf64>
  %2 = layer.ops.cast %h {dtype = "bfloat16"} : (tensor<?xf16>) -> tensor<?xbf16>
  %3 = layer.ops.cast %b {dtype = "float32"} : (tensor<?xbf16>) -> tensor<?xf32>
  %4 = layer.ops.cast %b {dtype = "float16"} : (tensor<?xbf16>) -> tensor<?xf16>
  %5 = layer.ops.cast %s {dtype = "float16"} : (tensor<?xf32>) -> tensor<?xf16>
  %6 = layer.ops.cast %s {dtype = "bfloat16"} : (tensor<?xf32>) -> tensor<?xbf16>
  %7 = layer.ops.cast %d {dtype = "float16"} : (tensor<?xf64>) -> tensor<?xf16>
  %8 = layer.ops.cast %d {dtype = "bfloat16"} : (tensor<?xf64>) -> tensor<?xbf16>
  %9 = layer.ops.cast %h {dtype = "int32"} : (tensor<?xf16>) -> tensor<?xi32>
  %10 = layer.ops.cast %b {dtype = "bool"} : (tensor<?xbf16>) -> tensor<?xi1>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10 : tensor<?xf32>, tensor<?xf64>, tensor<?xbf16>, tensor<?xf32>, tensor<?xf16>,
         tensor<?xf16>, tensor<?xbf16>, tensor<?xf16>, tensor<?xbf16>, tensor<?xi32>, tensor<?xi1>
}
