// Where samples do not depend on each other, a dynamic batch becomes versions of the model for
// fixed batches, which the entry function calls in a loop: kernels then know all their extents.
#include "dialects/layer/LayerDialect.h"
#include "passes/InferTypes.h"
#include "passes/Passes.h"

namespace lith::passes {
#define GEN_PASS_DEF_SPECIALIZEBATCH
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;

namespace {

/// Samples in a block. A block lets a weight that is loaded once serve eight samples; more of them
/// gain little and cost arena.
constexpr int64_t blockSize = 8;
/// Used where the module has no target.
constexpr int64_t usualCache = 512 * 1024;

struct SpecializeBatch : lith::passes::impl::SpecializeBatchBase<SpecializeBatch> {
  using SpecializeBatchBase::SpecializeBatchBase;

  void runOnOperation() override {
    auto main = getOperation().lookupSymbol<func::FuncOp>("main");
    if (!main || main.getNumArguments() == 0 || !llvm::all_of(main.getArgumentTypes(), isDynamic))
      return;
    if (batch > 0) {
      if (failed(lith::passes::setInputTypes(main, withBatch(main, batch))))
        signalPassFailure();
      return;
    }
    bool mixes = false;
    main.walk([&](lith::layer::LayerOpInterface layer) { mixes |= layer.mixesSamples(); });
    if (mixes || !llvm::all_of(main.getResultTypes(), isDynamic))
      return;
    if (!addVersion(main, 1))
      return;
    if (blocks && blockFitsCache())
      addVersion(main, blockSize);
    main.erase();
  }

  static bool isDynamic(Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    return tensor && tensor.getRank() > 0 && tensor.isDynamicDim(0);
  }

  static SmallVector<Type> withBatch(func::FuncOp main, int64_t batch) {
    return llvm::map_to_vector(main.getArgumentTypes(), [&](Type type) -> Type {
      auto tensor = cast<RankedTensorType>(type);
      SmallVector<int64_t> shape(tensor.getShape());
      shape.front() = batch;
      return tensor.clone(shape);
    });
  }

  /// Whether every result of the version has the batch in front, as the entry function expects.
  bool addVersion(func::FuncOp main, int64_t size) {
    OpBuilder builder(main);
    auto version = cast<func::FuncOp>(builder.clone(*main));
    version.setSymName("main_" + std::to_string(size));
    version->setAttr("kernel.batch", builder.getI64IntegerAttr(size));
    if (failed(lith::passes::setInputTypes(version, withBatch(main, size)))) {
      signalPassFailure();
      return false;
    }
    bool isBatched = llvm::all_of(version.getResultTypes(), [&](Type type) {
      return cast<RankedTensorType>(type).getDimSize(0) == size;
    });
    if (!isBatched)
      version.erase();
    return isBatched;
  }

  /// A block of samples pays where its activations stay in cache, so that weights are what is
  /// loaded from memory. Large images fill the cache alone: kernels for them gain nothing from a
  /// block, and the library would hold each of them twice.
  bool blockFitsCache() {
    int64_t cache = usualCache;
    if (auto target =
            getOperation()->getAttrOfType<lith::kernel::TargetAttr>(lith::kernel::targetAttrName))
      cache = target.getL2();
    bool fits = true;
    getOperation().lookupSymbol<func::FuncOp>("main_1").walk(
        [&](lith::layer::LayerOpInterface layer) {
          for (Type type : layer->getResultTypes()) {
            auto tensor = cast<RankedTensorType>(type);
            fits &= tensor.hasStaticShape() && tensor.getNumElements() * 4 * blockSize <= cache / 2;
          }
        });
    return fits;
  }
};

} // namespace
