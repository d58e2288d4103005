// Attention in several heads: projections, scores and their use are contractions that are tiled
// like any matrix product; heads stay where the projections put them, and only keys are turned
// round.
#include "dialects/layer/Activations.h"
#include "dialects/layer/Attention.h"
#include "dialects/layer/AttentionScores.h"
#include "dialects/layer/Einsum.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace lith::layer;

namespace {

/// What the two layers differ in.
struct Heads {
  int64_t queryHeads, sharedBy, keySize, valueSize;
  SmallVector<int64_t> outputShape, attended;

  int64_t keyHeads() const { return queryHeads / sharedBy; }
};

//===-- Config, call, variables --------------------------------------------------------------===//

void describeHeads(ConfigSpec &spec) {
  spec.floating("dropout");
  spec.boolean("use_bias");
  spec.boolean("use_gate");
  spec.integer("sliding_window").orNull();
  spec.kept("seed");
  spec.keptFor({"kernel", "bias", "activity"});
}

void describeHeadsCall(CallSpec &spec) {
  spec.operand("query");
  spec.operand("value");
  spec.operand("key").orNull();
  spec.boolean("return_attention_scores");
  spec.boolean("use_causal_mask");
}

/// Each projection has a kernel, and a bias with use_bias.
template <typename HeadsOp> unsigned countVariables(HeadsOp op) {
  return (4 + op.getUseGate()) * (1 + op.getUseBias());
}

/// An op under construction has its inputs only, at most three; a finished one has at least two and
/// four variables.
template <typename HeadsOp> ValueRange takeInputs(HeadsOp op) {
  unsigned operands = op->getNumOperands();
  return op->getOperands().take_front(operands <= 3 ? operands : operands - countVariables(op));
}

int64_t featuresOf(Value value) { return cast<ShapedType>(value.getType()).getShape().back(); }

template <typename HeadsOp>
void getHeadsVariables(HeadsOp op, const Heads &heads, bool isPrivate,
                       SmallVectorImpl<Variable> &variables) {
  auto add = [&](StringRef name, StringRef place, ArrayRef<int64_t> kernel,
                 ArrayRef<int64_t> bias) {
    variables.push_back(
        {(name + "/kernel").str(), SmallVector<int64_t>(kernel), (place + "/vars/0").str()});
    if (op.getUseBias())
      variables.push_back(
          {(name + "/bias").str(), SmallVector<int64_t>(bias), (place + "/vars/1").str()});
  };
  auto project = [&](StringRef name, StringRef place, Value input, int64_t count, int64_t size) {
    add(name, place, {featuresOf(input), count, size}, {count, size});
  };
  ValueRange inputs = op.getInputs();
  // Keras calls them after its attributes, which are private in one of the layers.
  std::string mark = isPrivate ? "_" : "";
  project("query", mark + "query_dense", inputs[0], heads.queryHeads, heads.keySize);
  project("key", mark + "key_dense", getKey(inputs), heads.keyHeads(), heads.keySize);
  if (op.getUseGate())
    project("gate", "_gate_dense", inputs[0], heads.queryHeads, heads.valueSize);
  project("value", mark + "value_dense", inputs[1], heads.keyHeads(), heads.valueSize);
  SmallVector<int64_t> kernel{heads.queryHeads, heads.valueSize};
  llvm::append_range(kernel, heads.outputShape);
  add("attention_output", mark + "output_dense", kernel, heads.outputShape);
}

//===-- Types --------------------------------------------------------------------------------===//

template <typename HeadsOp>
LogicalResult inferHeads(HeadsOp op, const Heads &heads, SmallVectorImpl<Type> &types) {
  ValueRange inputs = op.getInputs();
  if (failed(checkAttended(op, heads.attended)))
    return failure();
  if (llvm::any_of(inputs, [](Value input) { return ShapedType::isDynamic(featuresOf(input)); }))
    return violates(op, 3) << "the last dimensions of query, value and key must be known, are "
                           << inputs.getTypes();
  int64_t window = op.getSlidingWindow().value_or(1);
  auto isPositive = [](int64_t size) { return size > 0; };
  if (!isPositive(heads.queryHeads) || !isPositive(heads.keySize) || !isPositive(heads.valueSize) ||
      !isPositive(window) || !llvm::all_of(heads.outputShape, isPositive))
    return violates(op, 4) << "numbers of heads, their sizes, output_shape and sliding_window must "
                              "be positive";
  auto query = cast<RankedTensorType>(inputs[0].getType());
  auto value = cast<RankedTensorType>(inputs[1].getType());
  SmallVector<int64_t> output(query.getShape().drop_back()), scores;
  llvm::append_range(output, heads.outputShape);
  types.push_back(query.clone(output));
  if (!op.getReturnAttentionScores())
    return success();
  for (int64_t dim = 0; dim + 1 < query.getRank(); ++dim)
    if (!llvm::is_contained(heads.attended, dim))
      scores.push_back(query.getDimSize(dim));
  scores.push_back(heads.queryHeads);
  for (int64_t dim : heads.attended)
    scores.push_back(query.getDimSize(dim));
  for (int64_t dim : heads.attended)
    scores.push_back(value.getDimSize(dim));
  types.push_back(query.clone(scores));
  return success();
}

//===-- Lowering -----------------------------------------------------------------------------===//

/// The labels of what meets: dimensions that are not attended along are digits, targets 'a'..,
/// sources 'A'... A head is 'n', or where heads share keys 'n' and 'r'; features are 'h' in keys,
/// 'v' in values, 'm' and 'M' outside.
struct Labels {
  std::string target, source, batch, targets, sources, heads;

