// Test functions as models.
#include "tools/lith/TestModule.h"

#include "compiler/Interface.h"

#include "fmt/format.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/SetVector.h"

#include <cmath>

using namespace mlir;

namespace lith::tools {
namespace {

double toDouble(const APFloat &value) {
  APFloat wide = value;
  bool lossy;
  wide.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven, &lossy);
  return wide.convertToDouble();
}

std::vector<double> toDoubles(ElementsAttr values) {
  std::vector<double> numbers;
  bool isSigned = !values.getElementType().isUnsignedInteger();
  if (isa<FloatType>(values.getElementType()))
    for (const APFloat &value : values.getValues<APFloat>())
      numbers.push_back(toDouble(value));
  else
    for (const APInt &value : values.getValues<APInt>())
      numbers.push_back(value.roundToDouble(isSigned && value.getBitWidth() > 1));
  return numbers;
}

llvm::Expected<Array> toArray(llvm::StringRef name, ElementsAttr values) {
  Type element = values.getElementType();
  if (isa<IntegerType>(element)) { // as it is: a double does not hold every integer of 64 bits
    Array array{name.str(),
                compiler::getDtype(element),
                llvm::SmallVector<int64_t>(values.getShapedType().getShape()),
                {}};
    for (const APInt &value : values.getValues<APInt>()) {
      uint64_t bits = value.getZExtValue();
      auto *bytes = reinterpret_cast<const char *>(&bits);
      array.bytes.insert(array.bytes.end(), bytes, bytes + compiler::getElementBytes(element));
    }
    return array;
  }
  std::vector<double> numbers = toDoubles(values);
  Array array{
      name.str(), LITH_F64, llvm::SmallVector<int64_t>(values.getShapedType().getShape()), {}};
  array.bytes.assign(reinterpret_cast<const char *>(numbers.data()),
                     reinterpret_cast<const char *>(numbers.data() + numbers.size()));
  return convert(array, compiler::getDtype(element));
}

/// The functions that `function` calls, and those that they call.
llvm::SmallSetVector<Operation *, 4> findCalled(func::FuncOp function) {
  llvm::SmallSetVector<Operation *, 4> called;
  auto addCallees = [&](Operation *caller) {
    caller->walk([&](func::CallOp call) {
      if (Operation *callee = SymbolTable::lookupNearestSymbolFrom(call, call.getCalleeAttr()))
        called.insert(callee);
    });
  };
  addCallees(function);
  for (unsigned next = 0; next < called.size(); ++next)
    addCallees(called[next]);
  return called;
}

} // namespace

llvm::Expected<TestModule> makeTestModule(func::FuncOp function) {
  TestModule test{function.getSymName().str(), {}, {}, {}};
  auto module = function->getParentOfType<ModuleOp>();
  test.module = ModuleOp::create(module.getLoc());
  // Weights and called functions go along; other functions stay behind.
  OpBuilder builder = OpBuilder::atBlockEnd(test.module->getBody());
  llvm::SmallSetVector<Operation *, 4> called = findCalled(function);
  for (Operation &op : *module.getBody())
    if (!isa<func::FuncOp>(op) || called.contains(&op))
      builder.clone(op);
  test.module.get()->setDiscardableAttrs(module->getDiscardableAttrDictionary());

  auto main = cast<func::FuncOp>(builder.clone(*function));
  main.setSymName("main");
  Block &body = main.getBody().front();
  SmallVector<Type> inputTypes, outputTypes;
  SmallVector<Value> outputs;
  SmallVector<arith::ConstantOp> constants;
  main.walk([&](arith::ConstantOp op) {
    if (isa<RankedTensorType>(op.getType()))
      constants.push_back(op);
  });
  for (arith::ConstantOp op : constants) {
    llvm::Expected<Array> input =
        toArray(fmt::format("input_{}", test.inputs.size()), cast<ElementsAttr>(op.getValue()));
    if (!input)
      return input.takeError();
    test.inputs.push_back(std::move(*input));
    op->replaceAllUsesWith(ValueRange{body.addArgument(op.getType(), op.getLoc())});
    op->erase();
  }
  for (auto check : llvm::make_early_inc_range(body.getOps<check::ExpectCloseOp>())) {
    test.checks.push_back({check.getLoc(), check.getExpected(), check.getAtol().convertToDouble(),
                           check.getRtol().convertToDouble()});
    outputs.push_back(check.getValue());
    outputTypes.push_back(check.getValue().getType());
    check->erase();
  }
  Operation *end = body.getTerminator();
  OpBuilder atEnd(end);
  func::ReturnOp::create(atEnd, end->getLoc(), outputs);
  end->erase();
  main.setType(builder.getFunctionType(body.getArgumentTypes(), outputTypes));
  for (unsigned i = 0; i < test.inputs.size(); ++i)
    main.setArgAttr(i, "layer.name", builder.getStringAttr(test.inputs[i].name));
  for (unsigned i = 0; i < outputs.size(); ++i)
    main.setResultAttr(i, "layer.name", builder.getStringAttr(fmt::format("check_{}", i)));
  return test;
}

std::optional<std::string> findFault(const TestModule::Check &check, const Array &got) {
  std::vector<double> values = toDoubles(got), expected = toDoubles(check.expected);
  for (size_t i = 0; i < values.size(); ++i) {
    if (!isClose(values[i], expected[i], check.atol, check.rtol))
      return fmt::format("element {} is {:.9g}, expected {:.9g}", i, values[i], expected[i]);
  }
  return std::nullopt;
}

} // namespace lith::tools
