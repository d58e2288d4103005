// Registers the kernel dialect; verifiers, parsing and printing of its ops.
#include "dialects/kernel/KernelDialect.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Interfaces/FunctionImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace lith::kernel;

#include "dialects/kernel/KernelDialect.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "dialects/kernel/KernelAttrs.cpp.inc"

#define GET_OP_CLASSES
#include "dialects/kernel/KernelOps.cpp.inc"

void KernelDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dialects/kernel/KernelAttrs.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/kernel/KernelOps.cpp.inc"
      >();
}

//===-- FuncOp -------------------------------------------------------------------------------===//

void FuncOp::build(OpBuilder &builder, OperationState &state, StringRef name, FunctionType type) {
  state.addAttribute(getSymNameAttrName(state.name), builder.getStringAttr(name));
  state.addAttribute(getFunctionTypeAttrName(state.name), TypeAttr::get(type));
  Block &entry = state.addRegion()->emplaceBlock();
  entry.addArguments(type.getInputs(), SmallVector<Location>(type.getNumInputs(), state.location));
}

ParseResult FuncOp::parse(OpAsmParser &parser, OperationState &state) {
  auto buildType = [](Builder &builder, ArrayRef<Type> arguments, ArrayRef<Type> results,
                      function_interface_impl::VariadicFlag,
                      std::string &) { return builder.getFunctionType(arguments, results); };
  return function_interface_impl::parseFunctionOp(
      parser, state, /*allowVariadic=*/false, getFunctionTypeAttrName(state.name), buildType,
      getArgAttrsAttrName(state.name), getResAttrsAttrName(state.name));
}

void FuncOp::print(OpAsmPrinter &printer) {
  function_interface_impl::printFunctionOp(printer, *this, /*isVariadic=*/false,
                                           getFunctionTypeAttrName(), getArgAttrsAttrName(),
                                           getResAttrsAttrName());
}

/// Whether both code generators know the op: the closed set of DESIGN's kernel contract.
static bool isInContract(Operation *op) {
  return isa<linalg::GenericOp, linalg::FillOp, linalg::IndexOp, linalg::YieldOp, tensor::EmptyOp,
             tensor::ExtractOp, tensor::PadOp, tensor::YieldOp, tensor::ConcatOp,
             tensor::ExtractSliceOp, tensor::InsertSliceOp, tensor::ExpandShapeOp,
             tensor::CollapseShapeOp, tensor::DimOp, ReturnOp>(op) ||
         isa<arith::ArithDialect, math::MathDialect>(op->getDialect());
}

LogicalResult FuncOp::verifyRegions() {
  auto isTensor = [](Type type) { return isa<RankedTensorType>(type); };
  auto indices = llvm::drop_begin(getArgumentTypes(), llvm::count_if(getArgumentTypes(), isTensor));
  if (!llvm::all_of(getResultTypes(), isTensor) ||
      !llvm::all_of(indices, [](Type type) { return type.isIndex(); }))
    return emitOpError("kernel_func_c2: takes tensors, then indices, and gives tensors; is ")
           << getFunctionType();
  WalkResult walk = getBody().walk([](Operation *op) -> WalkResult {
    if (isInContract(op))
      return WalkResult::advance();
    return op->emitOpError("kernel_func_c1: is not allowed in a kernel");
  });
  return failure(walk.wasInterrupted());
}

LogicalResult ReturnOp::verify() {
  if (getOperandTypes() != TypeRange((*this)->getParentOfType<FuncOp>().getResultTypes()))
    return emitOpError("has operands ") << getOperandTypes() << " where the kernel returns "
                                        << (*this)->getParentOfType<FuncOp>().getResultTypes();
  return success();
}

//===-- CallOp -------------------------------------------------------------------------------===//

/// Same element type and shape; tensors and memrefs may stand for each other.
static bool agree(Type lhs, Type rhs) {
  if (lhs.isIndex() || rhs.isIndex())
    return lhs == rhs;
  auto left = dyn_cast<ShapedType>(lhs), right = dyn_cast<ShapedType>(rhs);
  return left && right && left.getElementType() == right.getElementType() &&
         succeeded(verifyCompatibleShape(left, right));
}

LogicalResult CallOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto callee = symbols.lookupNearestSymbolFrom<FuncOp>(*this, getCalleeAttr());
  if (!callee)
    return emitOpError("calls '") << getCallee() << "', which is not a kernel";
  auto isBuffer = [](Type type) { return isa<MemRefType>(type); };
  ArrayRef<Type> types = callee.getArgumentTypes();
  SmallVector<Type> expected(types);
  if (llvm::any_of(getArguments().getTypes(), isBuffer)) {
    // Results stand between tensors and indices.
    auto firstIndex = llvm::find_if(expected, [](Type type) { return type.isIndex(); });
    expected.insert(firstIndex, callee.getResultTypes().begin(), callee.getResultTypes().end());
  } else if (TypeRange(callee.getResultTypes()) != getResultTypes()) {
    return emitOpError("call_c1: has results ")
           << getResultTypes() << ", '" << getCallee() << "' gives " << callee.getResultTypes();
  }
  if (expected.size() != getArguments().size())
    return emitOpError("call_c1: has ") << getArguments().size() << " operands, '" << getCallee()
                                        << "' takes " << expected.size();
  for (auto [operand, type] : llvm::zip(getArguments(), expected))
    if (!agree(operand.getType(), type))
      return emitOpError("call_c1: has an operand ")
             << operand.getType() << " where '" << getCallee() << "' takes " << type;
  return success();
}

LogicalResult CallOp::verify() {
  int64_t dynamic = 0;
  for (Type type : getResultTypes())
    dynamic += cast<RankedTensorType>(type).getNumDynamicDims();
  if (dynamic != static_cast<int64_t>(getSizes().size()))
    return emitOpError("call_c2: has ")
           << getSizes().size() << " sizes for " << dynamic << " dynamic dimensions";
  return success();
}

void CallOp::getEffects(SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  for (OpOperand &operand : getOperation()->getOpOperands())
    if (isa<MemRefType>(operand.get().getType())) {
      effects.emplace_back(MemoryEffects::Read::get(), &operand);
      effects.emplace_back(MemoryEffects::Write::get(), &operand);
    }
}