  Labels(const Heads &own, int64_t rank) : heads(own.sharedBy > 1 ? "nr" : "n") {
    for (int64_t dim = 0; dim + 1 < rank; ++dim) {
      const auto *at = llvm::find(own.attended, dim);
      if (at == own.attended.end()) {
        batch += static_cast<char>('0' + dim);
        target += batch.back();
        source += batch.back();
        continue;
      }
      target += static_cast<char>('a' + (at - own.attended.begin()));
      source += static_cast<char>('A' + (at - own.attended.begin()));
    }
    for (size_t i = 0; i < own.attended.size(); ++i) {
      targets += static_cast<char>('a' + i);
      sources += static_cast<char>('A' + i);
    }
  }

  std::string scores() const { return batch + heads + targets + sources; }
  std::string context() const { return batch + heads + targets + "v"; }
};

template <typename HeadsOp> class HeadsLowering {
public:
  HeadsLowering(HeadsOp op, const Heads &heads, OpBuilder &builder)
      : op(op), heads(heads), builder(builder), loc(op.getLoc()),
        rank(op.getQuery().getType().getRank()), labels(heads, rank) {}

  void run(SmallVectorImpl<Value> &results) {
    ValueRange inputs = op.getInputs();
    Value query = splitHeads(project("query", inputs[0], labels.target, "linear"), rank - 1);
    Value key = project("key", getKey(inputs), labels.source, "linear");
    Value value = project("value", inputs[1], labels.source, "linear");
    Value weights = createWeights(query, key);
    Value context = createEinsum(builder, loc, weights, labels.scores(), value,
                                 labels.source + "nv", labels.context());
    if (op.getUseGate())
      context = multiplyGate(context);
    results.push_back(projectOutput(context));
    if (op.getReturnAttentionScores())
      results.push_back(joinHeads(weights, labels.batch.size()));
  }

private:
  HeadsOp op;
  const Heads &heads;
  OpBuilder &builder;
  Location loc;
  int64_t rank;
  Labels labels;

  Value variable(StringRef projection, StringRef name) {
    return findVariable(op, (projection + "/" + name).str());
  }

  /// activation(input * kernel + bias), [.., heads, size].
  Value project(StringRef name, Value input, StringRef outer, StringRef activation) {
    EinsumLabels own{(outer + "m").str(), "mnh", (outer + "nh").str(), "nh"};
    return createDenseEinsum(builder, loc, own, input, variable(name, "kernel"),
                             variable(name, "bias"), activation);
  }

  /// The dimension of heads as those that share a key, apart.
  Value splitHeads(Value value, unsigned dim) {
    return heads.sharedBy > 1 ? splitDimension(builder, loc, value, dim, heads.sharedBy) : value;
  }
  Value joinHeads(Value value, unsigned dim) {
    return heads.sharedBy > 1 ? joinDimensions(builder, loc, value, dim) : value;
  }

  /// Keras computes attention in one function where it can, which differs for targets that see
  /// nothing.
  bool isFunction() {
    return op.getDropout().isZero() && !op.getReturnAttentionScores() && rank == 3;
  }

  Value createWeights(Value query, Value key) {
    Value scores = createEinsum(builder, loc, query, labels.target + labels.heads + "h", key,
                                labels.source + "nh", labels.scores());
    Type type = getElementTypeOrSelf(scores.getType());
    double factor = 1.0 / std::sqrt(static_cast<double>(heads.keySize));
    scores = createElementwise(
        builder, loc, scores, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
          return arith::MulFOp::create(nested, at, e[0], createConstant(nested, at, type, factor));
        });
    HiddenScores hidden{op.getUseCausalMask(),
                        static_cast<int64_t>(op.getSlidingWindow().value_or(0))};
    double lowest = isFunction() ? -0.7 * std::numeric_limits<float>::max() : -1e9;
    scores = mapHidden(builder, loc, scores, hidden, selectSeen(lowest));
    SmallVector<int64_t> axes;
    int64_t scoresRank = cast<RankedTensorType>(scores.getType()).getRank();
    for (int64_t i = heads.attended.size(); i > 0; --i)
      axes.push_back(scoresRank - i);
    Value weights = createSoftmax(builder, loc, scores, axes);
    return isFunction() ? weights : mapHidden(builder, loc, weights, hidden, selectSeen(0.0));
  }

