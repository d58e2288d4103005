// From functions on memrefs to LLVM IR. Upstream lowerings do the work; ours is the call of a
// kernel, which takes bare pointers and can fail.
#include "compiler/llvm/ToLLVM.h"

#include "dialects/kernel/KernelDialect.h"
#include "runtime/lith_abi.h"

#include "mlir/Conversion/AffineToStandard/AffineToStandard.h"
#include "mlir/Conversion/ArithToLLVM/ArithToLLVM.h"
#include "mlir/Conversion/ControlFlowToLLVM/ControlFlowToLLVM.h"
#include "mlir/Conversion/FuncToLLVM/ConvertFuncToLLVM.h"
#include "mlir/Conversion/LLVMCommon/ConversionTarget.h"
#include "mlir/Conversion/LLVMCommon/Pattern.h"
#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/MemRefToLLVM/MemRefToLLVM.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Conversion/SCFToControlFlow/SCFToControlFlow.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "mlir/Transforms/DialectConversion.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;

namespace lith::compiler {
namespace {

/// The floating-point operations that the terms on the call say; LITH_UNKNOWN without terms.
Value computeFlops(kernel::CallOp call, ValueRange operands, ConversionPatternRewriter &rewriter) {
  Location loc = call.getLoc();
  auto number = [&](uint64_t value) -> Value {
    return LLVM::ConstantOp::create(rewriter, loc, rewriter.getI64IntegerAttr(value));
  };
  auto terms = call->getAttrOfType<ArrayAttr>(flopsAttrName);
  if (!terms)
    return number(LITH_UNKNOWN);
  Value sum;
  for (auto term : terms.getAsRange<DenseI64ArrayAttr>()) {
    ArrayRef<int64_t> numbers = term.asArrayRef();
    Value product = number(numbers.front());
    for (size_t i = 1; i < numbers.size(); i += 2) {
      Value operand = operands[numbers[i]];
      Value extent = numbers[i + 1] < 0
                         ? operand
                         : MemRefDescriptor(operand).size(rewriter, loc, numbers[i + 1]);
      product = LLVM::MulOp::create(rewriter, loc, product, extent);
    }
    sum = sum ? LLVM::AddOp::create(rewriter, loc, sum, product).getResult() : product;
  }
  return sum;
}

/// kernel.call on memrefs: a call with the context, each buffer's first element, each dynamic
/// extent and each index argument.
struct LowerKernelCall : ConvertOpToLLVMPattern<kernel::CallOp> {
  using ConvertOpToLLVMPattern::ConvertOpToLLVMPattern;

