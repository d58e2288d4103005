// The body of a kernel as Halide Funcs: one for each op on tensors. Halide counts dimensions from
// the innermost, so indices are turned round here and nowhere else.
#include "compiler/halide/Translate.h"

#include "compiler/halide/Buffers.h"
#include "compiler/halide/ScalarOps.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using Halide::Expr;
using Exprs = std::vector<Halide::Expr>;

namespace lith::compiler {
namespace {

/// Elements of a constant that is written into a kernel.

Exprs reversed(Exprs exprs) {
  std::reverse(exprs.begin(), exprs.end());
  return exprs;
}

Expr constantIndex(int64_t value) {
  if (value < INT32_MIN || value > INT32_MAX)
    throw TranslationError{"an index beyond 32 bits"};
  return Expr(static_cast<int>(value));
}

/// What a tensor value is: a Func (or one element of a Tuple), or a buffer that came in.
struct Tensor {
  Halide::Func func;
  int element = -1;
  Halide::ImageParam input;
};

class Translator {
public:
  Translator(kernel::FuncOp kernel, const std::string &prefix) : kernel(kernel), prefix(prefix) {}

  Translation run() {
    buffers = describeBuffers(kernel);
    for (const BufferArgument &buffer : buffers)
      for (const BufferDim &dim : buffer.dims)
        result.dynamicCount += ShapedType::isDynamic(dim.extent);
    for (unsigned i = 0; i < kernel.getNumArguments(); ++i)
      result.mayAlias |= static_cast<bool>(kernel.getArgAttr(i, kernel::mayAliasAttrName));
    for (BlockArgument argument : kernel.getBody().getArguments())
      if (isa<RankedTensorType>(argument.getType()))
        defineInput(argument);
    for (BlockArgument argument : kernel.getBody().getArguments())
      if (!isa<RankedTensorType>(argument.getType()))
        defineIndex(argument);
    for (Operation &op : kernel.getBody().front().without_terminator())
      defineOp(&op);
    defineOutputs();
    return std::move(result);
  }

private:
  kernel::FuncOp kernel;
  const std::string &prefix;
  Translation result;
  std::vector<BufferArgument> buffers;
  llvm::DenseMap<Value, Tensor> tensors;
  llvm::DenseMap<Value, Expr> scalars;
  llvm::DenseMap<Value, Exprs> dynamicSizes;
  llvm::StringSet<> stageNames;
  unsigned tables = 0;
  llvm::SmallPtrSet<Operation *, 4> seenThrough;

  //===-- Names and sizes --------------------------------------------------------------------===//

  std::string nameStage(Operation *op) {
    std::string name = op->getName().stripDialect().str();
    if (auto given = op->getAttrOfType<StringAttr>(kernel::stageAttrName))
      name = given.str();
    std::string unique = name;
    for (unsigned i = 2; !stageNames.insert(unique).second; ++i)
      unique = name + "_" + std::to_string(i);
    return unique;
  }

  Expr size(Value tensor, int64_t dim) {
    auto type = cast<RankedTensorType>(tensor.getType());
    if (!type.isDynamicDim(dim))
      return constantIndex(type.getDimSize(dim));
    return dynamicSizes.at(tensor)[dim];
  }

  Exprs sizes(Value tensor) {
    Exprs all;
    for (int64_t dim = 0; dim < cast<RankedTensorType>(tensor.getType()).getRank(); ++dim)
      all.push_back(size(tensor, dim));
    return all;
  }

  Expr scalar(Value value) {
    auto found = scalars.find(value);
    if (found == scalars.end())
      throw TranslationError{"a number that is not known outside of loops"};
    return found->second;
  }

  Expr scalar(OpFoldResult value) {
    if (auto attribute = dyn_cast<Attribute>(value))
      return constantIndex(cast<IntegerAttr>(attribute).getInt());
    return scalar(cast<Value>(value));
  }

  Exprs scalarsOf(ArrayRef<OpFoldResult> values) {
    Exprs all;
    for (OpFoldResult value : values)
      all.push_back(scalar(value));
    return all;
  }

  //===-- Reading tensors --------------------------------------------------------------------===//

  Expr read(Value tensor, const Exprs &indices) {
    const Tensor &source = tensors.at(tensor);
    if (source.input.defined())
      return source.input(reversed(indices));
    if (source.element < 0)
      return source.func(reversed(indices));
    return source.func(reversed(indices))[source.element];
  }

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

