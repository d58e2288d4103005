// Hashing: config keys, shape rules and lowering. Integers become bins by the FarmHash of their
// digits.
#include "dialects/layer/Categorical.h"
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/Encoding.h"
#include "dialects/layer/FarmHash.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

using namespace mlir;
using namespace lith::layer;

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
  Value input = createConversion(builder, loc, getInput(), builder.getI64Type());
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
                        ? createConversion(builder, loc, bins, element)
                        : getEncoding(*this).lower(builder, loc, bins, Value(), element));
  return success();
}
