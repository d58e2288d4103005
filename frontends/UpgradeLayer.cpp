// Layers of Keras 1 and 2: classes and keys of their configs by the names that Keras 3 gives them.
// The tables hold what was renamed, nothing else; Keras 2 accepted the names of Keras 1 by the same
// rules (its legacy interfaces).
#include "frontends/KerasConfig.h"
#include "frontends/UpgradeConfig.h"
#include "frontends/UpgradeParts.h"

#include "llvm/ADT/STLExtras.h"

using namespace lith::frontends;
using namespace lith::frontends::upgrade;
using llvm::Expected;
using llvm::StringRef;

namespace {

struct Renamed {
  StringRef from, to;
};

// Classes that were renamed, or that differ from another one in training only.
constexpr Renamed classes[] = {
    // Keras 1.
    {"AtrousConvolution1D", "Conv1D"},
    {"AtrousConvolution2D", "Conv2D"},
    {"Convolution1D", "Conv1D"},
    {"Convolution2D", "Conv2D"},
    {"Convolution3D", "Conv3D"},
    {"Deconvolution2D", "Conv2DTranspose"},
    {"SeparableConvolution2D", "SeparableConv2D"},
    {"TimeDistributedDense", "Dense"},
    // Names that TensorFlow's Keras used for a while.
    {"BatchNormalizationV1", "BatchNormalization"},
    {"BatchNormalizationV2", "BatchNormalization"},
    {"SyncBatchNormalization", "BatchNormalization"},
    {"GRUV1", "GRU"},
    {"GRUV2", "GRU"},
    {"LSTMV1", "LSTM"},
    {"LSTMV2", "LSTM"},
    {"UnifiedGRU", "GRU"},
    {"UnifiedLSTM", "LSTM"},
};

// Keys of Keras 1 that were renamed in every layer that had them.
constexpr Renamed keras1Keys[] = {
    {"atrous_rate", "dilation_rate"},
    {"b_constraint", "bias_constraint"},
    {"b_regularizer", "bias_regularizer"},
    {"beta_init", "beta_initializer"},
    {"bias", "use_bias"},
    {"border_mode", "padding"},
    {"consume_less", "implementation"},
    {"dim_ordering", "data_format"},
    {"dropout_U", "recurrent_dropout"},
    {"dropout_W", "dropout"},
    {"filter_length", "kernel_size"},
    {"forget_bias_init", "unit_forget_bias"},
    {"gamma_init", "gamma_initializer"},
    {"inner_activation", "recurrent_activation"},
    {"inner_init", "recurrent_initializer"},
    {"length", "size"},
    {"nb_filter", "filters"},
    {"p", "rate"},
    {"pool_length", "pool_size"},
    {"sigma", "stddev"},
    {"stride", "strides"},
    {"subsample", "strides"},
    {"subsample_length", "strides"},
    {"U_regularizer", "recurrent_regularizer"},
};

// Merge of Keras 1 -> a layer for each mode.
constexpr Renamed mergeModes[] = {{"ave", "Average"}, {"concat", "Concatenate"}, {"dot", "Dot"},
                                  {"max", "Maximum"}, {"mul", "Multiply"},       {"sum", "Add"}};

// Functions that mean something else in Keras 3, or were saved under a name of TensorFlow's.
constexpr Renamed activations[] = {{"hard_sigmoid", "keras2_hard_sigmoid"},
                                   {"softmax_v2", "softmax"}};

StringRef rename(llvm::ArrayRef<Renamed> names, StringRef from) {
  for (const Renamed &name : names)
    if (name.from == from)
      return name.to;
  return from;
}

} // namespace

/// `Merge(mode=...)` becomes the layer of that mode; a mode without one leaves the class alone, to
/// be refused by its name.
static void upgradeMerge(std::string &className, Members &config) {
  Json *mode = config.find("mode");
  if (!mode || !mode->asString())
    return;
  StringRef layer = rename(mergeModes, *mode->asString());
  if (layer == *mode->asString())
    return;
  className = layer.str();
  config.rename("concat_axis", "axis");
  config.rename("dot_axes", "axes");
  if (className != "Concatenate")
    config.erase("axis");
  if (className != "Dot")
    config.erase("axes");
  for (StringRef key : {"mode", "mode_type", "output_shape", "output_shape_type", "output_mask",
                        "output_mask_type", "arguments", "node_indices", "tensor_indices"})
    config.erase(key);
}