  //===-- Defining Funcs ---------------------------------------------------------------------===//

  Stage &addStage(Operation *op) {
    Stage stage{nameStage(op), op, {}, {}, {}};
    stage.func = Halide::Func(prefix + stage.name);
    result.stages.push_back(std::move(stage));
    return result.stages.back();
  }

  static std::vector<Halide::Var> makeVars(Stage &stage, size_t count) {
    std::vector<Halide::Var> vars;
    for (size_t i = 0; i < count; ++i) {
      std::string name = "d" + std::to_string(i);
      vars.emplace_back(name);
      stage.loops.emplace(name, vars.back());
    }
    return vars;
  }

  void defineInput(BlockArgument argument) {
    const BufferArgument *buffer = &buffers[result.inputs.size()];
    std::optional<BufferArgument> seen;
    Value value = argument;
    // An input of which only a reshape is read comes in as that.
    while (value.hasOneUse() &&
           isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(*value.user_begin())) {
      auto through = seeThroughReshape(*buffer, *value.user_begin(), /*bufferIsSource=*/true);
      if (!through)
        break;
      seenThrough.insert(*value.user_begin());
      value = value.user_begin()->getResult(0);
      seen = std::move(through);
      buffer = &*seen;
    }
    Halide::ImageParam param(buffer->type, buffer->dims.size(),
                             prefix + "in" + std::to_string(argument.getArgNumber()));
    Exprs extents;
    for (auto [i, dim] : llvm::enumerate(llvm::reverse(buffer->dims))) {
      constrainExtent(param.dim(i), dim);
      constrainStride(param.dim(i), dim);
      extents.insert(extents.begin(), param.dim(i).extent());
    }
    dynamicSizes[value] = extents;
    tensors[value].input = param;
    result.arguments.push_back(param);
    result.inputs.push_back(*buffer);
  }

  void defineIndex(BlockArgument argument) {
    Halide::Param<> param(Halide::Int(32), prefix + "at" + std::to_string(result.indexCount++));
    scalars[argument] = param;
    result.arguments.push_back(param);
  }

  template <typename Dimension>
  static void constrainExtent(Dimension dimension, const BufferDim &dim) {
    dimension.set_min(0);
    if (!ShapedType::isDynamic(dim.extent))
      dimension.set_extent(constantIndex(dim.extent));
  }

  template <typename Dimension>
  static void constrainStride(Dimension dimension, const BufferDim &dim) {
    if (!ShapedType::isDynamic(dim.stride))
      dimension.set_stride(constantIndex(dim.stride));
  }

  /// A stage without reduction, whose element at some indices is what `body` says.
  void defineElements(Operation *op, const Exprs &resultSizes,
                      llvm::function_ref<Expr(const Exprs &)> body) {
    Stage &stage = addStage(op);
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    std::vector<Halide::Var> vars = makeVars(stage, type.getRank());
    stage.extents.assign(type.getShape().begin(), type.getShape().end());
    stage.func(std::vector<Halide::Var>(vars.rbegin(), vars.rend())) =
        body(Exprs(vars.begin(), vars.end()));
    bind(op->getResult(0), stage.func, -1, resultSizes);
  }

  void bind(Value value, const Halide::Func &func, int element, const Exprs &resultSizes) {
    tensors[value].func = func;
    tensors[value].element = element;
    dynamicSizes[value] = resultSizes;
  }

  void defineOp(Operation *op) {
    // A reshape that an input is seen through is not computed.
    if (seenThrough.contains(op))
      return;
    llvm::TypeSwitch<Operation *>(op)
        .Case([&](linalg::GenericOp generic) { defineGeneric(generic); })
        .Case([&](linalg::FillOp fill) { defineFill(fill); })
        .Case([&](tensor::EmptyOp empty) { defineEmpty(empty); })
        .Case([&](arith::ConstantOp constant) { defineConstant(constant); })
        .Case([&](tensor::PadOp pad) { definePad(pad); })
        .Case([&](tensor::ConcatOp concat) { defineConcat(concat); })
        .Case([&](tensor::ExtractSliceOp slice) { defineExtractSlice(slice); })
        .Case([&](tensor::InsertSliceOp slice) { defineInsertSlice(slice); })
        .Case([&](tensor::ExpandShapeOp expand) { defineExpand(expand); })
        .Case([&](tensor::CollapseShapeOp collapse) { defineCollapse(collapse); })
        .Case([&](tensor::DimOp dim) {
          scalars[dim] = size(dim.getSource(), *dim.getConstantIndex());
        })
        .Case(
            [&](tensor::ExtractOp extract) { scalars[extract] = readExtracted(extract, scalars); })
        .Default([&](Operation *other) {
          if (other->getNumResults() != 1 || isa<ShapedType>(other->getResult(0).getType()))
            throw TranslationError{"op '" + other->getName().getStringRef().str() +
                                   "' has no translation to Halide"};
          Exprs operands;
          for (Value operand : other->getOperands())
            operands.push_back(scalar(operand));
          scalars[other->getResult(0)] = translateScalarOp(other, operands);
        });
  }

