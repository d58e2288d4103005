#!/usr/bin/env python3
"""Graphs as people build them, and operations of keras.ops, against Keras: batch 1 and 3, both code generators, -O0.

usage: graphs.py --lith LITH [--codegen halide,loops,O0,keras] [--only NAME,..]
The generator "keras" is the way back: Keras loads what lith gives it and answers the same, and lith reads the same IR from it.
The cases are in graph_cases.py. Operations are packed into one model a group; each graph is a model, whose `lith inspect --node`
is compared with Keras's nodes, too. Exit 0 where all agree, 4 where not.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np

import graph_cases
import integer_cases
from references import BATCHES, findLith

RTOL, ATOL = 1e-4, 1e-5
WAYS = {"halide": ["--codegen=halide"], "loops": ["--codegen=loops"], "O0": ["-O0", "--codegen=loops"]}


def pack(cases):
    """One model with an output for each case. An input is a shape, or a shape and a dtype."""
    inputs, outputs = {}, {}
    for name, (shapes, function) in cases.items():
        used = []
        for k, shape in enumerate(shapes):
            shape, dtype = shape if shape and isinstance(shape[0], tuple) else (shape, "float32")
            key = f"in{k}_{dtype}_" + "x".join(map(str, shape))
            used.append(inputs.setdefault(key, keras.Input(shape, name=key, dtype=dtype)))
        outputs[name] = function(*used)
    return keras.Model(list(inputs.values()), outputs, name="pack")


def draw(rng, shape, dtype):
    """Floats of a normal distribution; integers of all sizes, the ends of their range among them."""
    if dtype == "bool":
        return rng.integers(0, 2, shape) > 0
    if "int" not in dtype:
        return rng.normal(0, 1, shape).astype(dtype)
    ends = np.iinfo(dtype)
    some = rng.integers(ends.min, ends.max, shape, dtype=dtype, endpoint=True)
    few = rng.integers(max(ends.min, -9), 9, shape).astype(dtype)
    return np.choose(rng.choice(4, shape, p=(0.05, 0.05, 0.4, 0.5)), [np.full(shape, ends.min, dtype), np.full(shape, ends.max, dtype), few, some])


def randomise(model, rng):
    for v in model.variables:
        v.assign(rng.normal(0, max(v.shape[0], 1) ** -0.5 if len(v.shape) > 1 else 0.3, v.shape))


class Checker:
    def __init__(self, args):
        self.lith, self.generators = findLith(args.lith), args.codegen.split(",")
        self.failures, self.worst, self.compared = [], 0.0, 0

    def call(self, *args):
        return subprocess.run([self.lith, *map(str, args)], capture_output=True, text=True)

    def check(self, name, model, isReloaded=True):
        rng = np.random.default_rng(3)
        randomise(model, rng)
        with tempfile.TemporaryDirectory(prefix="lith-graphs-") as work:
            work = Path(work)
            model.save(work / "model.keras")
            data = {b: {t.name: draw(rng, (b, *t.shape[1:]), t.dtype) for t in model.inputs}
                    for b in BATCHES}
            answers = {b: self.answers(model, x) for b, x in data.items()}
            for b in BATCHES:
                np.savez(work / f"x{b}.npz", **data[b])
            for generator in self.generators if isReloaded else [g for g in self.generators if g != "keras"]:
                self.compare(name, work, answers, generator)
            return self.nodes(name, model, work)

    @staticmethod
    def answers(model, data):
        """The outputs as Keras flattens them, which is lith's order."""
        x = {k: data[t.name] for k, t in model.input.items()} if isinstance(model.input, dict) \
            else [data[t.name] for t in model.inputs]
        return [np.asarray(y) for y in keras.tree.flatten(model(x))]

    def compare(self, name, work, answers, generator):
        if generator == "keras":
            self.giveBack(name, work, answers)
            return
        library = work / f"{generator}.so"
        done = self.call("compile", work / "model.keras", "-o", library, *WAYS[generator])
        if done.returncode:
            self.failures.append(f"{name} {generator}: compile: exit {done.returncode}: {done.stderr.strip() or done.stdout.strip()}")
            return
        for b in BATCHES:
            done = self.call("run", library, "--inputs", work / f"x{b}.npz", "--outputs", work / "y.npz")
            if done.returncode:
                self.failures.append(f"{name} {generator} batch {b}: run: exit {done.returncode}: {done.stderr.strip()}")
                continue
            with np.load(work / "y.npz") as y:
                if len(y.files) != len(answers[b]):
                    self.failures.append(f"{name} {generator}: {len(y.files)} outputs, Keras has {len(answers[b])}")
                    continue
                for key, want in zip(y.files, answers[b]):
                    self.compareOne(f"{name} {key} {generator} batch {b}", y[key], want)

    def giveBack(self, name, work, answers):
        before, back = work / "model.keras", work / "back.keras"
        done = self.call("compile", before, "--emit=keras", "-o", back)
        if done.returncode:
            self.failures.append(f"{name} --emit=keras: exit {done.returncode}: {done.stderr.strip()}")
            return
        one, two = (self.call("compile", file, "--emit=layer").stdout for file in (before, back))
        self.compared += 1
        if one != two or not one:
            differ = [f"{a} | {b}" for a, b in zip(one.splitlines(), two.splitlines()) if a != b]
            self.failures.append(f"{name}: the IR of the file given back differs: " + "\n".join(differ[:3]))
        try:
            model = keras.models.load_model(back)
        except Exception as refusal:  # Keras has many ways to refuse
            self.failures.append(f"{name}: Keras does not load the file given back: {refusal}"[:2000])
            return
        for b in BATCHES:
            with np.load(work / f"x{b}.npz") as data:
                # Tensors of the loaded model have names of their own; their order is the same.
                x = keras.tree.pack_sequence_as(model.input, [data[n] for n in data.files])
                have = [np.asarray(y) for y in keras.tree.flatten(model(x))]
            for k, (y, want) in enumerate(zip(have, answers[b], strict=True)):
                self.compareOne(f"{name} given back, output {k}, batch {b}", y, want)

    def compareOne(self, where, have, want):
        self.compared += 1
        if have.shape != want.shape or have.dtype != want.dtype:
            self.failures.append(f"{where}: {have.dtype}{list(have.shape)}, Keras gives {want.dtype}{list(want.shape)}")
            return
        a, b = have.astype("float64"), want.astype("float64")
        with np.errstate(invalid="ignore"):
            ratio = np.abs(a - b) / (ATOL + RTOL * np.abs(b))
        ratio = np.where((np.isnan(a) & np.isnan(b)) | (a == b), 0.0, ratio)
        error = float("inf") if np.isnan(ratio).any() or (want.dtype.kind != "f" and (a != b).any()) else float(ratio.max(initial=0.0))
        self.worst = max(self.worst, error)
        if error > 1:
            self.failures.append(f"{where}: error {error:.3g} of what is allowed")

    def nodes(self, name, model, work):
        """Every node of the outermost layers that the model uses, as `lith inspect --node` and Keras tell of it."""
        nodes = {n for depth in model._nodes_by_depth.values() for n in depth}
        for layer in model.layers:
            own = [n for n in layer._inbound_nodes if n in nodes]
            for k, node in enumerate(own):
                done = self.call("inspect", work / "model.keras", "--node", f"{layer.name}:{k}", "--json")
                if done.returncode:
                    self.failures.append(f"{name} --node {layer.name}:{k}: exit {done.returncode}: {done.stderr.strip()}")
                    continue
                told = json.loads(done.stdout)
                for side, tensors in (("input", node.input_tensors), ("output", node.output_tensors)):
                    want = [list(t.shape) for t in tensors]
                    # An input layer's node has no inputs to Keras, but layer.input is its tensor.
                    if (want or side == "output") and [t["shape"] for t in told[side]] != want:
                        self.failures.append(f"{name} --node {layer.name}:{k}: {side} {told[side]}, Keras has {want}")
                self.compared += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lith", default="lith")
    parser.add_argument("--codegen", default="halide,loops,O0,keras", help="O0: loops without optional passes; keras: the way back")
    parser.add_argument("--only", help="these graphs and groups of operations")
    args = parser.parse_args()
    checker = Checker(args)
    for name, cases in {**graph_cases.TABLES, **integer_cases.TABLES, "notReloaded": graph_cases.NOT_RELOADED}.items():
        if not args.only or name in args.only.split(","):
            checker.check(name, pack(cases), cases is not graph_cases.NOT_RELOADED)
    for build in graph_cases.GRAPHS:
        if not args.only or build.__name__ in args.only.split(","):
            keras.backend.clear_session()
            checker.check(build.__name__, build())
    print("\n".join(checker.failures))
    print(f"{checker.compared} comparisons, {len(checker.failures)} failures, worst error {checker.worst:.3g} of what is allowed")
    sys.exit(0 if checker.compared and not checker.failures else 4)


if __name__ == "__main__":
    main()
