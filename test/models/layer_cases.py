"""What the layer grid tries: every layer with its arguments at values that are not the defaults.

A `Sweep` names a layer, the values of each argument, and the inputs it takes. The combinations tried cover
every pair of values of two arguments, not the whole product; what Keras refuses is left out.
"""
import itertools
import random
from dataclasses import dataclass


@dataclass
class Sweep:
    layer: str
    arguments: dict
    shapes: list                          # each a shape, or a tuple of shapes for several inputs
    allowed: object = lambda a: True      # False for combinations that Keras refuses or leaves open
    covers: int = 2                       # at most: 2 tries every pair of values, 1 each value once


def combinations(sweep, covers=2):
    """A small seeded list of argument sets (the input's shape is `shape`) in which every allowed combination of
    the values of any `covers` arguments occurs."""
    rng = random.Random(sweep.layer)
    axes = {**sweep.arguments, "shape": sweep.shapes}
    names = list(axes)
    covers = min(covers, sweep.covers if covers <= 2 else covers, len(names))

    def parts(choice):
        return set(itertools.combinations(sorted(choice.items()), covers))

    def draw():
        choice = {n: rng.randrange(len(axes[n])) for n in names}
        return choice if sweep.allowed(values(choice)) else None

    def values(choice):
        return {n: axes[n][k] for n, k in choice.items()}

    pool = [c for c in (draw() for _ in range(3000)) if c]
    missing = set().union(*map(parts, pool)) if pool else set()
    while missing:
        best = max(rng.sample(pool, min(60, len(pool))), key=lambda c: len(parts(c) & missing))
        if not parts(best) & missing:
            best = max(pool, key=lambda c: len(parts(c) & missing))
        missing -= parts(best)
        yield values(best)


FORMATS = ["channels_last", "channels_first"]
BOTH = [True, False]
PADDINGS = ["valid", "same"]
IMAGE = (9, 10, 6)
ACTIVATIONS = [
    "linear", "relu", "relu6", "elu", "selu", "celu", "gelu", "sigmoid", "hard_sigmoid", "tanh", "hard_tanh",
    "silu", "hard_silu", "softplus", "softsign", "softmax", "log_softmax", "exponential", "leaky_relu", "mish",
    "log_sigmoid", "tanh_shrink", "hard_shrink", "soft_shrink", "squareplus", "sparse_plus", "sparse_sigmoid",
    "sparsemax"]


def strideOrDilation(a):
    most = lambda v: max(v) if isinstance(v, tuple) else v
    return most(a["strides"]) == 1 or most(a["dilation_rate"]) == 1


def evenStrides(a):
    return strideOrDilation(a) and not isinstance(a["strides"], tuple)


def paddedLessThanStride(a):
    spread = lambda v: v if isinstance(v, tuple) else (v,) * (len(a["shape"]) - 1)
    extra = a["output_padding"]
    strides, dilation = spread(a["strides"]), spread(a["dilation_rate"])
    if max(strides) > 1 and max(dilation) > 1:
        return False
    return extra is None or all(o < s for o, s in zip(spread(extra), strides))


def cropsOrPads(a):
    return not (a["crop_to_aspect_ratio"] and a["pad_to_aspect_ratio"])


def pools(rank, shape, sizes, strides):
    arguments = {"pool_size": sizes, "strides": strides, "padding": PADDINGS, "data_format": FORMATS}
    return [Sweep(f"{kind}Pooling{rank}D", arguments, [shape]) for kind in ("Max", "Average")]


def wholePools(rank, shape):
    return [Sweep(f"Global{kind}Pooling{rank}D", {"keepdims": BOTH, "data_format": FORMATS}, [shape])
            for kind in ("Max", "Average")]


def adaptivePools(rank, shapes, sizes):
    return [Sweep(f"Adaptive{kind}Pooling{rank}D", {"output_size": sizes, "data_format": FORMATS}, shapes)
            for kind in ("Max", "Average")]


def merging(layer):
    return Sweep(layer, {}, [((4, 5), (4, 5)), ((4, 5), (4, 5), (4, 5)), ((4, 5), (4, 1)), ((3, 4, 5), (1, 4, 1)),
                             ((6,), (6,)), ((4, 3), (3,))])


CONVOLUTION = {
    "kernel_size": [1, 2, 3, 4, (3, 2), (1, 5)], "padding": PADDINGS, "data_format": FORMATS,
    "dilation_rate": [1, 2, (1, 2)], "activation": [None, "relu", "tanh", "softmax"], "use_bias": BOTH}
