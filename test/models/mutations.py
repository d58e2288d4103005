"""Small faults put into a reference's model or inputs, to see that the comparison notices each of them.

A mutation is a whole, loadable model (or an input file) that Keras itself answers differently; what is
tested is the test: were lith to make such a fault, `check-model.py` would have to fail.
"""
import json
import shutil
from pathlib import Path

import numpy as np

from references import Reference, cached, error, versions

TOLERANCE = 1e-4


def history(entry):
    """The keras_history triples [layer, node, tensor] anywhere inside a layer's config entry."""
    if isinstance(entry, dict):
        if entry.get("class_name") == "__keras_tensor__":
            yield entry["config"]["keras_history"]
        else:
            for v in entry.values():
                yield from history(v)
    elif isinstance(entry, list):
        for v in entry:
            yield from history(v)


def middle(model, layers, what):
    """The middle one of the layers, preferably one that is no output."""
    if not layers:
        raise LookupError(what)
    import zoo
    shown = {zoo.layerOf(t) for t in model.outputs}
    layers = [l for l in layers if l.name not in shown] or layers
    return layers[len(layers) // 2]


def redirect(config, old, new):
    """Whoever reads layer `old` reads layer `new` instead."""
    for layer in config["layers"]:
        for triple in history(layer["inbound_nodes"]):
            if triple[0] == old:
                triple[0] = new
    outputs = config["output_layers"]
    for triple in outputs if isinstance(outputs[0], list) else [outputs]:
        if triple[0] == old:
            triple[0] = new


def rebuild(model, config):
    """The model of another config, with the weights of the layers of the same name."""
    mutant = type(model).from_config(config)
    names = {l.name for l in model.layers}
    for layer in mutant.layers:
        if layer.name in names:
            layer.set_weights(model.get_layer(layer.name).get_weights())
    return mutant


def dropLayer(model):
    """One inner layer is passed by; where none can be, one layer's activation."""
    config = json.loads(model.to_json())["config"]
    entries = {l["config"]["name"]: l for l in config["layers"]}
    layers = [l for l in model.layers if type(l).__name__ not in ("InputLayer", "Dropout")
              and not isinstance(l.input, list) and l.input.shape == l.output.shape]
    if not layers:
        victim = middle(model, [l for l in model.layers if getattr(l, "activation", None)],
                        "no layer has an activation").name
        entries[victim]["config"]["activation"] = "linear"
        return rebuild(model, config), f"the activation of {victim} passed by"
    victim = middle(model, layers, "").name
    redirect(config, victim, next(history(entries[victim]["inbound_nodes"]))[0])
    config["layers"].remove(entries[victim])
    return rebuild(model, config), f"{victim} passed by"


def swapWeights(model):
    """The smallest and the largest value of the first kernel change places; deeper ones may meet dead units."""
    layer = next(l for l in model.layers if hasattr(l, "kernel"))
    mutant = rebuild(model, json.loads(model.to_json())["config"])
    kernel = mutant.get_layer(layer.name).kernel
    values = np.array(kernel).copy()
    flat = values.reshape(-1)
    low, high = flat.argmin(), flat.argmax()
    flat[[low, high]] = flat[[high, low]]
    kernel.assign(values)
    return mutant, f"two of {flat.size} values of {layer.name}/kernel swapped"


def ignoreStride(model):
    """A strided layer steps by one and so reads the top left corner of its input only."""
    layers = [l for l in model.layers if "Transpose" not in type(l).__name__
              and max(getattr(l, "strides", None) or (1,)) > 1]
    victim = middle(model, layers, "no layer has strides")
    config = json.loads(model.to_json())["config"]
    at = next(k for k, l in enumerate(config["layers"]) if l["config"]["name"] == victim.name)
    entry = config["layers"][at]
    entry["config"]["strides"] = 1
    step = rebuild(model, upTo(config, at, victim.name))
    crop = tuple((0, a - b) for a, b in zip(step.output.shape[1:3], victim.output.shape[1:3]))
    import keras
    name = victim.name + "_corner"
    node = json.loads(json.dumps(entry["inbound_nodes"][0]))
    next(history(node))[:] = [victim.name, 0, 0]
    redirect(config, victim.name, name)
    config["layers"].insert(at + 1, dict(
        class_name="Cropping2D", module="keras.layers", registered_name=None, name=name,
        config=keras.layers.Cropping2D(crop, name=name).get_config(), inbound_nodes=[node]))
    return rebuild(model, config), f"{victim.name} with strides of 1"


def upTo(config, at, output):
    """The config of the model that ends at layer number `at`."""
    part = json.loads(json.dumps(config))
    part["layers"] = part["layers"][:at + 1]
    held = {l["config"]["name"] for l in part["layers"]}
    inputs = part["input_layers"]
    inputs = [inputs] if inputs and not isinstance(inputs[0], list) else inputs
    part["input_layers"] = [i for i in inputs if i[0] in held]
    part["output_layers"] = [output, 0, 0]
    return part


def mutate(reference, name, change):
    """The mutant as a cached reference whose expectations are the unmutated ones; Keras must see it."""
    def make(folder):
        import keras
        import zoo
        model = keras.saving.load_model(reference.model, compile=False)
        mutant, what = change(model)
        shutil.copytree(reference.folder, folder, dirs_exist_ok=True)
        mutant.save(folder / "model.keras")
        (folder / "what.txt").write_text(what)
        with np.load(reference.inputs(3)) as x:
            inputs = {n: x[n] for n in x.files}
        answers = folder / "answers.npz"
        np.savez(answers, **dict(zip(reference.names, zoo.apply(mutant, inputs))))
        seen = max(reference.compare(3, answers).values())
        assert seen > TOLERANCE, f"{name}: Keras itself does not see that {what} ({seen:.1e})"

    key = [Path(__file__).read_text(), reference.folder.name, versions(), name]
    return Reference(cached(reference.folder.parent, f"{reference.folder.name}-{name}", key, make))


def zeroInput(reference, name):
    """The reference with its last input all zero."""
    def make(folder):
        shutil.copytree(reference.folder, folder, dirs_exist_ok=True)
        for path in folder.glob("inputs-*.npz"):
            with np.load(path) as x:
                inputs = {n: x[n] for n in x.files}
            last = list(inputs)[-1]
            inputs[last] = np.zeros_like(inputs[last])
            np.savez(path, **inputs)
        (folder / "what.txt").write_text(f"input {last} is zero")

    key = [Path(__file__).read_text(), reference.folder.name, name]
    return Reference(cached(reference.folder.parent, f"{reference.folder.name}-{name}", key, make))


MODEL_CHANGES = {"drop-layer": dropLayer, "swap-weights": swapWeights,
                 "ignore-stride": ignoreStride}


def mutants(reference, without=()):
    """Pairs (name, mutated reference), less those that the model has no place for."""
    yield "zero-input", zeroInput(reference, "zero-input")
    for name, change in MODEL_CHANGES.items():
        if name not in without:
            yield name, mutate(reference, name, change)
