// Sums of products: every one of them is axes with labels, and one loop nest.
#include "dialects/layer/SumOperations.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Folds.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Operations.h"

#include <map>

using namespace mlir;
using namespace lith::layer;

using B = ImplicitLocOpBuilder;
using Shape = SmallVector<int64_t>;
using Labels = SmallVector<int>;

namespace {

RankedTensorType typeOf(Value value) { return cast<RankedTensorType>(value.getType()); }

/// A sum of products: a label for each axis of each operand, and those of the result. A shape that
/// is not that of the labels is what the result is reshaped to.
struct Sum {
  SmallVector<Labels> operands;
  Labels result;
  bool isFlat = false; // outer: the axes of each operand become one
};

/// The extent behind each label; none where axes do not fit together. An extent of 1 fits any.
std::optional<std::map<int, int64_t>> extentsOf(Operation *op, const Sum &sum) {
  std::map<int, int64_t> extents;
  for (auto [operand, labels] : llvm::zip_equal(op->getOperands(), sum.operands))
    for (auto [size, label] : llvm::zip_equal(typeOf(operand).getShape(), labels)) {
      auto [known, isNew] = extents.try_emplace(label, size);
      if (!isNew && known->second == 1)
        known->second = size;
      if (size != 1 && known->second != size)
        return std::nullopt;
    }
  return extents;
}

/// The type of the products' sum; null where the operands are no numbers.
Type sumType(Operation *op) {
  Type common = typeOf(op->getOperand(0)).getElementType();
  for (Value operand : op->getOperands())
    common = promoteTypes(common, typeOf(operand).getElementType());
  // Keras's quantized layers are made of such products.
  bool isInt8 = llvm::all_of(op->getOperands(), [](Value operand) {
    return typeOf(operand).getElementType().isSignlessInteger(8);
  });
  if (isInt8 && isa<OpsMatmulOp, OpsEinsumOp>(op))
    return IntegerType::get(op->getContext(), 32);
  return isComputable(common) ? common : Type();
}

LogicalResult inferSum(Operation *op, const std::optional<Sum> &sum, SmallVectorImpl<Type> &types) {
  std::optional<std::map<int, int64_t>> extents;
  if (sum)
    extents = extentsOf(op, *sum);
  if (!extents)
    return breaks(op, 1) << "operands do not fit together: " << op->getOperandTypes();
  Type element = sumType(op);
  if (!element)
    return breaks(op, 2) << "elements must be numbers, are those of " << op->getOperandTypes();
  Shape shape;
  for (int label : sum->result)
    shape.push_back(extents->at(label));
  if (sum->isFlat) {
    for (Value operand : op->getOperands())
      if (!typeOf(operand).hasStaticShape())
        return breaks(op, 1) << "operands must have known shapes, are " << op->getOperandTypes();
    shape = {typeOf(op->getOperand(0)).getNumElements(),
             typeOf(op->getOperand(1)).getNumElements()};
  }
  types.push_back(RankedTensorType::get(shape, element));
  return success();
}

/// Whether samples meet: their axis has to be the first of each operand that has it, and of the
/// result.
bool mixesSum(Operation *op, const Sum &sum) {
  std::optional<int> batch;
  for (auto [operand, labels] : llvm::zip_equal(op->getOperands(), sum.operands))
    if (hasOpenBatch(operand)) {
      if (batch && *batch != labels[0])
        return true;
      batch = labels[0];
    }
  if (!batch)
    return false;
  bool staysInFront = !sum.result.empty() && sum.result[0] == *batch && !sum.isFlat;
  return !staysInFront || llvm::any_of(sum.operands, [&](const Labels &labels) {
    return !labels.empty() && llvm::is_contained(ArrayRef(labels).drop_front(), *batch);
  });
}

Value lowerSum(Operation *op, const Sum &sum, OpBuilder &builder) {
  Location loc = op->getLoc();
  Type element = toSignedType(sumType(op));
  std::map<int, int64_t> extents = *extentsOf(op, sum);
  // Loops: the result's labels, then those that are summed over.
  Labels loops(sum.result);
  for (const Labels &labels : sum.operands)
    for (int label : labels)
      if (!llvm::is_contained(loops, label))
        loops.push_back(label);
  std::map<int, OpFoldResult> sizes;
  SmallVector<Value> operands;
  SmallVector<AffineMap> maps;
  for (auto [operand, labels] : llvm::zip_equal(op->getOperands(), sum.operands)) {
    SmallVector<AffineExpr> exprs;
    for (auto [dim, label] : llvm::enumerate(labels)) {
      bool isStretched = typeOf(operand).getDimSize(dim) == 1 && extents[label] != 1;
      unsigned loop = llvm::find(loops, label) - loops.begin();
      exprs.push_back(isStretched ? builder.getAffineConstantExpr(0)
                                  : builder.getAffineDimExpr(loop));
      if (!isStretched)
        sizes.try_emplace(label, tensor::getMixedSize(builder, loc, operand, dim));
    }
    maps.push_back(AffineMap::get(loops.size(), 0, exprs, builder.getContext()));
    operands.push_back(createConversion(builder, loc, operand, element));
  }
  SmallVector<AffineExpr> kept; // none of them where all is summed over
  for (unsigned loop = 0; loop < sum.result.size(); ++loop)
    kept.push_back(builder.getAffineDimExpr(loop));
  maps.push_back(AffineMap::get(loops.size(), 0, kept, builder.getContext()));
  SmallVector<OpFoldResult> resultSizes;
  for (int label : sum.result)
    resultSizes.push_back(sizes.at(label));
  Value init = createFilled(builder, loc, resultSizes, element, 0.0);
  Value result =
      createReduction(builder, loc, operands, init, maps, loops.size() - sum.result.size(),
                      [&](OpBuilder &nested, Location at, ValueRange e) {
                        B b(at, nested);
                        Value product = e[0];
                        for (Value factor : e.drop_front().drop_back())
                          product = folds::mul(b, product, factor);
                        return folds::add(b, e.back(), product);
                      });
  result = createConversion(builder, loc, result, sumType(op));
  return createReshape(builder, loc, result, typeOf(op->getResult(0)));
}

Labels labelsFrom(int first, int64_t count) {
  return llvm::to_vector(llvm::seq<int>(first, first + int(count)));
}

int64_t rankOf(Value value) { return typeOf(value).getRank(); }

std::optional<Sum> sumOf(OpsMatmulOp op) {
  int64_t left = rankOf(op.getLhs()), right = rankOf(op.getRhs());
  if (left == 0 || right == 0)
    return std::nullopt;
  // Labels of axes in front count from the end, so that they meet: 3, 4, ..
  int64_t leftFront = std::max<int64_t>(left - 2, 0), rightFront = std::max<int64_t>(right - 2, 0);
  auto front = [](int64_t count) {
    Labels labels = labelsFrom(3, count);
    std::reverse(labels.begin(), labels.end());
    return labels;
  };
  Sum sum{{front(leftFront), front(rightFront)}, front(std::max(leftFront, rightFront)), false};
  if (left > 1) {
    sum.operands[0].push_back(0);
    sum.result.push_back(0);
  }
  sum.operands[0].push_back(1);
  sum.operands[1].push_back(1);
  if (right > 1) {
    sum.operands[1].push_back(2);
    sum.result.push_back(2);
  }
  return sum;
}

std::optional<Sum> sumOf(OpsDotOp op) {
  int64_t left = rankOf(op.getLhs()), right = rankOf(op.getRhs());
  Sum sum{{labelsFrom(0, left), labelsFrom(int(left), right)}, {}, false};
  if (left && right)
    sum.operands[1][right > 1 ? right - 2 : 0] = int(left) - 1;
  for (const Labels &labels : sum.operands)
    for (int label : labels)
      if (!left || !right || label != int(left) - 1)
        sum.result.push_back(label);
  return sum;
}

std::optional<Sum> sumOf(OpsInnerOp op) {
  int64_t left = rankOf(op.getLhs()), right = rankOf(op.getRhs());
  Sum sum{{labelsFrom(0, left), labelsFrom(int(left), right)}, {}, false};
  if (left && right)
    sum.operands[1].back() = sum.operands[0].back();
  for (const Labels &labels : sum.operands)
    for (int label : labels)
      if (!left || !right || label != sum.operands[0].back())
        sum.result.push_back(label);
  return sum;
}

std::optional<Sum> sumOf(OpsVdotOp op) {
  if (typeOf(op.getLhs()).getShape() != typeOf(op.getRhs()).getShape())
    return std::nullopt;
  Labels all = labelsFrom(0, rankOf(op.getLhs()));
  return Sum{{all, all}, {}, false};
}

std::optional<Sum> sumOf(OpsOuterOp op) {
  int64_t left = rankOf(op.getLhs()), right = rankOf(op.getRhs());
  return Sum{{labelsFrom(0, left), labelsFrom(int(left), right)},
             labelsFrom(0, left + right),
             /*isFlat=*/true};
}

std::optional<Sum> sumOf(OpsTensordotOp op) {
  int64_t left = rankOf(op.getLhs()), right = rankOf(op.getRhs());
  ArrayRef<int64_t> axes = op.getAxes();
  Shape leftAxes, rightAxes;
  if (!op.getArePairs()) {
    if (axes.size() != 1 || axes[0] < 0 || axes[0] > std::min(left, right))
      return std::nullopt;
    leftAxes = llvm::to_vector(llvm::seq<int64_t>(left - axes[0], left));
    rightAxes = llvm::to_vector(llvm::seq<int64_t>(0, axes[0]));
  } else {
    if (axes.size() % 2)
      return std::nullopt;
    for (size_t i = 0; i < axes.size(); ++i) {
      bool isLeft = i < axes.size() / 2;
      std::optional<int64_t> axis = resolveAxis(axes[i], isLeft ? left : right);
      Shape &list = isLeft ? leftAxes : rightAxes;
      if (!axis || llvm::is_contained(list, *axis))
        return std::nullopt;
      list.push_back(*axis);
    }
  }
  Sum sum{{labelsFrom(0, left), labelsFrom(int(left), right)}, {}, false};
  for (auto [l, r] : llvm::zip_equal(leftAxes, rightAxes))
    sum.operands[1][r] = int(l);
  for (auto [axis, label] : llvm::enumerate(sum.operands[0]))
    if (!llvm::is_contained(leftAxes, int64_t(axis)))
      sum.result.push_back(label);
  for (auto [axis, label] : llvm::enumerate(sum.operands[1]))
    if (!llvm::is_contained(rightAxes, int64_t(axis)))
      sum.result.push_back(label);
  return sum;
}

/// The letters of "ij,jk->ik"; "..." stands for the axes in front that have no letter, which meet
/// from the end.
std::optional<Labels> readLetters(StringRef text, int64_t rank, int64_t &ellipsis) {
  int64_t letters = llvm::count_if(text, llvm::isAlpha);
  Labels labels;
  for (text = text.trim(); !text.empty();) {
    if (text.consume_front("...")) {
      if (rank >= 0)
        ellipsis = rank - letters;
      for (int64_t left = ellipsis; left > 0; --left)
        labels.push_back(-int(left));
      if (ellipsis < 0)
        return std::nullopt;
      continue;
    }
    char letter = text.consume_front(" ") ? ' ' : text.front();
    if (letter == ' ')
      continue;
    if (!llvm::isAlpha(letter))
      return std::nullopt;
    labels.push_back(letter);
    text = text.drop_front();
  }
  if (rank >= 0 && int64_t(labels.size()) != rank)
    return std::nullopt;
  return labels;
}

std::optional<Sum> sumOf(OpsEinsumOp op) {
  auto [from, to] = op.getSubscripts().split("->");
  bool isExplicit = op.getSubscripts().contains("->");
  SmallVector<StringRef> parts;
  from.split(parts, ',');
  if (parts.size() != op.getOperands().size())
    return std::nullopt;
  Sum sum;
  int64_t widest = 0;
  for (auto [part, operand] : llvm::zip_equal(parts, op.getOperands())) {
    int64_t ellipsis = 0;
    std::optional<Labels> labels = readLetters(part, rankOf(operand), ellipsis);
    if (!labels)
      return std::nullopt;
    widest = std::max(widest, ellipsis);
    sum.operands.push_back(*labels);
  }
  std::map<int, int> counts;
  for (const Labels &labels : sum.operands)
    for (int label : labels)
      ++counts[label];
  if (isExplicit) {
    std::optional<Labels> labels = readLetters(to, -1, widest);
    if (!labels)
      return std::nullopt;
    sum.result = *labels;
  } else {
    for (auto [label, count] : counts) // sorted; what "..." stands for is in front
      if (label < 0 || count == 1)
        sum.result.push_back(label);
  }
  for (auto [i, label] : llvm::enumerate(sum.result))
    if (!counts.count(label) || llvm::is_contained(ArrayRef(sum.result).take_front(i), label))
      return std::nullopt;
  return sum;
}

} // namespace

