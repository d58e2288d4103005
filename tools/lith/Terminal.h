// What `lith` says to people: errors, warnings and progress on stderr, with colour only on a
// terminal.
#ifndef LITH_TOOLS_LITH_TERMINAL_H
#define LITH_TOOLS_LITH_TERMINAL_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>

namespace lith::tools {

/// Text that may hold words of a model's file, without characters that would steer a terminal.
std::string visible(llvm::StringRef text);

/// "lith: error: MESSAGE" on stderr.
void printError(llvm::StringRef message);

/// Prints the error and gives the exit code that its class asks for.
int reportError(llvm::Error error);

/// Text in bold where stdout is a terminal that shows colour.
std::string bold(llvm::StringRef text);

/// "1.2 MB"
std::string humanBytes(uint64_t bytes);

/// One line that is drawn over again while something long goes on; nothing at all where stderr is
/// no terminal.
class Progress {
public:
  explicit Progress(std::string what, bool quiet = false);
  ~Progress() { clear(); }
  void update(unsigned done, unsigned total, llvm::StringRef detail);
  void clear();

private:
  std::string what;
  bool shown, drawn = false;
};

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_TERMINAL_H
