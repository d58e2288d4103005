"""Sound files for the fuzzers to start from, sorted by reader: seeds.py TESTS FOLDER.

What TESTS, the folder of the tests, has of models and weights, and a small model for every case of the layer grid and for
every operation. LITH_FUZZ_SOUND holds the fuzzers to reading each of them, but for those in `spoilt`.
"""
import io
import json
import pathlib
import struct
import subprocess
import sys
import tarfile

import numpy as np

tests, folder = map(pathlib.Path, sys.argv[1:])
sys.path += [str(tests / "models"), str(tests / "frontends")]


def write(reader, name, data):
    path = folder / reader / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def archives():
    """What make-old-keras.py has saved: (version/model/file, its bytes)."""
    for archive in sorted((tests / "models" / "Inputs" / "old-keras").glob("*.tar.xz")):
        version = archive.name.removesuffix(".tar.xz")
        with tarfile.open(archive) as members:
            for member in members:
                yield f"{version}-{member.name.replace('/', '-')}", members.extractfile(member).read()


def written():
    """The JSON of a model for each case of the layer grid and for each operation: (name, text)."""
    import keras

    import graph_cases
    from layer_cases import SWEEPS
    from layer_pack import Pack
    from sweeps import combinations
    for number, sweep in enumerate(SWEEPS):
        for case in combinations(sweep, covers=1):
            pack = Pack()
            try:
                _, used, outputs = pack.connect("layer", sweep.layer, case)
            except Exception:
                continue  # Keras and its backend have many ways to refuse
            yield f"{number}-{sweep.layer}", keras.Model([pack.inputs[n] for n in used], outputs).to_json()
            break
    for table in graph_cases.TABLES.values():
        for name, (shapes, call) in table.items():
            inputs = [keras.Input(s) for s in shapes]
            yield name, keras.Model(inputs, call(*inputs)).to_json()
    for build in graph_cases.GRAPHS:
        yield build.__name__, build().to_json()


def tensors(value):
    """The tensors within a call's arguments."""
    if isinstance(value, dict):
        return [value] if value.get("class_name") == "__keras_tensor__" else [t for v in value.values() for t in tensors(v)]
    return [t for v in value for t in tensors(v)] if isinstance(value, list) else []


def miscalled(text):
    """The model with its last call given other numbers of tensors, and no other arguments."""
    model = json.loads(text)
    node = next(n for layer in reversed(model["config"]["layers"]) for n in layer["inbound_nodes"])
    one = tensors(node["args"] + [node["kwargs"]])[:1]
    for args in ([], [[]], one, [one], one * 2, [one * 2], one * 3, [one * 4]):
        node.update(args=args, kwargs={})
        yield json.dumps(model)


def records(hdf5):
    """What the HDF5 child says of a file."""
    said = folder / "said"
    subprocess.run(["bash", "-c", 'lith --internal-hdf5-child 3<"$0" 4>"$1" 5<>"$2"', hdf5, said, folder / "unpacked"], check=True)
    return said.read_bytes()


for file in sorted((tests / "frontends" / "Inputs").glob("*.json")):
    write("json", file.name, file.read_bytes())
    if b'"layers"' in file.read_bytes():
        write("config", file.name, file.read_bytes())
for file in sorted((tests / "frontends" / "Inputs" / "refused").glob("*.json")):
    write("spoilt/config", file.name, file.read_bytes())
for file in sorted((tests / "frontends" / "Inputs").glob("*.keras")):
    write("keras-file", file.name, file.read_bytes())
for name, text in written():
    write("config", f"{name}.json", text.encode())
    for number, wrong in enumerate(miscalled(text)):
        write("spoilt/config", f"{name}-{number}.json", wrong.encode())

weights = [write("hdf5", "sequential.h5", (tests / "frontends" / "Inputs" / "sequential.weights.h5").read_bytes())]
for name, data in archives():
    if name.endswith(".json"):
        write("config", name, data)
    # Keras 2.12 writes HDF5 under the new name.
    if data.startswith(b"\x89HDF"):
        weights.append(write("hdf5", name, data))
    if data.startswith(b"PK") and name.endswith(".keras"):
        write("keras-file", name, data)
for file in weights:
    write("hdf5-records", file.stem, records(file))

import bad_models
for name, spoil in bad_models.HDF5S.items():
    write("spoilt/hdf5", name, spoil(bad_models.hdf5(bad_models.sound_weights())))
for name in bad_models.FILES:
    bad_models.main(name, folder / "spoilt" / "zip")
    write("spoilt/keras-file", name, (folder / "spoilt" / "zip").read_bytes())


def npz(save, **arrays):
    out = io.BytesIO()
    save(out, **arrays)
    return out.getvalue()


write("npz", "stored.npz", npz(np.savez, x=np.ones((2, 3), "float32"), y=np.arange(4), z=np.float64(3)))
write("npz", "packed.npz", npz(np.savez_compressed, x=np.ones((2, 3), "float16"), y=np.zeros((0, 2), bool)))
header = json.dumps({"__metadata__": {"k": "v"}, "a/b": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
                     "c": {"dtype": "I64", "shape": [], "data_offsets": [24, 32]}}).encode()
write("safetensors", "two.safetensors", struct.pack("<Q", len(header)) + header + bytes(32))
