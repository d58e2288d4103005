// The way from pool to pool, as lists of passes.
#ifndef LITH_PASSES_PIPELINES_H
#define LITH_PASSES_PIPELINES_H

#include "mlir/Pass/PassManager.h"

namespace lith::passes {

/// What chooses between pipelines. Facts about the machine are in the module's `kernel.target`, not
/// here.
struct PipelineOptions {
  /// 0: no optional pass (the oracle); 1: fusion without packing; 2: everything.
  int optLevel = 2;
  /// A fixed batch; 0 leaves it as the model has it.
  int64_t batch = 0;
  /// "NAME=AxBxC" of inputs, as --shape gives them.
  llvm::SmallVector<std::string> shapes = {};
  /// Run the arena's plan against the form on tensors; for tests.
  bool check = false;
};

/// layer IR -> linalg IR.
void addLayerToLinalg(mlir::OpPassManager &passes, const PipelineOptions &options);

/// linalg IR -> kernel IR.
void addLinalgToKernel(mlir::OpPassManager &passes, const PipelineOptions &options);

/// Registers both as `--layer-to-linalg` and `--linalg-to-kernel`.
void registerPipelines();

} // namespace lith::passes

#endif // LITH_PASSES_PIPELINES_H