  /// `other` in place of what is not seen.
  static std::function<Value(OpBuilder &, Location, Value, Value)> selectSeen(double other) {
    return [other](OpBuilder &nested, Location at, Value score, Value isSeen) -> Value {
      Value hiddenScore = createConstant(nested, at, score.getType(), other);
      return arith::SelectOp::create(nested, at, isSeen, score, hiddenScore);
    };
  }

  /// context * gate, element by element.
  Value multiplyGate(Value context) {
    Value gate = splitHeads(project("gate", op.getQuery(), labels.target, "sigmoid"), rank - 1);
    std::string own = labels.context(), gateLabels = labels.target + labels.heads + "v";
    AffineMap all = builder.getMultiDimIdentityMap(own.size());
    SmallVector<unsigned> dims;
    for (char label : gateLabels)
      dims.push_back(own.find(label));
    return createMap(builder, loc, {context, gate}, {all, all.getSubMap(dims)},
                     tensor::getMixedSizes(builder, loc, context),
                     getElementTypeOrSelf(context.getType()),
                     [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                       return arith::MulFOp::create(nested, at, e[0], e[1]);
                     });
  }

  Value projectOutput(Value context) {
    Value kernel = splitHeads(variable("attention_output", "kernel"), 0);
    std::string made;
    for (size_t i = 0; i < heads.outputShape.size(); ++i)
      made += static_cast<char>('M' + i);
    EinsumLabels own{labels.context(), labels.heads + "v" + made, labels.target + made, made};
    return createDenseEinsum(builder, loc, own, context, kernel,
                             variable("attention_output", "bias"), "linear");
  }
};

} // namespace

//===-- MultiHeadAttention -------------------------------------------------------------------===//

static Heads getHeads(MultiHeadAttentionOp op) {
  int64_t keySize = op.getKeyDim(), rank = op.getQuery().getType().getRank();
  Heads heads{static_cast<int64_t>(op.getNumHeads()),
              1,
              keySize,
              static_cast<int64_t>(op.getValueDim().value_or(keySize)),
              {},
              {}};
  if (std::optional<ArrayRef<int64_t>> shape = op.getOutputShape(); shape && !shape->empty())
    heads.outputShape.assign(shape->begin(), shape->end());
  else
    heads.outputShape = {featuresOf(op.getQuery())};
  if (std::optional<ArrayRef<int64_t>> axes = op.getAttentionAxes()) {
    // Negative ones count from the end of the projections, which have a dimension of heads.
    for (int64_t axis : *axes)
      heads.attended.push_back(axis < 0 ? axis + rank : axis);
  } else {
    llvm::append_range(heads.attended, llvm::seq<int64_t>(1, rank - 1));
  }
  return heads;
}

