"""Runs models that lith compiled, with NumPy arrays.

    import lith
    model = lith.load("digits.so")
    probabilities = model.run(images)                    # one array, or a tuple where there are several outputs
    session = model.session(threads=2)                   # its own state and memory; one thread at a time
    session.run(a, b)  or  session.run(left=a, right=b)  # inputs by position or by name

Weights compiled with --weights-mode=external are read and replaced by Keras's names:

    model = lith.load("digits.so", weights="digits.safetensors")
    model.set_weights({"dense/kernel": kernel})          # every later run uses them
    model.get_weight("dense/kernel")
    model.save_weights("tuned.safetensors")
"""
import ctypes
import os

import numpy

from ._library import ABI_VERSION, MAX_RANK, WEIGHTS_EXTERNAL, Error, call, library

__all__ = ["Error", "Model", "Session", "Spec", "load"]

# By dtype number; bfloat16, which NumPy does not have, is the bits of it.
_DTYPES = [None] + [numpy.dtype(name) for name in ("f4", "f8", "f2", "u2", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "?")]


class Spec:
    """Name, dtype and shape of an input, output, weight or state; None in a shape is a dynamic dimension."""

    def __init__(self, entry):
        self.name = entry.name.decode()
        self.dtype = _DTYPES[entry.dtype]
        self.dims = tuple(entry.dims[i] for i in range(entry.rank))
        self.shape = tuple(d if d >= 0 else None for d in self.dims)

    def __repr__(self):
        shape = ", ".join("?" if d is None else str(d) for d in self.shape)
        return f"{self.name}: {self.dtype.name}[{shape}]"


def load(path, weights=None):
    """Opens a compiled model; `weights` is the weights file of a library compiled with --weights-mode=external."""
    model = Model(path)
    if weights is not None:
        model.load_weights(weights)
    return model


class Model:
    def __init__(self, path):
        handle = ctypes.c_void_p()
        call("open", os.fsencode(path), ctypes.byref(handle))
        self._handle = handle
        self._own = None  # the session of run()
        description = library.lith_describe(handle).contents
        assert description.version == ABI_VERSION
        self.name = description.name.decode()
        self.target = description.target.decode()
        self.model_hash = description.model_hash.decode()
        self.has_external_weights = description.weights_mode == WEIGHTS_EXTERNAL
        self.inputs = [Spec(description.inputs[i]) for i in range(description.input_count)]
        self.outputs = [Spec(description.outputs[i]) for i in range(description.output_count)]
        self.weights = [Spec(description.weights[i]) for i in range(description.weight_count)]
        self.states = [Spec(description.states[i]) for i in range(description.state_count)]
        self.dim_names = [description.dims[i].name.decode() for i in range(description.given_dim_count)]

    def __del__(self):
        if getattr(self, "_handle", None):
            library.lith_close_session(self._own)
            library.lith_close(self._handle)

    def session(self, threads=0):
        """A line of calls with its own state and memory, on `threads` threads (0: one per processor)."""
        return Session(self, threads)

    def run(self, *arrays, **named):
        """Session.run in a session that the model keeps; not from several threads at once."""
        if self._own is None:
            self._own = _open_session(self, 0)
        return _run(self, self._own, arrays, named)

    def load_weights(self, path):
        call("load_weights", self._handle, os.fsencode(path))

    def save_weights(self, path):
        """Writes the weights as they are now, as a file that load_weights takes (safetensors)."""
        call("save_weights", self._handle, os.fsencode(path))

    def get_weight(self, name):
        return _read("get_weight", self._handle, self.weights, name)

    def set_weights(self, values):
        """Replaces weights, a dict by Keras name; runs that start later use them."""
        for name, value in values.items():
            _write("set_weight", self._handle, self.weights, name, value)
        call("prepare", self._handle)


class Session:
    def __init__(self, model, threads):
        self.model = model
        self._handle = _open_session(model, threads)

    def __del__(self):
        if getattr(self, "_handle", None):
            library.lith_close_session(self._handle)

    def run(self, *arrays, **named):
        return _run(self.model, self._handle, arrays, named)

    def reset(self):
        call("reset", self._handle)

    def get_state(self, name):
        return _read("get_state", self._handle, self.model.states, name)

    def set_state(self, name, value):
        _write("set_state", self._handle, self.model.states, name, value)


def _open_session(model, threads):
    handle = ctypes.c_void_p()
    call("open_session", model._handle, None, threads, ctypes.byref(handle))
    return handle


def _find(specs, name):
    for spec in specs:
        if spec.name == name:
            return spec
    return None


def _read(function, handle, specs, name):
    spec = _find(specs, name)
    value = numpy.empty(spec.shape if spec else (), spec.dtype if spec else "u1")
    call(function, handle, name.encode(), value.ctypes.data, value.nbytes)
    return value


def _write(function, handle, specs, name, value):
    spec = _find(specs, name)
    value = _contiguous(value, spec.dtype) if spec else numpy.asarray(value)
    if spec and value.shape != spec.shape:
        raise ValueError(f"{name} has shape {spec.shape}, not {value.shape}")
    call(function, handle, name.encode(), value.ctypes.data, value.nbytes)


def _contiguous(value, dtype):
    return numpy.asarray(value).astype(dtype, order="C", casting="same_kind", copy=False)


def _order(model, arrays, named):
    """The inputs in the model's order."""
    if arrays and named:
        raise TypeError("inputs are given by position or by name, not both")
    if named:
        unknown = set(named) - {spec.name for spec in model.inputs}
        if unknown:
            raise TypeError(f"{model.name} has no input {', '.join(sorted(unknown))}; it has {model.inputs}")
        arrays = [named[spec.name] for spec in model.inputs if spec.name in named]
    if len(arrays) != len(model.inputs):
        raise TypeError(f"{model.name} has {len(model.inputs)} inputs, {model.inputs}, and was given {len(arrays)}")
    return [_contiguous(array, spec.dtype) for array, spec in zip(arrays, model.inputs)]


def _dims(model, arrays):
    """The dynamic dimensions that the inputs' shapes give."""
    dims = [None] * len(model.dim_names)
    for array, spec in zip(arrays, model.inputs):
        if array.ndim != len(spec.shape):
            raise ValueError(f"input {spec!r} was given shape {array.shape}")
        for extent, dim in zip(array.shape, spec.dims):
            if dim >= 0 and extent != dim:
                raise ValueError(f"input {spec!r} was given shape {array.shape}")
            if dim >= 0 or -1 - dim >= len(dims):
                continue
            if dims[-1 - dim] not in (None, extent):
                raise ValueError(f"dimension {model.dim_names[-1 - dim]} is {dims[-1 - dim]} and {extent} at once")
            dims[-1 - dim] = extent
    return (ctypes.c_int64 * max(len(dims), 1))(*(1 if dim is None else dim for dim in dims))


def _empty_output(model, index, dims):
    shape = (ctypes.c_int64 * MAX_RANK)()
    call("output_shape", model._handle, index, dims, shape, ctypes.byref(ctypes.c_uint64()))
    spec = model.outputs[index]
    return numpy.empty(shape[:len(spec.shape)], spec.dtype)


def _run(model, handle, arrays, named):
    arrays = _order(model, arrays, named)
    dims = _dims(model, arrays)
    outputs = [_empty_output(model, i, dims) for i in range(len(model.outputs))]

    def pointers(of):
        return (ctypes.c_void_p * max(len(of), 1))(*(array.ctypes.data for array in of))

    call("run", handle, dims, pointers(arrays), pointers(outputs))
    return outputs[0] if len(outputs) == 1 else tuple(outputs)
