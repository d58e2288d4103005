"""Writes a weights file with one dataset of every dtype that Keras stores, each in two ways: make-dtypes.py FILE."""
import sys

import h5py
import numpy as np

with h5py.File(sys.argv[1], "w") as f:
    for dtype in ("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "float32", "float64"):
        value = np.arange(6).reshape(2, 3).astype(dtype)
        f[f"plain/{dtype}"] = value
        f.create_dataset(f"packed/{dtype}", data=value, chunks=(1, 3), compression="gzip")
    bfloat16 = f.create_dataset("plain/bfloat16", data=np.zeros((2, 3), "V2"))
    bfloat16.attrs["dtype"] = "bfloat16"
    f["plain/scalar"] = np.float32(1)
    f["plain/none"] = np.zeros((0, 3), np.float32)
