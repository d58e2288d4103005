// Walks the calls of a model in an order in which they can be computed. Import goes on past a
// problem, so that all of them are told at once: what could not be made is a null value, and a call
// with one among its inputs is checked as far as its config goes.
#include "frontends/Import.h"
#include "frontends/BuildLayer.h"
#include "frontends/Graph.h"
#include "frontends/ImportInputs.h"
#include "frontends/LegacyWeights.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Verifier.h"
#include "llvm/ADT/ScopeExit.h"

#include <fmt/format.h>
#include <map>

using namespace lith::frontends;
using namespace lith::layer;
using namespace mlir;

namespace {

class Importer {
public:
  Importer(const Config &config, const ImportOptions &options, ModuleOp module, Problems &problems)
      : config(config), module(module), builder(module.getContext()), problems(problems),
        layers(config, module, builder, problems,
               [this](const Layer &layer, unsigned node, const Values &tensors) {
                 return importNested(layer, node, tensors);
               }),
        inputTypes(options, *module.getContext(), layers, problems) {}

  void run();
  ArrayRef<DeclaredWeight> declaredWeights() const { return layers.declaredWeights(); }

private:
  bool castNestedInputs(const Layer &layer, Values &inputs);
  func::FuncOp createFunction(const Model &model, StringRef name, ArrayRef<Type> inputs);
  Values importCalls(const Model &model, const Values &inputs);
  bool checkNestedInputs(const Layer &layer, const Values &inputs);
  Values importNested(const Layer &layer, unsigned node, const Values &given);

  const Config &config;
  ModuleOp module;
  OpBuilder builder;
  Problems &problems;
  LayerBuilder layers;
  InputTypes inputTypes;
  std::map<std::pair<const Model *, std::vector<const void *>>, func::FuncOp> functions;
};

} // namespace

/// Whether the inputs of a call fit the input layers of the nested model that is called.
bool Importer::checkNestedInputs(const Layer &layer, const Values &inputs) {
  const Model &model = *layer.model;
  if (inputs.size() != model.inputs.tensors.size()) {
    layers.report(layer, fmt::format("takes {} tensors, but is called with {}",
                                     model.inputs.tensors.size(), inputs.size()));
    return false;
  }
  for (auto [tensor, input] : llvm::zip_equal(model.inputs.tensors, inputs)) {
    auto inner =
        llvm::find_if(model.layers, [&](const Layer &layer) { return layer.name == tensor.layer; });
    if (!input || inner == model.layers.end())
      continue;
    std::optional<SmallVector<int64_t>> extents = inputTypes.shapeInFile(*inner);
    ArrayRef<int64_t> shape = cast<ShapedType>(input.getType()).getShape();
    if (!extents)
      return false;
    if (!extents->empty() && !isRefinement(shape, *extents)) {
      layers.report(layer, fmt::format("its input {} has shape {}, but is called with {}",
                                       tensor.layer, shapeText(*extents), shapeText(shape)));
      return false;
    }
  }
  return true;
}

/// A nested model takes its inputs in the types of its input layers, whatever it is called with.
bool Importer::castNestedInputs(const Layer &layer, Values &inputs) {
  Location loc = NameLoc::get(builder.getStringAttr(layers.place(layer).path));
  for (auto [tensor, input] : llvm::zip_equal(layer.model->inputs.tensors, inputs)) {
    auto inner = llvm::find_if(layer.model->layers,
                               [&](const Layer &layer) { return layer.name == tensor.layer; });
    if (!input || inner == layer.model->layers.end())
      continue;
    Type element = inputTypes.elementOf(*inner), given = getElementTypeOrSelf(input.getType());
    if (!element)
      return false;
    if (element != given && element.isUnsignedInteger()) {
      layers.report(layer,
                    fmt::format("its input {} is of {}, but is called with {}", tensor.layer,
                                getDTypeName(element), getDTypeName(given)),
                    "call it with that dtype");
      return false;
    }
    input = layers.autocast(loc, input, element);
  }
  return true;
}

