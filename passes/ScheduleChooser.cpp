// What a kernel is: its result, its reductions, how they are read.
#include "passes/ScheduleChooser.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace lith;
using namespace lith::passes;

/// The value behind reshapes: what a stage computes.
static Value behindReshapes(Value value) {
  while (isa_and_nonnull<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(value.getDefiningOp()))
    value = value.getDefiningOp()->getOperand(0);
  return value;
}

int64_t lith::passes::countWork(linalg::GenericOp op) {
  int64_t work = std::max<int64_t>(1, llvm::range_size(op.getRegion().front()) - 1);
  for (int64_t extent : op.getStaticLoopRanges())
    work *= ShapedType::isDynamic(extent) ? 1 : extent;
  return work;
}

void ScheduleChooser::run() {
  if (isScheduled())
    return;
  nameStages();
  output = findOutput();
  if (!output)
    return;
  if (reduces(output))
    addResultStage();
  extents = output.getStaticLoopRanges();
  collectReductions();
  linalg::GenericOp heavy = findTiledReduction();
  if (heavy && tileReduction(heavy))
    return;
  scheduleRows();
}

bool ScheduleChooser::isScheduled() {
  return llvm::any_of(kernel.getBody().front(), [](Operation &op) {
    return op.hasAttr(kernel::scheduleAttrName) || op.hasAttr(kernel::stageAttrName);
  });
}

void ScheduleChooser::nameStages() {
  unsigned number = 0;
  for (Operation &op : kernel.getBody().front())
    if (isa<linalg::LinalgOp, tensor::PadOp>(op))
      op.setAttr(kernel::stageAttrName,
                 StringAttr::get(context,
                                 llvm::Twine(op.getName().stripDialect()) + llvm::Twine(number++)));
}

linalg::GenericOp ScheduleChooser::findOutput() {
  Operation *terminator = kernel.getBody().front().getTerminator();
  linalg::GenericOp found;
  for (Value value : terminator->getOperands()) {
    auto generic = behindReshapes(value).getDefiningOp<linalg::GenericOp>();
    if (!generic || (found && generic != found))
      return {};
    found = generic;
  }
  if (!found || !found.getMatchingIndexingMap(found.getDpsInitOperand(0)).isIdentity())
    return reduces(found) ? found : linalg::GenericOp();
  return found;
}

void ScheduleChooser::addResultStage() {
  OpBuilder builder(output->getContext());
  builder.setInsertionPointAfter(output);
  linalg::GenericOp sum = output;
  auto type = cast<RankedTensorType>(sum.getResult(0).getType());
  AffineMap identity = builder.getMultiDimIdentityMap(type.getRank());
  SmallVector<AffineMap> maps(2 * sum.getNumResults(), identity);
  SmallVector<utils::IteratorType> iterators(type.getRank(), utils::IteratorType::parallel);
  SmallVector<Value> inits;
  for (Value init : sum.getDpsInits()) {
    SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, sum.getLoc(), init);
    inits.push_back(tensor::EmptyOp::create(builder, sum.getLoc(), sizes,
                                            getElementTypeOrSelf(init.getType())));
  }
  auto copy = linalg::GenericOp::create(
      builder, sum.getLoc(), sum.getResultTypes(), sum.getResults(), inits, maps, iterators,
      [&](OpBuilder &nested, Location at, ValueRange elements) {
        linalg::YieldOp::create(nested, at, elements.take_front(sum.getNumResults()));
      });
  copy->setAttr(kernel::stageAttrName, builder.getStringAttr("result"));
  for (auto [old, made] : llvm::zip(sum.getResults(), copy.getResults()))
    old.replaceAllUsesExcept(made, copy);
  output = copy;
}

void ScheduleChooser::collectReductions() {
  for (auto generic : kernel.getBody().getOps<linalg::GenericOp>())
    if (reduces(generic))
      reductions.push_back(generic);
}

std::optional<AffineMap> ScheduleChooser::mapFromOutput(Value value) {
  std::optional<AffineMap> found;
  for (OpOperand &use : value.getUses()) {
    auto user = dyn_cast<linalg::GenericOp>(use.getOwner());
    if (!user || reduces(user))
      return std::nullopt;
    AffineMap map = user.getMatchingIndexingMap(&use);
    if (user != output) {
      std::optional<AffineMap> outer = mapFromOutput(user.getResult(0));
      if (!outer || !user.getMatchingIndexingMap(user.getDpsInitOperand(0)).isIdentity())
        return std::nullopt;
      map = map.compose(*outer);
    }
    if (found && *found != map)
      return std::nullopt;
    found = map;
  }
  return found;
}

linalg::GenericOp ScheduleChooser::findTiledReduction() {
  if (reductions.size() != 1 || extents.empty())
    return {};
  linalg::GenericOp op = reductions.front();
  for (Value result : op.getResults()) {
    std::optional<AffineMap> map = mapFromOutput(result);
    if (!map || !map->isIdentity())
      return {};
  }
  return op;
}

bool ScheduleChooser::mayAlias() {
  for (unsigned i = 0; i < kernel.getNumArguments(); ++i)
    if (kernel.getArgAttr(i, kernel::mayAliasAttrName))
      return true;
  return false;
}

unsigned ScheduleChooser::elementBits() {
  Type element = getElementTypeOrSelf(output.getResult(0).getType());
  // Halves are what floats are stored as.
  if (isa<Float16Type, BFloat16Type>(element))
    return 32;
  return std::max(8u, element.getIntOrFloatBitWidth());
}

void ScheduleChooser::set(Operation *op, kernel::PlaceAttr place, const ScheduleList &pure,
                          const ScheduleList &update) {
  op->setAttr(kernel::scheduleAttrName,
              kernel::ScheduleAttr::get(context, place, {}, pure.get(), update.get()));
}

kernel::PlaceAttr ScheduleChooser::root() {
  StringAttr none = StringAttr::get(context);
  return kernel::PlaceAttr::get(context, kernel::PlaceKind::Root, none, none);
}

kernel::PlaceAttr ScheduleChooser::atOutput(StringRef loop) {
  return kernel::PlaceAttr::get(context, kernel::PlaceKind::At,
                                output->getAttrOfType<StringAttr>(kernel::stageAttrName),
                                StringAttr::get(context, loop));
}
