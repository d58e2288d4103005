"""Gives `lith` files in the layouts of Keras 1 and 2, most of them wrong in one way: check-old-files.py CASE...

A model of two Dense layers, written here as Keras 2 writes it; each case changes the HDF5 file or the JSON. Printed is what
`lith check` says of the model, with the folder left out, and its exit code.
"""
import json
import os
import subprocess
import sys
import tempfile

import h5py
import numpy as np

KERNELS = {"a": (4, 3), "b": (3, 2)}


def config():
    layer = lambda name, units: {"class_name": "Dense", "config": {"name": name, "units": units, "activation": "relu"},
                                 "name": name}
    layers = [{"class_name": "InputLayer", "name": "x", "config": {"batch_input_shape": [None, 4], "name": "x"},
               "inbound_nodes": []},
              {**layer("a", 3), "inbound_nodes": [[["x", 0, 0, {}]]]},
              {**layer("b", 2), "inbound_nodes": [[["a", 0, 0, {}]]]}]
    return {"class_name": "Model", "keras_version": "2.2.4", "backend": "tensorflow",
            "config": {"name": "m", "layers": layers, "input_layers": [["x", 0, 0]], "output_layers": [["b", 0, 0]]}}


def functional(className, values, keywords, calls=1):
    """A model of one layer `n`, called with an input `x` and `keywords`, as TensorFlow's Keras writes it."""
    layers = [{"class_name": "InputLayer", "name": "x", "inbound_nodes": [],
               "config": {"batch_input_shape": [None, 4, 6], "dtype": "float32", "name": "x"}},
              {"class_name": className, "name": "n", "config": {"name": "n", "trainable": True, "dtype": "float32", **values},
               "inbound_nodes": [[["x", 0, 0, keywords]]] * calls}]
    return {"class_name": "Functional", "keras_version": "2.15.0", "backend": "tensorflow",
            "config": {"name": "m", "layers": layers, "input_layers": [["x", 0, 0]], "output_layers": [["n", 0, 0]]}}


def writeWeights(group, kernels=KERNELS, names=("kernel:0", "bias:0"), text=lambda names: names):
    """As save_weights does it; `text` makes the attributes of lists of names."""
    group.attrs["keras_version"], group.attrs["backend"] = b"2.2.4", b"tensorflow"
    group.attrs["layer_names"] = text([b"x", *(n.encode() for n in kernels)])
    group.create_group("x").attrs["weight_names"] = []
    for layer, shape in kernels.items():
        inner = group.create_group(layer)
        inner.attrs["weight_names"] = text([f"{layer}/{n}".encode() for n in names])
        for name, extents in zip(names, (shape, shape[1:])):
            inner[f"{layer}/{name}"] = np.ones(extents, "float32")


def sound(f):
    writeWeights(f)


def variable_strings(f):
    writeWeights(f, text=lambda names: np.array([n.decode() for n in names], dtype=h5py.string_dtype()))


def chunked_names(f):
    writeWeights(f)
    f.attrs["layer_names0"], f.attrs["layer_names1"] = [b"x", b"a"], [b"b"]
    del f.attrs["layer_names"]


def other_names(f):
    writeWeights(f, {"dense_7": (4, 3), "dense_8": (3, 2)})


def shape(f):
    writeWeights(f, {"a": (4, 3), "b": (2, 2)})


def layer_missing(f):
    writeWeights(f, {"a": (4, 3)})


def layer_surplus(f):
    writeWeights(f, {**KERNELS, "c": (2, 2)})


def weight_missing(f):
    writeWeights(f, names=("kernel:0",))


def weight_swapped(f):
    writeWeights(f, {"a": (4, 3), "b": (3, 2)})
    f["b"].attrs["weight_names"] = [b"b/bias:0", b"b/kernel:0"]


def dataset_missing(f):
    writeWeights(f)
    del f["b/b/bias:0"]


def whole(f):
    f.attrs["model_config"] = json.dumps(config()).encode()
    f.attrs["keras_version"] = b"2.2.4"
    writeWeights(f.create_group("model_weights"))


WEIGHTS = [sound, variable_strings, chunked_names, other_names, shape, layer_missing, layer_surplus, weight_missing,
           weight_swapped, dataset_missing]
