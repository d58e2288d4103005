// Divisions by a constant zero.
#include "compiler/halide/ZeroDivisors.h"

#include <cmath>

namespace lith::compiler {
namespace {

using namespace Halide::Internal;
using Halide::Expr;

/// The infinity by which multiplying is dividing by `zero`.
Expr makeInfinity(const Expr &zero) {
  Halide::Type type = zero.type();
  bool isNegative = std::signbit(*as_const_float(zero));
  uint64_t infinity = type.bits() == 64 ? 0x7FF0000000000000 : 0x7F800000;
  // Halide folds constants and would lose the sign: give the bits.
  return Halide::reinterpret(type,
                             make_const(type.with_code(Halide::Type::UInt),
                                        infinity | uint64_t(isNegative) << (type.bits() - 1)));
}

bool isZero(const Expr &value) {
  std::optional<double> constant = as_const_float(value);
  return constant && *constant == 0;
}

class ZeroDivisors : public IRMutator {
  using IRMutator::visit;

  Expr visit(const Div *op) override {
    return isZero(op->b) ? Mul::make(mutate(op->a), makeInfinity(op->b)) : IRMutator::visit(op);
  }

  Expr visit(const Call *op) override {
    if (!op->is_intrinsic(Call::strict_div) || !isZero(op->args[1]))
      return IRMutator::visit(op);
    return Call::make(op->type, Call::strict_mul, {mutate(op->args[0]), makeInfinity(op->args[1])},
                      Call::PureIntrinsic);
  }
};

} // namespace

void replaceZeroDivisors(Halide::Pipeline &pipeline) {
  pipeline.add_custom_lowering_pass(new ZeroDivisors());
}

} // namespace lith::compiler
