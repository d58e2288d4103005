/* The contract between libraries that lith makes, the runtime and the programs that call a library
 * directly: what a call is, what a library says of itself, what a kernel gets. Plain C; pointers,
 * 32- and 64-bit integers only, because the compiler emits these structures as constants.
 * A library's header carries this text, so that it needs no other file. See runtime/README.md. */
#ifndef LITH_RUNTIME_LITH_ABI_H
#define LITH_RUNTIME_LITH_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Changes whenever a structure below does; a call or a descriptor of another number is refused. */
#define LITH_ABI_VERSION 3u
/* Every block that the caller owns (weights image, state, arena) and every tensor inside one starts
 * at a multiple of this. Inputs and outputs need only their element's own alignment. */
#define LITH_ALIGN 64u
#define LITH_MAX_RANK 8u
#define LITH_MAX_DIMS 64u /* of a descriptor: its dynamic dimensions */

/* What every function that can fail returns. */
enum {
  LITH_OK = 0,
  LITH_ERROR_VERSION = 1, /* call or descriptor of another ABI version */
  LITH_ERROR_ARGUMENT =
      2, /* a null, misaligned or too small block; dimensions out of range or unequal */
  LITH_ERROR_NAME = 3,     /* no weight, state, input or output of that name */
  LITH_ERROR_SIZE = 4,     /* bytes given do not fit the shape */
  LITH_ERROR_WEIGHTS = 5,  /* weights missing, or a file that is wrong, truncated or foreign */
  LITH_ERROR_EMBEDDED = 6, /* weights are inside the library and cannot be replaced */
  LITH_ERROR_FILE = 7,     /* a file that cannot be opened, read or written */
  LITH_ERROR_MEMORY = 8,   /* the system gives no memory or no thread */
  LITH_ERROR_INTERNAL = 9  /* a fault of lith's own, such as a kernel that outgrew its scratch */
};

enum {
  LITH_F32 = 1,
  LITH_F64 = 2,
  LITH_F16 = 3,
  LITH_BF16 = 4,
  LITH_I8 = 5,
  LITH_I16 = 6,
  LITH_I32 = 7,
  LITH_I64 = 8,
  LITH_U8 = 9,
  LITH_U16 = 10,
  LITH_U32 = 11,
  LITH_U64 = 12,
  LITH_BOOL = 13 /* one byte, 0 or 1 */
};

typedef struct lith_pool lith_pool;

/* Whoever wants to know what a run does: done is called behind each kernel of NAME_run, on the
 * calling thread, with the number of the call site in descriptor->kernels and the floating-point
 * operations that this call of it did (LITH_UNKNOWN where they cannot be told). */
typedef struct lith_observer {
  void (*done)(struct lith_observer *self, uint32_t site, uint64_t flops);
} lith_observer;

#define LITH_UNKNOWN UINT64_MAX

/* ---- A call. All tensors are contiguous and row-major. ---- */

/* One argument for NAME_run, NAME_prepare and NAME_reset. A call allocates nothing, keeps nothing
 * and may run beside any other that shares neither state, arena nor outputs with it.
 *              NAME_run               NAME_prepare           NAME_reset
 *   weights    prepared image, read   prepared image, made   -
 *   state      read and written       -                      made
 *   inputs     the model's inputs     raw weights            -
 *   outputs    the model's outputs    -                      -
 *   dims       given dimensions       -                      -
 * weights is null where they are embedded; state is null where the model has none. */
typedef struct lith_call {
  uint32_t version; /* LITH_ABI_VERSION */
  uint32_t threads; /* at most so many threads; 0 and 1: the calling thread only */
  void *weights;
  void *state;
  void *arena; /* NAME_arena_size(dims, threads) bytes or more */
  uint64_t arena_size;
  const void *const *inputs;
  void *const *outputs;
  const int64_t *dims;     /* descriptor->given_dim_count numbers */
  lith_pool *pool;         /* null: the process's own, started by the first call that needs it */
  lith_observer *observer; /* of NAME_run; null: nobody watches */
} lith_call;

/* ---- What a library says of itself. ---- */

/* An input or output. dims[i] >= 0 is a fixed extent; dims[i] < 0 stands for dynamic dimension
 * number -1 - dims[i] of the descriptor. */
