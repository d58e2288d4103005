// Reads what a planned model shows to the outside from its IR.
#include "compiler/Interface.h"

#include "compiler/Fault.h"
#include "runtime/lith_abi.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace lith::compiler {
namespace {

int64_t getInteger(Operation *op, llvm::StringRef name, int64_t otherwise) {
  auto attribute = op->getAttrOfType<IntegerAttr>(name);
  return attribute ? attribute.getInt() : otherwise;
}

llvm::Error setType(TensorInfo &info, ShapedType type) {
  info.dtype = getDtype(type.getElementType());
  info.elementBytes = getElementBytes(type.getElementType());
  if (!info.dtype) {
    std::string text;
    llvm::raw_string_ostream(text) << type;
    return llvm::createStringError("'" + info.name + "' is a " + text +
                                   ", whose elements no caller could pass");
  }
  if (type.getRank() > static_cast<int64_t>(LITH_MAX_RANK))
    return llvm::createStringError("'" + info.name + "' has more than " +
                                   llvm::Twine(LITH_MAX_RANK) + " dimensions");
  return llvm::Error::success();
}

llvm::Error readTensors(func::FuncOp run, Interface &interface) {
  int64_t inputs = getInteger(run, inputsAttrName, 0);
  for (unsigned index = blockCount; index < run.getNumArguments(); ++index) {
    auto type = dyn_cast<MemRefType>(run.getArgument(index).getType());
    if (!type)
      break;
    TensorInfo info;
    auto name = run.getArgAttrOfType<StringAttr>(index, "layer.name");
    int64_t number = index - blockCount;
    bool isInput = number < inputs;
    info.name = name      ? name.str()
                : isInput ? "input_" + std::to_string(number)
                          : "output_" + std::to_string(number - inputs);
    if (llvm::Error error = setType(info, type))
      return error;
    info.dims.assign(type.getShape());
    if (auto numbers = run.getArgAttrOfType<DenseI64ArrayAttr>(index, dimsAttrName))
      for (auto [dim, dynamic] : llvm::zip(info.dims, numbers.asArrayRef()))
        if (dynamic >= 0)
          dim = -1 - dynamic - interface.isBatched;
    if (interface.isBatched)
      info.dims.front() = -1;
    if (llvm::is_contained(info.dims, ShapedType::kDynamic))
      return internalFault("'" + info.name + "' has a dimension that kernel.dims does not name");
    (isInput ? interface.inputs : interface.outputs).push_back(std::move(info));
  }
  return llvm::Error::success();
}

llvm::Error readVariables(ModuleOp module, Interface &interface) {
  for (auto global : module.getOps<ml_program::GlobalOp>()) {
    bool isWeight = isa_and_nonnull<ml_program::ExternAttr>(global.getValueAttr());
    if (!isWeight && (!global.getIsMutable() || global->hasAttr(preparedAttrName)))
      continue;
    auto type = cast<ShapedType>(global.getType());
    VariableInfo info;
    info.name = global.getSymName().str();
    if (auto path = global->getAttrOfType<StringAttr>("lith.path"))
      info.path = path.str();
    if (llvm::Error error = setType(info, type))
      return error;
    info.dims.assign(type.getShape());
    info.bytes = type.getNumElements() * info.elementBytes;
    info.blockOffset = getInteger(global, offsetAttrName, LITH_NO_OFFSET);
    (isWeight ? interface.weights : interface.states).push_back(std::move(info));
  }
  return llvm::Error::success();
}

/// Weights lie in their file with large elements first, else in order: all aligned, no holes.
void layOutWeights(Interface &interface) {
  std::vector<VariableInfo *> order;
  for (VariableInfo &weight : interface.weights)
    order.push_back(&weight);
  llvm::sort(order, [](const VariableInfo *a, const VariableInfo *b) {
    return a->elementBytes != b->elementBytes ? a->elementBytes > b->elementBytes : a < b;
  });
  for (VariableInfo *weight : order) {
    weight->rawOffset = interface.rawSize;
    interface.rawSize += weight->bytes;
  }
}

/// Holds the extents so that no input or output reaches 2^31 elements, which kernels cannot count,
/// while the others are at their least.
llvm::Error boundDims(Interface &interface) {
  for (const std::vector<TensorInfo> *tensors : {&interface.inputs, &interface.outputs})
    for (const TensorInfo &tensor : *tensors) {
      // Elements at the least extents.
      int64_t least = 1;
      for (int64_t dim : tensor.dims)
        if (llvm::MulOverflow(least, dim < 0 ? interface.dims[-1 - dim].min : dim, least) ||
            least > INT32_MAX)
          return llvm::createStringError("'" + tensor.name + "' has 2^31 elements or more");
      for (int64_t dim : tensor.dims)
        if (dim < 0 && least > 0) {
          DimInfo &info = interface.dims[-1 - dim];
          info.max = std::min(info.max, INT32_MAX / (least / info.min));
        }
    }
  for (DimInfo &info : interface.dims)
    info.max -= info.max % info.multiple;
  return llvm::Error::success();
}

llvm::Error readDims(func::FuncOp run, Interface &interface) {
  if (interface.isBatched)
    interface.dims.push_back({"batch"});
  if (auto names = run->getAttrOfType<ArrayAttr>(dimNamesAttrName))
    for (auto name : names.getAsRange<StringAttr>())
      interface.dims.push_back({name.str()});
  if (auto multiples = run->getAttrOfType<DenseI64ArrayAttr>(dimMultiplesAttrName))
    for (auto [dim, multiple] :
         llvm::zip(llvm::MutableArrayRef(interface.dims).drop_front(interface.isBatched),
                   multiples.asArrayRef()))
      dim.min = dim.multiple = multiple;
  func::FuncOp resolve = getResolve(run->getParentOfType<ModuleOp>());
  interface.givenDims = interface.dims.size() - (resolve ? resolve.getNumResults() : 0);
  for (const std::vector<TensorInfo> *tensors : {&interface.inputs, &interface.outputs})
    for (const TensorInfo &tensor : *tensors)
      for (int64_t dim : tensor.dims)
        if (dim < -static_cast<int64_t>(interface.dims.size()))
          return internalFault("'" + tensor.name + "' has a dimension that kernel.dim_names lacks");
  return boundDims(interface);
}

} // namespace

