// What `lith` says to people.
#include "tools/lith/Terminal.h"

#include "compiler/Fault.h"
#include "tools/lith/Options.h"

#include "fmt/format.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace lith::tools {

static bool showsColour(int fd) {
  const char *term = getenv("TERM");
  return isatty(fd) && !getenv("NO_COLOR") && term && llvm::StringRef(term) != "dumb";
}

std::string visible(llvm::StringRef text) {
  std::string out = text.str();
  for (char &c : out)
    if (static_cast<unsigned char>(c) < 0x20 ? c != '\n' && c != '\t' : c == 0x7F)
      c = '?';
  return out;
}

void printError(llvm::StringRef message) {
  const char *label = showsColour(STDERR_FILENO) ? "\033[1;31merror:\033[0m" : "error:";
  fmt::print(stderr, "lith: {} {}\n", label, visible(message));
}

int reportError(llvm::Error error) {
  int code = ModelFault;
  llvm::handleAllErrors(
      std::move(error),
      [&](const compiler::InternalFault &fault) {
        printError(fault.message() + "\nThis is a fault of lith's own, not of the model.");
        code = OwnFault;
      },
      [&](const compiler::WrongUsage &wrong) {
        printError(wrong.message());
        code = UsageFault;
      },
      [&](const llvm::ErrorInfoBase &info) { printError(info.message()); });
  return code;
}

std::string bold(llvm::StringRef text) {
  return showsColour(STDOUT_FILENO) ? "\033[1m" + text.str() + "\033[0m" : text.str();
}

std::string humanBytes(uint64_t bytes) {
  if (bytes < 1000)
    return fmt::format("{} B", bytes);
  const char *units[] = {"kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes) / 1000;
  unsigned unit = 0;
  while (value >= 1000 && unit < 3)
    value /= 1000, ++unit;
  return fmt::format("{:.{}f} {}", value, value < 10 ? 2 : value < 100 ? 1 : 0, units[unit]);
}

Progress::Progress(std::string what, bool quiet)
    : what(std::move(what)), shown(!quiet && isatty(STDERR_FILENO)) {}

void Progress::update(unsigned done, unsigned total, llvm::StringRef detail) {
  if (!shown)
    return;
  fmt::print(stderr, "\r\033[K{} {}/{} {}", what, done, total, detail.take_front(60).str());
  fflush(stderr);
  drawn = true;
}

void Progress::clear() {
  if (drawn)
    fmt::print(stderr, "\r\033[K");
  fflush(stderr);
  drawn = false;
}

} // namespace lith::tools
