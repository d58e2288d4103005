// Functions of keras.ops in float64: as precise as float64 is (Keras computes float64 only where jax was told so).
// RUN: lith test %s --guard
// RUN: lith test %s -O0 --codegen=loops

func.func @sin() {
  %x = arith.constant dense<[0.5, -2.0, 1.0e22, 11.0]> : tensor<4xf64>
  %y = layer.ops.sin %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[0.479425538604203, -0.9092974268256817, -0.8522008497671888, -0.9999902065507035]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @cos() {
  %x = arith.constant dense<[0.5, -2.0, 1.0e22, 11.0]> : tensor<4xf64>
  %y = layer.ops.cos %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[0.8775825618903728, -0.4161468365471424, 0.523214785395139, 0.004425697988050785]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @tan() {
  %x = arith.constant dense<[0.5, -2.0, 1.0e22, 11.0]> : tensor<4xf64>
  %y = layer.ops.tan %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[0.5463024898437905, 2.185039863261519, -1.6287782256068988, -225.95084645419513]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @arcsin() {
  %x = arith.constant dense<[0.25, -0.999, 1.0e-9, 0.7]> : tensor<4xf64>
  %y = layer.ops.arcsin %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[0.25268025514207865, -1.526071239626163, 1.0e-9, 0.775397496610753]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @arccos() {
  %x = arith.constant dense<[0.25, -0.999, 0.999999999, 0.7]> : tensor<4xf64>
  %y = layer.ops.arccos %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[1.318116071652818, 3.09686756642106, 4.4721358921319356e-5, 0.7953988301841436]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @arctan() {
  %x = arith.constant dense<[0.25, -3.0, 1.0e-9, 0.6]> : tensor<4xf64>
  %y = layer.ops.arctan %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[0.24497866312686414, -1.2490457723982544, 1.0e-9, 0.5404195002705842]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @sinh() {
  %x = arith.constant dense<[1.0e-9, -2.0, 30.0, 710.2]> : tensor<4xf64>
  %y = layer.ops.sinh %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[1.0e-9, -3.6268604078470186, 5343237290762.231, 1.3643036845527107e308]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @cosh() {
  %x = arith.constant dense<[1.0e-9, -2.0, 30.0, 710.2]> : tensor<4xf64>
  %y = layer.ops.cosh %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[1.0, 3.7621956910836314, 5343237290762.231, 1.3643036845527107e308]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @arcsinh() {
  %x = arith.constant dense<[1.0e-9, -2.0, 30.0, 1.0e200]> : tensor<4xf64>
  %y = layer.ops.arcsinh %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[1.0e-9, -1.4436354751788103, 4.09462222433053, 461.2101657793691]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @arccosh() {
  %x = arith.constant dense<[1.0000001, 2.0, 30.0, 1.0e200]> : tensor<4xf64>
  %y = layer.ops.arccosh %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[0.0004472135919037347, 1.3169578969248168, 4.0940666686320855, 461.2101657793691]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @arctanh() {
  %x = arith.constant dense<[1.0e-9, -0.5, 0.75, 0.999999]> : tensor<4xf64>
  %y = layer.ops.arctanh %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[1.0e-9, -0.5493061443340549, 0.9729550745276566, 7.254328619247669]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @cbrt() {
  %x = arith.constant dense<[1.0e-300, -27.0, 2.0, 1.0e300]> : tensor<4xf64>
  %y = layer.ops.cbrt %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[1.0e-100, -3.0, 1.2599210498948732, 1.0e100]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @exp2() {
  %x = arith.constant dense<[0.5, -3.25, 1000.5, -1060.5]> : tensor<4xf64>
  %y = layer.ops.exp2 %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[1.4142135623730951, 0.10511205190671431, 1.5153420044823246e301, 5.7238e-320]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @log2() {
  %x = arith.constant dense<[0.7, 3.0, 1.0e300, 5.0e-320]> : tensor<4xf64>
  %y = layer.ops.log2 %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[-0.5145731728297583, 1.584962500721156, 996.5784284662087, -1060.6950783304183]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @log10() {
  %x = arith.constant dense<[0.7, 3.0, 1.0e300, 5.0e-320]> : tensor<4xf64>
  %y = layer.ops.log10 %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[-0.1549019599857432, 0.47712125471966244, 300.0, -319.301034830612]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @sinc() {
  %x = arith.constant dense<[0.25, -1.5, 100.25, 1.0e-9]> : tensor<4xf64>
  %y = layer.ops.sinc %x : (tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[0.9003163161571061, -0.2122065907891938, 0.0022451778457783195, 1.0]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @power() {
  %x1 = arith.constant dense<[2.0, 1.0000001, -3.0, 0.1]> : tensor<4xf64>
  %x2 = arith.constant dense<[0.3, 1000000000.0, 3.0, -200.5]> : tensor<4xf64>
  %y = layer.ops.power %x1, %x2 : (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[1.2311444133449163, 2.6881038582144647e43, -27.0, 3.162277660168344e200]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @arctan2() {
  %x1 = arith.constant dense<[1.0, -2.0, 3.0e-300, -0.5]> : tensor<4xf64>
  %x2 = arith.constant dense<[-1.0, -3.0, 2.0e-300, 1000000000.0]> : tensor<4xf64>
  %y = layer.ops.arctan2 %x1, %x2 : (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[2.356194490192345, -2.5535900500422257, 0.982793723247329, -5.0e-10]> : tensor<4xf64> : tensor<4xf64>
  return
}

func.func @hypot() {
  %x1 = arith.constant dense<[3.0, 1.0e200, 3.0e-200, 0.0]> : tensor<4xf64>
  %x2 = arith.constant dense<[4.0, -1.0e200, 4.0e-200, 0.0]> : tensor<4xf64>
  %y = layer.ops.hypot %x1, %x2 : (tensor<4xf64>, tensor<4xf64>) -> tensor<4xf64>
  check.expect_close %y, dense<[5.0, 1.414213562373095e200, 5.0e-200, 0.0]> : tensor<4xf64> : tensor<4xf64>
  return
}

// The root of a norm's sum of powers is a power, too.
func.func @norm() {
  %x = arith.constant dense<[[1.5, -2.0, 0.25]]> : tensor<1x3xf64>
  %y = layer.ops.norm %x {axis = array<i64: 1>, ord = 3.0 : f64} : (tensor<1x3xf64>) -> tensor<1xf64>
  check.expect_close %y, dense<[2.25]> : tensor<1xf64> : tensor<1xf64>
  return
}

func.func @normalize() {
  %x = arith.constant dense<[[1.5, -2.0, 0.25]]> : tensor<1x3xf64>
  %y = layer.ops.normalize %x {axis = array<i64: 1>, order = 3 : i64} : (tensor<1x3xf64>) -> tensor<1x3xf64>
  check.expect_close %y, dense<[[0.6666666666666666, -0.8888888888888888, 0.1111111111111111]]> : tensor<1x3xf64> : tensor<1x3xf64>
  return
}