/// The values that a nested model is called with, in the order of its inputs: those of a dict go by
/// the names of the inputs, and ones that the model does not have are left out, as Keras does it.
static Values orderInputs(const Model &model, const Call &call, const Values &given) {
  if (call.args.size() != 1 || call.args.front().kind != Argument::Kind::Dict ||
      model.inputs.kind == Structure::Kind::Dict)
    return given;
  std::vector<const Argument *> items = inFlatOrder(call.args.front());
  if (items.size() != given.size())
    return given; // nested deeper: by position
  Values ordered;
  for (const TensorRef &input : model.inputs.tensors)
    for (auto [item, value] : llvm::zip_equal(items, given))
      if (call.args.front().keys[item - call.args.front().items.data()] == input.layer)
        ordered.push_back(value);
  return ordered.size() == model.inputs.tensors.size() ? ordered : given;
}

/// A nested model is a function; calls with inputs of the same types share it.
Values Importer::importNested(const Layer &layer, unsigned node, const Values &given) {
  const Model &model = *layer.model;
  // A model that a layer owns is called with tensors alone.
  Call call = layer.isChild() ? Call() : layer.calls[node];
  Values inputs = orderInputs(model, call, given);
  bool good = layers.checkCall(layer, call);
  if (!checkNestedInputs(layer, inputs))
    return {};
  if (!castNestedInputs(layer, inputs))
    return {};
  if (!good || llvm::is_contained(inputs, Value())) {
    importCalls(model, Values(inputs.size())); // for its problems
    return {};
  }
  std::vector<const void *> key;
  for (Value input : inputs)
    key.push_back(input.getType().getAsOpaquePointer());
  func::FuncOp &function = functions[{&model, key}];
  if (!function) {
    std::string name = layers.place(layer).path;
    while (StringRef(name).starts_with("main") || SymbolTable::lookupSymbolIn(module, name))
      name = "model_" + name;
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToEnd(module.getBody());
    function = createFunction(model, name, llvm::to_vector(ValueRange(inputs).getTypes()));
    function.setPrivate();
  }
  auto op = func::CallOp::create(
      builder, NameLoc::get(builder.getStringAttr(layers.place(layer).path)), function, inputs);
  op->setAttr("layer.path", builder.getStringAttr(layers.place(layer).path));
  op->setAttr("layer.node", builder.getI64IntegerAttr(node));
  return Values(op.getResults());
}

/// The results of all calls of `model`, and from them its outputs. Null inputs are poison.
Values Importer::importCalls(const Model &model, const Values &inputs) {
  llvm::StringMap<unsigned> numbers;
  llvm::Expected<std::vector<CallRef>> order = orderCalls(model, numbers);
  if (!order) {
    problems.add({"", "", llvm::toString(order.takeError()), ""});
    return Values(model.outputs.tensors.size());
  }
  std::map<std::pair<unsigned, unsigned>, Values> results; // of (layer, node); empty is poison
  for (auto [tensor, input] : llvm::zip(model.inputs.tensors, inputs))
    results[{numbers[tensor.layer], 0}] = {input};
  auto lookup = [&](const TensorRef &tensor, const Layer *user) -> Value {
    const Values &values = results[{numbers[tensor.layer], tensor.node}];
    if (tensor.index < values.size())
      return values[tensor.index];
    std::string what = fmt::format("refers to result {} of layer \"{}\", which has {}",
                                   tensor.index, tensor.layer, values.size());
    if (!values.empty() && user)
      layers.report(*user, what);
    else if (!values.empty())
      problems.add({"", "", what, ""});
    return {};
  };
  for (CallRef ref : *order) {
    const Layer &layer = model.layers[ref.layer];
    if (layer.isInput()) {
      if (!results.count({ref.layer, 0}))
        layers.report(layer, "is an input that the model does not list among its inputs");
      continue;
    }
    SmallVector<const TensorRef *> tensors;
    collectTensors(layer.calls[ref.node], tensors);
    Values operands;
    for (const TensorRef *tensor : tensors)
      operands.push_back(lookup(*tensor, &layer));
    results[{ref.layer, ref.node}] = layers.build(layer, ref.node, operands);
  }
  Values outputs;
  for (const TensorRef &tensor : model.outputs.tensors)
    outputs.push_back(lookup(tensor, nullptr));
  return outputs;
}

