// The config pool: what any of the files that Keras writes says about a model, in one spelling and
// as a graph. Readers fill these structs; Import turns them into layer IR. A Sequential is a chain
// of calls here, with its input made explicit.
#ifndef LITH_FRONTENDS_CONFIG_H
#define LITH_FRONTENDS_CONFIG_H

#include "frontends/Json.h"
#include "frontends/WeightFile.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lith::frontends {

/// Output `index` of call number `node` of a layer.
struct TensorRef {
  std::string layer;
  unsigned node = 0;
  unsigned index = 0;
};

/// What a layer is called with: a tensor, a constant, or lists and dicts of these.
struct Argument {
  enum class Kind { Tensor, Constant, List, Dict };
  Kind kind = Kind::Constant;
  TensorRef tensor;
  Json constant;
  std::vector<Argument> items;
  std::vector<std::string> keys; // of a dict, one for each item
};

/// One call of a layer. Its number among the layer's calls is Keras's node index.
struct Call {
  std::vector<Argument> args;
  std::vector<std::pair<std::string, Argument>> kwargs;
  std::string where; // for messages
};

/// The inputs or outputs of a model: one tensor, a list of them, or lists and dicts of any depth,
/// flattened as Keras does it (dicts in the order of their sorted keys).
struct Structure {
  enum class Kind { Single, List, Dict };
  Kind kind = Kind::Single; // Dict where there is a dict at any depth
  std::vector<TensorRef> tensors;
  /// Of a Dict, one for each tensor: keys and list positions on the way to it, joined by '/'.
  std::vector<std::string> names;
  /// The lists and dicts with the position in `tensors` in the place of each tensor: {"a": 0, "b":
  /// [1, 2]}; null where they are no more than `kind` says.
  Json nesting;
};

struct Model;

struct Layer {
  std::string name;
  std::string className;
  std::string module;         // "keras.layers" for Keras's own
  std::string registeredName; // of a custom class, else empty
  Json config;
  Json buildConfig;
  std::shared_ptr<Model> model; // set where the layer is a nested Sequential or Functional
  std::vector<Call> calls;      // an InputLayer has none, and yet node 0
  std::string where;            // its place in the file, for messages
  /// Why an older version's layer has no equal today; empty where it has one.
  std::string refusal;
  /// Keras's id of an object that stands in the file more than once.
  std::optional<int64_t> sharedId;
  /// The layers that stand in its config: what a wrapper wraps, an activation that is a layer.
  /// Their owner calls them, so they have no calls here.
  std::vector<Layer> children;
  std::string key; // of a child: the key of its owner's config that holds it

  /// A function of keras.ops, such as `x + 1`, which a Functional model lists among its layers.
  bool isOperation() const {
    return llvm::StringRef(module).starts_with("keras.src.ops") ||
           llvm::StringRef(module).starts_with("keras.ops");
  }
  bool isInput() const { return className == "InputLayer"; }
  bool isChild() const { return !key.empty(); }
  const Layer *findChild(llvm::StringRef wanted) const {
    for (const Layer &child : children)
      if (child.key == wanted)
        return &child;
    return nullptr;
  }
};

struct Model {
  std::string name;
  std::string className; // Sequential or Functional
  std::vector<Layer> layers;
  Structure inputs;
  Structure outputs;
  /// A file that holds one layer: the model around it is made up, and takes as many inputs as
  /// shapes are given for.
  bool isSingleLayer = false;
};

/// Whether a version of Keras is 1 or 2, which differ from 3 in what some functions and missing
/// keys mean.
inline bool isBeforeKeras3(llvm::StringRef version) {
  return version.starts_with("1") || version.starts_with("2");
}

struct Config {
  std::string kerasVersion; // of the program that wrote the file; empty where the file does not say
  Model main;
  /// The weights under their paths in the file; null where the model came without.
  std::shared_ptr<const WeightFile> weights;
};

/// The model as text for people: one line a layer with its calls and config.
std::string printConfig(const Config &config);

} // namespace lith::frontends

#endif
