# How lith's tests are run: lit, FileCheck, and lith's own tools from the build folder.
import os

import lit.formats

config.name = "lith"
# A real shell: tests use subshells and exit codes.
config.test_format = lit.formats.ShTest(execute_external=True, force_execute_external=True)
config.suffixes = [".mlir", ".test"]
config.excludes = ["Inputs", "lib"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.lith_build, "test")

lit_config.load_config(config, os.path.join(config.lith_source, "tools", "lit", "lith.cfg.py"))

config.substitutions.append(("%run_lit", os.path.join(os.path.dirname(config.python), "lit")))

# Options of lith-opt that take scalar code to the LLVM dialect, for tests that run it with mlir-runner.
config.substitutions.append(("%to-llvm", " ".join(
    f"--convert-{step}" for step in ("scf-to-cf", "vector-to-llvm", "math-to-llvm", "arith-to-llvm", "cf-to-llvm",
                                     "func-to-llvm")) + " --reconcile-unrealized-casts"))

# Kernels compiled by one test serve the others; a cache of the tests' own keeps the user's out of them.
config.environment["LITH_CACHE_DIR"] = os.path.join(config.lith_build, "test-cache")
config.environment["KERAS_BACKEND"] = "jax"
config.environment["PYTHONDONTWRITEBYTECODE"] = "1"

# `REQUIRES: slow` marks whole networks, fuzzing and long sweeps; tools/test.sh --quick leaves them out.
if not lit_config.params.get("quick"):
    config.available_features.add("slow")

# `REQUIRES: exhaustive` marks what takes hours, and runs only with --param exhaustive=1: every argument of every layer.
if lit_config.params.get("exhaustive"):
    config.available_features.add("exhaustive")
