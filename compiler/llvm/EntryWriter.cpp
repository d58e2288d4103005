// The C functions of a library around its planned functions.
#include "compiler/llvm/EntryWriter.h"

#include "compiler/llvm/Kernel.h"
#include "compiler/llvm/ToLLVM.h"
#include "runtime/lith_abi.h"

#include "llvm/IR/MDBuilder.h"

using namespace mlir;

namespace lith::compiler {

EntryWriter::EntryWriter(llvm::Module &module, const Interface &interface, bool isEmbedded)
    : module(module), context(module.getContext()), interface(interface), builder(context),
      pointer(builder.getPtrTy()), i32(builder.getInt32Ty()), i64(builder.getInt64Ty()) {
  callType = llvm::StructType::get(
      context, {i32, i32, pointer, pointer, pointer, i64, pointer, pointer, pointer, pointer});
  descriptor = new llvm::GlobalVariable(module, getDescriptorType(context), /*isConstant=*/true,
                                        llvm::GlobalValue::ExternalLinkage, nullptr,
                                        interface.name + "_descriptor");
  if (isEmbedded)
    image = declareHiddenData(imageSymbol);
}

//===-- Small parts -------------------------------------------------------------------------===//

llvm::GlobalVariable *EntryWriter::declareHiddenData(llvm::StringRef name) {
  auto *global = new llvm::GlobalVariable(module, builder.getInt8Ty(), /*isConstant=*/true,
                                          llvm::GlobalValue::ExternalLinkage, nullptr, name);
  global->setVisibility(llvm::GlobalValue::HiddenVisibility);
  global->setAlignment(llvm::Align(LITH_ALIGN));
  return global;
}

llvm::FunctionCallee EntryWriter::declareCore(llvm::StringRef name, llvm::Type *result,
                                              llvm::ArrayRef<llvm::Type *> arguments) {
  llvm::FunctionCallee callee =
      module.getOrInsertFunction(name, llvm::FunctionType::get(result, arguments, false));
  cast<llvm::Function>(callee.getCallee())->setVisibility(llvm::GlobalValue::HiddenVisibility);
  return callee;
}

llvm::Function *EntryWriter::createFunction(llvm::Type *result,
                                            llvm::ArrayRef<llvm::Type *> arguments,
                                            const llvm::Twine &name) {
  auto *function = llvm::Function::Create(llvm::FunctionType::get(result, arguments, false),
                                          llvm::GlobalValue::ExternalLinkage, name, module);
  function->addFnAttr(llvm::Attribute::NoUnwind);
  builder.SetInsertPoint(llvm::BasicBlock::Create(context, "", function));
  return function;
}

llvm::Value *EntryWriter::load(llvm::Value *call, Field field, llvm::Type *type) {
  return builder.CreateLoad(type, builder.CreateStructGEP(callType, call, field));
}

llvm::Value *EntryWriter::loadElement(llvm::Value *table, uint64_t index, llvm::Type *type) {
  return builder.CreateLoad(type, builder.CreateConstInBoundsGEP1_64(type, table, index));
}

void EntryWriter::returnIfError(llvm::Value *status) {
  llvm::Function *function = builder.GetInsertBlock()->getParent();
  auto *fail = llvm::BasicBlock::Create(context, "", function);
  auto *go = llvm::BasicBlock::Create(context, "", function);
  builder.CreateCondBr(builder.CreateIsNull(status), go, fail);
  builder.SetInsertPoint(fail);
  builder.CreateRet(status);
  builder.SetInsertPoint(go);
}

//===-- Sizes -------------------------------------------------------------------------------===//

llvm::SmallVector<llvm::Value *> EntryWriter::readDims(llvm::Value *given) {
  llvm::SmallVector<llvm::Value *> dims;
  for (unsigned index = 0; index < interface.givenDims; ++index)
    dims.push_back(loadElement(given, index, i64));
  if (llvm::Function *resolve = module.getFunction("lith_resolve")) {
    llvm::ArrayRef<llvm::Value *> taken = dims;
    llvm::Value *derived = builder.CreateCall(resolve, taken.drop_front(interface.isBatched));
    unsigned count = interface.dims.size() - interface.givenDims;
    for (unsigned index = 0; index < count; ++index)
      dims.push_back(count == 1 ? derived : builder.CreateExtractValue(derived, index));
  }
  return dims;
}

void EntryWriter::checkFit(const PlannedFunction &inner, llvm::ArrayRef<llvm::Value *> dims) {
  llvm::Function *function = module.getFunction(inner.differencesName());
  if (!function)
    return;
  llvm::Value *results = builder.CreateCall(function, takeLast(function, dims));
  auto *type = dyn_cast<llvm::StructType>(results->getType());
  llvm::Value *any = type ? builder.getInt64(0) : results;
  for (unsigned index = 0; type && index < type->getNumElements(); ++index)
    any = builder.CreateOr(any, builder.CreateExtractValue(results, index));
  returnIfError(builder.CreateSelect(builder.CreateIsNull(any), builder.getInt32(LITH_OK),
                                     builder.getInt32(LITH_ERROR_ARGUMENT)));
}

/// The given dimensions that the function takes: a block variant does not take the batch, which
/// stands first.
llvm::ArrayRef<llvm::Value *> EntryWriter::takeLast(llvm::Function *function,
                                                    llvm::ArrayRef<llvm::Value *> dims) {
  return dims.take_front(interface.givenDims).take_back(function->arg_size());
}

llvm::Value *EntryWriter::getPlanned(llvm::ArrayRef<PlannedFunction> variants,
                                     llvm::ArrayRef<llvm::Value *> dims) {
  llvm::Value *planned = builder.getInt64(0);
  for (const PlannedFunction &inner : variants) {
    func::FuncOp op = inner.op;
    auto constant = op->getAttrOfType<IntegerAttr>(arenaBytesAttrName);
    llvm::Value *bytes = builder.getInt64(constant ? constant.getInt() : 0);
    if (llvm::Function *function = module.getFunction(inner.arenaName()))
      bytes = builder.CreateCall(function, takeLast(function, dims));
    planned = builder.CreateBinaryIntrinsic(llvm::Intrinsic::umax, planned, bytes);
  }
  return planned;
}

llvm::Value *EntryWriter::getScratch(llvm::ArrayRef<PlannedFunction> variants,
                                     llvm::ArrayRef<llvm::Value *> dims) {
  llvm::Value *most = builder.getInt64(0);
  for (const PlannedFunction &inner : variants) {
    most = builder.CreateBinaryIntrinsic(llvm::Intrinsic::umax, most,
                                         builder.getInt64(inner.scratchBytes));
    if (!inner.hasDynamicScratch)
      continue;
    llvm::SmallVector<llvm::Value *> pointers(
        const_cast<func::FuncOp &>(inner.op).getNumArguments(),
        llvm::ConstantPointerNull::get(pointer));
    llvm::Value *bytes = callFunction(inner.scratchName(), inner, {}, pointers, dims);
    bytes = builder.CreateAdd(bytes, builder.getInt64(LITH_SCRATCH_BYTES(0)));
    most = builder.CreateBinaryIntrinsic(llvm::Intrinsic::umax, most, bytes);
  }
  return most;
}

llvm::Function *EntryWriter::addArenaSize(const llvm::Twine &name,
                                          llvm::ArrayRef<PlannedFunction> variants, bool isRun) {
  llvm::Function *function = createFunction(i64, {pointer, i32}, name);
  llvm::SmallVector<llvm::Value *> dims;
  if (isRun)
    dims = readDims(function->getArg(0));
  llvm::Value *bytes = builder.CreateCall(
      declareCore("lith_arena_bytes", i64, {i64, i64, i32}),
      {getPlanned(variants, dims), getScratch(variants, dims), function->getArg(1)});
  builder.CreateRet(bytes);
  return function;
}

//===-- Calls -------------------------------------------------------------------------------===//

std::pair<llvm::Value *, llvm::Value *>
EntryWriter::begin(const llvm::Twine &name, uint32_t kind,
                   llvm::ArrayRef<PlannedFunction> variants) {
  llvm::Function *function = createFunction(i32, {pointer}, name);
  llvm::Value *call = function->getArg(0);
  auto *type = llvm::ArrayType::get(i64, llvm::divideCeil(sizeof(lith_context), 8));
  llvm::Value *lithContext = builder.CreateAlloca(type);
  returnIfError(builder.CreateCall(declareCore("lith_check", i32, {pointer, pointer, i32}),
                                   {call, descriptor, builder.getInt32(kind)}));
  llvm::SmallVector<llvm::Value *> dims;
  if (kind == LITH_CALL_RUN) {
    dims = readDims(load(call, Dims, pointer));
    checkFit(variants.front(), dims);
  }
  returnIfError(builder.CreateCall(
      declareCore("lith_begin", i32, {pointer, pointer, i64, i64}),
      {lithContext, call, getPlanned(variants, dims), getScratch(variants, dims)}));
  return {call, lithContext};
}

void EntryWriter::end(llvm::Value *lithContext, llvm::Value *status) {
  builder.CreateRet(
      builder.CreateCall(declareCore("lith_end", i32, {pointer, i32}), {lithContext, status}));
}

llvm::Value *EntryWriter::getImage(llvm::Value *call) {
  return image ? static_cast<llvm::Value *>(image) : load(call, Weights, pointer);
}

llvm::SmallVector<llvm::Value *> EntryWriter::loadBlocks(llvm::Value *call, llvm::Value *weights) {
  return {weights, load(call, State, pointer), load(call, Arena, pointer)};
}

llvm::Value *EntryWriter::callFunction(llvm::StringRef name, const PlannedFunction &inner,
                                       llvm::ArrayRef<llvm::Value *> first,
                                       llvm::ArrayRef<llvm::Value *> pointers,
                                       llvm::ArrayRef<llvm::Value *> dims) {
  llvm::Function *function = module.getFunction(name);
  function->setLinkage(llvm::GlobalValue::InternalLinkage);
  func::FuncOp op = inner.op;
  llvm::SmallVector<llvm::Value *> arguments(first);
  unsigned buffers = 0;
  for (Type type : op.getArgumentTypes()) {
    auto memref = dyn_cast<MemRefType>(type);
    if (!memref)
      break;
    // Blocks are as large as they are said to be; of tensors, dims are told by the interface.
    llvm::SmallVector<llvm::Value *> extents(memref.getNumDynamicDims(),
                                             builder.getInt64(INT64_MAX));
    if (buffers >= blockCount && memref.getNumDynamicDims()) {
      unsigned index = buffers - blockCount;
      const TensorInfo &tensor = index < interface.inputs.size()
                                     ? interface.inputs[index]
                                     : interface.outputs[index - interface.inputs.size()];
      extents.clear();
      for (auto [extent, dim] : llvm::zip(memref.getShape(), tensor.dims))
        if (ShapedType::isDynamic(extent))
          extents.push_back(dims[-1 - dim]);
    }
    llvm::ArrayRef<llvm::Value *> rest = extents;
    appendDescriptor(builder, memref, pointers[buffers++], rest, arguments);
  }
  // A block variant does not take the batch, which stands first.
  unsigned taken = function->arg_size() - arguments.size();
  llvm::append_range(arguments, dims.take_front(interface.givenDims).take_back(taken));
  return builder.CreateCall(function, arguments);
}

llvm::Value *EntryWriter::callInner(const PlannedFunction &inner, llvm::Value *lithContext,
                                    llvm::ArrayRef<llvm::Value *> pointers,
                                    llvm::ArrayRef<llvm::Value *> dims) {
  return callFunction(inner.name(), inner, lithContext, pointers, dims);
}

static int64_t getBatch(const PlannedFunction &inner) {
  auto batch = const_cast<func::FuncOp &>(inner.op)->getAttrOfType<IntegerAttr>(batchAttrName);
  return batch ? batch.getInt() : 0;
}

/// for each variant, largest first: while as many samples are left, run it and move along.
llvm::Value *EntryWriter::runBlocks(llvm::ArrayRef<PlannedFunction> variants,
                                    llvm::Value *lithContext,
                                    llvm::ArrayRef<llvm::Value *> pointers,
                                    llvm::ArrayRef<llvm::Value *> dims) {
  llvm::Function *function = builder.GetInsertBlock()->getParent();
  auto *finish = llvm::BasicBlock::Create(context, "finish");
  llvm::Value *done = builder.getInt64(0);
  llvm::SmallVector<std::pair<llvm::BasicBlock *, llvm::Value *>> failures;
  std::vector<TensorInfo> tensors = interface.inputs;
  llvm::append_range(tensors, interface.outputs);
  for (const PlannedFunction &inner : variants) {
    llvm::BasicBlock *before = builder.GetInsertBlock();
    auto *test = llvm::BasicBlock::Create(context, "", function);
    auto *body = llvm::BasicBlock::Create(context, "", function);
    auto *after = llvm::BasicBlock::Create(context, "", function);
    builder.CreateBr(test);
    builder.SetInsertPoint(test);
    llvm::PHINode *sample = builder.CreatePHI(i64, 2);
    sample->addIncoming(done, before);
    llvm::Value *block = builder.getInt64(getBatch(inner));
    llvm::Value *left = builder.CreateSub(dims.front(), sample);
    builder.CreateCondBr(builder.CreateICmpSGE(left, block), body, after);
    builder.SetInsertPoint(body);
    llvm::SmallVector<llvm::Value *> moved(pointers.take_front(blockCount));
    for (auto [tensor, start] : llvm::zip(tensors, pointers.drop_front(blockCount))) {
      // The bytes of one sample; its other dimensions may be dynamic too.
      llvm::Value *bytes = builder.CreateMul(sample, builder.getInt64(tensor.elementBytes));
      bool isBatched = !tensor.dims.empty() && tensor.dims.front() == -1;
      for (int64_t dim : llvm::drop_begin(tensor.dims, isBatched))
        bytes = builder.CreateMul(bytes, dim < 0 ? dims[-1 - dim] : builder.getInt64(dim));
      moved.push_back(isBatched ? builder.CreateInBoundsGEP(builder.getInt8Ty(), start, bytes)
                                : start);
    }
    llvm::Value *status = callInner(inner, lithContext, moved, dims);
    llvm::Value *next = builder.CreateAdd(sample, block);
    failures.emplace_back(builder.GetInsertBlock(), status);
    sample->addIncoming(next, builder.GetInsertBlock());
    builder.CreateCondBr(builder.CreateIsNull(status), test, finish);
    builder.SetInsertPoint(after);
    done = sample;
  }
  llvm::BasicBlock *last = builder.GetInsertBlock();
  builder.CreateBr(finish);
  finish->insertInto(function);
  builder.SetInsertPoint(finish);
  llvm::PHINode *status = builder.CreatePHI(i32, failures.size() + 1);
  status->addIncoming(builder.getInt32(LITH_OK), last);
  for (auto [from, value] : failures)
    status->addIncoming(value, from);
  return status;
}

//===-- The functions -----------------------------------------------------------------------===//

EntryFunction EntryWriter::addRun(llvm::ArrayRef<PlannedFunction> variants) {
  llvm::Function *arenaSize =
      addArenaSize(interface.name + "_arena_size", variants, /*isRun=*/true);
  auto [call, lithContext] = begin(interface.name + "_run", LITH_CALL_RUN, variants);
  llvm::Function *function = builder.GetInsertBlock()->getParent();
  llvm::SmallVector<llvm::Value *> dims = readDims(load(call, Dims, pointer));
  llvm::SmallVector<llvm::Value *> pointers = loadBlocks(call, getImage(call));
  llvm::Value *inputs = load(call, Inputs, pointer), *outputs = load(call, Outputs, pointer);
  for (size_t index = 0; index < interface.inputs.size(); ++index)
    pointers.push_back(loadElement(inputs, index, pointer));
  for (size_t index = 0; index < interface.outputs.size(); ++index)
    pointers.push_back(loadElement(outputs, index, pointer));
  end(lithContext, getBatch(variants.front())
                       ? runBlocks(variants, lithContext, pointers, dims)
                       : callInner(variants.front(), lithContext, pointers, dims));
  return {function, arenaSize};
}

EntryFunction EntryWriter::addPrepare(const PlannedFunction &prepare) {
  llvm::Function *arenaSize =
      addArenaSize(interface.name + "_prepare_arena_size", prepare, /*isRun=*/false);
  auto [call, lithContext] = begin(interface.name + "_prepare", LITH_CALL_PREPARE, prepare);
  llvm::Function *function = builder.GetInsertBlock()->getParent();
  llvm::SmallVector<llvm::Value *> pointers = loadBlocks(call, load(call, Weights, pointer));
  llvm::Value *raw = load(call, Inputs, pointer);
  for (size_t index = 0; index < interface.weights.size(); ++index)
    pointers.push_back(loadElement(raw, index, pointer));
  end(lithContext, callInner(prepare, lithContext, pointers, {}));
  return {function, arenaSize};
}

EntryFunction EntryWriter::addReset(const PlannedFunction &reset) {
  llvm::Function *arenaSize =
      addArenaSize(interface.name + "_reset_arena_size", reset, /*isRun=*/false);
  auto [call, lithContext] = begin(interface.name + "_reset", LITH_CALL_RESET, reset);
  llvm::Function *function = builder.GetInsertBlock()->getParent();
  llvm::SmallVector<llvm::Value *> pointers = loadBlocks(call, getImage(call));
  end(lithContext, callInner(reset, lithContext, pointers, {}));
  return {function, arenaSize};
}

llvm::Function *EntryWriter::addResolve() {
  if (!module.getFunction("lith_resolve"))
    return nullptr;
  llvm::Function *function = createFunction(i32, {pointer, pointer}, interface.name + "_resolve");
  for (auto [index, dim] : llvm::enumerate(readDims(function->getArg(0))))
    builder.CreateStore(dim, builder.CreateConstInBoundsGEP1_64(i64, function->getArg(1), index));
  builder.CreateRet(builder.getInt32(LITH_OK));
  return function;
}

void EntryWriter::addObserved() {
  llvm::Function *function = module.getFunction(observedSymbol);
  if (!function)
    return;
  function->setLinkage(llvm::GlobalValue::InternalLinkage);
  function->setVisibility(llvm::GlobalValue::DefaultVisibility);
  function->addFnAttr(llvm::Attribute::AlwaysInline);
  auto block = [&] { return llvm::BasicBlock::Create(context, "", function); };
  llvm::BasicBlock *entry = block(), *watched = block(), *end = block();
  builder.SetInsertPoint(entry);
  llvm::Value *field = builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), function->getArg(0),
                                                          offsetof(lith_context, observer));
  llvm::Value *observer = builder.CreateLoad(pointer, field);
  llvm::MDNode *never = llvm::MDBuilder(context).createBranchWeights(1, 1 << 20);
  builder.CreateCondBr(builder.CreateIsNotNull(observer), watched, end, never);
  builder.SetInsertPoint(watched);
  llvm::Value *done = builder.CreateLoad(pointer, observer);
  auto *type = llvm::FunctionType::get(builder.getVoidTy(), {pointer, i32, i64}, false);
  builder.CreateCall(type, done, {observer, function->getArg(1), function->getArg(2)});
  builder.CreateBr(end);
  builder.SetInsertPoint(end);
  builder.CreateRetVoid();
}

} // namespace lith::compiler
