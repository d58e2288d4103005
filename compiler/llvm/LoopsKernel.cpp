// The loops code generator: kernel body -> one-shot bufferization -> loops -> LLVM IR. Buffers
// inside the kernel are laid into one block of scratch.
#include "compiler/llvm/Kernel.h"
#include "compiler/llvm/ToLLVM.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Bufferization/Transforms/OneShotAnalysis.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Transforms.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "mlir/Transforms/Passes.h"
#include "runtime/lith_abi.h"

using namespace mlir;

namespace lith::compiler {
namespace {

constexpr llvm::StringLiteral bodyName = "body";
constexpr llvm::StringLiteral scratchName = "scratch";

/// The buffers of a kernel: tensor arguments, then results.
SmallVector<MemRefType> getBuffers(kernel::FuncOp kernel) {
  SmallVector<MemRefType> buffers;
  for (auto [index, type] : llvm::enumerate(kernel.getArgumentTypes()))
    if (auto tensor = dyn_cast<RankedTensorType>(type))
      buffers.push_back(getBufferType(tensor, kernel.getArgAttrDict(index)));
  for (auto [index, type] : llvm::enumerate(kernel.getResultTypes()))
    buffers.push_back(getBufferType(cast<RankedTensorType>(type), kernel.getResultAttrDict(index)));
  return buffers;
}

/// Whether some result may share memory with an argument.
bool mayAlias(kernel::FuncOp kernel) {
  for (unsigned index = 0; index < kernel.getNumArguments(); ++index)
    if (kernel.getArgAttr(index, kernel::mayAliasAttrName))
      return true;
  return false;
}

unsigned countIndices(kernel::FuncOp kernel) {
  return llvm::count_if(kernel.getArgumentTypes(), [](Type type) { return type.isIndex(); });
}

/// func @body(%scratch, arguments..., results..., indices...) with the kernel's ops, still on
/// tensors.
func::FuncOp createBody(ModuleOp module, kernel::FuncOp kernel) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  Location loc = kernel.getLoc();
  SmallVector<Type> inputs{MemRefType::get({ShapedType::kDynamic}, builder.getI8Type())};
  llvm::append_range(inputs, getBuffers(kernel));
  inputs.append(countIndices(kernel), builder.getIndexType());
  auto function = func::FuncOp::create(builder, loc, bodyName, builder.getFunctionType(inputs, {}));
  Block *entry = function.addEntryBlock();
  builder.setInsertionPointToStart(entry);
  IRMapping mapping;
  unsigned next = 1, nextIndex = 1 + getBuffers(kernel).size();
  for (BlockArgument argument : kernel.getBody().getArguments())
    if (argument.getType().isIndex())
      mapping.map(argument, entry->getArgument(nextIndex++));
    else
      mapping.map(argument, bufferization::ToTensorOp::create(builder, loc, argument.getType(),
                                                              entry->getArgument(next++),
                                                              /*restrict=*/true)
                                .getResult());
  for (Operation &op : kernel.getBody().front().without_terminator())
    builder.clone(op, mapping);
  for (Value result : kernel.getBody().front().getTerminator()->getOperands())
    bufferization::MaterializeInDestinationOp::create(
        builder, loc, /*result=*/Type(), mapping.lookup(result), entry->getArgument(next++),
        /*restrict=*/true, /*writable=*/true);
  func::ReturnOp::create(builder, loc);
  return function;
}

LogicalResult bufferize(ModuleOp module, bool inPlace) {
  MLIRContext *context = module.getContext();
  RewritePatternSet patterns(context);
  tensor::populateDecomposeTensorConcatPatterns(patterns);
  linalg::populateDecomposePadPatterns(patterns);
  if (failed(applyPatternsGreedily(module, std::move(patterns))))
    return failure();

  bufferization::OneShotBufferizePassOptions options;
  options.allowReturnAllocsFromLoops = false;
  PassManager passes(context, ModuleOp::getOperationName());
  passes.enableVerifier(false);
  if (inPlace)
    passes.addPass(bufferization::createEmptyTensorEliminationPass());
  passes.addPass(bufferization::createEmptyTensorToAllocTensorPass());
  passes.addPass(bufferization::createOneShotBufferizePass(options));
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
  return passes.run(module);
}

/// Bytes of a static buffer, rounded up to the alignment of its successor.
uint64_t getStaticBytes(MemRefType type) {
  return llvm::alignTo(type.getNumElements() * llvm::divideCeil(type.getElementTypeBitWidth(), 8),
                       LITH_ALIGN);
}

/// The same for any buffer, as a value.
Value getBytes(OpBuilder &builder, memref::AllocOp alloc) {
  MemRefType type = alloc.getType();
  Location loc = alloc.getLoc();
  if (type.hasStaticShape())
    return arith::ConstantIndexOp::create(builder, loc, getStaticBytes(type));
  int64_t known = llvm::divideCeil(type.getElementTypeBitWidth(), 8);
  for (int64_t extent : type.getShape())
    known *= ShapedType::isDynamic(extent) ? 1 : extent;
  Value bytes = arith::ConstantIndexOp::create(builder, loc, known);
  for (Value extent : alloc.getDynamicSizes())
    bytes = arith::MulIOp::create(builder, loc, bytes, extent);
  Value align = arith::ConstantIndexOp::create(builder, loc, LITH_ALIGN);
  return arith::MulIOp::create(builder, loc, arith::CeilDivUIOp::create(builder, loc, bytes, align),
                               align);
}

/// Bytes of scratch that a body needs: a constant, or a value of the body.
struct Scratch {
  uint64_t constant = 0;
  Value dynamic;
};

/// Lays the function's buffers into %scratch, one behind the other.
Scratch placeBuffers(func::FuncOp function) {
  OpBuilder builder(function);
  Scratch total;
  for (memref::AllocOp alloc : llvm::to_vector(function.getOps<memref::AllocOp>())) {
    builder.setInsertionPoint(alloc);
    Location loc = alloc.getLoc();
    Value offset = total.dynamic;
    if (!offset)
      offset = arith::ConstantIndexOp::create(builder, loc, total.constant);
    if (alloc.getType().hasStaticShape() && !total.dynamic)
      total.constant += getStaticBytes(alloc.getType());
    else
      total.dynamic = arith::AddIOp::create(builder, loc, offset, getBytes(builder, alloc));
    alloc.replaceAllUsesWith(memref::ViewOp::create(builder, loc, alloc.getType(),
                                                    function.getArgument(0), offset,
                                                    alloc.getDynamicSizes())
                                 .getResult());
    alloc.erase();
  }
  return total;
}

/// func @scratch with the body's arguments: computes `total` and touches no buffer.
void createScratchFunction(func::FuncOp body, Value total) {
  OpBuilder builder(body);
  IRMapping mapping;
  auto function = cast<func::FuncOp>(builder.clone(*body, mapping));
  function.setName(scratchName);
  Value bytes = mapping.lookup(total);
  SmallVector<Operation *> ops;
  for (Operation &op : function.front().without_terminator())
    ops.push_back(&op);
  for (Operation *op : llvm::reverse(ops))
    if (op->use_empty() && op != bytes.getDefiningOp())
      op->erase();
  Operation *end = function.front().getTerminator();
  builder.setInsertionPoint(end);
  func::ReturnOp::create(builder, body.getLoc(), bytes);
  end->erase();
  function.setFunctionType(
      builder.getFunctionType(body.getArgumentTypes(), builder.getIndexType()));
}

/// The wrappers around @body and @scratch that have the kernel's signature.
class Signature {
public:
  Signature(llvm::Module &module, kernel::FuncOp kernel, llvm::StringRef symbol)
      : module(module), kernel(kernel), symbol(symbol), buffers(getBuffers(kernel)),
        builder(module.getContext()), pointer(builder.getPtrTy()), i64(builder.getInt64Ty()) {
    numbers = countIndices(kernel);
    for (MemRefType type : buffers)
      numbers += type.getNumDynamicDims();
  }

