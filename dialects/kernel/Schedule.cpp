// #kernel.schedule: parsing, printing and the constraints that keep a schedule one that Halide can
// follow.
#include "dialects/kernel/KernelDialect.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/StringSet.h"

#include <optional>

using namespace mlir;

namespace lith::kernel {
namespace {

struct DirectiveName {
  llvm::StringLiteral text;
  DirectiveKind kind;
};
constexpr DirectiveName directiveNames[] = {
    {"split", DirectiveKind::Split},     {"fuse", DirectiveKind::Fuse},
    {"reorder", DirectiveKind::Reorder}, {"vectorize", DirectiveKind::Vectorize},
    {"unroll", DirectiveKind::Unroll},   {"parallel", DirectiveKind::Parallel},
};

struct TailName {
  llvm::StringLiteral text;
  TailStrategy tail;
};
constexpr TailName tailNames[] = {
    {"round_up", TailStrategy::RoundUp},
    {"guard_with_if", TailStrategy::GuardWithIf},
    {"predicate", TailStrategy::Predicate},
    {"predicate_loads", TailStrategy::PredicateLoads},
    {"predicate_stores", TailStrategy::PredicateStores},
    {"shift_inwards", TailStrategy::ShiftInwards},
};

StringRef nameOf(DirectiveKind kind) {
  return llvm::find_if(directiveNames, [&](const auto &name) { return name.kind == kind; })->text;
}

/// How many of a directive's loops it uses, and how many it makes; a reorder uses all that it has.
struct Arity {
  unsigned used, made;
};
Arity arityOf(DirectiveKind kind) {
  switch (kind) {
  case DirectiveKind::Split:
    return {1, 2};
  case DirectiveKind::Fuse:
    return {2, 1};
  default:
    return {1, 0};
  }
}

ParseResult parseLoop(AsmParser &parser, SmallVectorImpl<StringAttr> &loops) {
  std::string name;
  if (parser.parseKeywordOrString(&name))
    return failure();
  loops.push_back(parser.getBuilder().getStringAttr(name));
  return success();
}

/// The comma and number of a split, and its tail where one is given.
ParseResult parseSplitRest(AsmParser &parser, int64_t &factor, TailStrategy &tail) {
  StringRef text;
  if (parser.parseComma() || parser.parseInteger(factor))
    return failure();
  if (failed(parser.parseOptionalComma()))
    return success();
  SMLoc where = parser.getCurrentLocation();
  if (parser.parseKeyword(&text))
    return failure();
  for (const TailName &name : tailNames)
    if (name.text == text) {
      tail = name.tail;
      return success();
    }
  return parser.emitError(where, "unknown tail strategy '") << text << "'";
}

FailureOr<DirectiveAttr> parseDirective(AsmParser &parser) {
  SMLoc where = parser.getCurrentLocation();
  StringRef text;
  if (parser.parseKeyword(&text))
    return failure();
  const auto *found = llvm::find_if(directiveNames, [&](const auto &n) { return n.text == text; });
  if (found == std::end(directiveNames)) {
    parser.emitError(where, "unknown directive '") << text << "'";
    return failure();
  }
  SmallVector<StringAttr> loops;
  int64_t factor = 0;
  TailStrategy tail = TailStrategy::Auto;
  if (parser.parseLParen() || parseLoop(parser, loops))
    return failure();
  if (found->kind == DirectiveKind::Split) {
    if (parser.parseComma() || parseLoop(parser, loops) || parser.parseComma() ||
        parseLoop(parser, loops) || parseSplitRest(parser, factor, tail))
      return failure();
  } else {
    while (succeeded(parser.parseOptionalComma()))
      if (parseLoop(parser, loops))
        return failure();
  }
  if (parser.parseRParen())
    return failure();
  if (failed(DirectiveAttr::verify([&] { return parser.emitError(where); }, found->kind, loops,
                                   factor, tail)))
    return failure();
  return DirectiveAttr::get(parser.getContext(), found->kind, loops, factor, tail);
}

void printDirective(AsmPrinter &printer, DirectiveAttr directive) {
  printer << nameOf(directive.getKind()) << '(';
  llvm::interleaveComma(directive.getLoops(), printer,
                        [&](StringAttr loop) { printer.printKeywordOrString(loop); });
  if (directive.getKind() == DirectiveKind::Split)
    printer << ", " << directive.getFactor();
  for (const TailName &name : tailNames)
    if (name.tail == directive.getTail())
      printer << ", " << name.text;
  printer << ')';
}

FailureOr<PlaceAttr> parsePlace(AsmParser &parser) {
  MLIRContext *context = parser.getContext();
  StringAttr none = StringAttr::get(context);
  if (succeeded(parser.parseOptionalKeyword("inline")))
    return PlaceAttr::get(context, PlaceKind::Inline, none, none);
  if (succeeded(parser.parseOptionalKeyword("root")))
    return PlaceAttr::get(context, PlaceKind::Root, none, none);
  SmallVector<StringAttr> loop;
  std::string name;
  if (parser.parseKeyword("at") || parser.parseLParen() || parser.parseString(&name) ||
      parser.parseComma() || parseLoop(parser, loop) || parser.parseRParen())
    return failure();
  return PlaceAttr::get(context, PlaceKind::At, StringAttr::get(context, name), loop.front());
}

void printPlace(AsmPrinter &printer, PlaceAttr place) {
  switch (place.getKind()) {
  case PlaceKind::Inline:
    printer << "inline";
    return;
  case PlaceKind::Root:
    printer << "root";
    return;
  case PlaceKind::At:
    printer << "at(" << place.getStage() << ", ";
    printer.printKeywordOrString(place.getLoop());
    printer << ')';
  }
}

ParseResult parseDirectives(AsmParser &parser, SmallVectorImpl<DirectiveAttr> &directives) {
  return parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, [&]() -> ParseResult {
    FailureOr<DirectiveAttr> directive = parseDirective(parser);
    if (failed(directive))
      return failure();
    directives.push_back(*directive);
    return success();
  });
}

void printDirectives(AsmPrinter &printer, StringRef name, ArrayRef<DirectiveAttr> directives) {
  if (directives.empty())
    return;
  printer << ", " << name << " = [";
  llvm::interleaveComma(directives, printer,
                        [&](DirectiveAttr directive) { printDirective(printer, directive); });
  printer << ']';
}

/// Follows a list of directives: which loops are there after it. Fails (schedule_c1) through
/// `error` at the first directive that does not fit.
LogicalResult follow(ArrayRef<DirectiveAttr> directives, llvm::StringSet<> &loops,
                     function_ref<InFlightDiagnostic()> error) {
  for (DirectiveAttr directive : directives) {
    ArrayRef<StringAttr> names = directive.getLoops();
    bool all = directive.getKind() == DirectiveKind::Reorder;
    unsigned used = all ? names.size() : arityOf(directive.getKind()).used;
    for (StringAttr loop : names.take_front(used))
      if (!loops.contains(loop.getValue()))
        return error() << "schedule_c1: " << nameOf(directive.getKind()) << " uses a loop '"
                       << loop.getValue() << "' that does not exist there";
    if (directive.getKind() == DirectiveKind::Split || directive.getKind() == DirectiveKind::Fuse)
      for (StringAttr loop : names.take_front(used))
        loops.erase(loop.getValue());
    for (StringAttr loop : names.drop_front(used))
      if (!loops.insert(loop.getValue()).second)
        return error() << "schedule_c1: " << nameOf(directive.getKind()) << " makes a loop '"
                       << loop.getValue() << "' that exists already";
  }
  return success();
}

llvm::StringSet<> asSet(ArrayRef<std::string> names) {
  llvm::StringSet<> set;
  for (const std::string &name : names)
    set.insert(name);
  return set;
}

Operation *findStage(Operation *op, StringRef stage) {
  for (Operation &other : *op->getBlock())
    if (auto name = other.getAttrOfType<StringAttr>(stageAttrName);
        name && name.getValue() == stage)
      return &other;
  return nullptr;
}

/// schedule_c3.
LogicalResult verifyPlace(Operation *op, PlaceAttr place) {
  if (place.getKind() != PlaceKind::At)
    return success();
  Operation *stage = findStage(op, place.getStage());
  if (!stage || stage == op)
    return op->emitOpError("schedule_c3: is computed at a stage ")
           << place.getStage() << " that the kernel does not have";
  auto schedule = stage->getAttrOfType<ScheduleAttr>(scheduleAttrName);
  bool update = hasUpdate(stage);
  llvm::StringSet<> loops = asSet(getStageLoops(stage, update));
  if (schedule && failed(follow(update ? schedule.getUpdate() : schedule.getPure(), loops,
                                [&] { return stage->emitOpError(); })))
    return failure();
  if (!loops.contains(place.getLoop().getValue()))
    return op->emitOpError("schedule_c3: is computed at a loop '")
           << place.getLoop().getValue() << "' that the stage " << place.getStage()
           << " does not have";
  return success();
}

} // namespace

