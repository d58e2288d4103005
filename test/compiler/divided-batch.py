"""Inputs for divided-batch.mlir, and what it must answer: divided-batch.py FOLDER ROWS..."""
import sys

import numpy as np

for rows in map(int, sys.argv[2:]):
    x = np.arange(rows * 4, dtype="f4").reshape(rows, 4)
    np.savez(f"{sys.argv[1]}/x{rows}.npz", x=x)
    if rows % 6 == 0:
        sums = x.reshape(-1, 8).sum(axis=1)
        np.savez(f"{sys.argv[1]}/y{rows}.npz", sums=sums, threes=sums.reshape(-1, 3))