/// The names of inputs or outputs: keys of a dict, else names of layers, made different where two
/// are the same.
static SmallVector<std::string> tensorNames(const Structure &structure) {
  SmallVector<std::string> names;
  for (auto [i, tensor] : llvm::enumerate(structure.tensors)) {
    std::string base = structure.kind == Structure::Kind::Dict ? structure.names[i] : tensor.layer,
                name = base;
    for (unsigned n = 1; llvm::is_contained(names, name); ++n)
      name = fmt::format("{}_{}", base, n);
    names.push_back(name);
  }
  return names;
}

func::FuncOp Importer::createFunction(const Model &model, StringRef name, ArrayRef<Type> inputs) {
  Location loc = NameLoc::get(builder.getStringAttr(model.name));
  auto function = func::FuncOp::create(builder, loc, name, builder.getFunctionType(inputs, {}));
  if (model.className == "Sequential")
    function->setAttr("layer.class", builder.getStringAttr(model.className));
  Block *body = function.addEntryBlock();
  builder.setInsertionPointToStart(body);
  Values outputs = importCalls(model, Values(body->getArguments()));
  if (llvm::is_contained(outputs, Value()))
    return function; // incomplete; its problems have been reported
  func::ReturnOp::create(builder, loc, outputs);
  function.setType(builder.getFunctionType(inputs, ValueRange(outputs).getTypes()));
  for (auto [name, structure] :
       {std::pair("layer.inputs", &model.inputs), std::pair("layer.outputs", &model.outputs)})
    if (!structure->nesting.isNull())
      function->setAttr(name, builder.getStringAttr(structure->nesting.text(SIZE_MAX)));
  for (auto [i, input] : llvm::enumerate(tensorNames(model.inputs)))
    function.setArgAttr(i, "layer.name", builder.getStringAttr(input));
  for (auto [i, output] : llvm::enumerate(tensorNames(model.outputs)))
    function.setResultAttr(i, "layer.name", builder.getStringAttr(output));
  return function;
}

void Importer::run() {
  module->setAttr("layer.keras_version",
                  builder.getStringAttr(config.kerasVersion.empty() ? "3" : config.kerasVersion));
  module->setAttr("layer.model", builder.getStringAttr(config.main.name));
  SmallVector<Type> inputs = inputTypes.ofModel(config.main);
  if (llvm::is_contained(inputs, Type())) {
    importCalls(config.main, Values(inputs.size())); // for its problems
    return;
  }
  builder.setInsertionPointToStart(module.getBody());
  createFunction(config.main, "main", inputs);
}

std::optional<ImportedModel> lith::frontends::importModel(const Config &read,
                                                          const ImportOptions &options,
                                                          MLIRContext &context,
                                                          std::vector<Problem> &found) {
  context.loadDialect<LayerDialect, arith::ArithDialect, func::FuncDialect,
                      ml_program::MLProgramDialect>();
  const Config config = read.main.isSingleLayer && options.shapes.size() > 1
                            ? withInputs(read, options, context)
                            : read;
  // Messages tell the layer's path; the op that import asks questions of is not fit to be printed.
  bool printed = context.shouldPrintOpOnDiagnostic();
  context.printOpOnDiagnostic(false);
  llvm::scope_exit restore([&] { context.printOpOnDiagnostic(printed); });

  Problems problems;
  ImportedModel model;
  OpBuilder builder(&context);
  model.module = ModuleOp::create(builder, builder.getUnknownLoc());
  Importer importer(config, options, *model.module, problems);
  importer.run();
  bool isWhole = problems.empty();
  if (config.weights && hasLegacyLayout(*config.weights))
    model.weights = bindLegacyWeights(config.weights, config.main, importer.declaredWeights(),
                                      isWhole, problems);
  else if (config.weights)
    model.weights = bindWeights(config.weights, importer.declaredWeights(), isWhole, problems);
  if (problems.empty() && failed(verify(*model.module)))
    problems.add({"", "", "the imported model is not valid IR",
                  "this is a fault of lith's; please report it"});
  bool good = problems.empty();
  llvm::append_range(found, problems.take());
  return good ? std::optional(std::move(model)) : std::nullopt;
}
