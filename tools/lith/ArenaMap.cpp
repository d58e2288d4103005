// The planner's work as tables: which steps a run takes, and which buffer lies where in the arena
// from which step to which.
#include "compiler/CallSites.h"
#include "compiler/Interface.h"
#include "tools/lith/Inspect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace lith::tools {
namespace {

constexpr unsigned arenaArgument = 2;

bool isStep(Operation *op) { return isa<kernel::CallOp, memref::CopyOp>(op); }

SmallVector<Operation *> collectSteps(func::FuncOp run) {
  SmallVector<Operation *> steps;
  run.walk([&](Operation *op) {
    if (isStep(op))
      steps.push_back(op);
  });
  return steps;
}

llvm::json::Value getBatch(func::FuncOp run) {
  auto batch = run->getAttrOfType<IntegerAttr>(compiler::batchAttrName);
  return batch ? llvm::json::Value(batch.getInt()) : nullptr;
}

/// A stretch of the arena while it holds one value.
struct Buffer {
  std::optional<int64_t> offset, bytes;
  unsigned first = UINT_MAX, last = 0;
  /// The step that uses it first writes it.
  bool isWritten = false;
  std::string type, layers;
};

/// Finds the steps that use a view, through views of it and loops that carry it.
class Uses {
public:
  Uses(const llvm::DenseMap<Operation *, unsigned> &numbers, Buffer &buffer)
      : numbers(numbers), buffer(buffer) {}

  void follow(Value value) {
    if (!seen.insert(value))
      return;
    for (OpOperand &operand : value.getUses()) {
      Operation *user = operand.getOwner();
      if (auto call = dyn_cast<kernel::CallOp>(user)) {
        auto kernel =
            SymbolTable::lookupNearestSymbolFrom<kernel::FuncOp>(call, call.getCalleeAttr());
        unsigned inputs = 0;
        for (Type type : kernel.getArgumentTypes())
          inputs += isa<RankedTensorType>(type);
        use(call, operand.getOperandNumber() >= inputs);
      } else if (isa<memref::CopyOp>(user)) {
        use(user, operand.getOperandNumber() == 1);
      } else if (auto loop = dyn_cast<scf::ForOp>(user)) {
        // Slots are swapped from turn to turn: both live as long as the loop.
        loop->walk([&](Operation *op) {
          if (isStep(op))
            use(op, /*writes=*/true);
        });
        for (Value result : loop.getResults())
          follow(result);
      } else if (isa<ViewLikeOpInterface>(user)) {
        for (Value result : user->getResults())
          follow(result);
      }
    }
  }

private:
  void use(Operation *step, bool writes) {
    unsigned number = numbers.lookup(step);
    if (number < buffer.first) {
      buffer.first = number;
      buffer.isWritten = writes;
    }
    buffer.last = std::max(buffer.last, number);
  }

  const llvm::DenseMap<Operation *, unsigned> &numbers;
  Buffer &buffer;
  llvm::SetVector<Value> seen;
};

std::optional<int64_t> countBytes(MemRefType type) {
  if (!type.hasStaticShape() || !type.getElementType().isIntOrFloat())
    return std::nullopt;
  return type.getNumElements() * llvm::divideCeil(type.getElementTypeBitWidth(), 8);
}

std::vector<Buffer> collectBuffers(func::FuncOp run, ArrayRef<Operation *> steps,
                                   ArrayRef<std::string> layers) {
  llvm::DenseMap<Operation *, unsigned> numbers;
  for (auto [number, step] : llvm::enumerate(steps))
    numbers[step] = number;
  std::vector<Buffer> buffers;
  for (Operation *user : run.getArgument(arenaArgument).getUsers()) {
    auto view = dyn_cast<memref::ViewOp>(user);
    if (!view)
      continue;
    Buffer buffer;
    buffer.offset = getConstantIntValue(view.getByteShift());
    buffer.bytes = countBytes(view.getType());
    llvm::raw_string_ostream(buffer.type) << view.getType();
    Uses(numbers, buffer).follow(view);
    if (buffer.first < steps.size())
      buffers.push_back(std::move(buffer));
  }
  llvm::sort(buffers, [](const Buffer &a, const Buffer &b) {
    return std::tuple(a.first, !a.isWritten, a.offset, a.bytes) <
           std::tuple(b.first, !b.isWritten, b.offset, b.bytes);
  });
  // A view that is read first shows, in another shape or in part, what lies there already.
  std::vector<Buffer> merged;
  for (Buffer &buffer : buffers) {
    auto holds = [&](const Buffer &other) {
      return buffer.offset && other.offset && *other.offset <= *buffer.offset &&
             *buffer.offset + buffer.bytes.value_or(0) <= *other.offset + other.bytes.value_or(0);
    };
    auto owner = llvm::find_if(llvm::reverse(merged), holds);
    if (!buffer.isWritten && owner != merged.rend()) {
      owner->last = std::max(owner->last, buffer.last);
      continue;
    }
    buffer.layers = layers[buffer.first];
    merged.push_back(std::move(buffer));
  }
  return merged;
}

/// The layers of every step; copies have none.
std::vector<std::string> getLayers(ArrayRef<Operation *> steps,
                                   ArrayRef<compiler::CallSite> sites) {
  std::vector<std::string> layers(steps.size());
  for (auto [step, text] : llvm::zip(steps, layers))
    for (const compiler::CallSite &site : sites)
      if (compiler::CallSite(site).call.getOperation() == step)
        text = site.layers;
  return layers;
}

llvm::json::Value orNull(std::optional<int64_t> number) {
  return number ? llvm::json::Value(*number) : nullptr;
}

} // namespace

Table listSteps(ModuleOp planned) {
  Table table({{"batch", "batch", true},
               {"step", "step", true},
               {"kernel", "kernel"},
               {"flops", "FLOPs", true},
               {"layers", "layers"}});
  std::vector<compiler::CallSite> sites = compiler::listCallSites(planned);
  for (func::FuncOp run : compiler::getRunVariants(planned))
    for (auto [number, step] : llvm::enumerate(collectSteps(run))) {
      auto site = llvm::find_if(sites, [&, step = step](compiler::CallSite &site) {
        return site.call.getOperation() == step;
      });
      if (site == sites.end())
        table.addRow({getBatch(run), static_cast<int64_t>(number), "copy", 0, ""});
      else
        table.addRow({getBatch(run), static_cast<int64_t>(number), site->kernel.getName(),
                      orNull(site->flops.getConstant()), site->layers});
    }
  return table;
}

Table makeArenaMap(ModuleOp planned) {
  Table table({{"batch", "batch", true},
               {"offset", "offset", true},
               {"bytes", "bytes", true},
               {"first", "first step", true},
               {"last", "last step", true},
               {"type", "type"},
               {"layers", "layers"}});
  std::vector<compiler::CallSite> sites = compiler::listCallSites(planned);
  for (func::FuncOp run : compiler::getRunVariants(planned)) {
    SmallVector<Operation *> steps = collectSteps(run);
    for (const Buffer &buffer : collectBuffers(run, steps, getLayers(steps, sites)))
      table.addRow({getBatch(run), orNull(buffer.offset), orNull(buffer.bytes), buffer.first,
                    buffer.last, buffer.type, buffer.layers});
  }
  return table;
}

} // namespace lith::tools
