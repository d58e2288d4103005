#!/usr/bin/env python3
"""Layers and models under dtype policies against Keras: batch 1 and 3, both code generators, under --guard.

usage: dtypes.py --lith LITH [--policies float16,..] [--codegen halide,loops] [--only CASE,..]
A policy (or the graphs, in which policies meet) is a process of its own, because Keras on jax has float64 only where it is told so
before it starts. The cases are in dtype_cases.py. Exit 0 where all agree, 4 where not.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
if "--policies=float64" in sys.argv:
    os.environ["JAX_ENABLE_X64"] = "1"
import keras
import numpy as np

import dtype_cases
from references import BATCHES, findLith

if "--policies=float64" in sys.argv:
    # Keras on jax takes every 64-bit result for one of 32 bits, whatever jax was told.
    from keras.src.backend.common import dtypes
    dtypes.BIT64_TO_BIT32_DTYPE.clear()

# The bounds of `lith verify`, in units of the output's dtype: rtol and atol.
UNITS = {"float16": 2.0 ** -10, "bfloat16": 2.0 ** -7, "float32": 2.0 ** -23, "float64": 2.0 ** -52}
BOUNDS = {"float16": (8, 4), "bfloat16": (8, 4), "float32": (1e-4 * 2 ** 23, 1e-5 * 2 ** 23), "float64": (1e-4 * 2 ** 23, 1e-5 * 2 ** 23)}


class Checker:
    def __init__(self, args):
        self.lith, self.generators = findLith(args.lith), args.codegen.split(",")
        self.failures, self.worst, self.compared, self.told = [], {}, 0, 0

    def report(self):
        """What has failed so far and has not been told."""
        for failure in self.failures[self.told:]:
            print(failure, flush=True)
        self.told = len(self.failures)

    def call(self, *args):
        return subprocess.run([self.lith, *map(str, args)], capture_output=True, text=True)

    @staticmethod
    def randomise(model, rng):
        for v in model.variables:
            if "seed" in v.path or v.dtype.startswith("int"):
                continue
            positive = "variance" in v.name
            value = rng.uniform(0.5, 2, v.shape) if positive else \
                rng.normal(0, max(int(np.prod(v.shape[:-1])), 1) ** -0.5 if len(v.shape) > 1 else 0.3, v.shape)
            v.assign(value)

    @staticmethod
    def inputs(model, rng, batch):
        def values(t):
            shape = (batch, *t.shape[1:])
            if "float" in t.dtype:
                # Values that every type has, so that the reference and lith begin with the same.
                return (rng.integers(-384, 385, shape) / 128).astype(t.dtype if t.dtype != "bfloat16" else "float32")
            return rng.integers(0, 2 if t.dtype == "bool" else 9, shape).astype(t.dtype)
        return {t.name: values(t) for t in model.inputs}

    def check(self, model, names, precision=None):
        """Compares every output; `precision` is the type inside a model whose outputs are wider."""
        rng = np.random.default_rng(5)
        self.randomise(model, rng)
        with tempfile.TemporaryDirectory(prefix="lith-dtypes-") as work:
            work = Path(work)
            model.save(work / "model.keras")
            answers = {}
            for b in BATCHES:
                data = self.inputs(model, rng, b)
                np.savez(work / f"x{b}.npz", **data)
                x = [keras.ops.cast(data[t.name], t.dtype) for t in model.inputs]
                answers[b] = [keras.ops.convert_to_tensor(y) for y in keras.tree.flatten(model(x if len(x) > 1 else x[0], training=False))]
            for generator in self.generators:
                self.compare(work, names, answers, generator, precision)
            self.roundTrip(work, names)

    def compare(self, work, names, answers, generator, precision):
        library = work / f"{generator}.so"
        done = self.call("compile", work / "model.keras", "-o", library, f"--codegen={generator}")
        if done.returncode:
            self.failures.append(f"{','.join(names)} {generator}: compile: exit {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
            return
        for b in BATCHES:
            done = self.call("run", library, "--inputs", work / f"x{b}.npz", "--outputs", work / "y.npz")
            if done.returncode:
                self.failures.append(f"{','.join(names)} {generator} batch {b}: run: exit {done.returncode}: {done.stderr.strip()}")
                continue
            with np.load(work / "y.npz") as y:
                for name, key, want in zip(names, y.files, answers[b], strict=True):
                    self.compareOne(f"{name} {generator} batch {b}", y[key], want, precision)
            # Against its own answer: every access inside its buffers.
            done = self.call("verify", library, "--inputs", work / f"x{b}.npz", "--expect", work / "y.npz", "--guard", "--rtol=0", "--atol=0")
            if done.returncode:
                self.failures.append(f"{','.join(names)} {generator} batch {b}: guard: {done.stdout.strip()} {done.stderr.strip()}")

    def compareOne(self, where, have, want, precision):
        self.compared += 1
        dtype = keras.backend.standardize_dtype(want.dtype)
        stored = "float32" if dtype == "bfloat16" else dtype
        if have.shape != tuple(want.shape) or have.dtype != stored:
            self.failures.append(f"{where}: {have.dtype}{list(have.shape)}, Keras gives {dtype}{list(want.shape)}")
            return
        a, b = have.astype("float64"), np.asarray(want.astype("float32") if dtype == "bfloat16" else want).astype("float64")
        inside = dtype_cases.INSIDE.get((where.split()[0], dtype))
        kind = precision or inside or (dtype if dtype in UNITS else "float32")
        unit, (rtol, atol) = UNITS[kind], BOUNDS[kind]
        with np.errstate(invalid="ignore"):
            ratio = np.abs(a - b) / (unit * (atol + rtol * np.abs(b)))
            units = np.abs(a - b) / (unit * np.maximum(np.abs(b), 1))
        same = (np.isnan(a) & np.isnan(b)) | (a == b)
        error = np.where(same, 0, ratio).max(initial=0)
        self.worst[kind] = max(self.worst.get(kind, (0, "")), (float(np.where(same, 0, units).max(initial=0)), where))
        if not error <= 1:
            i = int(np.argmax(np.where(same, 0, np.nan_to_num(ratio, nan=np.inf))))
            self.failures.append(f"{where} ({dtype}): error {error:.3g} of what is allowed: {a.flat[i]!r}, Keras has {b.flat[i]!r}")

    def roundTrip(self, work, names):
        """Keras's JSON and back: the same IR."""
        done = self.call("compile", work / "model.keras", "--emit=keras", "-o", work / "back.keras")
        if done.returncode:
            self.failures.append(f"{','.join(names)}: back to Keras: {done.stderr.strip()}")
            return
        one, two = (self.call("compile", work / f, "--emit=layer").stdout for f in ("model.keras", "back.keras"))
        if one != two:
            self.failures.append(f"{','.join(names)}: what was given back to Keras reads differently")
        try:
            keras.models.load_model(work / "back.keras")
        except (ValueError, TypeError) as error:
            self.failures.append(f"{','.join(names)}: Keras does not load what was given back to it: {error}")


