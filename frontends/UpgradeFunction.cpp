// Functions and operators of TensorFlow in functional models of TensorFlow's Keras (TFOpLambda and
// SlicingOpLambda, 2.4 and later), as the operations of keras.ops that mean the same. The table has
// TensorFlow's names and defaults; what a function takes beyond them is refused.
#include "frontends/UpgradeFunction.h"
#include "frontends/KerasConfig.h"
#include "frontends/UpgradeParts.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

using namespace lith::frontends;
using namespace lith::frontends::upgrade;
using llvm::StringRef;

namespace {

/// Changes arguments from TensorFlow's form into Keras's.
using Fix = std::string (*)(Members &arguments);

/// One function, and the operation of keras.ops (or "layers." and Keras's layer) that it is. Its
/// first argument is the operation's first. `call` names those that follow in the operation's call,
/// `config` those that are keys of its config: `name`, `name=Keras's name`, either with `:default`
/// where it is not Keras's (as JSON). Arguments that stand in neither must be null, false or 0,
/// which is what they are when they say nothing.
struct Function {
  StringRef name, operation, call = "", config = "";
  Fix fix = nullptr;
};

void lower(Members &arguments, StringRef key) {
  if (Json *value = arguments.find(key); value && value->asString())
    *value = text(StringRef(*value->asString()).lower());
}

/// "NHWC" is what TensorFlow calls channels_last. Its windows may have a number for each dimension.
std::string fixImages(Members &arguments) {
  if (Json *format = arguments.find("data_format"); format && format->asString())
    *format = text(*format->asString() == "NCHW" ? "channels_first" : "channels_last");
  lower(arguments, "padding");
  auto isOne = [](const Json &json) { return json.asInt() && *json.asInt() == 1; };
  for (StringRef key : {"ksize", "strides"})
    if (Json *sizes = arguments.find(key);
        sizes && sizes->asArray() && sizes->asArray()->size() == 4) {
      const Json::Array &all = *sizes->asArray();
      if (arguments.find("data_format") || !isOne(all[0]) || !isOne(all[3]))
        return key.str() + " must be numbers for the two dimensions of the image";
      *sizes = Json(Json::Array{all[1], all[2]});
    }
  return "";
}

/// Constants are put around in one mode only.
std::string fixPad(Members &arguments) {
  lower(arguments, "mode");
  if (Json *mode = arguments.find("mode");
      mode && mode->asString() && *mode->asString() != "constant")
    arguments.set("constant_values", Json());
  return "";
}

/// Sizes become the positions at which parts begin.
std::string fixSplit(Members &arguments) {
  Json *sizes = arguments.find("num_or_size_splits");
  if (!sizes || !sizes->asArray())
    return "";
  Json::Array positions;
  int64_t position = 0;
  for (const Json &size : *sizes->asArray()) {
    if (!size.asInt() || *size.asInt() < 0 || *size.asInt() > INT32_MAX)
      return "num_or_size_splits must be sizes of parts";
    position += *size.asInt();
    positions.push_back(Json(position));
  }
  // The last one is the end.
  if (!positions.empty())
    positions.pop_back();
  *sizes = Json(std::move(positions));
  return "";
}

/// A factor of at most 1 / sqrt(epsilon) is what Keras asks for as 1 / epsilon.
std::string fixUnitLength(Members &arguments) {
  Json *epsilon = arguments.find("epsilon");
  double square = !epsilon ? 1e-12 : epsilon->asDouble() ? *epsilon->asDouble() : 0.0;
  if (!(square > 0))
    return "epsilon must be positive";
  arguments.set("epsilon", Json(std::sqrt(square)));
  return "";
}

std::string fixNorm(Members &arguments) {
  if (Json *order = arguments.find("ord");
      order && order->asString() && *order->asString() == "euclidean")
    *order = Json();
  return "";
}

std::string fixMatmul(Members &arguments) {
  auto isTurned = [&](StringRef key) {
    Json *value = arguments.find(key);
    bool turned = value && value->asBool() && *value->asBool();
    arguments.erase(key);
    return turned;
  };
  std::string first = isTurned("transpose_a") ? "...ji" : "...ij",
              second = isTurned("transpose_b") ? "...kj" : "...jk";
  arguments.set("subscripts", text(first + "," + second + "->...ik"));
  // A matrix of numbers is one operand, not a list of them.
  if (Json *b = arguments.find("b"); b && b->asArray())
    *b = Json::Object{{"class_name", text("__numpy__")},
                      {"config", Json::Object{{"value", *b}, {"dtype", text("float32")}}}};
  return "";
}

Json slice(Json start, Json stop, Json step) {
  return Json::Object{{"class_name", text("__slice__")},
                      {"config", Json::Object{{"start", std::move(start)},
                                              {"stop", std::move(stop)},
                                              {"step", std::move(step)}}}};
}

std::string fixGetItem(Members &arguments) {
  Json *spec = arguments.find("slice_spec");
  if (!spec)
    return "slice_spec is missing";
  auto fixItem = [](const Json &item) {
    if (classOf(item) == "__ellipsis__")
      return with(item, "config", Json(Json::Object()));
    const Json *start = item.find("start"), *stop = item.find("stop"), *step = item.find("step");
    return start && stop && step ? slice(*start, *stop, *step) : item;
  };
  Json::Array items;
  for (const Json &item : spec->asArray() ? *spec->asArray() : Json::Array{*spec})
    items.push_back(fixItem(item));
  *spec = Json(std::move(items));
  return "";
}

/// tf.slice(x, begin, size) is x[begin:begin + size, ..]; a size of -1 goes to the end.
std::string fixSlice(Members &arguments) {
  Json *begin = arguments.find("begin"), *size = arguments.find("size");
  Json::Array items;
  if (begin && size && begin->asArray() && size->asArray())
    for (auto [from, count] : llvm::zip(*begin->asArray(), *size->asArray())) {
      if (!from.asInt() || !count.asInt() || *from.asInt() < 0 || *from.asInt() > INT32_MAX ||
          *count.asInt() < -1 || *count.asInt() > INT32_MAX)
        return "begin and size must be lists of numbers";
      items.push_back(slice(
          from, *count.asInt() == -1 ? Json() : Json(*from.asInt() + *count.asInt()), Json()));
    }
  if (items.empty() || items.size() != begin->asArray()->size() ||
      items.size() != size->asArray()->size())
    return "begin and size must be lists of numbers, one for each axis";
  arguments.list = {{"slice_spec", Json(std::move(items))}};
  return "";
}

constexpr StringRef axes = "axis keepdims";
constexpr Function functions[] = {
    // Of two.
    {"__operators__.add", "Add", "y"},
    {"math.add", "Add", "y"},
    {"math.subtract", "Subtract", "y"},
    {"math.multiply", "Multiply", "y"},
    {"math.truediv", "Divide", "y"},
    {"math.divide", "Divide", "y"},
    {"math.divide_no_nan", "DivideNoNan", "y"},
    {"math.floordiv", "FloorDivide", "y"},
    {"floor_div", "FloorDivide", "y"},
    {"math.floormod", "Mod", "y"},
    {"math.pow", "Power", "y"},
    {"math.maximum", "Maximum", "y"},
    {"math.minimum", "Minimum", "y"},
    {"math.atan2", "Arctan2", "x"},
    {"math.equal", "Equal", "y"},
    {"math.not_equal", "NotEqual", "y"},
    {"math.greater", "Greater", "y"},
    {"math.greater_equal", "GreaterEqual", "y"},
    {"math.less", "Less", "y"},
    {"math.less_equal", "LessEqual", "y"},
    {"math.logical_and", "LogicalAnd", "y"},
    {"math.logical_or", "LogicalOr", "y"},
    {"math.logical_xor", "LogicalXor", "y"},
    {"nn.bias_add", "Add", "bias"},
    {"where", "Where", "x y"},
    {"math.add_n", "layers.Add"},
    // Of one element.
    {"math.abs", "Absolute"},
    {"math.negative", "Negative"},
    {"math.sign", "Sign"},
    {"math.square", "Square"},
    {"math.sqrt", "Sqrt"},
    {"math.rsqrt", "Rsqrt"},
    {"math.reciprocal", "Reciprocal"},
    {"math.exp", "Exp"},
    {"math.expm1", "Expm1"},
    {"math.log", "Log"},
    {"math.log1p", "Log1p"},
    {"math.sin", "Sin"},
    {"math.cos", "Cos"},
    {"math.tan", "Tan"},
    {"math.asin", "Arcsin"},
    {"math.acos", "Arccos"},
    {"math.atan", "Arctan"},
    {"math.sinh", "Sinh"},
    {"math.cosh", "Cosh"},
    {"math.tanh", "Tanh"},
    {"math.asinh", "Arcsinh"},
    {"math.acosh", "Arccosh"},
    {"math.atanh", "Arctanh"},
    {"math.erf", "Erf"},
    {"math.erfc", "Erfc"},
    {"math.floor", "Floor"},
    {"math.ceil", "Ceil"},
    {"math.round", "Round"},
    {"math.is_nan", "Isnan"},
    {"math.is_inf", "Isinf"},
    {"math.is_finite", "Isfinite"},
    {"math.logical_not", "LogicalNot"},
    {"clip_by_value", "Clip", "", "clip_value_min=x_min clip_value_max=x_max"},
    {"cast", "Cast", "", "dtype"},
    {"identity", "Copy"},
    {"stop_gradient", "StopGradient"},
    {"zeros_like", "ZerosLike", "", "dtype"},
    {"ones_like", "OnesLike", "", "dtype"},
    // Activations.
    {"nn.relu", "Relu"},
    {"nn.relu6", "Relu6"},
    {"nn.leaky_relu", "LeakyRelu", "", "alpha=negative_slope:0.2"},
    {"nn.elu", "Elu"},
    {"nn.selu", "Selu"},
    {"nn.gelu", "Gelu", "", "approximate:false"},
    {"nn.silu", "Silu"},
    {"nn.swish", "Silu"},
    {"math.sigmoid", "Sigmoid"},
    {"math.log_sigmoid", "LogSigmoid"},
    {"math.softplus", "Softplus"},
    {"nn.softsign", "Softsign"},
    {"nn.softmax", "Softmax", "", "axis:-1"},
    {"nn.log_softmax", "LogSoftmax", "", "axis:-1"},
    {"math.l2_normalize", "Normalize", "", "axis epsilon", fixUnitLength},
    // Along axes.
    {"math.reduce_sum", "Sum", "", axes},
    {"math.reduce_prod", "Prod", "", axes},
    {"math.reduce_mean", "Mean", "", axes},
    {"math.reduce_variance", "Var", "", axes},
    {"math.reduce_std", "Std", "", axes},
    {"math.reduce_max", "Max", "", axes},
    {"math.reduce_min", "Min", "", axes},
    {"math.reduce_all", "All", "", axes},
    {"math.reduce_any", "Any", "", axes},
    {"math.reduce_logsumexp", "Logsumexp", "", axes},
    {"norm", "Norm", "", "ord axis keepdims", fixNorm},
    {"math.argmax", "Argmax", "", "axis:0"},
    {"math.argmin", "Argmin", "", "axis:0"},
    {"math.cumsum", "Cumsum", "", "axis:0"},
    {"math.cumprod", "Cumprod", "", "axis:0"},
    {"math.top_k", "TopK", "", "k:1 sorted:true"},
    {"sort", "Sort", "", "axis:-1"},
    {"argsort", "Argsort", "", "axis:-1"},
    // Shapes.
    {"reshape", "Reshape", "", "shape=newshape"},
    {"transpose", "Transpose", "", "perm=axes"},
    {"expand_dims", "ExpandDims", "", "axis"},
    {"squeeze", "Squeeze", "", "axis"},
    {"tile", "Tile", "", "multiples=repeats"},
    {"repeat", "Repeat", "", "repeats axis"},
    {"reverse", "Flip", "", "axis"},
    {"pad", "Pad", "constant_values", "paddings=pad_width mode", fixPad},
    {"keras.backend.batch_flatten", "layers.Flatten"},
    {"slice", "GetItem", "slice_spec", "", fixSlice},
    {"__operators__.getitem", "GetItem", "slice_spec", "", fixGetItem},
    {"concat", "Concatenate", "", "axis"},
    {"stack", "Stack", "", "axis:0"},
    {"unstack", "Unstack", "", "num axis:0"},
    {"split", "Split", "", "num_or_size_splits=indices_or_sections axis:0", fixSplit},
    {"gather", "Take", "indices", "axis:0"},
    {"one_hot", "OneHot", "", "depth=num_classes axis:-1 dtype"},
    // Products, windows, images.
    {"linalg.matmul", "Einsum", "b", "subscripts", fixMatmul},
    {"tensordot", "Tensordot", "b", "axes"},
    {"nn.avg_pool2d", "AveragePool", "", "ksize=pool_size strides padding data_format", fixImages},
    {"nn.max_pool2d", "MaxPool", "", "ksize=pool_size strides padding data_format", fixImages},
    {"nn.depth_to_space", "DepthToSpace", "", "block_size data_format", fixImages},
    {"nn.space_to_depth", "SpaceToDepth", "", "block_size data_format", fixImages},
    {"image.resize", "Resize", "", "size method=interpolation:\"bilinear\" antialias"},
};

/// One word of `call` or `config`.
struct Parameter {
  explicit Parameter(StringRef word) {
    auto [names, value] = word.split(':');
    std::tie(from, to) = names.split('=');
    to = to.empty() ? from : to;
    fallback = value;
  }
  StringRef from, to, fallback;
};

std::vector<Parameter> parametersOf(StringRef words) {
  std::vector<Parameter> found;
  for (StringRef word : llvm::split(words, ' '))
    if (!word.empty())
      found.emplace_back(word);
  return found;
}

/// Whether an argument that the operation does not know changes nothing.
bool saysNothing(const Json::Member &argument) {
  const auto &[key, value] = argument;
  return key == "name" || value.isNull() || (value.asBool() && !*value.asBool()) ||
         (value.asInt() && *value.asInt() == 0) ||
         (key == "beta" && value.asDouble() && *value.asDouble() == 1.0); // of silu
}

/// Why a function that is not in the table is refused.
std::string adviseOn(StringRef function) {
  if (function == "shape")
    return "tells sizes as tensors, which only tf.reshape takes, and one of them beside numbers "
           "(or the "
           "batch of what it reshapes): use the numbers of x.shape instead";
  if (function == "einsum")
    return "is called with operands that the file does not hold: use tf.linalg.matmul or "
           "EinsumDense";
  if (function == "nn.dropout")
    return "drops at inference, too: use the layer Dropout";
  return "is a function of TensorFlow that has no equal here: use a layer for it, or build the "
         "model with "
         "Keras 3 and keras.ops";
}

/// The same entry, to be refused with the reason.
Json refused(const Json &entry, const llvm::Twine &reason) {
  return with(entry, refusalKey, text(reason.str()));
}

} // namespace

