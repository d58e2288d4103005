// A library without liblith: its threads run its own code, so they end when it is unloaded.
// usage: unloading EMBEDDED.so
#include "test/runtime/Check.h"

#include <dlfcn.h>

// What Check.h prints, in place of liblith.
extern "C" const char *lith_error(void) { return "none, liblith is not here"; }

namespace {

void runLibrary(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  CHECK(library);
  auto *symbol = static_cast<const lith_descriptor *const *>(dlsym(library, LITH_LIBRARY_SYMBOL));
  CHECK(symbol);
  alignas(LITH_ALIGN) char arena[200000], state[64];
  TinyData data;
  int64_t batch = largestBatch;
  const void *inputs[] = {data.x};
  void *outputs[] = {data.y};
  lith_call call = {};
  call.version = LITH_ABI_VERSION;
  call.threads = 4;
  call.state = state;
  call.arena = arena;
  call.arena_size = sizeof(arena);
  call.dims = &batch;
  call.inputs = inputs;
  call.outputs = outputs;
  CHECK((*symbol)->run.call(&call) == LITH_OK);
  CHECK(hasThreads(4));
  CHECK(dlclose(library) == 0);
}

} // namespace

int main(int argc, char **argv) {
  CHECK(argc == 2);
  for (int i = 0; i < 20; ++i)
    runLibrary(argv[1]);
  puts("unloading: passed");
}
