// Attention without projections: config keys, variables, shape rules and lowering; and what the
// layers with heads share with it.
#include "dialects/layer/Attention.h"
#include "dialects/layer/Activations.h"
#include "dialects/layer/AttentionScores.h"
#include "dialects/layer/Einsum.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"

using namespace mlir;
using namespace lith::layer;

//===-- Shared -------------------------------------------------------------------------------===//

Value HiddenScores::createIsSeen(OpBuilder &builder, Location loc, Value target,
                                 Value source) const {
  ImplicitLocOpBuilder b(loc, builder);
  Value seen = arith::ConstantOp::create(b, b.getBoolAttr(true));
  if (causal)
    seen = arith::CmpIOp::create(b, arith::CmpIPredicate::sge, target, source);
  if (window > 0) {
    Value ahead = arith::SubIOp::create(b, target, source);
    Value behind = arith::SubIOp::create(b, source, target);
    Value distance = arith::MaxSIOp::create(b, ahead, behind);
    Value isNear = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, distance,
                                         arith::ConstantIndexOp::create(b, window));
    seen = arith::AndIOp::create(b, seen, isNear);
  }
  return seen;
}

Value lith::layer::mapHidden(OpBuilder &builder, Location loc, Value scores,
                             const HiddenScores &hidden,
                             llvm::function_ref<Value(OpBuilder &, Location, Value, Value)> body) {
  if (!hidden.any())
    return scores;
  int64_t rank = cast<RankedTensorType>(scores.getType()).getRank();
  return createElementwise(
      builder, loc, scores, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value target = linalg::IndexOp::create(nested, at, rank - 2);
        Value source = linalg::IndexOp::create(nested, at, rank - 1);
        return body(nested, at, e[0], hidden.createIsSeen(nested, at, target, source));
      });
}

LogicalResult lith::layer::checkAttended(LayerOpInterface op, ArrayRef<int64_t> attended) {
  ValueRange inputs = op.getInputs();
  auto query = cast<RankedTensorType>(inputs[0].getType());
  for (Value input : inputs) {
    auto type = cast<RankedTensorType>(input.getType());
    if (type.getRank() < 3 || type.getRank() != query.getRank() ||
        !isa<FloatType>(type.getElementType()) || type.getElementType() != query.getElementType())
      return violates(op, 1) << "query, value and key must have one rank of 3 or more and one "
                             << "float type, are " << inputs.getTypes();
  }
  auto value = cast<RankedTensorType>(inputs[1].getType());
  auto key = cast<RankedTensorType>(getKey(inputs).getType());
  auto differs = [](int64_t lhs, int64_t rhs) {
    return !ShapedType::isDynamic(lhs) && !ShapedType::isDynamic(rhs) && lhs != rhs;
  };
  for (int64_t dim = 0; dim + 1 < query.getRank(); ++dim) {
    bool isAttended = llvm::is_contained(attended, dim);
    if (differs(value.getDimSize(dim), key.getDimSize(dim)) ||
        (!isAttended && differs(query.getDimSize(dim), value.getDimSize(dim))))
      return violates(op, 2) << "query, value and key differ in dimension " << dim << ": "
                             << inputs.getTypes();
  }
  return success();
}

//===-- Scores and their use -----------------------------------------------------------------===//

