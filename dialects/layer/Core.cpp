// Core layers: config keys, shape rules and lowering.
#include "dialects/layer/Core.h"
#include "dialects/layer/Activations.h"
#include "dialects/layer/DTypePolicy.h"
#include "dialects/layer/Einsum.h"
#include "dialects/layer/ElementTypes.h"
#include "dialects/layer/Lowering.h"
#include "dialects/layer/Spatial.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"

#include <limits>

using namespace mlir;
using namespace lith::layer;

//===-- Dense --------------------------------------------------------------------------------===//

void DenseOp::describeConfig(ConfigSpec &spec) {
  spec.integer("units");
  spec.activation("activation");
  spec.boolean("use_bias");
  spec.keptFor({"kernel", "bias", "activity"});
  spec.keptForLora();
}

void DenseOp::getVariables(SmallVectorImpl<Variable> &variables) {
  int64_t features = getInput().getType().getShape().back();
  int64_t units = getUnits();
  variables.push_back({"kernel", {features, units}, "vars/0"});
  if (getUseBias())
    variables.push_back({"bias", {units}, "vars/1"});
}

LogicalResult DenseOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (input.getRank() < 2 || !isa<FloatType>(input.getElementType()))
    return emitOpError("dense_c1: input must have rank 2 or more and floating-point elements, is ")
           << input;
  if (input.isDynamicDim(input.getRank() - 1))
    return emitOpError("dense_c2: the last dimension of input must be known, is ") << input;
  if (getUnits() < 1)
    return emitOpError("dense_c3: units must be positive, is ") << getUnits();
  SmallVector<int64_t> shape(input.getShape());
  shape.back() = getUnits();
  std::string fault = findActivationFault(getActivation(), input.clone(shape));
  if (!fault.empty())
    return emitOpError("dense_c4: ") << fault;
  types.push_back(getActivatedType(getActivation(), input.clone(shape)));
  return success();
}

LogicalResult DenseOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  int64_t rank = getInput().getType().getRank();
  // Iterators: the leading dimensions of the input, the unit, the input feature.
  SmallVector<AffineExpr> dims(rank + 1);
  bindDimsList<AffineExpr>(builder.getContext(), dims);
  SmallVector<AffineExpr> lead(dims.begin(), dims.begin() + rank - 1);
  AffineExpr unit = dims[rank - 1], feature = dims[rank];
  auto with = [&](AffineExpr last) {
    SmallVector<AffineExpr> exprs(lead);
    exprs.push_back(last);
    return AffineMap::get(rank + 1, 0, exprs, builder.getContext());
  };
  AffineMap weights = AffineMap::get(rank + 1, 0, {feature, unit}, builder.getContext());

  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, getInput());
  sizes.back() = builder.getIndexAttr(getUnits());
  Value sum = createContraction(builder, loc, getInput(), getKernel(), sizes,
                                {with(feature), weights, with(unit)}, /*reductions=*/1);
  if (getUseBias())
    sum = addBias(builder, loc, sum, getBias());
  results.push_back(applyActivation(builder, loc, getActivation(), sum));
  return success();
}

std::optional<LinearLayer> DenseOp::describeLinear() {
  LinearLayer layer;
  layer.hasActivation = getActivation() != "linear";
  layer.hasBias = getUseBias();
  layer.inputDim = layer.outputDim = getInput().getType().getRank() - 1;
  layer.outputChannel = dimFromEnd(getKernel(), 1);
  layer.inputChannel = dimFromEnd(getKernel(), 2);
  return layer;
}

//===-- EinsumDense --------------------------------------------------------------------------===//

void EinsumDenseOp::describeConfig(ConfigSpec &spec) {
  spec.string("equation");
  spec.integers("output_shape").nullAs(-1);
  spec.string("bias_axes").orNull();
  spec.activation("activation");
  spec.keptFor({"kernel", "bias", "activity"});
  spec.keptForLora();
}

namespace {

/// What an EinsumDense's equation says about its input.
struct EinsumAnalysis {
  EinsumLabels labels;
  SmallVector<int64_t> kernel, output;
  /// As Keras keeps it, with sizes of 1.
  SmallVector<int64_t> bias;
  /// The constraint that is violated, 0 for none, and how.
  unsigned constraint = 0;
  std::string fault;

