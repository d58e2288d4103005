"""Sound files for the fuzzers to start from, sorted by reader: seeds.py INPUTS FOLDER."""
import json
import pathlib
import shutil
import struct
import sys
import zipfile

import numpy as np

inputs, folder = map(pathlib.Path, sys.argv[1:])
for file in inputs.glob("*.json"):
    shutil.copy(file, folder / "json")
    shutil.copy(file, folder / "config")
for file in inputs.glob("*.keras"):
    shutil.copy(file, folder / "keras-file")
    with zipfile.ZipFile(file) as archive:
        (folder / "config" / f"{file.stem}.json").write_bytes(archive.read("config.json"))
np.savez(folder / "npz" / "stored.npz", x=np.ones((2, 3), "float32"), y=np.arange(4), z=np.float64(3))
np.savez_compressed(folder / "npz" / "packed.npz", x=np.ones((2, 3), "float16"), y=np.zeros((0, 2), bool))
header = json.dumps({"__metadata__": {"k": "v"}, "a/b": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
                     "c": {"dtype": "I64", "shape": [], "data_offsets": [24, 32]}}).encode()
(folder / "safetensors" / "two.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + bytes(32))
