// The runtime core's bitcode, by target, and the text of lith_abi.h, as bytes inside the compiler.
  .section .rodata
  .macro embed name, file
  .globl lith_\name\()_begin
  .globl lith_\name\()_end
  .hidden lith_\name\()_begin
  .hidden lith_\name\()_end
  .balign 16
lith_\name\()_begin:
  .incbin "\file"
lith_\name\()_end:
  .byte 0
  .endm

  embed runtime_core_bc, LITH_CORE_BC
  embed runtime_core_aarch64_bc, LITH_CORE_AARCH64_BC
  embed abi_h, LITH_ABI_H
  .section .note.GNU-stack,"",@progbits