#define LITH_SUM(Op)                                                                               \
  LogicalResult Op::inferTypes(SmallVectorImpl<Type> &types) {                                     \
    return inferSum(*this, sumOf(*this), types);                                                   \
  }                                                                                                \
  bool Op::mixesSamples() { return mixesSum(*this, *sumOf(*this)); }                               \
  LogicalResult Op::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {                   \
    return results.push_back(lowerSum(*this, *sumOf(*this), builder)), success();                  \
  }
LITH_SUM(OpsMatmulOp)
LITH_SUM(OpsDotOp)
LITH_SUM(OpsInnerOp)
LITH_SUM(OpsVdotOp)
LITH_SUM(OpsOuterOp)
LITH_SUM(OpsTensordotOp)
LITH_SUM(OpsEinsumOp)
#undef LITH_SUM
void OpsMatmulOp::describeConfig(ConfigSpec &) {}
void OpsDotOp::describeConfig(ConfigSpec &) {}
void OpsInnerOp::describeConfig(ConfigSpec &) {}
void OpsVdotOp::describeConfig(ConfigSpec &) {}
void OpsOuterOp::describeConfig(ConfigSpec &) {}
void OpsTensordotOp::describeConfig(ConfigSpec &spec) {
  spec.integers("axes").flagList("are_pairs");
}
void OpsEinsumOp::describeConfig(ConfigSpec &spec) { spec.string("subscripts"); }
