"""Writes a small model file that is wrong in one way: bad_models.py CASE FILE (or `list`).

The sound model is two Dense layers, written here without Keras; each case below spoils one thing.
"""
import io
import json
import os
import sys
import zipfile

import h5py
import numpy as np


def dense(name, units, source, **config):
    tensor = {"class_name": "__keras_tensor__",
              "config": {"shape": [None, 4], "dtype": "float32", "keras_history": [source, 0, 0]}}
    return {"module": "keras.layers", "class_name": "Dense", "registered_name": None, "name": name,
            "config": {"name": name, "units": units, "activation": "linear", "use_bias": True, **config},
            "inbound_nodes": [{"args": [tensor], "kwargs": {}}]}


def sound_config():
    entry = {"module": "keras.layers", "class_name": "InputLayer", "registered_name": None, "name": "x",
             "config": {"batch_shape": [None, 4], "dtype": "float32", "name": "x"}, "inbound_nodes": []}
    return {"module": "keras.src.models.functional", "class_name": "Functional",
            "config": {"name": "m", "layers": [entry, dense("a", 3, "x"), dense("b", 2, "a")],
                       "input_layers": ["x", 0, 0], "output_layers": ["b", 0, 0]}}


def sound_weights():
    return {"layers/dense/vars/0": np.ones((4, 3), np.float32), "layers/dense/vars/1": np.zeros(3, np.float32),
            "layers/dense_1/vars/0": np.ones((3, 2), np.float32), "layers/dense_1/vars/1": np.zeros(2, np.float32)}


def history(config, layer):
    return config["config"]["layers"][layer]["inbound_nodes"][0]["args"][0]["config"]["keras_history"]


CONFIGS, WEIGHTS, HDF5S, FILES = {}, {}, {}, {}


def case(table):
    def add(function):
        table[function.__name__.replace("_", "-")] = function
        return function
    return add


# Cases that spoil the config.

@case(CONFIGS)
def sound(c):
    pass


@case(CONFIGS)
def infinity(c):
    c["config"]["layers"][1]["config"]["kernel_initializer"] = {
        "class_name": "Constant", "config": {"value": float("-inf")}}


@case(CONFIGS)
def cycle(c):
    history(c, 1)[0] = "b"


@case(CONFIGS)
def dangling_layer(c):
    history(c, 2)[0] = "nowhere"


@case(CONFIGS)
def dangling_node(c):
    history(c, 2)[1] = 7


@case(CONFIGS)
def dangling_result(c):
    history(c, 2)[2] = 3


@case(CONFIGS)
def negative_node(c):
    history(c, 2)[1] = -1


@case(CONFIGS)
def absurd_input(c):
    c["config"]["layers"][0]["config"]["batch_shape"] = [None, 65536, 65536]


@case(CONFIGS)
def absurd_units(c):
    c["config"]["layers"][1]["config"]["units"] = 1 << 40


@case(CONFIGS)
def negative_units(c):
    c["config"]["layers"][1]["config"]["units"] = -3


@case(CONFIGS)
def same_name(c):
    c["config"]["layers"][2]["name"] = "a"


@case(CONFIGS)
def no_name(c):
    del c["config"]["layers"][2]["name"], c["config"]["layers"][2]["config"]["name"]


@case(CONFIGS)
def no_outputs(c):
    del c["config"]["output_layers"]


@case(CONFIGS)
def layers_are_text(c):
    c["config"]["layers"] = "dense"


@case(CONFIGS)
def missing_units(c):
    del c["config"]["layers"][1]["config"]["units"]


