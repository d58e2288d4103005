// A model in memory, read from any file that lith takes: layer IR and the weights beside it.
#ifndef LITH_TOOLS_LITH_MODEL_H
#define LITH_TOOLS_LITH_MODEL_H

#include "compiler/Compile.h"
#include "frontends/Import.h"
#include "tools/lith/Options.h"

#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"

#include <memory>

namespace lith::tools {

struct Model {
  /// Where the module lives.
  std::unique_ptr<mlir::MLIRContext> context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  layer::WeightStore weights;
  /// What stops the model from compiling; the module is null then.
  std::vector<frontends::Problem> problems;
  /// A C identifier made of the file's name: the prefix of the library's symbols.
  std::string name;
};

/// --batch and --shape as the command line gave them; what is no shape is wrong usage.
llvm::Expected<frontends::ImportOptions> makeImportOptions(const CompileFlags &flags);

/// Refuses a shape for what is not among the names of the inputs.
llvm::Error checkShapeNames(const frontends::ImportOptions &options,
                            llvm::ArrayRef<std::string> inputs);

/// Reads and imports the model; what lith does not support is in `problems`, a damaged file is an
/// error.
llvm::Expected<Model> readModel(const CompileFlags &flags);

/// The same, with problems as one error that lists them all.
llvm::Expected<Model> loadModel(const CompileFlags &flags);

/// The compiler's options as the command line gave them.
llvm::Expected<compiler::CompileOptions> makeCompileOptions(const CompileFlags &flags,
                                                            const Model &model);

/// The weights that the model asks for and has no values of: those of a config without --weights.
std::vector<mlir::ml_program::GlobalOp> findMissingWeights(const Model &model);

/// The problems as text, one a line: layer path, what stops it, what to do.
std::string describeProblems(llvm::ArrayRef<frontends::Problem> problems);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_MODEL_H
