"""Keras's own answers for whole models, as files: model.keras, and inputs and expected outputs per batch.

`reference(name, **sizes)` builds a model of bench/zoo.py with five of its inner values as further outputs,
saves it with what Keras computes, and keeps the result in a folder named after the content of everything
that went in, so that a second run reads files and does not even load Keras.
"""
import argparse
import hashlib
import importlib.metadata
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np

os.environ.setdefault("KERAS_BACKEND", "jax")

HERE = Path(__file__).resolve().parent
BENCH = HERE.parent.parent / "bench"
BATCHES = (1, 3)
LEAST_SPREAD = 0.1


def spread(y):
    """How far the samples' outputs are apart, as a share of the outputs' size."""
    return float(np.abs(y - y.mean(axis=0)).max() / max(np.abs(y).max(), 1e-30))


def error(y, expected, centre):
    """max|y - ref| / max|ref - its mean over inputs|; a shape of its own or a NaN is infinitely wrong."""
    if y.shape != expected.shape or not np.isfinite(y).all():
        return float("inf")
    scale = np.abs(expected - centre).max()
    return float(np.abs(y.astype("float64") - expected).max() / scale)


class Reference:
    """A folder with model.keras, inputs-B.npz, expect-B.npz for each batch, and centre.npz."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.model = self.folder / "model.keras"
        self.names = json.loads((self.folder / "outputs.json").read_text())

    def inputs(self, batch):
        return self.folder / f"inputs-{batch}.npz"

    def expect(self, batch):
        return self.folder / f"expect-{batch}.npz"

    def compare(self, batch, answers):
        """The error of each output of an .npz that `lith run` wrote, by output name."""
        with np.load(self.expect(batch)) as expect, np.load(self.folder / "centre.npz") as centre, \
                np.load(answers) as y:
            by_name = set(self.names) <= set(y.files)
            found = dict(zip(self.names, self.names if by_name else y.files))
            return {n: error(y[found[n]], expect[n], centre[n]) if n in found else float("inf")
                    for n in self.names}


def withInnerOutputs(model, count=5):
    """The model with `count` inner values, evenly spread over its layers, as further outputs."""
    import keras
    names = set(model.output_names)
    inner = [l for l in model.layers if l.name not in names and len(l._inbound_nodes) == 1
             and not isinstance(l, (keras.layers.InputLayer, keras.layers.Dropout,
                                    keras.layers.ZeroPadding2D, keras.layers.Flatten))]
    count = min(count, len(inner))
    picks = [inner[(2 * k + 1) * len(inner) // (2 * count)] for k in range(count)]
    return keras.Model(model.inputs, list(model.outputs) + [l.output for l in picks],
                       name=model.name)


def save(model, folder, seed=7):
    """Writes the model, inputs for each batch and Keras's outputs; refuses a blind reference."""
    import zoo
    model.save(folder / "model.keras")
    names = [zoo.layerOf(t) for t in model.outputs]
    assert len(set(names)) == len(names), "two outputs of one layer"
    inputs = zoo.sample(model, sum(BATCHES), seed)
    outputs = dict(zip(names, zoo.apply(model, inputs)))
    for name, y in outputs.items():
        if not spread(y) >= LEAST_SPREAD:
            sys.exit(f"{model.name}: output {name} hardly follows the input (spread {spread(y):.3g}): "
                     "not a reference")
    start = 0
    for batch in BATCHES:
        part = slice(start, start + batch)
        np.savez(folder / f"inputs-{batch}.npz", **{n: x[part] for n, x in inputs.items()})
        np.savez(folder / f"expect-{batch}.npz", **{n: y[part] for n, y in outputs.items()})
        start += batch
    np.savez(folder / "centre.npz", **{n: y.mean(axis=0) for n, y in outputs.items()})
    (folder / "outputs.json").write_text(json.dumps(names))


def cached(root, label, key, make):
    """The folder `root/label-<hash of key>`, filled once by make(folder)."""
    text = json.dumps(key, sort_keys=True, default=str)
    folder = Path(root) / f"{label}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=root))
        try:
            make(fresh)
            os.chmod(fresh, 0o755)
            fresh.rename(folder)
        except OSError:
            if not folder.exists():  # otherwise another process made the same meanwhile
                raise
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return folder


def findLith(name):
    """The driver's full path: a path as given, or a name on PATH."""
    return str(Path(shutil.which(name) or sys.exit(f"{name}: no such program")).resolve())


def openReferences(script, label, make):
    """The command line of a test `script` that makes its references itself: lith's path, the folder that make(folder) has
    filled, the code generators to try."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__.split("\n")[0])
    parser.add_argument("--lith", default="lith")
    parser.add_argument("--cache", help="where references are kept (build/references)")
    parser.add_argument("--codegen", default="halide,loops")
    args = parser.parse_args()
    lith = findLith(args.lith)
    root = Path(args.cache) if args.cache else Path(lith).parent.parent / "references"
    return lith, cached(root, label, [Path(script).read_text(), versions()], make), args.codegen.split(",")


def versions():
    """What Keras's answers depend on besides the model: its backend, which KERAS_BACKEND names, and their versions."""
    sources = importlib.metadata.packages_distributions()
    return {p: importlib.metadata.version(sources[p][0]) for p in ("keras", "numpy", os.environ["KERAS_BACKEND"])}


def reference(root, name, **sizes):
    """The cached reference of the named model of the zoo, with logits as its outputs."""
    sys.path.insert(0, str(BENCH))

    def make(folder):
        import zoo
        save(withInnerOutputs(zoo.build(name, final=None, **sizes)), folder)

    key = [(BENCH / "zoo.py").read_text(), Path(__file__).read_text(), versions(), name, sizes]
    return Reference(cached(root, name, key, make))
