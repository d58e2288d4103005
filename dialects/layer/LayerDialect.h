// The layer dialect and the interface that generic code asks its ops through. The ops themselves
// are in a header for each section (`dialects/layer/Convolution.h`), for those few who must name
// one.
#ifndef LITH_DIALECTS_LAYER_LAYERDIALECT_H
#define LITH_DIALECTS_LAYER_LAYERDIALECT_H

#include "dialects/layer/ConfigSpec.h"
#include "dialects/layer/LinearLayer.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/Support/TypeName.h"

namespace lith::layer::detail {
/// Asks the op for its variables and types, as import does, and compares them with its operands and
/// results.
llvm::LogicalResult verifyLayer(mlir::Operation *op);
} // namespace lith::layer::detail

namespace lith::layer {
/// Trait of layers whose last step applies their attribute `activation`, which is "linear" unless
/// given.
template <typename ConcreteType>
class EndsInActivation : public mlir::OpTrait::TraitBase<ConcreteType, EndsInActivation> {};

/// Trait of layers whose call takes `training`, but which do the same either way.
template <typename ConcreteType>
class IgnoresTraining : public mlir::OpTrait::TraitBase<ConcreteType, IgnoresTraining> {};

/// Trait of layers whose float inputs are not cast to the type that they compute in.
template <typename ConcreteType>
class KeepsInputs : public mlir::OpTrait::TraitBase<ConcreteType, KeepsInputs> {};

/// Trait of layers whose variables are not cast to the type that they compute in.
template <typename ConcreteType>
class KeepsVariables : public mlir::OpTrait::TraitBase<ConcreteType, KeepsVariables> {};

/// Trait of layers that make floats of integers that they are called with.
template <typename ConcreteType>
class TakesIntegers : public mlir::OpTrait::TraitBase<ConcreteType, TakesIntegers> {};

/// Trait of layers that make float32 of integers, whatever they compute in otherwise.
template <typename ConcreteType>
class MakesFloats : public mlir::OpTrait::TraitBase<ConcreteType, MakesFloats> {};

/// Trait of layers that move elements and compute none.
template <typename ConcreteType>
class MovesElements : public mlir::OpTrait::TraitBase<ConcreteType, MovesElements> {};
} // namespace lith::layer

#include "dialects/layer/LayerDialect.h.inc"
#include "dialects/layer/LayerInterfaces.h.inc"

namespace lith::layer {
/// The operand that holds the variable `name`, or null if the layer does not have it.
mlir::Value findVariable(LayerOpInterface layer, llvm::StringRef name);
} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_LAYERDIALECT_H