def pack(cases, policy):
    """One model with an output for each case."""
    inputs, outputs = {}, []
    for shapes, function in cases:
        used = []
        for k, shape in enumerate(shapes):
            shape, dtype = shape if isinstance(shape[0], tuple) else (shape, dtype_cases.compute(policy))
            key = f"in{k}_{dtype}_" + "x".join(map(str, shape))
            if key not in inputs:
                inputs[key] = keras.Input(shape, name=key, dtype=dtype)
            used.append(inputs[key])
        outputs.append(function(*used))
    return keras.Model(list(inputs.values()), outputs, name="pack")


def checkPolicy(policy, only, checker):
    cases = {n: c for n, c in dtype_cases.LAYERS(policy).items() if not only or n in only}
    names = list(cases)
    for first in range(0, len(names), 20):
        some = names[first:first + 20]
        keras.backend.clear_session()
        checker.check(pack([cases[n] for n in some], policy), some)
        checker.report()


def checkGraphs(only, checker):
    for build in dtype_cases.GRAPHS:
        if only and build.__name__ not in only:
            continue
        keras.backend.clear_session()
        model = build()
        checker.check(model, [f"{build.__name__}[{i}]" for i in range(len(model.outputs))],
                      None if build in dtype_cases.OF_INTEGERS else "bfloat16")
        checker.report()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lith", default="lith")
    parser.add_argument("--policies", default=",".join((*dtype_cases.POLICIES, "graphs")))
    parser.add_argument("--codegen", default="halide,loops")
    parser.add_argument("--only")
    args = parser.parse_args()
    policies, only = args.policies.split(","), args.only and args.only.split(",")
    if len(policies) > 1:
        command = [sys.executable, __file__, f"--lith={args.lith}", f"--codegen={args.codegen}", *([f"--only={args.only}"] if only else [])]
        codes = [subprocess.run([*command, f"--policies={p}"]).returncode for p in policies]
        sys.exit(max(codes))
    checker = Checker(args)
    checkGraphs(only, checker) if policies == ["graphs"] else checkPolicy(policies[0], only, checker)
    worst = "; ".join(f"worst {u:.3g} units of {k} ({w})" for k, (u, w) in checker.worst.items())
    print(f"{policies[0]}: {checker.compared} comparisons, {len(checker.failures)} failures; {worst}")
    sys.exit(0 if checker.compared and not checker.failures else 4)


if __name__ == "__main__":
    main()
