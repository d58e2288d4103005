#!/usr/bin/env python3
"""Tries every layer over its arguments against Keras, with both code generators, batch 1 and 3, under --guard.

usage: layer-grid.py --lith LITH [--sample N | --covers 3] [--layers Conv2D,Dense] [--codegen halide,loops] [--formats keras,h5]
The generator "keras" is the way back: lith gives the model to Keras 3 again, Keras has to answer the same, and reading
that file has to give the same IR.
Formats: keras (.keras), h5 (.h5), json (to_json() and .weights.h5), json-h5 (to_json() and the weights in the .h5).
Cases are packed into models with many outputs, because compiling one model of twenty layers is quicker than
twenty models. Where a pack does not compile it is halved until the case at fault is found.
Exit 0 where all agree with Keras, 4 where not. The cases are in layer_cases.py.
"""
import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from layer_cases import SWEEPS
from layer_pack import buildPack
from references import BATCHES, cached, findLith, versions
from sweeps import combinations

HERE = Path(__file__).resolve().parent
PACK = 20
RTOL, ATOL = 1e-4, 1e-5
FORMATS = {"keras": ["model.keras"], "h5": ["model.h5"], "json": ["model.json", "--weights", "model.weights.h5"],
           "json-h5": ["model.json", "--weights", "model.h5"]}


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


class Grid:
    """A way is a code generator and a format, written "halide keras"; the way back to Keras is "keras keras"."""

    def __init__(self, args):
        self.lith = findLith(args.lith)
        self.root = Path(args.cache) if args.cache else Path(self.lith).parent.parent / "references"
        self.ways = [f"{g} {f}" for g in args.codegen.split(",") for f in args.formats.split(",") if g != "keras" or f == "keras"]
        self.errors = collections.defaultdict(dict)   # (layer, arguments as text) -> way -> error or reason
        self.refused = {}

    def call(self, *args):
        return subprocess.run([self.lith, *map(str, args)], capture_output=True, text=True)

    def run(self, cases):
        if not cases:
            return
        key = [*((HERE / f).read_text() for f in ("layer_pack.py", "sweeps.py")), versions(), cases]
        folder = cached(self.root, "grid", key, lambda fresh: buildPack(cases, fresh))
        pack = json.loads((folder / "pack.json").read_text())
        for kind, arguments, why in pack["refused"]:
            self.refused[kind, json.dumps(arguments)] = why
        live = [(c, n) for c, n in zip(cases, pack["names"]) if n]
        layers = {self.key(c): f"{c[0].lower()}_{k}" for k, c in enumerate(cases)}
        for way in self.ways if live else ():
            with tempfile.TemporaryDirectory(prefix="lith-grid-") as work:
                failure = self.compare(folder, live, way, Path(work))
            if failure:
                self.divide([c for c, _ in live], layers, way, failure)

    def divide(self, cases, layers, way, failure):
        """Finds out which of the cases is at fault: those that the message names, or else by halves."""
        told = {c: line for line in failure.splitlines() for c, layer in layers.items()
                if re.match(rf"\s*{layer}[/ ]", line)}
        for c, line in told.items():
            self.errors[c][way] = line.strip()
        left = [c for c in cases if self.key(c) not in told]
        if len(cases) == 1 and not told:
            self.errors[self.key(cases[0])][way] = failure
            return
        half = 0 if told else len(left) // 2
        allWays, self.ways = self.ways, [way]
        self.run(left[:half])
        self.run(left[half:])
        self.ways = allWays

    @staticmethod
    def key(case):
        return case[0], json.dumps(case[1])

    def compare(self, folder, live, way, work):
        """Notes each case's error; the reason where lith does not compile or run the pack."""
        generator, form = way.split()
        if generator == "keras":
            return self.giveBack(folder, live, work)
        library = work / "pack.so"
        source = [a if a.startswith("--") else folder / a for a in FORMATS[form]]
        if not all(Path(a).exists() for a in source if a != "--weights"):
            if len(live) == 1:
                self.refused[self.key(live[0][0])] = "cannot be saved in this format"
            return None if len(live) == 1 else "not saved"
        done = self.call("compile", *source, "-o", library, f"--codegen={generator}")
        if done.returncode:
            return f"compile: exit {done.returncode}: {(done.stderr or done.stdout).strip()}"
        for batch in BATCHES:
            inputs, expect = folder / f"inputs-{batch}.npz", folder / f"expect-{batch}.npz"
            answers = work / f"y{batch}.npz"
            done = self.call("run", library, "--inputs", inputs, "--outputs", answers)
            if done.returncode:
                return f"run: exit {done.returncode}: {done.stderr.strip()}"
            with np.load(answers) as y, np.load(expect) as reference:
                differ = self.note(live, way, y, reference)
            done = self.call("verify", library, "--inputs", inputs, "--expect", expect, "--guard")
            if done.returncode and not (done.returncode == 4 and differ):
                return f"verify --guard: exit {done.returncode}: {done.stderr.strip()}"
        return None

    def note(self, live, way, y, reference):
        """Notes the error of each case's outputs; True where one is wrong."""
        differ = False
        for case, names in live:
            error = max(self.error(y, reference, n) for n in names)
            noted = self.errors[self.key(case)]
            noted[way] = max(noted.get(way, 0.0), error)
            differ |= error > 1
        return differ

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
                answers = keras.tree.flatten(model([inputs[t.name] for t in model.inputs], training=False))
                # A dict of outputs is flattened in the order of its keys, and may come back as a list.
                y = dict(zip(sorted(reference.files), map(np.asarray, answers)))
                self.note(live, "keras keras", y, reference)
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


