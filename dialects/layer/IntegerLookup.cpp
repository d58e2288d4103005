// IntegerLookup: config keys, shape rules and lowering, both from integers to indices and back.
#include "dialects/layer/Categorical.h"
#include "dialects/layer/Encoding.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

#include "llvm/ADT/DenseSet.h"

#include <numeric>

using namespace mlir;
using namespace lith::layer;

void IntegerLookupOp::describeConfig(ConfigSpec &spec) {
  spec.integers("vocabulary").orNull();
  spec.integer("max_tokens").orNull();
  spec.integer("num_oov_indices");
  spec.integer("mask_token").orNull();
  spec.integer("oov_token").orNull();
  spec.floats("idf_weights").orNull();
  spec.boolean("invert");
  spec.string("output_mode");
  spec.boolean("sparse");
  spec.boolean("pad_to_max_tokens");
  spec.string("oov_method");
  spec.string("vocabulary_dtype", {"int64"});
  spec.kept("vocabulary_size");
  spec.kept("salt");
  spec.kept("has_input_vocabulary");
}

namespace {

/// What the attributes of an IntegerLookup come to.
struct Lookup {
  StringRef mode;
  /// The first index of integers that the vocabulary lacks, and the first of those that it has.
  int64_t first, start;
  ArrayRef<int64_t> tokens;
  bool hasSpecialTokens;

  explicit Lookup(IntegerLookupOp op)
      : mode(op.getOutputMode()), first(op.getMaskToken() && mode == "int"),
        start(first + op.getNumOovIndices()), tokens(*op.getVocabulary()) {
    if (mode == "binary")
      mode = "multi_hot";
    if (mode == "tf-idf")
      mode = "tf_idf";
    SmallVector<int64_t> special(first, op.getMaskToken().value_or(0));
    special.append(start - first, static_cast<int64_t>(op.getOovToken().value_or(-1)));
    hasSpecialTokens = tokens.take_front(special.size()) == ArrayRef<int64_t>(special);
    if (hasSpecialTokens)
      tokens = tokens.drop_front(special.size());
  }

  int64_t size() const { return start + static_cast<int64_t>(tokens.size()); }
  int64_t depth(IntegerLookupOp op) const {
    return op.getPadToMaxTokens() ? static_cast<int64_t>(*op.getMaxTokens()) : size();
  }
  Encoding encoding(IntegerLookupOp op) const {
    return {mode == "tf_idf" ? "count" : mode, depth(op)};
  }
  /// A weight for each place: the mean for special tokens that have none, 0 behind the last.
  SmallVector<double> weights(IntegerLookupOp op) const {
    ArrayRef<double> given = *op.getIdfWeights();
    double mean = std::accumulate(given.begin(), given.end(), 0.0) / given.size();
    SmallVector<double> all(hasSpecialTokens ? 0 : start, mean);
    llvm::append_range(all, given);
    all.resize(depth(op), 0.0);
    return all;
  }
};

/// The index of each integer.
Value lowerLookup(IntegerLookupOp op, const Lookup &lookup, OpBuilder &builder, Value input) {
  Location loc = op.getLoc();
  Type i64 = builder.getI64Type();
  int64_t oov = op.getNumOovIndices();
  // -1 marks what is not found, unless there is only one place for that.
  Value indices =
      foldTable(builder, loc, input, createTensorConstant(builder, loc, lookup.tokens, i64), i64,
                oov == 1 ? static_cast<double>(lookup.first) : -1.0,
                [&](ImplicitLocOpBuilder &b, Value x, Value token, Value found, Value k) -> Value {
                  Value isHere = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, x, token);
                  Value index = arith::AddIOp::create(b, arith::IndexCastOp::create(b, i64, k),
                                                      createConstant(b, loc, i64, lookup.start));
                  return arith::SelectOp::create(b, isHere, index, found);
                });
  std::optional<uint64_t> mask = op.getMaskToken();
  if (!mask && oov <= 1)
    return indices;
  return createElementwise(
      builder, loc, {indices, input}, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        ImplicitLocOpBuilder b(at, nested);
        auto number = [&](int64_t n) -> Value {
          return arith::ConstantOp::create(b, b.getI64IntegerAttr(n));
        };
        auto equals = [&](Value value, int64_t n) -> Value {
          return arith::CmpIOp::create(b, arith::CmpIPredicate::eq, value, number(n));
        };
        Value index = e[0];
        // Negative integers too have a remainder that is not negative.
        if (oov > 1) {
          Value rest = arith::RemSIOp::create(b, e[1], number(oov));
          Value isBelow = arith::CmpIOp::create(b, arith::CmpIPredicate::slt, rest, number(0));
          Value moved = arith::AddIOp::create(b, rest, number(oov));
          rest = arith::SelectOp::create(b, isBelow, moved, rest);
          Value place = arith::AddIOp::create(b, rest, number(lookup.first));
          index = arith::SelectOp::create(b, equals(index, -1), place, index);
        }
        if (!mask)
          return index;
        int64_t masked = lookup.mode == "int" ? 0 : -1;
        return arith::SelectOp::create(b, equals(e[1], static_cast<int64_t>(*mask)), number(masked),
                                       index);
      });
}

