// Functions of planned IR with their kernels by symbol, and what says how much scratch these take.
#include "compiler/llvm/PlannedFunctions.h"

#include "compiler/llvm/ToLLVM.h"

#include "mlir/Dialect/LLVMIR/LLVMTypes.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace lith::compiler {

func::FuncOp copyFunction(ModuleOp module, func::FuncOp function, llvm::StringRef name) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  auto copy = cast<func::FuncOp>(builder.clone(*function));
  copy.setName(name);
  copy.setVisibility(SymbolTable::Visibility::Public);
  copy.setArgAttrsAttr(nullptr);
  for (NamedAttribute attribute : llvm::to_vector(copy->getDiscardableAttrs()))
    copy->removeDiscardableAttr(attribute.getName());
  return copy;
}

namespace {

/// index SYMBOL_scratch(index...) of the kernel that is called, with the call's extents.
Value callScratch(ModuleOp module, kernel::CallOp call, llvm::StringRef symbol) {
  OpBuilder builder(call);
  Location loc = call.getLoc();
  SmallVector<Value> numbers, indices;
  for (Value argument : call.getArguments()) {
    auto type = dyn_cast<MemRefType>(argument.getType());
    if (!type)
      indices.push_back(argument);
    for (int64_t dim = 0; type && dim < type.getRank(); ++dim)
      if (type.isDynamicDim(dim))
        numbers.push_back(memref::DimOp::create(builder, loc, argument, dim));
  }
  numbers.append(indices);
  auto type = builder.getFunctionType(SmallVector<Type>(numbers.size(), builder.getIndexType()),
                                      builder.getIndexType());
  std::string name = (symbol + "_scratch").str();
  if (!module.lookupSymbol(name)) {
    OpBuilder top = OpBuilder::atBlockBegin(module.getBody());
    func::FuncOp::create(top, loc, name, type).setPrivate();
  }
  return func::CallOp::create(builder, loc, name, builder.getIndexType(), numbers).getResult(0);
}

/// A version of the function that touches no buffer and gives the largest scratch of the kernels
/// whose scratch depends on extents.
void createScratchFunction(ModuleOp module, const PlannedFunction &inner,
                           const KernelObjects &kernels) {
  func::FuncOp copy = copyFunction(module, inner.op, inner.scratchName());
  OpBuilder builder = OpBuilder::atBlockBegin(&copy.front());
  Location loc = copy.getLoc();
  Value most = memref::AllocaOp::create(builder, loc, MemRefType::get({}, builder.getIndexType()));
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  memref::StoreOp::create(builder, loc, zero, most);
  SmallVector<Operation *> effects;
  copy.walk([&](Operation *op) {
    if (isa<kernel::CallOp, memref::CopyOp, memref::StoreOp, linalg::FillOp>(op) &&
        !llvm::is_contained(most.getUsers(), op))
      effects.push_back(op);
  });
  for (Operation *op : effects) {
    auto call = dyn_cast<kernel::CallOp>(op);
    if (call && kernels.get(call.getCallee()).hasDynamicScratch) {
      Value bytes = callScratch(module, call, kernels.get(call.getCallee()).symbol);
      builder.setInsertionPoint(call);
      Value sofar = memref::LoadOp::create(builder, loc, most);
      memref::StoreOp::create(builder, loc, arith::MaxUIOp::create(builder, loc, sofar, bytes),
                              most);
    }
    op->erase();
  }
  Operation *end = copy.front().getTerminator();
  builder.setInsertionPoint(end);
  Value result = memref::LoadOp::create(builder, loc, most);
  func::ReturnOp::create(builder, loc, result);
  end->erase();
  copy.setFunctionType(builder.getFunctionType(copy.getArgumentTypes(), builder.getIndexType()));
}

/// What the lowering of a call needs to know for an observer.
void describeSite(kernel::CallOp call, const CallSite &site, size_t number) {
  OpBuilder builder(call.getContext());
  call->setAttr(siteAttrName, builder.getI32IntegerAttr(number));
  if (!site.flops.isKnown())
    return;
  SmallVector<Attribute> terms;
  for (const FlopCount::Term &term : site.flops.getTerms()) {
    SmallVector<int64_t> numbers{term.factor};
    for (const FlopCount::Extent &extent : term.extents)
      numbers.append({extent.operand, extent.dim});
    terms.push_back(builder.getDenseI64ArrayAttr(numbers));
  }
  call->setAttr(flopsAttrName, builder.getArrayAttr(terms));
}

} // namespace

void adopt(ModuleOp module, PlannedFunction &inner, const KernelObjects &kernels,
           llvm::ArrayRef<CallSite> sites, size_t nextSite) {
  inner.op.walk([&](kernel::CallOp call) {
    const KernelObject &kernel = kernels.get(call.getCallee());
    inner.scratchBytes = std::max(inner.scratchBytes, kernel.scratchBytes);
    inner.hasDynamicScratch |= kernel.hasDynamicScratch;
  });
  if (inner.hasDynamicScratch)
    createScratchFunction(module, inner, kernels);
  func::FuncOp copy = copyFunction(module, inner.op, inner.name());
  (void)copy.insertArgument(0, LLVM::LLVMPointerType::get(module.getContext()), {}, copy.getLoc());
  copy.walk([&](kernel::CallOp call) {
    call.setCallee(kernels.get(call.getCallee()).symbol);
    if (nextSite < sites.size()) {
      describeSite(call, sites[nextSite], nextSite);
      ++nextSite;
    }
  });
}

} // namespace lith::compiler
