"""Layers under dtype policies. `LAYERS(policy)`: name -> (inputs, function of symbolic inputs); an input is its shape (of the type that
the policy computes in) or (shape, dtype). `GRAPHS`: whole models in which policies meet."""
import keras
import numpy as np
from keras import layers, ops

ROW, IMAGE, SEQUENCE = (6,), (8, 8, 4), (6, 4)
HALVES = ("float16", "bfloat16")
POLICIES = ("float16", "bfloat16", "mixed_float16", "mixed_bfloat16", "float64")
ACTIVATIONS = ("elu", "exponential", "gelu", "hard_sigmoid", "leaky_relu", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid",
               "silu", "softmax", "softplus", "softsign", "tanh", "squareplus", "tanh_shrink", "celu")


def compute(policy):
    return policy.removeprefix("mixed_")


def LAYERS(p):
    def one(layer, *arguments, shape=ROW, **keys):
        return [shape], lambda x: layer(*arguments, dtype=p, **keys)(x)

    def two(layer, a=ROW, b=ROW, **keys):
        return [a, b], lambda x, y: layer(dtype=p, **keys)([x, y])

    return {
        **{f"dense_{a}": one(layers.Dense, 5, activation=a) for a in ACTIVATIONS},
        "dense_rank3": one(layers.Dense, 5, use_bias=False, shape=SEQUENCE),
        "dense_int8": ([(ROW, "int8")], lambda x: layers.Dense(3, dtype=p)(x)),
        "dense_uint8": ([(ROW, "uint8")], lambda x: layers.Dense(3, dtype=p)(x)),
        "dense_bool": ([(ROW, "bool")], lambda x: layers.Dense(3, dtype=p)(x)),
        "dense_other": ([(ROW, "float32")], lambda x: layers.Dense(3, dtype=p)(x)),
        "einsum_dense": one(layers.EinsumDense, "abc,cd->abd", output_shape=(None, 5), bias_axes="d", shape=SEQUENCE),
        "conv1d": one(layers.Conv1D, 5, 3, padding="causal", activation="relu", shape=SEQUENCE),
        "conv2d": one(layers.Conv2D, 5, 3, padding="same", strides=2, shape=IMAGE),
        "conv2d_first": one(layers.Conv2D, 5, 3, data_format="channels_first", shape=(4, 8, 8)),
        "conv2d_uint8": ([(IMAGE, "uint8")], lambda x: layers.Conv2D(3, 3, dtype=p)(x)),
        "depthwise": one(layers.DepthwiseConv2D, 3, depth_multiplier=2, shape=IMAGE),
        "separable": one(layers.SeparableConv2D, 5, 3, shape=IMAGE),
        "transpose": one(layers.Conv2DTranspose, 5, 3, strides=2, shape=IMAGE),
        "conv3d": one(layers.Conv3D, 3, 2, shape=(4, 4, 4, 2)),
        "batch_norm": one(layers.BatchNormalization, shape=IMAGE),
        "batch_norm_plain": one(layers.BatchNormalization, center=False, scale=False),
        "conv_norm_relu": ([IMAGE], lambda x: layers.ReLU(dtype=p)(layers.BatchNormalization(dtype=p)(layers.Conv2D(5, 3, dtype=p)(x)))),
        "norm_dense": ([ROW], lambda x: layers.Dense(4, dtype=p)(layers.BatchNormalization(dtype=p)(x))),
        "layer_norm": one(layers.LayerNormalization, shape=SEQUENCE),
        "group_norm": one(layers.GroupNormalization, groups=2, shape=IMAGE),
        "rms_norm": one(layers.RMSNormalization),
        "unit_norm": one(layers.UnitNormalization),
        "softmax": one(layers.Softmax), "relu": one(layers.ReLU, max_value=1.0, negative_slope=0.1),
        "leaky_relu": one(layers.LeakyReLU, 0.2), "prelu": one(layers.PReLU), "elu": one(layers.ELU, 0.7),
        "activation": one(layers.Activation, "gelu"),
        "max_pool": one(layers.MaxPooling2D, 3, strides=2, padding="same", shape=IMAGE),
        "average_pool": one(layers.AveragePooling2D, 3, strides=2, padding="same", shape=IMAGE),
        "global_max": one(layers.GlobalMaxPooling2D, shape=IMAGE),
        "global_average": one(layers.GlobalAveragePooling2D, keepdims=True, shape=IMAGE),
        "pool1d": one(layers.AveragePooling1D, 2, shape=SEQUENCE),
        "add": two(layers.Add), "subtract": two(layers.Subtract), "multiply": two(layers.Multiply),
        "average": two(layers.Average), "maximum": two(layers.Maximum), "minimum": two(layers.Minimum),
        "add_mixed": two(layers.Add, (ROW, "float32"), ROW),
        "concatenate": two(layers.Concatenate), "dot": two(layers.Dot, SEQUENCE, SEQUENCE, axes=2, normalize=True),
        "embedding": ([((5,), "int32")], lambda x: layers.Embedding(9, 4, dtype=p)(x)),
        "embedding_uint8": ([((5,), "uint8")], lambda x: layers.Embedding(9, 4, dtype=p)(x)),
        "attention": two(layers.Attention, SEQUENCE, SEQUENCE, use_scale=True),
        "additive_attention": two(layers.AdditiveAttention, SEQUENCE, SEQUENCE),
        "mha": ([SEQUENCE], lambda x: layers.MultiHeadAttention(2, 3, dtype=p)(x, x, use_causal_mask=True)),
        "gqa": ([SEQUENCE], lambda x: layers.GroupQueryAttention(3, 4, 2, dtype=p)(x, x)),
        "flatten": one(layers.Flatten, shape=IMAGE), "reshape": one(layers.Reshape, (3, -1)),
        "permute": one(layers.Permute, (2, 1), shape=SEQUENCE), "repeat": one(layers.RepeatVector, 3),
        "zero_padding": one(layers.ZeroPadding2D, 2, shape=IMAGE), "cropping": one(layers.Cropping2D, 1, shape=IMAGE),
        "up_nearest": one(layers.UpSampling2D, 2, shape=IMAGE),
        "up_bilinear": one(layers.UpSampling2D, 2, interpolation="bilinear", shape=IMAGE),
        "resizing": one(layers.Resizing, 5, 11, shape=IMAGE), "center_crop": one(layers.CenterCrop, 4, 6, shape=IMAGE),
        "center_crop_uint8": ([(IMAGE, "uint8")], lambda x: layers.CenterCrop(4, 6, dtype=p)(x)),
        "rescaling": one(layers.Rescaling, 0.25, offset=-1.5),
        "rescaling_uint8": ([(IMAGE, "uint8")], lambda x: layers.Rescaling(1 / 127.5, offset=-1, dtype=p)(x)),
        "normalization": one(layers.Normalization, mean=[0.5] * 6, variance=[2.0] * 6),
        "normalization_int": ([(ROW, "int32")], lambda x: layers.Normalization(mean=1.0, variance=4.0, dtype=p)(x)),
        "discretization": ([ROW], lambda x: layers.Discretization([-0.5, 0.0, 0.5], dtype=p)(x)),
        "category_encoding": ([((4,), "int32")], lambda x: layers.CategoryEncoding(9, "multi_hot", dtype=p)(x)),
        "random_flip": one(layers.RandomFlip, shape=IMAGE), "dropout": one(layers.Dropout, 0.5), "noise": one(layers.GaussianNoise, 0.5),
        "simple_rnn": one(layers.SimpleRNN, 4, recurrent_initializer="glorot_uniform", return_sequences=True, shape=SEQUENCE),
        "activation_layer": ([ROW], lambda x: layers.Dense(4, activation=layers.LeakyReLU(0.3, dtype=p), dtype=p)(x)),
        # keras.ops: no casts, types meet.
        "op_arithmetic": ([ROW, ROW], lambda x, y: (x + y) * 2.5 - x / (ops.abs(y) + 1)),
        "op_number": ([ROW], lambda x: x * 0.1 + 3),
        "op_reduce": ([SEQUENCE], lambda x: ops.mean(x, axis=-1) + ops.max(x, axis=-1) + ops.logsumexp(x, axis=-1)),
        "op_functions": ([ROW], lambda x: ops.exp(x) + ops.log(ops.abs(x) + 1) + ops.tanh(x) + ops.sqrt(ops.square(x) + 1) + ops.erf(x)),
        "op_matmul": ([SEQUENCE, SEQUENCE], lambda x, y: ops.matmul(x, ops.transpose(y, (0, 2, 1)))),
        "op_einsum": ([SEQUENCE, SEQUENCE], lambda x, y: ops.einsum("abc,adc->abd", x, y)),
        "op_sin": ([ROW], lambda x: ops.sin(x) * ops.power(ops.abs(x) + 0.5, 1.5)),
        "op_wide": ([ROW], lambda x: ops.tan(x) + ops.arctan2(x, x * x) + ops.arcsinh(x) + ops.log2(ops.hypot(x, x * x) + 1) + ops.sinh(x / 2)),
        "op_softmax": ([ROW], lambda x: ops.softmax(x)), "op_compare": ([ROW, ROW], lambda x, y: x > y),
        "op_where": ([ROW, ROW], lambda x, y: ops.where(x > 0, x, y)),
        "op_cast_int": ([ROW], lambda x: ops.cast(x * 4, "int32")), "op_cast_float": ([ROW], lambda x: ops.cast(x, "float32")),
        "op_cast_from_uint8": ([(ROW, "uint8")], lambda x: ops.cast(x, compute(p))),
        "op_meets_float32": ([ROW, (ROW, "float32")], lambda x, y: x + y),
        "op_meets_int": ([ROW, (ROW, "int32")], lambda x, y: x + y),
        "op_shapes": ([SEQUENCE], lambda x: ops.concatenate([ops.reshape(x, (-1, 24)), ops.flip(ops.reshape(x, (-1, 24)), axis=1)], axis=1)),
        "op_pad": ([SEQUENCE], lambda x: ops.pad(x, ((0, 0), (1, 2), (0, 0)))), "op_take": ([SEQUENCE], lambda x: ops.take(x, [2, 0], axis=1)),
        "op_cumsum": ([ROW], lambda x: ops.cumsum(x, axis=-1)), "op_one_hot": ([((3,), "int32")], lambda x: ops.one_hot(x, 9, dtype=compute(p))),
        # With a policy of float64 lith computes these in float64, Keras in float32.
        **({} if p == "float64" else {
            "layer_norm_other": ([(ROW, "float32")], lambda x: layers.LayerNormalization(dtype=p)(x)),
            "group_norm_other": ([(IMAGE, "float32")], lambda x: layers.GroupNormalization(groups=2, dtype=p)(x))}),
        # Keras on jax that has 64 bits gives int64 where it otherwise gives int32.
        **({} if p == "float64" else {"op_argmax": ([ROW], lambda x: ops.argmax(x, axis=-1))}),
    }


