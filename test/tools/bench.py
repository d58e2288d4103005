"""Files for bench.test, and the checks of what it printed. usage: bench.py dynamic-files|check FOLDER"""
import json
import math
import sys

import numpy as np
import safetensors.numpy

step, folder = sys.argv[1:]


def read(name):
    with open(f"{folder}/{name}.json") as file:
        return json.load(file)


def check_rates(report):
    assert report["median_ms"] > 0 and report["p99_ms"] >= report["median_ms"] >= report["min_ms"]
    assert math.isclose(report["gflops"], report["flops"] / report["median_ms"] * 1e-6, rel_tol=1e-6)
    assert math.isclose(report["share_of_peak"], report["gflops"] / report["peak_gflops"], rel_tol=1e-6)
    # Any processor with vectors does a GFLOP/s; none does 1000 on a thread. More than its peak no model does.
    assert 1 < report["peak_gflops"] < 1000 * report["threads"] and report["share_of_peak"] < 1.05


def check_kernels(report):
    kernels = report["kernels"]
    assert all(kernel["calls"] >= 1 and kernel["ms"] > 0 for kernel in kernels)
    assert [kernel["ms"] for kernel in kernels] == sorted((kernel["ms"] for kernel in kernels), reverse=True)
    shares = sum(kernel["share"] for kernel in kernels)
    assert 0.5 < shares <= 1.0001, shares
    flops = sum(kernel["ms"] * kernel["gflops"] * 1e6 for kernel in kernels)
    assert math.isclose(flops, report["flops"], rel_tol=1e-6), (flops, report["flops"])


if step == "dynamic-files":
    safetensors.numpy.save_file({"dense/kernel": np.ones((4, 3), "f4"), "dense/bias": np.ones(3, "f4")}, f"{folder}/dynamic.safetensors")
    np.savez(f"{folder}/dynamic.npz", x=np.ones((5, 7, 4), "f4"))
else:
    library, profile, many, dynamic = read("library"), read("profile"), read("many"), read("dynamic")
    for report in (library, profile, many, dynamic):
        check_rates(report)
    # What contractions multiply and add, and on top of it biases, normalisation and softmax: a little.
    macs = sum(layer["macs"] for layer in read("model")["layers"])
    assert 2 * macs <= library["flops"] <= 2.1 * macs, (macs, library["flops"])
    assert profile["flops"] == library["flops"]
    # Blocks of samples do what as many single ones do.
    samples = len(np.load(sys.argv[0].replace("test/tools/bench.py", "examples/digits/digits-test.npz"))["image"])
    assert many["flops"] == samples * library["flops"]
    for report in (profile, many, dynamic):
        check_kernels(report)
    layers = {layer for kernel in profile["kernels"] for layer in kernel["layers"].split(", ")}
    assert {"conv2d", "conv2d_1", "dense", "digit"} <= layers, layers
    # Extents that only the call knows: 5 x 7 rows of 4 x 3 products and sums, and 3 biases.
    assert dynamic["flops"] == 5 * 7 * (2 * 4 * 3 + 3), dynamic["flops"]
    print("bench: passed")
