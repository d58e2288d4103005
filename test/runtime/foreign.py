"""Makes an archive of somebody else's Halide code, with Halide's whole runtime in it. usage: foreign.py OUTPUT_STEM"""
import sys

import halide as hl

x, y = hl.Var("x"), hl.Var("y")
image = hl.ImageParam(hl.Float(32), 2, "image")
twice, result = hl.Func("twice"), hl.Func("result")
twice[x, y] = image[x, y] * 2.0
result[x, y] = twice[x, y] + 1.0
twice.compute_root().parallel(y)
result.parallel(y)
result.compile_to_static_library(sys.argv[1], [image], "foreign", hl.get_host_target())