namespace {

/// The operands that are no variables: those of rank 2 or more.
ValueRange takeInputs(Operation *op) {
  unsigned count = 0;
  while (count < op->getNumOperands() &&
         cast<RankedTensorType>(op->getOperand(count).getType()).getRank() >= 2)
    ++count;
  return op->getOperands().take_front(count);
}

void describeAttentionCall(CallSpec &spec) {
  spec.operands("inputs");
  spec.boolean("return_attention_scores");
  spec.boolean("use_causal_mask");
}

template <typename AttentionOp>
LogicalResult inferAttention(AttentionOp op, SmallVectorImpl<Type> &types) {
  ValueRange inputs = op.getInputs();
  // Without its variables the op can have fewer operands than its accessors count on.
  if (inputs.size() < 2 || inputs.size() > 3)
    return violates(op, 1) << "inputs must be query and value, and a key, if there is one, but "
                           << inputs.size() << " are given";
  auto query = cast<RankedTensorType>(inputs[0].getType());
  auto value = cast<RankedTensorType>(inputs[1].getType());
  auto key = cast<RankedTensorType>(getKey(inputs).getType());
  int64_t rank = query.getRank();
  if (failed(checkAttended(op, {rank - 2})))
    return failure();
  if (query.isDynamicDim(rank - 1) || query.getDimSize(rank - 1) != key.getDimSize(rank - 1))
    return violates(op, 2) << "query and key must have one, known last dimension, are " << query
                           << " and " << key;
  SmallVector<int64_t> shape(query.getShape()), scores(query.getShape());
  shape.back() = value.getDimSize(rank - 1);
  scores.back() = key.getDimSize(rank - 2);
  types.push_back(query.clone(shape));
  if (op.getReturnAttentionScores())
    types.push_back(query.clone(scores));
  return success();
}

/// sum over the last dimension of body(query[.., t, k], key[.., s, k], others ..), for each t and
/// s; `others` have that last dimension or none.
Value reducePairs(OpBuilder &builder, Location loc, Value query, Value key, ValueRange others,
                  llvm::function_ref<Value(OpBuilder &, Location, ValueRange)> body) {
  auto type = cast<RankedTensorType>(query.getType());
  int64_t rank = type.getRank();
  // Iterators: the leading dimensions, t, s, k. The key has s innermost, so that vectors along it
  // are loaded whole.
  SmallVector<int64_t> turned = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  std::swap(turned[rank - 2], turned[rank - 1]);
  Value keys = createTranspose(builder, loc, key, turned);
  AffineMap all = builder.getMultiDimIdentityMap(rank + 1);
  SmallVector<unsigned> lead = llvm::to_vector(llvm::seq<unsigned>(0, rank - 2));
  auto along = [&](std::initializer_list<unsigned> more) {
    SmallVector<unsigned> dims(lead);
    dims.append(more);
    return all.getSubMap(dims);
  };
  unsigned t = rank - 2, s = rank - 1, k = rank;
  SmallVector<Value> inputs{query, keys};
  SmallVector<AffineMap> maps{along({t, k}), along({k, s})};
  for (Value other : others) {
    bool isVector = cast<RankedTensorType>(other.getType()).getRank() == 1;
    inputs.push_back(other);
    maps.push_back(isVector ? all.getSubMap({k}) : all.getSubMap({}));
  }
  maps.push_back(along({t, s}));
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, query);
  sizes.back() = tensor::getMixedSize(builder, loc, key, rank - 2);
  Value init = createFilled(builder, loc, sizes, type.getElementType(), 0.0);
  return createReduction(builder, loc, inputs, init, maps, /*reductions=*/1,
                         [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                           Value term = body(nested, at, e.drop_back());
                           return arith::AddFOp::create(nested, at, e.back(), term);
                         });
}

/// scores * factor, a tensor without dimensions.
Value scale(OpBuilder &builder, Location loc, Value scores, Value factor) {
  AffineMap all =
      builder.getMultiDimIdentityMap(cast<RankedTensorType>(scores.getType()).getRank());
  return createMap(builder, loc, {scores, factor}, {all, all.getSubMap({})},
                   tensor::getMixedSizes(builder, loc, scores),
                   getElementTypeOrSelf(scores.getType()),
                   [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     return arith::MulFOp::create(nested, at, e[0], e[1]);
                   });
}

/// The labels of a sequence: leading dimensions, then `last`.
std::string labelsOf(int64_t rank, StringRef last) {
  std::string labels;
  for (int64_t dim = 0; dim + 2 < rank; ++dim)
    labels += static_cast<char>('A' + dim);
  return labels + last.str();
}

