#!/usr/bin/env python3
"""Tries every layer over its arguments against Keras, with both code generators, batch 1 and 3, under --guard.

usage: layer-grid.py --lith LITH [--sample N | --covers 3] [--layers Conv2D,Dense] [--codegen halide,loops]
The generator "keras" is the way back: lith gives the model to Keras 3 again, Keras has to answer the same, and reading
that file has to give the same IR.
Cases are packed into models with many outputs, because compiling one model of twenty layers is quicker than
twenty models. Where a pack does not compile it is halved until the case at fault is found.
Exit 0 where all agree with Keras, 4 where not. The cases are in layer_cases.py.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from layer_cases import SWEEPS, combinations
from references import BATCHES, cached, findLith, versions

HERE = Path(__file__).resolve().parent
PACK = 20
RTOL, ATOL = 1e-4, 1e-5


def chooseCases(args):
    """[layer, arguments] of everything that is to be tried, in the order of layer_cases.py."""
    wanted = set(args.layers.split(",")) if args.layers else None
    unknown = (wanted or set()) - {s.layer for s in SWEEPS}
    if unknown:
        sys.exit(f"no such layer in layer_cases.py: {', '.join(sorted(unknown))}")
    for sweep in SWEEPS:
        if not wanted or sweep.layer in wanted:
            tries = list(combinations(sweep, args.covers))
            step = max(1, len(tries) // args.sample) if args.sample else 1
            yield from ([sweep.layer, t] for t in tries[::step][:args.sample or None])


def shapesOf(arguments):
    """The inputs' shapes of a case; channels go where data_format has them."""
    shape = arguments["shape"]
    shapes = shape if isinstance(shape[0], (tuple, list)) else [shape]
    if arguments.get("data_format") == "channels_first":
        shapes = [(s[-1], *s[:-1]) for s in shapes]
    return [tuple(s) for s in shapes]


def randomise(layer, rng):
    """Weights of ordinary size, variances positive."""
    for v in layer.variables:
        if "seed" in v.path:
            continue
        if "variance" in v.name:
            v.assign(rng.uniform(0.5, 2, v.shape))
        elif "kernel" in v.name:
            v.assign(rng.normal(0, np.prod(v.shape[:-1]) ** -0.5, v.shape))
        else:
            v.assign(rng.normal(0.3, 0.5, v.shape))


class Pack:
    """Cases as one Keras model with an output each, and Keras's answers. What Keras refuses is left out."""

    def __init__(self):
        os.environ.setdefault("KERAS_BACKEND", "jax")
        import keras
        keras.backend.clear_session()
        self.keras, self.rng = keras, np.random.default_rng(1)
        self.inputs, self.data = {}, {b: {} for b in BATCHES}
        self.outputs, self.answers = {}, {b: {} for b in BATCHES}

    def take(self, shapes):
        """Names of inputs of these shapes: cases share them, the inputs of one case differ."""
        names = [f"in{k}_" + "x".join(map(str, s)) for k, s in enumerate(shapes)]
        for name, shape in zip(names, shapes):
            if name not in self.inputs:
                self.inputs[name] = self.keras.Input(shape, name=name)
                for batch, data in self.data.items():
                    data[name] = self.rng.normal(0, 1, (batch, *shape)).astype("float32")
        return names

    def add(self, name, kind, arguments):
        """Raises what Keras raises where it refuses the case."""
        used = self.take(shapesOf(arguments))
        one = lambda values: values[0] if len(values) == 1 else values
        layer = getattr(self.keras.layers, kind)(
            name=name, **{k: v for k, v in arguments.items() if k != "shape"})
        y = layer(one([self.inputs[n] for n in used]))
        randomise(layer, self.rng)
        answers = {b: np.asarray(layer(one([x[n] for n in used]))) for b, x in self.data.items()}
        if not all(a.size for a in answers.values()):
            raise ValueError("an empty result")
        if not all(np.isfinite(a).all() for a in answers.values()):
            # AdaptiveMaxPooling1D under jax, where windows are of one size: it gathers beyond the end.
            raise ValueError("Keras itself answers NaN to ordinary numbers; that is no reference")
        self.outputs[name] = y
        for batch, answer in answers.items():
            self.answers[batch][name] = answer

    def save(self, folder):
        tree = self.keras.tree
        read = {t.name for y in self.outputs.values()
                for t in tree.flatten(y._keras_history.operation._inbound_nodes[0].input_tensors)}
        inputs = {n: t for n, t in self.inputs.items() if n in read}
        model = self.keras.Model(list(inputs.values()), list(self.outputs.values()), name="pack")
        model.save(folder / "model.keras")
        for batch in BATCHES:
            np.savez(folder / f"inputs-{batch}.npz", **{n: self.data[batch][n] for n in inputs})
            np.savez(folder / f"expect-{batch}.npz", **self.answers[batch])