  //===-- linalg -----------------------------------------------------------------------------===//

  void defineFill(linalg::FillOp fill) {
    Expr value = scalar(fill.getInputs()[0]);
    defineElements(fill, sizes(fill.getOutputs()[0]), [&](const Exprs &) { return value; });
  }

  void defineEmpty(tensor::EmptyOp empty) {
    Exprs extents = scalarsOf(empty.getMixedSizes());
    Halide::Type type = toHalideType(empty.getType().getElementType());
    defineElements(empty, extents,
                   [&](const Exprs &) { return Halide::Internal::make_zero(type); });
  }

  /// A number, or a small table, which becomes data of the kernel.
  void defineConstant(arith::ConstantOp constant) {
    auto type = dyn_cast<RankedTensorType>(constant.getType());
    if (!type) {
      scalars[constant] = toHalideConstant(constant.getValue(), constant.getType());
      return;
    }
    auto elements = dyn_cast<DenseElementsAttr>(constant.getValue());
    if (!elements)
      throw TranslationError{"a constant tensor without its elements"};
    Exprs extents;
    for (int64_t extent : type.getShape())
      extents.push_back(constantIndex(extent));
    if (elements.isSplat()) {
      Expr value = toHalideConstant(elements.getSplatValue<Attribute>(), type.getElementType());
      defineElements(constant, extents, [&](const Exprs &) { return value; });
      return;
    }
    Halide::Buffer<> table = makeTable(elements, type);
    defineElements(constant, extents, [&](const Exprs &at) { return table(reversed(at)); });
  }

  Halide::Buffer<> makeTable(DenseElementsAttr elements, RankedTensorType type) {
    std::vector<int> extents(type.getShape().rbegin(), type.getShape().rend());
    Halide::Type element = toHalideType(type.getElementType());
    Halide::Buffer<> table(element, extents, prefix + "table" + std::to_string(tables++));
    auto *bytes = static_cast<char *>(table.data());
    for (auto [i, value] : llvm::enumerate(elements.getValues<Attribute>())) {
      llvm::APInt bits = isa<FloatAttr>(value) ? cast<FloatAttr>(value).getValue().bitcastToAPInt()
                                               : cast<IntegerAttr>(value).getValue();
      uint64_t raw = bits.getZExtValue();
      std::memcpy(bytes + i * element.bytes(), &raw, element.bytes());
    }
    return table;
  }

  /// The trip count of an iterator: that of a dimension that it alone indexes.
  Expr tripCount(linalg::GenericOp generic, unsigned loop, int64_t known) {
    if (!ShapedType::isDynamic(known))
      return constantIndex(known);
    for (OpOperand &operand : generic->getOpOperands())
      for (auto [dim, expr] :
           llvm::enumerate(generic.getMatchingIndexingMap(&operand).getResults()))
        if (auto plain = dyn_cast<AffineDimExpr>(expr); plain && plain.getPosition() == loop)
          return size(operand.get(), dim);
    throw TranslationError{"an iterator whose extent no operand gives"};
  }

