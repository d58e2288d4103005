// Chooses how Halide computes each kernel, from shapes and the target's facts alone, and writes the
// choice into the IR as `kernel.schedule` attributes. README.md says what is chosen and why.
#include "passes/Passes.h"
#include "passes/RegisterTile.h"
#include "passes/ScheduleList.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace lith::passes {
#define GEN_PASS_DEF_CHOOSESCHEDULES
#include "passes/Passes.h.inc"
} // namespace lith::passes

using namespace mlir;
using namespace lith;
using namespace lith::passes;
using kernel::TailStrategy;

namespace {

/// Work below this is done by one thread; each task of a parallel loop gets about as much or more.
constexpr int64_t workOfTask = 100'000;
constexpr int64_t mostTasks = 16;

std::string loopName(unsigned loop) { return "d" + std::to_string(loop); }

bool reduces(Operation *op) { return kernel::hasUpdate(op); }

/// The value behind reshapes: what a stage computes.
Value behindReshapes(Value value) {
  while (isa_and_nonnull<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(value.getDefiningOp()))
    value = value.getDefiningOp()->getOperand(0);
  return value;
}

/// Multiplications, comparisons and the like of one op, an iteration being what its body holds.
int64_t countWork(linalg::GenericOp op) {
  int64_t work = std::max<int64_t>(1, llvm::range_size(op.getRegion().front()) - 1);
  for (int64_t extent : op.getStaticLoopRanges())
    work *= ShapedType::isDynamic(extent) ? 1 : extent;
  return work;
}

/// Chooses for one kernel.
class Chooser {
public:
  Chooser(kernel::FuncOp kernel, kernel::TargetAttr target)
      : kernel(kernel), target(target), context(kernel.getContext()) {}

