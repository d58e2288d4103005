// Finds shapes by walking from a tensor to the ops that gave it its sizes.
#include "passes/SymbolicShapes.h"

#include "dialects/kernel/KernelDialect.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

namespace lith::passes {

SymbolicShapes::SymbolicShapes(func::FuncOp function) : context(function.getContext()) {
  AffineExpr batch;
  auto add = [&](std::string name, BlockArgument argument, unsigned dim) {
    names.push_back(std::move(name));
    sources.push_back({argument, dim});
    return getAffineSymbolExpr(names.size() - 1, context);
  };
  for (BlockArgument argument : function.getArguments()) {
    auto type = dyn_cast<RankedTensorType>(argument.getType());
    if (!type)
      continue;
    auto given = function.getArgAttrOfType<StringAttr>(argument.getArgNumber(), "layer.name");
    std::string name = given ? given.str() : "input_" + std::to_string(argument.getArgNumber());
    for (unsigned dim = 0; dim < type.getRank(); ++dim) {
      if (!type.isDynamicDim(dim))
        continue;
      if (dim == 0 && !batch)
        batch = add("batch", argument, dim);
      extents[{argument, dim}] =
          dim == 0 ? batch : add(name + "." + std::to_string(dim), argument, dim);
    }
  }
}

FailureOr<SmallVector<AffineExpr>> SymbolicShapes::getShape(Value tensor) {
  SmallVector<AffineExpr> shape;
  for (unsigned dim = 0, rank = cast<ShapedType>(tensor.getType()).getRank(); dim < rank; ++dim) {
    FailureOr<AffineExpr> extent = getExtent(tensor, dim);
    if (failed(extent))
      return failure();
    shape.push_back(*extent);
  }
  return shape;
}

FailureOr<AffineExpr> SymbolicShapes::getExtent(Value tensor, unsigned dim) {
  auto type = cast<ShapedType>(tensor.getType());
  if (!type.isDynamicDim(dim))
    return getAffineConstantExpr(type.getDimSize(dim), context);
  if (AffineExpr known = extents.lookup({tensor, dim}))
    return known;
  FailureOr<AffineExpr> extent = computeExtent(tensor, dim);
  if (succeeded(extent))
    extents[{tensor, dim}] = *extent;
  return extent;
}

/// The number of a dynamic dimension among the dynamic ones of its type.
static unsigned dynamicIndex(Value tensor, unsigned dim) {
  return cast<ShapedType>(tensor.getType()).getDynamicDimIndex(dim);
}

FailureOr<AffineExpr> SymbolicShapes::computeExtent(Value tensor, unsigned dim) {
  if (auto argument = dyn_cast<BlockArgument>(tensor)) {
    // A loop keeps the shapes of what it carries.
    if (auto loop = dyn_cast<scf::ForOp>(argument.getOwner()->getParentOp()))
      return getExtent(loop.getTiedLoopInit(argument)->get(), dim);
    return failure();
  }
  Operation *op = tensor.getDefiningOp();
  unsigned result = cast<OpResult>(tensor).getResultNumber();
  return TypeSwitch<Operation *, FailureOr<AffineExpr>>(op)
      .Case([&](kernel::CallOp call) {
        unsigned size = dynamicIndex(tensor, dim);
        for (Type type : call.getResults().take_front(result).getTypes())
          size += cast<ShapedType>(type).getNumDynamicDims();
        return getIndex(call.getSizes()[size]);
      })
      .Case([&](tensor::EmptyOp empty) {
        return getIndex(empty.getDynamicSizes()[dynamicIndex(tensor, dim)]);
      })
      .Case<tensor::CastOp, tensor::BitcastOp>(
          [&](auto cast) { return getExtent(cast.getSource(), dim); })
      .Case(
          [&](tensor::ExpandShapeOp expand) { return getIndex(expand.getMixedOutputShape()[dim]); })
      .Case([&](tensor::CollapseShapeOp collapse) -> FailureOr<AffineExpr> {
        AffineExpr product = getAffineConstantExpr(1, context);
        SmallVector<ReassociationIndices> groups = collapse.getReassociationIndices();
        for (int64_t part : groups[dim]) {
          FailureOr<AffineExpr> extent = getExtent(collapse.getSrc(), part);
          if (failed(extent))
            return failure();
          product = product * *extent;
        }
        return product;
      })
      .Case([&](tensor::ExtractSliceOp slice) -> FailureOr<AffineExpr> {
        llvm::SmallBitVector dropped = slice.getDroppedDims();
        unsigned source = 0;
        for (unsigned kept = 0;; ++source)
          if (!dropped.test(source) && kept++ == dim)
            break;
        return getIndex(slice.getMixedSizes()[source]);
      })
      .Case([&](tensor::InsertSliceOp insert) { return getExtent(insert.getDest(), dim); })
      .Case([&](tensor::PadOp pad) -> FailureOr<AffineExpr> {
        FailureOr<AffineExpr> source = getExtent(pad.getSource(), dim),
                              low = getIndex(pad.getMixedLowPad()[dim]),
                              high = getIndex(pad.getMixedHighPad()[dim]);
        if (failed(source) || failed(low) || failed(high))
          return failure();
        return *source + *low + *high;
      })
      .Case([&](tensor::ConcatOp concat) -> FailureOr<AffineExpr> {
        if (dim != concat.getDim())
          return getExtent(concat.getInputs().front(), dim);
        AffineExpr sum = getAffineConstantExpr(0, context);
        for (Value input : concat.getInputs()) {
          FailureOr<AffineExpr> extent = getExtent(input, dim);
          if (failed(extent))
            return failure();
          sum = sum + *extent;
        }
        return sum;
      })
      .Case([&](scf::ForOp loop) { return getExtent(loop.getInitArgs()[result], dim); })
      .Case([&](scf::IfOp branch) { return getExtent(branch.thenYield().getOperand(result), dim); })
      .Case([&](DestinationStyleOpInterface structured) {
        return getExtent(structured.getDpsInitOperand(result)->get(), dim);
      })
      .Default([&](Operation *other) -> FailureOr<AffineExpr> {
        return other->emitError("the size of dimension ") << dim << " is not known at entry";
      });
}

FailureOr<AffineExpr> SymbolicShapes::getIndex(OpFoldResult index) {
  if (std::optional<int64_t> constant = getConstantIntValue(index))
    return getAffineConstantExpr(*constant, context);
  auto value = cast<Value>(index);
  if (AffineExpr known = indices.lookup(value))
    return known;
  FailureOr<AffineExpr> expr = computeIndex(value);
  if (succeeded(expr))
    indices[value] = *expr;
  return expr;
}

/// max(expr, 0), which affine expressions have no kind for: a factor that is 1 above zero and 0
/// below, where sizes and their differences are smaller than `bound`: as large as 32 bits allow,
/// since kernels compute sizes in those. The numerator is odd, so that no simplification splits it
/// into parts of which one is negative.
static AffineExpr notNegative(AffineExpr expr) {
  constexpr int64_t bound = int64_t(1) << 29;
  return expr * (expr * 2 + (2 * bound - 1)).floorDiv(2 * bound);
}

FailureOr<AffineExpr> SymbolicShapes::computeIndex(Value index) {
  Operation *op = index.getDefiningOp();
  if (!op)
    return emitError(index.getLoc(), "a size depends on a value that is not known at entry");
  if (auto dim = dyn_cast<tensor::DimOp>(op))
    return getExtent(dim.getSource(), *dim.getConstantIndex());
  SmallVector<AffineExpr> operands;
  for (Value operand : op->getOperands()) {
    FailureOr<AffineExpr> expr = getIndex(operand);
    if (failed(expr))
      return failure();
    operands.push_back(*expr);
  }
  // Extents are not negative, so the signed and unsigned forms agree.
  return TypeSwitch<Operation *, FailureOr<AffineExpr>>(op)
      .Case([&](arith::AddIOp) { return operands[0] + operands[1]; })
      .Case([&](arith::SubIOp) { return operands[0] - operands[1]; })
      .Case([&](arith::MulIOp) { return operands[0] * operands[1]; })
      .Case<arith::DivSIOp, arith::DivUIOp, arith::FloorDivSIOp>(
          [&](Operation *) { return operands[0].floorDiv(operands[1]); })
      .Case<arith::CeilDivSIOp, arith::CeilDivUIOp>(
          [&](Operation *) { return operands[0].ceilDiv(operands[1]); })
      .Case<arith::RemSIOp, arith::RemUIOp>([&](Operation *) { return operands[0] % operands[1]; })
      .Case([&](affine::AffineApplyOp apply) {
        AffineMap map = apply.getAffineMap();
        ArrayRef<AffineExpr> all(operands);
        return map.getResult(0).replaceDimsAndSymbols(all.take_front(map.getNumDims()),
                                                      all.drop_front(map.getNumDims()));
      })
      .Case<affine::AffineMaxOp, affine::AffineMinOp>([&](auto op) {
        AffineMap map = op.getMap();
        ArrayRef<AffineExpr> dims = ArrayRef(operands).take_front(map.getNumDims());
        ArrayRef<AffineExpr> symbols = ArrayRef(operands).drop_front(map.getNumDims());
        AffineExpr best = map.getResult(0).replaceDimsAndSymbols(dims, symbols);
        for (AffineExpr result : map.getResults().drop_front()) {
          AffineExpr other = result.replaceDimsAndSymbols(dims, symbols);
          best = isa<affine::AffineMaxOp>(op) ? other + notNegative(best - other)
                                              : best - notNegative(best - other);
        }
        return best;
      })
      .Case([&](arith::MaxSIOp) { return operands[1] + notNegative(operands[0] - operands[1]); })
      .Case([&](arith::MinSIOp) { return operands[0] - notNegative(operands[0] - operands[1]); })
      .Default([&](Operation *other) -> FailureOr<AffineExpr> {
        return other->emitError("a size depends on an op that size formulas do not know");
      });
}

Value SymbolicShapes::create(OpBuilder &builder, Location loc, AffineExpr expr, ValueRange given) {
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return arith::ConstantIndexOp::create(builder, loc, constant.getValue());
  if (auto symbol = dyn_cast<AffineSymbolExpr>(expr))
    return given[symbol.getPosition()];
  auto binary = cast<AffineBinaryOpExpr>(expr);
  Value lhs = create(builder, loc, binary.getLHS(), given);
  Value rhs = create(builder, loc, binary.getRHS(), given);
  switch (expr.getKind()) {
  case AffineExprKind::Add:
    return arith::AddIOp::create(builder, loc, lhs, rhs);
  case AffineExprKind::Mul:
    return arith::MulIOp::create(builder, loc, lhs, rhs);
  case AffineExprKind::FloorDiv:
    return arith::FloorDivSIOp::create(builder, loc, lhs, rhs);
  case AffineExprKind::CeilDiv: {
    Value one = arith::ConstantIndexOp::create(builder, loc, 1);
    Value last = arith::SubIOp::create(builder, loc, rhs, one);
    Value sum = arith::AddIOp::create(builder, loc, lhs, last);
    return arith::FloorDivSIOp::create(builder, loc, sum, rhs);
  }
  case AffineExprKind::Mod:
    return arith::RemUIOp::create(builder, loc, lhs, rhs);
  default:
    llvm_unreachable("formulas are made of constants, symbols and these");
  }
}

} // namespace lith::passes