  void defineGeneric(linalg::GenericOp generic) {
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

  /// Halide stores the elements of a Tuple one after the other, and what it has stored is what the
  /// next one reads (21.0: `best = f(best); at = g(best)` sees the new best). So a result that
  /// reads the accumulator of another is stored before that one: the results in the order of their
  /// stores.
  static SmallVector<unsigned> orderResults(linalg::GenericOp generic) {
    unsigned count = generic.getNumResults();
    std::vector<llvm::SmallDenseSet<unsigned>> reads(count);
    for (unsigned i = 0; i < count; ++i)
      findAccumulators(generic, generic.getBody()->getTerminator()->getOperand(i), reads[i]);
    SmallVector<unsigned> order;
    while (order.size() < count) {
      // Next comes one that no waiting one, itself aside, still reads.
      auto isFree = [&](unsigned i) {
        return !llvm::is_contained(order, i) &&
               llvm::none_of(llvm::seq(count), [&](unsigned other) {
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

  /// The accumulators that `value` in the body is computed from, by the numbers of their results.
  static void findAccumulators(linalg::GenericOp generic, Value value,
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

  void defineGenericValues(linalg::GenericOp generic, Halide::Func func,
                           const std::vector<Halide::Var> &vars, const Exprs &loops, bool reduces,
                           ArrayRef<unsigned> order) {
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
      inits.push_back(isUninitialised(init)
                          ? Halide::undef(toHalideType(getElementTypeOrSelf(init)))
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

  /// Halide makes loops only of the reduction variables that it finds in a definition. A step that
  /// is the same everywhere, as in counting, has none: it is made to depend on them.
  static void takeEveryStep(Expr &yield, const Expr &before, const Exprs &loops) {
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

  static bool isUninitialised(Value init) {
    return isa_and_nonnull<tensor::EmptyOp>(init.getDefiningOp());
  }

  Exprs translateBody(linalg::GenericOp generic, const Exprs &loops, const Exprs &inits) {
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

  Expr lookUp(Value value, const llvm::DenseMap<Value, Expr> &local) {
    auto found = local.find(value);
    return found == local.end() ? scalar(value) : found->second;
  }

  /// The contract says that indices of an extract are clamped: Halide is told so, and need not see
  /// it from the index's making.
  Expr readExtracted(tensor::ExtractOp extract, const llvm::DenseMap<Value, Expr> &local) {
    Exprs at;
    for (auto [dim, value] : llvm::enumerate(extract.getIndices()))
      at.push_back(
          Halide::unsafe_promise_clamped(Halide::cast(Halide::Int(32), lookUp(value, local)), 0,
                                         size(extract.getTensor(), dim) - 1));
    return read(extract.getTensor(), at);
  }

  //===-- tensor -----------------------------------------------------------------------------===//

  void definePad(tensor::PadOp pad) {
    Value padding = pad.getConstantPaddingValue();
    if (!padding)
      throw TranslationError{"a tensor.pad with a computed value"};
    Value source = pad.getSource();
    Exprs low = scalarsOf(pad.getMixedLowPad()), high = scalarsOf(pad.getMixedHighPad());
    Exprs inner = sizes(source), outer;
    for (size_t dim = 0; dim < inner.size(); ++dim)
      outer.push_back(Halide::Internal::simplify(inner[dim] + low[dim] + high[dim]));
    Expr outsideValue = padding.getDefiningOp() ? paddingValue(padding) : scalar(padding);
    defineElements(pad, outer, [&](const Exprs &at) {
      Expr outside = Halide::Internal::const_false();
      Exprs from = at;
      for (size_t dim = 0; dim < at.size(); ++dim) {
        bool below = !Halide::Internal::is_const_zero(low[dim]);
        bool above = !Halide::Internal::is_const_zero(high[dim]);
        if (below)
          outside = outside || at[dim] < low[dim];
        if (above)
          outside = outside || at[dim] >= low[dim] + inner[dim];
        if (below || above)
          from[dim] = Halide::clamp(Halide::likely(at[dim] - low[dim]), 0, inner[dim] - 1);
      }
      return Halide::select(outside, outsideValue, Halide::likely(read(source, from)));
    });
  }

  /// The padding value may be a constant inside the op's own region.
  Expr paddingValue(Value padding) {
    if (auto constant = padding.getDefiningOp<arith::ConstantOp>())
      return toHalideConstant(constant.getValue(), constant.getType());
    return scalar(padding);
  }

  /// f(begin + step * i) = source(i) for all i in `extents`, as an update of `stage`.
  void defineRegion(Stage &stage, const Exprs &begin, const Exprs &step, const Exprs &extents,
                    unsigned number, llvm::function_ref<Expr(const Exprs &)> source) {
    Halide::Region region;
    for (size_t dim = extents.size(); dim-- > 0;)
      region.emplace_back(0, extents[dim]);
    Exprs from(extents.size()), to(extents.size());
    Halide::RDom domain(region, prefix + stage.name + "_r" + std::to_string(number));
    for (size_t dim = 0; dim < extents.size(); ++dim) {
      from[dim] = domain[extents.size() - 1 - dim];
      to[dim] = from[dim] * step[dim] + begin[dim];
    }
    stage.func(reversed(to)) = source(from);
  }

  void defineConcat(tensor::ConcatOp concat) {
    Exprs outer = sizes(concat.getInputs()[0]);
    size_t along = concat.getDim();
    for (Value input : concat.getInputs().drop_front())
      outer[along] = outer[along] + size(input, along);
    outer[along] = Halide::Internal::simplify(outer[along]);
    // Nested selects would compute every part everywhere: each part is written to its place.
    defineElements(concat, outer, [&](const Exprs &) {
      return Halide::undef(toHalideType(concat.getResultType().getElementType()));
    });
    Stage &stage = result.stages.back();
    Exprs begin(outer.size(), 0), step(outer.size(), 1);
    for (auto [i, input] : llvm::enumerate(concat.getInputs())) {
      defineRegion(stage, begin, step, sizes(input), i,
                   [&, part = Value(input)](const Exprs &at) { return read(part, at); });
      begin[along] = Halide::Internal::simplify(begin[along] + size(input, along));
    }
  }

  void defineExtractSlice(tensor::ExtractSliceOp slice) {
    Exprs offsets = scalarsOf(slice.getMixedOffsets()), steps = scalarsOf(slice.getMixedStrides());
    Exprs extents = scalarsOf(slice.getMixedSizes()), kept;
    llvm::SmallBitVector dropped = slice.getDroppedDims();
    for (size_t dim = 0; dim < extents.size(); ++dim)
      if (!dropped[dim])
        kept.push_back(extents[dim]);
    promiseInside(slice.getSource(), offsets, steps, extents);
    defineElements(slice, kept, [&](const Exprs &at) {
      Exprs from;
      size_t next = 0;
      for (size_t dim = 0; dim < extents.size(); ++dim)
        from.push_back(dropped[dim] ? offsets[dim] : at[next++] * steps[dim] + offsets[dim]);
      return read(slice.getSource(), from);
    });
  }

  /// A slice lies inside its tensor: without this Halide bounds nothing by a computed offset.
  void promiseInside(Value tensor, Exprs &offsets, const Exprs &steps, const Exprs &extents) {
    for (size_t dim = 0; dim < offsets.size(); ++dim)
      if (!Halide::Internal::is_const(offsets[dim]))
        offsets[dim] = Halide::unsafe_promise_clamped(
            offsets[dim], 0, size(tensor, dim) - (extents[dim] - 1) * steps[dim] - 1);
  }

  void defineInsertSlice(tensor::InsertSliceOp slice) {
    Exprs offsets = scalarsOf(slice.getMixedOffsets()), steps = scalarsOf(slice.getMixedStrides());
    Exprs extents = scalarsOf(slice.getMixedSizes());
    llvm::SmallBitVector dropped = slice.getDroppedDims();
    promiseInside(slice.getDest(), offsets, steps, extents);
    bool uninitialised = isUninitialised(slice.getDest());
    defineElements(slice, sizes(slice.getDest()), [&](const Exprs &at) {
      return uninitialised ? Halide::undef(toHalideType(slice.getType().getElementType()))
                           : read(slice.getDest(), at);
    });
    defineRegion(result.stages.back(), offsets, steps, extents, 0, [&](const Exprs &at) {
      Exprs from;
      for (size_t dim = 0; dim < extents.size(); ++dim)
        if (!dropped[dim])
          from.push_back(at[dim]);
      return read(slice.getSource(), from);
    });
  }

  void defineExpand(tensor::ExpandShapeOp expand) {
    Exprs outer;
    for (OpFoldResult extent : expand.getMixedOutputShape())
      outer.push_back(scalar(extent));
    defineElements(expand, outer, [&](const Exprs &at) {
      Exprs from;
      for (const ReassociationIndices &group : expand.getReassociationIndices()) {
        Expr linear = at[group.front()];
        for (int64_t dim : llvm::drop_begin(group))
          linear = linear * outer[dim] + at[dim];
        from.push_back(linear);
      }
      return read(expand.getSrc(), from);
    });
  }

  void defineCollapse(tensor::CollapseShapeOp collapse) {
    Exprs inner = sizes(collapse.getSrc()), outer;
    auto groups = collapse.getReassociationIndices();
    for (const ReassociationIndices &group : groups) {
      Expr product = 1;
      for (int64_t dim : group)
        product = product * inner[dim];
      outer.push_back(Halide::Internal::simplify(product));
    }
    defineElements(collapse, outer, [&](const Exprs &at) {
      Exprs from(inner.size(), 0);
      for (auto [i, group] : llvm::enumerate(groups)) {
        Expr rest = at[i];
        for (int64_t dim : llvm::reverse(llvm::drop_begin(group))) {
          from[dim] = rest % inner[dim];
          rest = rest / inner[dim];
        }
        from[group.front()] = rest;
      }
      return read(collapse.getSrc(), from);
    });
  }

  //===-- Results ----------------------------------------------------------------------------===//

  Stage *stageOf(Value value) {
    for (Stage &stage : result.stages)
      if (stage.op == value.getDefiningOp())
        return &stage;
    return nullptr;
  }

  /// The values that the kernel returns, each behind the reshapes that its buffer can stand for.
  void seeResults(SmallVectorImpl<Value> &values, std::vector<BufferArgument> &seen) {
    Operation *terminator = kernel.getBody().front().getTerminator();
    for (auto [i, value] : llvm::enumerate(terminator->getOperands())) {
      BufferArgument buffer = buffers[result.inputs.size() + i];
      Value behind = value;
      while (Operation *op = behind.getDefiningOp()) {
        if (!isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op))
          break;
        auto through = seeThroughReshape(buffer, op, /*bufferIsSource=*/false);
        if (!through)
          break;
        buffer = std::move(*through);
        behind = op->getOperand(0);
      }
      values.push_back(behind);
      seen.push_back(std::move(buffer));
    }
  }

  /// Whether the op's Func can be an output itself: each of its values is returned once.
  static bool isReturnedWhole(Operation *op, ArrayRef<Value> values) {
    return op && llvm::all_of(op->getResults(),
                              [&](Value value) { return llvm::count(values, value) == 1; });
  }

  void defineOutputs() {
    SmallVector<Value> values;
    std::vector<BufferArgument> seen;
    seeResults(values, seen);
    Operation *terminator = kernel.getBody().front().getTerminator();
    for (auto [i, value] : llvm::enumerate(values)) {
      Stage *stage = stageOf(value);
      if (stage && stage->isOutput)
        continue;
      if (stage && isReturnedWhole(stage->op, values)) {
        std::vector<BufferArgument> elements;
        SmallVector<Value> results(stage->op->getResults());
        llvm::sort(results,
                   [&](Value a, Value b) { return tensors.at(a).element < tensors.at(b).element; });
        for (Value element : results)
          elements.push_back(seen[llvm::find(values, element) - values.begin()]);
        addOutput(*stage, elements);
        continue;
      }
      addOutput(defineCopy(terminator, value, seen[i]), {seen[i]});
    }
  }

  /// A result that is an argument, or is returned twice, or is one of several values of an op.
  Stage &defineCopy(Operation *terminator, Value value, const BufferArgument &buffer) {
    Stage stage{nameStage(terminator), terminator, {}, {}, {}};
    stage.func = Halide::Func(prefix + stage.name);
    std::vector<Halide::Var> vars = makeVars(stage, buffer.dims.size());
    for (const BufferDim &dim : buffer.dims)
      stage.extents.push_back(dim.extent);
    stage.func(std::vector<Halide::Var>(vars.rbegin(), vars.rend())) =
        read(value, Exprs(vars.begin(), vars.end()));
    result.stages.push_back(std::move(stage));
    return result.stages.back();
  }

  void addOutput(Stage &stage, ArrayRef<BufferArgument> elements) {
    stage.isOutput = true;
    std::vector<Halide::Var> vars = stage.func.args();
    for (auto [i, buffer] : llvm::enumerate(elements)) {
      Halide::OutputImageParam output = stage.func.output_buffers()[i];
      for (auto [k, dim] : llvm::enumerate(llvm::reverse(buffer.dims))) {
        // A Tuple's later outputs have the extents of its first.
        if (i == 0)
          constrainExtent(output.dim(k), dim);
        constrainStride(output.dim(k), dim);
        if (!ShapedType::isDynamic(dim.extent))
          stage.func.bound(vars[k], 0, constantIndex(dim.extent));
      }
      result.results.push_back(buffer);
    }
    result.outputs.push_back(stage.func);
  }
};

} // namespace

Translation translateKernel(kernel::FuncOp kernel, const std::string &prefix) {
  return Translator(kernel, prefix).run();
}

} // namespace lith::compiler
