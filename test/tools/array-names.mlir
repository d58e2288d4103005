// Arrays of an .npz are the inputs, or expected outputs, of their names; where no name fits, they are taken in order; where some
// fit and some do not, a misspelt name is likelier than an order, so that is refused.
// RUN: rm -rf %t && mkdir -p %t && %python %S/array-names.py %t && cp %s %t/model.mlir
// RUN: cd %t && lith compile model.mlir --quiet --codegen=loops -o m.so
// RUN: cd %t && for inputs in named reversed others unnamed; do lith verify m.so --inputs $inputs.npz --expect out-named.npz || exit 1; done
// RUN: cd %t && lith verify m.so --inputs named.npz --expect out-unnamed.npz && lith verify m.so --inputs named.npz --expect out-others.npz
// RUN: cd %t && bash -c 'lith run m.so --inputs misspelt.npz 2>&1; test $? -eq 1' | FileCheck %s --check-prefix=MISSPELT
// RUN: cd %t && bash -c 'lith bench m.so --inputs few.npz 2>&1; test $? -eq 1' | FileCheck %s --check-prefix=FEW
// RUN: cd %t && bash -c 'lith run m.so --inputs many.npz 2>&1; test $? -eq 1' | FileCheck %s --check-prefix=MANY
// RUN: cd %t && bash -c 'lith verify m.so --inputs named.npz --expect out-misspelt.npz 2>&1; test $? -eq 1' | FileCheck %s --check-prefix=EXPECT

// MISSPELT: no array has the name of input 'left', and 'letf' has the name of no input; name every array as the model's inputs are named, or none to have them taken in order
// FEW: no array has the name of input 'left'; name every array
// MANY: the model has 2 inputs ('left', 'right'), 3 arrays are given ('arr_0', 'arr_1', 'arr_2'), and none has the name of one
// EXPECT: no array has the name of output 'product', and 'produkt' has the name of no output
func.func @main(%left: tensor<2x3xf32> {layer.name = "left"}, %right: tensor<2x3xf32> {layer.name = "right"})
    -> (tensor<2x3xf32> {layer.name = "difference"}, tensor<2x3xf32> {layer.name = "product"}) {
  %0 = layer.subtract %left, %right : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  %1 = layer.multiply %left, %right : (tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
  return %0, %1 : tensor<2x3xf32>, tensor<2x3xf32>
}
