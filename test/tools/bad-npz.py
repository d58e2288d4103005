"""Writes an .npz that is wrong in one way: bad-npz.py CASE FILE."""
import io
import sys
import zipfile

import numpy as np

case, path = sys.argv[1:]


def npy(shape, data=b"", dtype="<f4", order=False, length=None):
    header = f"{{'descr': '{dtype}', 'fortran_order': {order}, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + (len(header) if length is None else length).to_bytes(2, "little") + header + data


def sound():
    out = io.BytesIO()
    np.save(out, np.ones((2, 4), np.float32))
    return out.getvalue()


MEMBERS = {
    "twice": [("x.npy", sound()), ("x.npy", sound())],
    "product": [("x.npy", npy("(4294967296, 4294967296)"))],
    "empty-product": [("x.npy", npy("(0, 4611686018427387904, 4611686018427387904)"))],
    "negative": [("x.npy", npy("(-2, -4)", bytes(32)))],
    "long-header": [("x.npy", npy("(2, 4)", bytes(32), length=60000))],
    "fortran": [("x.npy", npy("(2, 4)", bytes(32), order=True))],
    "object": [("x.npy", npy("(2, 4)", bytes(32), dtype="|O"))],
    "cut": [("x.npy", sound())],
}
with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
    for name, data in MEMBERS[case]:
        z.writestr(name, data)
if case == "cut":
    data = open(path, "rb").read()
    open(path, "wb").write(data[:-30])
