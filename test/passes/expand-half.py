#!/usr/bin/env python3
"""Conversions of halves, all of them: every half upwards; downwards every half, every middle between two, and the floats and
doubles next to these. Against NumPy (float16) and exact distances (bfloat16, which NumPy does not have). usage: expand-half.py LITH MODEL"""
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np


def brainToDouble(bits):
    with np.errstate(invalid="ignore"):
        return (bits.astype("uint32") << 16).view("float32").astype("float64")


def around(values, dtype):
    """The values and their neighbours in that type, on both sides."""
    v = values.astype(dtype)
    return np.concatenate([v, np.nextafter(v, dtype(np.inf)), np.nextafter(v, dtype(-np.inf))])


def middles(halves):
    """Finite halves, sorted, with the points between, and what lies beyond the largest."""
    v = np.unique(halves[np.isfinite(halves)])
    last = v[-1] + (v[-1] - v[-2]) * np.array([0.25, 0.5, 0.75, 1, 2])
    return np.concatenate([v, (v[1:] + v[:-1]) / 2, last, -last])


def toBrain(x):
    """The bits of the nearest bfloat16 of each double; ties go to the even one."""
    with np.errstate(invalid="ignore", over="ignore"):
        bits = np.abs(x).astype("float32").view("uint32") >> 16
    # One of three neighbours is nearest; what would follow the largest counts as infinity.
    best = np.zeros(len(x), "uint16")
    distance = np.full(len(x), np.inf)
    for step in (0, -1, 1):
        candidate = np.clip(bits.astype("int64") + step, 0, 0x7F80).astype("uint16")
        value = np.where(candidate == 0x7F80, 2.0 ** 128, brainToDouble(candidate))
        d = np.abs(np.minimum(np.abs(x), 2.0 ** 128) - value)
        better = (d < distance) | ((d == distance) & (candidate % 2 == 0))
        best, distance = np.where(better, candidate, best), np.where(better, d, distance)
    best = np.where(np.isnan(x), np.uint16(0x7FC0), best)
    return (best | np.where(np.signbit(x), 0x8000, 0)).astype("uint16")


def inputs():
    halves = np.arange(65536, dtype="uint32").astype("uint16")
    h, b = halves.view("float16"), brainToDouble(halves)
    special = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 3e38, -3e38, 1e-45, -1e-45, 3.4028235e38])
    points = np.concatenate([middles(h.astype("float64")), middles(b)])
    with np.errstate(over="ignore"):
        s = np.concatenate([around(points, np.float32), special.astype("float32")])
        d = np.concatenate([around(points, np.float64), special, [1e300, -1e300, 1e-300, 5e-324]])
    length = max(map(len, (h, s, d)))
    return [np.resize(x, length) for x in (h, b, s, d)]


def expected(h, b, s, d):
    with np.errstate(over="ignore", invalid="ignore"):
        brain = {k: brainToDouble(toBrain(v.astype("float64"))) for k, v in (("h_b", h), ("s_b", s), ("d_b", d))}
        cut = np.where(np.isfinite(h), np.trunc(h.astype("float64")), 0)
        cut = np.where(np.isinf(h), np.where(h > 0, 2 ** 31 - 1, -2 ** 31), cut)
        return {"h_s": h, "h_d": h, "b_s": b, "b_h": b.astype("float16"), "s_h": s.astype("float16"), "d_h": d.astype("float16"),
                "h_i": cut + 0.0, "b_1": b != 0, **brain}


def main():
    lith, model = sys.argv[1:]
    h, b, s, d = inputs()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="lith-half-") as work:
        x, y = Path(work) / "x.npz", Path(work) / "y.npz"
        np.savez(x, h=h, b=b.astype("float32"), s=s, d=d)
        for flags in (["--codegen=halide"], ["--codegen=loops"], ["--codegen=loops", "-O0"], ["--cpu=x86-64"]):
            subprocess.run([lith, "run", model, "--inputs", x, "--outputs", y, *flags], check=True, stdout=subprocess.DEVNULL)
            with np.load(y) as answers:
                for name, want in expected(h, b, s, d).items():
                    with np.errstate(invalid="ignore"):
                        have, want = answers[name].astype("float64"), np.asarray(want).astype("float64")
                    bad = ~((have == want) & (np.signbit(have) == np.signbit(want)) | np.isnan(have) & np.isnan(want))
                    for i in np.flatnonzero(bad)[:3]:
                        print(f"{name} {' '.join(flags)}: element {i}: {have[i]!r}, expected {want[i]!r}")
                    wrong += bad.sum()
    print(f"65536 halves, {len(s)} floats and doubles; {wrong} wrong")
    sys.exit(4 if wrong else 0)


if __name__ == "__main__":
    main()
