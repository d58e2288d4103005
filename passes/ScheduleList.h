// Builds the lists of directives of a #kernel.schedule.
#ifndef LITH_PASSES_SCHEDULELIST_H
#define LITH_PASSES_SCHEDULELIST_H

#include "dialects/kernel/KernelDialect.h"

namespace lith::passes {

class ScheduleList {
public:
  explicit ScheduleList(mlir::MLIRContext *context) : context(context) {}

  ScheduleList &split(llvm::StringRef loop, llvm::StringRef outer, llvm::StringRef inner,
                      int64_t factor, kernel::TailStrategy tail = kernel::TailStrategy::Auto) {
    return add(kernel::DirectiveKind::Split, {loop, outer, inner}, factor, tail);
  }
  ScheduleList &fuse(llvm::StringRef inner, llvm::StringRef outer, llvm::StringRef fused) {
    return add(kernel::DirectiveKind::Fuse, {inner, outer, fused});
  }
  /// Innermost first; one loop alone needs no order.
  ScheduleList &reorder(llvm::ArrayRef<std::string> loops) {
    llvm::SmallVector<llvm::StringRef> names(loops.begin(), loops.end());
    return names.size() < 2 ? *this : add(kernel::DirectiveKind::Reorder, names);
  }
  ScheduleList &vectorize(llvm::StringRef loop) {
    return add(kernel::DirectiveKind::Vectorize, {loop});
  }
  ScheduleList &unroll(llvm::StringRef loop) { return add(kernel::DirectiveKind::Unroll, {loop}); }
  ScheduleList &parallel(llvm::StringRef loop) {
    return add(kernel::DirectiveKind::Parallel, {loop});
  }

  llvm::ArrayRef<kernel::DirectiveAttr> get() const { return directives; }

private:
  mlir::MLIRContext *context;
  llvm::SmallVector<kernel::DirectiveAttr> directives;

  ScheduleList &add(kernel::DirectiveKind kind, llvm::ArrayRef<llvm::StringRef> loops,
                    int64_t factor = 0, kernel::TailStrategy tail = kernel::TailStrategy::Auto) {
    llvm::SmallVector<mlir::StringAttr> names;
    for (llvm::StringRef loop : loops)
      names.push_back(mlir::StringAttr::get(context, loop));
    directives.push_back(kernel::DirectiveAttr::get(context, kind, names, factor, tail));
    return *this;
  }
};

} // namespace lith::passes

#endif // LITH_PASSES_SCHEDULELIST_H
