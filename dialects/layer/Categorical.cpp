// Categories and bins: config keys, shape rules and lowering. All layers end in one encoding.
#include "dialects/layer/Categorical.h"
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/FarmHash.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/DenseSet.h"

#include <numeric>

using namespace mlir;
using namespace lith::layer;

//===-- Encoding -----------------------------------------------------------------------------===//

namespace {

/// Indices as vectors of `depth` places; `mode` is one_hot, multi_hot or count.
struct Encoding {
  StringRef mode;
  int64_t depth;

  bool isOneHot() const { return mode == "one_hot"; }
  /// Whether one_hot leaves out the last dimension.
  bool dropsLast(RankedTensorType input) const {
    return isOneHot() && input.getRank() > 1 && input.getShape().back() == 1;
  }
  /// The dimension that the other modes run over.
  static int64_t summedDim(RankedTensorType input) { return input.getRank() > 1 ? 1 : 0; }
  bool mixesSamples(RankedTensorType input) const { return !isOneHot() && input.getRank() == 1; }
  /// Whether such an input can be encoded: constraint 3 of the layers.
  bool takes(RankedTensorType input) const {
    return input.getRank() > 0 &&
           !(isOneHot() && input.getRank() > 1 && ShapedType::isDynamic(input.getShape().back()));
  }
  RankedTensorType getType(RankedTensorType input, Type element) const {
    SmallVector<int64_t> shape(input.getShape());
    if (dropsLast(input))
      shape.pop_back();
    if (!isOneHot())
      shape.erase(shape.begin() + summedDim(input));
    shape.push_back(depth);
    return RankedTensorType::get(shape, element);
  }
  Value lower(OpBuilder &builder, Location loc, Value indices, Value weights, Type element) const;

private:
  Value createHot(OpBuilder &builder, Location loc, Value index, unsigned placeDim,
                  Type element) const;
};

/// 1 where `index` is the iteration's place, else 0.
Value Encoding::createHot(OpBuilder &builder, Location loc, Value index, unsigned placeDim,
                          Type element) const {
  ImplicitLocOpBuilder b(loc, builder);
  if (isa<FloatType>(index.getType()) && mode == "multi_hot")
    index = convertElement(b, loc, index, b.getI32Type());
  Value place = linalg::IndexOp::create(b, loc, placeDim), isHere;
  place = arith::IndexCastOp::create(b, b.getI64Type(), place);
  if (isa<FloatType>(index.getType())) {
    place = convertElement(b, loc, place, index.getType());
    isHere = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, index, place);
  } else {
    index = convertElement(b, loc, index, b.getI64Type());
    isHere = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, index, place);
  }
  return arith::SelectOp::create(b, isHere, createConstant(b, loc, element, 1.0),
                                 createConstant(b, loc, element, 0.0));
}

