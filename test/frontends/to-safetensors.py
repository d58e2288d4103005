"""Writes the datasets of an HDF5 file as safetensors, under the same names: to-safetensors.py IN OUT [BREAK].

BREAK spoils the file: `long` (the header claims more than the file has), `offset` (a tensor beyond the end), `backwards` (one that
ends before it begins), `size` (bytes that do not fit the shape), `empty` (none, of a shape whose extents leave 64 bits), `dtype` (one
that does not exist), `twice` (one of the name of another).
"""
import json
import struct
import sys

import h5py

tensors = {}
with h5py.File(sys.argv[1]) as f:
    f.visititems(lambda name, item: tensors.update({name: item[()]}) if isinstance(item, h5py.Dataset) else None)
header, data = {"__metadata__": {"format": "keras"}}, b""
for name, value in tensors.items():
    header[name] = {"dtype": "F32", "shape": value.shape, "data_offsets": [len(data), len(data) + value.nbytes]}
    data += value.tobytes()
damage = sys.argv[3] if len(sys.argv) > 3 else ""
first = next(iter(tensors))
if damage == "offset":
    header[first]["data_offsets"] = [len(data), len(data) + 4]
if damage == "size":
    header[first]["shape"] = [1 << 40, 1 << 40]
if damage == "empty":
    header[first].update(shape=[0, 1 << 62, 1 << 62], data_offsets=[0, 0])
if damage == "backwards":
    header[first]["data_offsets"] = [4, 0]
if damage == "dtype":
    header[first]["dtype"] = "F31"
text = json.dumps(header).encode()
if damage == "twice":
    text = text[:-1] + b", " + json.dumps({first: header[first]}).encode()[1:]
with open(sys.argv[2], "wb") as f:
    f.write(struct.pack("<Q", 1 << 62 if damage == "long" else len(text)) + text + data)