typedef struct lith_tensor {
  const char *name; /* the Keras layer's name */
  const int64_t *dims;
  uint32_t dtype;
  uint32_t rank;
} lith_tensor;

#define LITH_NO_OFFSET UINT64_MAX

/* A weight or a state variable. */
typedef struct lith_variable {
  const char *name; /* Keras variable path, "dense/kernel" */
  const char *path; /* where the model's file has it, "layers/dense/vars/0" */
  const int64_t *dims;
  uint32_t dtype;
  uint32_t rank;
  uint64_t size;         /* bytes */
  uint64_t raw_offset;   /* weight: in the data part of the weights file that the compiler writes */
  uint64_t block_offset; /* state: in the state block; weight: in the prepared image, or
                            LITH_NO_OFFSET where the image holds only a rearranged form */
} lith_variable;

/* A dynamic dimension. The first given_dim_count ones come from the caller; resolve() derives the
 * others. max is such that no tensor reaches 2^31 elements while the others are at their min. */
typedef struct lith_dim {
  const char *name; /* "batch", "input.1" */
  int64_t min;
  int64_t max;
  int64_t multiple; /* of which it must be one; 1: any number will do */
} lith_dim;

enum {
  LITH_WEIGHTS_NONE = 0,
  LITH_WEIGHTS_EMBEDDED = 1,
  LITH_WEIGHTS_EXTERNAL = 2 /* NAME_prepare makes the image from raw weights */
};

/* One of a library's functions and the arena that it needs. Null where the model has no such
 * function (prepare of embedded weights, reset without state). */
typedef struct lith_entry {
  int (*call)(const lith_call *call);
  uint64_t (*arena_size)(const int64_t *dims, uint32_t threads); /* dims: null but for run */
} lith_entry;

/* A place where NAME_run calls a kernel. Identical kernels are one, so several sites may call it.
 */
typedef struct lith_kernel {
  const char *name;   /* the kernel's symbol */
  const char *layers; /* whose work it does: Keras layer paths, ", " between them */
  uint64_t flops;     /* of one call: additions, subtractions, multiplications and divisions of
                         floats; LITH_UNKNOWN where that depends on dynamic dimensions */
  uint32_t code_size; /* bytes of machine code */
  uint32_t batch; /* samples that the version of NAME_run computes which this is part of; 0: all */
} lith_kernel;

typedef struct lith_descriptor {
  uint32_t version; /* LITH_ABI_VERSION */
  uint32_t size;    /* sizeof(lith_descriptor) */
  const char *name;
  const char *producer;   /* "lith 0.1.0" */
  const char *target;     /* "x86_64-unknown-linux-gnu znver3" */
  const char *model_hash; /* hex digits over layers, weight names, shapes and dtypes, not values:
                             a weights file of another model is refused by it */
  const lith_tensor *inputs;
  const lith_tensor *outputs;
  const lith_variable *weights; /* in the order of NAME_prepare's inputs */
  const lith_variable *states;
  const lith_dim *dims;
  const lith_kernel *kernels; /* call sites, as an observer is told of them */
  uint32_t input_count;
  uint32_t output_count;
  uint32_t weight_count;
  uint32_t state_count;
  uint32_t dim_count;
  uint32_t given_dim_count;
  uint32_t weights_mode;
  uint32_t kernel_count;
  uint64_t raw_size; /* bytes of the data part of the weights file */
  uint64_t image_size;
  uint64_t state_size;
  const void *image; /* the embedded image, else null */
  lith_entry run;
  lith_entry prepare;
  lith_entry reset;
  /* Copies the given dimensions to all[] and derives the rest. Null: nothing is derived. */
  int (*resolve)(const int64_t *given, int64_t *all);
} lith_descriptor;

/* A shared library exports NAME_descriptor, and `const lith_descriptor *const lith_library`, which
 * points to it: by this name a program finds the model in a library that it knows nothing about. */
#define LITH_LIBRARY_SYMBOL "lith_library"

/* ---- What generated code gets from the runtime core linked into it. The last three are Halide's
 * halide_do_par_for, halide_malloc and halide_free, by whose names its code calls them until the
 * compiler renames them. ---- */

