// Chooses how Halide computes one kernel. ScheduleChooser.cpp finds out what the kernel is;
// TileSchedules.cpp schedules reductions in register tiles, RowSchedules.cpp everything else.
#ifndef LITH_PASSES_SCHEDULECHOOSER_H
#define LITH_PASSES_SCHEDULECHOOSER_H

#include "passes/RegisterTile.h"
#include "passes/ScheduleList.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace lith::passes {

/// Work below this is done by one thread; each task of a parallel loop gets about as much or more.
constexpr int64_t workOfTask = 100'000;
constexpr int64_t mostTasks = 16;

inline std::string loopName(unsigned loop) { return "d" + std::to_string(loop); }

inline bool reduces(mlir::Operation *op) { return kernel::hasUpdate(op); }

/// Multiplications, comparisons and the like of one op, an iteration being what its body holds.
int64_t countWork(mlir::linalg::GenericOp op);

/// Chooses for one kernel.
class ScheduleChooser {
public:
  ScheduleChooser(kernel::FuncOp kernel, kernel::TargetAttr target)
      : kernel(kernel), target(target), context(kernel.getContext()) {}

  void run();

private:
  kernel::FuncOp kernel;
  kernel::TargetAttr target;
  mlir::MLIRContext *context;
  /// The stage that writes the kernel's result, and the extents of its loops.
  mlir::linalg::GenericOp output;
  llvm::SmallVector<int64_t> extents;
  llvm::SmallVector<mlir::linalg::GenericOp> reductions;

  //===-- What the kernel is ---===//

  /// A schedule that is there already, by hand or from tuning, stays.
  bool isScheduled();

  void nameStages();

  /// The one generic whose value the kernel returns; kernels of another kind keep plain schedules.
  mlir::linalg::GenericOp findOutput();

  /// Sums are held in registers while a stage outside of them walks over the result: where the
  /// reduction itself is the result, that stage is a copy.
  void addResultStage();

  void collectReductions();

  /// The map from the output's loops to the indices at which it reads `value`, through stages that
  /// are inlined into it; nothing where that is no single map.
  std::optional<mlir::AffineMap> mapFromOutput(mlir::Value value);

  /// The reduction that has a value of its own for each element of the result, and is the only one.
  mlir::linalg::GenericOp findTiledReduction();

  bool mayAlias();

  unsigned elementBits();

  void set(mlir::Operation *op, kernel::PlaceAttr place, const ScheduleList &pure,
           const ScheduleList &update);

  kernel::PlaceAttr root();

  kernel::PlaceAttr atOutput(llvm::StringRef loop);

  //===-- Convolutions, matrix products, poolings ---===//

  /// The iterator of `op` that is the dimension of its result.
  static unsigned iteratorOf(mlir::linalg::GenericOp op, unsigned dim);

  /// How weights are packed: the number by which an indexing map divides the channel; else 0.
  static int64_t findBlock(mlir::linalg::GenericOp op, unsigned channel);

  /// Whether some input is the same for all channels.
  static bool sharesInput(mlir::linalg::GenericOp op, unsigned channel);

  /// The loops of the tiled result, by role. Empty names stand for loops that are not there.
  struct TiledLoops {
    unsigned channel, point, row;
    bool hasPoint = false, hasRow = false;
    RegisterTile tile;
    kernel::TailStrategy channelTail = kernel::TailStrategy::ShiftInwards;
  };

  bool tileReduction(mlir::linalg::GenericOp sum);

  /// Splits the vector dimension of a tile into vectors, and unrolls the tile.
  void unrollTile(ScheduleList &list, llvm::StringRef channels, llvm::StringRef points,
                  int64_t tileChannels);

  void scheduleTile(mlir::linalg::GenericOp sum, const TiledLoops &loops, bool sharesInput);

  /// The loops around the tile: their order, what is parallel, and where producers are computed.
  void planOuterLoops(mlir::linalg::GenericOp sum, const TiledLoops &loops, bool sharesInput,
                      ScheduleList &pure, llvm::SmallVectorImpl<std::string> &order,
                      std::string &tileLoop);

  void makeParallel(ScheduleList &pure, const std::string &loop, mlir::linalg::GenericOp sum);

  void parallelChannels(ScheduleList &pure, const std::string &loop, int64_t tiles, int64_t tasks,
                        mlir::linalg::GenericOp sum, std::string &tileLoop);

  /// Rows of a strip: enough strips for the tasks, and its input in half of the second-level cache.
  int64_t chooseStrip(int64_t rows, int64_t tasks, mlir::linalg::GenericOp sum);

  int64_t inputBytes(mlir::linalg::GenericOp sum) { return operandBytes(sum, 0); }
  int64_t weightBytes(mlir::linalg::GenericOp sum);
  static int64_t operandBytes(mlir::linalg::GenericOp sum, unsigned operand);

  /// Padding and element-wise producers of the reduction are computed once, in the strip that reads
  /// them or before everything.
  void placeProducers(mlir::linalg::GenericOp sum, const std::string &loop);

  void scheduleProducer(mlir::Operation *producer, kernel::PlaceAttr place);

  /// The sums of one tile, in registers: the reduction around the unrolled tile.
  void scheduleSum(mlir::linalg::GenericOp sum, const TiledLoops &loops, llvm::StringRef tileLoop);

  //===-- Element-wise kernels, and reductions along rows ---===//

  void scheduleRows();

  /// The outermost loop that has enough turns, split among the tasks.
  void parallelRows(ScheduleList &pure);

  /// How many of the output's leading loops a value can be computed in: all stages that read it, or
  /// what reads these, do so at the loops' own indices.
  unsigned leadingLoops(mlir::Value value);
  unsigned leadingLoops(mlir::OpOperand &use);
  llvm::DenseMap<mlir::Value, unsigned> leading;

  /// The innermost loop of the output in which a stage can be computed without being computed
  /// twice.
  kernel::PlaceAttr inRow(mlir::linalg::GenericOp stage);

  /// Element-wise stages that several others read are computed once in their row, where that is
  /// dearer than to store it.
  void keepShared();
};

} // namespace lith::passes

#endif // LITH_PASSES_SCHEDULECHOOSER_H
