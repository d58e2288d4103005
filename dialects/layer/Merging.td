// Merging layers: https://keras.io/api/layers/merging_layers/
#ifndef LITH_LAYER_MERGING_TD
#define LITH_LAYER_MERGING_TD

include "dialects/layer/LayerBase.td"

/// A merge of elements that meet by Keras's broadcasting: inputs of lower rank get axes of size 1 behind the batch until all ranks
/// are equal; then an axis of size 1 stretches to its partners'.
class Layer_MergeOp<string mnemonic, string what, string formula, string more = ""> : Layer_Op<mnemonic> {
  let summary = what # ", element by element.";
  let description = "output = " # formula # [{

    Inputs of lower rank get axes of size 1 behind the batch: (B, 4, 3) with (B, 3) is (B, 4, 3) with (B, 1, 3). Axes of size 1
    stretch. A dynamic axis beside a static one larger than 1 has its size at run time, and two dynamic axes have one size.

    }] # mnemonic # "_c1: there is at least one input. "
    # mnemonic # "_c2: all inputs have one element type, which is a number. "
    # mnemonic # "_c3: axes that meet have one size, or one of them is 1." # more # "\n\n"
    # "    %y = layer." # mnemonic # " %a, %b : (tensor<?x4x3xf32>, tensor<?x3xf32>) -> tensor<?x4x3xf32>";
  let arguments = (ins Variadic<Layer_Tensor>:$inputs);
}

def Layer_AddOp : Layer_MergeOp<"add", "Sum", "inputs[0] + inputs[1] + ..">;
def Layer_SubtractOp : Layer_MergeOp<"subtract", "Difference", "inputs[0] - inputs[1]",
                                     " subtract_c4: there are two inputs.">;
def Layer_MultiplyOp : Layer_MergeOp<"multiply", "Product", "inputs[0] * inputs[1] * ..">;
def Layer_AverageOp : Layer_MergeOp<"average", "Mean", "(inputs[0] + inputs[1] + ..) / number of inputs",
                                    " average_c4: the elements are floating-point.">;
def Layer_MaximumOp : Layer_MergeOp<"maximum", "Largest (NaN if any is NaN)", "max(inputs[0], inputs[1], ..)">;
def Layer_MinimumOp : Layer_MergeOp<"minimum", "Smallest (NaN if any is NaN)", "min(inputs[0], inputs[1], ..)">;

def Layer_ConcatenateOp : Layer_Op<"concatenate", ["mixesSamples"]> {
  let summary = "Inputs one behind the other along an axis.";
  let description = [{
    output[.., i, ..] = the input that holds position i of the joined axis

    concatenate_c1: there is at least one input. concatenate_c2: all inputs have one rank and one element type.
    concatenate_c3: axis is an axis of the inputs; negative counts from the end. concatenate_c4: all other axes have one size.

        %y = layer.concatenate %a, %b {axis = -1 : i64} : (tensor<?x4xf32>, tensor<?x3xf32>) -> tensor<?x7xf32>
  }];
  let arguments = (ins Variadic<Layer_Tensor>:$inputs, DefaultValuedAttr<I64Attr, "-1">:$axis);
}

#endif