Value Encoding::lower(OpBuilder &builder, Location loc, Value indices, Value weights,
                      Type element) const {
  auto type = cast<RankedTensorType>(indices.getType());
  unsigned rank = type.getRank();
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, indices);
  if (isOneHot()) {
    SmallVector<AffineExpr> read;
    for (unsigned dim = 0; dim < rank; ++dim)
      read.push_back(builder.getAffineDimExpr(dim));
    if (dropsLast(type)) {
      read.back() = builder.getAffineConstantExpr(0);
      sizes.pop_back();
    }
    sizes.push_back(builder.getIndexAttr(depth));
    unsigned place = sizes.size() - 1;
    return createMap(builder, loc, indices,
                     AffineMap::get(place + 1, 0, read, builder.getContext()), sizes, element,
                     [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                       return createHot(nested, at, e[0], place, element);
                     });
  }
  // Iterators: the dimensions that stay, the place, the dimension that is run over.
  int64_t summed = summedDim(type);
  unsigned place = rank - 1;
  SmallVector<AffineExpr> read, write;
  for (unsigned dim = 0, next = 0; dim < rank; ++dim)
    read.push_back(builder.getAffineDimExpr(dim == summed ? rank : next++));
  for (unsigned dim = 0; dim < rank; ++dim)
    write.push_back(builder.getAffineDimExpr(dim));
  sizes.erase(sizes.begin() + summed);
  sizes.push_back(builder.getIndexAttr(depth));
  MLIRContext *context = builder.getContext();
  SmallVector<Value> inputs{indices};
  if (weights)
    inputs.push_back(weights);
  SmallVector<AffineMap> maps(inputs.size(), AffineMap::get(rank + 1, 0, read, context));
  maps.push_back(AffineMap::get(rank + 1, 0, write, context));
  Value init = createFilled(builder, loc, sizes, element, 0.0);
  return createReduction(
      builder, loc, inputs, init, maps, /*reductions=*/1,
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        Value hot = createHot(nested, at, e[0], place, element), sum = e.back();
        if (weights)
          hot = arith::MulFOp::create(nested, at, hot, convertElement(nested, at, e[1], element));
        if (isa<FloatType>(element))
          return mode == "multi_hot" ? arith::MaximumFOp::create(nested, at, sum, hot).getResult()
                                     : arith::AddFOp::create(nested, at, sum, hot).getResult();
        return mode == "multi_hot" ? arith::MaxSIOp::create(nested, at, sum, hot).getResult()
                                   : arith::AddIOp::create(nested, at, sum, hot).getResult();
      });
}

bool isEncoding(StringRef mode) {
  return mode == "one_hot" || mode == "multi_hot" || mode == "count";
}

/// result[..] = fold of body(element, table[k], accumulator, k) over the table.
Value foldTable(
    OpBuilder &builder, Location loc, Value input, Value table, Type element, double start,
    llvm::function_ref<Value(ImplicitLocOpBuilder &, Value, Value, Value, Value)> body) {
  unsigned rank = cast<RankedTensorType>(input.getType()).getRank();
  AffineMap all = builder.getMultiDimIdentityMap(rank + 1);
  AffineMap own = all.getMajorSubMap(rank);
  Value init =
      createFilled(builder, loc, tensor::getMixedSizes(builder, loc, input), element, start);
  return createReduction(builder, loc, {input, table}, init, {own, all.getSubMap({rank}), own},
                         /*reductions=*/1,
                         [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                           ImplicitLocOpBuilder b(at, nested);
                           Value k = linalg::IndexOp::create(b, at, rank);
                           return body(b, e[0], e[1], e[2], k);
                         });
}

/// Each element as `type`.
Value convertTensor(OpBuilder &builder, Location loc, Value input, Type type) {
  bool isUnsigned = hasUnsignedElements(input.getType());
  Value signless = toSignless(builder, loc, input);
  if (getElementTypeOrSelf(signless.getType()) == type)
    return signless;
  AffineMap all = builder.getMultiDimIdentityMap(cast<RankedTensorType>(input.getType()).getRank());
  return createMap(builder, loc, signless, all, tensor::getMixedSizes(builder, loc, signless), type,
                   [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
                     return convertElement(nested, at, e[0], type, isUnsigned);
                   });
}

} // namespace

//===-- CategoryEncoding ---------------------------------------------------------------------===//

void CategoryEncodingOp::describeConfig(ConfigSpec &spec) {
  spec.integer("num_tokens").alias("max_tokens");
  spec.string("output_mode");
  spec.boolean("sparse");
}

void CategoryEncodingOp::describeCall(CallSpec &spec) {
  spec.operand("inputs");
  spec.operand("count_weights").byKeyword();
}

static Encoding getEncoding(CategoryEncodingOp op) {
  StringRef mode = op.getOutputMode();
  return {mode == "binary" ? "multi_hot" : mode, static_cast<int64_t>(op.getNumTokens())};
}

