#!/usr/bin/env python3
"""Compiles random functional models (random_graphs.py) and compares them with Keras, for batch 1 and 3.

usage: random-models.py --lith LITH [--seeds 0:40] [--ways halide,loops,O0] [--results FILE.jsonl] [--keep FOLDER] [--every N]
A seed is one model. Without --ways each seed takes one or two of three: halide (-O2), loops (-O2 --codegen=loops),
O0 (-O0 --codegen=loops). The error is check-model.py's: max|y - ref| / max|ref - its mean over the samples|, at most 1e-4;
integers and truth values must be the same. Where they differ, and Keras's own answer moves as far by rounding alone (stability.py), the
reference is unstable and says nothing.
Results go to a file of JSON lines, whose seeds are not run again; --summary FILE.. only tells what such files hold.
With --every each op that a random model can have has to occur N times. An op that none can have is named in UNREACHABLE with
the reason; that it does occur is a fault of that list.
Exit 0 where all agree, at most 2 % are refused and ops occur as they should; 4 where not.
"""
import argparse
import collections
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import numpy as np

from references import BATCHES, findLith

TOLERANCE = 1e-4
MOST_REFUSED = 0.02
WAYS = {"halide": [], "loops": ["--codegen=loops"], "O0": ["-O0", "--codegen=loops"]}
TURNS = [["halide"], ["loops"], ["O0"], ["halide", "O0"]]
SECONDS = 300
DRAWS = 8

# Registered ops that no random model can have, and why.
UNREACHABLE = {
    **dict.fromkeys(("ops.argsort", "ops.resize", "ops.rgb_to_grayscale", "ops.rgb_to_hsv", "ops.hsv_to_rgb", "ops.pad_images", "ops.crop_images",
                     "ops.extract_patches", "ops.gaussian_blur", "ops.sobel_edges", "ops.slice"), "Keras on numpy may answer otherwise than on jax"),
    **dict.fromkeys(("ops.slice_update", "ops.scatter_update"), "Keras on numpy changes the operand itself"),
    **dict.fromkeys(("ops.nansum", "ops.nanprod", "ops.quantile", "ops.conv_transpose"), "Keras 3.15 cannot run it in a model by jax"),
    "ops.abs": "keras.ops.abs makes an Absolute", "ops.conj": "keras.ops.conj makes a Conjugate",
    "equalization": "at inference it is its input itself, which no model can have",
    "ops.outer": "wants known shapes, and a batch has none",
    **dict.fromkeys(("locally_connected1d", "locally_connected2d"), "Keras 3 has no such layer; it is read from older files"),
    **dict.fromkeys(("random_height", "random_width", "thresholded_re_lu"), "Keras 3 keeps it for older files alone, and computes it by TensorFlow"),
}
if not importlib.util.find_spec("tensorflow"):
    UNREACHABLE |= {n: "Keras computes it by TensorFlow, which is not installed" for n in ("integer_lookup", "hashing")}


def errorOf(have, want, centre):
    """0 for equal ones; infinite for another shape or kind of number, other integers, or NaN and infinities where the other has
    none (of one sample alone what mixes samples may divide 0 by 0). Integers of 64 bits stay so in lith, where Keras on jax and numpy
    makes some of them 32."""
    if have.shape != want.shape or have.dtype.kind != want.dtype.kind:
        return float("inf")
    if want.dtype.kind != "f":
        return 0.0 if (have == want).all() else float("inf")
    finite = np.isfinite(want)
    if not (np.isfinite(have) == finite).all() or not np.array_equal(have[~finite], want[~finite], equal_nan=True):
        return float("inf")
    spread = np.nanmax(np.abs(want - centre)[finite], initial=1e-30)
    return float(np.abs(have.astype("float64") - want)[finite].max(initial=0.0) / spread)


