// What the operations of keras.ops share: NumPy's broadcasting, reductions over axes, reshapes.
#ifndef LITH_DIALECTS_LAYER_OPERATIONS_H
#define LITH_DIALECTS_LAYER_OPERATIONS_H

#include "dialects/layer/LayerDialect.h"
#include "dialects/layer/Lowering.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace lith::layer {

/// "'layer.ops.x' op ops.x_c<number>: ", to be followed by what is wrong.
mlir::InFlightDiagnostic breaks(mlir::Operation *op, unsigned number);

/// The axes that an attribute names, counted from the front, each once and in order; all axes where
/// it is absent, none where one is wrong.
std::optional<llvm::SmallVector<int64_t>> sortedAxes(std::optional<llvm::ArrayRef<int64_t>> given,
                                                     int64_t rank);

/// The type that the attribute `dtype` names, null for none that elements can have; `otherwise`
/// where it is absent.
mlir::Type namedType(mlir::Operation *op, mlir::Type otherwise);

/// Whether dimension 0 of an operand can be the batch: it is dynamic.
bool hasOpenBatch(mlir::Value value);

/// Shapes aligned at the end; none where they do not fit. A dynamic extent fits itself and 1.
std::optional<llvm::SmallVector<int64_t>>
broadcastShapes(llvm::ArrayRef<llvm::ArrayRef<int64_t>> shapes);

/// The sizes of a result of `shape` that `inputs` are broadcast to.
llvm::SmallVector<mlir::OpFoldResult> broadcastSizes(mlir::OpBuilder &builder, mlir::Location loc,
                                                     mlir::ValueRange inputs,
                                                     llvm::ArrayRef<int64_t> shape);

/// How an input of `shape` is read by loops over `rank` dimensions that it is broadcast to.
mlir::AffineMap broadcastMap(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<int64_t> result,
                             mlir::MLIRContext *context);

/// `input` with its elements in the same order and the type's shape, in which at most one extent is
/// dynamic, unless axes of size 1 are all that comes or goes.
mlir::Value createReshape(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value input,
                          mlir::RankedTensorType type);

namespace detail {

/// Keras's class of an operation: the name of the op's own class, OpsMatmulOp, without what ours
/// adds.
template <typename OpClass> llvm::StringRef operationClass() {
  llvm::StringRef name = llvm::getTypeName<OpClass>();
  name.consume_back("Op");
  name = name.substr(name.rfind(':') + 1);
  name.consume_front("Ops");
  return name;
}

enum class ElementRule {
  Same,
  Exact,
  Any,
  Wide,
  Float,
  Integer,
  Whole,
  Compare,
  Logic,
  Test,
  Where
};
using ElementFunction =
    llvm::function_ref<mlir::Value(mlir::ImplicitLocOpBuilder &, mlir::ValueRange)>;

llvm::LogicalResult inferElements(mlir::Operation *op, ElementRule rule,
                                  llvm::SmallVectorImpl<mlir::Type> &types);
mlir::Value lowerElements(mlir::Operation *op, ElementRule rule, mlir::OpBuilder &builder,
                          ElementFunction compute);
/// Whether operands meet other than sample by sample.
bool mixesElements(mlir::Operation *op);

enum class ReductionRule { Same, Keep, Float, Bool, Index, Count };
using ReductionFunction = llvm::function_ref<mlir::Value(mlir::ImplicitLocOpBuilder &, mlir::Value,
                                                         llvm::ArrayRef<int64_t>)>;

/// The axes that the op's attribute `axis` means, sorted; none where they are wrong.
std::optional<llvm::SmallVector<int64_t>> reducedAxes(mlir::Operation *op);
llvm::LogicalResult inferReduction(mlir::Operation *op, ReductionRule rule,
                                   llvm::SmallVectorImpl<mlir::Type> &types);
mlir::Value lowerReduction(mlir::Operation *op, ReductionRule rule, mlir::OpBuilder &builder,
                           ReductionFunction reduce);
bool mixesReduction(mlir::Operation *op);

/// The keys of every reduction.
inline void describeReduction(ConfigSpec &spec) {
  spec.integers("axis").orNull().orBare();
  spec.boolean("keepdims");
}

} // namespace detail
} // namespace lith::layer

#endif // LITH_DIALECTS_LAYER_OPERATIONS_H
