#!/usr/bin/env python3
"""Compiles random functions on tensors (random_kernels.py) three ways and compares what they answer.

usage: random-kernels.py --lith LITH [--seeds 0:40] [--keep FOLDER]
The ways: Halide's code at -O2, loops at -O2, and loops at -O0 with nothing fused or moved, which the others are held against. Each
is run under --guard as well, which has to give the same bits. Integers and truth values must be equal; floats may differ by what
kernel_scalars.py allows each value: nothing where every step is exact, else the sum of the roundings on the way.
A seed that fails is told with the function of the output that is wrong, and with no more than that needs.
Exit 0 where all agree, 4 where not.
"""
import argparse
import collections
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

import numpy as np

from random_kernels import RandomKernel

WAYS = {"O0": ["-O0", "--codegen=loops"], "loops": ["--codegen=loops"], "halide": ["--codegen=halide"]}
SECONDS = 120


class Fault(Exception):
    """What a way did wrong, and the outputs that show it."""

    def __init__(self, text, outputs=None):
        super().__init__(text)
        self.outputs = outputs


class Runner:
    def __init__(self, lith, work):
        self.lith, self.work = lith, Path(work)
        # Kernels of random functions serve nobody else.
        self.environment = {**os.environ, "LITH_CACHE_DIR": str(self.work / "cache")}

    def call(self, *args):
        try:
            done = subprocess.run([self.lith, *map(str, args)], capture_output=True, text=True, timeout=SECONDS, env=self.environment)
        except subprocess.TimeoutExpired:
            raise Fault(f"lith {args[0]}: no end within {SECONDS} s") from None
        if done.returncode:
            raise Fault(f"lith {' '.join(map(str, args))}: exit {done.returncode}: {(done.stderr or done.stdout).strip()[:1500]}")

    def answers(self, kernel, way, outputs):
        """What the function answers, compiled that way, with and without guards."""
        model, library, inputs, y = (self.work / n for n in ("kernel.mlir", f"{way}.so", "inputs.npz", f"{way}.npz"))
        model.write_text(kernel.text(outputs))
        np.savez(inputs, **kernel.arrays)
        self.call("compile", model, "-o", library, *WAYS[way], "--quiet")
        self.call("run", library, "--inputs", inputs, "--outputs", y)
        self.call("verify", library, "--inputs", inputs, "--expect", y, "--rtol", 0, "--atol", 0, "--guard")
        with np.load(y) as arrays:
            return [arrays[f"y{k}"] for k in range(len(outputs))]

    def check(self, kernel, outputs):
        """Raises a Fault where the ways do not agree."""
        want = self.answers(kernel, "O0", outputs)
        for way in ("loops", "halide"):
            have = self.answers(kernel, way, outputs)
            for output, a, b in zip(outputs, have, want):
                if fault := differenceOf(a, b, output.range):
                    raise Fault(f"{way} differs from O0: {fault}", [output])

    def run(self, seed):
        """None, or what is wrong with the seed."""
        kernel = RandomKernel(seed)
        try:
            self.check(kernel, kernel.outputs)
        except Fault as fault:
            fault, outputs = self.shorten(kernel, fault)
            return f"{fault}\n{kernel.text(outputs)}"
        return None

    def shorten(self, kernel, fault):
        """The fault with as few outputs as show one."""
        for output in fault.outputs or kernel.outputs:
            try:
                self.check(kernel, [output])
            except Fault as smaller:
                return smaller, [output]
        return fault, kernel.outputs


def differenceOf(have, want, range_):
    """What is wrong, or None."""
    if have.shape != want.shape or have.dtype != want.dtype:
        return f"{have.dtype}{list(have.shape)}, not {want.dtype}{list(want.shape)}"
    if have.dtype.kind != "f":
        wrong = have != want
    else:
        with np.errstate(invalid="ignore"):
            wrong = ~(np.abs(have.astype("float64") - want) <= range_.differs) & (have != want)
    if not wrong.any():
        return None
    at = tuple(int(i) for i in np.argwhere(wrong)[0])
    return (f"{wrong.sum()} of {wrong.size} elements, the first at {list(at)}: {have[at]!r}, not {want[at]!r}"
            + (f" (allowed {range_.differs:.3g})" if have.dtype.kind == "f" else ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lith", default="lith")
    parser.add_argument("--seeds", default="0:40", help="FIRST:END")
    parser.add_argument("--keep", help="keep the functions that fail here")
    args = parser.parse_args()
    lith = str(Path(shutil.which(args.lith) or sys.exit(f"{args.lith}: no such program")).resolve())
    outcomes = collections.Counter()
    for seed in range(*map(int, args.seeds.split(":"))):
        with tempfile.TemporaryDirectory(prefix="lith-kernels-") as work:
            try:
                fault = Runner(lith, work).run(seed)
            except Exception:  # a fault of this test is told, and the other seeds go on
                fault = traceback.format_exc()
            if fault:
                print(f"seed {seed}: {fault}", flush=True)
                if args.keep:
                    shutil.copytree(work, Path(args.keep) / str(seed), dirs_exist_ok=True, ignore=shutil.ignore_patterns("cache"))
            outcomes[fault is None] += 1
    print(f"{outcomes[True]} seeds agree, {outcomes[False]} do not")
    sys.exit(0 if outcomes[True] and not outcomes[False] else 4)


if __name__ == "__main__":
    main()
