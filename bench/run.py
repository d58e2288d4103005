#!/usr/bin/env python3
"""Times lith beside its peers on models of the zoo, taking turns, and prints who is how fast.

usage: run.py --lith LITH [--threads 1,2] [--peers lith,openvino,...] [--json FILE] MODEL...
"""
import argparse
import json
import statistics
import sys
import time
from pathlib import Path

from contestants import PEERS, Lith, Peer, Unable
from prepare import prepare

ROUNDS = 9
WRONG = 1e-3


def measure(folder, args, threads):
    """One row: a dict by contestant of ms, error and setup, or of the reason why there is none."""
    live, row = {}, {}
    for name in args.peers:
        try:
            contestant = (Lith(args.lith, args.lith_flags.split(), folder, threads) if name == "lith"
                          else Peer(name, folder, threads))
        except Unable as reason:
            row[name] = {"unable": str(reason)}
            continue
        row[name] = {"error": contestant.error, "setup_s": round(contestant.setup, 2)}
        if contestant.error <= WRONG:
            live[name] = contestant
        else:
            row[name]["unable"] = f"wrong answers ({contestant.error:.1e})"
            contestant.close()
    times = {name: [] for name in live}
    for _ in range(args.rounds):
        for name, contestant in live.items():
            time.sleep(0.02)
            times[name].append(contestant.round())
    for name, contestant in live.items():
        row[name]["ms"] = round(1e3 * statistics.median(times[name]), 4)
        row[name]["rounds_ms"] = [round(1e3 * t, 4) for t in times[name]]
        if name == "lith":
            row[name]["gflops"] = contestant.report.get("gflops")
        contestant.close()
    return row


def show(model, row, peers):
    """One line of the table: milliseconds, and lith against the best peer."""
    cells = [f"{model:14}"]
    for name in peers:
        ms = row[name].get("ms")
        cells.append(f"{ms:>12.4g}" if ms is not None else f"{'-':>12}")
    others = [row[n]["ms"] for n in peers if n != "lith" and "ms" in row[n]]
    if others and "ms" in row.get("lith", {}):
        cells.append(f"{row['lith']['ms'] / min(others):>11.2f}x")
    print("".join(cells), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("models", nargs="+", metavar="MODEL")
    parser.add_argument("--lith", default=str(Path(__file__).parent.parent / "build/bin/lith"))
    parser.add_argument("--lith-flags", default="--batch=1", help="options of lith compile")
    parser.add_argument("--threads", default="1", help="a list: 1,2")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--peers", default=",".join(["lith", *PEERS]))
    parser.add_argument("--models-dir", default=str(Path(__file__).parent.parent / "build/benchmodels"))
    parser.add_argument("--json", help="write everything measured to this file")
    args = parser.parse_args()
    args.peers = args.peers.split(",")
    unknown = set(args.peers) - set(PEERS) - {"lith"}
    if unknown:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    results = []
    folders = {name: prepare(args.models_dir, name) for name in args.models}
    for threads in map(int, args.threads.split(",")):
        print(f"\n{threads} thread{'s' * (threads > 1)}, milliseconds\n{'model':14}"
              + "".join(f"{n:>12}" for n in args.peers) + "   lith/best", flush=True)
        rows = {}
        for model, folder in folders.items():
            rows[model] = measure(folder, args, threads)
            show(model, rows[model], args.peers)
            results.append({"model": model, "threads": threads, "results": rows[model]})
        for model, row in rows.items():
            for name, cell in row.items():
                if "unable" in cell:
                    print(f"  {model}: {name}: {cell['unable']}")
    if args.json:
        Path(args.json).write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    sys.exit(main())
