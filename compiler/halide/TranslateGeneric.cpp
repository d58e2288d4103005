// A linalg.generic as a Func: iterators become Vars and reduction domains, indexing maps become
// indices, the region becomes an expression.
#include "compiler/halide/ScalarOps.h"
#include "compiler/halide/Translator.h"

#include "llvm/ADT/SmallSet.h"

using namespace mlir;
using Halide::Expr;

namespace lith::compiler {
namespace {

//===-- Indices -----------------------------------------------------------------------------===//

Expr index(AffineExpr expr, const Exprs &loops) {
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return constantIndex(constant.getValue());
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return loops[dim.getPosition()];
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary)
    throw TranslationError{"an indexing map with symbols"};
  Expr lhs = index(binary.getLHS(), loops), rhs = index(binary.getRHS(), loops);
  switch (binary.getKind()) {
  case AffineExprKind::Add:
    return lhs + rhs;
  case AffineExprKind::Mul:
    return lhs * rhs;
  case AffineExprKind::FloorDiv:
    return lhs / rhs;
  case AffineExprKind::CeilDiv:
    return (lhs + rhs - 1) / rhs;
  default:
    return lhs % rhs;
  }
}

Exprs indices(AffineMap map, const Exprs &loops) {
  Exprs all;
  for (AffineExpr expr : map.getResults())
    all.push_back(index(expr, loops));
  return all;
}

//===-- Reductions --------------------------------------------------------------------------===//

/// The accumulators that `value` in the body is computed from, by the numbers of their results.
void findAccumulators(linalg::GenericOp generic, Value value,
                      llvm::SmallDenseSet<unsigned> &found) {
  SmallVector<Value> pending{value};
  llvm::SmallPtrSet<Operation *, 16> seen;
  while (!pending.empty()) {
    Value next = pending.pop_back_val();
    if (auto argument = dyn_cast<BlockArgument>(next)) {
      bool isOwn = argument.getOwner() == generic.getBody();
      if (isOwn && int64_t(argument.getArgNumber()) >= generic.getNumDpsInputs())
        found.insert(argument.getArgNumber() - generic.getNumDpsInputs());
    } else if (seen.insert(next.getDefiningOp()).second) {
      llvm::append_range(pending, next.getDefiningOp()->getOperands());
    }
  }
}

/// Halide stores the elements of a Tuple one after the other, and what it has stored is what the
/// next one reads (21.0: `best = f(best); at = g(best)` sees the new best). So a result that
/// reads the accumulator of another is stored before that one: the results in the order of their
/// stores.
SmallVector<unsigned> orderResults(linalg::GenericOp generic) {
  unsigned count = generic.getNumResults();
  std::vector<llvm::SmallDenseSet<unsigned>> reads(count);
  for (unsigned i = 0; i < count; ++i)
    findAccumulators(generic, generic.getBody()->getTerminator()->getOperand(i), reads[i]);
  SmallVector<unsigned> order;
  while (order.size() < count) {
    // Next comes one that no waiting one, itself aside, still reads.
    auto isFree = [&](unsigned i) {
      return !llvm::is_contained(order, i) && llvm::none_of(llvm::seq(count), [&](unsigned other) {
        return other != i && !llvm::is_contained(order, other) && reads[other].contains(i);
      });
    };
    auto all = llvm::seq(count);
    auto next = llvm::find_if(all, isFree);
    if (next == all.end())
      throw TranslationError{"a reduction whose results need each other in a circle"};
    order.push_back(*next);
  }
  return order;
}

/// Halide makes loops only of the reduction variables that it finds in a definition. A step that
/// is the same everywhere, as in counting, has none: it is made to depend on them.
void takeEveryStep(Expr &yield, const Expr &before, const Exprs &loops) {
  auto isReduction = [](const Expr &loop) {
    const auto *variable = loop.as<Halide::Internal::Variable>();
    return variable && variable->reduction_domain.defined();
  };
  auto isUsed = [&](const Expr &loop) {
    return isReduction(loop) &&
           Halide::Internal::expr_uses_var(yield, loop.as<Halide::Internal::Variable>()->name);
  };
  if (llvm::none_of(loops, isUsed))
    yield = Halide::select(*llvm::find_if(loops, isReduction) >= 0, yield, before);
}

} // namespace

Expr Translator::tripCount(linalg::GenericOp generic, unsigned loop, int64_t known) {
  if (!ShapedType::isDynamic(known))
    return constantIndex(known);
  for (OpOperand &operand : generic->getOpOperands())
    for (auto [dim, expr] : llvm::enumerate(generic.getMatchingIndexingMap(&operand).getResults()))
      if (auto plain = dyn_cast<AffineDimExpr>(expr); plain && plain.getPosition() == loop)
        return size(operand.get(), dim);
  throw TranslationError{"an iterator whose extent no operand gives"};
}

