"""Inputs for unequal-sizes.mlir, and what it must answer if they fit: unequal-sizes.py FOLDER NAME=X,Y,Z..., the lengths of its inputs."""
import sys

import numpy as np

for word in sys.argv[2:]:
    name, lengths = word.split("=")
    x, y, z = (np.arange(2 * n * 3, dtype="f4").reshape(2, n, 3) + k for k, n in enumerate(map(int, lengths.split(","))))
    np.savez(f"{sys.argv[1]}/{name}.npz", x=x, y=y, z=z)
    if x.shape == y.shape and z.shape[1] == x.shape[1] + 1:
        np.savez(f"{sys.argv[1]}/{name}-expect.npz", sum=x + y, joined=np.concatenate([np.pad(x, ((0, 0), (0, 1), (0, 0))), z], axis=2))