LogicalResult CategoryEncodingOp::inferTypes(SmallVectorImpl<Type> &types) {
  Encoding encoding = getEncoding(*this);
  if (encoding.depth < 1)
    return violates(*this, 1) << "num_tokens must be positive, is " << encoding.depth;
  if (!isEncoding(encoding.mode) || getSparse())
    return violates(*this, 2) << "output_mode must be \"one_hot\", \"multi_hot\" or \"count\", and "
                                 "not sparse, is \""
                              << getOutputMode() << "\"";
  if (getInputs().empty() || getInputs().size() > 2)
    return violates(*this, 4) << "takes categories and perhaps count_weights, has "
                              << getInputs().size() << " inputs";
  auto input = cast<RankedTensorType>(getInputs()[0].getType());
  if (!encoding.takes(input))
    return violates(*this, 3)
           << "input must have dimensions, the last of known size for one_hot, is " << input;
  if (getInputs().size() > 1) {
    auto weights = cast<RankedTensorType>(getInputs()[1].getType());
    if (encoding.mode != "count" || !isa<FloatType>(weights.getElementType()) ||
        failed(verifyCompatibleShape(weights.getShape(), input.getShape())))
      return violates(*this, 4) << "count_weights must be floats in the shape of " << input
                                << " for output_mode \"count\", are " << weights << " for \""
                                << getOutputMode() << "\"";
  }
  // In Keras, that of variables, of which there are none.
  types.push_back(encoding.getType(input, getPolicy(*this).variable));
  return success();
}

bool CategoryEncodingOp::mixesSamples() {
  return getEncoding(*this).mixesSamples(cast<RankedTensorType>(getInputs()[0].getType()));
}

LogicalResult CategoryEncodingOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Value input = getInputs()[0], weights = getInputs().size() > 1 ? getInputs()[1] : Value();
  // Narrow unsigned numbers become what can hold them.
  if (hasUnsignedElements(input.getType()))
    input = convertTensor(builder, getLoc(), input, builder.getI64Type());
  Type element = getOutput().getType().getElementType();
  results.push_back(getEncoding(*this).lower(builder, getLoc(), input, weights, element));
  return success();
}

//===-- Discretization -----------------------------------------------------------------------===//

void DiscretizationOp::describeConfig(ConfigSpec &spec) {
  spec.floats("bin_boundaries").orNull();
  spec.string("output_mode");
  spec.boolean("sparse");
  spec.kept("num_bins");
  spec.kept("epsilon");
}

static Encoding getEncoding(DiscretizationOp op) {
  return {op.getOutputMode(), static_cast<int64_t>(op.getBinBoundaries()->size()) + 1};
}

LogicalResult DiscretizationOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (!getBinBoundaries() || getBinBoundaries()->empty() ||
      std::adjacent_find(getBinBoundaries()->begin(), getBinBoundaries()->end(),
                         std::greater<>()) != getBinBoundaries()->end())
    return violates(*this, 1) << "bin_boundaries must be given and increase; a layer with num_bins "
                                 "must have been adapted";
  if (getOutputMode() != "int" && !isEncoding(getOutputMode()))
    return violates(*this, 2) << "output_mode must be \"int\", \"one_hot\", \"multi_hot\" or "
                                 "\"count\", is \""
                              << getOutputMode() << "\"";
  if (getSparse())
    return violates(*this, 4) << "sparse results are not supported";
  if (getOutputMode() == "int") {
    types.push_back(input.clone(IntegerType::get(getContext(), 32)));
    return success();
  }
  if (!getEncoding(*this).takes(input))
    return violates(*this, 3)
           << "input must have dimensions, the last of known size for one_hot, is " << input;
  types.push_back(getEncoding(*this).getType(input, getComputeType(*this)));
  return success();
}

bool DiscretizationOp::mixesSamples() {
  return getOutputMode() != "int" && getEncoding(*this).mixesSamples(getInput().getType());
}