uint64_t getElementBytes(Type type) { return llvm::divideCeil(type.getIntOrFloatBitWidth(), 8); }

uint32_t getDtype(Type type) {
  if (auto integer = dyn_cast<IntegerType>(type)) {
    bool isUnsigned = integer.isUnsigned();
    switch (integer.getWidth()) {
    case 1:
      return LITH_BOOL;
    case 8:
      return isUnsigned ? LITH_U8 : LITH_I8;
    case 16:
      return isUnsigned ? LITH_U16 : LITH_I16;
    case 32:
      return isUnsigned ? LITH_U32 : LITH_I32;
    case 64:
      return isUnsigned ? LITH_U64 : LITH_I64;
    }
    return 0;
  }
  return type.isF32()    ? LITH_F32
         : type.isF64()  ? LITH_F64
         : type.isF16()  ? LITH_F16
         : type.isBF16() ? LITH_BF16
                         : 0;
}

SmallVector<func::FuncOp> getRunVariants(ModuleOp module) {
  SmallVector<func::FuncOp> variants;
  for (auto function : module.getOps<func::FuncOp>())
    if (function->hasAttr(batchAttrName))
      variants.push_back(function);
  if (variants.empty())
    if (auto run = module.lookupSymbol<func::FuncOp>("run"))
      variants.push_back(run);
  llvm::sort(variants, [](func::FuncOp a, func::FuncOp b) {
    return getInteger(a, batchAttrName, 0) > getInteger(b, batchAttrName, 0);
  });
  return variants;
}

func::FuncOp getResolve(ModuleOp module) {
  // @resolve for @run, @resolve_8 for @run_8; all give the same.
  llvm::StringRef suffix = getRunVariants(module).front().getName();
  suffix.consume_front("run");
  return module.lookupSymbol<func::FuncOp>(("resolve" + suffix).str());
}

llvm::Expected<Interface> readInterface(ModuleOp module) {
  SmallVector<func::FuncOp> variants = getRunVariants(module);
  if (variants.empty())
    return internalFault("the planned module has no @run");
  Interface interface;
  interface.isBatched = variants.front()->hasAttr(batchAttrName);
  interface.imageSize = getInteger(module, imageBytesAttrName, 0);
  interface.stateSize = getInteger(module, stateBytesAttrName, 0);
  if (llvm::Error error = readTensors(variants.front(), interface))
    return std::move(error);
  if (llvm::Error error = readVariables(module, interface))
    return std::move(error);
  if (llvm::Error error = readDims(variants.front(), interface))
    return std::move(error);
  layOutWeights(interface);
  return interface;
}

} // namespace lith::compiler