# By case and dtype, what Keras computes in inside: the softmax of jax's attention is one of float32.
INSIDE = {("mha", "float64"): "float32", ("gqa", "float64"): "float32"}


def mixed_policies():
    """Every policy behind every other; the last layer is in float32, as it is usually done."""
    x = keras.Input((8, 8, 3), dtype="uint8", name="x")
    y = layers.Rescaling(1 / 255, dtype="mixed_bfloat16")(x)
    y = layers.Conv2D(8, 3, padding="same", dtype="mixed_bfloat16")(y)
    y = layers.BatchNormalization(dtype="mixed_bfloat16")(y)
    y = layers.ReLU(dtype="mixed_bfloat16")(y)
    z = layers.Conv2D(8, 1, dtype="float16")(y)
    y = layers.Add(dtype="mixed_float16")([y, z])
    y = layers.GlobalAveragePooling2D(dtype="float32")(y)
    y = layers.LayerNormalization(dtype="bfloat16")(y)
    return keras.Model(x, layers.Dense(5, activation="softmax", dtype="float32")(y))


def nested():
    """A model in another type, at two nodes, called with other types than its input's."""
    a = keras.Input((6,), dtype="float16", name="a")
    inner = keras.Model(a, layers.Dense(6, activation="tanh", dtype="mixed_float16")(a), name="inner")
    x, n = keras.Input((6,), name="x"), keras.Input((6,), dtype="int32", name="n")
    y = inner(layers.Dense(6, dtype="mixed_bfloat16")(x))
    chain = keras.Sequential([layers.Dense(4, dtype="bfloat16"), layers.Activation("gelu", dtype="bfloat16")], name="chain")
    return keras.Model([x, n], [chain(inner(n)), layers.Add(dtype="float32")([y, x])])


