#!/usr/bin/env python3
"""Weights saved under one dtype policy and loaded under another: does lith read the values that Keras reads?

usage: load-dtypes.py --lith LITH
For each pair of policies Keras saves a model's weights under the first (`.weights.h5`), loads them under the second and saves the whole
model; `lith weights diff` holds the second model's JSON with the first file against that. Exit 4 where a pair differs.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ["JAX_ENABLE_X64"] = "1"
import keras
import numpy as np
from keras import layers

from references import findLith

POLICIES = ("float16", "bfloat16", "float32", "float64", "mixed_float16")


def build(policy):
    keras.config.set_dtype_policy(policy)
    keras.backend.clear_session()
    return keras.Sequential([
        keras.Input((6, 4)), layers.Normalization(name="norm"), layers.SimpleRNN(5, name="rnn"), layers.Dense(7, name="dense"),
        layers.BatchNormalization(name="bn"), layers.Dense(3, name="last")])


def check(lith, saved, loaded, folder):
    source = build(saved)
    rng = np.random.default_rng(7)
    for v in source.variables:
        # Values of every size, denormals of float16 among them; counters are small numbers.
        value = rng.normal(0, 1, v.shape) * 10.0 ** rng.integers(-8, 3, v.shape)
        v.assign(value if "float" in v.dtype else np.full(v.shape, 41))
    weights, model, whole = folder / "w.weights.h5", folder / "model.json", folder / "model.keras"
    source.save_weights(weights)
    target = build(loaded)
    target.load_weights(weights)
    model.write_text(target.to_json())
    target.save(whole)
    done = subprocess.run([lith, "weights", "diff", model, "--weights", weights, whole], capture_output=True, text=True)
    if done.returncode:
        print(f"{saved} -> {loaded}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lith", default="lith")
    args = parser.parse_args()
    lith = findLith(args.lith)
    with tempfile.TemporaryDirectory(prefix="lith-load-dtypes-") as folder:
        same = [check(lith, a, b, Path(folder)) for a in POLICIES for b in POLICIES]
    print(f"{len(same)} pairs of policies, {len(same) - sum(same)} differ")
    sys.exit(0 if all(same) else 4)


if __name__ == "__main__":
    main()
