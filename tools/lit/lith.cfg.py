# What any test suite needs to use lith's tools, lith's own as well as one outside this project. Load it from a lit.cfg.py:
#
#     config.lith_build = "/path/to/lith/build"
#     lit_config.load_config(config, "/path/to/lith/tools/lit/lith.cfg.py")
#
# Then `lith`, `lith-opt`, `FileCheck` and `not` are on the PATH of every RUN line, and %python is one with numpy and Keras.
import os

if not hasattr(config, "lith_build"):
    lit_config.fatal("set config.lith_build to lith's build folder before loading lith.cfg.py")
if not hasattr(config, "llvm_bin"):
    config.llvm_bin = "/usr/lib/llvm-22/bin"
if not hasattr(config, "python"):
    config.python = os.path.join(config.lith_build, "venv", "bin", "python")

config.environment["PATH"] = os.pathsep.join([
    os.path.join(config.lith_build, "bin"),
    config.llvm_bin,
    config.environment.get("PATH", os.environ["PATH"]),
])
config.substitutions.append(("%python", config.python))
config.substitutions.append(("%lith_build", config.lith_build))
