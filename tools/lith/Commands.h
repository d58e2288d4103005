// What each command of `lith` does; every function returns the exit code and has said on stderr
// what went wrong.
#ifndef LITH_TOOLS_LITH_COMMANDS_H
#define LITH_TOOLS_LITH_COMMANDS_H

#include "tools/lith/Options.h"

namespace lith::tools {

int runCommand(const CompileCommand &command);
int runCommand(const CheckCommand &command);
int runCommand(const InspectCommand &command);
int runCommand(const RunCommand &command);
int runCommand(const VerifyCommand &command);
int runCommand(const BenchCommand &command);
int runCommand(const WeightsCommand &command);
int runCommand(const TestCommand &command);
int runCommand(const LayersCommand &command);

} // namespace lith::tools

#endif // LITH_TOOLS_LITH_COMMANDS_H
