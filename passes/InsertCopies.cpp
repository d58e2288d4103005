// Copies the few tensors that are wanted in two places, so that afterwards every tensor has a place
// where nothing else is, and writes the strides of these places on the kernels that use them.
#include "passes/KernelOutliner.h"
#include "passes/Passes.h"
#include "passes/Places.h"

namespace lith::passes {
#define GEN_PASS_DEF_INSERTCOPIES
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
namespace kernel = lith::kernel;

namespace {

struct InsertCopies : lith::passes::impl::InsertCopiesBase<InsertCopies> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    SymbolTable symbols(module);
    for (auto function : llvm::to_vector(module.getOps<func::FuncOp>()))
      if (failed(insertCopies(function, symbols)) || failed(setStrides(function, symbols)))
        return signalPassFailure();
  }

  LogicalResult insertCopies(func::FuncOp function, SymbolTable &symbols) {
    // Each use of a tensor without values may live elsewhere.
    function.walk([](tensor::EmptyOp empty) {
      for (OpOperand &use : llvm::make_early_inc_range(llvm::drop_begin(empty->getUses())))
        use.set(OpBuilder(empty).clone(*empty)->getResult(0));
    });
    // A copy can stand in the way of another: three rounds are enough for all that there is.
    for (int round = 0; round < 8; ++round) {
      lith::passes::Places places(function);
      if (places.getCopies().empty())
        return success();
      for (Value load : places.getSnapshots()) {
        auto copy =
            copyOf(load, load.getLoc(), ++Block::iterator(load.getDefiningOp()), function, symbols);
        if (failed(copy))
          return failure();
        load.replaceAllUsesExcept(*copy, copy->getDefiningOp());
      }
      if (!places.getSnapshots().empty())
        continue;
      for (OpOperand *use : places.getCopies())
        if (failed(copyBefore(*use, function, symbols)))
          return failure();
    }
    return function.emitError("insert_copies_c1: a fault of lith: no copy helps");
  }

  LogicalResult copyBefore(OpOperand &use, func::FuncOp function, SymbolTable &symbols) {
    auto copy = copyOf(use.get(), use.getOwner()->getLoc(), Block::iterator(use.getOwner()),
                       function, symbols);
    if (failed(copy))
      return failure();
    use.set(*copy);
    return success();
  }

  FailureOr<Value> copyOf(Value tensor, Location loc, Block::iterator before, func::FuncOp function,
                          SymbolTable &symbols) {
    auto type = cast<RankedTensorType>(tensor.getType());
    OpBuilder builder(before->getBlock(), before);
    lith::passes::SymbolicShapes shapes(function);
    auto sizes = lith::passes::materializeDynamicSizes(builder, function, shapes, tensor);
    if (failed(sizes))
      return failure();
    kernel::FuncOp copy = createCopy(loc, type, function, symbols);
    auto call = kernel::CallOp::create(builder, loc, type, copy.getSymName(), tensor, *sizes);
    return call.getResult(0);
  }

  /// A kernel that copies a tensor.
  static kernel::FuncOp createCopy(Location loc, RankedTensorType type, func::FuncOp function,
                                   SymbolTable &symbols) {
    OpBuilder builder(function);
    auto copy = kernel::FuncOp::create(builder, loc, "copy", builder.getFunctionType(type, type));
    symbols.insert(copy, Block::iterator(function));
    builder.setInsertionPointToStart(&copy.getBody().front());
    Value source = copy.getBody().getArgument(0);
    Value empty = tensor::EmptyOp::create(builder, loc, tensor::getMixedSizes(builder, loc, source),
                                          type.getElementType());
    SmallVector<AffineMap> maps(2, builder.getMultiDimIdentityMap(type.getRank()));
    SmallVector<utils::IteratorType> loops(type.getRank(), utils::IteratorType::parallel);
    auto generic =
        linalg::GenericOp::create(builder, loc, type, source, empty, maps, loops,
                                  [](OpBuilder &nested, Location at, ValueRange elements) {
                                    linalg::YieldOp::create(nested, at, elements.front());
                                  });
    kernel::ReturnOp::create(builder, loc, generic.getResults());
    return copy;
  }

  /// Row-major without gaps; strides of dimensions with one element do not matter.
  static bool isContiguous(MemRefType type) {
    int64_t expected = 1;
    SmallVector<int64_t> strides = lith::passes::Places::getStrides(type);
    for (auto [extent, stride] : llvm::reverse(llvm::zip_equal(type.getShape(), strides))) {
      if (extent != 1 && stride != expected)
        return false;
      expected = ShapedType::isDynamic(extent) ? ShapedType::kDynamic : expected * extent;
    }
    return true;
  }

  static LogicalResult setStrides(func::FuncOp function, SymbolTable &symbols) {
    lith::passes::Places places(function);
    WalkResult walk = function.walk([&](kernel::CallOp call) -> WalkResult {
      auto callee = symbols.lookup<kernel::FuncOp>(call.getCallee());
      auto set = [&](Value tensor, auto setAttribute) -> LogicalResult {
        if (!isa<RankedTensorType>(tensor.getType()))
          return success();
        MemRefType type = places.getType(tensor);
        if (type.getLayout().isIdentity() || isContiguous(type))
          return success();
        SmallVector<int64_t> strides = lith::passes::Places::getStrides(type);
        if (ShapedType::isDynamicShape(strides))
          return call.emitError("insert_copies_c2: strides are not known: ") << type;
        setAttribute(kernel::stridesAttrName, Builder(call).getDenseI64ArrayAttr(strides));
        return success();
      };
      for (auto [i, tensor] : llvm::enumerate(call.getArguments()))
        if (failed(set(tensor, [&, i = i](StringRef name, Attribute value) {
              callee.setArgAttr(i, name, value);
            })))
          return failure();
      for (auto [i, tensor] : llvm::enumerate(call.getResults()))
        if (failed(set(tensor, [&, i = i](StringRef name, Attribute value) {
              callee.setResultAttr(i, name, value);
            })))
          return failure();
      return success();
    });
    return failure(walk.wasInterrupted());
  }
};

} // namespace
