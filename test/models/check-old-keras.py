#!/usr/bin/env python3
"""Compares lith with what older versions of Keras answered: check-old-keras.py [--lith LITH] [--quick] ARCHIVE...

An archive is one that make-old-keras.py made. Every file that holds a model is compiled and compared, and its JSON with
every file of weights; the .h5 also at -O0 through the loops generator. --quick: the .h5 only, at -O2.
Exit 0 where all agree, 1 where not.
"""
import argparse
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from references import findLith


def verify(lith, folder, model, *options):
    """Whether lith agrees on one model; says so on a line."""
    done = subprocess.run([lith, "verify", folder / model, "--inputs", folder / "inputs.npz", "--expect",
                           folder / "expect.npz", *options], capture_output=True, text=True)
    label = " ".join([folder.parent.name, folder.name, model,
                      *(str(o).replace(str(folder) + "/", "") for o in options)])
    print(f"{'agrees' if done.returncode == 0 else 'DIFFERS'}: {label}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


def check(lith, archive, work, quick):
    """All models of an archive; the number that agree and that were tried."""
    root = work / archive.name.removesuffix(".tar.xz")
    with tarfile.open(archive) as members:
        # Debian 12's own Python, 3.11.2, knows no filters yet.
        members.extraction_filter = getattr(tarfile, "data_filter", lambda member, path: member)
        members.extractall(root)
    tried = [verify(lith, folder, *call)
             for folder in sorted(root.iterdir())
             for call in ([("model.h5",)] if quick else
                          [("model.h5",), ("model.h5", "-O0", "--codegen=loops")]
                          + [("model.keras",)] * (folder / "model.keras").exists()
                          + [("model.json", "--weights", weights)
                             for weights in sorted(folder.glob("*.h5"))])]
    return sum(tried), len(tried)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lith", default="lith")
    parser.add_argument("--quick", action="store_true", help="the .h5 only")
    parser.add_argument("archives", nargs="+", type=Path)
    args = parser.parse_args()
    agree = tried = 0
    with tempfile.TemporaryDirectory(prefix="lith-old-") as work:
        for archive in args.archives:
            good, all_ = check(findLith(args.lith), archive, Path(work), args.quick)
            agree, tried = agree + good, tried + all_
    print(f"{agree} of {tried} agree")
    sys.exit(0 if agree == tried and tried else 1)


if __name__ == "__main__":
    main()
