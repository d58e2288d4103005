// The command line of `lith` as plain data: what a person asked for, before anything is done.
// Parsed in Options.cpp, which is apart because CLI11 needs RTTI and exceptions and LLVM's headers
// allow neither.
#ifndef LITH_TOOLS_LITH_OPTIONS_H
#define LITH_TOOLS_LITH_OPTIONS_H

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lith::tools {

/// Exit codes, as the README lists them.
enum ExitCode { Fine = 0, ModelFault = 1, UsageFault = 2, OwnFault = 3, AnswersDiffer = 4 };

/// What is compiled and how; shared by every command that compiles.
struct CompileFlags {
  std::string model;
  std::string weights;
  /// NAME=AxBxC, or AxBxC for a model with one input.
  std::vector<std::string> shapes;
  /// Nothing: dynamic.
  std::optional<int64_t> batch;
  std::string triple, cpu;
  int optLevel = 2;
  bool optimizeForSize = false;
  bool loops = false;
  bool externalWeights = false;
  bool verifyEach = false;
  unsigned jobs = 0;
  /// Those options of compiling that the command line names, as "--batch" or "-O".
  std::vector<std::string> given;
};

struct CompileCommand {
  CompileFlags flags;
  std::string output;
  /// A name of emitNames.
  std::string emit = "so";
  bool quiet = false;
};

struct CheckCommand {
  CompileFlags flags;
  bool json = false;
};

struct InspectCommand {
  CompileFlags flags;
  std::string node;
  bool json = false;
};

struct RunCommand {
  CompileFlags flags;
  std::string inputs;
  std::string outputs;
  unsigned threads = 0;
};

struct VerifyCommand {
  CompileFlags flags;
  std::string inputs;
  std::string expect;
  /// Absent: what the dtype of each output asks for.
  std::optional<double> rtol, atol;
  bool guard = false;
  bool json = false;
  unsigned threads = 0;
};

struct BenchCommand {
  CompileFlags flags;
  std::string inputs;
  unsigned threads = 1;
  double seconds = 2.0;
  bool profile = false;
  bool json = false;
};

struct WeightsCommand {
  enum class Action { List, Extract, Diff, Init };
  Action action = Action::List;
  CompileFlags flags;
  std::string other;
  std::string output;
  uint64_t seed = 0;
  bool json = false;
};

struct TestCommand {
  std::string file;
  std::vector<int> optLevels;
  /// "halide", "loops"; empty runs both.
  std::vector<std::string> codegens;
  bool guard = false;
};

struct LayersCommand {
  bool markdown = false;
  bool json = false;
};

using Command =
    std::variant<CompileCommand, CheckCommand, InspectCommand, RunCommand, VerifyCommand,
                 BenchCommand, WeightsCommand, TestCommand, LayersCommand>;

/// What `--emit` takes, from the file's own pool to the library.
const std::vector<std::string> &emitNames();

/// The command, or the exit code where the line only asked for help or was wrong (then it has been
/// said on stderr).
std::variant<Command, int> parseCommandLine(int argc, char **argv);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_OPTIONS_H
