// lith: compiles Keras models, and runs, checks, times and inspects what it compiled.
#include "frontends/Hdf5.h"
#include "tools/lith/Commands.h"

int main(int argc, char **argv) {
  // The program starts itself anew to read HDF5 files under limits.
  if (lith::frontends::isHdf5Child(argc, argv))
    return lith::frontends::hdf5ChildMain();
  std::variant<lith::tools::Command, int> parsed = lith::tools::parseCommandLine(argc, argv);
  if (const int *code = std::get_if<int>(&parsed))
    return *code;
  return std::visit([](const auto &command) { return lith::tools::runCommand(command); },
                    std::get<lith::tools::Command>(parsed));
}