  LogicalResult matchAndRewrite(kernel::CallOp call, OpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Location loc = call.getLoc();
    Region *region = call->getParentRegion();
    SmallVector<Value> arguments{region->front().getArgument(0)}, extents, indices;
    for (auto [operand, lowered] : llvm::zip(call.getOperands(), adaptor.getOperands())) {
      if (operand.getType().isIndex()) {
        indices.push_back(lowered);
        continue;
      }
      auto type = dyn_cast<MemRefType>(operand.getType());
      if (!type)
        return rewriter.notifyMatchFailure(call, "is not on memrefs");
      MemRefDescriptor descriptor(lowered);
      arguments.push_back(descriptor.bufferPtr(rewriter, loc, *getTypeConverter(), type));
      for (int64_t dim = 0; dim < type.getRank(); ++dim)
        if (type.isDynamicDim(dim))
          extents.push_back(descriptor.size(rewriter, loc, dim));
    }
    arguments.append(extents);
    arguments.append(indices);
    auto lowered = LLVM::CallOp::create(rewriter, loc, TypeRange{rewriter.getI32Type()},
                                        call.getCallee(), arguments);
    lowered->setAttr("lith.kernel", rewriter.getUnitAttr());
    // Errors return between the two calls.
    if (auto site = call->getAttrOfType<IntegerAttr>(siteAttrName)) {
      Value number = LLVM::ConstantOp::create(rewriter, loc, site);
      Value flops = computeFlops(call, adaptor.getOperands(), rewriter);
      LLVM::CallOp::create(rewriter, loc, TypeRange{}, observedSymbol,
                           ValueRange{arguments.front(), number, flops});
    }
    rewriter.eraseOp(call);
    return success();
  }
};

/// Copies between views that are not contiguous become loops; upstream's lowering calls a library.
void replaceStridedCopies(ModuleOp module) {
  module.walk([](memref::CopyOp copy) {
    auto isContiguous = [](Value value) {
      return cast<MemRefType>(value.getType()).getLayout().isIdentity();
    };
    if (isContiguous(copy.getSource()) && isContiguous(copy.getTarget()))
      return;
    OpBuilder builder(copy);
    linalg::CopyOp::create(builder, copy.getLoc(), copy.getSource(), copy.getTarget());
    copy.erase();
  });
}

LogicalResult lowerToControlFlow(ModuleOp module) {
  replaceStridedCopies(module);
  PassManager passes(module.getContext(), ModuleOp::getOperationName());
  passes.enableVerifier(false);
  passes.addNestedPass<func::FuncOp>(createConvertLinalgToLoopsPass());
  passes.addPass(memref::createExpandStridedMetadataPass());
  passes.addPass(createLowerAffinePass());
  passes.addPass(arith::createArithExpandOpsPass());
  passes.addPass(createCanonicalizerPass());
  passes.addPass(createCSEPass());
  passes.addPass(createSCFToControlFlowPass());
  return passes.run(module);
}

/// Declares the kernels, and what watches them; the conversion itself leaves symbols alone.
void declareKernels(ModuleOp module) {
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  llvm::StringSet<> declared;
  module.walk([&](LLVM::CallOp call) {
    bool isKernel = call->hasAttr("lith.kernel");
    if ((!isKernel && call.getCallee() != observedSymbol.str()) ||
        !declared.insert(*call.getCallee()).second)
      return;
    Type result =
        isKernel ? Type(builder.getI32Type()) : LLVM::LLVMVoidType::get(module.getContext());
    auto type = LLVM::LLVMFunctionType::get(result, SmallVector<Type>(call->getOperandTypes()));
    LLVM::LLVMFuncOp::create(builder, module.getLoc(), *call.getCallee(), type);
  });
}

/// Makes a function that calls kernels return at the first error.
void returnErrors(LLVM::LLVMFuncOp function) {
  SmallVector<LLVM::CallOp> calls;
  function.walk([&](LLVM::CallOp call) {
    if (call->hasAttr("lith.kernel"))
      calls.push_back(call);
  });
  auto type = function.getFunctionType();
  if (function.isExternal() || type.getParams().empty() ||
      !isa<LLVM::LLVMVoidType>(type.getReturnType()) ||
      !isa<LLVM::LLVMPointerType>(type.getParams().front()))
    return;
  OpBuilder builder(function.getContext());
  Location loc = function.getLoc();
  Type i32 = builder.getI32Type();
  function.setFunctionType(LLVM::LLVMFunctionType::get(i32, type.getParams()));
  function.walk([&](LLVM::ReturnOp ret) {
    builder.setInsertionPoint(ret);
    LLVM::ReturnOp::create(builder, loc, LLVM::ConstantOp::create(builder, loc, i32, 0));
    ret.erase();
  });
  if (calls.empty())
    return;
  Block *failed = &function.getBody().emplaceBlock();
  failed->addArgument(i32, loc);
  builder.setInsertionPointToEnd(failed);
  LLVM::ReturnOp::create(builder, loc, failed->getArgument(0));
  for (LLVM::CallOp call : calls) {
    Block *block = call->getBlock();
    Block *rest = block->splitBlock(std::next(call->getIterator()));
    builder.setInsertionPointToEnd(block);
    Value zero = LLVM::ConstantOp::create(builder, loc, i32, 0);
    Value isError =
        LLVM::ICmpOp::create(builder, loc, LLVM::ICmpPredicate::ne, call.getResult(), zero);
    LLVM::CondBrOp::create(builder, loc, isError, failed, ValueRange{call.getResult()}, rest,
                           ValueRange{});
  }
}

LogicalResult convertToLLVMDialect(ModuleOp module) {
  MLIRContext *context = module.getContext();
  LLVMTypeConverter converter(context);
  RewritePatternSet patterns(context);
  arith::populateArithToLLVMConversionPatterns(converter, patterns);
  cf::populateControlFlowToLLVMConversionPatterns(converter, patterns);
  populateMathToLLVMConversionPatterns(converter, patterns);
  populateFinalizeMemRefToLLVMConversionPatterns(converter, patterns);
  populateFuncToLLVMConversionPatterns(converter, patterns);
  patterns.add<LowerKernelCall>(converter);
  LLVMConversionTarget target(*context);
  target.addLegalOp<ModuleOp>();
  if (failed(applyFullConversion(module, target, std::move(patterns))))
    return failure();
  declareKernels(module);
  for (auto function : module.getOps<LLVM::LLVMFuncOp>())
    returnErrors(function);
  PassManager passes(context, ModuleOp::getOperationName());
  passes.addPass(createReconcileUnrealizedCastsPass());
  return passes.run(module);
}

} // namespace

llvm::Expected<std::unique_ptr<llvm::Module>> translateToLLVM(ModuleOp module,
                                                              llvm::LLVMContext &context) {
  if (failed(lowerToControlFlow(module)) || failed(convertToLLVMDialect(module)))
    return llvm::createStringError("the lowering to LLVM failed");
  // Debug locations would differ between identical kernels of different layers.
  module->walk([&](Operation *op) { op->setLoc(UnknownLoc::get(module.getContext())); });
  std::unique_ptr<llvm::Module> translated = translateModuleToLLVMIR(module, context);
  if (!translated)
    return llvm::createStringError("the translation to LLVM IR failed");
  return translated;
}

} // namespace lith::compiler
