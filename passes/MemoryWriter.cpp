// The signature of planned functions, their calls, loops and branches.
#include "passes/MemoryWriter.h"

#include "dialects/kernel/KernelDialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace lith::passes {

bool isState(ml_program::GlobalOp global) {
  return global.getIsMutable() && !global->hasAttr("kernel.prepared");
}

//===-- Signature ----------------------------------------------------------------------------===//

void MemoryWriter::addTensorArgument(RankedTensorType type, NamedAttrList attributes) {
  argumentTypes.push_back(MemRefType::get(type.getShape(), type.getElementType()));
  argumentAttributes.push_back(attributes.getDictionary(builder.getContext()));
}

/// Writes the numbers of a tensor's dynamic dimensions to its attributes; new formulas are derived
/// dimensions.
void MemoryWriter::addDims(ArrayRef<AffineExpr> shape, NamedAttrList &attributes) {
  SmallVector<int64_t> numbers;
  for (AffineExpr extent : shape) {
    if (isa<AffineConstantExpr>(extent)) {
      numbers.push_back(-1);
      continue;
    }
    auto known = llvm::find(dims, extent);
    numbers.push_back(known - dims.begin());
    if (known == dims.end())
      dims.push_back(extent);
  }
  attributes.set("kernel.dims", builder.getDenseI64ArrayAttr(numbers));
}

LogicalResult MemoryWriter::createFunction() {
  unsigned given = shapes.getNames().size();
  for (unsigned i = 0; i < given; ++i)
    dims.push_back(builder.getAffineSymbolExpr(i));
  auto block = MemRefType::get({ShapedType::kDynamic}, builder.getI8Type());
  argumentTypes.append(FirstInput, block);
  argumentAttributes.append(FirstInput, builder.getDictionaryAttr({}));

  auto addTensor = [&](Value tensor, DictionaryAttr attributes) -> LogicalResult {
    FailureOr<SmallVector<AffineExpr>> shape = shapes.getShape(tensor);
    NamedAttrList all(attributes);
    if (failed(shape))
      return failure();
    addDims(*shape, all);
    addTensorArgument(cast<RankedTensorType>(tensor.getType()), all);
    return success();
  };
  for (BlockArgument argument : function.getArguments()) {
    ++inputs;
    if (failed(addTensor(argument, function.getArgAttrDict(argument.getArgNumber()))))
      return failure();
  }
  if (function.getSymName() == "prepare")
    for (auto global : function->getParentOfType<ModuleOp>().getOps<ml_program::GlobalOp>())
      if (!global.getIsMutable()) {
        ++inputs;
        NamedAttrList attributes;
        attributes.set("kernel.global", FlatSymbolRefAttr::get(global.getSymNameAttr()));
        addTensorArgument(cast<RankedTensorType>(global.getType()), attributes);
      }
  for (auto [i, value] : llvm::enumerate(function.front().getTerminator()->getOperands())) {
    ++outputs;
    if (failed(addTensor(value, function.getResultAttrDict(i))))
      return failure();
  }
  argumentTypes.append(given, builder.getIndexType());
  argumentAttributes.append(given, builder.getDictionaryAttr({}));

  builder.setInsertionPoint(function);
  planned = func::FuncOp::create(builder, function.getLoc(), function.getSymName(),
                                 builder.getFunctionType(argumentTypes, {}));
  planned->setDiscardableAttrs(function->getDiscardableAttrDictionary());
  planned.setAllArgAttrs(argumentAttributes);
  auto setNumber = [&](StringRef name, int64_t number) {
    planned->setAttr(name, builder.getI64IntegerAttr(number));
  };
  setNumber("kernel.inputs", inputs);
  setNumber("kernel.outputs", outputs);
  setNumber("kernel.arena_bytes", layout.getFixed());
  setNumber("kernel.largest_live_set", layout.getLargestLiveSet());
  return success();
}

