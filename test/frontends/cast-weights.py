"""Gives `lith` weights of another type than the layers', and compares what it makes of them: cast-weights.py FOLDER.

A layer for each type that a policy can ask for, with a kernel of a few numbers, most of them hard to round. They are written as Keras 3
does (model.weights.h5), in the older layout and as safetensors; what `lith weights extract` writes must be the same from each.
"""
import json
import os
import struct
import subprocess
import sys

import h5py
import ml_dtypes
import numpy as np

INF, NAN, BITS = float("inf"), float("nan"), {"float16": "u2", "bfloat16": "u2", "float32": "u4", "float64": "u8", "int32": "u4"}

# Name, type in the file, numbers there, the layer's type, what it must have.
CASES = [
    # Halfway between two numbers of float16 the even one is nearest; what is beyond 65504 by half a step is infinity; denormals stay.
    ("narrow", "float32", [1 + 2**-11, 1 + 3 * 2**-11, 65519, 65520, 2**-24, 2**-25, 1.5 * 2**-25, -0.0, -INF, NAN],
     "float16", [1, 1 + 2**-9, 65504, INF, 2**-24, 0, 2**-24, -0.0, -INF, NAN]),
    ("half", "float64", [1 + 2**-11 + 2**-40, 1 + 2**-11, 1e300, -1e-300], "float16", [1 + 2**-10, 1, INF, -0.0]),
    # To float32 first this would be halfway, and then 1.
    ("brain", "float64", [1 + 2**-8 + 2**-40, 1 + 2**-8, 1 + 3 * 2**-8, 3.5e38], "bfloat16", [1 + 2**-7, 1, 1 + 2**-6, INF]),
    ("single", "float64", [1 + 2**-24, 1 + 3 * 2**-24, 1e39, 1e-45], "float32", [1, 1 + 2**-22, INF, 2**-149]),
    ("wide", "float16", [65504, 2**-24, -INF, 0.333251953125], "float64", [65504, 2**-24, -INF, 0.333251953125]),
    ("wider", "bfloat16", [1 + 2**-7, -2**-133], "float32", [1 + 2**-7, -2**-133]),
    # Integers and bool become floats, rounded where they are long.
    ("whole", "int64", [-3, 2**24 + 1, 2**24 + 3, 2**62], "float32", [-3, 2**24, 2**24 + 4, 2**62]),
    ("bytes", "uint8", [255, 128], "float16", [255, 128]),
    ("flags", "bool", [True, False], "float32", [1, 0]),
    ("large", "uint64", [2**64 - 1, 2**63], "float64", [2**64, 2**63]),
]


def array(dtype, values):
    return np.array(values, dtype=ml_dtypes.bfloat16 if dtype == "bfloat16" else dtype).reshape(-1, 1)


def config():
    layers, outputs = [], []
    for name, _, values, dtype, _ in CASES:
        layers += [{"module": "keras.layers", "class_name": "InputLayer", "name": f"{name}_x", "inbound_nodes": [],
                    "config": {"batch_shape": [None, len(values)], "dtype": dtype, "name": f"{name}_x"}},
                   {"class_name": "Dense", "name": name, "module": "keras.layers",
                    "config": {"name": name, "units": 1, "use_bias": False, "dtype": dtype},
                    "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {
                        "shape": [None, len(values)], "dtype": dtype, "keras_history": [f"{name}_x", 0, 0]}}], "kwargs": {}}]}]
        outputs.append([name, 0, 0])
    inputs = [[f"{name}_x", 0, 0] for name, *_ in CASES]
    return {"module": "keras.src.models.functional", "class_name": "Functional",
            "config": {"name": "m", "layers": layers, "input_layers": inputs, "output_layers": outputs}}


def store(group, path, value):
    if value.dtype == ml_dtypes.bfloat16:
        group.create_dataset(path, data=value.view("V2")).attrs["dtype"] = "bfloat16"
    else:
        group[path] = value


def write_keras3(f):
    for k, (name, dtype, values, *_) in enumerate(CASES):
        store(f, f"layers/dense{f'_{k}' if k else ''}/vars/0", array(dtype, values))


def write_old(f):
    f.attrs["keras_version"], f.attrs["backend"] = b"2.15.0", b"tensorflow"
    f.attrs["layer_names"] = [name.encode() for name, *_ in CASES]
    for name, dtype, values, *_ in CASES:
        group = f.create_group(name)
        group.attrs["weight_names"] = [f"{name}/kernel:0".encode()]
        store(group, f"{name}/kernel:0", array(dtype, values))


def write_safetensors(path):
    names = {"float64": "F64", "float32": "F32", "float16": "F16", "bfloat16": "BF16", "int64": "I64", "uint64": "U64", "uint8": "U8",
             "bool": "BOOL"}
    header, data = {}, b""
    for name, dtype, values, *_ in CASES:
        value = array(dtype, values)
        header[f"{name}/kernel"] = {"dtype": names[dtype], "shape": value.shape, "data_offsets": [len(data), len(data) + value.nbytes]}
        data += value.tobytes()
    text = json.dumps(header).encode()
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + data)


def read_safetensors(path):
    with open(path, "rb") as f:
        size, = struct.unpack("<Q", f.read(8))
        header, data = json.loads(f.read(size)), f.read()
    header.pop("__metadata__", None)
    return {name: data[slice(*entry["data_offsets"])] for name, entry in header.items()}


def main(folder):
    model = os.path.join(folder, "model.json")
    with open(model, "w") as f:
        json.dump(config(), f)
    files = {"keras 3": os.path.join(folder, "w.weights.h5"), "older": os.path.join(folder, "old.h5"),
             "safetensors": os.path.join(folder, "w.safetensors")}
    with h5py.File(files["keras 3"], "w") as f:
        write_keras3(f)
    with h5py.File(files["older"], "w") as f:
        write_old(f)
    write_safetensors(files["safetensors"])
    for kind, path in files.items():
        out = os.path.join(folder, "out.safetensors")
        subprocess.run(["lith", "weights", "extract", model, "--weights", path, "-o", out], check=True)
        tensors = read_safetensors(out)
        for name, _, _, dtype, expected in CASES:
            want, have = (x.view(BITS[dtype]).ravel() for x in (array(dtype, expected), np.frombuffer(tensors[f"{name}/kernel"], BITS[dtype])))
            nan = np.isnan(np.array(expected, "float64"))
            assert len(want) == len(have) and (nan | (want == have)).all(), (kind, name, [hex(x) for x in have], [hex(x) for x in want])
            assert np.isnan(np.frombuffer(tensors[f"{name}/kernel"], array(dtype, expected).dtype)[nan].astype("float64")).all(), (kind, name)
        print(f"{kind}: {len(CASES)} weights")


main(sys.argv[1])