def shared():
    """One layer on inputs of two types: it computes in one."""
    x, y = keras.Input((6,), dtype="float16", name="x"), keras.Input((6,), dtype="float32", name="y")
    dense = layers.Dense(4, dtype="mixed_bfloat16")
    return keras.Model([x, y], [dense(x), dense(y), layers.Concatenate(dtype="float32")([dense(x), y])])


def integers():
    """Inputs of every integer type and bool, moved and turned into floats."""
    kinds = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "bool")
    xs = [keras.Input((4,), dtype=k, name=k) for k in kinds]
    flat = [layers.Dense(3)(layers.Flatten()(layers.Reshape((2, 2))(x))) for x in xs]
    # Keras on jax has int64 only where it is told so.
    return keras.Model(xs, flat + [layers.RepeatVector(2)(x) for x in xs[:7] if x.dtype != "int64"])


def maximaOfIntegers():
    """Pooling that keeps integers what they are."""
    images, outputs = [], []
    for kind in ("int8", "int16", "int32", "uint8", "uint32"):
        x = keras.Input((9, 8, 3), dtype=kind)
        images.append(x)
        outputs += [f(x) for f in (
            layers.MaxPooling2D(3, 2, "same"), layers.MaxPooling2D(2, data_format="channels_first"), layers.GlobalMaxPooling2D(keepdims=True),
            layers.AdaptiveMaxPooling2D((4, 3)), lambda x: ops.max_pool(x, 2, 2))]
    return keras.Model(images, outputs)


