#!/usr/bin/env python3
"""Holds lith and Keras, both in float32, against Keras in float64: whose rounding is it that makes the two differ?

usage: precision.py [--lith LITH] [--size N] [--noise] MODEL
Both errors are max|y - y64| / max|y64 - its mean over inputs|, the measure of check-model.py, over all outputs. Exit 4 where
lith is further from float64 than FACTOR times Keras's own distance: both round the same number of times in another order, so
that their errors are of one distribution, and the largest of as many draws varies by less than this.
"""
import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from references import BATCHES, error, findLith, reference

FACTOR = 3


def inDouble(path, inputs):
    """The outputs by name of the model in `path`, computed in float64 throughout."""
    import jax
    jax.config.update("jax_enable_x64", True)
    import keras
    model = keras.models.load_model(path)
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")

    def clone(layer):
        config = layer.get_config()
        config["dtype"] = "float64"
        return layer.__class__.from_config(config)

    double = keras.models.clone_model(model, clone_function=clone)
    double.set_weights([w.astype("float64") if w.dtype.kind == "f" else w for w in model.get_weights()])
    assert all(w.dtype == "float64" for w in double.weights if "float" in w.dtype)
    import zoo
    return dict(zip([zoo.layerOf(t) for t in model.outputs],
                    zoo.apply(double, {n: x.astype("float64") for n, x in inputs.items()})))


def inSingle(path, inputs):
    import keras
    import zoo
    model = keras.models.load_model(path)
    return dict(zip([zoo.layerOf(t) for t in model.outputs], zoo.apply(model, inputs)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model")
    parser.add_argument("--lith", default="lith")
    parser.add_argument("--size", type=int)
    parser.add_argument("--noise", action="store_true", help="inputs of noise alone, which deep networks hardly tell apart")
    args = parser.parse_args()
    lith = findLith(args.lith)
    ref = reference(Path(lith).parent.parent / "references", args.model, **({"size": args.size} if args.size else {}))
    inputs = dict(np.load(ref.inputs(max(BATCHES))))
    if args.noise:
        rng = np.random.default_rng(7)
        inputs = {n: rng.normal(0, 1, x.shape).astype("float32") for n, x in inputs.items()}
    exact = inDoubleProcess(ref.model, inputs)
    keras32 = inSingle(ref.model, inputs)
    with tempfile.TemporaryDirectory() as work:
        np.savez(Path(work) / "x.npz", **inputs)
        done = subprocess.run([lith, "run", ref.model, "--inputs", f"{work}/x.npz", "--outputs", f"{work}/y.npz"])
        if done.returncode:
            sys.exit(done.returncode)
        y = dict(np.load(Path(work) / "y.npz"))
    fine = True
    for name in ref.names:
        ours, theirs = (error(a[name], exact[name], exact[name].mean(axis=0)) for a in (y, keras32))
        between = error(y[name], keras32[name], keras32[name].mean(axis=0))
        fine &= ours <= FACTOR * theirs
        print(f"{name:32} lith {ours:.2e}  Keras {theirs:.2e}  between {between:.2e}")
    print("lith rounds as Keras does" if fine else "WRONG: lith is further from float64 than Keras is")
    sys.exit(0 if fine else 4)


def inDoubleProcess(path, inputs):
    """`inDouble` in a process of its own: float64 is a setting of the whole of Keras and jax."""
    with tempfile.TemporaryDirectory() as work:
        np.savez(f"{work}/x.npz", **inputs)
        code = (f"import numpy, precision; numpy.savez({work!r} + '/y.npz', "
                f"**precision.inDouble({str(path)!r}, dict(numpy.load({work!r} + '/x.npz'))))")
        here = Path(__file__).resolve().parent
        paths = os.pathsep.join([str(here), str(here.parent.parent / "bench")])
        subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": paths})
        return dict(np.load(f"{work}/y.npz"))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "bench"))
    main()