  EinsumAnalysis &fail(unsigned number, std::string what) {
    constraint = number;
    fault = std::move(what);
    return *this;
  }
};

/// The letters of an operand, and whether dots stand before or behind them.
struct EinsumTerm {
  StringRef letters;
  bool dotsBefore = false, dotsBehind = false;

  explicit EinsumTerm(StringRef text) : letters(text) {
    dotsBefore = letters.consume_front("...");
    dotsBehind = letters.consume_back("...");
  }
  bool isValid() const {
    return !letters.empty() && llvm::all_of(letters, llvm::isAlpha) && !(dotsBefore && dotsBehind);
  }
  bool repeats() const {
    return llvm::any_of(letters, [&](char letter) { return letters.count(letter) > 1; });
  }
  /// With `count` digits in place of the dots.
  std::string expand(size_t count) const {
    std::string digits = std::string("0123456789").substr(0, count);
    return (dotsBefore ? digits : "") + letters.str() + (dotsBehind ? digits : "");
  }
};

/// The bias's labels and shape: from its first letter on, with 1 for letters that it lacks.
void analyseBias(StringRef axes, bool dotsBehind, EinsumAnalysis &result) {
  StringRef output = result.labels.output;
  size_t first = output.size();
  for (char letter : axes) {
    size_t at = output.find(letter);
    if (at == StringRef::npos || !llvm::isAlpha(letter)) {
      result.fail(6, "bias_axes has '" + std::string(1, letter) + "', which the output has not");
      return;
    }
    first = std::min(first, at);
  }
  for (size_t at = first; at < output.size(); ++at) {
    bool isKept = axes.contains(output[at]);
    // Digits in front of the letters stand for dots, which a bias never has.
    if (!isKept && llvm::isDigit(output[at]) && !dotsBehind)
      continue;
    result.bias.push_back(isKept ? result.output[at] : 1);
    if (isKept)
      result.labels.bias += output[at];
    if (isKept && ShapedType::isDynamic(result.output[at]))
      result.fail(6,
                  "the dimension '" + std::string(1, output[at]) + "' of bias_axes must be known");
  }
}

EinsumAnalysis analyse(EinsumDenseOp op) {
  EinsumAnalysis result;
  RankedTensorType type = op.getInput().getType();
  auto [left, right] = op.getEquation().split("->");
  auto [inputText, kernelText] = left.split(",");
  EinsumTerm input(inputText), kernel(kernelText), output(right);
  if (!input.isValid() || !kernel.isValid() || !output.isValid() || kernel.dotsBefore ||
      kernel.dotsBehind || input.dotsBefore != output.dotsBefore ||
      input.dotsBehind != output.dotsBehind)
    return result.fail(2,
                       "equation must be \"X,Y->Z\", \"...X,Y->...Z\" or \"X...,Y->Z...\", is \"" +
                           op.getEquation().str() + "\"");
  bool hasDots = input.dotsBefore || input.dotsBehind;
  int64_t rest = type.getRank() - static_cast<int64_t>(input.letters.size());
  if (rest < 0 || (!hasDots && rest > 0) || rest > 10)
    return result.fail(3, "\"" + inputText.str() + "\" does not fit the input's rank, " +
                              std::to_string(type.getRank()));
  if (input.repeats() || kernel.repeats() || output.repeats())
    return result.fail(4, "a letter stands twice in one operand of \"" + op.getEquation().str() +
                              "\"");
  EinsumLabels &labels = result.labels;
  labels = {input.expand(rest), kernel.letters.str(), output.expand(rest), ""};
  if (labels.output.empty() || labels.output.front() != labels.input.front())
    return result.fail(3,
                       "the first dimension of input and output must be the batch, equation is \"" +
                           op.getEquation().str() + "\"");
  for (char letter : kernel.letters)
    if (!input.letters.contains(letter) && !output.letters.contains(letter))
      return result.fail(4, "the kernel's '" + std::string(1, letter) +
                                "' stands neither in input nor in output");
  for (char letter : output.letters)
    if (!input.letters.contains(letter) && !kernel.letters.contains(letter))
      return result.fail(4, "the output's '" + std::string(1, letter) +
                                "' stands neither in input nor in kernel");
  // output_shape leaves out the batch, which may be among the dots.
  bool batchInDots = input.dotsBefore && rest > 0;
  ArrayRef<int64_t> given = op.getOutputShape();
  if (given.size() + !batchInDots != output.letters.size())
    return result.fail(
        5, "output_shape has " + std::to_string(given.size()) + " sizes, the output has " +
               std::to_string(output.letters.size() - !batchInDots) + " letters behind the batch");
  for (char label : labels.output) {
    size_t at = output.letters.find(label), from = labels.input.find(label);
    int64_t wanted = -1;
    if (at != StringRef::npos && (batchInDots || at > 0))
      wanted = given[batchInDots ? at : at - 1];
    int64_t size = from == std::string::npos ? wanted : type.getDimSize(from);
    if (from == std::string::npos && wanted < 1)
      return result.fail(5, "output_shape must say the size of '" + std::string(1, label) + "'");
    if (wanted >= 0 && !ShapedType::isDynamic(size) && size != wanted)
      return result.fail(5, "output_shape has " + std::to_string(wanted) + " for '" +
                                std::string(1, label) + "', the input " + std::to_string(size));
    result.output.push_back(size);
  }
  for (char label : labels.kernel) {
    size_t at = labels.output.find(label), from = labels.input.find(label);
    int64_t size = at != std::string::npos ? result.output[at] : type.getDimSize(from);
    if (ShapedType::isDynamic(size))
      return result.fail(5, "the dimension '" + std::string(1, label) +
                                "' of the kernel must be known");
    result.kernel.push_back(size);
  }
  if (op.getBiasAxes())
    analyseBias(*op.getBiasAxes(), input.dotsBehind, result);
  return result;
}

} // namespace