//===-- Attributes ---------------------------------------------------------------------------===//

Attribute PlaceAttr::parse(AsmParser &parser, Type) {
  if (parser.parseLess())
    return {};
  FailureOr<PlaceAttr> place = parsePlace(parser);
  return failed(place) || parser.parseGreater() ? PlaceAttr() : *place;
}

void PlaceAttr::print(AsmPrinter &printer) const {
  printer << '<';
  printPlace(printer, *this);
  printer << '>';
}

Attribute DirectiveAttr::parse(AsmParser &parser, Type) {
  if (parser.parseLess())
    return {};
  FailureOr<DirectiveAttr> directive = parseDirective(parser);
  return failed(directive) || parser.parseGreater() ? DirectiveAttr() : *directive;
}

void DirectiveAttr::print(AsmPrinter &printer) const {
  printer << '<';
  printDirective(printer, *this);
  printer << '>';
}

LogicalResult DirectiveAttr::verify(function_ref<InFlightDiagnostic()> error, DirectiveKind kind,
                                    ArrayRef<StringAttr> loops, int64_t factor, TailStrategy tail) {
  bool isSplit = kind == DirectiveKind::Split;
  Arity arity = arityOf(kind);
  if (kind == DirectiveKind::Reorder ? loops.size() < 2 : loops.size() != arity.used + arity.made)
    return error() << "schedule_c1: " << nameOf(kind) << " has " << loops.size() << " loops";
  if (isSplit && factor < 1)
    return error() << "schedule_c1: split by " << factor;
  if (!isSplit && (factor != 0 || tail != TailStrategy::Auto))
    return error() << "schedule_c1: only split has a factor and a tail";
  return success();
}

