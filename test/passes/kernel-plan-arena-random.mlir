// Plans of random modules, run with unknown kernels against the modules on tensors: no view of a live tensor is overwritten.
// RUN: %python %S/random-models.py 1 60 > %t.mlir
// RUN: lith-opt %t.mlir -split-input-file --linalg-outline-run --linalg-to-kernel="opt-level=0 check=true" --verify-each -o %t.out
// RUN: lith-opt %t.mlir -split-input-file --linalg-outline-run --linalg-to-kernel="opt-level=2 check=true" --verify-each -o %t.out
