#!/usr/bin/env python3
"""Compiles a model of the zoo with lith and compares every output with Keras's, for batch 1 and 3.

usage: check-model.py [--lith LITH] MODEL [--size N] [--oracle] [--mutations] ...
       check-model.py --applications --size least --oracle        one of each family of keras.applications
Exit 0 where all agree (and every mutation is noticed), 4 where not, lith's own code where lith fails.
"""
import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from references import BATCHES, BENCH, error, findLith, reference

sys.path.insert(0, str(BENCH))  # for zoo

TOLERANCE = 1e-4


class LithFailed(Exception):
    pass


class Checker:
    """Runs one lith over references; everything it writes goes into one folder that is removed."""

    def __init__(self, lith, work, threads):
        self.lith, self.work, self.threads = lith, Path(work), threads
        self.count = 0

    def call(self, *args):
        done = subprocess.run([self.lith, *map(str, args)], capture_output=True, text=True)
        if done.returncode:
            raise LithFailed(f"lith {' '.join(map(str, args))}\n  exit {done.returncode}\n"
                             + done.stdout + done.stderr)

    def answers(self, ref, batches, flags=()):
        """Compiles the reference's model and runs it: paths of .npz files by batch."""
        self.count += 1
        library = self.work / f"m{self.count}.so"
        start = time.time()
        self.call("compile", ref.model, "-o", library, *flags)
        took = time.time() - start
        files = {}
        for batch in batches:
            files[batch] = self.work / f"y{self.count}-{batch}.npz"
            self.call("run", library, "--inputs", ref.inputs(batch), "--outputs", files[batch],
                      "--threads", self.threads)
        print(f"  compiled in {took:.1f} s, ran batches {list(batches)} in "
              f"{time.time() - start - took:.1f} s  {' '.join(flags)}", flush=True)
        library.unlink()
        return files

    def check(self, ref, batches, flags=()):
        """True where all outputs agree with Keras; prints the errors."""
        files = self.answers(ref, batches, flags)
        errors = {b: ref.compare(b, files[b]) for b in batches}
        for name in ref.names:
            print(f"    {name:32}" + "".join(f"  batch {b}: {errors[b][name]:.2e}" for b in batches))
        return all(e <= TOLERANCE for b in batches for e in errors[b].values()), files

    def agree(self, ref, one, two):
        """True where two compilations agree with each other; prints the largest difference. Each may be TOLERANCE away from
        Keras, and rounding takes them to either side of it, so they may be twice that apart."""
        worst = 0.0
        for batch, path in one.items():
            with np.load(path) as a, np.load(two[batch]) as b, \
                    np.load(ref.folder / "centre.npz") as centre:
                for name, p, q in zip(ref.names, a.files, b.files):
                    worst = max(worst, error(a[p], b[q], centre[name]))
        print(f"    -O2 against -O0 --codegen=loops: {worst:.2e}")
        return worst <= 2 * TOLERANCE


def checkMutations(checker, ref, batches, without):
    """True where lith compiles every mutant and the comparison fails for it."""
    from mutations import mutants
    fine = True
    for name, mutant in mutants(ref, without):
        what = (mutant.folder / "what.txt").read_text()
        files = checker.answers(mutant, batches[-1:])
        worst = max(mutant.compare(batches[-1], files[batches[-1]]).values())
        noticed = not worst <= TOLERANCE
        print(f"    {name}: {what}: {'noticed' if noticed else 'NOT NOTICED'} ({worst:.1e})")
        fine &= noticed
    return fine


def applications():
    import zoo
    return list(zoo.APPLICATIONS)


def sizesOf(name, args):
    """The builder's arguments: what was asked for."""
    size = args.size
    if size == "least":
        import zoo
        size = zoo.APPLICATIONS[name].least
    return {k: int(v) for k, v in (("size", size), ("width", args.width)) if v}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("models", nargs="*", metavar="MODEL")
    parser.add_argument("--applications", action="store_true", help="all of the zoo's models of keras.applications")
    parser.add_argument("--lith", default="lith")
    parser.add_argument("--cache", help="where references are kept (build/references)")
    parser.add_argument("--size", help="side of the image, for models that have one; \"least\" for the least that each takes")
    parser.add_argument("--width", type=int, help="channels of the first block (unet)")
    parser.add_argument("--batches", default=",".join(map(str, BATCHES)))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--flags", default="", help="further options of lith compile")
    parser.add_argument("--oracle", action="store_true", help="also -O0 --codegen=loops, compared with -O2")
    parser.add_argument("--mutations", action="store_true", help="also see each mutation fail")
    parser.add_argument("--without", default="", help="mutations the model has no place for")
    args = parser.parse_args()
    lith = findLith(args.lith)
    cache = args.cache or Path(lith).parent.parent / "references"
    batches = [int(b) for b in args.batches.split(",")]
    fine = True
    work = tempfile.mkdtemp(prefix="lith-models-")
    try:
        for name in args.models + (applications() if args.applications else []):
            sizes = sizesOf(name, args)
            print(name, *(f"{k}={v}" for k, v in sizes.items()), flush=True)
            ref = reference(cache, name, **sizes)
            checker = Checker(lith, work, args.threads)
            same, fast = checker.check(ref, batches, args.flags.split())
            fine &= same
            if args.oracle:
                same, slow = checker.check(ref, batches, ["-O0", "--codegen=loops"])
                fine &= same and checker.agree(ref, fast, slow)
            if args.mutations:
                fine &= checkMutations(checker, ref, batches, args.without.split(","))
    except LithFailed as failure:
        sys.exit(str(failure))
    finally:
        shutil.rmtree(work)
    print("all agree" if fine else "WRONG")
    sys.exit(0 if fine else 4)


if __name__ == "__main__":
    main()