SEQUENCE = (13, 6)
VOLUME = (5, 6, 7, 4)
CONVOLUTION1D = {**CONVOLUTION, "kernel_size": [1, 2, 3, 4, 7], "dilation_rate": [1, 2, 3]}
CONVOLUTION3D = {**CONVOLUTION, "kernel_size": [1, 2, 3, (3, 1, 2), (1, 2, 4)], "dilation_rate": [1, (1, 2, 1)]}
TRANSPOSED = {"filters": [4], "padding": PADDINGS, "data_format": FORMATS, "dilation_rate": [1, 2],
              "activation": [None, "relu"], "use_bias": BOTH}
INTERPOLATIONS = ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]
POOLING = {"pool_size": [2, 3, (2, 3), (4, 1)], "strides": [None, 1, 2, (3, 2)], "padding": PADDINGS,
           "data_format": FORMATS}


def axisInside(a):
    axes = a["axis"] if isinstance(a["axis"], (tuple, list)) else [a["axis"]]
    shape = a["shape"][0] if isinstance(a["shape"][0], tuple) else a["shape"]
    return all(x <= len(shape) for x in axes)


def dotFits(axes, one, other):
    """Whether the axes, which count the batch, are of one size."""
    first, second = axes if isinstance(axes, tuple) else (axes, axes)
    return one[first - (first > 0)] == other[second - (second > 0)]


