// Keras's activation functions: formulas as in keras.activations, written with arith and math on
// one element.
#include "dialects/layer/Activations.h"

#include "dialects/layer/Lowering.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;

namespace lith::layer {
namespace {

/// f(x) of one element.
using Function = Value (*)(ImplicitLocOpBuilder &b, Value x);

Value constant(ImplicitLocOpBuilder &b, Value like, double value) {
  return createConstant(b, b.getLoc(), like.getType(), value);
}

Value relu(ImplicitLocOpBuilder &b, Value x) {
  return arith::MaximumFOp::create(b, x, constant(b, x, 0.0));
}
Value tanh(ImplicitLocOpBuilder &b, Value x) { return math::TanhOp::create(b, x); }

const llvm::StringMap<Function> &elementFunctions() {
  static const llvm::StringMap<Function> table = {{"relu", relu}, {"tanh", tanh}};
  return table;
}

} // namespace

bool isActivation(StringRef name) { return name == "linear" || elementFunctions().contains(name); }

Value applyActivation(OpBuilder &builder, Location loc, StringRef name, Value input) {
  if (name == "linear")
    return input;
  Function function = elementFunctions().lookup(name);
  return createElementwise(builder, loc, input,
                           [&](OpBuilder &nested, Location at, ValueRange elements) {
                             ImplicitLocOpBuilder b(at, nested);
                             return function(b, elements[0]);
                           });
}

} // namespace lith::layer