/* What a kernel gets first, and hands to everything below. Kernels look at nothing in it but
 * threads; it lives on the stack of the entry function, and a parallel task gets one of its own. */
typedef struct lith_context {
  lith_pool *pool;  /* null: serial */
  uint32_t threads; /* that a parallel loop may use here; 1 inside a task */
  uint32_t thread;  /* number of this thread in the call, 0: the caller */
  uint8_t *scratch; /* this thread's scratch */
  uint64_t scratch_size;
  uint64_t scratch_top;    /* bytes in use, a multiple of LITH_ALIGN */
  uint64_t scratch_last;   /* offset of the newest block's header */
  uint8_t *scratch_base;   /* thread 0's scratch; thread t's is scratch_size * t further */
  void *overflow;          /* blocks that did not fit (a fault of ours; freed at lith_end) */
  uint32_t status;         /* the first error that had no other way out */
  uint32_t float_mode;     /* the caller's rounding and denormal mode, given back at lith_end */
  lith_observer *observer; /* the call's; null inside a task */
} lith_context;

/* Bytes of scratch that an allocation of n bytes takes. A kernel's scratch is the sum of this over
 * the allocations that can be live together, outside and inside a parallel loop added. */
#define LITH_SCRATCH_BYTES(n)                                                                      \
  (((uint64_t)(n) + (LITH_ALIGN - 1)) / LITH_ALIGN * LITH_ALIGN + LITH_ALIGN)

enum { LITH_CALL_RUN = 0, LITH_CALL_PREPARE = 1, LITH_CALL_RESET = 2 };

/* Every entry function begins with these two and returns the error of either. The first holds the
 * call against the descriptor (kind: a LITH_CALL_*), so that dims may be read after it. The second
 * holds it against the arena that is needed and lays scratch behind the arena's planned part: an
 * entry's arena_size is lith_arena_bytes(planned, scratch, threads); scratch is for one thread. */
int lith_check(const lith_call *call, const lith_descriptor *descriptor, uint32_t kind);
int lith_begin(lith_context *ctx, const lith_call *call, uint64_t planned, uint64_t scratch);
/* Every entry function that passed lith_begin ends with this, given the first error of a kernel or
 * LITH_OK, and returns what it returns. */
int lith_end(lith_context *ctx, int status);
uint64_t lith_arena_bytes(uint64_t planned, uint64_t scratch, uint32_t threads);

/* body(ctx, i, closure) for i in [begin, begin + extent), on up to ctx->threads threads; each task
 * gets a context of its own as ctx. Returns the error of a task that failed, else 0. */
typedef int (*lith_task)(void *ctx, int32_t i, uint8_t *closure);
int lith_parallel_for(lith_context *ctx, lith_task body, int32_t begin, int32_t extent,
                      uint8_t *closure);
/* Scratch of this thread, LITH_ALIGN-aligned, in any order of freeing; never null. */
void *lith_scratch_alloc(lith_context *ctx, uint64_t bytes);
void lith_scratch_free(lith_context *ctx, void *block);

#ifdef __cplusplus
}
#define LITH_ABI_ASSERT(condition) static_assert(condition, #condition)
#else
#define LITH_ABI_ASSERT(condition) _Static_assert(condition, #condition)
#endif

#if UINTPTR_MAX == UINT64_MAX
LITH_ABI_ASSERT(sizeof(lith_call) == 80);
LITH_ABI_ASSERT(offsetof(lith_call, inputs) == 40);
LITH_ABI_ASSERT(sizeof(lith_tensor) == 24);
LITH_ABI_ASSERT(sizeof(lith_variable) == 56);
LITH_ABI_ASSERT(sizeof(lith_dim) == 32);
LITH_ABI_ASSERT(sizeof(lith_entry) == 16);
LITH_ABI_ASSERT(sizeof(lith_kernel) == 32);
LITH_ABI_ASSERT(offsetof(lith_descriptor, input_count) == 88);
LITH_ABI_ASSERT(offsetof(lith_descriptor, raw_size) == 120);
LITH_ABI_ASSERT(sizeof(lith_descriptor) == 208);
LITH_ABI_ASSERT(sizeof(lith_context) == 80);
#endif

#endif