void MultiHeadAttentionOp::describeConfig(ConfigSpec &spec) {
  spec.integer("num_heads");
  spec.integer("key_dim");
  spec.integer("value_dim").orNull();
  spec.integers("output_shape").orNull();
  spec.integers("attention_axes").orNull();
  // Keras 2 writes what it was built for, which the graph says.
  for (StringRef shape : {"query_shape", "key_shape", "value_shape"})
    spec.dropped(shape);
  spec.dropped(
      "softmax_robust_masking"); // tf_keras: of queries that see nothing, which need a mask
  describeHeads(spec);
}

void MultiHeadAttentionOp::describeCall(CallSpec &spec) { describeHeadsCall(spec); }

ValueRange MultiHeadAttentionOp::getInputs() { return takeInputs(*this); }

void MultiHeadAttentionOp::getVariables(SmallVectorImpl<Variable> &variables) {
  getHeadsVariables(*this, getHeads(*this), /*isPrivate=*/false, variables);
}

LogicalResult MultiHeadAttentionOp::inferTypes(SmallVectorImpl<Type> &types) {
  Heads heads = getHeads(*this);
  int64_t rank = getQuery().getType().getRank();
  SmallVector<int64_t> sorted(heads.attended);
  llvm::sort(sorted);
  bool areDifferent = std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
  if (rank >= 3 &&
      (sorted.empty() || !areDifferent || sorted.front() < 1 || sorted.back() > rank - 2))
    return violates(*this, 5) << "attention_axes must be different dimensions between batch and "
                                 "features, are ["
                              << sorted << "], query is " << getQuery().getType();
  if ((getUseCausalMask() || getSlidingWindow()) && heads.attended != SmallVector<int64_t>{1})
    return violates(*this, 6) << "causal masks and sliding windows need attention_axes = [1], "
                                 "which are ["
                              << heads.attended << "]";
  return inferHeads(*this, heads, types);
}

LogicalResult MultiHeadAttentionOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  HeadsLowering<MultiHeadAttentionOp>(*this, getHeads(*this), builder).run(results);
  return success();
}

//===-- GroupedQueryAttention ----------------------------------------------------------------===//

static Heads getHeads(GroupedQueryAttentionOp op) {
  int64_t size = op.getHeadDim(), count = op.getNumQueryHeads(), shared = op.getNumKeyValueHeads();
  return {count, shared > 0 ? count / shared : 0, size, size, {featuresOf(op.getQuery())}, {1}};
}

void GroupedQueryAttentionOp::describeConfig(ConfigSpec &spec) {
  spec.integer("head_dim");
  spec.integer("num_query_heads");
  spec.integer("num_key_value_heads");
  describeHeads(spec);
}

void GroupedQueryAttentionOp::describeCall(CallSpec &spec) { describeHeadsCall(spec); }

ValueRange GroupedQueryAttentionOp::getInputs() { return takeInputs(*this); }

void GroupedQueryAttentionOp::getVariables(SmallVectorImpl<Variable> &variables) {
  getHeadsVariables(*this, getHeads(*this), /*isPrivate=*/true, variables);
}

LogicalResult GroupedQueryAttentionOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (getQuery().getType().getRank() != 3)
    return violates(*this, 1) << "query, value and key must have rank 3, query is "
                              << getQuery().getType();
  int64_t count = getNumQueryHeads(), shared = getNumKeyValueHeads();
  if (shared < 1 || count % shared != 0)
    return violates(*this, 5) << "num_key_value_heads must divide num_query_heads, are " << shared
                              << " and " << count;
  if (failed(inferHeads(*this, getHeads(*this), types)))
    return failure();
  if (featuresOf(getQuery()) != featuresOf(getValue()))
    return violates(*this, 3) << "query and value must have one last dimension, are "
                              << getQuery().getType() << " and " << getValue().getType();
  return success();
}

LogicalResult GroupedQueryAttentionOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  HeadsLowering<GroupedQueryAttentionOp>(*this, getHeads(*this), builder).run(results);
  return success();
}