  /// i64 SYMBOL_scratch(i64...)
  llvm::Function *addScratch() {
    auto *type = llvm::FunctionType::get(i64, llvm::SmallVector<llvm::Type *>(numbers, i64), false);
    llvm::Function *function = create(type, (symbol + "_scratch").str());
    auto *null = llvm::ConstantPointerNull::get(pointer);
    llvm::Value *bytes =
        callInner(scratchName, null, [&](unsigned) { return null; }, getTail(function, numbers));
    builder.CreateRet(bytes);
    return function;
  }

  /// i32 SYMBOL(ptr ctx, ptr..., i64...); `bytes`: of scratch where that is constant.
  void addKernel(llvm::Function *scratchFunction, uint64_t bytes) {
    llvm::SmallVector<llvm::Type *> types(1 + buffers.size(), pointer);
    types.append(numbers, i64);
    llvm::Function *function =
        create(llvm::FunctionType::get(builder.getInt32Ty(), types, false), symbol);
    if (!mayAlias(kernel))
      for (unsigned index = 0; index < buffers.size(); ++index)
        function->addParamAttr(1 + index, llvm::Attribute::NoAlias);
    llvm::SmallVector<llvm::Value *> extents = getTail(function, numbers);
    llvm::Value *context = function->getArg(0), *scratch = llvm::ConstantPointerNull::get(pointer);
    if (scratchFunction || bytes) {
      llvm::Value *size = scratchFunction ? builder.CreateCall(scratchFunction, extents)
                                          : static_cast<llvm::Value *>(builder.getInt64(bytes));
      llvm::FunctionCallee allocate = module.getOrInsertFunction(
          "lith_scratch_alloc", llvm::FunctionType::get(pointer, {pointer, i64}, false));
      llvm::CallInst *call = builder.CreateCall(allocate, {context, size});
      call->addRetAttr(llvm::Attribute::NoAlias);
      call->addRetAttr(
          llvm::Attribute::getWithAlignment(module.getContext(), llvm::Align(LITH_ALIGN)));
      scratch = call;
    }
    callInner(
        bodyName, scratch, [&](unsigned index) { return function->getArg(1 + index); }, extents);
    if (!isa<llvm::Constant>(scratch)) {
      llvm::FunctionCallee release = module.getOrInsertFunction(
          "lith_scratch_free",
          llvm::FunctionType::get(builder.getVoidTy(), {pointer, pointer}, false));
      builder.CreateCall(release, {context, scratch});
    }
    builder.CreateRet(builder.getInt32(0));
  }

private:
  llvm::Function *create(llvm::FunctionType *type, llvm::StringRef name) {
    auto *function = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage, name, module);
    function->addFnAttr(llvm::Attribute::NoUnwind);
    builder.SetInsertPoint(llvm::BasicBlock::Create(module.getContext(), "", function));
    return function;
  }

