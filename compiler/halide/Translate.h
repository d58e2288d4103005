// A kernel's body as a Halide pipeline, before any schedule.
#ifndef LITH_COMPILER_HALIDE_TRANSLATE_H
#define LITH_COMPILER_HALIDE_TRANSLATE_H

#include "dialects/kernel/KernelDialect.h"

#include <Halide.h>

#include <map>
#include <string>
#include <vector>

namespace lith::compiler {

/// An op of the body that became a Func of its own.
struct Stage {
  /// `kernel.stage`, or a name made from the op's; unique in the kernel.
  std::string name;
  mlir::Operation *op;
  Halide::Func func;
  /// Loops by the names that schedules use: d0, d1, ... are the op's iterators.
  std::map<std::string, Halide::VarOrRVar> loops;
  /// Extents of the loops where they are known, else ShapedType::kDynamic; by iterator number.
  llvm::SmallVector<int64_t> extents;
  bool isOutput = false;
};

/// One dimension of a buffer. A dynamic extent is the kernel's dynamic dimension of that number; a
/// dynamic stride is that of the next dimension times its extent.
struct BufferDim {
  int64_t extent;
  unsigned dynamicExtent = 0;
  int64_t stride;
};

/// An argument of Halide's function: which of the kernel's inputs and results (counted through) it
/// is, and its dimensions, the outermost first.
struct BufferArgument {
  unsigned number;
  Halide::Type type;
  llvm::SmallVector<BufferDim> dims;
};

struct Translation {
  /// In the order of the body.
  std::vector<Stage> stages;
  std::vector<Halide::Func> outputs;
  /// Tensors that come in, then index arguments; results follow them in the function that Halide
  /// makes.
  std::vector<Halide::Argument> arguments;
  std::vector<BufferArgument> inputs, results;
  unsigned indexCount = 0;
  /// How many `?` the types of inputs and results have.
  unsigned dynamicCount = 0;
  /// Some argument may share its buffer with a result.
  bool mayAlias = false;
};

/// Translates `kernel`. `prefix` begins every name that Halide sees: it must be new to the process,
/// and of the same width for all kernels (README.md). Throws TranslationError or Halide::Error.
Translation translateKernel(kernel::FuncOp kernel, const std::string &prefix);

} // namespace lith::compiler

#endif // LITH_COMPILER_HALIDE_TRANSLATE_H
