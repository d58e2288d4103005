"""liblith by ctypes: the structures of lith_abi.h, the functions of lith.h, their errors as exceptions."""
import ctypes
import os
import pathlib
from ctypes import POINTER, c_char_p, c_int, c_int64, c_uint32, c_uint64, c_void_p

ABI_VERSION = 3
WEIGHTS_EMBEDDED, WEIGHTS_EXTERNAL = 1, 2
MAX_RANK = 8


class Tensor(ctypes.Structure):
    _fields_ = [("name", c_char_p), ("dims", POINTER(c_int64)), ("dtype", c_uint32), ("rank", c_uint32)]


class Variable(ctypes.Structure):
    _fields_ = [("name", c_char_p), ("path", c_char_p), ("dims", POINTER(c_int64)), ("dtype", c_uint32), ("rank", c_uint32),
                ("size", c_uint64), ("raw_offset", c_uint64), ("block_offset", c_uint64)]


class Dim(ctypes.Structure):
    _fields_ = [("name", c_char_p), ("min", c_int64), ("max", c_int64), ("multiple", c_int64)]


class Descriptor(ctypes.Structure):
    """The part of lith_descriptor that is read here; functions and sizes behind it are liblith's business."""
    _fields_ = [("version", c_uint32), ("size", c_uint32), ("name", c_char_p), ("producer", c_char_p), ("target", c_char_p),
                ("model_hash", c_char_p), ("inputs", POINTER(Tensor)), ("outputs", POINTER(Tensor)),
                ("weights", POINTER(Variable)), ("states", POINTER(Variable)), ("dims", POINTER(Dim)), ("kernels", c_void_p),
                ("input_count", c_uint32), ("output_count", c_uint32), ("weight_count", c_uint32), ("state_count", c_uint32),
                ("dim_count", c_uint32), ("given_dim_count", c_uint32), ("weights_mode", c_uint32)]


class Error(RuntimeError):
    """What liblith refused, in its words; `status` is the LITH_ERROR_* number."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


_SHAPE = [c_void_p, c_uint32, POINTER(c_int64), POINTER(c_int64), POINTER(c_uint64)]
_RUN = [c_void_p, POINTER(c_int64), POINTER(c_void_p), POINTER(c_void_p)]
_BYTES = [c_void_p, c_char_p, c_void_p, c_uint64]
_FUNCTIONS = {
    "lith_open": [c_char_p, POINTER(c_void_p)],
    "lith_load_weights": [c_void_p, c_char_p],
    "lith_save_weights": [c_void_p, c_char_p],
    "lith_get_weight": _BYTES,
    "lith_set_weight": _BYTES,
    "lith_prepare": [c_void_p],
    "lith_open_session": [c_void_p, c_void_p, c_uint32, POINTER(c_void_p)],
    "lith_run": _RUN,
    "lith_run_guarded": _RUN + [c_int],
    "lith_reset": [c_void_p],
    "lith_get_state": _BYTES,
    "lith_set_state": _BYTES,
    "lith_input_shape": _SHAPE,
    "lith_output_shape": _SHAPE,
}


def _candidates():
    if "LITH_LIBRARY" in os.environ:
        yield os.environ["LITH_LIBRARY"]
        return
    here = pathlib.Path(__file__).resolve()
    yield here.with_name("liblith.so.1")
    yield here.parents[3] / "build/lib/liblith.so.1"
    yield "liblith.so.1"


def _load():
    for candidate in _candidates():
        try:
            library = ctypes.CDLL(str(candidate))
            break
        except OSError:
            continue
    else:
        raise ImportError("liblith.so.1 is not installed: build lith, or name the file in LITH_LIBRARY")
    library.lith_error.restype = c_char_p
    library.lith_describe.argtypes = [c_void_p]
    library.lith_describe.restype = POINTER(Descriptor)
    for name in ("lith_close", "lith_close_session"):
        getattr(library, name).argtypes = [c_void_p]
        getattr(library, name).restype = None
    for name, arguments in _FUNCTIONS.items():
        getattr(library, name).argtypes = arguments
        getattr(library, name).restype = c_int
    return library


library = _load()


def call(name, *arguments):
    """Calls lith_NAME and raises what it returns."""
    status = getattr(library, "lith_" + name)(*arguments)
    if status:
        raise Error(status, library.lith_error().decode("utf-8", "replace"))
