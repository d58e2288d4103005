// Turns a function with check ops into a model that can be compiled and called, and compares what
// it gives.
#ifndef LITH_TOOLS_LITH_TESTMODULE_H
#define LITH_TOOLS_LITH_TESTMODULE_H

#include "dialects/check/CheckDialect.h"
#include "tools/lith/Array.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace lith::tools {

/// One test function as a model of its own. Constant tensors of its body are the model's inputs, so
/// that compilation cannot compute with them; the checked values are its outputs.
struct TestModule {
  std::string name;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  std::vector<Array> inputs;

  struct Check {
    mlir::Location location;
    mlir::ElementsAttr expected;
    double atol, rtol;
  };
  std::vector<Check> checks;
};

/// The test of `function`, a function without arguments that has check ops; what else the module
/// holds goes with it.
llvm::Expected<TestModule> makeTestModule(mlir::func::FuncOp function);

/// What is wrong with `got`, or nothing.
std::optional<std::string> findFault(const TestModule::Check &check, const Array &got);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_TESTMODULE_H
