/* The C API of liblith: opens a compiled model, gives it weights, runs it, says what went wrong.
 * A program that knows its model at build time can do without and call the functions of the
 * library's own header. Errors are LITH_* codes; lith_error() has the sentence. */
#ifndef LITH_RUNTIME_LITH_H
#define LITH_RUNTIME_LITH_H

#include "lith_abi.h"

#ifdef __cplusplus
extern "C" {
#endif
#pragma GCC visibility push(default) /* liblith is built with everything else hidden */

/* A compiled model with its weights, shared by any number of threads and sessions. */
typedef struct lith_model lith_model;
/* One line of calls of a model: its own arena and its own state. One thread at a time. */
typedef struct lith_session lith_session;

const char *lith_version(void);
/* What the last failed call of this thread had to say; never null. */
const char *lith_error(void);
const char *lith_error_name(int status);     /* "LITH_ERROR_SIZE" */
const char *lith_dtype_name(uint32_t dtype); /* "f32", or null */
uint32_t lith_dtype_size(uint32_t dtype);    /* bytes, or 0 */

/* ---- Models ---- */

int lith_open(const char *library_path, lith_model **model);
/* The same for a library linked into the program: pass &NAME_descriptor. */
int lith_open_descriptor(const lith_descriptor *descriptor, lith_model **model);
/* Its sessions must be closed before. */
void lith_close(lith_model *model);
const lith_descriptor *lith_describe(const lith_model *model);

/* ---- Weights, by Keras's variable name ---- */

/* Reads every weight from a safetensors file, refusing one that is not this model's, and prepares.
 * The file stays mapped and must not be changed in place; on error the model keeps what it had. */
int lith_load_weights(lith_model *model, const char *path);
/* Copies out, or in, all bytes of one weight. What is set counts from the next lith_prepare. */
int lith_get_weight(lith_model *model, const char *name, void *data, uint64_t bytes);
int lith_set_weight(lith_model *model, const char *name, const void *data, uint64_t bytes);
/* Writes the weights as they are now to a file that lith_load_weights takes; an existing file is
 * replaced only by a complete one. */
int lith_save_weights(lith_model *model, const char *path);
/* Makes the image that runs read from the weights as they are now. Runs in progress finish with the
 * old one; every run that starts later uses the new one. */
int lith_prepare(lith_model *model);

/* ---- Sessions ---- */

/* pool may be null (the process's own); threads: at most so many, 0: one per processor. */
int lith_open_session(lith_model *model, lith_pool *pool, uint32_t threads, lith_session **session);
void lith_close_session(lith_session *session);
/* inputs and outputs in the descriptor's order, contiguous; dims: its given dimensions, or null
 * where it has none. Allocates only when these dims need more arena than any before. */
int lith_run(lith_session *session, const int64_t *dims, const void *const *inputs,
             void *const *outputs);
/* Allocates now what a run with these dims needs. */
int lith_reserve(lith_session *session, const int64_t *dims);
/* Every later run of the session tells the observer of each kernel that it has called; null ends
 * that. */
void lith_observe(lith_session *session, lith_observer *observer);
/* Shape and bytes of an input or output for given dims; shape has LITH_MAX_RANK numbers. */
int lith_input_shape(const lith_model *model, uint32_t index, const int64_t *dims, int64_t *shape,
                     uint64_t *bytes);
int lith_output_shape(const lith_model *model, uint32_t index, const int64_t *dims, int64_t *shape,
                      uint64_t *bytes);

/* ---- State, by Keras's variable name; a new session's state is reset ---- */

int lith_reset(lith_session *session);
int lith_get_state(lith_session *session, const char *name, void *data, uint64_t bytes);
int lith_set_state(lith_session *session, const char *name, const void *data, uint64_t bytes);

/* ---- Threads ---- */

/* A pool that up to `threads` threads, the calling one counted, work in. Models share the process's
 * own pool unless they are given one; destroy it when nothing runs in it. */
int lith_create_pool(uint32_t threads, lith_pool **pool);
void lith_destroy_pool(lith_pool *pool);

/* ---- Guarded memory: finds code that reads or writes outside its buffers ---- */

enum { LITH_GUARD_END = 0, LITH_GUARD_START = 1 };

typedef struct lith_guarded {
  void *block;
  void *map; /* what lith_guard_free gives back */
  uint64_t map_size;
} lith_guarded;

/* Zeroed memory whose end (or start) lies against a page that cannot be touched. With
 * LITH_GUARD_END the block starts at a multiple of align and ends less than align bytes before the
 * page, so pass the element's size where every byte matters. */
int lith_guard_alloc(uint64_t bytes, uint64_t align, int side, lith_guarded *guarded);
void lith_guard_free(lith_guarded *guarded);
/* lith_run with every block (weights image that is not embedded, state, arena, inputs, outputs)
 * guarded on the given side; results and state are copied back. A fault ends the process by
 * SIGSEGV. */
int lith_run_guarded(lith_session *session, const int64_t *dims, const void *const *inputs,
                     void *const *outputs, int side);

#pragma GCC visibility pop
#ifdef __cplusplus
}
#endif

#endif