@case(CONFIGS)
def many_problems(c):
    layers = c["config"]["layers"]
    layers[1]["config"].update(units="three", sparse_magic=1)
    layers[2]["config"].update(units=-2, dtype="int8_from_mixed_bfloat16")
    layers.append(dense("c", 2, "b", activation={"module": "keras.layers", "class_name": "LeakyReLU", "config": {"slop": 1}}))
    layers.append(dense("d", 2, "x", activation="no_such"))
    layers.append(dense("e", 2, "c"))
    layers[-1].update(class_name="Lambda")
    layers.append(dense("f", 2, "x"))
    layers[-1].update(module="mine", registered_name="Mine>Dense")
    layers.append(dense("g", 2, "x"))
    layers[-1].update(module="keras.src.ops.linalg", class_name="SVD")
    layers.append(dense("h", 2, "x"))
    layers[-1].update(module="keras.src.ops.numpy", class_name="Mean", config={"name": "h", "axis": "last"})


@case(CONFIGS)
def bad_children(c):
    """Layers within layers: unknown, custom, with a wrong argument, of no kernel, missing; at any depth."""
    layers = c["config"]["layers"]
    entry = lambda kind, **config: {"module": "keras.layers", "class_name": kind, "config": {"name": kind.lower(), **config}}
    wrap = lambda child: {"module": "keras.layers", "class_name": "SpectralNormalization",
                          "config": {"name": "sn", "layer": child}}
    mine = entry("Dense", units=2, trainable=True) | {"module": "mine", "registered_name": "Mine>Dense"}
    children = [wrap(entry("Lambda")), mine, entry("Dense", units="many"), entry("ReLU"), 3]
    for k, child in enumerate(children):
        layers.append(dense(f"w{k}", 2, "x"))
        layers[-1].update(class_name="SpectralNormalization", config={"name": f"w{k}", "layer": child})


@case(CONFIGS)
def strings(c):
    layers = c["config"]["layers"]
    layers[0]["config"]["dtype"] = "string"
    for k, kind in enumerate(("StringLookup", "TextVectorization", "HashedCrossing")):
        layers.append(dense(f"s{k}", 2, "x"))
        layers[-1].update(class_name=kind, config={"name": f"s{k}"})


@case(CONFIGS)
def training(c):
    c["config"]["layers"][1]["inbound_nodes"][0]["kwargs"] = {"training": True}


@case(CONFIGS)
def mask(c):
    node = c["config"]["layers"][2]["inbound_nodes"][0]
    node["kwargs"] = {"mask": node["args"][0]}


@case(CONFIGS)
def masking_layer(c):
    c["config"]["layers"][1].update(class_name="Masking", config={"name": "a", "mask_value": 0.0})


@case(CONFIGS)
def keras2(c):
    c["config"]["layers"][1]["inbound_nodes"] = [[["x", 0, 0, {}]]]


@case(CONFIGS)
def shared_shapes(c):
    c["config"]["layers"][0]["config"]["batch_shape"] = [None, 3]
    c["config"]["layers"][1]["config"]["units"] = 4
    layer = c["config"]["layers"][1]
    layer["inbound_nodes"].append(json.loads(json.dumps(layer["inbound_nodes"][0])))
    layer["inbound_nodes"][1]["args"][0]["config"]["keras_history"][0] = "a"


@case(CONFIGS)
def sparse_input(c):
    c["config"]["layers"][0]["config"]["sparse"] = True


@case(CONFIGS)
def complex_input(c):
    c["config"]["layers"][0]["config"]["dtype"] = "complex64"


@case(CONFIGS)
def negative_extent(c):
    c["config"]["layers"][0]["config"]["batch_shape"] = [None, -4]


# Numbers whose products and sums leave 64 bits, in every kind of shape arithmetic: the input's shape, a layer, its
# arguments. `overflow-NAME` has 2^62 for B, `near-NAME` has 2^31 - 1, which is the greatest number that is read, and
# `wrap-NAME` has 2^30, of which two and 16 make 0 in 64 bits.

