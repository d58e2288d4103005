// Sets the shapes of a model's inputs, as --shape asks, and everything that follows from them.
#include "passes/InferTypes.h"
#include "passes/Passes.h"

namespace lith::passes {
#define GEN_PASS_DEF_SETSHAPES
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;

namespace {

struct SetShapes : lith::passes::impl::SetShapesBase<SetShapes> {
  using SetShapesBase::SetShapesBase;

  void runOnOperation() override {
    auto main = getOperation().lookupSymbol<func::FuncOp>("main");
    if (!main || shapes.empty())
      return;
    SmallVector<Type> types(main.getArgumentTypes());
    for (StringRef text : shapes)
      if (failed(setShape(main, text, types)))
        return signalPassFailure();
    if (failed(lith::passes::setInputTypes(main, types)))
      signalPassFailure();
  }

  LogicalResult setShape(func::FuncOp main, StringRef text, SmallVectorImpl<Type> &types) {
    auto [name, extents] = text.split('=');
    for (auto [i, type] : llvm::enumerate(types)) {
      auto given = main.getArgAttrOfType<StringAttr>(i, "layer.name");
      if (!given || given.getValue() != name)
        continue;
      auto old = cast<RankedTensorType>(type);
      SmallVector<StringRef> parts;
      extents.split(parts, 'x');
      // The batch may be left out.
      SmallVector<int64_t> shape;
      if (static_cast<int64_t>(parts.size()) == old.getRank() - 1)
        shape.push_back(old.getDimSize(0));
      for (StringRef part : parts) {
        int64_t extent = ShapedType::kDynamic;
        if (part != "?" && (part.getAsInteger(10, extent) || extent < 1))
          return main.emitError("set_shapes_c1: '") << text << "' is not NAME=AxBxC";
        shape.push_back(extent);
      }
      if (static_cast<int64_t>(shape.size()) != old.getRank())
        return main.emitError("set_shapes_c2: '")
               << text << "' has another rank than the input's " << old;
      type = old.clone(shape);
      return success();
    }
    return main.emitError("set_shapes_c3: the model has no input '") << name << "'";
  }
};

} // namespace