FILES = {"text-in-text": lambda: json.dumps(json.dumps(config())),
         "get-config": lambda: json.dumps(config()["config"]),
         "sequential-list": lambda: json.dumps([{"class_name": "Dense", "config": {
             "name": "d", "units": 2, "batch_input_shape": [None, 4]}}]),
         "keras-1": lambda: json.dumps([{"class_name": "Dense", "config": {
             "name": "d", "output_dim": 2, "init": "uniform", "batch_input_shape": [None, 4], "input_dim": 4}}]),
         "mode-1": lambda: json.dumps({"class_name": "Sequential", "keras_version": "1.2.2", "config": [
             {"class_name": "BatchNormalization", "config": {
                 "name": "n", "mode": 1, "axis": -1, "epsilon": 0.001, "beta_init": "zero", "gamma_init": "one",
                 "batch_input_shape": [None, 4]}}]}),
         "bilinear": lambda: json.dumps({"class_name": "Sequential", "keras_version": "2.3.1", "config": {"name": "s", "layers": [
             {"class_name": "UpSampling2D", "config": {
                 "name": "u", "size": [2, 2], "interpolation": "bilinear", "data_format": "channels_last",
                 "batch_input_shape": [None, 4, 4, 1]}},
             {"class_name": "Flatten", "config": {"name": "f", "flattest": True}}]}}),
         # 2.10 and later are not the Keras of several backends, whose versions end with 2.3.
         "of-tensorflow": lambda: json.dumps({"class_name": "Sequential", "keras_version": "2.15.0", "config": {"name": "s", "layers": [
             {"class_name": "UpSampling2D", "config": {
                 "name": "u", "size": [2, 2], "interpolation": "bilinear", "data_format": "channels_last",
                 "batch_input_shape": [None, 4, 4, 1]}}]}}),
         "attention": lambda: json.dumps(functional("MultiHeadAttention", {
             "num_heads": 2, "key_dim": 3, "query_shape": [None, 4, 6], "key_shape": [None, 4, 6],
             "value_shape": [None, 4, 6]}, {"value": ["x", 0, 0]})),
         "operators": lambda: json.dumps(functional("TFOpLambda", {"function": "__operators__.add"}, {
             "y": ["x", 0, 0], "name": None})),
         "slices": lambda: json.dumps(functional("SlicingOpLambda", {"function": "__operators__.getitem"}, {
             "slice_spec": [{"class_name": "__ellipsis__"}, {"start": 1, "stop": 3, "step": None}, None]})),
         **{f"tf-{n}": lambda n=n, kwargs=kwargs: json.dumps(functional("TFOpLambda", {"function": n}, kwargs)) for n, kwargs in {
             "einsum": {}, "shape": {}, "math.betainc": {}, "split": {"num_or_size_splits": [1, -1]},
             "compat.v1.gather": {"indices": [0], "validate_indices": None, "batch_dims": 1},
             "math.l2_normalize": {"axis": -1, "epsilon": -1.0}, "slice": {"begin": [0], "size": [1, 2]},
             "nn.avg_pool2d": {"ksize": [2, 2, 2, 1], "strides": 1, "padding": "SAME"}}.items()},
         "tf-twice": lambda: json.dumps(functional("TFOpLambda", {"function": "math.exp"}, {}, calls=2)),
         "tf-nameless": lambda: json.dumps(functional("TFOpLambda", {}, {})),
         "op-layer": lambda: json.dumps(functional("TensorFlowOpLayer", {"node_def": {"op": "AddV2"}, "constants": {"1": 2.0}}, {})),
         "tfjs": lambda: json.dumps({"format": "layers-model", "modelTopology": {}, "weightsManifest": []})}


def check(folder, *files):
    done = subprocess.run(["lith", "check", *files], capture_output=True, text=True, timeout=120, cwd=folder)
    return f"exit {done.returncode}\n{(done.stdout + done.stderr).replace(folder + '/', '')}"


for name in sys.argv[1:]:
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "model.json"), "w") as f:
            f.write(FILES[name]() if name in FILES else json.dumps(config()))
        files = ["model.json"]
        case = {c.__name__.replace("_", "-"): c for c in [*WEIGHTS, whole]}.get(name)
        if case:
            with h5py.File(os.path.join(folder, "w.h5"), "w") as f:
                case(f)
            files = ["w.h5"] if case is whole else ["model.json", "--weights", "w.h5"]
        if name == "weights-alone":
            with h5py.File(os.path.join(folder, "w.h5"), "w") as f:
                sound(f)
            files = ["w.h5"]
        print(f"== {name}: {check(folder, *files)}")