B = "B"
OVERFLOWS = {
    "reshape": ([None, 4], "Reshape", {"target_shape": [B, B, B]}),
    "reshape-rest": ([None, 4], "Reshape", {"target_shape": [-1, B, B, 16]}),
    "repeat": ([None, 4], "RepeatVector", {"n": B}),
    "pad-1d": ([None, 4, 4], "ZeroPadding1D", {"padding": [B, B]}),
    "pad-3d": ([None, 4, 4, 4, 1], "ZeroPadding3D", {"padding": [[B, B], [0, 0], [0, 0]]}),
    "crop-2d": ([None, 4, 4, 1], "Cropping2D", {"cropping": [[B, B], [B, B]]}),
    "up-1d": ([None, 4, 4], "UpSampling1D", {"size": B}),
    "up-2d": ([None, 4, 4, 1], "UpSampling2D", {"size": [B, B]}),
    "resize": ([None, 4, 4, 1], "Resizing", {"height": B, "width": B}),
    "window": ([None, 4, 4, 1], "Conv2D", {"filters": 2, "kernel_size": [B, B], "padding": "same"}),
    "filters": ([None, 4, 4, 1], "Conv2D", {"filters": B, "kernel_size": [3, 3]}),
    "causal": ([None, 4, 4], "Conv1D", {"filters": 2, "kernel_size": [B], "dilation_rate": [B], "padding": "causal"}),
    "stride": ([None, 4, 4, 1], "Conv2DTranspose", {"filters": 2, "kernel_size": [3, 3], "strides": [B, B], "dilation_rate": [1, 1]}),
    "multiplier": ([None, 4, 4, 4], "DepthwiseConv2D", {"kernel_size": [3, 3], "depth_multiplier": B}),
    "adaptive": ([None, 4, 4, 1], "AdaptiveAveragePooling2D", {"output_size": [B, B]}),
    "embedding": ([None, 4], "Embedding", {"input_dim": B, "output_dim": B}),
    "heads": ([None, 4, 4], "MultiHeadAttention", {"num_heads": B, "key_dim": B}),
    "einsum": ([None, 4], "EinsumDense", {"equation": "ab,bcd->acd", "output_shape": [B, B]}),
    "recurrent": ([None, 4, 4], "SimpleRNN", {"units": B}),
    "local": ([None, 4, 4], "LocallyConnected1D", {"filters": B, "kernel_size": [2], "implementation": 1}),
    "tile": ([None, 4], "Tile", {"repeats": [1, B]}),
    "newshape": ([None, 4], "Reshape", {"newshape": [-1, B, B, 16]}),
}
OPERATIONS = ("Tile", "newshape")


def overflow(name, value):
    shape, layer, arguments = OVERFLOWS[name]

    def put(argument):
        return [put(a) for a in argument] if isinstance(argument, list) else value if argument == B else argument

    def spoil(c):
        entry, first, second = c["config"]["layers"]
        entry["config"]["batch_shape"] = shape
        first.update(class_name=layer, config={"name": "a", **{key: put(a) for key, a in arguments.items()}})
        if not {layer, *arguments}.isdisjoint(OPERATIONS):
            first["module"] = "keras.src.ops.numpy"
        if layer == "MultiHeadAttention":
            first["inbound_nodes"][0]["args"] *= 2
        c["config"].update(layers=[entry, first], output_layers=["a", 0, 0])
    return spoil


CONFIGS.update({f"{kind}-{name}": overflow(name, value) for name in OVERFLOWS
                for kind, value in (("overflow", 1 << 62), ("near", (1 << 31) - 1), ("wrap", 1 << 30))})


# Cases that spoil the values of weights.

@case(WEIGHTS)
def weight_missing(w):
    del w["layers/dense_1/vars/1"]


@case(WEIGHTS)
def weight_shape(w):
    w["layers/dense/vars/0"] = np.ones((3, 4), np.float32)


@case(WEIGHTS)
def weight_dtype(w):
    w["layers/dense/vars/0"] = np.ones((4, 3), np.float64)


@case(WEIGHTS)
def weight_surplus(w):
    w["layers/dense_2/vars/0"] = np.ones(3, np.float32)


@case(WEIGHTS)
def weight_optimizer(w):
    w["optimizer/vars/0"] = np.int64(3)


