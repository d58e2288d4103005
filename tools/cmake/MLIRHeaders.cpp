// Carries the precompiled headers that the MLIR libraries of every folder reuse.
