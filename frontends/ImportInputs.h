// The inputs of a model that is imported: what the file and the options say of them.
#ifndef LITH_FRONTENDS_IMPORTINPUTS_H
#define LITH_FRONTENDS_IMPORTINPUTS_H

#include "frontends/BuildLayer.h"
#include "frontends/Import.h"

namespace lith::frontends {

/// Finds the types of inputs, and reports what is wrong with them.
class InputTypes {
public:
  InputTypes(const ImportOptions &options, mlir::MLIRContext &context, LayerBuilder &layers,
             Problems &problems)
      : options(options), context(context), layers(layers), problems(problems) {}

  /// The types of the inputs of the whole model; null where an input is at fault.
  llvm::SmallVector<mlir::Type> ofModel(const Model &model);
  /// The type of an input's elements; null where it can have none.
  mlir::Type elementOf(const Layer &layer);
  /// The shape that the file gives an input layer, empty if none; nothing where it is at fault.
  std::optional<llvm::SmallVector<int64_t>> shapeInFile(const Layer &layer);

private:
  /// The type of an input of the whole model; null where it cannot have one.
  mlir::RankedTensorType typeOf(const Layer &layer);
  /// Puts the extents and the batch of the options into the shape that the file gives.
  bool applyOptions(const Layer &layer, llvm::SmallVector<int64_t> &extents);

  const ImportOptions &options;
  mlir::MLIRContext &context;
  LayerBuilder &layers;
  Problems &problems;
};

/// Whether `extents` is `general` with some of its open extents filled in.
bool isRefinement(llvm::ArrayRef<int64_t> extents, llvm::ArrayRef<int64_t> general);

/// A file of one layer with an input for each of the shapes that are given.
Config withInputs(const Config &config, const ImportOptions &options, mlir::MLIRContext &context);

} // namespace lith::frontends

#endif
