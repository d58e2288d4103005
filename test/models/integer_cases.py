"""Operations of keras.ops on integers of every type that Keras has on jax, beside Python's numbers, other tensors and constants.

`TABLES`: by dtype, lambdas of symbolic inputs, by name, each with its inputs' shapes and dtypes.
"""
import numpy as np
from keras import ops

SHAPE, MATRIX = (3, 5), (5, 4)
DTYPES = ("int8", "int16", "int32", "uint8", "uint16", "uint32")

UNARY = ("abs", "absolute", "negative", "square", "sign", "exp", "expm1", "exp2", "sin", "cos", "tan", "arctan", "sinh", "cosh", "tanh",
         "arcsinh", "erfc", "sinc", "ceil", "floor", "round", "trunc", "cbrt", "deg2rad", "rad2deg", "isnan", "isinf",
         "isfinite", "logical_not", "nan_to_num", "copy", "relu", "sqrt", "log1p", "log2", "array", "convert_to_tensor",
         "zeros_like", "ones_like", "bitwise_not", "bitwise_invert", "sort", "argsort", "diff", "fabs", "isreal", "conj", "real",
         "stop_gradient", "reciprocal", "signbit")
BINARY = ("add", "subtract", "multiply", "maximum", "minimum", "true_divide", "divide", "divide_no_nan", "arctan2", "hypot",
          "logaddexp", "logaddexp2", "greater", "greater_equal", "less", "less_equal", "equal", "not_equal", "bitwise_and", "bitwise_or",
          "bitwise_xor", "logical_and", "logical_or", "logical_xor", "heaviside", "fmax", "fmin", "floor_divide", "mod", "fmod",
          "left_shift", "right_shift", "isclose", "concatenate", "stack", "hstack")
REDUCED = ("sum", "prod", "max", "min", "amax", "amin", "mean", "var", "std", "any", "all", "argmax", "argmin", "count_nonzero", "ptp",
           "logsumexp", "median", "average")
# By operation, numbers beside which it stands; some of them do not fit into the narrow types.
NUMBERS = {"add": (3, 300, -1, 0.5), "subtract": (3, 1000.0), "multiply": (3, -2, 0.25), "true_divide": (255, 32768, 3, 0.5),
           "divide": (255, 65536), "divide_no_nan": (255, 0), "arctan2": (300,), "logaddexp": (200,),
           "floor_divide": (3, 0.5), "mod": (7, 2.5), "maximum": (5, 0.5), "minimum": (9,), "greater": (4, 4.5), "less_equal": (100,),
           "equal": (3, 3.0), "not_equal": (7,), "left_shift": (1,), "right_shift": (2,),
           "power": (2, 3, 0.5)}
# Beside each dtype another one, which it meets in a third or in one of the two.
OTHER = {"int8": "uint8", "int16": "int8", "int32": "uint16", "uint8": "int16", "uint16": "int8", "uint32": "uint8"}
SECOND_NOT_ZERO = ("floor_divide", "mod", "fmod", "divide", "true_divide")


def safe(name, y):
    """A second operand for which the operation is defined."""
    if name in SECOND_NOT_ZERO:
        return ops.where(ops.equal(y, 0), ops.ones_like(y), y)
    return y % 7 if "shift" in name else y


def listed(name):
    return lambda x, y, f=getattr(ops, name): f([x, y])


def casesOf(d):
    x, other, matrix = (SHAPE, d), (SHAPE, OTHER[d]), (MATRIX, d)
    cases = {n: ([x], getattr(ops, n)) for n in UNARY}
    if not d.startswith("u"):  # of those jax compares with -1 as the largest number, and numpy refuses
        cases["hard_tanh"] = ([x], ops.hard_tanh)
    for n in BINARY:
        f = listed(n) if n in ("concatenate", "stack", "hstack") else getattr(ops, n)
        cases[n] = ([x, x], lambda x, y, f=f, n=n: f(x, safe(n, y)))
        cases[n + "_other"] = ([x, other], lambda x, y, f=f, n=n: f(x, safe(n, y)))
        if not ("bitwise" in n or "shift" in n):
            cases[n + "_float"] = ([x, SHAPE], lambda x, y, f=f, n=n: f(x, y))
    for n, numbers in NUMBERS.items():
        for i, k in enumerate(numbers):
            cases[f"{n}_number_{i}"] = ([x], lambda x, f=getattr(ops, n), k=k: f(x, k))
    for n in REDUCED:
        cases[n] = ([x], lambda x, f=getattr(ops, n): f(x, axis=-1))
    cases |= {
        "3_minus_x": ([x], lambda x: 3 - x), "over_3": ([x], lambda x: 3 / (x * x + 1)), "clip": ([x], lambda x: ops.clip(x, 2, 50)),
        "where": ([x], lambda x: ops.where(x > 3, x, 0)), "where_float": ([x], lambda x: ops.where(x > 3, x, 0.5)),
        "matmul": ([x, matrix], ops.matmul), "einsum": ([x, matrix], lambda x, y: ops.einsum("bij,bjk->bik", x, y)),
        "plus_constant": ([x], lambda x: x + np.arange(5, dtype="uint8")), "full_like": ([x], lambda x: ops.full_like(x, 7)),
        "images": ([x], lambda x: ops.cast(x, "float32") / 127.5 - 1), "take": ([x], lambda x: ops.take(x, np.array([1, 0, 1], "int32"), axis=1)),
        "pad": ([x], lambda x: ops.pad(x, ((0, 0), (1, 0), (0, 2)))), "flip": ([x], lambda x: ops.flip(x, axis=1)),
        "slice": ([x], lambda x: x[:, 1:, ::-1]), "transpose": ([x], lambda x: ops.transpose(x, (0, 2, 1))), "reshape": ([x], lambda x: ops.reshape(x, (-1, 15))),
        "one_hot": ([x], lambda x: ops.one_hot(ops.abs(x) % 4, 4)), "tile": ([x], lambda x: ops.tile(x, (1, 2, 1))),
        "cumsum": ([x], lambda x: ops.cumsum(x, axis=-1)), "cumprod": ([x], lambda x: ops.cumprod(x, axis=1)), "top_k": ([x], lambda x: ops.top_k(x, 2)[0]), "roll": ([x], lambda x: ops.roll(x, 1, axis=1)), "tril": ([x], ops.tril),
        **{f"cast_{t}": ([x], lambda x, t=t: ops.cast(x, t)) for t in (*DTYPES, "bool", "float32", "float16")},
        **{f"cast_back_{t}": ([SHAPE], lambda x, t=t: ops.cast(x * 9, t)) for t in DTYPES if t.startswith("int")},
        **{f"saturate_{t}": ([x], lambda x, t=t: ops.saturate_cast(x, t)) for t in DTYPES},
    }
    return cases


TABLES = {d: casesOf(d) for d in DTYPES}