void Translator::defineGeneric(linalg::GenericOp generic) {
  Stage &stage = addStage(generic);
  stage.extents = generic.getStaticLoopRanges();
  Exprs loops;
  Halide::Region region;
  SmallVector<unsigned> reductions;
  auto iterators = generic.getIteratorTypesArray();
  std::vector<Halide::Var> vars = makeVars(stage, generic.getNumLoops());
  loops.assign(vars.begin(), vars.end());
  for (unsigned loop = generic.getNumLoops(); loop-- > 0;)
    if (iterators[loop] == utils::IteratorType::reduction) {
      reductions.push_back(loop);
      region.emplace_back(0, tripCount(generic, loop, stage.extents[loop]));
    }
  if (!reductions.empty()) {
    Halide::RDom domain(region, prefix + stage.name + "_r");
    for (auto [i, loop] : llvm::enumerate(reductions)) {
      loops[loop] = domain[i];
      stage.loops.insert_or_assign("d" + std::to_string(loop), domain[i]);
    }
  }
  SmallVector<unsigned> order = orderResults(generic);
  defineGenericValues(generic, stage.func, vars, loops, !reductions.empty(), order);
  for (auto [element, i] : llvm::enumerate(order))
    bind(generic.getResult(i), stage.func, order.size() == 1 ? -1 : element,
         sizes(generic.getDpsInits()[i]));
}

void Translator::defineGenericValues(linalg::GenericOp generic, Halide::Func func,
                                     const std::vector<Halide::Var> &vars, const Exprs &loops,
                                     bool reduces, ArrayRef<unsigned> order) {
  AffineMap map = generic.getMatchingIndexingMap(generic.getDpsInitOperand(0));
  if (!map.isProjectedPermutation())
    throw TranslationError{"a linalg.generic whose result is not indexed by plain iterators"};
  for (int64_t i = 1; i < generic.getNumDpsInits(); ++i)
    if (generic.getMatchingIndexingMap(generic.getDpsInitOperand(i)) != map)
      throw TranslationError{"a linalg.generic with results of several shapes"};
  std::vector<Halide::Var> args;
  for (AffineExpr expr : llvm::reverse(map.getResults()))
    args.push_back(vars[cast<AffineDimExpr>(expr).getPosition()]);
  Exprs place(args.rbegin(), args.rend()), inits;
  for (Value init : generic.getDpsInits())
    inits.push_back(isUninitialised(init) ? Halide::undef(toHalideType(getElementTypeOrSelf(init)))
                                          : read(init, place));
  auto inOrder = [&](const Exprs &values) {
    Exprs ordered;
    for (unsigned i : order)
      ordered.push_back(values[i]);
    return Halide::Tuple(ordered);
  };
  if (reduces) {
    func(args) = inOrder(inits);
    for (auto [element, i] : llvm::enumerate(order))
      inits[i] = inits.size() == 1 ? Expr(func(reversed(place)))
                                   : Expr(func(reversed(place))[int(element)]);
  }
  Exprs yields = translateBody(generic, loops, inits);
  if (reduces)
    takeEveryStep(yields[order.front()], inits[order.front()], loops);
  if (yields.size() == 1)
    func(args) = yields[0];
  else
    func(args) = inOrder(yields);
}

Exprs Translator::translateBody(linalg::GenericOp generic, const Exprs &loops, const Exprs &inits) {
  Block &body = generic.getRegion().front();
  llvm::DenseMap<Value, Expr> values;
  for (OpOperand *operand : generic.getDpsInputOperands()) {
    BlockArgument element = generic.getMatchingBlockArgument(operand);
    // What nobody reads (the window of a pooling) has no value.
    if (element.use_empty())
      continue;
    values[element] =
        isa<RankedTensorType>(operand->get().getType())
            ? read(operand->get(), indices(generic.getMatchingIndexingMap(operand), loops))
            : scalar(operand->get());
  }
  for (auto [i, init] : llvm::enumerate(inits))
    values[body.getArgument(generic.getNumDpsInputs() + i)] = init;
  for (Operation &op : body.without_terminator()) {
    if (auto linalgIndex = dyn_cast<linalg::IndexOp>(op)) {
      values[linalgIndex] = loops[linalgIndex.getDim()];
      continue;
    }
    if (auto extract = dyn_cast<tensor::ExtractOp>(op)) {
      values[extract] = readExtracted(extract, values);
      continue;
    }
    Exprs operands;
    for (Value operand : op.getOperands())
      operands.push_back(lookUp(operand, values));
    values[op.getResult(0)] = translateScalarOp(&op, operands);
  }
  Exprs yields;
  for (Value yielded : body.getTerminator()->getOperands())
    yields.push_back(lookUp(yielded, values));
  return yields;
}

} // namespace lith::compiler
