"""What the layer grid tries: every layer with its arguments at values that are not the defaults.

How a case is written down is said in sweeps.py. Attention, embedding and sums over axes are in attention_cases.py,
categories and image preprocessing in preprocessing_cases.py.
"""
import attention_cases
import preprocessing_cases
from preprocessing_cases import INTERPOLATIONS
from sweeps import BOTH, FORMATS, PADDINGS, Sweep

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
POOLING = {"pool_size": [2, 3, (2, 3), (4, 1)], "strides": [None, 1, 2, (3, 2)], "padding": PADDINGS,
           "data_format": FORMATS}


def axisInside(a):
    axes = a["axis"] if isinstance(a["axis"], (tuple, list)) else [a["axis"]]
    shape = a["shape"][0] if isinstance(a["shape"][0], tuple) else a["shape"]
    return all(x <= len(shape) for x in axes)


def child(kind, **arguments):
    """A layer within another one's arguments, as Keras serializes it."""
    return {"module": "keras.layers", "class_name": kind, "config": arguments, "registered_name": None}


def normalised(shapes, *children):
    """SpectralNormalization of each of the layers; their names stay small, as they are the same in every case."""
    return Sweep("SpectralNormalization", {"layer": list(children), "power_iterations": [1, 3]}, shapes)


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
    Sweep("SpatialDropout1D", {"rate": [0.5]}, [(4, 5)]),
    Sweep("SpatialDropout2D", {"rate": [0.5], "data_format": FORMATS}, [(4, 5, 3)]),
    Sweep("SpatialDropout3D", {"rate": [0.5], "data_format": FORMATS}, [(2, 4, 5, 3)]),
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
    Sweep("LayerNormalization", {"axis": [-1, 1, [1, 2]], "epsilon": [1e-3, 0.1], "center": BOTH, "scale": BOTH},
          [(4, 5), (3, 4, 6)]),
    Sweep("GroupNormalization", {"groups": [-1, 1, 2, 6], "axis": [-1, 1], "center": BOTH, "scale": BOTH},
          [(6, 6), (6, 5, 6)]),
    Sweep("UnitNormalization", {"axis": [-1, 1, [1, 2]]}, [(4, 5), (3, 4, 6)]),
    Sweep("RMSNormalization", {"axis": [-1, [1, 2]], "epsilon": [1e-6, 0.1]}, [(4, 5)]),
    normalised([(5,), (4, 5)], child("Dense", units=3, activation="relu"), child("Dense", units=4, use_bias=False),
               child("SpectralNormalization", layer=child("Dense", units=3, activation=child("LeakyReLU")))),
    normalised([SEQUENCE], child("Conv1D", filters=3, kernel_size=3, activation="tanh"),
               child("EinsumDense", equation="abc,cd->abd", output_shape=[None, 3], bias_axes="d"),
               child("Conv1DTranspose", filters=2, kernel_size=3, strides=2)),
    normalised([IMAGE], child("Conv2D", filters=3, kernel_size=3, padding="same", activation=child("ReLU", max_value=0.5)),
               child("Conv2DTranspose", filters=2, kernel_size=3, strides=2), child("DepthwiseConv2D", kernel_size=2)),
    normalised([VOLUME], child("Conv3D", filters=2, kernel_size=2)),
    normalised([(4,)], child("Embedding", input_dim=5, output_dim=3)),
    Sweep("Identity", {}, [(4, 5)]),
    Sweep("SimpleRNN", {"units": [1, 6, 16], "activation": ["tanh", "relu", None], "use_bias": BOTH,
                        "return_sequences": BOTH, "go_backwards": BOTH, "unroll": BOTH}, [(5, 4), (1, 8)]),
    Sweep("SimpleRNN", {"units": [6], "return_state": BOTH, "return_sequences": BOTH,
                        "inputs": [(("", 0), ("initial_state", 1)), (("sequences", 0), ("initial_state", 1))]},
          [(5, 4), ((5, 4), (6,))]),
    # Integers pass through what only moves, picks or joins numbers.
    *(Sweep(layer, {**arguments, "data": [(("int32", -9, 9),), (("int64", -9, 9),)]}, shapes)
      for layer, arguments, shapes in (
          ("Flatten", {}, [(4, 5)]), ("Reshape", {"target_shape": [(5, -1)]}, [(4, 5)]), ("Permute", {"dims": [(2, 1)]}, [(4, 5)]),
          ("RepeatVector", {"n": [3]}, [(7,)]), ("Concatenate", {}, [((4, 5), (4, 2))]), ("Cropping1D", {"cropping": [1]}, [(5, 3)]),
          ("ZeroPadding2D", {"padding": [1]}, [(4, 5, 3)]), ("UpSampling1D", {"size": [2]}, [(5, 3)]), ("Identity", {}, [(4,)]),
          ("Add", {}, [((4, 5), (4, 5))]), ("Multiply", {}, [((4, 5), (4, 5))]), ("Maximum", {}, [((4, 5), (4, 1))]))),
    *attention_cases.SWEEPS,
    *preprocessing_cases.SWEEPS,
]