/// @resolve, where outputs have dimensions of their own, @differences, where sizes have to be
/// equal, and @arena_size, where it is no constant.
void MemoryWriter::addSizeFunctions() {
  SmallVector<StringRef> names(shapes.getNames().begin(), shapes.getNames().end());
  unsigned given = names.size();
  std::vector<std::string> derived;
  for (unsigned i = given; i < dims.size(); ++i)
    derived.push_back("derived." + std::to_string(i));
  llvm::append_range(names, derived);
  if (!names.empty())
    planned->setAttr("kernel.dim_names", builder.getStrArrayAttr(names));

  StringRef suffix = function.getSymName();
  if (!suffix.consume_front("run"))
    return;
  auto addFunction = [&](StringRef name, ArrayRef<AffineExpr> results) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointAfter(planned);
    SmallVector<Type> arguments(given, builder.getIndexType()),
        types(results.size(), builder.getIndexType());
    auto sizes = func::FuncOp::create(builder, function.getLoc(), (name + suffix).str(),
                                      builder.getFunctionType(arguments, types));
    builder.setInsertionPointToStart(sizes.addEntryBlock());
    auto values = llvm::map_to_vector(results, [&](AffineExpr expr) {
      return SymbolicShapes::create(builder, function.getLoc(), expr, sizes.getArguments());
    });
    func::ReturnOp::create(builder, function.getLoc(), values);
  };
  if (dims.size() > given)
    addFunction("resolve", ArrayRef(dims).drop_front(given));
  if (auto differences = function->getAttrOfType<AffineMapAttr>("kernel.dim_differences"))
    addFunction("differences", differences.getValue().getResults());
  if (!isa<AffineConstantExpr>(layout.getTotal()))
    addFunction("arena_size", layout.getTotal());
}

FailureOr<func::FuncOp> MemoryWriter::write() {
  if (failed(createFunction()))
    return failure();
  builder.setInsertionPointToStart(planned.addEntryBlock());
  if (function.getSymName() == "prepare")
    copyRawWeights();
  writeBlock(function.front());
  addSizeFunctions();
  return planned;
}

/// Weights that @run reads as they are go into the image.
void MemoryWriter::copyRawWeights() {
  auto module = function->getParentOfType<ModuleOp>();
  for (unsigned i = FirstInput; i < FirstInput + inputs; ++i) {
    auto symbol = planned.getArgAttrOfType<FlatSymbolRefAttr>(i, "kernel.global");
    auto global = module.lookupSymbol<ml_program::GlobalOp>(symbol);
    auto offset = global->getAttrOfType<IntegerAttr>("kernel.offset");
    if (!offset)
      continue;
    Value raw = planned.getArgument(i);
    Value at = arith::ConstantIndexOp::create(builder, global.getLoc(), offset.getInt());
    Value image = memref::ViewOp::create(builder, global.getLoc(), cast<MemRefType>(raw.getType()),
                                         planned.getArgument(Weights), at, ValueRange());
    memref::CopyOp::create(builder, global.getLoc(), raw, image);
  }
}

//===-- Body ---------------------------------------------------------------------------------===//

void MemoryWriter::writeBlock(mlir::Block &block) {
  for (Operation &op : block)
    writeOp(op);
}

void MemoryWriter::writeOp(Operation &op) {
  TypeSwitch<Operation *>(&op)
      .Case([&](kernel::CallOp call) { writeCall(op); })
      .Case([&](scf::ForOp loop) { writeLoop(loop); })
      .Case([&](scf::IfOp branch) { writeBranch(branch); })
      .Case([&](func::ReturnOp end) { func::ReturnOp::create(builder, op.getLoc()); })
      .Case([&](tensor::DimOp dim) {
        // Planning found every extent of the function already.
        mapping.map(dim.getResult(),
                    index((*shapes.getShape(dim.getSource()))[*dim.getConstantIndex()]));
      })
      .Case<ml_program::GlobalLoadOp, ml_program::GlobalStoreOp>([](Operation *) {})
      .Default([&](Operation *other) {
        // Views and shapes are looked up where they are used; index arithmetic goes on.
        if (!isa<tensor::TensorDialect>(other->getDialect()))
          builder.clone(*other, mapping);
      });
}

