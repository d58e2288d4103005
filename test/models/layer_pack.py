"""Cases of the layer grid as one Keras model with an output each: built, answered by Keras, saved in every format."""
import json
import os

import numpy as np

from references import BATCHES
from sweeps import construct, dataOf, give, shapesOf

os.environ.setdefault("KERAS_BACKEND", "jax")


def randomise(layer, rng):
    """Weights of ordinary size, variances positive. Variables of integers (counts, tables) stay."""
    for v in layer.variables:
        if "seed" in v.path or not v.dtype.startswith("float"):
            continue
        if "variance" in v.name:
            v.assign(rng.uniform(0.5, 2, v.shape))
        elif "kernel" in v.name:
            v.assign(rng.normal(0, np.prod(v.shape[:-1]) ** -0.5, v.shape))
        else:
            v.assign(rng.normal(0.3, 0.5, v.shape))


def draw(rng, data, shape):
    """Random contents of an input: `data` is None for normal floats, or (dtype, least, greatest)."""
    if data is None:
        return rng.normal(0, 1, shape).astype("float32")
    dtype, least, greatest = data
    if dtype.startswith("float"):
        return rng.uniform(least, greatest, shape).astype(dtype)
    return rng.integers(least, greatest, shape, endpoint=True).astype(dtype)


class Pack:
    """What Keras refuses is left out."""

    def __init__(self):
        import keras
        keras.backend.clear_session()
        self.keras, self.rng = keras, np.random.default_rng(1)
        self.inputs, self.data = {}, {b: {} for b in BATCHES}
        self.outputs, self.answers = {}, {b: {} for b in BATCHES}

    def take(self, shapes, data):
        """Names of inputs of these shapes and contents: cases share them, the inputs of one case differ."""
        names = []
        for k, (shape, what) in enumerate(zip(shapes, data)):
            kind = "" if what is None else "_".join(map(str, what)).replace("-", "m").replace(".", "p") + "_"
            name = f"in{k}_{kind}" + "x".join(map(str, shape))
            names.append(name)
            if name not in self.inputs:
                self.inputs[name] = self.keras.Input(shape, name=name, dtype=what[0] if what else "float32")
                for batch, values in self.data.items():
                    values[name] = draw(self.rng, what, (batch, *shape))
        return names

    def connect(self, name, kind, arguments):
        """The case's layer, the names of its inputs and its symbolic outputs. Raises what Keras raises where it refuses the case."""
        flat = self.keras.tree.flatten
        used = self.take(shapesOf(arguments), dataOf(arguments))
        layer = construct(self.keras, kind, arguments, name=name)
        given = [self.inputs[n] for n in used]
        histories = [t._keras_history for t in given]
        outputs = flat(give(layer, arguments, given))
        if any(y is t for y in outputs for t in given):
            # Keras takes the tensor for the layer's now; other cases have the same input.
            for tensor, history in zip(given, histories):
                tensor._keras_history = history
            raise ValueError("the result is the input's tensor itself, which no model can have")
        return layer, used, outputs

    def add(self, name, kind, arguments):
        """The names of the case's outputs. Raises what Keras raises where it refuses the case."""
        flat = self.keras.tree.flatten
        layer, used, outputs = self.connect(name, kind, arguments)
        randomise(layer, self.rng)
        # An augmentation's call is training unless told otherwise.
        told = {"call.training": False} if layer._call_has_training_arg else {}
        answers = {b: [np.asarray(y) for y in flat(give(layer, {**arguments, **told}, [x[n] for n in used]))]
                   for b, x in self.data.items()}
        for values in answers.values():
            if not all(y.size for y in values):
                raise ValueError("an empty result")
            if not arguments.get("nan") and not all(np.isfinite(y).all() for y in values):
                # AdaptiveMaxPooling1D under jax, where windows are of one size: it gathers beyond the end.
                raise ValueError("Keras itself answers NaN to ordinary numbers; that is no reference")
        names = [name] if len(outputs) == 1 else [f"{name}_{k}" for k in range(len(outputs))]
        self.outputs.update(zip(names, outputs))
        for batch, values in answers.items():
            self.answers[batch].update(zip(names, values))
        return names

    def save(self, folder):
        flat = self.keras.tree.flatten
        read = {t.name for y in self.outputs.values()
                for t in flat(y._keras_history.operation._inbound_nodes[0].input_tensors)}
        inputs = {n: t for n, t in self.inputs.items() if n in read}
        model = self.keras.Model(list(inputs.values()), self.outputs, name="pack")
        model.save(folder / "model.keras")
        try:
            model.save(folder / "model.h5")
        except TypeError:  # configs that hold objects: Keras copies them on the way to this format, and cannot
            (folder / "model.h5").unlink(missing_ok=True)
        (folder / "model.json").write_text(model.to_json())
        model.save_weights(folder / "model.weights.h5")
        for batch in BATCHES:
            np.savez(folder / f"inputs-{batch}.npz", **{n: self.data[batch][n] for n in inputs})
            np.savez(folder / f"expect-{batch}.npz", **self.answers[batch])


def buildPack(cases, folder):
    """Saves the cases as one model; pack.json says under which names, and what Keras refuses."""
    pack, names, refused = Pack(), [], []
    for number, (kind, arguments) in enumerate(cases):
        try:
            names.append(pack.add(f"{kind.lower()}_{number}", kind, arguments))
        except Exception as refusal:  # Keras and its backend have many ways to refuse
            refused.append([kind, arguments, f"{type(refusal).__name__}: {refusal}"[:300]])
            names.append([])
    if any(names):
        pack.save(folder)
    (folder / "pack.json").write_text(json.dumps({"names": names, "refused": refused}))