def transformer():
    x = keras.Input((7,), dtype="int32", name="x")
    y = layers.Embedding(9, 16, dtype="mixed_bfloat16")(x)
    for _ in range(2):
        z = layers.LayerNormalization(dtype="mixed_bfloat16")(y)
        y = layers.Add(dtype="mixed_bfloat16")([y, layers.MultiHeadAttention(2, 8, dtype="mixed_bfloat16")(z, z)])
        z = layers.LayerNormalization(dtype="mixed_bfloat16")(y)
        z = layers.Dense(32, activation="gelu", dtype="mixed_bfloat16")(z)
        y = layers.Add(dtype="mixed_bfloat16")([y, layers.Dense(16, dtype="mixed_bfloat16")(z)])
    return keras.Model(x, layers.Dense(5, dtype="float32")(layers.GlobalAveragePooling1D(dtype="float32")(y)))


def floatsOfIntegers():
    """Layers that make floats of integers. (PReLU, Softmax, LayerNormalization and GroupNormalization are refused: there
    Keras computes in the integers themselves, and has NaN or zeros for some.)"""
    rows, outputs = [], []
    for kind in ("int8", "int32", "uint8"):
        row, image = keras.Input((4, 6), dtype=kind), keras.Input((8, 8, 3), dtype=kind)
        rows += [row, image]
        outputs += [f(row) for f in (
            layers.LeakyReLU(), layers.ELU(), layers.AveragePooling1D(2), layers.GlobalAveragePooling1D(), layers.SimpleRNN(3),
            layers.AdaptiveAveragePooling1D(2))]
        outputs += [layers.AveragePooling2D(2)(image), layers.GlobalAveragePooling2D()(image), layers.Average()([row, row])]
    return keras.Model(rows, outputs)


OF_INTEGERS = [integers, floatsOfIntegers, maximaOfIntegers]
GRAPHS = [mixed_policies, nested, shared, *OF_INTEGERS, transformer]
