// What the files that translate a kernel's body share: the translator, a body's values as it knows
// them. Indices are a tensor's, outermost first; Halide counts dimensions from the innermost, and
// so they are turned round wherever a Func or a buffer is called or defined.
#ifndef LITH_COMPILER_HALIDE_TRANSLATOR_H
#define LITH_COMPILER_HALIDE_TRANSLATOR_H

#include "compiler/halide/Translate.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "llvm/ADT/StringSet.h"

namespace lith::compiler {

using Exprs = std::vector<Halide::Expr>;

Exprs reversed(Exprs exprs);

/// Throws where Halide's 32 bits do not hold the number.
Halide::Expr constantIndex(int64_t value);

class Translator {
public:
  Translator(kernel::FuncOp kernel, const std::string &prefix) : kernel(kernel), prefix(prefix) {}

  Translation run();

private:
  /// What a tensor value is: a Func (or one element of a Tuple), or a buffer that came in.
  struct Tensor {
    Halide::Func func;
    int element = -1;
    Halide::ImageParam input;
  };

  kernel::FuncOp kernel;
  const std::string &prefix;
  Translation result;
  std::vector<BufferArgument> buffers;
  llvm::DenseMap<mlir::Value, Tensor> tensors;
  llvm::DenseMap<mlir::Value, Halide::Expr> scalars;
  llvm::DenseMap<mlir::Value, Exprs> dynamicSizes;
  llvm::StringSet<> stageNames;
  unsigned tables = 0;
  /// Reshapes of inputs that are not computed: the buffer comes in as the result.
  llvm::SmallPtrSet<mlir::Operation *, 4> seenThrough;

  //===-- Translate.cpp ----------------------------------------------------------------------===//

  void defineOp(mlir::Operation *op);

  std::string nameStage(mlir::Operation *op);
  Halide::Expr size(mlir::Value tensor, int64_t dim);
  Exprs sizes(mlir::Value tensor);
  Halide::Expr scalar(mlir::Value value);
  Halide::Expr scalar(mlir::OpFoldResult value);
  Exprs scalarsOf(llvm::ArrayRef<mlir::OpFoldResult> values);
  /// A number of the body of an op, or one from outside of it.
  Halide::Expr lookUp(mlir::Value value, const llvm::DenseMap<mlir::Value, Halide::Expr> &local);

  Halide::Expr read(mlir::Value tensor, const Exprs &indices);
  /// The contract says that indices of an extract are clamped: Halide is told so, and need not see
  /// it from the index's making.
  Halide::Expr readExtracted(mlir::tensor::ExtractOp extract,
                             const llvm::DenseMap<mlir::Value, Halide::Expr> &local);
  /// Nobody reads elements of `init` before they are written.
  static bool isUninitialised(mlir::Value init);

  Stage &addStage(mlir::Operation *op);
  static std::vector<Halide::Var> makeVars(Stage &stage, size_t count);
  /// A stage without reduction, whose element at some indices is what `body` says.
  void defineElements(mlir::Operation *op, const Exprs &resultSizes,
                      llvm::function_ref<Halide::Expr(const Exprs &)> body);
  void bind(mlir::Value value, const Halide::Func &func, int element, const Exprs &resultSizes);

  //===-- TranslateArguments.cpp -------------------------------------------------------------===//

  void defineInput(mlir::BlockArgument argument);
  void defineIndex(mlir::BlockArgument argument);
  void defineOutputs();

  /// The stage whose op makes `value`; null for an argument.
  Stage *stageOf(mlir::Value value);
  /// The values that the kernel returns, each behind the reshapes that its buffer can stand for.
  void seeResults(llvm::SmallVectorImpl<mlir::Value> &values, std::vector<BufferArgument> &seen);
  /// A result that is an argument, or is returned twice, or is one of several values of an op.
  Stage &defineCopy(mlir::Operation *terminator, mlir::Value value, const BufferArgument &buffer);
  void addOutput(Stage &stage, llvm::ArrayRef<BufferArgument> elements);

  //===-- TranslateGeneric.cpp ---------------------------------------------------------------===//

  void defineGeneric(mlir::linalg::GenericOp generic);

  /// The trip count of an iterator: that of a dimension that it alone indexes.
  Halide::Expr tripCount(mlir::linalg::GenericOp generic, unsigned loop, int64_t known);
  void defineGenericValues(mlir::linalg::GenericOp generic, Halide::Func func,
                           const std::vector<Halide::Var> &vars, const Exprs &loops, bool reduces,
                           llvm::ArrayRef<unsigned> order);
  /// What the region yields at `loops`, where the results hold `inits`.
  Exprs translateBody(mlir::linalg::GenericOp generic, const Exprs &loops, const Exprs &inits);

  //===-- TranslateTensorOps.cpp -------------------------------------------------------------===//

  void defineFill(mlir::linalg::FillOp fill);
  void defineEmpty(mlir::tensor::EmptyOp empty);
  /// A number, or a small table, which becomes data of the kernel.
  void defineConstant(mlir::arith::ConstantOp constant);
  void definePad(mlir::tensor::PadOp pad);
  void defineConcat(mlir::tensor::ConcatOp concat);
  void defineExtractSlice(mlir::tensor::ExtractSliceOp slice);
  void defineInsertSlice(mlir::tensor::InsertSliceOp slice);
  void defineExpand(mlir::tensor::ExpandShapeOp expand);
  void defineCollapse(mlir::tensor::CollapseShapeOp collapse);

  Halide::Buffer<> makeTable(mlir::DenseElementsAttr elements, mlir::RankedTensorType type);
  /// The padding value may be a constant inside the op's own region.
  Halide::Expr paddingValue(mlir::Value padding);
  /// A slice lies inside its tensor: without this Halide bounds nothing by a computed offset.
  void promiseInside(mlir::Value tensor, Exprs &offsets, const Exprs &steps, const Exprs &extents);
  /// f(begin + step * i) = source(i) for all i in `extents`, as an update of `stage`.
  void defineRegion(Stage &stage, const Exprs &begin, const Exprs &step, const Exprs &extents,
                    unsigned number, llvm::function_ref<Halide::Expr(const Exprs &)> source);
};

} // namespace lith::compiler

#endif // LITH_COMPILER_HALIDE_TRANSLATOR_H