void MemoryWriter::writeCall(Operation &op) {
  auto call = cast<kernel::CallOp>(op);
  SmallVector<Value> operands, indices;
  for (Value argument : call.getArguments())
    if (isa<RankedTensorType>(argument.getType()))
      operands.push_back(view(argument));
    else
      indices.push_back(mapping.lookup(argument));
  for (Value result : call.getResults())
    operands.push_back(view(result));
  llvm::append_range(operands, indices);
  auto written = kernel::CallOp::create(builder, call.getLoc(), TypeRange(), call.getCallee(),
                                        operands, ValueRange());
  written->setDiscardableAttrs(call->getDiscardableAttrDictionary());
}

/// A value in two slots is a pair of memrefs that change places in each iteration; one that is
/// written in place is not carried at all.
void MemoryWriter::writeLoop(scf::ForOp loop) {
  Location loc = loop.getLoc();
  SmallVector<Value> inits;
  SmallVector<unsigned> carried;
  for (auto [i, init] : llvm::enumerate(loop.getInitArgs())) {
    if (!isa<RankedTensorType>(init.getType())) {
      inits.push_back(mapping.lookup(init));
      carried.push_back(i);
    } else if (!places.isInPlace(loop, i)) {
      Value owner = places.getOwner(init), current = view(init);
      Value next = viewBlock(Arena, index(layout.getNextOffset(owner)), init,
                             cast<MemRefType>(current.getType()));
      inits.append({current, next});
      carried.push_back(i);
    }
  }
  auto written = scf::ForOp::create(builder, loc, mapping.lookup(loop.getLowerBound()),
                                    mapping.lookup(loop.getUpperBound()),
                                    mapping.lookup(loop.getStep()), inits);
  mapping.map(loop.getInductionVar(), written.getInductionVar());
  SmallVector<std::pair<Value, Value>> pairs;
  unsigned number = 0;
  for (unsigned i : carried) {
    Value argument = written.getRegionIterArg(number), result = written.getResult(number);
    if (!isa<RankedTensorType>(loop.getInitArgs()[i].getType())) {
      mapping.map(loop.getRegionIterArg(i), argument);
      mapping.map(loop.getResult(i), result);
      ++number;
      continue;
    }
    slots[loop.getRegionIterArg(i)] = argument;
    slots[loop.getResult(i)] = result;
    slots[places.getOwner(loop.getYieldedValues()[i])] = written.getRegionIterArg(number + 1);
    number += 2;
  }
  OpBuilder::InsertionGuard guard(builder);
  if (inits.empty())
    written.getBody()->getTerminator()->erase();
  builder.setInsertionPointToEnd(written.getBody());
  for (Operation &op : loop.getBody()->without_terminator())
    writeOp(op);
  SmallVector<Value> yielded;
  number = 0;
  for (unsigned i : carried) {
    Value value = loop.getYieldedValues()[i];
    if (isa<RankedTensorType>(value.getType())) {
      yielded.append({written.getRegionIterArg(number + 1), written.getRegionIterArg(number)});
      number += 2;
    } else {
      yielded.push_back(mapping.lookup(value));
      ++number;
    }
  }
  scf::YieldOp::create(builder, loc, yielded);
}

void MemoryWriter::writeBranch(scf::IfOp branch) {
  auto isTensor = [](Value value) { return isa<RankedTensorType>(value.getType()); };
  SmallVector<Value> kept;
  for (Value result : branch.getResults())
    if (!isTensor(result))
      kept.push_back(result);
  auto written =
      scf::IfOp::create(builder, branch.getLoc(), ValueRange(kept).getTypes(),
                        mapping.lookup(branch.getCondition()), branch.elseBlock() != nullptr);
  mapping.map(kept, written.getResults());
  OpBuilder::InsertionGuard guard(builder);
  for (auto [from, to] : llvm::zip(branch.getRegions(), written.getRegions())) {
    if (from->empty())
      continue;
    if (!to->front().empty())
      to->front().getTerminator()->erase();
    builder.setInsertionPointToEnd(&to->front());
    for (Operation &op : from->front().without_terminator())
      writeOp(op);
    SmallVector<Value> yielded;
    for (Value value : from->front().getTerminator()->getOperands())
      if (!isTensor(value))
        yielded.push_back(mapping.lookup(value));
    scf::YieldOp::create(builder, branch.getLoc(), yielded);
  }
}

} // namespace lith::passes
