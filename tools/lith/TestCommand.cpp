// lith test: compiles every function that has check ops, runs it, and says which numbers are wrong.
#include "tools/lith/Commands.h"
#include "tools/lith/Files.h"
#include "tools/lith/Library.h"
#include "tools/lith/Model.h"
#include "tools/lith/Terminal.h"
#include "tools/lith/TestModule.h"

#include "fmt/format.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;

namespace lith::tools {
namespace {

/// One way through the compiler.
struct Way {
  int optLevel;
  bool loops;

  std::string text() const {
    return fmt::format("-O{} --codegen={}", optLevel, loops ? "loops" : "halide");
  }
};

std::vector<Way> listWays(const TestCommand &command) {
  std::vector<int> levels = command.optLevels.empty() ? std::vector<int>{2} : command.optLevels;
  std::vector<std::string> codegens =
      command.codegens.empty() ? std::vector<std::string>{"halide", "loops"} : command.codegens;
  std::vector<Way> ways;
  for (int level : levels)
    for (const std::string &codegen : codegens)
      ways.push_back({level, codegen == "loops"});
  return ways;
}

/// The compiled test as a file that is gone when the test is over.
class TestLibrary {
public:
  static llvm::Expected<TestLibrary> make(ModuleOp module, const Way &way) {
    compiler::CompileOptions options;
    options.name = "test";
    options.optLevel = way.optLevel;
    options.codegen = way.loops ? compiler::Codegen::Loops : compiler::Codegen::Halide;
    options.verifyEach = true;
    options.jobs = 1;
    llvm::Expected<compiler::CompileResult> result = compiler::compile(module, {}, options);
    if (!result)
      return result.takeError();
    TestLibrary library;
    if (std::error_code error = llvm::sys::fs::createTemporaryFile("lith-test", "so", library.path))
      return llvm::createStringError(error, "no temporary file can be made");
    if (llvm::Error error = writeFile(library.path, result->output))
      return error;
    return library;
  }
  TestLibrary(TestLibrary &&other) : path(std::move(other.path)) { other.path.clear(); }
  ~TestLibrary() {
    if (!path.empty())
      llvm::sys::fs::remove(path);
  }

  llvm::Expected<Library> open() const {
    CompileFlags flags;
    flags.model = std::string(path);
    return Library::open(flags);
  }

private:
  TestLibrary() = default;
  llvm::SmallString<128> path;
};

/// Compares all outputs and says on stderr, with its place in the file, which check failed.
unsigned countFaults(const TestModule &test, const Session &session, llvm::StringRef way) {
  unsigned faults = 0;
  for (auto [check, output] : llvm::zip(test.checks, session.getOutputs()))
    if (std::optional<std::string> fault = findFault(check, output)) {
      std::string place;
      llvm::raw_string_ostream(place) << check.location;
      fmt::print(stderr, "{}: {} ({})\n", place, *fault, way.str());
      ++faults;
    }
  return faults;
}

/// Runs a test one way; the number of wrong checks.
llvm::Expected<unsigned> runTest(TestModule &test, const Way &way, bool guard) {
  OwningOpRef<ModuleOp> module = ModuleOp(test.module.get()).clone();
  llvm::Expected<TestLibrary> file = TestLibrary::make(*module, way);
  if (!file)
    return file.takeError();
  llvm::Expected<Library> library = file->open();
  if (!library)
    return library.takeError();
  llvm::Expected<Session> session = Session::open(*library, test.inputs, /*threads=*/1);
  if (!session)
    return session.takeError();
  if (llvm::Error error = session->run())
    return error;
  unsigned faults = countFaults(test, *session, way.text());
  if (guard)
    for (int side : {LITH_GUARD_END, LITH_GUARD_START}) {
      if (llvm::Error error = session->runGuarded(side))
        return error;
      faults += countFaults(test, *session, way.text() + " --guard");
    }
  return faults;
}

llvm::Expected<int> runTests(const TestCommand &command) {
  CompileFlags flags;
  flags.model = command.file;
  llvm::Expected<Model> model = readModel(flags);
  if (!model)
    return model.takeError();
  unsigned tests = 0, faults = 0;
  for (auto function : model->module->getOps<func::FuncOp>()) {
    if (function.getBody().getOps<check::ExpectCloseOp>().empty())
      continue;
    llvm::Expected<TestModule> test = makeTestModule(function);
    if (!test)
      return test.takeError();
    for (const Way &way : listWays(command)) {
      llvm::Expected<unsigned> wrong = runTest(*test, way, command.guard);
      if (!wrong)
        return llvm::joinErrors(
            llvm::createStringError("@" + test->name + " (" + way.text() + "):"),
            wrong.takeError());
      faults += *wrong;
      ++tests;
    }
  }
  if (!tests)
    return llvm::createStringError("%s: no function has check ops", command.file.c_str());
  fmt::print("{} test{}, {} wrong\n", tests, tests == 1 ? "" : "s", faults);
  return faults ? AnswersDiffer : Fine;
}

} // namespace

int runCommand(const TestCommand &command) {
  llvm::Expected<int> code = runTests(command);
  return code ? *code : reportError(code.takeError());
}

} // namespace lith::tools
