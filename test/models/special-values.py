#!/usr/bin/env python3
"""Activations, merges and reductions at NaN, infinities, zeros, huge numbers and denormals, against Keras.

usage: special-values.py [--lith LITH] [--codegen halide,loops]
An answer is right where it is Keras's on its jax or on its numpy backend (they differ in a handful of
elements, such as gelu at 3e38). Permitted differences, for every layer: a denormal may count as zero, and the
sign of a zero is free (Keras's backends flush denormals and lose signs too); else NaN and infinities must
stand exactly where Keras has them, and finite values agree to 1e-5 relative or 1e-6 absolute.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from layer_cases import ACTIVATIONS
from references import cached, findLith, versions

NUMBERS = ["nan", "inf", "-inf", "0", "-0", "1e10", "-1e10", "3e38", "-3e38", "1e-40", "-1e-40", "1e-45", "-1e-45",
           "1", "-1", "20", "-20", "88.8", "-88.8", "-104", "1e-7", "-1e-7", "0.5", "-0.5", "3", "-3", "6.5"]
OVER_ROWS = ("softmax", "log_softmax", "sparsemax")
RTOL, ATOL = 1e-5, 1e-6


def values():
    """Inputs by name: every number; every pair of numbers; every number among ordinary ones; images of them."""
    numbers = np.array(NUMBERS, dtype="float32")
    count = len(numbers)
    rows = np.tile(np.array([0.3, -1.2, 0, 2.0, 0.1], "float32"), (count, 1))
    rows[:, 2] = numbers
    flat = np.repeat(numbers[:, None], 5, axis=1)              # a row of nothing but the number
    rows = np.concatenate([rows, flat])
    images = np.stack([np.outer(r, np.ones(4, "float32")) for r in rows])[..., None]
    with np.errstate(invalid="ignore"):
        images = np.concatenate([images, -images], axis=-1)
    return {"number": np.stack([numbers, numbers[::-1], np.roll(numbers, 5)]),
            "left": np.repeat(numbers, count)[None], "right": np.tile(numbers, count)[None],
            "row": rows[None], "image": images}


def models():
    """Two models, because what runs over images has another batch: {name: keras.Model}."""
    import keras
    from keras import layers as L
    count = len(NUMBERS)
    number = keras.Input((count,), name="number")
    single = [L.Activation(a, name=a)(number) for a in ACTIVATIONS if a not in OVER_ROWS]
    single += [
        L.ReLU(max_value=6, negative_slope=0.1, threshold=0.5, name="relu_layer")(number),
        L.ReLU(threshold=1.0, name="relu_threshold")(number), L.LeakyReLU(0.3, name="leaky_layer")(number),
        L.PReLU(alpha_initializer=keras.initializers.Constant(0.25), name="prelu")(number),
        L.ELU(0.7, name="elu_layer")(number), L.Rescaling(2.0, 1.0, name="rescaling")(number),
        L.BatchNormalization(name="normalized")(number)]
    left, right = keras.Input((count ** 2,), name="left"), keras.Input((count ** 2,), name="right")
    pair = [getattr(L, kind)(name=kind.lower())([left, right])
            for kind in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum")]
    row = keras.Input((2 * count, 5), name="row")
    weights = keras.initializers.Constant(np.array([[1, .5], [-1, .25], [.75, -1], [.5, 1], [.1, -2]]))
    rows = [L.Activation(a, name=a)(row) for a in OVER_ROWS]
    rows += [L.Dense(2, kernel_initializer=weights, name="dense")(row),
             L.Softmax(axis=1, name="softmax_down")(row)]
    image = keras.Input((5, 4, 2), name="image")
    images = [L.MaxPooling2D(2, name="max_valid")(image), L.MaxPooling2D(3, 2, "same", name="max_same")(image),
              L.AveragePooling2D(2, name="mean_valid")(image),
              L.AveragePooling2D(3, 2, "same", name="mean_same")(image),
              L.GlobalMaxPooling2D(name="max_all")(image), L.GlobalAveragePooling2D(name="mean_all")(image)]
    return {"numbers": keras.Model(number, single), "pairs": keras.Model([left, right], pair),
            "rows": keras.Model(row, rows), "images": keras.Model(image, images)}


def answer(folder):
    """Under the backend of this process: saves the models (jax) and Keras's answers."""
    import keras
    given = values()
    for name, model in models().items():
        if keras.backend.backend() == "jax":
            model.save(folder / f"{name}.keras")
            np.savez(folder / f"{name}-x.npz", **{t.name: given[t.name] for t in model.inputs})
        x = [given[t.name] for t in model.inputs]
        outputs = keras.tree.flatten(model(keras.tree.pack_sequence_as(model._inputs_struct, x)))
        names = [t._keras_history.operation.name for t in model.outputs]
        np.savez(folder / f"{name}-{keras.backend.backend()}.npz",
                 **{n: keras.ops.convert_to_numpy(y) for n, y in zip(names, outputs)})