def buildPack(cases, folder):
    """Saves the cases as one model; pack.json says under which names, and what Keras refuses."""
    pack, names, refused = Pack(), [], []
    for number, (kind, arguments) in enumerate(cases):
        name = f"{kind.lower()}_{number}"
        try:
            pack.add(name, kind, arguments)
            names.append(name)
        except Exception as refusal:  # Keras and its backend have many ways to refuse
            refused.append([kind, arguments, f"{type(refusal).__name__}: {refusal}"[:300]])
            names.append(None)
    if any(names):
        pack.save(folder)
    (folder / "pack.json").write_text(json.dumps({"names": names, "refused": refused}))


class Grid:
    def __init__(self, args):
        self.lith = findLith(args.lith)
        self.root = Path(args.cache) if args.cache else Path(self.lith).parent.parent / "references"
        self.generators = args.codegen.split(",")
        self.errors = collections.defaultdict(dict)   # (layer, arguments as text) -> generator -> error or reason
        self.refused = {}

    def call(self, *args):
        return subprocess.run([self.lith, *map(str, args)], capture_output=True, text=True)

    def run(self, cases):
        if not cases:
            return
        key = [(HERE / "layer-grid.py").read_text(), versions(), cases]
        folder = cached(self.root, "grid", key, lambda fresh: buildPack(cases, fresh))
        pack = json.loads((folder / "pack.json").read_text())
        for kind, arguments, why in pack["refused"]:
            self.refused[kind, json.dumps(arguments)] = why
        live = [(c, n) for c, n in zip(cases, pack["names"]) if n]
        for generator in self.generators if live else ():
            with tempfile.TemporaryDirectory(prefix="lith-grid-") as work:
                failure = self.compare(folder, live, generator, Path(work))
            if failure and len(cases) > 1:
                half = len(cases) // 2
                both, self.generators = self.generators, [generator]
                self.run(cases[:half])
                self.run(cases[half:])
                self.generators = both
            elif failure:
                self.errors[self.key(cases[0])][generator] = failure

    @staticmethod
    def key(case):
        return case[0], json.dumps(case[1])

    def compare(self, folder, live, generator, work):
        """Notes each case's error; the reason where lith does not compile or run the pack."""
        if generator == "keras":
            return self.giveBack(folder, live, work)
        library = work / "pack.so"
        done = self.call("compile", folder / "model.keras", "-o", library, f"--codegen={generator}")
        if done.returncode:
            return f"compile: exit {done.returncode}: {(done.stderr or done.stdout).strip()}"
        for batch in BATCHES:
            inputs, expect = folder / f"inputs-{batch}.npz", folder / f"expect-{batch}.npz"
            answers = work / f"y{batch}.npz"
            done = self.call("run", library, "--inputs", inputs, "--outputs", answers)
            if done.returncode:
                return f"run: exit {done.returncode}: {done.stderr.strip()}"
            differ = False
            with np.load(answers) as y, np.load(expect) as reference:
                for case, name in live:
                    error = self.error(y, reference, name)
                    noted = self.errors[self.key(case)]
                    noted[generator] = max(noted.get(generator, 0.0), error)
                    differ |= error > 1
            done = self.call("verify", library, "--inputs", inputs, "--expect", expect, "--guard")
            if done.returncode and not (done.returncode == 4 and differ):
                return f"verify --guard: exit {done.returncode}: {done.stderr.strip()}"
        return None

    def giveBack(self, folder, live, work):
        """lith's own `.keras` file of the pack: the same IR when read, the same answers from Keras."""
        import keras
        before, back = folder / "model.keras", work / "model.keras"
        done = self.call("compile", before, "--emit=keras", "-o", back)
        if done.returncode:
            return f"--emit=keras: exit {done.returncode}: {done.stderr.strip()}"
        one, two = (self.call("compile", file, "--emit=layer").stdout for file in (before, back))
        if one != two or not one:
            return "the IR of the file given back differs from the IR of the file"
        try:
            model = keras.models.load_model(back)
        except Exception as refusal:  # Keras has many ways to refuse
            return f"Keras does not load the file given back: {refusal}"[:2000]
        for batch in BATCHES:
            with np.load(folder / f"inputs-{batch}.npz") as inputs, np.load(folder / f"expect-{batch}.npz") as reference:
                values = model([inputs[t.name] for t in model.inputs])
                answers = values if isinstance(values, (list, tuple)) else [values]
                y = {n: np.asarray(a) for n, a in zip(model.output_names, answers)}
                for case, name in live:
                    noted = self.errors[self.key(case)]
                    noted["keras"] = max(noted.get("keras", 0.0), self.error(y, reference, name))
        return None

    @staticmethod
    def error(y, reference, name):
        """max of |y - ref| over what `lith verify` allows: above 1 is wrong."""
        if name not in y or y[name].shape != reference[name].shape:
            return float("inf")
        want, have = reference[name].astype("float64"), y[name].astype("float64")
        both_nan = np.isnan(want) & np.isnan(have)
        with np.errstate(invalid="ignore"):
            ratio = np.abs(have - want) / (ATOL + RTOL * np.abs(want))
        ratio = np.where(both_nan | (have == want), 0.0, ratio)
        return float("inf") if np.isnan(ratio).any() else float(ratio.max(initial=0.0))

    def report(self):
        """Prints a line a layer, and each case that failed; True where none did."""
        kinds = collections.defaultdict(list)
        for (kind, arguments), noted in self.errors.items():
            kinds[kind].append((arguments, noted))
        print(f"{'layer':24}{'cases':>6}" + "".join(f"{g:>20}" for g in self.generators)
              + "     (worst error as a share of what is allowed)")
        failed = 0
        for kind, tried in kinds.items():
            line = f"{kind:24}{len(tried):>6}"
            for generator in self.generators:
                errors = [n.get(generator, "not run") for _, n in tried]
                bad = sum(isinstance(e, str) or e > 1 for e in errors)
                worst = max((e for e in errors if not isinstance(e, str)), default=0.0)
                line += f"{f'{bad} WRONG' if bad else 'fine':>12}{worst:>8.2g}"
            print(line)
        for (kind, arguments), noted in self.errors.items():
            for generator, error in noted.items():
                if isinstance(error, str) or error > 1:
                    failed += 1
                    print(f"{kind} {arguments} {generator}: "
                          + (error if isinstance(error, str) else f"error {error:.3g} of what is allowed"))
        for (kind, arguments), why in self.refused.items():
            print(f"not tried, Keras refuses: {kind} {arguments}: {why.splitlines()[0]}")
        print(f"{len(self.errors)} cases, {failed} failures")
        return failed == 0 and bool(self.errors)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lith", default="lith")
    parser.add_argument("--cache", help="where references are kept (build/references)")
    parser.add_argument("--sample", type=int, help="so many cases of each sweep only")
    parser.add_argument("--covers", type=int, default=2, help="3: all triples of argument values")
    parser.add_argument("--layers", help="these layers only")
    parser.add_argument("--codegen", default="halide,loops")
    args = parser.parse_args()
    cases = list(chooseCases(args))
    grid = Grid(args)
    for start in range(0, len(cases), PACK):
        grid.run(cases[start:start + PACK])
        print(f"  {min(start + PACK, len(cases))} of {len(cases)}", file=sys.stderr, flush=True)
    sys.exit(0 if grid.report() else 4)


if __name__ == "__main__":
    main()
