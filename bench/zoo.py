"""The model zoo: seeded Keras models with random weights under which outputs depend on inputs.

One list for the benchmark (bench/run.py) and for the whole-model tests (test/models), so that what is
timed is also what is proven. Every builder takes the sizes that the tests shrink.
"""
import os

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
from keras import layers as L


def mlp(final="softmax"):
    """784-512-512-10: a dense classifier whose time goes into reading 2.7 MB of weights."""
    x = i = keras.Input((784,), name="pixels")
    x = L.Dense(512, activation="relu")(x)
    x = L.Dropout(0.2)(x)
    x = L.Dense(512, activation="relu")(x)
    x = L.Dropout(0.2)(x)
    return keras.Model(i, L.Dense(10, activation=final)(x), name="mlp")


def tinymlp(final=None):
    """16-32-32-4: nothing but call overhead."""
    x = i = keras.Input((16,), name="x")
    x = L.Dense(32, activation="relu")(x)
    x = L.Dense(32, activation="tanh")(x)
    return keras.Model(i, L.Dense(4, activation=final)(x), name="tinymlp")


def lenet(final="softmax", size=28):
    """Two convolutions with pooling, two dense layers: 2.6 MMAC."""
    x = i = keras.Input((size, size, 1), name="image")
    x = L.Conv2D(32, 3, activation="relu")(x)
    x = L.MaxPooling2D()(x)
    x = L.Conv2D(64, 3, activation="relu")(x)
    x = L.MaxPooling2D()(x)
    x = L.Flatten()(x)
    x = L.Dense(128, activation="relu")(x)
    return keras.Model(i, L.Dense(10, activation=final)(x), name="lenet")


def twoinputs(final=None):
    """An image tower and a table tower that meet by Multiply, Add and Concatenate; two outputs."""
    image = keras.Input((20, 20, 3), name="image")
    table = keras.Input((12,), name="table")
    a = L.Conv2D(8, 3, strides=2, padding="same", use_bias=False)(image)
    a = L.BatchNormalization()(a)
    a = L.ReLU()(a)
    a = L.Conv2D(16, 3, strides=2, activation="elu")(a)
    a = L.GlobalAveragePooling2D()(a)
    b = L.Dense(16, activation="gelu")(table)
    gate = L.Dense(16, activation="sigmoid")(b)
    c = L.Multiply()([a, gate])
    c = L.Add()([c, b])
    c = L.Concatenate()([c, a, table])
    c = L.Dense(24, activation="swish")(c)
    score = L.Dense(5, activation=final, name="score")(c)
    rank = L.Dense(1, name="rank")(L.Maximum()([a, b]))
    return keras.Model([image, table], [score, rank], name="twoinputs")


def unet(final="sigmoid", size=128, width=32, depth=4):
    """Convolution blocks down and up with skip connections: 3.02 GMAC at 128, nearly all 3x3."""

    def block(x, filters):
        for _ in range(2):
            x = L.Conv2D(filters, 3, padding="same", use_bias=False)(x)
            x = L.BatchNormalization()(x)
            x = L.Activation("relu")(x)
        return x

    x = i = keras.Input((size, size, 3), name="image")
    skips = []
    for level in range(depth):
        x = block(x, width << level)
        skips.append(x)
        x = L.MaxPooling2D()(x)
    x = block(x, width << depth)
    for level in reversed(range(depth)):
        x = L.Conv2DTranspose(width << level, 2, strides=2, padding="same")(x)
        x = L.Concatenate()([x, skips[level]])
        x = block(x, width << level)
    return keras.Model(i, L.Conv2D(1, 1, activation=final)(x), name="unet")


def application(name, least):
    """A model of keras.applications as Keras has it, on images of 224 x 224 unless told otherwise; `least`: the least size to compare."""

    def build(final="softmax", size=224):
        return getattr(keras.applications, name)(
            weights=None, input_shape=(size, size, 3), classifier_activation=final)

    build.__name__, build.least = name.lower(), least
    return build


