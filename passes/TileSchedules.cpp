// Convolutions, matrix products and poolings: the result is computed in tiles whose sums stay in
// registers, with loops around them for strips, threads and the producers of what is read.
#include "passes/ScheduleChooser.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace lith;
using namespace lith::passes;
using kernel::TailStrategy;

unsigned ScheduleChooser::iteratorOf(linalg::GenericOp op, unsigned dim) {
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  return map.getDimPosition(dim);
}

int64_t ScheduleChooser::findBlock(linalg::GenericOp op, unsigned channel) {
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

bool ScheduleChooser::sharesInput(linalg::GenericOp op, unsigned channel) {
  return llvm::any_of(op.getDpsInputOperands(), [&](OpOperand *operand) {
    return !op.getMatchingBlockArgument(operand).use_empty() &&
           !op.getMatchingIndexingMap(operand).isFunctionOfDim(channel);
  });
}

bool ScheduleChooser::tileReduction(linalg::GenericOp sum) {
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

void ScheduleChooser::unrollTile(ScheduleList &list, StringRef channels, StringRef points,
                                 int64_t tileChannels) {
  int64_t lanes = getLanes(target, elementBits());
  std::string vectors = channels.str() + "u", lane = channels.str() + "v";
  list.split(channels, vectors, lane, lanes, TailStrategy::RoundUp).vectorize(lane);
  list.unroll(vectors);
  if (!points.empty())
    list.unroll(points);
}

void ScheduleChooser::scheduleTile(linalg::GenericOp sum, const TiledLoops &loops,
                                   bool sharesInput) {
  int64_t lanes = getLanes(target, elementBits());
  std::string c = loopName(loops.channel), x = loops.hasPoint ? loopName(loops.point) : "";
  std::string co = c + "o", ci = c + "i", cu = ci + "u", cv = ci + "v", xo = x + "o", xi = x + "i";
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

void ScheduleChooser::planOuterLoops(linalg::GenericOp sum, const TiledLoops &loops,
                                     bool sharesInput, ScheduleList &pure,
                                     SmallVectorImpl<std::string> &order, std::string &tileLoop) {
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

void ScheduleChooser::makeParallel(ScheduleList &pure, const std::string &loop,
                                   linalg::GenericOp sum) {
  pure.parallel(loop);
  placeProducers(sum, loop);
}

void ScheduleChooser::parallelChannels(ScheduleList &pure, const std::string &loop, int64_t tiles,
                                       int64_t tasks, linalg::GenericOp sum,
                                       std::string &tileLoop) {
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

int64_t ScheduleChooser::chooseStrip(int64_t rows, int64_t tasks, linalg::GenericOp sum) {
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

int64_t ScheduleChooser::weightBytes(linalg::GenericOp sum) {
  return sum.getNumDpsInputs() > 1 ? operandBytes(sum, 1) : 0;
}

int64_t ScheduleChooser::operandBytes(linalg::GenericOp sum, unsigned operand) {
  auto type = dyn_cast<RankedTensorType>(sum.getDpsInputs()[operand].getType());
  int64_t bytes = 4;
  for (int64_t extent : type ? type.getShape() : ArrayRef<int64_t>())
    bytes *= ShapedType::isDynamic(extent) ? 1 : extent;
  return bytes;
}

void ScheduleChooser::placeProducers(linalg::GenericOp sum, const std::string &loop) {
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

void ScheduleChooser::scheduleProducer(Operation *producer, kernel::PlaceAttr place) {
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

void ScheduleChooser::scheduleSum(linalg::GenericOp sum, const TiledLoops &loops,
                                  StringRef tileLoop) {
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
