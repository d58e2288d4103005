// Scratch is counted from the Allocate nodes of the lowered module: nested ones add up, neighbours
// share, and the body of a parallel loop (a function of its own by then) counts where it is called,
// because the calling thread works on it too.
#include "compiler/halide/Scratch.h"

#include "compiler/halide/ScalarOps.h"
#include "runtime/lith_abi.h"

#include "llvm/ADT/StringRef.h"

namespace lith::compiler {
namespace {

using namespace Halide::Internal;

class ScratchCounter : public IRVisitor {
public:
  explicit ScratchCounter(const Halide::Module &module) : module(module) {}

  uint64_t count(const std::string &function) {
    // Bodies of parallel loops do not call each other in circles.
    uint64_t before = std::exchange(live, 0), most = std::exchange(peak, 0);
    module.get_function_by_name(function).body.accept(this);
    uint64_t counted = peak;
    live = before;
    peak = most;
    return counted;
  }

private:
  const Halide::Module &module;
  uint64_t live = 0, peak = 0;

  using IRVisitor::visit;

  void visit(const Allocate *allocate) override {
    uint64_t bytes = scratchBytes(allocate);
    live += bytes;
    peak = std::max(peak, live);
    IRVisitor::visit(allocate);
    live -= bytes;
  }

  /// A name of another function of the module is the body of a parallel loop; Halide writes it with
  /// a C++ scope in front.
  void visit(const Variable *variable) override {
    llvm::StringRef name = variable->name;
    name.consume_front("::");
    visitCallee(name.str());
  }

  void visit(const Call *call) override {
    visitCallee(call->name);
    IRVisitor::visit(call);
  }

  void visitCallee(const std::string &name) {
    for (const LoweredFunc &function : module.functions())
      if (function.name == name)
        peak = std::max(peak, live + count(name));
  }

  static uint64_t scratchBytes(const Allocate *allocate) {
    if (allocate->memory_type == Halide::MemoryType::Register || allocate->new_expr.defined())
      return 0;
    uint64_t elements = 1;
    for (const Halide::Expr &extent : allocate->extents) {
      auto constant = as_const_int(simplify(extent));
      if (!constant)
        throw TranslationError{"the size of the intermediate '" + allocate->name +
                               "' is not known when compiling"};
      elements *= static_cast<uint64_t>(*constant);
    }
    uint64_t bytes = (elements + allocate->padding) * allocate->type.bytes();
    // What Halide puts on the stack: it decides by size, at 16 KiB.
    constexpr uint64_t largestOnStack = 16 * 1024;
    bool mayBeOnStack = allocate->memory_type == Halide::MemoryType::Stack ||
                        allocate->memory_type == Halide::MemoryType::Auto;
    if (mayBeOnStack && elements * allocate->type.bytes() <= largestOnStack)
      return 0;
    // Halide asks for room for a vector's overread behind the last element.
    return LITH_SCRATCH_BYTES(bytes + LITH_ALIGN);
  }
};

} // namespace

uint64_t countScratchBytes(const Halide::Module &module, const std::string &entry) {
  return ScratchCounter(module).count(entry);
}

} // namespace lith::compiler