class Report:
    """What was found, a line a layer: passed, differed, and refused where lith has given no answer."""

    def __init__(self, grid):
        self.grid = grid
        self.kinds = collections.defaultdict(list)
        for (kind, _), noted in grid.errors.items():
            self.kinds[kind].append(noted)
        self.failures = [(kind, arguments, way, error) for (kind, arguments), noted in grid.errors.items()
                         for way, error in noted.items() if isinstance(error, str) or error > 1]

    def counts(self, kind, way):
        """(passed, differed, refused, worst error) of a layer's cases."""
        errors = [n[way] for n in self.kinds[kind] if way in n]
        numbers = [e for e in errors if not isinstance(e, str)]
        return (sum(e <= 1 for e in numbers), sum(e > 1 for e in numbers), len(errors) - len(numbers),
                max(numbers, default=0.0))

    def print(self):
        ways = self.grid.ways
        print(f"{'layer':24}{'cases':>6}" + "".join(f"{w:>22}" for w in ways)
              + "     (worst error as a share of what is allowed)")
        for kind, tried in self.kinds.items():
            line = f"{kind:24}{len(tried):>6}"
            for way in ways:
                passed, differed, refused, worst = self.counts(kind, way)
                line += f"{f'{differed + refused} WRONG' if differed + refused else 'fine':>14}{worst:>8.2g}"
            print(line)
        for kind, arguments, way, error in self.failures:
            print(f"{kind} {arguments} {way}: "
                  + (error if isinstance(error, str) else f"error {error:.3g} of what is allowed"))
        for (kind, arguments), why in self.grid.refused.items():
            print(f"not tried, Keras refuses: {kind} {arguments}: {why.splitlines()[0]}")
        print(f"{len(self.grid.errors)} cases, {len(self.failures)} failures")

    def write(self, path):
        """The same as a table for people: a row a layer and way."""
        rows = ["| layer | way | passed | differed | refused | worst error, of what is allowed |", "|---|---|---|---|---|---|"]
        rows += ["| {} | {} | {} | {} | {} | {:.2g} |".format(kind, way, *self.counts(kind, way))
                 for kind in self.kinds for way in self.grid.ways]
        Path(path).write_text("\n".join(rows) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lith", default="lith")
    parser.add_argument("--cache", help="where references are kept (build/references)")
    parser.add_argument("--sample", type=int, help="so many cases of each sweep only")
    parser.add_argument("--covers", type=int, default=2, help="3: all triples of argument values")
    parser.add_argument("--layers", help="these layers only")
    parser.add_argument("--codegen", default="halide,loops")
    parser.add_argument("--formats", default="keras", help=", ".join(FORMATS))
    parser.add_argument("--slice", help="K/N: part K of N of the cases, to run the grid in pieces")
    parser.add_argument("--report", help="write a table here")
    args = parser.parse_args()
    cases = list(chooseCases(args))
    if args.slice:
        part, parts = map(int, args.slice.split("/"))
        cases = cases[(part - 1) * len(cases) // parts:part * len(cases) // parts]
    grid = Grid(args)
    for start in range(0, len(cases), PACK):
        grid.run(cases[start:start + PACK])
        print(f"  {min(start + PACK, len(cases))} of {len(cases)}", file=sys.stderr, flush=True)
    report = Report(grid)
    report.print()
    if args.report:
        report.write(args.report)
    sys.exit(0 if grid.errors and not report.failures else 4)


if __name__ == "__main__":
    main()