  void run() {
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

private:
  kernel::FuncOp kernel;
  kernel::TargetAttr target;
  MLIRContext *context;
  /// The stage that writes the kernel's result, and the extents of its loops.
  linalg::GenericOp output;
  SmallVector<int64_t> extents;
  SmallVector<linalg::GenericOp> reductions;

  //===-- What the kernel is -----------------------------------------------------------------===//

  /// A schedule that is there already, by hand or from tuning, stays.
  bool isScheduled() {
    return llvm::any_of(kernel.getBody().front(), [](Operation &op) {
      return op.hasAttr(kernel::scheduleAttrName) || op.hasAttr(kernel::stageAttrName);
    });
  }

  void nameStages() {
    unsigned number = 0;
    for (Operation &op : kernel.getBody().front())
      if (isa<linalg::LinalgOp, tensor::PadOp>(op))
        op.setAttr(kernel::stageAttrName,
                   StringAttr::get(context, llvm::Twine(op.getName().stripDialect()) +
                                                llvm::Twine(number++)));
  }

  /// The one generic whose value the kernel returns; kernels of another kind keep plain schedules.
  linalg::GenericOp findOutput() {
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

  /// Sums are held in registers while a stage outside of them walks over the result: where the
  /// reduction itself is the result, that stage is a copy.
  void addResultStage() {
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

  void collectReductions() {
    for (auto generic : kernel.getBody().getOps<linalg::GenericOp>())
      if (reduces(generic))
        reductions.push_back(generic);
  }

  /// The map from the output's loops to the indices at which it reads `value`, through stages that
  /// are inlined into it; nothing where that is no single map.
  std::optional<AffineMap> mapFromOutput(Value value) {
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

  /// The reduction that has a value of its own for each element of the result, and is the only one.
  linalg::GenericOp findTiledReduction() {
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

  bool mayAlias() {
    for (unsigned i = 0; i < kernel.getNumArguments(); ++i)
      if (kernel.getArgAttr(i, kernel::mayAliasAttrName))
        return true;
    return false;
  }

  unsigned elementBits() {
    return std::max(8u,
                    getElementTypeOrSelf(output.getResult(0).getType()).getIntOrFloatBitWidth());
  }

  void set(Operation *op, kernel::PlaceAttr place, const ScheduleList &pure,
           const ScheduleList &update) {
    op->setAttr(kernel::scheduleAttrName,
                kernel::ScheduleAttr::get(context, place, {}, pure.get(), update.get()));
  }

  kernel::PlaceAttr root() {
    StringAttr none = StringAttr::get(context);
    return kernel::PlaceAttr::get(context, kernel::PlaceKind::Root, none, none);
  }

  kernel::PlaceAttr atOutput(StringRef loop) {
    return kernel::PlaceAttr::get(context, kernel::PlaceKind::At,
                                  output->getAttrOfType<StringAttr>(kernel::stageAttrName),
                                  StringAttr::get(context, loop));
  }

  //===-- Convolutions, matrix products, poolings --------------------------------------------===//

  /// The iterator of `op` that is the dimension of its result.
  static unsigned iteratorOf(linalg::GenericOp op, unsigned dim) {
    AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
    return map.getDimPosition(dim);
  }

  /// How weights are packed: the number by which an indexing map divides the channel; else 0.
  static int64_t findBlock(linalg::GenericOp op, unsigned channel) {
    int64_t block = 0;
    for (AffineMap map : op.getIndexingMapsArray())
      map.walkExprs([&](AffineExpr expr) {
        auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
        if (binary && binary.getKind() == AffineExprKind::FloorDiv &&
            binary.getLHS() == getAffineDimExpr(channel, map.getContext()))
          if (auto divisor = dyn_cast<AffineConstantExpr>(binary.getRHS()))
            block = divisor.getValue();
      });
    return block;
  }

  /// Whether some input is the same for all channels.
  static bool sharesInput(linalg::GenericOp op, unsigned channel) {
    return llvm::any_of(op.getDpsInputOperands(), [&](OpOperand *operand) {
      return !op.getMatchingBlockArgument(operand).use_empty() &&
             !op.getMatchingIndexingMap(operand).isFunctionOfDim(channel);
    });
  }

  /// The loops of the tiled result, by role. Empty names stand for loops that are not there.
  struct TiledLoops {
    unsigned channel, point, row;
    bool hasPoint = false, hasRow = false;
    RegisterTile tile;
    TailStrategy channelTail = TailStrategy::ShiftInwards;
  };

  bool tileReduction(linalg::GenericOp sum) {
    TiledLoops loops;
    unsigned rank = extents.size();
    loops.channel = rank - 1;
    // The point is the innermost dimension with more than one element; the row the next one.
    for (unsigned dim = rank - 1; dim-- > 0;) {
      if (extents[dim] == 1)
        continue;
      if (!loops.hasPoint && !ShapedType::isDynamic(extents[dim])) {
        loops.point = dim;
        loops.hasPoint = true;
      } else if (!loops.hasRow) {
        loops.row = dim;
        loops.hasRow = true;
      }
    }
    unsigned channel = iteratorOf(sum, loops.channel);
    TileProblem problem;
    problem.points = loops.hasPoint ? extents[loops.point] : 1;
    problem.channels = extents[loops.channel];
    problem.sharesInput = sharesInput(sum, channel);
    problem.block = findBlock(sum, channel);
    problem.exact = mayAlias();
    problem.elementBits = elementBits();
    if (ShapedType::isDynamic(problem.channels))
      return false;
    std::optional<RegisterTile> tile = chooseRegisterTile(problem, target);
    if (!tile)
      return false;
    loops.tile = *tile;
    if (problem.block)
      loops.channelTail = problem.channels % loops.tile.channels == 0 ? TailStrategy::RoundUp
                                                                      : TailStrategy::GuardWithIf;
    scheduleTile(sum, loops, problem.sharesInput);
    return true;
  }

  /// Splits the vector dimension of a tile into vectors, and unrolls the tile.
  void unrollTile(ScheduleList &list, StringRef channels, StringRef points, int64_t tileChannels) {
    int64_t lanes = getLanes(target, elementBits());
    std::string vectors = channels.str() + "u", lane = channels.str() + "v";
    list.split(channels, vectors, lane, lanes, TailStrategy::RoundUp).vectorize(lane);
    list.unroll(vectors);
    if (!points.empty())
      list.unroll(points);
  }

  void scheduleTile(linalg::GenericOp sum, const TiledLoops &loops, bool sharesInput) {
    int64_t lanes = getLanes(target, elementBits());
    std::string c = loopName(loops.channel), x = loops.hasPoint ? loopName(loops.point) : "";
    std::string co = c + "o", ci = c + "i", cu = ci + "u", cv = ci + "v", xo = x + "o",
                xi = x + "i";
    ScheduleList pure(context), none(context);
    pure.split(c, co, ci, loops.tile.channels, loops.channelTail);
    pure.split(ci, cu, cv, lanes);
    SmallVector<std::string> order{cv, cu};
    if (loops.hasPoint) {
      pure.split(x, xo, xi, loops.tile.points, TailStrategy::ShiftInwards);
      order.push_back(xi);
    }
    std::string tileLoop;
    planOuterLoops(sum, loops, sharesInput, pure, order, tileLoop);
    pure.vectorize(cv).unroll(cu);
    if (loops.hasPoint)
      pure.unroll(xi);
    set(output, root(), pure, none);
    scheduleSum(sum, loops, tileLoop);
  }

  /// The loops around the tile: their order, what is parallel, and where producers are computed.
  void planOuterLoops(linalg::GenericOp sum, const TiledLoops &loops, bool sharesInput,
                      ScheduleList &pure, SmallVectorImpl<std::string> &order,
                      std::string &tileLoop) {
    std::string c = loopName(loops.channel) + "o", x = loops.hasPoint ? loopName(loops.point) : "";
    std::string xo = x.empty() ? "" : x + "o", y = loops.hasRow ? loopName(loops.row) : "";
    int64_t tasks = std::min(mostTasks, countWork(sum) / workOfTask);
    int64_t channelTiles = (extents[loops.channel] + loops.tile.channels - 1) / loops.tile.channels;
    // Strips of rows share what they read of the input in cache; their number bounds the tasks. A
    // strip re-reads all weights, so where these are the larger part, channels go around.
    int64_t rows = loops.hasRow ? extents[loops.row] : 1;
    bool byStrips = loops.hasRow && !ShapedType::isDynamic(rows) &&
                    weightBytes(sum) <= std::max<int64_t>(target.getL2() / 2, inputBytes(sum) / 2);
    std::string strip;
    if (byStrips) {
      int64_t height = chooseStrip(rows, tasks, sum);
      if (height < rows) {
        strip = y + "o";
        pure.split(y, strip, y + "i", height,
                   mayAlias() || rows % height == 0 ? TailStrategy::GuardWithIf
                                                    : TailStrategy::ShiftInwards);
        y += "i";
      }
    }
    // Where each channel has its own input, all of a row's channels are read together.
    SmallVector<std::string> inner =
        sharesInput ? SmallVector<std::string>{xo, y, c} : SmallVector<std::string>{c, xo, y};
    for (const std::string &loop : inner)
      if (!loop.empty())
        order.push_back(loop);
    // The innermost of them: a dynamic row inside would make the tile's size unknown.
    tileLoop = *llvm::find_if(inner, [](const std::string &loop) { return !loop.empty(); });
    if (!strip.empty())
      order.push_back(strip);
    for (unsigned dim = extents.size() - 1; dim-- > 0;)
      if (!(loops.hasPoint && dim == loops.point) && !(loops.hasRow && dim == loops.row))
        order.push_back(loopName(dim));
    pure.reorder(order);
    if (tasks < 2)
      strip.empty() ? placeProducers(sum, "") : placeProducers(sum, strip);
    else if (!strip.empty())
      makeParallel(pure, strip, sum);
    else if (channelTiles > 1 && sharesInput)
      parallelChannels(pure, c, channelTiles, tasks, sum, tileLoop);
    else
      placeProducers(sum, "");
  }

  void makeParallel(ScheduleList &pure, const std::string &loop, linalg::GenericOp sum) {
    pure.parallel(loop);
    placeProducers(sum, loop);
  }

  void parallelChannels(ScheduleList &pure, const std::string &loop, int64_t tiles, int64_t tasks,
                        linalg::GenericOp sum, std::string &tileLoop) {
    // Whole tiles to a task, so that no tile is computed twice.
    int64_t each = std::max<int64_t>(1, tiles / tasks);
    while (tiles % each != 0)
      --each;
    if (each > 1) {
      pure.split(loop, loop + "p", loop + "t", each);
      pure.parallel(loop + "p");
      if (tileLoop == loop)
        tileLoop = loop + "t";
    } else {
      pure.parallel(loop);
    }
    placeProducers(sum, "");
  }

  /// Rows of a strip: enough strips for the tasks, and its input in half of the second-level cache.
  int64_t chooseStrip(int64_t rows, int64_t tasks, linalg::GenericOp sum) {
    int64_t height = std::max<int64_t>(1, rows / std::max<int64_t>(1, tasks));
    int64_t bytesOfRow = std::max<int64_t>(1, inputBytes(sum) / rows);
    height = std::min(height, std::max<int64_t>(4, target.getL2() / 2 / bytesOfRow));
    height = std::min(std::max<int64_t>(height, 4), rows);
    // A divisor near by leaves no strip to be computed in part twice.
    for (int64_t near = height; near <= std::min(2 * height, rows); ++near)
      if (rows % near == 0)
        return near;
    for (int64_t near = height; near >= (height + 1) / 2; --near)
      if (rows % near == 0)
        return near;
    return mayAlias() ? rows : height;
  }

  int64_t inputBytes(linalg::GenericOp sum) { return operandBytes(sum, 0); }
  int64_t weightBytes(linalg::GenericOp sum) {
    return sum.getNumDpsInputs() > 1 ? operandBytes(sum, 1) : 0;
  }
  static int64_t operandBytes(linalg::GenericOp sum, unsigned operand) {
    auto type = dyn_cast<RankedTensorType>(sum.getDpsInputs()[operand].getType());
    int64_t bytes = 4;
    for (int64_t extent : type ? type.getShape() : ArrayRef<int64_t>())
      bytes *= ShapedType::isDynamic(extent) ? 1 : extent;
    return bytes;
  }

  /// Padding and element-wise producers of the reduction are computed once, in the strip that reads
  /// them or before everything.
  void placeProducers(linalg::GenericOp sum, const std::string &loop) {
    for (Value input : sum.getDpsInputs()) {
      Operation *producer = input.getDefiningOp();
      if (!producer || !isa<tensor::PadOp, linalg::GenericOp>(producer) || reduces(producer))
        continue;
      // What has no constant size cannot be kept whole: a sample at a time then.
      bool isStatic = cast<RankedTensorType>(input.getType()).hasStaticShape();
      if (loop.empty() && !isStatic && !ShapedType::isDynamic(extents.front()))
        continue;
      scheduleProducer(producer, !loop.empty() ? atOutput(loop)
                                 : isStatic    ? root()
                                               : atOutput(loopName(0)));
    }
  }

  void scheduleProducer(Operation *producer, kernel::PlaceAttr place) {
    auto type = cast<RankedTensorType>(producer->getResult(0).getType());
    ScheduleList pure(context), none(context);
    int64_t lanes = getLanes(target, elementBits());
    if (type.getRank() > 0 && type.getShape().back() >= lanes) {
      std::string c = loopName(type.getRank() - 1);
      pure.split(c, c + "o", c + "v", lanes,
                 type.getShape().back() % lanes == 0 ? TailStrategy::RoundUp
                                                     : TailStrategy::GuardWithIf);
      pure.vectorize(c + "v");
    }
    set(producer, place, pure, none);
  }

  /// The sums of one tile, in registers: the reduction around the unrolled tile.
  void scheduleSum(linalg::GenericOp sum, const TiledLoops &loops, StringRef tileLoop) {
    std::string c = loopName(iteratorOf(sum, loops.channel));
    std::string x = loops.hasPoint ? loopName(iteratorOf(sum, loops.point)) : "";
    std::string co = c + "o", ci = c + "i", cu = ci + "u", cv = ci + "v";
    int64_t lanes = getLanes(target, elementBits());
    ScheduleList pure(context), update(context);
    for (ScheduleList *list : {&pure, &update}) {
      // One whole tile, whatever part of it the result keeps.
      list->split(c, co, ci, loops.tile.channels, TailStrategy::RoundUp);
      list->split(ci, cu, cv, lanes);
    }
    SmallVector<std::string> order{cv, cu};
    if (!x.empty())
      order.push_back(x);
    SmallVector<std::string> start(order);
    int64_t unrolled = loops.tile.points * (loops.tile.channels / lanes);
    SmallVector<std::string> steps;
    auto iterators = sum.getIteratorTypesArray();
    SmallVector<int64_t> ranges = sum.getStaticLoopRanges();
    for (unsigned loop = sum.getNumLoops(); loop-- > 0;) {
      if (iterators[loop] != utils::IteratorType::reduction)
        continue;
      order.push_back(loopName(loop));
      // Short reductions are unrolled whole, from the innermost out: the loads of neighbours
      // coincide, and no counter runs.
      constexpr int64_t mostUnrolled = 96;
      if (!ShapedType::isDynamic(ranges[loop]) && steps.size() + 1 == order.size() - start.size() &&
          unrolled * ranges[loop] <= mostUnrolled) {
        unrolled *= ranges[loop];
        steps.push_back(loopName(loop));
      }
    }
    order.push_back(co);
    start.push_back(co);
    pure.reorder(start).vectorize(cv).unroll(cu);
    update.reorder(order).vectorize(cv).unroll(cu);
    for (ScheduleList *list : {&pure, &update})
      if (!x.empty())
        list->unroll(x);
    for (const std::string &step : steps)
      update.unroll(step);
    set(sum, atOutput(tileLoop), pure, update);
  }

  //===-- Element-wise kernels, and reductions along rows ------------------------------------===//

  void scheduleRows() {
    ScheduleList pure(context), none(context);
    int64_t lanes = getLanes(target, elementBits());
    unsigned rank = extents.size();
    if (rank == 0)
      return;
    unsigned last = rank - 1;
    bool isVector = !ShapedType::isDynamic(extents[last]) && extents[last] >= lanes;
    if (isVector) {
      std::string c = loopName(last);
      pure.split(c, c + "o", c + "v", lanes,
                 mayAlias() || extents[last] % lanes == 0 ? TailStrategy::GuardWithIf
                                                          : TailStrategy::ShiftInwards);
      pure.vectorize(c + "v");
    }
    parallelRows(pure);
    set(output, root(), pure, none);
    for (linalg::GenericOp reduction : reductions)
      placeRowReduction(reduction);
  }

  /// The outermost loop that has enough turns, split among the tasks.
  void parallelRows(ScheduleList &pure) {
    int64_t work = 0;
    for (auto generic : kernel.getBody().getOps<linalg::GenericOp>())
      work += countWork(generic);
    int64_t tasks = std::min(mostTasks, work / workOfTask);
    if (tasks < 2)
      return;
    for (unsigned dim = 0; dim + 1 < extents.size(); ++dim) {
      if (extents[dim] == 1)
        continue;
      if (ShapedType::isDynamic(extents[dim]) || extents[dim] <= tasks) {
        if (reductions.empty() || dim == 0)
          pure.parallel(loopName(dim));
        return;
      }
      return; // splitting would hide the loop at which reductions are computed
    }
  }

  /// A reduction is computed in the innermost of the output's leading loops that it depends on.
  void placeRowReduction(linalg::GenericOp reduction) {
    int64_t depth = 0;
    auto type = cast<RankedTensorType>(reduction.getResult(0).getType());
    for (int64_t dim = 0; dim < type.getRank() && dim + 1 < int64_t(extents.size()); ++dim)
      if (type.getDimSize(dim) == extents[dim])
        depth = dim + 1;
      else
        break;
    ScheduleList none(context);
    set(reduction, depth == 0 ? root() : atOutput(loopName(depth - 1)), none, none);
  }
};

struct ChooseSchedules : lith::passes::impl::ChooseSchedulesBase<ChooseSchedules> {
  void runOnOperation() override {
    auto target = getOperation()->getAttrOfType<kernel::TargetAttr>(kernel::targetAttrName);
    if (!target)
      return;
    for (auto kernel : getOperation().getOps<kernel::FuncOp>())
      Chooser(kernel, target).run();
  }
};

} // namespace