/// The token of each index.
Value lowerInverse(IntegerLookupOp op, const Lookup &lookup, OpBuilder &builder, Value input) {
  Location loc = op.getLoc();
  SmallVector<int64_t> tokens(lookup.start, static_cast<int64_t>(op.getOovToken().value_or(-1)));
  if (lookup.first)
    tokens[0] = *op.getMaskToken();
  llvm::append_range(tokens, lookup.tokens);
  Value table = createTensorConstant(builder, loc, tokens, builder.getI64Type());
  int64_t last = static_cast<int64_t>(tokens.size()) - 1;
  int64_t unknown = static_cast<int64_t>(op.getOovToken().value_or(-1));
  return createElementwise(
      builder, loc, input, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        ImplicitLocOpBuilder b(at, nested);
        auto number = [&](int64_t n) -> Value {
          return arith::ConstantOp::create(b, b.getI64IntegerAttr(n));
        };
        Value safe = arith::MaxSIOp::create(b, e[0], number(0));
        safe = arith::MinSIOp::create(b, safe, number(last));
        Value isInside = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, safe, e[0]);
        Value place = arith::IndexCastOp::create(b, b.getIndexType(), safe);
        Value token = tensor::ExtractOp::create(b, table, place);
        return arith::SelectOp::create(b, isInside, token, number(unknown));
      });
}

} // namespace

LogicalResult IntegerLookupOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  llvm::DenseSet<int64_t> seen;
  int64_t oov = getNumOovIndices();
  if (oov < 0)
    return violates(*this, 5) << "num_oov_indices must not be negative, is " << oov;
  if (!getVocabulary() || getVocabulary()->empty())
    return violates(*this, 1)
           << "the vocabulary is not in the file; save the model as .keras, which holds adapted "
              "ones";
  if (getVocabulary()->size() > 65536)
    return violates(*this, 1) << "the vocabulary has " << getVocabulary()->size()
                              << " tokens, at most 65536 are supported";
  Lookup lookup(*this);
  if (lookup.tokens.empty())
    return violates(*this, 1) << "the vocabulary has special tokens only";
  for (int64_t token : lookup.tokens)
    if (!seen.insert(token).second)
      return violates(*this, 1) << "the vocabulary has " << token << " twice";
  bool isInt = lookup.mode == "int";
  if ((!isInt && lookup.mode != "tf_idf" && !isEncoding(lookup.mode)) || (getInvert() && !isInt))
    return violates(*this, 2)
           << "output_mode must be \"int\", \"one_hot\", \"multi_hot\", \"count\" "
              "or \"tf_idf\", and \"int\" with invert, is \""
           << getOutputMode() << "\"";
  if (getSparse() || (getOovMethod() != "floormod" && oov > 1))
    return violates(*this, 4) << "sparse results and hashes of integers are not supported";
  if (getMaxTokens() ? lookup.size() > static_cast<int64_t>(*getMaxTokens()) : getPadToMaxTokens())
    return violates(*this, 5) << "max_tokens must have room for " << lookup.size() << " tokens";
  if ((lookup.mode == "tf_idf") != getIdfWeights().has_value() ||
      (getIdfWeights() && getIdfWeights()->size() != getVocabulary()->size()))
    return violates(*this, 6)
           << "idf_weights must come with output_mode \"tf_idf\", one for each of "
              "the vocabulary";
  Type i64 = IntegerType::get(getContext(), 64);
  if (isInt) {
    types.push_back(input.clone(i64));
    return success();
  }
  if (!lookup.encoding(*this).takes(input))
    return violates(*this, 3)
           << "input must have dimensions, the last of known size for one_hot, is " << input;
  Type element = lookup.mode == "tf_idf" ? Type(Float32Type::get(getContext())) : i64;
  types.push_back(lookup.encoding(*this).getType(input, element));
  return success();
}

bool IntegerLookupOp::mixesSamples() {
  Lookup lookup(*this);
  return lookup.mode != "int" && lookup.encoding(*this).mixesSamples(getInput().getType());
}

LogicalResult IntegerLookupOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  Lookup lookup(*this);
  Value input = createConversion(builder, loc, getInput(), builder.getI64Type());
  Value indices = getInvert() ? lowerInverse(*this, lookup, builder, input)
                              : lowerLookup(*this, lookup, builder, input);
  if (lookup.mode == "int") {
    results.push_back(indices);
    return success();
  }
  Type element = getOutput().getType().getElementType();
  Value encoded = lookup.encoding(*this).lower(builder, loc, indices, Value(), element);
  if (lookup.mode == "tf_idf") {
    AffineMap all = builder.getMultiDimIdentityMap(getOutput().getType().getRank());
    Value weights = createTensorConstant(builder, loc, lookup.weights(*this), element);
    encoded =
        createMap(builder, loc, {encoded, weights}, {all, all.getSubMap({all.getNumDims() - 1})},
                  tensor::getMixedSizes(builder, loc, encoded), element,
                  [](OpBuilder &nested, Location at, ValueRange e) -> Value {
                    return arith::MulFOp::create(nested, at, e[0], e[1]);
                  });
  }
  results.push_back(encoded);
  return success();
}