void EinsumDenseOp::getVariables(SmallVectorImpl<Variable> &variables) {
  EinsumAnalysis analysis = analyse(*this);
  variables.push_back({"kernel", analysis.kernel, "vars/0"});
  if (getBiasAxes())
    variables.push_back({"bias", analysis.bias, "vars/1"});
}

LogicalResult EinsumDenseOp::inferTypes(SmallVectorImpl<Type> &types) {
  RankedTensorType input = getInput().getType();
  if (!isa<FloatType>(input.getElementType()))
    return violates(*this, 1) << "input must have floating-point elements, is " << input;
  EinsumAnalysis analysis = analyse(*this);
  if (analysis.constraint)
    return violates(*this, analysis.constraint) << analysis.fault;
  RankedTensorType output = input.clone(analysis.output);
  std::string fault = findActivationFault(getActivation(), output);
  if (!fault.empty())
    return violates(*this, 7) << fault;
  types.push_back(getActivatedType(getActivation(), output));
  return success();
}

LogicalResult EinsumDenseOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  EinsumAnalysis analysis = analyse(*this);
  Value bias = getBias();
  if (bias && analysis.labels.bias.size() != analysis.bias.size())
    bias = dropUnitDimensions(builder, getLoc(), bias, analysis.labels.bias.size());
  results.push_back(createDenseEinsum(builder, getLoc(), analysis.labels, getInput(), getKernel(),
                                      bias, getActivation()));
  return success();
}

//===-- Embedding ----------------------------------------------------------------------------===//

void EmbeddingOp::describeConfig(ConfigSpec &spec) {
  spec.integer("input_dim");
  spec.integer("output_dim");
  spec.boolean("mask_zero");
  spec.keptFor({"embeddings", "activity"});
  spec.kept("input_length");
  spec.keptForLora();
}

void EmbeddingOp::getVariables(SmallVectorImpl<Variable> &variables) {
  variables.push_back({"embeddings",
                       {static_cast<int64_t>(getInputDim()), static_cast<int64_t>(getOutputDim())},
                       "vars/0"});
}