# One of each family at least, with the least size that each takes, or at which it is compared: on 32 pixels, where the last images are
# of one pixel, MobileNetV3Large and EfficientNet enlarge rounding with each squeeze-and-excite block, until Keras itself is as far from
# its own answer in float64 as lith is (0.7 and 0.6 of the spread: `precision.py efficientnetv2b0 --size 32`). On 128 the error is 1.5e-5.
APPLICATIONS = {f.__name__: f for f in (application(name, least) for name, least in (
    ("VGG16", 32), ("VGG19", 32), ("ResNet50", 32), ("ResNet101", 32), ("ResNet50V2", 32), ("InceptionV3", 75),
    ("InceptionResNetV2", 75), ("Xception", 71), ("MobileNet", 32), ("MobileNetV2", 32), ("MobileNetV3Small", 32),
    ("MobileNetV3Large", 128), ("DenseNet121", 32), ("NASNetMobile", 32), ("EfficientNetB0", 128), ("EfficientNetV2B0", 128),
    ("ConvNeXtTiny", 32)))}

MODELS = {**APPLICATIONS, **{f.__name__: f for f in (tinymlp, mlp, lenet, twoinputs, unet)}}


def fanIn(layer):
    """How many products make one value of the layer's output."""
    shape = layer.kernel.shape
    kind = type(layer).__name__
    if kind.startswith("Depthwise"):
        return np.prod(shape[:-2])
    if kind.endswith("Transpose"):
        return max(1, np.prod(shape[:-2]) * shape[-1] // np.prod(layer.strides))
    return np.prod(shape[:-1])


def enliven(model, seed=0):
    """He-normal kernels, small biases, and moving statistics taken from a forward pass.

    Fresh Keras weights make deep models blind: their outputs vary by 1e-7 between inputs, so that any
    wrong compiler agrees with them. Here each layer's output has ordinary size and follows the input.
    """
    rng = np.random.default_rng(seed)
    norms = []
    for layer in model._flatten_layers(include_self=False):
        if isinstance(layer, L.BatchNormalization):
            norms.append((layer, layer.momentum))
            layer.momentum = 0.0
        for v in layer.trainable_variables if not hasattr(layer, "layers") else ():
            if v.name in ("kernel", "depthwise_kernel", "pointwise_kernel"):
                deviation = (2 / fanIn(layer)) ** 0.5 if v.name == "kernel" else v.shape[-2] ** -0.5
                v.assign(rng.normal(0, deviation, v.shape))
            elif v.name == "gamma":
                v.assign(rng.uniform(0.7, 1.3, v.shape))
            elif type(layer).__name__ == "LayerScale":
                v.assign(rng.uniform(0.2, 0.6, v.shape))  # 1e-6 would hide the whole branch
            elif v.name in ("beta", "bias"):
                v.assign(rng.normal(0, 0.2, v.shape))
    if norms:
        apply(model, sample(model, 8, seed + 1), training=True)
    for layer, momentum in norms:
        layer.momentum = momentum
    return model


def layerOf(tensor):
    """The name of the layer that makes a symbolic tensor."""
    return tensor._keras_history.operation.name


def sample(model, count, seed):
    """`count` random inputs, by the name of their Input layer.

    Images get large patches of colour besides noise: of noise alone a deep network sees the same in every
    image, and its outputs hardly differ. Where a model begins with a Rescaling or Normalization of its own, they
    are in the range from which that comes to ordinary size.
    """
    rng = np.random.default_rng(seed)
    first = {layerOf(l.input): l for l in model.layers if isinstance(l, (L.Rescaling, L.Normalization))}
    inputs = {}
    for tensor in model.inputs:
        shape = (count,) + tuple(tensor.shape[1:])
        x = rng.normal(0, 1, shape)
        if len(shape) == 4:
            height, width, channels = shape[1:]
            patches = rng.normal(0, 1, (count, 3, 3, channels))
            rows, columns = np.arange(height) * 3 // height, np.arange(width) * 3 // width
            x = 0.5 * x + patches[:, rows][:, :, columns]
        if layer := first.get(layerOf(tensor)):
            x = (x - layer.offset) / layer.scale if isinstance(layer, L.Rescaling) \
                else x * np.sqrt(np.asarray(layer.variance)) + np.asarray(layer.mean)
        inputs[layerOf(tensor)] = x.astype("float32")
    return inputs


def apply(model, inputs, training=False):
    """The model's outputs for inputs by name, as a list of arrays."""
    values = [inputs[layerOf(t)] for t in model.inputs]
    y = model(keras.tree.pack_sequence_as(model._inputs_struct, values), training=training)
    return [np.asarray(v) for v in (y if isinstance(y, (list, tuple)) else [y])]


def build(name, **sizes):
    """The named model, alive, the same at every call."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(0)
    return enliven(MODELS[name](**sizes))
