// The child that reads HDF5 files, as `lith` starts itself for it.
#include "frontends/Hdf5.h"

int main(int argc, char **argv) {
  return lith::frontends::isHdf5Child(argc, argv) ? lith::frontends::hdf5ChildMain() : 2;
}
