# How lith's tests are run: lit, FileCheck, and lith's own tools from the build folder.
import os

import lit.formats

config.name = "lith"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.lith_build, "test")
config.environment["PATH"] = os.pathsep.join(
    [os.path.join(config.lith_build, "bin"), config.llvm_bin, os.environ["PATH"]])
config.substitutions.append(("%python", config.python))
# Options of lith-opt that take scalar code to the LLVM dialect, for tests that run it with mlir-runner.
config.substitutions.append(("%to-llvm", " ".join(
    f"--convert-{step}" for step in ("scf-to-cf", "vector-to-llvm", "math-to-llvm", "arith-to-llvm", "cf-to-llvm",
                                     "func-to-llvm")) + " --reconcile-unrealized-casts"))