/// Hides scores, and sums values by their softmax.
template <typename AttentionOp>
void applyScores(AttentionOp op, OpBuilder &builder, Value scores,
                 SmallVectorImpl<Value> &results) {
  Location loc = op.getLoc();
  int64_t rank = op.getQuery().getType().getRank();
  HiddenScores hidden{op.getUseCausalMask(), 0};
  scores = mapHidden(builder, loc, scores, hidden,
                     [](OpBuilder &nested, Location at, Value score, Value isSeen) -> Value {
                       Value most = createConstant(nested, at, score.getType(), 1e9);
                       Value less = arith::SubFOp::create(nested, at, score, most);
                       return arith::SelectOp::create(nested, at, isSeen, score, less);
                     });
  Value weights = createSoftmax(builder, loc, scores, rank - 1);
  results.push_back(createEinsum(builder, loc, weights, labelsOf(rank, "ts"), op.getValue(),
                                 labelsOf(rank, "sv"), labelsOf(rank, "tv")));
  if (op.getReturnAttentionScores())
    results.push_back(weights);
}

Value createTanh(OpBuilder &builder, Location loc, Value x) {
  return math::TanhOp::create(builder, loc, x);
}

} // namespace

//===-- Attention ----------------------------------------------------------------------------===//

void AttentionOp::describeConfig(ConfigSpec &spec) {
  spec.boolean("use_scale");
  spec.string("score_mode");
  spec.kept("dropout");
  spec.kept("seed");
}

void AttentionOp::describeCall(CallSpec &spec) { describeAttentionCall(spec); }

ValueRange AttentionOp::getInputs() { return takeInputs(*this); }

void AttentionOp::getVariables(SmallVectorImpl<Variable> &variables) {
  if (getUseScale())
    variables.push_back({"scale", {}, "vars/0"});
  if (getScoreMode() == "concat")
    variables.push_back({"concat_score_weight", {}, "vars/" + std::to_string(variables.size())});
}

LogicalResult AttentionOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (getScoreMode() != "dot" && getScoreMode() != "concat")
    return violates(*this, 3) << "score_mode must be \"dot\" or \"concat\", is \"" << getScoreMode()
                              << "\"";
  return inferAttention(*this, types);
}

LogicalResult AttentionOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  int64_t rank = getQuery().getType().getRank();
  Value key = getKey(getInputs()), factor = findVariable(*this, "scale"), scores;
  if (getScoreMode() == "dot") {
    scores = createEinsum(builder, loc, getQuery(), labelsOf(rank, "tk"), key, labelsOf(rank, "sk"),
                          labelsOf(rank, "ts"));
    if (factor)
      scores = scale(builder, loc, scores, factor);
  } else {
    SmallVector<Value> others;
    if (factor)
      others.push_back(factor);
    scores = reducePairs(builder, loc, getQuery(), key, others,
                         [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                           Value sum = arith::AddFOp::create(nested, at, e[0], e[1]);
                           if (e.size() > 2)
                             sum = arith::MulFOp::create(nested, at, e[2], sum);
                           return createTanh(nested, at, sum);
                         });
    scores = scale(builder, loc, scores, findVariable(*this, "concat_score_weight"));
  }
  applyScores(*this, builder, scores, results);
  return success();
}

//===-- AdditiveAttention --------------------------------------------------------------------===//

void AdditiveAttentionOp::describeConfig(ConfigSpec &spec) {
  spec.boolean("use_scale");
  spec.kept("dropout");
  spec.kept("seed");
}

void AdditiveAttentionOp::describeCall(CallSpec &spec) { describeAttentionCall(spec); }

ValueRange AdditiveAttentionOp::getInputs() { return takeInputs(*this); }

void AdditiveAttentionOp::getVariables(SmallVectorImpl<Variable> &variables) {
  if (getUseScale())
    variables.push_back({"scale", {getQuery().getType().getShape().back()}, "vars/0"});
}

LogicalResult AdditiveAttentionOp::inferTypes(SmallVectorImpl<Type> &types) {
  return inferAttention(*this, types);
}

LogicalResult AdditiveAttentionOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  SmallVector<Value> others;
  if (Value factors = findVariable(*this, "scale"))
    others.push_back(factors);
  Value scores =
      reducePairs(builder, getLoc(), getQuery(), getKey(getInputs()), others,
                  [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                    Value sum = arith::AddFOp::create(nested, at, e[0], e[1]);
                    Value term = createTanh(nested, at, sum);
                    return e.size() > 2 ? arith::MulFOp::create(nested, at, e[2], term) : term;
                  });
  applyScores(*this, builder, scores, results);
  return success();
}
