// What a model and a session are made of; shared by the files that implement lith.h.
#ifndef LITH_RUNTIME_MODEL_H
#define LITH_RUNTIME_MODEL_H

#include "runtime/SafeTensors.h"
#include "runtime/lith.h"

#include <pthread.h>

namespace lith::runtime {

// A prepared weights image. Those who use it hold a use each; the model's own counts as one.
struct Image {
  void *bytes;
  uint64_t uses; // under the model's lock
};

// LITH_ALIGN-aligned and zeroed; never null for 0 bytes. Null where there is no memory.
void *allocateBlock(uint64_t bytes);

uint32_t processorCount();

} // namespace lith::runtime

struct lith_model {
  void *library = nullptr; // from dlopen, or null
  const lith_descriptor *descriptor = nullptr;
  pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  lith::runtime::TensorFile file; // whose data `raw` points into
  const void **raw = nullptr;     // each weight's bytes, null where it has none yet
  void **own = nullptr;           // copies of those that were set, or could not be used in place
  lith::runtime::Image *image = nullptr; // the newest (atomic; changed under the lock)
};

struct lith_session {
  lith_model *model;
  lith_pool *pool;
  uint32_t threads;
  lith::runtime::Image *image = nullptr; // in use
  void *state = nullptr;
  void *arena = nullptr;
  uint64_t arenaSize = 0;
  lith_observer *observer = nullptr;
};

namespace lith::runtime {

// Moves a session to the model's newest image; the old one goes with its last user.
void renewImage(lith_session *session);
void dropImage(lith_model *model, Image *image);

// Checks what a run is given, makes sure of arena and weights, and fills in the call.
int prepareCall(lith_session *session, const int64_t *dims, const void *const *inputs,
                void *const *outputs, lith_call *call);

} // namespace lith::runtime

#endif
