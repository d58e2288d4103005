"""Writes the .npz files of array-names.mlir: array-names.py FOLDER."""
import sys

import numpy as np

left, right = np.full((2, 3), 7, "f4"), np.full((2, 3), 2, "f4")
difference, product = left - right, left * right
files = {
    "named": {"left": left, "right": right},
    "reversed": {"right": right, "left": left},
    "others": {"right": right, "note": np.zeros(5), "left": left},
    "unnamed": {"a": left, "b": right},
    "misspelt": {"right": right, "letf": left},
    "few": {"right": right},
    "many": {"arr_0": left, "arr_1": right, "arr_2": right},
    "out-named": {"difference": difference, "product": product},
    "out-unnamed": {"a": difference, "b": product},
    "out-others": {"product": product, "left": left, "difference": difference},
    "out-misspelt": {"produkt": product, "difference": difference},
}
for name, arrays in files.items():
    np.savez(f"{sys.argv[1]}/{name}.npz", **arrays)
