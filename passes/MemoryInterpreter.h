// Runs the planned form of a function.
#ifndef LITH_PASSES_MEMORYINTERPRETER_H
#define LITH_PASSES_MEMORYINTERPRETER_H

#include "passes/PlanInterpreter.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace lith::passes {

/// Memory, an element at the address of its first byte.
class MemoryInterpreter : public Interpreter {
public:
  struct View {
    unsigned block = 0;
    int64_t offset = 0; // bytes
    Shape shape, strides;
    int64_t bytes = 1; // of an element
  };

  MemoryInterpreter(mlir::func::FuncOp function, int64_t arenaBytes, int64_t extent,
                    llvm::ArrayRef<Shape> outputShapes);

  mlir::LogicalResult run();

  Elements getOutput(unsigned index);
  Elements getGlobal(mlir::ml_program::GlobalOp global) { return read(viewGlobal(global)); }

private:
  View viewGlobal(mlir::ml_program::GlobalOp global);

  Elements read(const View &view);
  void write(const View &view, const Elements &elements);
  uint64_t &at(const View &view, int64_t position);

  void assign(mlir::ValueRange to, mlir::ValueRange from) override;

  void runOp(mlir::Operation &op) override;

  /// Sizes that the type does not tell are found from the number of elements.
  static void reshapeView(View &view, llvm::ArrayRef<mlir::ReassociationIndices> groups,
                          mlir::MemRefType type);

  void runCall(kernel::CallOp call);

  /// A result may share memory with an argument only where the kernel says so.
  void checkOverlap(kernel::CallOp call, kernel::FuncOp callee, unsigned inputs, unsigned outputs);

  mlir::func::FuncOp function;
  std::vector<Elements> blocks;
  llvm::DenseMap<mlir::Value, View> views;
  bool failedCall = false;
};

} // namespace lith::passes

#endif // LITH_PASSES_MEMORYINTERPRETER_H