  static llvm::SmallVector<llvm::Value *> getTail(llvm::Function *function, unsigned count) {
    llvm::SmallVector<llvm::Value *> tail;
    for (llvm::Argument &argument :
         llvm::drop_begin(function->args(), function->arg_size() - count))
      tail.push_back(&argument);
    return tail;
  }

  /// Calls @body or @scratch, hidden from now on, with whole descriptors.
  llvm::Value *callInner(llvm::StringRef name, llvm::Value *scratch,
                         llvm::function_ref<llvm::Value *(unsigned)> getPointer,
                         llvm::ArrayRef<llvm::Value *> extents) {
    llvm::Function *inner = module.getFunction(name);
    inner->setLinkage(llvm::GlobalValue::InternalLinkage);
    llvm::Value *zero = builder.getInt64(0), *one = builder.getInt64(1);
    llvm::SmallVector<llvm::Value *> parts{scratch, scratch, zero, builder.getInt64(INT64_MAX),
                                           one};
    for (auto [index, type] : llvm::enumerate(buffers))
      appendDescriptor(builder, type, getPointer(index), extents, parts);
    parts.append(extents.begin(), extents.end());
    return builder.CreateCall(inner, parts);
  }

  llvm::Module &module;
  kernel::FuncOp kernel;
  llvm::StringRef symbol;
  SmallVector<MemRefType> buffers;
  llvm::IRBuilder<> builder;
  llvm::PointerType *pointer;
  llvm::Type *i64;
  /// Dynamic extents, then index arguments.
  unsigned numbers = 0;
};

} // namespace

