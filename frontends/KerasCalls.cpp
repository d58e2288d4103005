// Tensors stand in calls as {"class_name": "__keras_tensor__", "config": {"keras_history": [layer,
// node, index]}}, anywhere within lists and dicts; all else is a constant.
#include "frontends/KerasCalls.h"

#include "llvm/ADT/STLExtras.h"

using namespace lith::frontends;
using llvm::Expected;
using llvm::StringRef;

Expected<TensorRef> lith::frontends::readTensorRef(const JsonRef &ref) {
  Expected<std::vector<JsonRef>> parts = ref.items();
  if (!parts)
    return parts.takeError();
  if (parts->size() != 3)
    return ref.error("expected [layer, node, tensor], found " + ref.json().text(80));
  Expected<StringRef> layer = (*parts)[0].string();
  if (!layer)
    return layer.takeError();
  TensorRef tensor{layer->str()};
  for (auto [part, number] : {std::pair(1, &tensor.node), std::pair(2, &tensor.index)}) {
    Expected<int64_t> value = (*parts)[part].integer();
    if (!value)
      return value.takeError();
    if (*value < 0 || *value > INT32_MAX)
      return (*parts)[part].error("no such number of a node or tensor: " + llvm::Twine(*value));
    *number = unsigned(*value);
  }
  return tensor;
}

static Expected<Argument> readArgument(const JsonRef &ref) {
  Argument argument;
  const Json *className = ref.json().find("class_name");
  if (className && className->asString() && *className->asString() == "__keras_tensor__") {
    Expected<JsonRef> config = ref.get("config");
    Expected<JsonRef> history = config ? config->get("keras_history") : config.takeError();
    if (!history)
      return history.takeError();
    Expected<TensorRef> tensor = readTensorRef(*history);
    if (!tensor)
      return tensor.takeError();
    argument.kind = Argument::Kind::Tensor;
    argument.tensor = std::move(*tensor);
    return argument;
  }
  if (ref.json().asArray()) {
    argument.kind = Argument::Kind::List;
    for (const JsonRef &item : llvm::cantFail(ref.items())) {
      Expected<Argument> read = readArgument(item);
      if (!read)
        return read.takeError();
      argument.items.push_back(std::move(*read));
    }
    // A list without tensors in it, such as a shape, is a constant as a whole.
    if (!llvm::any_of(argument.items,
                      [](const Argument &item) { return item.kind != Argument::Kind::Constant; })) {
      argument = Argument();
      argument.constant = ref.json();
    }
    return argument;
  }
  if (ref.json().asObject() && !className) {
    argument.kind = Argument::Kind::Dict;
    for (const auto &[key, value] : *ref.json().asObject()) {
      Expected<Argument> read = readArgument(JsonRef(value, ref.where().str() + "." + key));
      if (!read)
        return read.takeError();
      argument.keys.push_back(key);
      argument.items.push_back(std::move(*read));
    }
    return argument;
  }
  argument.constant = ref.json();
  return argument;
}

Expected<Call> lith::frontends::readCall(const JsonRef &ref) {
  if (ref.json().asArray())
    return ref.error("a call in the spelling of Keras 1 and 2 in a file of Keras 3");
  Call call;
  call.where = ref.where().str();
  Expected<std::vector<JsonRef>> items = ref.getItems("args");
  if (!items)
    return items.takeError();
  for (const JsonRef &item : *items) {
    Expected<Argument> read = readArgument(item);
    if (!read)
      return read.takeError();
    call.args.push_back(std::move(*read));
  }
  if (std::optional<JsonRef> kwargs = ref.find("kwargs")) {
    if (!kwargs->json().asObject())
      return kwargs->error("expected an object of keyword arguments");
    for (const auto &[key, value] : *kwargs->json().asObject()) {
      Expected<Argument> read = readArgument(JsonRef(value, kwargs->where().str() + "." + key));
      if (!read)
        return read.takeError();
      call.kwargs.emplace_back(key, std::move(*read));
    }
  }
  return call;
}
