// Regularization layers: https://keras.io/api/layers/regularization_layers/
// All of them act in training only; what they would do there is kept as attributes.
#ifndef LITH_LAYER_REGULARIZATION_TD
#define LITH_LAYER_REGULARIZATION_TD

include "dialects/layer/LayerBase.td"

/// A layer that does nothing unless it is training. The op says its config keys and its constraints.
class Layer_TrainingOp<string mnemonic, list<string> ownMethods = []>
    : Layer_Op<mnemonic, ["isIdentityAtInference"] # ownMethods> {
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::lower(::mlir::OpBuilder &, ::llvm::SmallVectorImpl<::mlir::Value> &results) {
      results.push_back(getInput());
      return ::mlir::success();
    }
    bool $cppClass::isIdentityAtInference() { return true; }
  }];
}

class Layer_DropoutLikeOp<string mnemonic> : Layer_TrainingOp<mnemonic> {
  let arguments = (ins Layer_Tensor:$input, F64Attr:$rate);
}

def Layer_DropoutOp : Layer_DropoutLikeOp<"dropout"> {
  let summary = "In training, sets a share of the elements to zero.";
  let description = [{
    output = input

    dropout_c1: rate is in [0, 1].

        %y = layer.dropout %x {rate = 0.5 : f64} : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
}

class Layer_SpatialDropoutOp<string rank, string type> : Layer_DropoutLikeOp<"spatial_dropout" # rank # "d"> {
  let summary = "In training, sets whole channels to zero.";
  let description = "output = input\n\n"
    # "spatial_dropout" # rank # "d_c1: rate is in [0, 1]. "
    # "spatial_dropout" # rank # "d_c2: input has " # rank # " spatial dimensions between batch and channels.\n\n"
    # "    %y = layer.spatial_dropout" # rank # "d %x {rate = 0.5 : f64} : (" # type # ") -> " # type;
}
def Layer_SpatialDropout1DOp : Layer_SpatialDropoutOp<"1", "tensor<?x8x4xf32>">;
def Layer_SpatialDropout2DOp : Layer_SpatialDropoutOp<"2", "tensor<?x8x8x4xf32>">;
def Layer_SpatialDropout3DOp : Layer_SpatialDropoutOp<"3", "tensor<?x8x8x8x4xf32>">;

def Layer_AlphaDropoutOp : Layer_DropoutLikeOp<"alpha_dropout"> {
  let summary = "In training, drops elements and keeps mean and variance.";
  let description = [{
    output = input

    alpha_dropout_c1: rate is in [0, 1].

        %y = layer.alpha_dropout %x {rate = 0.5 : f64} : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
}

def Layer_GaussianDropoutOp : Layer_DropoutLikeOp<"gaussian_dropout"> {
  let summary = "In training, multiplies with noise around one.";
  let description = [{
    output = input

    gaussian_dropout_c1: rate is in [0, 1].

        %y = layer.gaussian_dropout %x {rate = 0.5 : f64} : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
}

def Layer_GaussianNoiseOp : Layer_TrainingOp<"gaussian_noise"> {
  let summary = "In training, adds noise.";
  let description = [{
    output = input

    gaussian_noise_c1: stddev is not negative.

        %y = layer.gaussian_noise %x {stddev = 0.1 : f64} : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, F64Attr:$stddev);
}

def Layer_StochasticDepthOp : Layer_TrainingOp<"stochastic_depth", ["getKerasModule"]> {
  let summary = "In training, drops a whole branch for some samples (keras.applications).";
  let description = [{
    output = input

    stochastic_depth_c1: drop_path_rate is in [0, 1].

        %y = layer.stochastic_depth %x {drop_path_rate = 0.1 : f64} : (tensor<?x8x8x4xf32>) -> tensor<?x8x8x4xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, F64Attr:$drop_path_rate);
}

def Layer_ActivityRegularizationOp : Layer_TrainingOp<"activity_regularization"> {
  let summary = "In training, adds the size of its input to the loss.";
  let description = [{
    output = input

        %y = layer.activity_regularization %x {l2 = 0.01 : f64} : (tensor<?x10xf32>) -> tensor<?x10xf32>
  }];
  let arguments = (ins Layer_Tensor:$input, DefaultValuedAttr<F64Attr, "0.0">:$l1, DefaultValuedAttr<F64Attr, "0.0">:$l2);
}

#endif
