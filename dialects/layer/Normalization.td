// Normalization layers: https://keras.io/api/layers/normalization_layers/
#ifndef LITH_LAYER_NORMALIZATION_TD
#define LITH_LAYER_NORMALIZATION_TD

include "dialects/layer/LayerBase.td"

def Layer_BatchNormalizationOp : Layer_Op<"batch_normalization", ["getVariables"], [Layer_KeepsVariables, Layer_TakesIntegers]> {
  let summary = "Scales and shifts along one axis with the statistics kept from training.";
  let description = [{
    output = input * s + t along axis, with s = gamma / sqrt(moving_variance + epsilon) and t = beta - moving_mean * s

    gamma is 1 without scale, beta 0 without center. Variables: gamma (with scale), beta (with center), moving_mean,
    moving_variance, and with renorm moving_stddev, renorm_mean and renorm_stddev, which inference does not read.

    batch_normalization_c1: input has float elements. batch_normalization_c2: axis is one number (Keras 2 may write a list of it)
    in [-rank, rank). batch_normalization_c3: the dimension of input at axis is known.

        %y = layer.batch_normalization %x, %gamma, %beta, %mean, %variance {axis = array<i64: 3>, epsilon = 1.0e-05 : f64}
           : (tensor<?x8x8x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<?x8x8x3xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$input, Variadic<Layer_Tensor>:$variables, Layer_DefaultI64s<"{-1}">:$axis,
    DefaultValuedAttr<F64Attr, "1.0e-3">:$epsilon, DefaultValuedAttr<BoolAttr, "true">:$center,
    DefaultValuedAttr<BoolAttr, "true">:$scale, DefaultValuedAttr<BoolAttr, "false">:$renorm);
  let extraClassDeclaration = [{
    /// The dimension of input that is normalised.
    unsigned getDimension();
    /// The vectors s and t of the formula, computed from the variables alone.
    std::pair<::mlir::Value, ::mlir::Value> createScaleAndShift(::mlir::OpBuilder &builder);
  }];
}

def Layer_LayerNormalizationOp : Layer_Op<"layer_normalization", ["getVariables", "mixesSamples"], [Layer_KeepsInputs, Layer_KeepsVariables]> {
  let summary = "Shifts and scales each sample to mean 0 and variance 1 along some axes.";
  let description = [{
    output = input * s + t, with s = gamma / sqrt(variance + epsilon) and t = beta - mean * s; mean and variance are of the input along axis

    gamma is 1 without scale, beta 0 without center. With rms_scaling (deprecated in Keras) output = input * gamma / sqrt(variance +
    epsilon), with gamma and without beta whatever scale and center are.

    layer_normalization_c1: input has float elements. layer_normalization_c2: axis holds different dimensions of input, which are in order
    both as they are written and from the front (Keras sorts them as they are written). layer_normalization_c3: their sizes are known.

        %y = layer.layer_normalization %x, %gamma, %beta {axis = array<i64: -1>}
           : (tensor<?x4x8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<?x4x8xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$input, Variadic<Layer_Tensor>:$variables, Layer_DefaultI64s<"{-1}">:$axis,
    DefaultValuedAttr<F64Attr, "1.0e-3">:$epsilon, DefaultValuedAttr<BoolAttr, "true">:$center,
    DefaultValuedAttr<BoolAttr, "true">:$scale, DefaultValuedAttr<BoolAttr, "false">:$rms_scaling);
}

def Layer_GroupNormalizationOp : Layer_Op<"group_normalization", ["getVariables"], [Layer_KeepsInputs, Layer_KeepsVariables]> {
  let summary = "Shifts and scales groups of channels of each sample to mean 0 and variance 1.";
  let description = [{
    output = input * s + t along axis, with s = gamma / sqrt(variance + epsilon) and t = beta - mean * s; mean and variance are those of a
    group: channels that stand side by side, over all dimensions but the batch

    groups = -1 makes each channel a group. gamma is 1 without scale, beta 0 without center.

    group_normalization_c1: input has float elements. group_normalization_c2: axis is a dimension of input behind the batch, of known size.
    group_normalization_c3: groups is -1 or divides that size.

        %y = layer.group_normalization %x, %gamma, %beta {groups = 2 : i64}
           : (tensor<?x4x8xf32>, tensor<8xf32>, tensor<8xf32>) -> tensor<?x4x8xf32>
  }];
  let arguments = (ins
    Layer_Tensor:$input, Variadic<Layer_Tensor>:$variables, DefaultValuedAttr<I64Attr, "32">:$groups,
    DefaultValuedAttr<I64Attr, "-1">:$axis, DefaultValuedAttr<F64Attr, "1.0e-3">:$epsilon,
    DefaultValuedAttr<BoolAttr, "true">:$center, DefaultValuedAttr<BoolAttr, "true">:$scale);
}

def Layer_RMSNormalizationOp : Layer_Op<"rms_normalization", ["getVariables", "mixesSamples"]> {
  let summary = "Scales each sample to root mean square 1 along some axes.";
  let description = [{
    output = input / sqrt(mean of input^2 along axis + epsilon) * scale

    scale has the sizes at axis and aligns with the last dimensions of input as in NumPy, even where axis holds others, as in Keras.

    rms_normalization_c1: input has float elements. rms_normalization_c2: axis holds different dimensions of input.
    rms_normalization_c3: their sizes are known, and scale broadcasts to the last dimensions of input.

        %y = layer.rms_normalization %x, %scale : (tensor<?x4x8xf32>, tensor<8xf32>) -> tensor<?x4x8xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, Layer_Tensor:$scale, Layer_DefaultI64s<"{-1}">:$axis,
                       DefaultValuedAttr<F64Attr, "1.0e-6">:$epsilon);
}

def Layer_LayerScaleOp : Layer_Op<"layer_scale", ["getKerasModule", "getVariables"]> {
  let summary = "Scales each channel (keras.applications).";
  let description = [{
    output[.., c] = input[.., c] * gamma[c]

    gamma has projection_dim elements; where that is 1, it scales all channels. init_values is what gamma starts from.

    layer_scale_c1: input has float elements. layer_scale_c2: projection_dim is the size of the input's last dimension, or 1.

        %y = layer.layer_scale %x, %gamma {init_values = 1.0e-6 : f64, projection_dim = 8 : i64}
           : (tensor<?x4x8xf32>, tensor<8xf32>) -> tensor<?x4x8xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, Layer_Tensor:$gamma, F64Attr:$init_values, I64Attr:$projection_dim);
}

def Layer_UnitNormalizationOp : Layer_Op<"unit_normalization", ["mixesSamples"]> {
  let summary = "Scales each sample to length 1 along some axes.";
  let description = [{
    output = input * min(1 / sqrt(sum of input^2 along axis), 1e12)

    unit_normalization_c1: input has float elements. unit_normalization_c2: axis holds different dimensions of input.

        %y = layer.unit_normalization %x : (tensor<?x8xf32>) -> tensor<?x8xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, Layer_DefaultI64s<"{-1}">:$axis);
}

def Layer_SpectralNormalizationOp : Layer_Op<"spectral_normalization", ["getVariables", "isChildAtInference"]> {
  let summary = "The layer that it owns, whose kernel training divides by its largest singular value.";
  let description = [{
    output = layer(input), in the element type of input (casts_result; Keras 2 leaves it as it is)

    The kernel that is saved has been divided already. kernel is the layer's own (its `kernel`, or `embeddings`), which files hold at both
    places. vector_u [1, last dimension of kernel] is where the next step of training begins; power_iterations are those of one step.

    spectral_normalization_c1: the layer has a kernel or embeddings, and gives one result. spectral_normalization_c2: power_iterations is
    positive.

        %y = layer.spectral_normalization %x, %w, %u : (tensor<?x4xf32>, tensor<4x3xf32>, tensor<1x3xf32>) -> tensor<?x3xf32> {
        ^bb0(%a: tensor<?x4xf32>):
          %d = layer.dense %a, %w, %b {units = 3} : (tensor<?x4xf32>, tensor<4x3xf32>, tensor<3xf32>) -> tensor<?x3xf32>
          layer.yield %d : tensor<?x3xf32>
        }
  }];
  let arguments = (ins Layer_Tensor:$input, Layer_Tensor:$kernel, Layer_Tensor:$vector_u,
                       DefaultValuedAttr<I64Attr, "1">:$power_iterations, DefaultValuedAttr<BoolAttr, "true">:$casts_result);
  let regions = (region SizedRegion<1>:$layer);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results) regions";
}

#endif