@case(WEIGHTS)
def weight_text(w):
    w["layers/dense/vars/0"] = "ones"


# Cases that spoil the HDF5 file behind h5py's back or with its means.

def rewritten(data, change):
    out = io.BytesIO(data)
    with h5py.File(out, "r+") as f:
        change(f)
    return out.getvalue()


@case(HDF5S)
def hdf5_packed(data):
    """Sound, but compressed, in chunks and big-endian."""
    def change(f):
        for name, value in sound_weights().items():
            del f[name]
            f.create_dataset(name, data=value.astype(">f4"), chunks=True, compression="gzip", shuffle=True)
    return rewritten(data, change)


@case(HDF5S)
def hdf5_truncated(data):
    return data[:len(data) // 2]


@case(HDF5S)
def hdf5_garbage(data):
    return os.urandom(4096)


@case(HDF5S)
def hdf5_empty(data):
    return b""


@case(HDF5S)
def hdf5_soft_link(data):
    return rewritten(data, lambda f: f.__setitem__("layers/other", h5py.SoftLink("/layers/dense")))


@case(HDF5S)
def hdf5_external_link(data):
    return rewritten(data, lambda f: f.__setitem__("layers/other", h5py.ExternalLink("/etc/passwd", "/")))


@case(HDF5S)
def hdf5_external_data(data):
    def change(f):
        f.create_dataset("layers/other/vars/0", (4,), np.float32, external=[("/etc/passwd", 0, 16)])
    return rewritten(data, change)


@case(HDF5S)
def hdf5_cycle(data):
    return rewritten(data, lambda f: f["layers/dense"].__setitem__("again", f["layers"]))


@case(HDF5S)
def hdf5_bomb(data):
    def change(f):
        f.create_dataset("layers/other/vars/0", (1 << 20, 1 << 20), np.float32, chunks=(1024, 1024), compression="gzip")
    return rewritten(data, change)


@case(HDF5S)
def hdf5_many(data):
    def change(f):
        group = f.create_group("g0")
        for level in range(1, 40):  # 2^40 paths in forty groups
            below = f.create_group(f"g{level}")
            group["l"] = group["r"] = below
            group = below
    return rewritten(data, change)


@case(HDF5S)
def hdf5_twice_packed(data):
    """Zeros that were compressed and compressed again: real data, and a thousand times a thousand smaller."""
    def change(f):
        create = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        create.set_chunk((4096, 4096))
        create.set_deflate(9)
        create.set_deflate(9)
        space = h5py.h5s.create_simple((4096, 4096))
        h5py.h5d.create(f["layers/dense"].id, b"bomb", h5py.h5t.IEEE_F32LE, space, create).write(space, space, np.zeros((4096, 4096), "f4"))
    return rewritten(data, change)


@case(HDF5S)
def hdf5_deep(data):
    return rewritten(data, lambda f: f.create_group("/".join(["g"] * 70)))


@case(HDF5S)
def hdf5_virtual(data):
    def change(f):
        layout = h5py.VirtualLayout((4,), np.float32)
        layout[:] = h5py.VirtualSource("/etc/passwd", "x", (4,))
        f.create_virtual_dataset("layers/other", layout)
    return rewritten(data, change)


@case(HDF5S)
def hdf5_extents(data):
    """Extents whose product leaves 64 bits: nothing has to be stored for a dataset in chunks."""
    return rewritten(data, lambda f: f.create_dataset("layers/other", (1 << 40, 1 << 40), np.float32, chunks=(16, 16)))


@case(HDF5S)
def hdf5_escape(data):
    """A name that would paint a terminal."""
    return rewritten(data, lambda f: f.__setitem__("layers/\x1b[31m", np.ones(3, np.float32)))


def patched(data, old, new, count=1):
    assert data.count(old) == count and len(old) == len(new), (data.count(old), old)
    return data.replace(old, new)


@case(HDF5S)
def hdf5_beyond(data):
    """A dataset that lies beyond the end of the file."""
    with h5py.File(io.BytesIO(data)) as f:
        offset = f["layers/dense/vars/0"].id.get_offset()
    return patched(data, offset.to_bytes(8, "little") + (48).to_bytes(8, "little"),
                   (1 << 40).to_bytes(8, "little") + (48).to_bytes(8, "little"))


@case(HDF5S)
def hdf5_same_names(data):
    """Two members of one name in a group."""
    data = rewritten(data, lambda f: [f.__setitem__("layers/" + n, np.ones(3, np.float32)) for n in ("twin_1", "twin_2")])
    return patched(data, b"twin_2", b"twin_1")


@case(HDF5S)
def hdf5_tree_cycle(data):
    """A node of the index of a group that is its own child."""
    at = data.index(b"TREE")
    node = bytearray(data)
    node[at + 5] = 1  # not a leaf
    node[at + 32:at + 40] = at.to_bytes(8, "little")
    return bytes(node)


@case(HDF5S)
def hdf5_text_beyond(data):
    """A text of variable length that lies beyond the end of the file."""
    data = rewritten(data, lambda f: f["layers"].attrs.__setitem__("note", "a text of its own"))
    heap = data.index(b"GCOL").to_bytes(8, "little")
    return patched(data, heap + (1).to_bytes(4, "little"), (1 << 40).to_bytes(8, "little") + (1).to_bytes(4, "little"))


@case(HDF5S)
def hdf5_huge_text(data):
    """A text that claims more than the file has."""
    data = rewritten(data, lambda f: f["layers"].attrs.__setitem__("note", "a text of its own"))
    heap = data.index(b"GCOL").to_bytes(8, "little")
    return patched(data, (17).to_bytes(4, "little") + heap, (0x7FFFFFFF).to_bytes(4, "little") + heap)


# Cases that spoil the zip or the JSON as text.

def write_zip(path, members, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", compression) as z:
        for name, data in members:
            z.writestr(name, data)


def members(config=None, weights=None):
    return [("metadata.json", json.dumps({"keras_version": "3.15.1", "date_saved": "2026-01-01@00:00:00"})),
            ("config.json", config if config is not None else json.dumps(sound_config())),
            ("model.weights.h5", weights if weights is not None else hdf5(sound_weights()))]


def hdf5(weights):
    out = io.BytesIO()
    with h5py.File(out, "w") as f:
        for name, value in weights.items():
            f[name] = value
    return out.getvalue()


@case(FILES)
def zip_truncated(path):
    write_zip(path, members())
    os.truncate(path, os.path.getsize(path) - 100)


@case(FILES)
def zip_no_weights(path):
    write_zip(path, members()[:2])


@case(FILES)
def zip_no_config(path):
    write_zip(path, [m for m in members() if m[0] != "config.json"])


@case(FILES)
def zip_no_metadata(path):
    write_zip(path, members()[1:])


@case(FILES)
def zip_twice(path):
    write_zip(path, members() + members()[1:2])


@case(FILES)
def zip_bomb(path):
    bomb = [m for m in members() if m[0] != "model.weights.h5"]
    write_zip(path, bomb + [("model.weights.h5", bytes(1 << 28))], zipfile.ZIP_DEFLATED)


@case(FILES)
def zip_flipped(path):
    write_zip(path, members())
    data = bytearray(open(path, "rb").read())
    at = data.rindex(b"\x00\x00\x80\x3f")  # a weight: the checksum no longer fits
    data[at] ^= 1
    open(path, "wb").write(data)


@case(FILES)
def zip_deflated(path):
    """Sound: nobody says that members must be stored."""
    write_zip(path, members(), zipfile.ZIP_DEFLATED)


@case(FILES)
def weight_count(path):
    """A counter that is no number: no integer can be made of it."""
    config, weights = sound_config(), sound_weights()
    config["config"]["layers"][2].update(class_name="Normalization", config={"name": "b", "axis": -1})
    weights = {name: weights[name] for name in list(weights)[:2]}
    weights.update({f"layers/normalization/vars/{k}": value for k, value in
                    enumerate((np.zeros(3, np.float32), np.ones(3, np.float32), np.float32("nan")))})
    write_zip(path, members(json.dumps(config), hdf5(weights)))


def patch_sizes(path, member, change):
    """Lets `change` see the member's header in the directory (PK\\1\\2) and its own (PK\\3\\4), 20 bytes from the flags on."""
    data = bytearray(open(path, "rb").read())
    for mark, flags, name in ((b"PK\x01\x02", 8, 46), (b"PK\x03\x04", 6, 30)):
        at = data.index(mark)
        while data[at + name:at + name + len(member)] != member:
            at = data.index(mark, at + 1)
        data[at + flags:at + flags + 20] = change(data[at + flags:at + flags + 20])
    open(path, "wb").write(data)


@case(FILES)
def zip_encrypted(path):
    write_zip(path, members())
    patch_sizes(path, b"config.json", lambda fields: bytes([fields[0] | 1]) + fields[1:])


@case(FILES)
def zip_understated(path):
    """A member that unpacks to more than the zip says."""
    write_zip(path, members(), zipfile.ZIP_DEFLATED)
    patch_sizes(path, b"model.weights.h5", lambda fields: fields[:16] + (1000).to_bytes(4, "little"))


@case(FILES)
def zip_many(path):
    write_zip(path, members() + [(f"f{i}", b"") for i in range(10_000)])


@case(FILES)
def zip_outside(path):
    """Sound: members with names of other places are never written anywhere."""
    write_zip(path, members() + [("../outside", b"x"), ("/tmp/outside", b"x"), ("..\\outside", b"x"), ("assets/../../outside", b"x")])


@case(FILES)
def zip_same_place(path):
    """The members that count under names that only look the same."""
    write_zip(path, [("./" + name, data) for name, data in members()])


@case(FILES)
def json_many(path):
    write_zip(path, members(config="[" + "0," * 9_000_000 + "0]"))


@case(FILES)
def json_long_number(path):
    write_zip(path, members(config=json.dumps(sound_config()).replace('"units": 3', '"units": ' + "3" * 1_000_000)))


@case(FILES)
def json_deep(path):
    write_zip(path, members(config="[" * 100_000 + "]" * 100_000))


@case(FILES)
def json_truncated(path):
    write_zip(path, members(config=json.dumps(sound_config())[:-10]))


@case(FILES)
def json_twice(path):
    write_zip(path, members(config=json.dumps(sound_config()).replace('"units": 3', '"units": 3, "units": 5')))


@case(FILES)
def json_not_utf8(path):
    write_zip(path, members(config=json.dumps(sound_config()).encode().replace(b'"m"', b'"\xff"')))


@case(FILES)
def json_half_surrogate(path):
    write_zip(path, members(config=json.dumps(sound_config()).replace('"m"', '"\\udd00"')))


@case(FILES)
def json_half_surrogate_key(path):
    write_zip(path, members(config=json.dumps(sound_config()).replace('"units"', '"\\udd00"')))


@case(FILES)
def json_list(path):
    write_zip(path, members(config="[1, 2]"))


@case(FILES)
def empty(path):
    open(path, "wb").close()


@case(FILES)
def text(path):
    open(path, "w").write("hello")


def main(name, path):
    if name in CONFIGS:
        config = sound_config()
        CONFIGS[name](config)
        write_zip(path, members(config=json.dumps(config)))
    elif name in WEIGHTS:
        weights = sound_weights()
        WEIGHTS[name](weights)
        write_zip(path, members(weights=hdf5(weights)))
    elif name in HDF5S:
        write_zip(path, members(weights=HDF5S[name](hdf5(sound_weights()))))
    else:
        FILES[name](path)


if __name__ == "__main__":
    if sys.argv[1:] == ["list"]:
        print(*(n for table in (CONFIGS, WEIGHTS, HDF5S, FILES) for n in table), sep="\n")
    else:
        main(*sys.argv[1:])