Attribute ScheduleAttr::parse(AsmParser &parser, Type) {
  SMLoc where = parser.getCurrentLocation();
  PlaceAttr store;
  SmallVector<DirectiveAttr> pure, update;
  if (parser.parseLess())
    return {};
  FailureOr<PlaceAttr> compute = parsePlace(parser);
  if (failed(compute))
    return {};
  while (succeeded(parser.parseOptionalComma())) {
    if (succeeded(parser.parseOptionalKeyword("store"))) {
      FailureOr<PlaceAttr> place = parsePlace(parser);
      if (failed(place))
        return {};
      store = *place;
    } else if (succeeded(parser.parseOptionalKeyword("pure"))) {
      if (parser.parseEqual() || parseDirectives(parser, pure))
        return {};
    } else if (parser.parseKeyword("update", " or 'store' or 'pure'") || parser.parseEqual() ||
               parseDirectives(parser, update)) {
      return {};
    }
  }
  if (parser.parseGreater())
    return {};
  if (failed(ScheduleAttr::verify([&] { return parser.emitError(where); }, *compute, store, pure,
                                  update)))
    return {};
  return ScheduleAttr::get(parser.getContext(), *compute, store, pure, update);
}

void ScheduleAttr::print(AsmPrinter &printer) const {
  printer << '<';
  printPlace(printer, getCompute());
  if (getStore()) {
    printer << ", store ";
    printPlace(printer, getStore());
  }
  printDirectives(printer, "pure", getPure());
  printDirectives(printer, "update", getUpdate());
  printer << '>';
}

LogicalResult ScheduleAttr::verify(function_ref<InFlightDiagnostic()> error, PlaceAttr compute,
                                   PlaceAttr store, ArrayRef<DirectiveAttr> pure,
                                   ArrayRef<DirectiveAttr> update) {
  if (compute.getKind() == PlaceKind::Inline && (store || !pure.empty() || !update.empty()))
    return error() << "schedule_c5: an inlined stage has no loops and no storage";
  return success();
}

//===-- Schedules on ops ---------------------------------------------------------------------===//

bool hasUpdate(Operation *op) {
  auto generic = dyn_cast<linalg::GenericOp>(op);
  return generic && generic.getNumReductionLoops() > 0;
}

SmallVector<std::string> getStageLoops(Operation *op, bool update) {
  SmallVector<std::string> loops;
  if (auto generic = dyn_cast<linalg::GenericOp>(op)) {
    for (auto [i, iterator] : llvm::enumerate(generic.getIteratorTypesArray()))
      if (update || iterator == utils::IteratorType::parallel)
        loops.push_back("d" + std::to_string(i));
    return loops;
  }
  if (op->getNumResults() == 1)
    if (auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType()))
      for (int64_t dim = 0; dim < type.getRank(); ++dim)
        loops.push_back("d" + std::to_string(dim));
  return loops;
}

LogicalResult verifySchedule(Operation *op, ScheduleAttr schedule) {
  auto error = [&] { return op->emitOpError(); };
  bool reduces = hasUpdate(op);
  if (!reduces && !schedule.getUpdate().empty())
    return error() << "schedule_c4: has no reduction that 'update' could be about";
  if (reduces && schedule.getCompute().getKind() == PlaceKind::Inline)
    return error() << "schedule_c5: a reduction cannot be inlined";
  llvm::StringSet<> all = asSet(getStageLoops(op, true)), pure = asSet(getStageLoops(op, false));
  for (DirectiveAttr directive : schedule.getPure())
    for (StringAttr loop : directive.getLoops())
      if (all.contains(loop.getValue()) &&
          !asSet(getStageLoops(op, false)).contains(loop.getValue()))
        return error() << "schedule_c2: 'pure' names the reduction '" << loop.getValue() << "'";
  if (failed(follow(schedule.getPure(), pure, error)) ||
      failed(follow(schedule.getUpdate(), all, error)))
    return failure();
  if (failed(verifyPlace(op, schedule.getCompute())))
    return failure();
  return schedule.getStore() ? verifyPlace(op, schedule.getStore()) : success();
}

LogicalResult KernelDialect::verifyOperationAttribute(Operation *op, NamedAttribute attribute) {
  if (attribute.getName() == stageAttrName && !isa<StringAttr>(attribute.getValue()))
    return op->emitOpError("'kernel.stage' is a string");
  if (attribute.getName() != scheduleAttrName)
    return success();
  auto schedule = dyn_cast<ScheduleAttr>(attribute.getValue());
  if (!schedule)
    return op->emitOpError("'kernel.schedule' is a #kernel.schedule");
  return verifySchedule(op, schedule);
}

} // namespace lith::kernel