StringRef upgrade::functionOf(const Json &entry) {
  StringRef name = classOf(entry);
  const Json *config = entry.find("config"),
             *function = config ? config->find("function") : nullptr;
  if ((name != "TFOpLambda" && name != "SlicingOpLambda") || !function || !function->asString())
    return "";
  StringRef found = *function->asString();
  found.consume_front("compat.v1.");
  return found;
}

Json upgrade::upgradeFunction(const Json &entry, Json::Array calls) {
  StringRef name = functionOf(entry);
  Json kept = with(entry, "inbound_nodes", Json(calls));
  const auto *function =
      llvm::find_if(functions, [&](const Function &f) { return f.name == name; });
  if (function == std::end(functions))
    return refused(kept, "tf." + name + " " + adviseOn(name));
  if (calls.size() != 1)
    return refused(kept, "tf." + name + " is called " + llvm::Twine(calls.size()) +
                             " times by one layer, which is not supported: call the function anew");
  Json::Array args = *calls.front().find("args")->asArray();
  Members arguments{*calls.front().find("kwargs")->asObject()};
  if (std::string wrong = function->fix ? function->fix(arguments) : ""; !wrong.empty())
    return refused(kept, "tf." + name + ": " + wrong);
  Json layerName = text(nameOf(entry));
  Json::Object config{{"name", layerName}};
  auto take = [&](StringRef from) {
    Json *value = arguments.find(from);
    Json taken = value ? std::move(*value) : Json();
    arguments.erase(from);
    return taken;
  };
  for (const Parameter &parameter : parametersOf(function->call))
    args.push_back(take(parameter.from));
  while (args.size() > 1 && args.back().isNull())
    args.pop_back();
  for (const Parameter &parameter : parametersOf(function->config)) {
    Json value = take(parameter.from);
    if (value.isNull() && !parameter.fallback.empty())
      value = llvm::cantFail(parseJson(parameter.fallback, name));
    if (!value.isNull())
      config.emplace_back(parameter.to.str(), std::move(value));
  }
  for (const Json::Member &rest : arguments.list)
    if (!saysNothing(rest))
      return refused(kept, "tf." + name + " with " + rest.first + " = " + rest.second.text(60) +
                               " is not supported");
  Json::Array nodes{Json::Object{{"args", std::move(args)}, {"kwargs", Json::Object()}}};
  StringRef operation = function->operation;
  bool isLayer = operation.consume_front("layers.");
  return Json::Object{{"module", text(isLayer ? "keras.layers" : "keras.src.ops")},
                      {"class_name", text(operation)},
                      {"config", std::move(config)},
                      {"registered_name", text(operation)},
                      {"name", std::move(layerName)},
                      {"inbound_nodes", std::move(nodes)}};
}
