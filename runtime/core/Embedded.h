// What the compiler carries of the runtime (core/Embedded.S): the core's bitcode for each target
// and the text of lith_abi.h, which goes into the header of every library.
#ifndef LITH_RUNTIME_CORE_EMBEDDED_H
#define LITH_RUNTIME_CORE_EMBEDDED_H

extern "C" {
extern const char lith_runtime_core_bc_begin[], lith_runtime_core_bc_end[]; // x86-64 Linux
extern const char lith_runtime_core_aarch64_bc_begin[], lith_runtime_core_aarch64_bc_end[];
extern const char lith_abi_h_begin[], lith_abi_h_end[];
}

#endif