def make(folder):
    for backend in ("jax", "numpy"):
        subprocess.run([sys.executable, __file__, "--answer", str(folder)], check=True,
                       env={**os.environ, "KERAS_BACKEND": backend}, stderr=subprocess.DEVNULL)


def agrees(y, reference):
    with np.errstate(invalid="ignore"):
        near = np.abs(y.astype("float64") - reference) <= ATOL + RTOL * np.abs(reference)
    return near | (y == reference) | (np.isnan(y) & np.isnan(reference))


def compare(folder, name, y_path, generator):
    """Prints each wrong element; returns how many there are, and how many were compared."""
    wrong = compared = 0
    with np.load(y_path) as y, np.load(folder / f"{name}-jax.npz") as jax, \
            np.load(folder / f"{name}-numpy.npz") as other, np.load(folder / f"{name}-x.npz") as x:
        for key in jax.files:
            if key not in y.files or y[key].shape != jax[key].shape:
                print(f"{generator} {key}: no output of that name and shape")
                wrong += 1
                continue
            fine = agrees(y[key], jax[key]) | agrees(y[key], other[key])
            if key == "sparsemax":  # where Keras's own rounding has lost the distribution, it is no reference
                fine |= np.isfinite(jax[key]) & (np.abs(jax[key]) > 1)
            compared += fine.size
            wrong += int((~fine).sum())
            for at in map(tuple, np.argwhere(~fine)[:6]):
                inputs = [x[k][at] if x[k].shape == y[key].shape else x[k][at[:2]] for k in x.files]
                print(f"{generator} {key}{list(map(int, at))} of {', '.join(map(str, inputs))}: "
                      f"{y[key][at]:g}, Keras has {jax[key][at]:g}")
    return wrong, compared


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--lith", default="lith")
    parser.add_argument("--cache", help="where references are kept (build/references)")
    parser.add_argument("--codegen", default="halide,loops")
    parser.add_argument("--answer", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.answer:
        return answer(Path(args.answer))
    lith = findLith(args.lith)
    root = Path(args.cache) if args.cache else Path(lith).parent.parent / "references"
    folder = cached(root, "special", [Path(__file__).read_text(), ACTIVATIONS, versions()], make)
    wrong = compared = 0
    for generator in args.codegen.split(","):
        for name in ("numbers", "pairs", "rows", "images"):
            with tempfile.TemporaryDirectory(prefix="lith-special-") as work:
                done = subprocess.run(
                    [lith, "run", folder / f"{name}.keras", "--inputs", folder / f"{name}-x.npz",
                     "--outputs", f"{work}/y.npz", f"--codegen={generator}"], capture_output=True, text=True)
                if done.returncode:
                    sys.exit(f"lith run {name} --codegen={generator}: exit {done.returncode}\n{done.stderr}")
                bad, count = compare(folder, name, f"{work}/y.npz", generator)
                wrong += bad
                compared += count
    print(f"{compared} values compared, {wrong} wrong")
    sys.exit(4 if wrong or not compared else 0)


if __name__ == "__main__":
    main()
