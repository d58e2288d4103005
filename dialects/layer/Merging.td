// Merging layers: https://keras.io/api/layers/merging_layers/
#ifndef LITH_LAYER_MERGING_TD
#define LITH_LAYER_MERGING_TD

include "dialects/layer/LayerBase.td"

/// A merge of elements that meet by Keras's broadcasting: inputs of lower rank get axes of size 1 behind the batch until all ranks
/// are equal; then an axis of size 1 stretches to its partners'.
class Layer_MergeOp<string mnemonic, string what, string formula, string more = "", list<string> ownMethods = [],
                    list<Trait> traits = []>
    : Layer_Op<mnemonic, ownMethods, traits> {
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
                                    " average_c4: the elements are floating-point.", [], [Layer_MakesFloats]>;
def Layer_MaximumOp : Layer_MergeOp<"maximum", "Largest (NaN if any is NaN)", "max(inputs[0], inputs[1], ..)">;
def Layer_MinimumOp : Layer_MergeOp<"minimum", "Smallest (NaN if any is NaN)", "min(inputs[0], inputs[1], ..)">;

def Layer_CustomScaleLayerOp : Layer_MergeOp<"custom_scale_layer", "Sum with a scaled second input (keras.applications)",
                                             "inputs[0] + inputs[1] * scale",
                                             " custom_scale_layer_c4: there are two inputs with floating-point elements.",
                                             ["getKerasModule"]> {
  let arguments = (ins Variadic<Layer_Tensor>:$inputs, F64Attr:$scale);
}

def Layer_DotOp : Layer_Op<"dot"> {
  let summary = "Products of two tensors, sample by sample, summed along an axis of each.";
  let description = [{
    output[b, i.., j..] = sum_k inputs[0][b, i.., k, ..] * inputs[1][b, j.., k, ..], with k at axes[0] of the first and axes[1] of the second

    One axis stands for both. With normalize, inputs[n] is x * min(1 / sqrt(sum of x^2 along its axis), 1e7) first. Two matrices give
    (B, 1).

    dot_c1: there are two inputs of rank 2 or more with one floating-point element type. dot_c2: axes holds one axis or two, each of its
    input and not the batch. dot_c3: the batches agree, and so do the sizes at axes.

        %y = layer.dot %a, %b {axes = array<i64: 2>} : (tensor<?x4x8xf32>, tensor<?x5x8xf32>) -> tensor<?x4x5xf32>
  }];
  let arguments = (ins Variadic<Layer_Tensor>:$inputs, DenseI64ArrayAttr:$axes, DefaultValuedAttr<BoolAttr, "false">:$normalize);
}

def Layer_ConcatenateOp : Layer_Op<"concatenate", ["mixesSamples"], [Layer_MovesElements]> {
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
