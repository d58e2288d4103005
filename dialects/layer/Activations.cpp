// Keras's activation functions of one element: the formulas of keras.activations in the order in
// which Keras computes them, so that NaN, infinities and overflow come out as Keras's. The comments
// give the formula; max and min keep NaN, `where` picks its last value for NaN.
#include "dialects/layer/Activations.h"

#include "dialects/layer/Lowering.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/StringMap.h"

#include <cmath>

using namespace mlir;

namespace lith::layer {
namespace {

using Builder = ImplicitLocOpBuilder;

/// f(x) of one element.
using Function = Value (*)(Builder &b, Value x);

Value constant(Builder &b, Value like, double value) {
  return createConstant(b, b.getLoc(), like.getType(), value);
}

Value add(Builder &b, Value x, double y) { return arith::AddFOp::create(b, x, constant(b, x, y)); }
Value mul(Builder &b, double x, Value y) { return arith::MulFOp::create(b, constant(b, y, x), y); }
Value div(Builder &b, Value x, double y) { return arith::DivFOp::create(b, x, constant(b, x, y)); }
Value max(Builder &b, Value x, double y) {
  return arith::MaximumFOp::create(b, x, constant(b, x, y));
}
Value min(Builder &b, Value x, double y) {
  return arith::MinimumFOp::create(b, x, constant(b, x, y));
}
Value product(Builder &b, Value x, Value y) { return arith::MulFOp::create(b, x, y); }
Value negate(Builder &b, Value x) { return arith::NegFOp::create(b, x); }
Value magnitude(Builder &b, Value x) { return math::AbsFOp::create(b, x); }

/// x > y (or another ordered comparison) ? yes : no.
Value where(Builder &b, Value x, arith::CmpFPredicate predicate, double y, Value yes, Value no) {
  Value condition = arith::CmpFOp::create(b, predicate, x, constant(b, x, y));
  return arith::SelectOp::create(b, condition, yes, no);
}
constexpr auto greater = arith::CmpFPredicate::OGT, less = arith::CmpFPredicate::OLT,
               greaterOrEqual = arith::CmpFPredicate::OGE, lessOrEqual = arith::CmpFPredicate::OLE;

/// The default slope, alpha, scale, threshold and offset of keras.activations.
constexpr double leakySlope = 0.2, seluAlpha = 1.6732632423543772848170429916717,
                 seluScale = 1.0507009873554804934193349852946, shrinkThreshold = 0.5,
                 squareplusOffset = 4.0;

Value relu(Builder &b, Value x) { return max(b, x, 0.0); }

Value relu6(Builder &b, Value x) { return min(b, max(b, x, 0.0), 6.0); }

// where(x >= 0, x, slope * x)
Value leakyRelu(Builder &b, Value x, double slope) {
  return where(b, x, greaterOrEqual, 0.0, x, mul(b, slope, x));
}
Value leakyRelu(Builder &b, Value x) { return leakyRelu(b, x, leakySlope); }

// where(x > 0, x, alpha * expm1(x)); the branch not taken may overflow, which changes nothing.
Value elu(Builder &b, Value x, double alpha) {
  return where(b, x, greater, 0.0, x, mul(b, alpha, math::ExpM1Op::create(b, x)));
}
Value elu(Builder &b, Value x) { return elu(b, x, 1.0); }

// scale * elu(x, alpha)
Value selu(Builder &b, Value x) { return mul(b, seluScale, elu(b, x, seluAlpha)); }

// max(x, 0) + expm1(min(x, 0))
Value celu(Builder &b, Value x) {
  Value negative = math::ExpM1Op::create(b, min(b, x, 0.0));
  return arith::AddFOp::create(b, max(b, x, 0.0), negative);
}

// log(exp(x) + 1) = max(x, 0) + log1p(exp(-|x|))
Value softplus(Builder &b, Value x) {
  Value rest = math::Log1pOp::create(b, math::ExpOp::create(b, negate(b, magnitude(b, x))));
  return arith::AddFOp::create(b, max(b, x, 0.0), rest);
}

// log(1 / (1 + exp(-x)))
Value logSigmoid(Builder &b, Value x) { return negate(b, softplus(b, negate(b, x))); }

// x / (|x| + 1)
Value softsign(Builder &b, Value x) {
  return arith::DivFOp::create(b, x, add(b, magnitude(b, x), 1.0));
}

// where(x > t, x - t, where(x < -t, x + t, 0))
Value softShrink(Builder &b, Value x) {
  Value low = where(b, x, less, -shrinkThreshold, add(b, x, shrinkThreshold), constant(b, x, 0.0));
  return where(b, x, greater, shrinkThreshold, add(b, x, -shrinkThreshold), low);
}

// where(|x| > t, x, 0)
Value hardShrink(Builder &b, Value x) {
  return where(b, magnitude(b, x), greater, shrinkThreshold, x, constant(b, x, 0.0));
}

// x - tanh(x)
Value tanhShrink(Builder &b, Value x) {
  return arith::SubFOp::create(b, x, math::TanhOp::create(b, x));
}

Value tanh(Builder &b, Value x) { return math::TanhOp::create(b, x); }

// where(x > 1, 1, where(x < -1, -1, x))
Value hardTanh(Builder &b, Value x) {
  Value low = where(b, x, less, -1.0, constant(b, x, -1.0), x);
  return where(b, x, greater, 1.0, constant(b, x, 1.0), low);
}

// 1 / (1 + exp(-x))
Value sigmoid(Builder &b, Value x) {
  Value denominator = add(b, math::ExpOp::create(b, negate(b, x)), 1.0);
  return arith::DivFOp::create(b, constant(b, x, 1.0), denominator);
}

// 0.5 * clip(x + 1, 0, 2)
Value sparseSigmoid(Builder &b, Value x) {
  return mul(b, 0.5, min(b, max(b, add(b, x, 1.0), 0.0), 2.0));
}

// relu6(x + 3) / 6
Value hardSigmoid(Builder &b, Value x) { return div(b, relu6(b, add(b, x, 3.0)), 6.0); }

// clip(0.2 * x + 0.5, 0, 1): what Keras 1 and 2 call hard_sigmoid.
Value keras2HardSigmoid(Builder &b, Value x) {
  return min(b, max(b, add(b, mul(b, 0.2, x), 0.5), 0.0), 1.0);
}

Value hardSilu(Builder &b, Value x) { return product(b, x, hardSigmoid(b, x)); }

Value silu(Builder &b, Value x) { return product(b, x, sigmoid(b, x)); }

// x * tanh(softplus(x))
Value mish(Builder &b, Value x) { return product(b, x, tanh(b, softplus(b, x))); }

// 0.5 * x * erfc(-x / sqrt(2))
Value gelu(Builder &b, Value x) {
  Value tail = math::ErfcOp::create(b, mul(b, -std::sqrt(0.5), x));
  return product(b, mul(b, 0.5, x), tail);
}

// 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))):
// keras.activations.gelu(approximate=True)
Value geluTanh(Builder &b, Value x) {
  Value cube = mul(b, 0.044715, product(b, x, product(b, x, x)));
  Value inner = mul(b, std::sqrt(2.0 / M_PI), arith::AddFOp::create(b, x, cube));
  return product(b, x, mul(b, 0.5, add(b, tanh(b, inner), 1.0)));
}

// (x + sqrt(x^2 + offset)) / 2
Value squareplus(Builder &b, Value x) {
  Value root = math::SqrtOp::create(b, add(b, product(b, x, x), squareplusOffset));
  return div(b, arith::AddFOp::create(b, x, root), 2.0);
}

// where(x <= -1, 0, where(x >= 1, x, (x + 1)^2 / 4))
Value sparsePlus(Builder &b, Value x) {
  Value shifted = add(b, x, 1.0);
  Value middle = div(b, product(b, shifted, shifted), 4.0);
  Value high = where(b, x, greaterOrEqual, 1.0, x, middle);
  return where(b, x, lessOrEqual, -1.0, constant(b, x, 0.0), high);
}

Value exponential(Builder &b, Value x) { return math::ExpOp::create(b, x); }

const llvm::StringMap<Function> &elementFunctions() {
  static const llvm::StringMap<Function> table = {
      {"celu", celu},
      {"elu", elu},
      {"exponential", exponential},
      {"gelu", gelu},
      {"gelu_tanh", geluTanh},
      {"hard_shrink", hardShrink},
      {"hard_sigmoid", hardSigmoid},
      {"hard_silu", hardSilu},
      {"hard_swish", hardSilu},
      {"hard_tanh", hardTanh},
      {"keras2_hard_sigmoid", keras2HardSigmoid},
      {"leaky_relu", leakyRelu},
      {"log_sigmoid", logSigmoid},
      {"mish", mish},
      {"relu", relu},
      {"relu6", relu6},
      {"selu", selu},
      {"sigmoid", sigmoid},
      {"silu", silu},
      {"soft_shrink", softShrink},
      {"softplus", softplus},
      {"softsign", softsign},
      {"sparse_plus", sparsePlus},
      {"sparse_sigmoid", sparseSigmoid},
      {"squareplus", squareplus},
      {"swish", silu},
      {"tanh", tanh},
      {"tanh_shrink", tanhShrink},
  };
  return table;
}

} // namespace

bool isActivation(StringRef name) {
  return name == "linear" || elementFunctions().contains(name) || detail::findRowFunction(name);
}

std::string findActivationFault(StringRef name, RankedTensorType input) {
  if (!isActivation(name))
    return "'" + name.str() + "' is not an activation of Keras";
  if (name == "linear")
    return "";
  if (!isa<FloatType>(input.getElementType()))
    return "'" + name.str() + "' needs floating-point elements";
  if (detail::findRowFunction(name) && input.getRank() < 2)
    return "'" + name.str() + "' works along the last dimension and needs rank 2 or more";
  if (name == "glu" && (input.isDynamicDim(input.getRank() - 1) || input.getShape().back() % 2))
    return "'glu' halves the last dimension, which must be known and even";
  return "";
}

RankedTensorType getActivatedType(StringRef name, RankedTensorType input) {
  if (name != "glu")
    return input;
  SmallVector<int64_t> shape(input.getShape());
  shape.back() /= 2;
  return input.clone(shape);
}

Value applyActivation(OpBuilder &builder, Location loc, StringRef name, Value input) {
  if (name == "linear")
    return input;
  if (detail::RowFunction rows = detail::findRowFunction(name))
    return rows(builder, loc, input);
  Function function = elementFunctions().lookup(name);
  return createElementwise(builder, loc, input,
                           [&](OpBuilder &nested, Location at, ValueRange elements) {
                             Builder b(at, nested);
                             return function(b, elements[0]);
                           });
}

Value createActivation(OpBuilder &builder, Location loc, StringRef name, Value x) {
  Builder b(loc, builder);
  return elementFunctions().lookup(name)(b, x);
}

Value createLeakyRelu(OpBuilder &builder, Location loc, Value x, double slope) {
  Builder b(loc, builder);
  return leakyRelu(b, x, slope);
}

Value createElu(OpBuilder &builder, Location loc, Value x, double alpha) {
  Builder b(loc, builder);
  return elu(b, x, alpha);
}

} // namespace lith::layer
