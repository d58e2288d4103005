"""Small functional models, as people build them, and every operation of keras.ops that is compiled.

`OPERATIONS`: lambdas of symbolic inputs, by name, with the inputs' shapes (floats unless `ints`); models are packed
from them, an output each. `GRAPHS`: functions that build whole models.
"""
import keras
import numpy as np
from keras import layers, ops
from keras.src.applications import convnext, inception_resnet_v2

X, Y = (4, 6), (4, 6)
RNG = np.random.default_rng(7)
ROW = RNG.normal(size=6).astype("float32")
TABLE = RNG.normal(size=(5, 3)).astype("float32")


def unary(*names, shape=X, of=lambda x: x):
    return {n: ([shape], lambda x, f=getattr(ops, n): f(of(x))) for n in names}


def integers(x):
    return ops.cast(x * 9, "int32")


ELEMENTS = {
    **unary("abs", "absolute", "negative", "square", "sign", "exp", "expm1", "exp2", "sin", "cos", "tan", "arctan", "sinh",
            "cosh", "tanh", "arcsinh", "erf", "erfc", "sinc", "ceil", "floor", "round", "trunc", "reciprocal", "cbrt",
            "deg2rad", "rad2deg", "isnan", "isinf", "isfinite", "signbit", "logical_not", "nan_to_num", "copy",
            "relu", "relu6", "sigmoid", "sparse_sigmoid", "softplus", "softsign", "sparse_plus", "silu", "log_sigmoid",
            "leaky_relu", "hard_sigmoid", "hard_silu", "elu", "selu", "gelu", "celu", "glu", "tanh_shrink", "hard_tanh",
            "hard_shrink", "soft_shrink", "squareplus", "softmax", "log_softmax", "isposinf", "isneginf", "real", "imag",
            "stop_gradient", "fabs", "isreal", "conj", "conjugate", "array", "convert_to_tensor"),
    **unary("log", "log1p", "log2", "log10", "sqrt", "rsqrt", of=lambda x: ops.abs(x) + 0.1),
    **unary("arcsin", "arccos", "arctanh", of=lambda x: ops.tanh(x)),
    **unary("arccosh", of=lambda x: ops.abs(x) + 1.0),
    "sin_large": ([X], lambda x: ops.sin(x * 1e8) + ops.cos(x * 1e30)),
    "threshold": ([X], lambda x: ops.threshold(x, 0.3, -2.0)),
    "clip": ([X], lambda x: ops.clip(x, -0.5, 0.25)),
    "round_2": ([X], lambda x: ops.round(x, 2)),
    "gelu_exact": ([X], lambda x: ops.gelu(x, approximate=False)),
    "celu_alpha": ([X], lambda x: ops.celu(x, 2.5)),
    "x_plus_y": ([X, Y], lambda x, y: x + y),
    "x_times_2": ([X], lambda x: x * 2),
    "2_minus_x": ([X], lambda x: 2 - x),
    "x_over_y": ([X, Y], lambda x, y: x / (y * y + 0.5)),
    "floor_divide": ([X, Y], lambda x, y: x // (ops.abs(y) + 0.25)),
    "mod": ([X, Y], lambda x, y: x % (y - 3.0)),
    "fmod": ([X], lambda x: ops.fmod(x * 37.5, 0.7)), "fmod_once": ([X], lambda x: ops.fmod(x * 2, 3.0)),
    "power_2": ([X], lambda x: x ** 2),
    "power_half": ([X], lambda x: ops.power(ops.abs(x), 0.5)),
    "power_neg": ([X], lambda x: (ops.abs(x) + 0.5) ** -3),
    "power_xy": ([X, Y], lambda x, y: ops.power(ops.abs(x) + 0.1, y)),
    "power_odd": ([X, Y], lambda x, y: ops.power(x, ops.round(y * 3))),
    "maximum": ([X, Y], ops.maximum), "minimum": ([X], lambda x: ops.minimum(x, 0.1)),
    "fmax": ([X, Y], ops.fmax), "fmin": ([X, Y], ops.fmin),
    "hypot": ([X, Y], ops.hypot), "arctan2": ([X, Y], ops.arctan2), "logaddexp": ([X, Y], ops.logaddexp),
    "logaddexp2": ([X, Y], ops.logaddexp2), "heaviside": ([X], lambda x: ops.heaviside(x, ops.zeros_like(x) + 0.5)),
    "divide": ([X, Y], lambda x, y: ops.divide(x, ops.abs(y) + 0.5)),
    "true_divide": ([X, Y], lambda x, y: ops.true_divide(x, ops.abs(y) + 0.5)),
    "divide_no_nan": ([X, Y], lambda x, y: ops.divide_no_nan(x, ops.relu(y))),
    "neg": ([X], lambda x: -x), "abs_operator": ([X], abs),
    "compare": ([X, Y], lambda x, y: ops.logical_or(ops.logical_and(x > y, x >= 0.0), ops.logical_xor(x < -1.0, y <= 0.5))),
    "equal": ([X], lambda x: ops.equal(ops.round(x), 1.0)), "not_equal": ([X], lambda x: ops.not_equal(ops.round(x), 0)),
    "isclose": ([X, Y], lambda x, y: ops.isclose(x, y, rtol=0.5)),
    "where": ([X, Y], lambda x, y: ops.where(x > y, x, 0.0)),
    "where_numbers": ([X], lambda x: ops.where(x > 0, 1, 0)),
    "mask_times": ([X], lambda x: ops.cast(x > 0, "float32") * x),
    "plus_row": ([X], lambda x: x + ROW),
    "column_plus_row": ([(4, 1), (1, 6)], lambda x, y: x + y),
    "numpy_ranks": ([(4, 6), (6,)], lambda x, y: x * ops.expand_dims(y, 1)),
    "cast_int": ([X], lambda x: ops.cast(x * 3, "int32")),
    "int_arithmetic": ([X, Y], lambda x, y: ops.cast(x * 9, "int32") // 4 + ops.cast(y * 9, "int32") % 3 * 2 - 1),
    "bitwise": ([X], lambda x: ops.bitwise_and(ops.cast(x * 9, "int32"), np.array(6, "int32"))),
    **{n: ([X, Y], lambda x, y, f=getattr(ops, n): f(integers(x), integers(y) % 7)) for n in
       ("left_shift", "right_shift", "bitwise_left_shift", "bitwise_right_shift")},
    **unary("angle"),
    **unary("bitwise_not", "bitwise_invert", of=integers),
    **{n: ([X, Y], lambda x, y, f=getattr(ops, n): f(integers(x), integers(y))) for n in ("bitwise_and", "bitwise_or", "bitwise_xor")},
    "int_power": ([X], lambda x: ops.power(ops.cast(x * 3, "int32"), 3)),
    "cast_bool": ([X], lambda x: ops.cast(ops.round(x), "bool")),
}

REDUCTIONS = {
    **{f"{n}_{k}": ([X], lambda x, f=getattr(ops, n), a=a: f(x, axis=a, keepdims=k == "keep"))
       for n in ("sum", "mean", "max", "min", "prod", "var", "std", "any", "all", "logsumexp", "amax", "amin", "ptp")
       for k, a in (("last", -1), ("keep", [1, 2]), ("one", 1))},
    **{f"{n}_{k}": ([X], lambda x, f=getattr(ops, n), a=a: f(ops.log(x), axis=a, keepdims=k == "keep"))
       for n in ("nanmax", "nanmin", "nanmean", "nanvar", "nanstd") for k, a in (("last", -1), ("keep", 1))},
    # Of one axis Keras makes a list in norm, nansum and nanprod, which it cannot run by jax: test/layers/ops-*reductions.mlir have these.
    "norm_fro": ([X], lambda x: ops.norm(x, axis=(1, 2))),
    "argmax": ([X], lambda x: ops.argmax(x, axis=-1)), "argmin": ([X], lambda x: ops.argmin(x, axis=1, keepdims=True)),
    "argmax_ties": ([X], lambda x: ops.argmax(ops.floor(x), axis=-1)),
    "count_nonzero": ([X], lambda x: ops.count_nonzero(ops.round(x), axis=-1)),
    "nanargmax": ([X], lambda x: ops.nanargmax(ops.log(x), axis=-1)), "nanargmin": ([X], lambda x: ops.nanargmin(ops.log(x), axis=1, keepdims=True)),
    "average": ([X], lambda x: ops.average(x, axis=1)), "average_row": ([X], lambda x: ops.average(x, axis=-1, weights=ops.convert_to_tensor(np.abs(ROW) + 0.5))),
    "average_weights": ([X, Y], lambda x, y: ops.average(x, axis=1, weights=ops.abs(y) + 0.5)),
    "trapezoid": ([X], lambda x: ops.trapezoid(x, dx=0.3)), "trapezoid_x": ([X], lambda x: ops.trapezoid(x, x=[0.0, 0.5, 2.0, 2.25], axis=1)),
    "max_initial": ([X], lambda x: ops.max(x, axis=-1, initial=0.5)),
    "int_sum": ([X], lambda x: ops.sum(ops.cast(x * 5, "int32"), axis=-1)),
    "int_min": ([X], lambda x: ops.min(ops.cast(x * 5, "int32"), axis=-1)),
    "bool_sum": ([X], lambda x: ops.sum(x > 0, axis=-1)), "int_mean": ([X], lambda x: ops.mean(ops.cast(x * 5, "int32"), axis=1)),
    "moments": ([X], lambda x: ops.concatenate(ops.moments(x, axes=[1]), axis=-1)),
    "softmax_1": ([X], lambda x: ops.softmax(x, axis=1)), "log_softmax_1": ([X], lambda x: ops.log_softmax(x, axis=1)),
    "normalize": ([X], lambda x: ops.normalize(x, axis=-1)), "normalize_1": ([X], lambda x: ops.normalize(x, axis=1, order=1)),
    "glu_1": ([X], lambda x: ops.glu(x, axis=1)), "standardized": ([X], lambda x: (x - ops.mean(x, axis=-1, keepdims=True))
                                                                     / (ops.std(x, axis=-1, keepdims=True) + 1e-3)),
}

SHAPES = {
    "reshape": ([X], lambda x: ops.reshape(x, (-1, 8, 3))), "expand_dims": ([X], lambda x: ops.expand_dims(x, -1)),
    "expand_dims_2": ([X], lambda x: ops.expand_dims(x, (1, -1))),
    "squeeze": ([(4, 1, 6)], lambda x: ops.squeeze(x, 2)), "transpose": ([X], lambda x: ops.transpose(x, (0, 2, 1))),
    "swapaxes": ([(2, 3, 4)], lambda x: ops.swapaxes(x, 1, 3)), "moveaxis": ([(2, 3, 4)], lambda x: ops.moveaxis(x, [3], [1])),
    "concatenate": ([X, Y], lambda x, y: ops.concatenate([x, y, x], axis=1)), "stack": ([X, Y], lambda x, y: ops.stack([x, y], axis=2)),
    "dstack": ([X, Y], lambda x, y: ops.dstack([x, y])), "hsplit": ([X], lambda x: ops.hsplit(x, [1, 3])[1]),
    "dsplit": ([X], lambda x: ops.dsplit(x, 3)[2]), "array_split": ([X], lambda x: ops.array_split(x, 4, axis=-1)[1]),
    "diagonal": ([X], lambda x: ops.diagonal(x, offset=-1, axis1=2, axis2=1)), "trace": ([X], lambda x: ops.trace(x, 1, axis1=1, axis2=2)),
    "diagonal_3d": ([(3, 5, 4)], lambda x: ops.diagonal(x, axis1=1, axis2=3)),
    "rot90": ([X], lambda x: ops.rot90(x, axes=(1, 2))), "rot90_back": ([X], lambda x: ops.rot90(x, k=-1, axes=(2, 1))),
    "cross": ([(4, 3), (4, 3)], ops.cross), "cross_axes": ([(3, 5), (1, 3)], lambda x, y: ops.cross(x, y, axisa=1, axisb=2, axisc=1)),
    "slice_of_size": ([X], lambda x: ops.slice(x, [0, 1, 2], [-1, 2, 3])),
    "slice_update": ([X, (2, 3)], lambda x, y: ops.slice_update(x, [0, 1, 2], y)),
    "extract_sequences": ([(3, 11)], lambda x: ops.extract_sequences(x, 4, 3)),
    "kron": ([(3, 4)], lambda x: ops.kron(x, ops.convert_to_tensor(TABLE[None, :2]))),
    "cdist": ([(4, 6), (5, 6)], ops.cdist), "cdist_points": ([(6,)], lambda x: ops.cdist(x, ops.convert_to_tensor(TABLE_OF_SIX))),
    "select": ([X, Y], lambda x, y: ops.select([x > 0.5, y > 0], [x, y * 2], 0.25)),
    "select_zero": ([X], lambda x: ops.select([x > 1], [ops.cast(x * 3, "int32")])),
    "saturate_cast": ([X], lambda x: ops.saturate_cast(x * 100, "int8")), "saturate_cast_int": ([X], lambda x: ops.saturate_cast(ops.cast(x * 200, "int32"), "int8")),
    "saturate_cast_half": ([X], lambda x: ops.saturate_cast(x * 1e5, "float16")),
    "nancumsum": ([X], lambda x: ops.nancumsum(ops.log(x), axis=-1)), "nancumprod": ([X], lambda x: ops.nancumprod(ops.log(x), axis=1)),
    "hstack": ([X, Y], lambda x, y: ops.hstack([x, y])), "append": ([X, Y], lambda x, y: ops.append(x, y, axis=-1)),
    "split": ([X], lambda x: ops.split(x, 2, axis=1)[1]), "split_at": ([X], lambda x: ops.split(x, [1, 4], axis=-1)[1]),
    "unstack": ([X], lambda x: ops.add(*ops.unstack(x, axis=1)[:2])),
    "tile": ([X], lambda x: ops.tile(x, (1, 2, 3))), "repeat": ([X], lambda x: ops.repeat(x, 3, axis=1)),
    "flip": ([X], lambda x: ops.flip(x, axis=(1, 2))), "roll": ([X], lambda x: ops.roll(x, 2, axis=1)),
    "fliplr": ([X], ops.fliplr),
    "pad": ([X], lambda x: ops.pad(x, ((0, 0), (1, 2), (0, 3)))), "pad_value": ([X], lambda x: ops.pad(x, ((0, 0), (1, 2), (0, 3)), constant_values=2.5)),
    "pad_reflect": ([X], lambda x: ops.pad(x, ((0, 0), (3, 2), (1, 0)), mode="reflect")),
    "pad_symmetric": ([X], lambda x: ops.pad(x, ((0, 0), (4, 2), (1, 0)), mode="symmetric")),
    "slice": ([X], lambda x: x[:, 1:, ..., None]), "slice_index": ([X], lambda x: x[:, -1]), "slice_step": ([X], lambda x: x[:, ::2, 1:-1:2]),
    "slice_back": ([X], lambda x: x[:, ::-1, 4:1:-2]), "slice_new": ([X], lambda x: x[:, None, 2]),
    "tril": ([X], lambda x: ops.tril(x, -1)), "triu": ([X], lambda x: ops.triu(x, 1)), "diff": ([X], lambda x: ops.diff(x, axis=1)),
    "cumsum": ([X], lambda x: ops.cumsum(x, axis=-1)), "cumprod": ([X], lambda x: ops.cumprod(x, axis=1)),
    "take": ([X], lambda x: ops.take(x, np.array([1, -1, 0]), axis=1)), "take_one": ([X], lambda x: ops.take(x, 2, axis=1)),
    "take_table": ([X], lambda x: ops.take(ops.convert_to_tensor(TABLE), ops.cast(ops.abs(x), "int32"), axis=0)),
    "take_along_axis": ([X, Y], lambda x, y: ops.take_along_axis(x, ops.cast(ops.abs(y), "int32"), axis=1)),
    "one_hot": ([X], lambda x: ops.one_hot(ops.cast(ops.abs(x), "int32"), 4)), "one_hot_1": ([X], lambda x: ops.one_hot(ops.argmax(x, axis=-1), 6, axis=1)),
    "zeros_like": ([X], lambda x: x + ops.zeros_like(x)), "ones_like": ([X], lambda x: ops.ones_like(x)), "full_like": ([X], lambda x: ops.full_like(x, 3)),
    # What it holds is left open.
    "empty_like": ([X], lambda x: x + ops.ones_like(ops.empty_like(x))),
    "matmul": ([X, (6, 5)], ops.matmul), "matmul_operator": ([X, Y], lambda x, y: x @ ops.transpose(y, (0, 2, 1))),
    "matmul_const": ([X], lambda x: x @ TABLE[:3].T.repeat(2, 0) if False else ops.matmul(x, RNG_MATRIX)),
    "matmul_broadcast": ([(3, 4, 6), (1, 6, 5)], ops.matmul),
    "einsum": ([X, Y], lambda x, y: ops.einsum("bij,bkj->bik", x, y)), "einsum_dots": ([X], lambda x: ops.einsum("...ij->...ji", x)),
    "einsum_one": ([X], lambda x: ops.einsum("bij->bj", x)), "einsum_const": ([X], lambda x: ops.einsum("bij,jk->bik", x, RNG_MATRIX)),
    "inner": ([X], lambda x: ops.inner(x, TABLE_OF_SIX)), "dot": ([X], lambda x: ops.dot(x, RNG_MATRIX)), "tensordot": ([X], lambda x: ops.tensordot(x, RNG_MATRIX, axes=1)),
    "tensordot_axes": ([X], lambda x: ops.tensordot(x, RNG_MATRIX, axes=[[2], [0]])),
}
RNG_MATRIX = RNG.normal(size=(6, 5)).astype("float32")
TABLE_OF_SIX = RNG.normal(size=(3, 6)).astype("float32")
del SHAPES["matmul_const"]

IMAGE, FIRST, SERIES = (7, 6, 4), (4, 7, 6), (9, 4)


def kernel(*shape):
    return np.random.default_rng(sum(shape)).normal(0, 0.4, shape).astype("float32")


def positive(n):
    return np.abs(kernel(n)) + 0.5


# Functions of keras.ops.nn with windows, kernels and heads.
NEURAL = {
    "max_pool": ([IMAGE], lambda x: ops.max_pool(x, 2, 2)), "max_pool_same": ([IMAGE], lambda x: ops.max_pool(x, 3, 2, "same")),
    "max_pool_1d": ([SERIES], lambda x: ops.max_pool(x, 3, 1)), "average_pool": ([IMAGE], lambda x: ops.average_pool(x, 2, 1, "same")),
    "adaptive_average_pool": ([FIRST], lambda x: ops.adaptive_average_pool(x, (3, 4), data_format="channels_first")),
    "adaptive_max_pool": ([FIRST], lambda x: ops.adaptive_max_pool(x, (2, 3), data_format="channels_first")),
    "average_pool_1d": ([SERIES], lambda x: ops.average_pool(x, 2, 2)),
    "conv": ([IMAGE], lambda x: ops.conv(x, kernel(3, 3, 4, 5), 2, "same")),
    "conv_dilated": ([IMAGE], lambda x: ops.conv(x, kernel(3, 2, 4, 6), dilation_rate=2)),
    "conv_1d": ([SERIES], lambda x: ops.conv(x, kernel(3, 4, 5))), "conv_of_tensors": ([IMAGE], lambda x: ops.conv(x, ops.tanh(ops.convert_to_tensor(kernel(2, 2, 4, 3))))),
    "depthwise_conv": ([IMAGE], lambda x: ops.depthwise_conv(x, kernel(3, 3, 4, 2), padding="same")),
    "separable_conv": ([IMAGE], lambda x: ops.separable_conv(x, kernel(3, 3, 4, 2), kernel(1, 1, 8, 5))),
    # conv_transpose is in test/layers/ops-neural.mlir alone: Keras 3.15 takes the padding for the output's when it runs such a model.
    "fold": ([(18, 16)], lambda x: ops.fold(x, 6, (3, 2), dilation=(1, 2))), "fold_strided": ([(8, 16)], lambda x: ops.fold(x, (6, 6), 2, padding=1, stride=2)),
    "unfold": ([FIRST], lambda x: ops.unfold(x, 3, dilation=1, padding=1, stride=2)),
    "depth_to_space": ([IMAGE], lambda x: ops.depth_to_space(x, 2)), "space_to_depth": ([(6, 4, 3)], lambda x: ops.space_to_depth(x, 2)),
    "depth_to_space_first": ([FIRST], lambda x: ops.depth_to_space(x, 2, "channels_first")),
    "space_to_depth_first": ([(3, 6, 4)], lambda x: ops.space_to_depth(x, 2, "channels_first")),
    "batch_normalization": ([IMAGE], lambda x: ops.batch_normalization(x, kernel(4), positive(4), -1, kernel(4), positive(4))),
    "batch_normalization_scale": ([IMAGE], lambda x: ops.batch_normalization(x, kernel(7), positive(7), 1, scale=positive(7))),
    "layer_normalization": ([X], lambda x: ops.layer_normalization(x, positive(6), kernel(6))),
    "layer_normalization_axes": ([IMAGE], lambda x: ops.layer_normalization(x, kernel(6, 4), axis=[2, 3], epsilon=1e-3)),
    "layer_normalization_plain": ([X], lambda x: ops.layer_normalization(x)),
    "rms_normalization": ([X], lambda x: ops.rms_normalization(x, positive(6))),
    "rms_normalization_plain": ([X], lambda x: ops.rms_normalization(x, axis=[1, 2])),
    "attention": ([(5, 4, 3), (6, 4, 3)], lambda q, k: ops.dot_product_attention(q, k, k * 0.5)),
    "attention_causal": ([(5, 4, 3)], lambda q: ops.dot_product_attention(q, q, q + 1, is_causal=True, scale=0.3)),
    "attention_bias": ([(5, 4, 3), (6, 4, 3)], lambda q, k: ops.dot_product_attention(q, k, k, bias=kernel(1, 4, 5, 6))),
    "attention_mask": ([(5, 4, 3), (6, 4, 3)], lambda q, k: ops.dot_product_attention(q, k, k, mask=kernel(1, 1, 5, 6) > -0.2)),
    "attention_groups": ([(5, 4, 3), (6, 2, 3)], lambda q, k: ops.dot_product_attention(q, k, k, is_causal=True)),
    "multi_hot": ([X], lambda x: ops.multi_hot(ops.cast(ops.abs(x) * 3, "int32") % 5, 5)),
    "sparsemax": ([X], ops.sparsemax), "sparsemax_1": ([X], lambda x: ops.sparsemax(x, axis=1)),
}

# Functions of keras.ops.image.
IMAGES = {
    "resize": ([IMAGE], lambda x: ops.image.resize(x, (5, 9))), "resize_nearest": ([IMAGE], lambda x: ops.image.resize(x, (14, 3), "nearest")),
    "resize_crop": ([IMAGE], lambda x: ops.image.resize(x, (4, 8), "bicubic", antialias=True, crop_to_aspect_ratio=True)),
    "resize_pad": ([FIRST], lambda x: ops.image.resize(x, (10, 6), pad_to_aspect_ratio=True, fill_value=0.5, data_format="channels_first")),
    "rgb_to_grayscale": ([(5, 5, 3)], ops.image.rgb_to_grayscale),
    "grayscale_first": ([(3, 5, 5)], lambda x: ops.image.rgb_to_grayscale(x, data_format="channels_first")),
    "rgb_to_hsv": ([(5, 5, 3)], lambda x: ops.image.rgb_to_hsv(ops.sigmoid(x))),
    "hsv_to_rgb": ([(5, 5, 3)], lambda x: ops.image.hsv_to_rgb(ops.sigmoid(x))),
    "hsv_first": ([(3, 5, 5)], lambda x: ops.image.hsv_to_rgb(ops.image.rgb_to_hsv(ops.abs(x), "channels_first"), "channels_first")),
    "pad_images": ([IMAGE], lambda x: ops.image.pad_images(x, 1, 2, 0, 1)),
    "pad_images_to": ([IMAGE], lambda x: ops.image.pad_images(x, top_padding=2, right_padding=1, target_height=10, target_width=9)),
    "crop_images": ([IMAGE], lambda x: ops.image.crop_images(x, 1, 2, 0, 1)),
    "crop_images_to": ([FIRST], lambda x: ops.image.crop_images(x, top_cropping=2, left_cropping=1, target_height=4, target_width=3, data_format="channels_first")),
    "extract_patches": ([IMAGE], lambda x: ops.image.extract_patches(x, 3, 2, padding="same")),
    "extract_patches_dilated": ([IMAGE], lambda x: ops.image.extract_patches(x, (2, 3), 1, dilation_rate=2)),
    "extract_patches_first": ([FIRST], lambda x: ops.image.extract_patches(x, 2, data_format="channels_first")),
    "gaussian_blur": ([IMAGE], lambda x: ops.image.gaussian_blur(x, (5, 3), (1.5, 0.8))),
    "sobel_edges": ([IMAGE], ops.image.sobel_edges), "sobel_first": ([FIRST], lambda x: ops.image.sobel_edges(x, "channels_first")),
}

# Functions that compare all elements along an axis.
SORTING = {
    "sort": ([X], ops.sort), "sort_1": ([X], lambda x: ops.sort(ops.floor(x), axis=1)), "argsort": ([X], ops.argsort),
    "argsort_ties": ([X], lambda x: ops.argsort(ops.cast(x * 2, "int32"), axis=1)),
    "top_k": ([X], lambda x: ops.top_k(x, 3)[0]), "top_k_places": ([X], lambda x: ops.top_k(ops.floor(x), 4)[1]),
    "sort_nan": ([X], lambda x: ops.sort(ops.log(x))),
    "in_top_k_rows": ([(), (6,)], lambda x, y: ops.in_top_k(ops.cast(ops.abs(x) * 4, "int32") % 6, y, 2)),
    "in_top_k": ([(5,), (5, 6)], lambda x, y: ops.in_top_k(ops.cast(ops.abs(x) * 4, "int32") % 6, y, 2)),
    "median": ([X], lambda x: ops.median(x, axis=-1)), "median_axes": ([X], lambda x: ops.median(x, axis=[1, 2], keepdims=True)),
    "median_nan": ([X], lambda x: ops.median(ops.log(x + 1), axis=1)),
    # quantile is in test/layers/ops-sorting.mlir alone: of its axis Keras makes a list, which it cannot run by jax.
    "percentile": ([X], lambda x: ops.percentile(x, 40, axis=2, method="nearest")),
    "percentile_lower": ([X], lambda x: ops.percentile(x, 37.5, axis=2, method="lower", keepdims=True)),
    "searchsorted": ([X], lambda x: ops.searchsorted(np.array([-1, 0, 0.5, 1], "float32"), x)),
    "searchsorted_right": ([X], lambda x: ops.searchsorted(np.array([-1, 0, 1], "int32"), ops.cast(x, "int32"), side="right")),
    "digitize": ([X], lambda x: ops.digitize(x, np.array([-1, 0, 0.5, 1], "float32"))),
    "digitize_falling": ([X], lambda x: ops.digitize(x, np.array([1, 0.5, -1], "float32"))),
    "isin": ([X], lambda x: ops.isin(ops.round(x), np.array([[0, 2]], "float32"))),
    "isin_not": ([X], lambda x: ops.isin(ops.cast(x, "int32"), np.array([0, 2], "int32"), invert=True)),
}

# What mixes samples: the batch stays symbolic.
MIXING = {
    "scatter": ([X], lambda x: x + ops.scatter(ops.convert_to_tensor(np.array([[1], [0], [1]], "int32")), ops.mean(x, axis=0)[:3, :], (4, 6))),
    "scatter_places": ([X], lambda x: ops.mean(x, axis=0) + ops.scatter(ops.cast(ops.abs(x[:, :2, 0]) * 3, "int32") % 4, x[:, 0, 0], (4, 6))),
    "scatter_update": ([X], lambda x: x + ops.scatter_update(ops.mean(x, axis=0), np.array([[1, 2], [0, 5]], "int32"), np.array([0.5, -1], "float32"))),
    "scatter_update_max": ([X], lambda x: x + ops.scatter_update(ops.mean(x, axis=0), np.array([[1], [-1], [1]], "int32"), TABLE_OF_SIX, "max")),
    "segment_sum": ([X], lambda x: x + ops.segment_sum(ops.mean(x, axis=0), np.array([1, 0, 1, 1], "int32"), 2)[0]),
    "segment_sum_samples": ([X], lambda x: ops.segment_sum(x, ops.cast(ops.abs(x[:, 0, 0]) * 2, "int32") % 3, 3)),
    "segment_max": ([X], lambda x: x + ops.segment_max(ops.mean(x, axis=0), np.array([1, 0, 1, 1], "int32"), 2)[0]),
    "segment_min": ([X], lambda x: x + ops.segment_min(ops.mean(x, axis=0), np.array([1, 0, 1, 1], "int32"), 2)[1]),
    "segment_prod": ([X], lambda x: x + ops.segment_prod(ops.mean(x, axis=0), np.array([0, 0, 1, 2], "int32"), 4)),
    "average_all": ([X, Y], lambda x, y: x * ops.average(x, weights=ops.abs(y))),
    "meshgrid": ([X], lambda x: x + ops.meshgrid(ops.mean(x, axis=(0, 1)), ops.mean(x, axis=(0, 2)))[0]),
    "meshgrid_ij": ([X], lambda x: x - ops.meshgrid(ops.mean(x, axis=(0, 2)), ops.mean(x, axis=(0, 1)), indexing="ij")[1]),
    # A value a sample, and no other dimension.
    "var_samples": ([X], lambda x: ops.var(x, axis=[1, 2]) - ops.mean(x)),
    "max_samples": ([X], lambda x: ops.max(x * x, axis=[1, 2]) - ops.mean(x, axis=[1, 2]) * ops.max(x)),
    "pad_all": ([X], lambda x: ops.pad(x, 1)),
    # The batch's size by way of a view of all elements.
    "mean_of_views": ([X], lambda x: (y := ops.reshape(ops.reshape(x, (-1, 24)) * 2, (-1, 4, 6)) + ROW) - ops.mean(y)),
    "mean_all": ([X], lambda x: x - ops.mean(x)), "max_batch": ([X], lambda x: x / ops.max(ops.abs(x), axis=0, keepdims=True)),
    "sum_batch": ([X], lambda x: x * 0 + ops.sum(x, axis=0)), "argmax_rows": ([X], lambda x: x + ops.cast(ops.argmax(x, axis=-1, keepdims=True), "float32")),
    "reshape_batch": ([X], lambda x: ops.reshape(ops.reshape(x, (-1, 6)) * 2, (-1, 2, 3))),
    "ravel": ([X], lambda x: ops.reshape(ops.ravel(x) * 2, (-1, 4, 6))),
    "vdot": ([X, Y], lambda x, y: x * ops.vdot(x, y)),
    "norm": ([X], lambda x: x / (ops.norm(x) + 0.5)),
    "vstack": ([X, Y], lambda x, y: x - ops.max(ops.vstack([x, y]), axis=0)),
    # Of known sizes, as the batch's is not.
    "flipud": ([X], lambda x: x + ops.flipud(ops.max(x, axis=0))),
    "broadcast_to": ([X], lambda x: x + ops.sum(ops.broadcast_to(ops.mean(x, axis=0), (3, 4, 6)), axis=0)),
    "transpose_batch": ([X], lambda x: ops.transpose(ops.transpose(x, (1, 2, 0)) + 1, (2, 0, 1))),
    "diag": ([X], lambda x: x @ ops.diag(ops.mean(x, axis=(0, 2)), k=-2)),
    "diag_of_matrix": ([X], lambda x: ops.transpose(x, (0, 2, 1)) + ops.diag(ops.mean(x, axis=0), k=1)),
    "diagflat": ([X], lambda x: x @ ops.diagflat(ops.mean(x, axis=(0, 1)))),
    "vsplit": ([X], lambda x: ops.transpose(ops.vsplit(ops.transpose(x, (1, 0, 2)), 2)[1], (1, 0, 2))),
}

# The layers that keras.applications has of its own, which Keras finds in other modules.
APPLICATION_LAYERS = {
    "layer_scale": ([X], lambda x: convnext.LayerScale(0.3, x.shape[-1])(x)),
    "stochastic_depth": ([X], lambda x: convnext.StochasticDepth(0.2)(x) * 2),
    "custom_scale_layer": ([X, Y], lambda x, y: inception_resnet_v2.CustomScaleLayer(0.17)([x, y])),
}

TABLES = {"elements": ELEMENTS, "reductions": REDUCTIONS, "shapes": SHAPES, "neural": NEURAL, "images": IMAGES, "sorting": SORTING,
          "mixing": MIXING, "applicationLayers": APPLICATION_LAYERS}

# What Keras 3.15 itself cannot load or run from its own file: the axes of a matrix norm and of a turn, and the sizes of adaptive pools
# come back as a list, an array of one number as a number.
NOT_RELOADED = {"norm_fro": REDUCTIONS.pop("norm_fro"), "bitwise": ELEMENTS.pop("bitwise"),
                **{n: SHAPES.pop(n) for n in ("rot90", "rot90_back")},
                **{n: NEURAL.pop(n) for n in ("adaptive_average_pool", "adaptive_max_pool")}}


def twoNodes():
    """A layer at three nodes, two of them behind each other."""
    a, b = keras.Input((5,), name="a"), keras.Input((5,), name="b")
    shared = layers.Dense(5, activation="tanh", name="shared")
    return keras.Model([a, b], [shared(shared(a)), shared(b)])


def nested():
    """Models in models in a Sequential in a model; the inner one and the whole of them are called twice."""
    i = keras.Input((4,))
    inner = keras.Model(i, layers.Dense(4, activation="relu", name="d")(i) + 1, name="inner")
    m = keras.Input((4,))
    middle = keras.Model(m, inner(inner(m)) * 0.5, name="middle")
    o = keras.Input((4,))
    outer = keras.Sequential([keras.Input((4,)), middle, layers.Dense(4, name="e")], name="outer")
    return keras.Model(o, [outer(o), outer(o * 0.5) + outer(outer(o))])


def dicts():
    """A dict of inputs; outputs nested in dicts and lists; a nested model that takes and gives dicts."""
    q = {"q": keras.Input((3,), name="q"), "p": keras.Input((3,), name="p")}
    part = keras.Model(q, {"sum": q["q"] + q["p"], "list": [q["q"] * 2, q["p"] - 1]}, name="part")
    ins = {"left": keras.Input((3,), name="left"), "right": keras.Input((3,), name="right")}
    out = part({"q": ins["left"], "p": ins["right"]})
    return keras.Model(ins, {"a": out["sum"], "b": {"c": out["list"], "d": layers.Dense(2)(out["list"][0])}})


def activationLayers():
    """Activations given as layers, and calls by keyword. (Keras saves no weights of such a layer.)"""
    x = keras.Input((6,))
    y = layers.Dense(8, activation=layers.LeakyReLU(negative_slope=0.1))(inputs=x)
    y = layers.Dense(8, activation=layers.ELU(alpha=0.7))(y, training=False)
    y = layers.Activation(layers.ReLU(max_value=1.5, negative_slope=0.1))(y)
    return keras.Model(x, layers.Dense(4, activation=keras.activations.softplus)(y))


def severalResults():
    """Layers and operations with several results, of which some are used."""
    x = keras.Input((4, 6))
    sequence, state = layers.SimpleRNN(6, return_sequences=True, return_state=True)(x)
    first, _, third = ops.split(sequence, 3, axis=-1)
    mean, variance = ops.moments(x, axes=[1])
    return keras.Model(x, [first * third[:, :1], ops.concatenate([state, mean, variance], axis=-1)])


def residual():
    """Operators among layers: x * gate + y, normalisation by hand, attention by einsum."""
    x = keras.Input((5, 8))
    mean, deviation = ops.mean(x, axis=-1, keepdims=True), ops.std(x, axis=-1, keepdims=True)
    y = (x - mean) / (deviation + 1e-3)
    q, k, v = layers.Dense(8)(y), layers.Dense(8)(y), layers.Dense(8)(y)
    weights = ops.softmax(ops.einsum("bqd,bkd->bqk", q, k) / 8 ** 0.5, axis=-1)
    gate = ops.sigmoid(layers.Dense(8)(x))
    return keras.Model(x, x * gate + ops.einsum("bqk,bkd->bqd", weights, v) * (1 - gate))


def builtLate():
    """A Sequential without an Input, inside a functional model."""
    x = keras.Input((7,), name="x")
    return keras.Model(x, keras.Sequential([layers.Dense(4), layers.Dense(3, activation="relu")], name="late")(x) / 3)


def wrappers():
    """Layers that own layers: within each other, at two nodes, with an activation that is a layer, in a nested model."""
    x = keras.Input((6, 6, 3), name="x")
    y = layers.SpectralNormalization(layers.Conv2D(4, 3, activation=layers.LeakyReLU(negative_slope=0.1)), name="conv")(x)
    deep = layers.SpectralNormalization(layers.SpectralNormalization(layers.Dense(4)), name="deep", power_iterations=3)
    part = keras.Sequential([keras.Input((4, 4, 4)), layers.SpectralNormalization(layers.Conv2DTranspose(2, 2))], name="part")
    return keras.Model(x, part(deep(deep(y))))


def callsByName():
    """Calls with tensors and constants by name, which are given back so."""
    x, y, s = keras.Input((5, 8), name="x"), keras.Input((7, 8), name="y"), keras.Input((8,), name="s")
    a = layers.MultiHeadAttention(2, 4, name="mha")(x, y, key=y * 2)
    b = layers.MultiHeadAttention(2, 4, name="causal")(x, x, use_causal_mask=True)
    c = layers.GroupQueryAttention(4, 2, 1, name="gqa")(x, value=y)
    d = layers.SimpleRNN(8, return_sequences=True)(x, initial_state=s)
    e = layers.Attention(name="attention")([x, y])
    return keras.Model([x, y, s], {"sum": a + b + c + d, "list": [e, ops.where(x > 0, x, -1)], "one": [ops.max(y, axis=1)]})


def applicationLayers():
    """Those behind each other, with a name that is given."""
    x = keras.Input((5, 5, 6))
    y = convnext.StochasticDepth(0.2)(convnext.LayerScale(0.3, 6, name="scale")(layers.Dense(6)(x)))
    return keras.Model(x, inception_resnet_v2.CustomScaleLayer(0.17)([x, y]))


def adapted():
    """Layers adapted by LoRA, with which Keras merges what it saves."""
    x = keras.Input((7, 7, 4))
    stack = [layers.Conv2D(4, 3), layers.Dense(6), layers.EinsumDense("bhwc,cd->bhwd", (5, 5, 5)), layers.Flatten(),
             layers.Dense(6), layers.Embedding(9, 3)]
    y = x
    for layer in stack:
        y = layer(ops.cast(ops.abs(y) % 9, "int32") if isinstance(layer, layers.Embedding) else y)
        if hasattr(layer, "enable_lora"):
            layer.enable_lora(2, lora_alpha=3)
    return keras.Model(x, y)


GRAPHS = [twoNodes, nested, dicts, activationLayers, severalResults, residual, builtLate, wrappers, callsByName,
          applicationLayers, adapted]