MemRefType getBufferType(RankedTensorType type, DictionaryAttr attributes) {
  MemRefLayoutAttrInterface layout;
  if (attributes)
    if (auto strides = attributes.getAs<DenseI64ArrayAttr>(kernel::stridesAttrName))
      layout = StridedLayoutAttr::get(type.getContext(), 0, strides.asArrayRef());
  return MemRefType::get(type.getShape(), type.getElementType(), layout);
}

void appendDescriptor(llvm::IRBuilderBase &builder, MemRefType type, llvm::Value *pointer,
                      llvm::ArrayRef<llvm::Value *> &extents,
                      llvm::SmallVectorImpl<llvm::Value *> &parts) {
  parts.append({pointer, pointer, builder.getInt64(0)});
  llvm::SmallVector<llvm::Value *> sizes, strides(type.getRank());
  for (int64_t extent : type.getShape()) {
    if (!ShapedType::isDynamic(extent)) {
      sizes.push_back(builder.getInt64(extent));
      continue;
    }
    sizes.push_back(extents.front());
    extents = extents.drop_front();
  }
  if (auto layout = dyn_cast<StridedLayoutAttr>(type.getLayout())) {
    for (auto [stride, value] : llvm::zip(layout.getStrides(), strides))
      value = builder.getInt64(stride);
  } else {
    llvm::Value *stride = builder.getInt64(1);
    for (int64_t dim = type.getRank() - 1; dim >= 0; --dim) {
      strides[dim] = stride;
      if (dim)
        stride = builder.CreateMul(stride, sizes[dim]);
    }
  }
  parts.append(sizes);
  parts.append(strides);
}

void loadLoopsDialects(MLIRContext *context) {
  // The passes know what they depend on; they say so to a module without kernels, too.
  llvm::LLVMContext llvmContext;
  OwningOpRef<ModuleOp> empty = ModuleOp::create(UnknownLoc::get(context));
  if (failed(bufferize(*empty, /*inPlace=*/true)))
    return;
  llvm::consumeError(translateToLLVM(*empty, llvmContext).takeError());
}

llvm::Expected<GeneratedKernel> generateLoops(kernel::FuncOp kernel, llvm::StringRef symbol,
                                              llvm::LLVMContext &context) {
  OwningOpRef<ModuleOp> module = ModuleOp::create(kernel.getLoc());
  func::FuncOp body = createBody(*module, kernel);
  // Where a result shares memory with an argument, only a body of one op may write it directly. Of
  // several results none may: bufferization does not see that what is copied to the first one
  // overwrites what lies there on its way to the second.
  bool inPlace =
      kernel.getNumResults() == 1 &&
      (!mayAlias(kernel) || llvm::range_size(body.getOps<DestinationStyleOpInterface>()) <= 2);
  if (failed(bufferize(*module, inPlace)))
    return llvm::createStringError("the bufferization of kernel '" + kernel.getName() + "' failed");
  Scratch scratch = placeBuffers(body);
  if (scratch.dynamic)
    createScratchFunction(body, scratch.dynamic);
  llvm::Expected<std::unique_ptr<llvm::Module>> translated = translateToLLVM(*module, context);
  if (!translated)
    return translated.takeError();

  GeneratedKernel result;
  result.module = std::move(*translated);
  result.hasDynamicScratch = static_cast<bool>(scratch.dynamic);
  result.scratchBytes = scratch.constant ? LITH_SCRATCH_BYTES(scratch.constant) : 0;
  Signature signature(*result.module, kernel, symbol);
  signature.addKernel(scratch.dynamic ? signature.addScratch() : nullptr, scratch.constant);
  return result;
}

} // namespace lith::compiler