LogicalResult EmbeddingOp::inferTypes(SmallVectorImpl<Type> &types) {
  int64_t rows = getInputDim(), columns = getOutputDim();
  if (rows < 1 || columns < 1)
    return violates(*this, 1) << "input_dim and output_dim must be positive, are " << rows
                              << " and " << columns;
  if (getMaskZero())
    return violates(*this, 2) << "mask_zero=True makes a mask; masks are not supported yet";
  SmallVector<int64_t> shape(getInput().getType().getShape());
  shape.push_back(columns);
  types.push_back(RankedTensorType::get(shape, getComputeType(*this)));
  return success();
}

LogicalResult EmbeddingOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  Location loc = getLoc();
  Type given = getInput().getType().getElementType(),
       element = getOutput().getType().getElementType();
  Value ids = toSignless(builder, loc, getInput());
  bool isWide = given.isInteger(64);
  Type idType = isWide ? builder.getI64Type() : builder.getI32Type();
  unsigned rank = getOutput().getType().getRank();
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, ids);
  sizes.push_back(builder.getIndexAttr(getOutputDim()));
  AffineMap rows = builder.getMultiDimIdentityMap(rank).getMajorSubMap(rank - 1);
  int64_t count = getInputDim();
  results.push_back(createMap(
      builder, loc, ids, rows, sizes, element,
      [&](OpBuilder &nested, Location at, ValueRange e) -> Value {
        ImplicitLocOpBuilder b(at, nested);
        auto number = [&](int64_t n) {
          return arith::ConstantOp::create(b, b.getIntegerAttr(idType, n)).getResult();
        };
        auto compare = [&](arith::CmpIPredicate predicate, Value x, int64_t n) -> Value {
          return arith::CmpIOp::create(b, predicate, x, number(n));
        };
        Value id = convertElement(b, at, e[0], idType, hasUnsignedElements(given));
        Value isBehind = compare(arith::CmpIPredicate::slt, id, 0);
        Value fromEnd = arith::AddIOp::create(b, id, number(count));
        Value row = arith::SelectOp::create(b, isBehind, fromEnd, id);
        Value isInside = arith::AndIOp::create(b, compare(arith::CmpIPredicate::sge, row, 0),
                                               compare(arith::CmpIPredicate::slt, row, count));
        Value safe = arith::MaxSIOp::create(b, row, number(0));
        safe = arith::MinSIOp::create(b, safe, number(count - 1));
        Value place = arith::IndexCastOp::create(b, b.getIndexType(), safe);
        Value column = linalg::IndexOp::create(b, at, rank - 1);
        Value found = tensor::ExtractOp::create(b, getEmbeddings(), ValueRange{place, column});
        found = convertElement(b, at, found, element);
        Value none = createConstant(b, at, element, std::numeric_limits<double>::quiet_NaN());
        return arith::SelectOp::create(b, isInside, found, none);
      }));
  return success();
}

//===-- Activation ---------------------------------------------------------------------------===//

void ActivationOp::describeConfig(ConfigSpec &spec) { spec.activation("activation"); }

LogicalResult ActivationOp::inferTypes(SmallVectorImpl<Type> &types) {
  if (!isActivation(getActivation()))
    return emitOpError("activation_c1: '") << getActivation() << "' is not an activation of Keras";
  std::string fault = findActivationFault(getActivation(), getInput().getType());
  if (!fault.empty())
    return emitOpError("activation_c2: ") << fault << ", has " << getInput().getType();
  types.push_back(getActivatedType(getActivation(), getInput().getType()));
  return success();
}

StringRef ActivationOp::getAsActivation() { return getActivation(); }

LogicalResult ActivationOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(applyActivation(builder, getLoc(), getActivation(), getInput()));
  return success();
}

//===-- Identity -----------------------------------------------------------------------------===//

void IdentityOp::describeConfig(ConfigSpec &spec) {}

LogicalResult IdentityOp::inferTypes(SmallVectorImpl<Type> &types) {
  types.push_back(getInput().getType());
  return success();
}

bool IdentityOp::isIdentityAtInference() { return true; }

LogicalResult IdentityOp::lower(OpBuilder &builder, SmallVectorImpl<Value> &results) {
  results.push_back(getInput());
  return success();
}
