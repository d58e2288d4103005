// Config -> layer IR. Import knows no layer: it finds the op of a class by Keras's snake case, and
// asks it (LayerOpInterface) for its config keys, variables and types.
#ifndef LITH_FRONTENDS_IMPORT_H
#define LITH_FRONTENDS_IMPORT_H

#include "dialects/layer/WeightStore.h"
#include "frontends/Config.h"
#include "frontends/Problem.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace lith::frontends {

struct ImportOptions {
  /// The batch that the library is made for; nothing leaves it open.
  std::optional<int64_t> batch;
  /// Extents of an input behind its batch, by name, where the file leaves them open. The name ""
  /// means the only input. A file of one layer gets an input for each of them, in this order.
  std::vector<std::pair<std::string, llvm::SmallVector<int64_t>>> shapes;

  const llvm::SmallVector<int64_t> *findShape(llvm::StringRef input) const {
    for (const auto &[name, shape] : shapes)
      if (name == input)
        return &shape;
    return nullptr;
  }
};

/// A model in layer IR and the values of its weights, which are empty where the config has none.
struct ImportedModel {
  mlir::OwningOpRef<mlir::ModuleOp> module;
  layer::WeightStore weights;
};

/// Imports the model, or appends everything that stops it to `problems` and returns nothing. Loads
/// the dialects that it needs.
std::optional<ImportedModel> importModel(const Config &config, const ImportOptions &options,
                                         mlir::MLIRContext &context,
                                         std::vector<Problem> &problems);

} // namespace lith::frontends

#endif
