// Each directive of #kernel.schedule is one call of Halide; names of loops become its Vars and
// RVars here.
#include "compiler/halide/ApplySchedule.h"

#include "compiler/halide/ScalarOps.h"

#include "mlir/IR/BuiltinTypes.h"

#include <optional>

using namespace mlir;

namespace lith::compiler {
namespace {

using Loops = std::map<std::string, Halide::VarOrRVar>;

Halide::TailStrategy toHalide(kernel::TailStrategy tail) {
  switch (tail) {
  case kernel::TailStrategy::Auto:
    return Halide::TailStrategy::Auto;
  case kernel::TailStrategy::RoundUp:
    return Halide::TailStrategy::RoundUp;
  case kernel::TailStrategy::GuardWithIf:
    return Halide::TailStrategy::GuardWithIf;
  case kernel::TailStrategy::Predicate:
    return Halide::TailStrategy::Predicate;
  case kernel::TailStrategy::PredicateLoads:
    return Halide::TailStrategy::PredicateLoads;
  case kernel::TailStrategy::PredicateStores:
    return Halide::TailStrategy::PredicateStores;
  case kernel::TailStrategy::ShiftInwards:
    return Halide::TailStrategy::ShiftInwards;
  }
  llvm_unreachable("a tail strategy");
}

Halide::VarOrRVar findLoop(const Loops &loops, StringRef name) {
  auto found = loops.find(name.str());
  if (found == loops.end())
    throw TranslationError{"a schedule names the loop '" + name.str() + "', which is not there"};
  return found->second;
}

/// A new loop is of the kind of the one that it is made of.
Halide::VarOrRVar make(Loops &loops, StringRef name, bool isRVar) {
  Halide::VarOrRVar loop = isRVar ? Halide::VarOrRVar(Halide::RVar(name.str()))
                                  : Halide::VarOrRVar(Halide::Var(name.str()));
  loops.insert_or_assign(name.str(), loop);
  return loop;
}

/// Halide::Func and Halide::Stage have the same directives and no common base.
template <typename Definition>
void apply(Definition definition, kernel::DirectiveAttr directive, Loops &loops) {
  auto name = [&](unsigned i) { return directive.getLoops()[i].getValue(); };
  auto loop = [&](unsigned i) { return findLoop(loops, name(i)); };
  switch (directive.getKind()) {
  case kernel::DirectiveKind::Split: {
    Halide::VarOrRVar old = loop(0);
    Halide::VarOrRVar outer = make(loops, name(1), old.is_rvar);
    Halide::VarOrRVar inner = make(loops, name(2), old.is_rvar);
    definition.split(old, outer, inner, static_cast<int>(directive.getFactor()),
                     toHalide(directive.getTail()));
    return;
  }
  case kernel::DirectiveKind::Fuse: {
    Halide::VarOrRVar inner = loop(0), outer = loop(1);
    definition.fuse(inner, outer, make(loops, name(2), inner.is_rvar));
    return;
  }
  case kernel::DirectiveKind::Reorder: {
    std::vector<Halide::VarOrRVar> order;
    for (StringAttr each : directive.getLoops())
      order.push_back(findLoop(loops, each.getValue()));
    definition.reorder(order);
    return;
  }
  case kernel::DirectiveKind::Vectorize:
    definition.vectorize(loop(0));
    return;
  case kernel::DirectiveKind::Unroll:
    definition.unroll(loop(0));
    return;
  case kernel::DirectiveKind::Parallel:
    definition.parallel(loop(0));
    return;
  }
}

class Scheduler {
public:
  Scheduler(Translation &translation, const Halide::Target &target)
      : stages(translation.stages), target(target) {}

  void run() {
    // Loops are made first: a place names loops of stages that may come later in the body.
    innermost.resize(stages.size());
    for (size_t i = 0; i < stages.size(); ++i)
      if (kernel::ScheduleAttr schedule = scheduleOf(stages[i]))
        applyDirectives(stages[i], schedule, innermost[i]);
      else
        applyPlain(stages[i], innermost[i]);
    for (Stage &stage : stages) {
      if (kernel::ScheduleAttr schedule = scheduleOf(stage))
        applyPlaces(stage, schedule);
      // Halide warns of updates that nobody scheduled; the parts of a concat are meant to be plain.
      for (int i = 0; !kernel::hasUpdate(stage.op) && i < stage.func.num_update_definitions(); ++i)
        stage.func.update(i).unscheduled();
    }
  }

private:
  std::vector<Stage> &stages;
  const Halide::Target &target;
  /// The loops of each stage's last definition, which is where others can be computed.
  std::vector<Loops> innermost;

