// The process's allocation functions, which count: for programs that show that something allocates
// nothing. Included once in a program.
#ifndef LITH_TEST_RUNTIME_COUNTALLOCATIONS_H
#define LITH_TEST_RUNTIME_COUNTALLOCATIONS_H

#include <stddef.h>

extern "C" {
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
}

inline int allocations = 0; // so far, of the whole process

inline void *counted(void *block) {
  __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED);
  return block;
}

extern "C" {
void *malloc(size_t bytes) { return counted(__libc_malloc(bytes)); }
void *calloc(size_t number, size_t bytes) { return counted(__libc_calloc(number, bytes)); }
void *realloc(void *block, size_t bytes) { return counted(__libc_realloc(block, bytes)); }
void *aligned_alloc(size_t align, size_t bytes) { return counted(__libc_memalign(align, bytes)); }
}

#endif