LogicalResult DiscretizationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  Value input = getInput();
  if (!isa<FloatType>(getElementTypeOrSelf(input.getType())))
    input = convertTensor(builder, loc, input, builder.getF32Type());
  Type element = getElementTypeOrSelf(input.getType());
  Value table = createTensorConstant(builder, loc, *getBinBoundaries(), element);
  Value bins =
      foldTable(builder, loc, input, table, builder.getI32Type(), 0.0,
                [](ImplicitLocOpBuilder &b, Value x, Value boundary, Value bin, Value) -> Value {
                  Value reaches = arith::CmpFOp::create(b, arith::CmpFPredicate::UGE, x, boundary);
                  Value one = arith::ExtUIOp::create(b, bin.getType(), reaches);
                  return arith::AddIOp::create(b, bin, one);
                });
  if (getOutputMode() != "int")
    bins = getEncoding(*this).lower(builder, loc, bins, Value(),
                                    getOutput().getType().getElementType());
  results.push_back(bins);
  return success();
}

//===-- IntegerLookup ------------------------------------------------------------------------===//

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
  Value input = convertTensor(builder, loc, getInput(), builder.getI64Type());
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

//===-- Hashing ------------------------------------------------------------------------------===//

void HashingOp::describeConfig(ConfigSpec &spec) {
  spec.integer("num_bins");
  spec.integer("mask_value").orNull();
  spec.integers("salt").orNull().orBare();
  spec.string("output_mode");
  spec.boolean("sparse");
}

static Encoding getEncoding(HashingOp op) {
  return {op.getOutputMode(), static_cast<int64_t>(op.getNumBins())};
}

LogicalResult HashingOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  Encoding encoding = getEncoding(*this);
  bool isInt = encoding.mode == "int";
  if (encoding.depth < 1)
    return violates(*this, 1) << "num_bins must be positive, is " << encoding.depth;
  if (!isInt && !isEncoding(encoding.mode))
    return violates(*this, 2) << "output_mode must be \"int\", \"one_hot\", \"multi_hot\" or "
                                 "\"count\", is \""
                              << encoding.mode << "\"";
  if (!isa<IntegerType>(input.getElementType()) || input.getElementType().isInteger(1))
    return violates(*this, 3) << "only integers are hashed, input is " << input;
  if (getSalt())
    return violates(*this, 3) << "a salt, which makes the hash a keyed one, is not supported";
  if (getSparse())
    return violates(*this, 4) << "sparse results are not supported";
  Type element = getPolicy(*this).variable;
  if (isInt) {
    bool isGiven = isa<IntegerType>(element);
    types.push_back(input.clone(isGiven ? element : IntegerType::get(getContext(), 64)));
    return success();
  }
  if (!encoding.takes(input))
    return violates(*this, 5)
           << "input must have dimensions, the last of known size for one_hot, is " << input;
  types.push_back(encoding.getType(input, element));
  return success();
}

bool HashingOp::mixesSamples() {
  return getOutputMode() != "int" && getEncoding(*this).mixesSamples(getInput().getType());
}

LogicalResult HashingOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  auto type = cast<IntegerType>(getInput().getType().getElementType());
  Value input = convertTensor(builder, loc, getInput(), builder.getI64Type());
  bool hasMask = getMaskValue() && getNumBins() > 1;
  Value bins = createElementwise(
      builder, loc, input, [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        ImplicitLocOpBuilder b(at, nested);
        auto number = [&](int64_t n) -> Value {
          return arith::ConstantOp::create(b, b.getI64IntegerAttr(n));
        };
        Value hash = createDigitFingerprint(b, e[0], type.getWidth(), type.isUnsigned());
        auto count = static_cast<int64_t>(getNumBins());
        Value bin = arith::RemUIOp::create(b, hash, number(count - hasMask));
        if (!hasMask)
          return bin;
        Value isMask = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, e[0],
                                             number(static_cast<int64_t>(*getMaskValue())));
        Value moved = arith::AddIOp::create(b, bin, number(1));
        return arith::SelectOp::create(b, isMask, number(0), moved);
      });
  Type element = getOutput().getType().getElementType();
  results.push_back(getOutputMode() == "int"
                        ? convertTensor(builder, loc, bins, element)
                        : getEncoding(*this).lower(builder, loc, bins, Value(), element));
  return success();
}
