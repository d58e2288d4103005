// The parts of `lith inspect`: each fills in a report, which is printed for people or as JSON.
#ifndef LITH_TOOLS_LITH_INSPECT_H
#define LITH_TOOLS_LITH_INSPECT_H

#include "tools/lith/Model.h"
#include "tools/lith/Table.h"

#include "runtime/lith_abi.h"

#include <string>
#include <vector>

namespace lith::tools {

/// What is known of a model or a library: facts, then tables.
struct Report {
  struct Fact {
    Fact(std::string key, llvm::json::Value value) : key(std::move(key)), value(own(value)) {}
    std::string key;
    llvm::json::Value value;
  };
  struct Section {
    /// In JSON, and over the table.
    std::string key, title;
    Table table;
  };
  std::vector<Fact> facts;
  std::vector<Section> sections;

  void print() const;
  llvm::json::Object toJson() const;
};

/// Layers, kernels and arena of a model, which is planned as `flags` say and is another one
/// afterwards. Kernels are not compiled: that is what a library is for.
llvm::Expected<Report> inspectModel(Model &model, const CompileFlags &flags);

/// What a library says of itself, and the sizes of its file's sections.
Report inspectLibrary(const lith_descriptor &model, llvm::StringRef path);

/// Where the planner put every buffer of every version of @run. Steps are kernels and copies,
/// numbered in the order in which they stand.
Table makeArenaMap(mlir::ModuleOp planned);

/// The steps themselves.
Table listSteps(mlir::ModuleOp planned);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_INSPECT_H