/// [top, bottom, left, right], or a dict of these, as pairs.
static void upgradePadding(Members &config, StringRef key) {
  Json *padding = config.find(key);
  if (!padding)
    return;
  Json::Array sides;
  if (padding->asObject())
    for (StringRef side : {"top_pad", "bottom_pad", "left_pad", "right_pad"}) {
      const Json *value = padding->find(side);
      sides.push_back(value ? *value : Json(int64_t(0)));
    }
  else if (const Json::Array *items = padding->asArray(); items && items->size() == 4)
    sides = *items;
  if (sides.size() == 4)
    *padding = Json::Array{Json::Array{sides[0], sides[1]}, Json::Array{sides[2], sides[3]}};
}

/// The numbers of a list; none where it is no list of numbers.
static std::vector<int64_t> integers(const Json *json) {
  std::vector<int64_t> numbers;
  for (const Json &item : json && json->asArray() ? *json->asArray() : Json::Array())
    numbers.push_back(item.asInt() ? *item.asInt() : -1);
  return numbers;
}

/// Whether the output shape that a transposed convolution of Keras 1 was given is the one that
/// later versions work out from the input.
static bool isUsualOutput(Members &config) {
  std::vector<int64_t> shape = integers(config.find("output_shape")),
                       kernel = integers(config.find("kernel_size")),
                       strides = integers(config.find("strides"));
  const Json *format = config.find("data_format"), *padding = config.find("padding");
  if (shape.size() != 4 || kernel.size() != 2 || strides.size() != 2 || !format || !padding ||
      !format->asString() || !padding->asString())
    return false;
  unsigned first = *format->asString() == "channels_first" ? 2 : 1;
  for (unsigned i = 0; i < 2; ++i) {
    int64_t extent = shape[first + i];
    // What stands over at the end of the last window.
    bool isWhole = *padding->asString() == "same" || kernel[i] < strides[i];
    if (extent <= 0 || strides[i] <= 0 || (extent - (isWhole ? 0 : kernel[i])) % strides[i])
      return false;
  }
  return true;
}

static void upgradeKeras1(std::string &className, Members &config) {
  if (className == "Merge")
    upgradeMerge(className, config);
  bool isEmbedding = className == "Embedding", isPRelu = className == "PReLU";
  StringRef variable = isEmbedding ? "embeddings" : isPRelu ? "alpha" : "kernel";
  config.rename("init", (variable + "_initializer").str());
  config.rename("W_regularizer", (variable + "_regularizer").str());
  config.rename("W_constraint", (variable + "_constraint").str());
  for (const Renamed &key : keras1Keys)
    config.rename(key.from, key.to);
  if (isEmbedding) {
    config.erase("dropout"); // acts in training only
  } else {
    config.rename("output_dim", "units");
    config.erase("input_dim");
  }
  if (isPRelu)
    config.erase("weights");
  config.gather({"nb_row", "nb_col"}, "kernel_size");
  config.gather({"kernel_dim1", "kernel_dim2", "kernel_dim3"}, "kernel_size");
  if (className == "ZeroPadding2D")
    upgradePadding(config, "padding");
  if (Json *mode = config.find("mode"); mode && mode->asInt() && *mode->asInt() == 0)
    config.erase("mode"); // BatchNormalization; the other modes are refused as a key unknown
  if (Json *format = config.find("data_format"); format && format->asString())
    *format = text(*format->asString() == "th"   ? "channels_first"
                   : *format->asString() == "tf" ? "channels_last"
                                                 : *format->asString());
  // Where the shape is another one, the key stays, to be refused by its name.
  if (className == "Conv2DTranspose" && isUsualOutput(config))
    config.erase("output_shape");
  config.erase("input_dtype");
  config.erase("create_input_layer");
}

/// An activation by its name, as a serialized function, or as a layer.
static Expected<Json> upgradeActivation(const JsonRef &activation, StringRef kerasVersion) {
  if (const std::string *name = activation.json().asString())
    return text(rename(activations, *name));
  const Json *config = activation.json().find("config");
  if (config && config->asString()) // a function; its class and module say no more
    return text(rename(activations, *config->asString()));
  if (config && config->asObject())
    return upgradeLayer(activation, kerasVersion);
  return activation.json();
}