SWEEPS = [
    Sweep("Dense", {"units": [1, 5, 16, 37], "activation": [None, "relu", "gelu", "softmax"], "use_bias": BOTH},
          [(7,), (64,), (3, 7), (2, 3, 8)]),
    Sweep("Activation", {"activation": ACTIVATIONS}, [(10,), (5, 7), (3, 4, 5)], covers=1),
    Sweep("Activation", {"activation": ["softmax", "log_softmax", "sparsemax", "relu", "tanh"]},
          [(10,), (5, 7), (2, 3, 4, 5)]),
    Sweep("Activation", {"activation": ["glu", "swish", "hard_swish"]}, [(10,), (5, 8)]),
    Sweep("ReLU", {"max_value": [None, 1.0, 6.0], "negative_slope": [0.0, 0.2], "threshold": [0.0, 0.5, 1.5]},
          [(10,), (4, 5, 3)]),
    Sweep("LeakyReLU", {"negative_slope": [0.3, 0.05, 0.0]}, [(10,), (4, 5, 3)]),
    Sweep("PReLU", {"shared_axes": [None, [1], [2], [1, 2], [1, 3]]}, [(10,), (4, 5, 3)],
          lambda a: not a["shared_axes"] or max(a["shared_axes"]) <= len(a["shape"])),
    Sweep("ELU", {"alpha": [1.0, 0.4]}, [(10,), (4, 5, 3)]),
    Sweep("Softmax", {"axis": [-1, 1, 2, 3, -2, [1, 2], [-1, 1]]}, [(10,), (4, 5, 3), (6, 7)],
          lambda a: axisInside(a) and (a["axis"] in (-1, 1) or len(a["shape"]) > 1)),
    Sweep("Dropout", {"rate": [0.0, 0.5], "noise_shape": [None, (None, 1, 3)]}, [(10,), (4, 3)],
          lambda a: a["noise_shape"] is None or len(a["shape"]) == 2),
    Sweep("SpatialDropout2D", {"rate": [0.5], "data_format": FORMATS}, [(4, 5, 3)]),
    Sweep("GaussianNoise", {"stddev": [0.5]}, [(4, 5)]),
    Sweep("GaussianDropout", {"rate": [0.5]}, [(4, 5)]),
    Sweep("AlphaDropout", {"rate": [0.5]}, [(4, 5)]),
    Sweep("ActivityRegularization", {"l1": [0.0, 0.1], "l2": [0.2]}, [(4, 5)]),
    Sweep("Flatten", {"data_format": FORMATS}, [(7,), (4, 5), (4, 5, 3), (2, 3, 4, 5)]),
    Sweep("Reshape", {"target_shape": [(60,), (-1, 6), (5, -1, 3), (2, 2, 3, 5), (-1,)]}, [(60,), (4, 15), (4, 5, 3)]),
    Sweep("Permute", {"dims": [(1, 2, 3), (3, 1, 2), (2, 1, 3), (3, 2, 1), (1, 3, 2)]}, [(4, 5, 3)]),
    Sweep("Permute", {"dims": [(2, 1)]}, [(4, 5)]),
    Sweep("RepeatVector", {"n": [1, 4]}, [(7,)]),
    Sweep("Conv2D", {**CONVOLUTION, "filters": [6, 12], "strides": [1, 2, 3, (2, 1)], "groups": [1, 2, 6]},
          [IMAGE, (12, 7, 6)], strideOrDilation),
    Sweep("Conv2D", {"filters": [16, 33], "kernel_size": [1, 3], "strides": [1, 2], "padding": ["same"]},
          [(14, 14, 32), (7, 7, 17)]),
    Sweep("DepthwiseConv2D", {**CONVOLUTION, "strides": [1, 2, 3], "depth_multiplier": [1, 2, 3]},
          [IMAGE], evenStrides),
    Sweep("SeparableConv2D", {**CONVOLUTION, "filters": [5, 8], "strides": [1, 2], "depth_multiplier": [1, 2]},
          [IMAGE], evenStrides),
    Sweep("Conv2DTranspose", {"filters": [4], "kernel_size": [1, 2, 3, 4, (3, 2), 5], "strides": [1, 2, 3, (2, 1)],
                              "padding": PADDINGS, "output_padding": [None, 1, (1, 0)], "data_format": FORMATS,
                              "dilation_rate": [1, 2], "activation": [None, "relu"], "use_bias": BOTH},
          [(5, 6, 3)], paddedLessThanStride),
    Sweep("Conv1D", {**CONVOLUTION1D, "padding": ["valid", "same", "causal"], "filters": [6, 12], "strides": [1, 2, 3],
                     "groups": [1, 2, 6]}, [SEQUENCE, (16, 6)], strideOrDilation),
    Sweep("Conv1D", {"filters": [16, 33], "kernel_size": [3], "padding": ["same", "causal"]}, [(40, 32), (7, 17)]),
    Sweep("Conv3D", {**CONVOLUTION3D, "filters": [4, 8], "strides": [1, 2, (1, 3, 2)], "groups": [1, 2, 4]},
          [VOLUME], strideOrDilation),
    Sweep("DepthwiseConv1D", {**CONVOLUTION1D, "strides": [1, 2, 3], "depth_multiplier": [1, 2, 3]},
          [SEQUENCE], evenStrides),
    Sweep("SeparableConv1D", {**CONVOLUTION1D, "filters": [5, 8], "strides": [1, 2], "depth_multiplier": [1, 2]},
          [SEQUENCE], evenStrides),
    Sweep("Conv1DTranspose", {**TRANSPOSED, "kernel_size": [1, 2, 3, 4, 5], "strides": [1, 2, 3],
                              "output_padding": [None, 1, 2]}, [(6, 3)], paddedLessThanStride),
    Sweep("Conv3DTranspose", {**TRANSPOSED, "kernel_size": [1, 2, 3, (3, 2, 1)], "strides": [1, 2, (2, 1, 3)],
                              "output_padding": [None, 1, (1, 0, 1)]}, [(2, 3, 4, 3)], paddedLessThanStride),
    Sweep("ZeroPadding1D", {"padding": [1, (2, 0), (0, 3)], "data_format": FORMATS}, [(5, 3)]),
    Sweep("ZeroPadding3D", {"padding": [1, (1, 0, 2), ((1, 2), (0, 3), (1, 0))], "data_format": FORMATS}, [(3, 4, 2, 3)]),
    Sweep("Cropping1D", {"cropping": [1, (2, 0), (0, 3)]}, [(7, 3)]),
    Sweep("Cropping3D", {"cropping": [1, (1, 0, 2), ((1, 2), (0, 3), (1, 0))], "data_format": FORMATS}, [(5, 6, 5, 3)]),
    Sweep("UpSampling1D", {"size": [1, 2, 3]}, [(5, 3)]),
    Sweep("UpSampling3D", {"size": [2, (1, 3, 2)], "data_format": FORMATS}, [(2, 3, 2, 3)]),
    Sweep("Resizing", {"height": [4, 9, 13], "width": [3, 7, 20], "interpolation": INTERPOLATIONS, "antialias": BOTH,
                       "crop_to_aspect_ratio": BOTH, "pad_to_aspect_ratio": BOTH, "fill_value": [0.0, -1.5],
                       "data_format": FORMATS}, [(9, 7, 3), (12, 20, 2)], cropsOrPads),
    Sweep("CenterCrop", {"height": [4, 9, 13], "width": [3, 7, 20], "data_format": FORMATS}, [(9, 7, 3), (12, 20, 2)]),
    Sweep("ZeroPadding2D", {"padding": [1, (1, 2), ((1, 2), (0, 3))], "data_format": FORMATS}, [(4, 5, 3)]),
    Sweep("Cropping2D", {"cropping": [1, (1, 2), ((1, 2), (0, 3))], "data_format": FORMATS}, [(6, 7, 3)]),
    Sweep("UpSampling2D", {"size": [2, 3, (2, 1)], "interpolation": INTERPOLATIONS, "data_format": FORMATS}, [(4, 5, 3)]),
    Sweep("MaxPooling2D", POOLING, [IMAGE]),
    Sweep("AveragePooling2D", POOLING, [IMAGE]),
    Sweep("GlobalMaxPooling2D", {"keepdims": BOTH, "data_format": FORMATS}, [IMAGE]),
    Sweep("GlobalAveragePooling2D", {"keepdims": BOTH, "data_format": FORMATS}, [IMAGE]),
    *pools(1, SEQUENCE, [2, 3, 5], [None, 1, 2, 4]),
    *pools(3, VOLUME, [2, 3, (1, 2, 3)], [None, 1, (3, 2, 1)]),
    *wholePools(1, SEQUENCE),
    *wholePools(3, VOLUME),
    *adaptivePools(1, [SEQUENCE, (3, 2)], [1, 4, 7, 13]),
    *adaptivePools(2, [IMAGE, (4, 12, 3)], [1, (3, 5), (6, 4), (9, 10)]),
    *adaptivePools(3, [VOLUME], [1, 2, (3, 4, 2), (5, 2, 9)]),
    Sweep("BatchNormalization", {"axis": [-1, 1, 2, 3], "center": BOTH, "scale": BOTH, "epsilon": [1e-3, 0.1]},
          [(8,), (4, 5), (4, 5, 3), (2, 3, 4, 5)], lambda a: a["axis"] <= len(a["shape"])),
    *map(merging, ["Add", "Multiply", "Average", "Maximum", "Minimum"]),
    Sweep("Subtract", {}, [((4, 5), (4, 5)), ((4, 5), (4, 1)), ((6,), (6,))]),
    Sweep("Concatenate", {"axis": [-1, 1, 2]}, [((4, 5), (4, 5)), ((4, 5), (4, 5), (4, 5)), ((3, 4, 5), (3, 4, 5)),
                                                ((6,), (6,))], axisInside),
    Sweep("Concatenate", {"axis": [1]}, [((4, 5), (2, 5))]),
    Sweep("Rescaling", {"scale": [1 / 255, 2.0], "offset": [0.0, -1.0]}, [(4, 5, 3)]),
    Sweep("Rescaling", {"scale": [[0.5, 2.0, 3.0]], "offset": [[0.0, -1.0, 0.5]]}, [(4, 5, 3)]),
    Sweep("Normalization", {"axis": [-1], "mean": [[0.5, -1.0, 2.0]], "variance": [[0.25, 1.0, 4.0]],
                            "invert": BOTH}, [(4, 5, 3)]),
    Sweep("Normalization", {"axis": [None], "mean": [0.5], "variance": [0.25], "invert": BOTH}, [(4, 5, 3)]),
    Sweep("LayerNormalization", {"axis": [-1, 1, [1, 2]], "epsilon": [1e-3, 0.1], "center": BOTH, "scale": BOTH},
          [(4, 5), (3, 4, 6)]),
    Sweep("GroupNormalization", {"groups": [-1, 1, 2, 6], "axis": [-1, 1], "center": BOTH, "scale": BOTH},
          [(6, 6), (6, 5, 6)]),
    Sweep("UnitNormalization", {"axis": [-1, 1, [1, 2]]}, [(4, 5), (3, 4, 6)]),
    Sweep("RMSNormalization", {"axis": [-1, [1, 2]], "epsilon": [1e-6, 0.1]}, [(4, 5)]),
    Sweep("Dot", {"axes": [1, 2, -1, (1, 2), (2, 1)], "normalize": BOTH},
          [((5, 5), (5, 5)), ((4, 5), (3, 5)), ((4, 5), (4, 3)), ((4, 5), (5, 4))],
          lambda a: dotFits(a["axes"], *a["shape"])),
    Sweep("EinsumDense", {"equation": ["abc,cde->abde"], "output_shape": [(None, 3, 8)], "bias_axes": [None, "d", "de"],
                          "activation": [None, "relu", "softmax"]}, [(5, 6)]),
    Sweep("EinsumDense", {"equation": ["...x,xy->...y"], "output_shape": [7], "bias_axes": [None, "y"]},
          [(6,), (5, 6), (2, 3, 6)]),
    Sweep("Attention", {"use_scale": BOTH, "score_mode": ["dot", "concat"]},
          [((4, 6), (5, 6)), ((4, 6), (5, 7), (5, 6)), ((16, 32), (16, 32))]),
    Sweep("AdditiveAttention", {"use_scale": BOTH}, [((4, 6), (5, 6)), ((4, 6), (5, 7), (5, 6))]),
    Sweep("Discretization", {"bin_boundaries": [[0.0], [-1.0, 0.0, 0.5]],
                             "output_mode": ["int", "one_hot", "multi_hot", "count"]}, [(4,), (1,)]),
    Sweep("Identity", {}, [(4, 5)]),
    Sweep("SimpleRNN", {"units": [1, 6, 16], "activation": ["tanh", "relu", None], "use_bias": BOTH,
                        "return_sequences": BOTH, "go_backwards": BOTH, "unroll": BOTH}, [(5, 4), (1, 8)]),
]
