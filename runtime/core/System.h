// The few functions of Linux and its C library that the core calls, declared here and not by system
// headers: the core is compiled to bitcode for targets whose headers are not installed.
#ifndef LITH_RUNTIME_CORE_SYSTEM_H
#define LITH_RUNTIME_CORE_SYSTEM_H

#include <stddef.h>
#include <stdint.h>

extern "C" {
int getpid(void);
long syscall(long number, ...);
void *mmap(void *address, size_t length, int protection, int flags, int file, long offset);
int munmap(void *address, size_t length);
int pthread_create(uintptr_t *thread, const void *attributes, void *(*body)(void *),
                   void *argument);
int pthread_join(uintptr_t thread, void **result);
int pthread_sigmask(int how, const void *set, void *old);
}

namespace lith::runtime {

#if defined(__x86_64__)
inline constexpr long futexCall = 202;
#elif defined(__aarch64__) || defined(__riscv)
inline constexpr long futexCall = 98;
#else
#error "name this target's futex system call"
#endif

// Sleeps while *word is `value`; may return early.
inline void futexWait(uint32_t *word, uint32_t value) {
  syscall(futexCall, word, /*FUTEX_WAIT|PRIVATE*/ 128, value, nullptr);
}
inline void futexWake(uint32_t *word, uint32_t count) {
  syscall(futexCall, word, /*FUTEX_WAKE|PRIVATE*/ 129, count);
}

// Zeroed pages, or null.
inline void *mapPages(size_t bytes) {
  void *pages = mmap(nullptr, bytes, /*READ|WRITE*/ 3, /*PRIVATE|ANONYMOUS*/ 0x22, -1, 0);
  return pages == reinterpret_cast<void *>(-1) ? nullptr : pages;
}

// Tells the processor that this thread only waits.
inline void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Rounding, denormal and trap mode of this thread; `defaultFloatMode` is IEEE 754's.
#if defined(__x86_64__)
inline constexpr uint32_t defaultFloatMode = 0x1F80;
inline uint32_t floatMode() { return __builtin_ia32_stmxcsr(); }
inline void setFloatMode(uint32_t mode) { __builtin_ia32_ldmxcsr(mode); }
#elif defined(__aarch64__)
inline constexpr uint32_t defaultFloatMode = 0;
inline uint32_t floatMode() {
  uint64_t mode;
  asm volatile("mrs %0, fpcr" : "=r"(mode));
  return static_cast<uint32_t>(mode);
}
inline void setFloatMode(uint32_t mode) {
  asm volatile("msr fpcr, %0" ::"r"(static_cast<uint64_t>(mode)));
}
#else
inline constexpr uint32_t defaultFloatMode = 0;
inline uint32_t floatMode() { return 0; }
inline void setFloatMode(uint32_t) {}
#endif

} // namespace lith::runtime

#endif