class Runner:
    def __init__(self, args):
        self.lith, self.keep = findLith(args.lith), args.keep and Path(args.keep)
        self.ways = args.ways.split(",") if args.ways else None

    def call(self, *args):
        """(exit code, or "time" / a signal's number; what it said)."""
        try:
            done = subprocess.run([self.lith, *map(str, args)], capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return "time", f"no end within {SECONDS} s"
        return done.returncode, done.stdout if args[-1] == "--emit=layer" and not done.returncode else (done.stderr or done.stdout).strip()

    def run(self, seed):
        """What came of the seed: {seed, outcome, why, error, ops, ways, seconds}."""
        from random_graphs import RandomModel, Unfit
        start, note = time.time(), {"seed": seed, "outcome": "fine", "error": 0.0, "ops": {}, "ways": []}
        try:
            model = RandomModel(seed, BATCHES)
        except Unfit as reason:
            return {**note, "outcome": "no model", "why": str(reason)}
        note["keras"] = round(time.time() - start, 1)
        with tempfile.TemporaryDirectory(prefix="lith-random-") as work:
            work = self.keep / str(seed) if self.keep else Path(work)
            work.mkdir(parents=True, exist_ok=True)
            model.model.save(work / "model.keras")
            for b in BATCHES:
                np.savez(work / f"inputs-{b}.npz", **model.inputs[b])
            code, text = self.call("compile", work / "model.keras", "--emit=layer")
            if code:
                note.update(outcome="refused" if code == 1 else "crashed", why=f"exit {code}: {text}"[:3000])
            else:
                note["ops"] = dict(collections.Counter(re.findall(r"= layer\.([\w.]+)", text)))
                for way in self.ways or TURNS[seed % len(TURNS)]:
                    note["ways"].append(way)
                    self.compare(model, way, work, note)
                    if note["outcome"] != "fine":
                        break
        note["seconds"] = round(time.time() - start, 1)
        return note

    def compare(self, model, way, work, note):
        from stability import answerMoved
        library = work / f"{way}.so"
        code, text = self.call("compile", work / "model.keras", "-o", library, *WAYS[way])
        if code:
            note.update(outcome="refused" if code == 1 else "crashed", why=f"{way}: compile: exit {code}: {text}"[:3000])
            return
        for batch in BATCHES:
            code, text = self.call("run", library, "--inputs", work / f"inputs-{batch}.npz", "--outputs", work / "y.npz")
            if code:
                note.update(outcome="crashed", why=f"{way}: run, batch {batch}: exit {code}: {text}"[:3000])
                return
            with np.load(work / "y.npz") as y:
                answers = [y[n] for n in y.files]
            if len(answers) != len(model.expect[batch]):
                note.update(outcome="differs", why=f"{way}: {len(answers)} outputs, Keras has {len(model.expect[batch])}")
                return
            for k, (have, want, centre) in enumerate(zip(answers, model.expect[batch], model.centres)):
                error = errorOf(have, want, centre)
                if error > TOLERANCE:
                    moved = max(errorOf(answerMoved(model.model, model.inputs[batch], draw)[k], want, centre)
                                for draw in range(DRAWS))
                    note.update(outcome="unstable" if moved >= error / 30 else "differs", why=(
                        f"{way}: batch {batch}, output {k}, {want.dtype}{list(want.shape)} (here {have.dtype}{list(have.shape)}): "
                        f"error {error:.2g}; Keras moves by {moved:.2g}"))
                    return
                note["error"] = max(note["error"], error)


def shorten(why):
    """A reason without what is of one model only: names, numbers, shapes."""
    line = next((l for l in why.splitlines() if not l.endswith("cannot be compiled:") and l.strip()), why)
    return re.sub(r"\d+", "#", re.sub(r"^.*?: *\S+ \((\w+)\): ", r"\1: ", line))[:160]


def summarise(notes, registered, every=0):
    """Prints what was found; True where nothing is wrong."""
    count = collections.Counter(n["outcome"] for n in notes)
    total = sum(count[k] for k in ("fine", "refused", "differs", "crashed"))
    ways = collections.Counter(w for n in notes for w in n["ways"])
    print(f"{len(notes)} seeds: " + ", ".join(f"{c} {k}" for k, c in count.most_common())
          + "; " + ", ".join(f"{c} by {w}" for w, c in ways.items()))
    print(f"worst error of those that agree: {max((n['error'] for n in notes if n['outcome'] == 'fine'), default=0):.2g}")
    for note in notes:
        if note["outcome"] in ("differs", "crashed", "unstable", "generator failed"):
            print(f"seed {note['seed']} {note['outcome']}: {note['why'][-400 if note['outcome'] == 'generator failed' else 0:][:400]}")
    for why, times in collections.Counter(shorten(n["why"]) for n in notes if n["outcome"] == "refused").most_common():
        print(f"refused {times} times: {why}")
    isWhole = summariseOps(notes, registered, every)
    return (not any(count[k] for k in ("differs", "crashed", "generator failed")) and bool(count["fine"])
            and count["refused"] <= MOST_REFUSED * total and isWhole)


def summariseOps(notes, registered, every):
    """Prints which ops were rare in models that were compared; True where all occurred as they should."""
    ops = collections.Counter()
    for note in notes:
        if note["outcome"] in ("fine", "unstable"):
            ops.update(note["ops"])
    rare = sorted((ops[o], o) for o in registered - UNREACHABLE.keys() if ops[o] < every)
    print(f"{sum(ops.values())} ops of {len(ops)} kinds, of {len(registered)} that are registered"
          + (f"; fewer than {every} times: " + (", ".join(f"{o} {c}" for c, o in rare) or "none") if every else ""))
    for op, why in UNREACHABLE.items() if every else ():
        print(f"unreachable: {op}: {why}")
    wrong = [o for o in UNREACHABLE if ops[o] or o not in registered]
    for op in wrong:
        print(f"{op} stands in UNREACHABLE, but " + (f"occurred {ops[op]} times" if ops[op] else "is not registered"))
    return not wrong and not rare


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lith", default="lith")
    parser.add_argument("--seeds", default="0:40", help="FIRST:END")
    parser.add_argument("--ways", help=f"of {', '.join(WAYS)}, for every seed")
    parser.add_argument("--results", help="JSON lines, one a seed; seeds that stand there are not run again")
    parser.add_argument("--keep", help="keep models and data here, a folder a seed")
    parser.add_argument("--summary", nargs="+", help="tell what these results hold, run nothing")
    parser.add_argument("--every", type=int, default=0, help="how often each op that can occur has to")
    parser.add_argument("--stop-after", type=float, default=1e9, help="start no seed after so many seconds")
    args = parser.parse_args()
    layers = json.loads(subprocess.run([findLith(args.lith), "layers", "--json"], capture_output=True, check=True).stdout)
    registered = {l["op"].removeprefix("layer.") for l in layers}
    read = lambda path: [json.loads(line) for line in Path(path).read_text().splitlines()] if Path(path).exists() else []
    if args.summary:
        sys.exit(0 if summarise([n for p in args.summary for n in read(p)], registered, args.every) else 4)
    runner, start = Runner(args), time.time()
    notes = read(args.results) if args.results else []
    done = {n["seed"] for n in notes}
    first, end = map(int, args.seeds.split(":"))
    for seed in range(first, end):
        if seed in done or time.time() - start > args.stop_after:
            continue
        try:
            note = runner.run(seed)
        except Exception:  # a fault of the generator is told, and the other seeds go on
            note = {"seed": seed, "outcome": "generator failed", "why": traceback.format_exc()[-2000:], "error": 0.0, "ops": {}, "ways": []}
        notes.append(note)
        if args.results:
            with open(args.results, "a") as f:
                f.write(json.dumps(note) + "\n")
    sys.exit(0 if summarise(notes, registered, args.every) else 4)


if __name__ == "__main__":
    main()
