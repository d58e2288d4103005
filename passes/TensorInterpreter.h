// Runs a function on tensors.
#ifndef LITH_PASSES_TENSORINTERPRETER_H
#define LITH_PASSES_TENSORINTERPRETER_H

#include "passes/PlanInterpreter.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

#include <memory>

namespace lith::passes {

class TensorInterpreter : public Interpreter {
public:
  struct Tensor {
    Shape shape;
    std::shared_ptr<Elements> elements;
  };

  TensorInterpreter(mlir::func::FuncOp function, int64_t extent)
      : function(function), extent(extent) {}

  void run();

  const Tensor &getResult(unsigned index);
  /// What the function stored last, or null.
  const Elements *getStored(mlir::StringAttr symbol);

private:
  static Tensor make(Shape shape, Elements elements);

  void assign(mlir::ValueRange to, mlir::ValueRange from) override;

  void runOp(mlir::Operation &op) override;

  template <typename Op> std::vector<int64_t> slicePositions(Op op, llvm::ArrayRef<int64_t> whole);

  void runConcat(mlir::tensor::ConcatOp concat);

  void runCall(kernel::CallOp call);

  mlir::func::FuncOp function;
  int64_t extent;
  llvm::DenseMap<mlir::Value, Tensor> tensors;
  llvm::DenseMap<mlir::StringAttr, Tensor> stored;
};

} // namespace lith::passes

#endif // LITH_PASSES_TENSORINTERPRETER_H