/// Layers within a layer: what wrappers wrap, cells, activations.
static llvm::Error upgradeInner(const JsonRef &config, Members &members, StringRef kerasVersion) {
  for (auto &[key, value] : members.list) {
    JsonRef ref(value, config.where().str() + "." + key);
    Expected<Json> upgraded = Json();
    if (key == "activation" || key == "recurrent_activation")
      upgraded = upgradeActivation(ref, kerasVersion);
    else if ((key == "layer" || key == "forward_layer" || key == "backward_layer" ||
              key == "cell") &&
             value.find("class_name"))
      upgraded = upgradeEntry(ref, kerasVersion);
    else if (key == "cells" && value.asArray()) {
      Json::Array cells;
      for (const JsonRef &cell : llvm::cantFail(ref.items())) {
        Expected<Json> one = upgradeLayer(cell, kerasVersion);
        if (!one)
          return one.takeError();
        cells.push_back(std::move(*one));
      }
      upgraded = Json(std::move(cells));
    } else
      continue;
    if (!upgraded)
      return upgraded.takeError();
    value = std::move(*upgraded);
  }
  return llvm::Error::success();
}

/// The entry of an input: "batch_shape" is what was "batch_input_shape".
static void upgradeInput(Members &config) {
  config.rename("batch_input_shape", "batch_shape");
  if (Json *dtype = config.find("input_dtype"))
    config.set("dtype", *dtype);
  config.erase("input_dtype");
}

/// Whether this is the Keras of several backends, which ended with 2.3; TensorFlow's wrote "-tf",
/// or 2.4 and later.
static bool isMultiBackend(StringRef kerasVersion) {
  auto [major, rest] = kerasVersion.split('.');
  unsigned minor;
  bool isKnown = !rest.split('.').first.getAsInteger(10, minor);
  return !kerasVersion.contains("-tf") && (major == "1" || (major == "2" && isKnown && minor <= 3));
}

/// A dtype of integers does not always say what a layer computes in. In the Keras of several
/// backends it was that of the input that the layer began the model with, Embedding(..,
/// dtype="int32"); TensorFlow's Discretization has that of the numbers of bins, which it makes of
/// floats.
static void dropForeignDType(StringRef className, StringRef kerasVersion, Members &config) {
  const Json *dtype = config.find("dtype"), *mode = config.find("output_mode");
  bool numbersBins =
      className == "Discretization" && (!mode || (mode->asString() && *mode->asString() == "int"));
  if ((isMultiBackend(kerasVersion) || numbersBins) && dtype && dtype->asString() &&
      !StringRef(*dtype->asString()).contains("float"))
    config.erase("dtype");
}

/// Why a layer meant something else then that has no name today; empty where it did not.
static std::string findRefusal(StringRef className, Members &members, StringRef kerasVersion) {
  const Json *interpolation = members.find("interpolation");
  bool isBilinear =
      interpolation && interpolation->asString() && *interpolation->asString() == "bilinear";
  if (className == "UpSampling2D" && isBilinear && isMultiBackend(kerasVersion))
    return ("bilinear up-sampling of Keras " + kerasVersion +
            " took its samples from the corners of pixels, not from their centres; this is not "
            "supported: up-sample with \"nearest\", or load and save the model with Keras 3 if its "
            "centres are meant")
        .str();
  return "";
}

Expected<Json> lith::frontends::upgradeLayer(const JsonRef &entry, StringRef kerasVersion) {
  Expected<StringRef> classText = entry.getString("class_name");
  if (!classText)
    return classText.takeError();
  Expected<JsonRef> config = entry.get("config");
  if (!config)
    return config.takeError();
  if (!config->json().asObject())
    return config->error("expected an object with the layer's arguments");
  std::string className = rename(classes, *classText).str(), refusal;
  Members members{*config->json().asObject()};
  if (!isBeforeKeras3(kerasVersion)) {
    className = classText->str(); // only modules are missing
  } else if (className == "InputLayer") {
    upgradeInput(members);
  } else {
    if (kerasVersion.starts_with("1"))
      upgradeKeras1(className, members);
    dropForeignDType(className, kerasVersion, members);
    refusal = findRefusal(className, members, kerasVersion);
    // The graph says what these say.
    for (StringRef key : {"batch_input_shape", "input_length"})
      members.erase(key);
    if (llvm::Error failed = upgradeInner(*config, members, kerasVersion))
      return std::move(failed);
  }
  Members upgraded{*entry.json().asObject()};
  upgraded.set("class_name", text(className));
  upgraded.set("config", std::move(members.list));
  if (!refusal.empty())
    upgraded.set(refusalKey, text(refusal));
  // A class of its author's was registered as "package>name".
  if (StringRef(className).contains('>'))
    upgraded.set("registered_name", text(className));
  else if (!upgraded.find("module"))
    upgraded.set("module", text("keras.layers"));
  return Json(std::move(upgraded.list));
}