  static kernel::ScheduleAttr scheduleOf(const Stage &stage) {
    return stage.op->getAttrOfType<kernel::ScheduleAttr>(kernel::scheduleAttrName);
  }

  /// The loops of a definition: iterators as Vars in the pure one, reductions as RVars in updates.
  static Loops loopsOf(const Stage &stage, bool update) {
    Loops loops;
    for (const auto &[name, loop] : stage.loops)
      if (update || !loop.is_rvar)
        loops.emplace(name, loop);
    return loops;
  }

  static void applyDirectives(Stage &stage, kernel::ScheduleAttr schedule, Loops &last) {
    last = loopsOf(stage, false);
    for (kernel::DirectiveAttr directive : schedule.getPure())
      apply<Halide::Func &>(stage.func, directive, last);
    if (!stage.func.has_update_definition())
      return;
    last = loopsOf(stage, true);
    for (kernel::DirectiveAttr directive : schedule.getUpdate())
      apply(stage.func.update(0), directive, last);
  }

  Halide::LoopLevel level(kernel::PlaceAttr place) {
    switch (place.getKind()) {
    case kernel::PlaceKind::Inline:
      return Halide::LoopLevel::inlined();
    case kernel::PlaceKind::Root:
      return Halide::LoopLevel::root();
    case kernel::PlaceKind::At:
      break;
    }
    for (size_t i = 0; i < stages.size(); ++i)
      if (stages[i].name == place.getStage().getValue())
        return Halide::LoopLevel(stages[i].func,
                                 findLoop(innermost[i], place.getLoop().getValue()));
    throw TranslationError{"a schedule names the stage '" + place.getStage().str() +
                           "', which is not there"};
  }

  void applyPlaces(Stage &stage, kernel::ScheduleAttr schedule) {
    // Outputs are at root as they are.
    if (stage.isOutput)
      return;
    stage.func.compute_at(level(schedule.getCompute()));
    if (schedule.getStore())
      stage.func.store_at(level(schedule.getStore()));
  }

  //===-- Plain schedules --------------------------------------------------------------------===//

  void applyPlain(Stage &stage, Loops &last) {
    Halide::Func &func = stage.func;
    last = loopsOf(stage, func.has_update_definition());
    if (!stage.isOutput && !func.has_update_definition())
      return; // inlined
    std::vector<Halide::Var> args = func.args();
    if (!args.empty())
      vectorizePlainly(stage, args);
    if (!stage.isOutput)
      placePlainly(stage);
  }

  /// Vectors along the innermost dimension of the result, the reduction around them: what is added
  /// up stays in a register.
  void vectorizePlainly(Stage &stage, const std::vector<Halide::Var> &args) {
    int lanes = target.natural_vector_size(stage.func.types()[0]);
    std::string name = args.front().name();
    int64_t extent = stage.extents[std::stoi(name.substr(1))];
    if (ShapedType::isDynamic(extent) || extent < lanes || lanes < 2)
      return;
    // The tails of the two definitions agree, so that neither writes where the other does not.
    Halide::Var outer("vo"), inner("vi");
    constexpr auto tail = Halide::TailStrategy::GuardWithIf;
    stage.func.split(args.front(), outer, inner, lanes, tail).vectorize(inner);
    if (!kernel::hasUpdate(stage.op))
      return;
    std::vector<Halide::VarOrRVar> order{inner};
    for (const auto &[loopName, loop] : stage.loops)
      if (loop.is_rvar)
        order.insert(order.begin() + 1, loop);
    order.push_back(outer);
    order.insert(order.end(), args.begin() + 1, args.end());
    stage.func.update(0)
        .split(args.front(), outer, inner, lanes, tail)
        .reorder(order)
        .vectorize(inner);
  }

  /// At root where its size is known; else once in each turn of the result's outermost loop, the
  /// batch.
  void placePlainly(Stage &stage) {
    bool isStatic = llvm::none_of(stage.extents, ShapedType::isDynamic);
    for (size_t i = 0; !isStatic && i < stages.size(); ++i)
      if (Stage &output = stages[i]; output.isOutput && !output.func.args().empty()) {
        stage.func.compute_at(output.func, output.func.args().back());
        return;
      }
    stage.func.compute_root();
  }
};

} // namespace

void applySchedules(Translation &translation, const Halide::Target &target) {
  Scheduler(translation, target).run();
}

} // namespace lith::compiler
