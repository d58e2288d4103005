#!/usr/bin/env python3
"""Saves small models with whatever Keras this Python has, and what that Keras answers: make-old-keras.py OUT.tar.xz

usage: make-old-keras.py [--module keras|tf_keras] OUT.tar.xz
The archives in Inputs/old-keras/ are data; run it again only to change them. Each folder of one is a model: model.h5
(model.save), model.json (to_json), old.h5 (save_weights of all versions until 2.11), new.weights.h5 (since then),
model.keras (from 2.12 on; that of Keras 3 is tested elsewhere), inputs.npz and expect.npz.

Keras 1.2.2 to 2.3.1 run on Theano, which needs no compiler if told so:
  pip install numpy==1.23.5 'scipy<1.11' 'h5py<3.11' pyyaml six Theano-PyMC   (Python 3.11)
  pip download --no-deps keras==2.3.1 keras_applications keras_preprocessing, unpacked onto PYTHONPATH
  theano/tensor/signal/pool.py, where Pool.perform takes a part of yk: index with a tuple, not a list
  KERAS_BACKEND=theano THEANO_FLAGS=device=cpu,cxx=,blas__ldflags=,optimizer=fast_compile,floatX=float32,optimizer_excluding=AbstractConvCheck
Keras 2.4 to 2.15 is TensorFlow's; a wheel of TensorFlow brings the keras of its number, tf_keras comes with later ones:
  pip install tensorflow-cpu==2.12.* (or 2.15.*; Python 3.11), with TF_CPP_MIN_LOG_LEVEL=3
What a version does not have is left out, which is told on standard error.
Keras 1 does not say in its files which backend wrote them, and Keras 2 takes them for TensorFlow's: kernels are turned
around before Keras 1 saves them (its own convert_kernel), as its documentation asks of those who move from Theano.
"""
import argparse
import collections
import collections.abc
import importlib
import inspect
import io
import os
import sys
import tarfile
import tempfile
from pathlib import Path

import numpy as np

BATCH = 3


def isSince(k, *version):
    """Whether the Keras `k` is of this version or a later one. From 2.4 on it is TensorFlow's alone, until 3."""
    return tuple(int(n) for n in k.__version__.split(".")[:2]) >= version


def reviveOldPython():
    """Puts back what Python and Theano have removed since Keras 1 and 2 were written."""
    for name in ("Iterable", "Callable", "Mapping", "MutableMapping", "Sequence"):
        setattr(collections, name, getattr(collections.abc, name))
    if not hasattr(inspect, "getargspec"):
        Spec = collections.namedtuple("ArgSpec", "args varargs keywords defaults")
        inspect.getargspec = lambda f: Spec(*inspect.getfullargspec(f)[:4])
    if os.environ.get("KERAS_BACKEND") == "theano":
        import scipy.signal
        import scipy.signal._signaltools
        import scipy.signal._sigtools
        sys.modules["scipy.signal.signaltools"] = scipy.signal._signaltools
        sys.modules["scipy.signal.sigtools"] = scipy.signal._sigtools
        import theano.ifelse
        import theano.sandbox.rng_mrg as streams
        streams.MRG_RandomStreams = streams.MRG_RandomStream


def images(k):
    """Convolutions, normalisation, pooling: a Sequential without an InputLayer."""
    L = k.layers
    return k.models.Sequential([
        L.Conv2D(4, (3, 2), strides=(2, 1), padding="same", activation="relu", input_shape=(9, 8, 2)),
        L.BatchNormalization(),
        L.ZeroPadding2D(((1, 0), (0, 2))),
        L.Conv2D(3, 3, dilation_rate=2, use_bias=False),
        L.BatchNormalization(scale=False, epsilon=0.01),
        L.Activation("hard_sigmoid"),
        L.UpSampling2D(2),
        L.AveragePooling2D((2, 3), strides=1),
        L.Dropout(0.3),
        L.Flatten(),
        L.Dense(5, activation="softmax")])


def channelsFirst(k):
    """The ordering that Theano had."""
    L = k.layers
    return k.models.Sequential([
        L.Conv2D(4, (3, 2), activation="relu", data_format="channels_first", input_shape=(2, 6, 7)),
        L.BatchNormalization(axis=1),
        L.MaxPooling2D(2, data_format="channels_first"),
        L.Flatten(),
        L.Dense(4)])


def transposed(k):
    """Kernels of layers that slide otherwise."""
    L, x = k.layers, k.layers.Input((5, 4, 3))
    y = L.Conv2DTranspose(2, 3, strides=2, activation="elu")(x)
    y = L.SeparableConv2D(4, (3, 2), depth_multiplier=2)(y)
    return k.models.Model(x, L.GlobalMaxPooling2D()(y))


def graph(k):
    """Layers and models that are called twice, nested and partly frozen; several inputs and outputs."""
    L, a, b = k.layers, k.layers.Input((4,), name="a"), k.layers.Input((6,), name="b")
    frozen = L.Dense(4, name="frozen")
    inner = k.models.Sequential([L.Dense(4, input_shape=(5,)), L.BatchNormalization(), frozen,
                                 L.Dense(3, activation="hard_sigmoid")], name="inner")
    frozen.trainable = False
    i = L.Input((3,))
    block = k.models.Model(i, [L.BatchNormalization(center=False)(L.Dense(4)(i)), L.LeakyReLU(0.2)(i)], name="block")
    outside = k.models.Sequential([block.layers[1].__class__(3, input_shape=(3,)), L.PReLU()], name="outside")
    shared = L.Dense(5, activation="tanh", name="shared")
    x, y = inner(shared(a)), inner(shared(L.Dense(4)(b)))
    (p, q), (r, s) = block(x), block(y)
    sums = L.Add()([p, r])
    both = L.Concatenate()([sums, L.Multiply()([q, s]), L.Average()([q, s]), L.Maximum()([q, s])])
    return k.models.Model([a, b], [L.Dense(2)(both), outside(s)])


def spectral(k):
    """Layers in a wrapper, which holds their kernel once more: by themselves, in a nested model, frozen, called twice."""
    L, x = k.layers, k.layers.Input((8, 7, 2), name="x")
    first = L.SpectralNormalization(L.Conv2D(4, (3, 2), activation="elu"), name="first")
    y = L.BatchNormalization()(first(x))
    y = L.SpectralNormalization(L.Conv2DTranspose(3, 2, strides=2, use_bias=False), power_iterations=2)(y)
    i = L.Input((3,))
    frozen = L.SpectralNormalization(L.Dense(3, activation="tanh"), name="frozen")
    inner = k.models.Model(i, L.SpectralNormalization(L.Dense(3))(L.BatchNormalization()(frozen(i))), name="inner")
    frozen.trainable = False
    if isSince(k, 3):
        first.layer.trainable = False  # Keras 2 gives two weights one name then, and cannot save them
    y = inner(L.GlobalAveragePooling2D()(y))
    return k.models.Model(x, L.Concatenate()([y, inner(y)]))


def recurrent(k):
    L = k.layers
    return k.models.Sequential([L.SimpleRNN(4, return_sequences=True, input_shape=(5, 3)),
                                L.SimpleRNN(3, activation="hard_sigmoid", go_backwards=True)])


def present(*calls):
    """The tensors that the calls give; those that this Keras cannot make are told and left out."""
    made = []
    for call in calls:
        try:
            made.append(call())
        except (AttributeError, TypeError, IndexError, NotImplementedError, ImportError) as problem:
            print(f"left out: {type(problem).__name__}", str(problem).split("\n")[0], file=sys.stderr)
    return made


def sequences(k):
    L, x = k.layers, k.layers.Input((8, 3))
    return k.models.Model(x, present(
        lambda: L.Conv1D(4, 3, padding="causal", dilation_rate=2)(x),
        lambda: L.Conv1D(3, 2, strides=2, activation="elu")(x),
        lambda: L.Conv1DTranspose(2, 3, strides=2, output_padding=1)(x),
        lambda: L.SeparableConv1D(4, 3, depth_multiplier=2, padding="same")(x),
        lambda: L.DepthwiseConv1D(3, depth_multiplier=2, dilation_rate=2)(x),
        lambda: L.LocallyConnected1D(3, 3, strides=2, activation="tanh")(x),
        lambda: L.LocallyConnected1D(3, 3, padding="same", implementation=2)(x),
        lambda: L.LocallyConnected1D(3, 4, padding="same", implementation=3)(x),
        lambda: L.Cropping1D((1, 2))(L.UpSampling1D(3)(x)),
        lambda: L.ZeroPadding1D((2, 1))(L.SpatialDropout1D(0.2)(x)),
        lambda: L.MaxPooling1D(3, strides=2, padding="valid")(x),
        lambda: L.AveragePooling1D(2)(x),
        lambda: L.GlobalMaxPooling1D()(x),
        lambda: L.GlobalAveragePooling1D(keepdims=True)(x),
        lambda: L.PReLU(shared_axes=[1])(L.Permute((2, 1))(x)),
        lambda: L.Reshape((4, -1))(x)))


def volumes(k):
    L, x = k.layers, k.layers.Input((4, 3, 5, 2))
    return k.models.Model(x, present(
        lambda: L.Conv3D(3, (2, 3, 2), activation="relu")(x),
        lambda: L.Conv3DTranspose(2, 2, strides=(1, 2, 1), output_padding=(0, 1, 0))(x),
        lambda: L.Cropping3D(((1, 0), (0, 2), (1, 1)))(x),
        lambda: L.GlobalAveragePooling3D(keepdims=True)(L.ZeroPadding3D((1, 0, 2))(x)),
        lambda: L.GlobalMaxPooling3D()(L.UpSampling3D((1, 2, 2))(x)),
        lambda: L.MaxPooling3D((2, 1, 3))(x),
        lambda: L.AveragePooling3D(2, strides=(1, 2, 2))(x),
        lambda: L.PReLU(shared_axes=[1, 2, 3])(L.SpatialDropout3D(0.2)(x))))


def windows(k):
    """What slides over images otherwise than a convolution does."""
    L, x = k.layers, k.layers.Input((6, 5, 2))
    resizes = k.backend.backend() != "theano"
    return k.models.Model(x, present(
        lambda: L.DepthwiseConv2D((3, 2), strides=2, depth_multiplier=2, activation="relu")(x),
        lambda: L.SeparableConv2D(4, 3, dilation_rate=2)(x),
        lambda: L.Conv2D(4, 3, groups=2)(x),
        lambda: L.Conv2DTranspose(2, (3, 2), strides=2, output_padding=(1, 0))(x),
        lambda: L.LocallyConnected2D(2, (3, 2), activation="relu")(x),
        lambda: L.LocallyConnected2D(2, 3, strides=2, implementation=2)(x),
        lambda: L.LocallyConnected2D(2, 3, padding="same", implementation=3)(x),
        lambda: L.Cropping2D(((1, 0), (2, 1)))(x),
        lambda: L.UpSampling2D((2, 3))(x),
        *[lambda: L.UpSampling2D((2, 3), interpolation="bilinear")(x)] * resizes,
        *[lambda: L.UpSampling2D(2, interpolation="bicubic")(x)] * resizes,
        lambda: L.ZeroPadding2D((2, 1))(L.SpatialDropout2D(0.2)(x)),
        lambda: L.MaxPooling2D(3, strides=2)(x),
        lambda: L.GlobalAveragePooling2D()(x),
        lambda: L.GlobalMaxPooling2D(keepdims=True)(x),
        lambda: L.PReLU(shared_axes=[1, 2])(x)))


def vectors(k):
    L, x = k.layers, k.layers.Input((4, 6))
    a, b = L.Dense(3, activation="selu")(x), L.Dense(3, activation="softsign")(x)
    return k.models.Model(x, present(
        lambda: L.ThresholdedReLU(0.3)(x),
        lambda: L.ReLU(max_value=1.5, negative_slope=0.2, threshold=0.4)(x),
        lambda: L.Softmax(axis=1)(x),
        lambda: L.ELU(0.7)(x),
        lambda: L.Activation("softplus")(x),
        lambda: L.Activation(k.activations.exponential)(x),
        lambda: L.Activation(k.activations.swish)(x),
        lambda: L.Activation(k.activations.gelu)(x),
        lambda: L.Dot(axes=1)([a, b]),
        lambda: L.Dot(axes=(2, 2), normalize=True)([a, b]),
        lambda: L.Subtract()([a, b]),
        lambda: L.Minimum()([a, b]),
        lambda: L.Concatenate(axis=1)([a, b]),
        lambda: L.GaussianNoise(0.1)(L.GaussianDropout(0.2)(L.AlphaDropout(0.1)(x))),
        lambda: L.ActivityRegularization(0.1)(L.RepeatVector(3)(L.Flatten()(x)))))


def ids(k):
    L, x = k.layers, k.layers.Input((5,), dtype="int32")
    return k.models.Model(x, present(
        lambda: L.Embedding(6, 3)(x),
        lambda: L.CategoryEncoding(num_tokens=6, output_mode="multi_hot")(x),
        lambda: L.CategoryEncoding(num_tokens=7, output_mode="count")(x),
        lambda: L.IntegerLookup(vocabulary=[3, 1, 4])(x),
        lambda: L.IntegerLookup(vocabulary=[3, 1], num_oov_indices=2, mask_token=0, output_mode="count")(x)))


def normalized(k):
    L, x = k.layers, k.layers.Input((4, 3, 6))
    known = L.Normalization(axis=-1)
    known.adapt(np.random.default_rng(1).normal(0.3, 2, (8, 4, 3, 6)).astype("float32"))
    return k.models.Model(x, present(
        lambda: L.LayerNormalization()(x),
        lambda: L.LayerNormalization(axis=[1, 3], epsilon=1e-5, center=False)(x),
        lambda: L.GroupNormalization(3, epsilon=0.01)(x),
        lambda: L.GroupNormalization(1, axis=1, scale=False)(x),
        lambda: L.UnitNormalization()(x),
        lambda: L.UnitNormalization(axis=[1, 2])(x),
        lambda: L.BatchNormalization(axis=1, center=False)(x),
        lambda: known(x)))


def preprocessed(k):
    """TensorFlow looks up bicubic weights at 1024 steps from pixel to pixel, so sizes are doubled there."""
    L, x = k.layers, k.layers.Input((6, 7, 2))
    return k.models.Model(x, present(
        lambda: L.Resizing(4, 9)(x),
        lambda: L.Resizing(8, 5, interpolation="nearest")(x),
        lambda: L.Resizing(12, 14, interpolation="bicubic")(x),
        lambda: L.Resizing(5, 3, crop_to_aspect_ratio=True)(x),
        lambda: L.CenterCrop(3, 4)(x),
        lambda: L.CenterCrop(8, 4)(x),
        lambda: L.Rescaling([0.5, 2.0], offset=-0.2)(x),
        lambda: L.Normalization(mean=0.5, variance=2.0)(x),
        lambda: L.RandomFlip()(L.RandomRotation(0.2)(L.RandomZoom(0.1)(x))),
        lambda: L.Discretization(bin_boundaries=[-1.0, 0.0, 0.7])(x),
        lambda: L.Discretization(bin_boundaries=[0.0, 0.5], output_mode="multi_hot")(L.Flatten()(x))))


def attended(k):
    L, q = k.layers, k.layers.Input((4, 6))
    v, key = L.Dense(6)(q), L.Dense(6)(q)
    width = 4 if k.backend.backend() == "tensorflow" else 3  # that of keys, on jax
    return k.models.Model(q, present(
        lambda: L.EinsumDense("abc,cde->abde", output_shape=(None, 2, 3), bias_axes="e", activation="tanh")(q),
        lambda: L.Attention(use_scale=True)([q, v, key]),
        lambda: L.Attention(score_mode="concat")([q, v]),
        lambda: L.AdditiveAttention()([q, v]),
        lambda: L.MultiHeadAttention(2, 3)(q, v),
        lambda: L.MultiHeadAttention(2, 3, value_dim=width, output_shape=5, use_bias=False)(q, v, key=key),
        lambda: L.MultiHeadAttention(2, 2)(q, value=v, use_causal_mask=True)))


def bare(k):
    """Layers of one class with weights and without, also nested: Keras 2.12 counts those with weights twice in its files."""
    L, S, x = k.layers, k.models.Sequential, k.layers.Input((4,))
    y = L.LayerNormalization(center=False, scale=False)(x)
    y = L.LayerNormalization()(L.Dense(4)(y))
    y = S([L.LayerNormalization(center=False, scale=False, input_shape=(4,))])(y)
    y = S([L.LayerNormalization(center=False, scale=False, input_shape=(4,)), L.Dense(3), L.LayerNormalization(scale=False)])(y)
    return k.models.Model(x, S([L.Dense(2, input_shape=(3,))])(L.LayerNormalization(center=False)(y)))


def functions(k):
    """Operators and functions of TensorFlow, which a functional model has among its layers: in the model and in one within it."""
    import tensorflow as tf
    L, x, i = k.layers, k.layers.Input((4, 6), name="x"), k.layers.Input((6, 6, 4), name="i")
    y, up = L.Dense(6)(x), tf.abs(x) + 0.5
    n = L.Input((4, 6))
    inner = k.models.Model(n, L.Dense(3)(tf.concat([1.0 - n, tf.nn.relu(n)], axis=-1)) / 2.0, name="inner")
    whole = tf.cast(x * 3.0, "int32")
    return k.models.Model([x, i], present(
        lambda: x + y, lambda: 2.0 - x * y, lambda: -x / up, lambda: up ** 1.5, lambda: x // 0.5 + x % 0.3, lambda: whole // 2 + whole % 3,
        lambda: tf.where(tf.logical_and(x > 0.1, tf.logical_not(y >= 0.2)), x, y), lambda: tf.where(tf.not_equal(whole, 1), 0.0, x),
        lambda: tf.maximum(tf.minimum(x, y), 0.1) + tf.atan2(x, y) + tf.math.divide_no_nan(x, y), lambda: tf.add_n([x, y, x]),
        lambda: tf.exp(-x) + tf.math.log(up) + tf.sqrt(up) + tf.math.rsqrt(up) + tf.square(x) + tf.math.erf(x) + tf.tanh(x),
        lambda: tf.floor(x) + tf.round(x * 4.0) + tf.sign(x) + tf.math.ceil(x), lambda: tf.clip_by_value(x, -0.5, 0.25),
        lambda: tf.nn.gelu(x) + tf.nn.silu(x) + tf.nn.elu(x) + tf.nn.relu6(x) + tf.nn.leaky_relu(x) + tf.nn.leaky_relu(x, 0.3),
        lambda: tf.nn.softmax(x) + tf.nn.log_softmax(x, axis=1) + tf.math.softplus(x) + tf.sigmoid(x) + tf.math.l2_normalize(x, -1),
        lambda: tf.reduce_mean(x, [1, 2], keepdims=True) + tf.reduce_sum(x, -1, keepdims=True) + tf.math.reduce_std(x, 1, keepdims=True),
        lambda: tf.stack([tf.reduce_max(x, 1), tf.reduce_min(x, 1), tf.norm(x, axis=1), tf.math.reduce_logsumexp(x, 1)], -1),
        lambda: tf.argmax(x, -1), lambda: tf.reduce_any(x > 1.0, 1), lambda: tf.cumsum(x, 1) + tf.sort(x, 1), lambda: tf.argsort(x),
        lambda: tf.math.top_k(x, 2).values, lambda: tf.math.top_k(x, 3).indices, lambda: tf.reshape(x, (-1, 8, 3)), lambda: tf.reshape(x, (tf.shape(x)[0], -1)),
        lambda: tf.reshape(tf.transpose(x, (0, 2, 1)), (tf.shape(x)[0], 24)), lambda: tf.squeeze(tf.expand_dims(x, 1), 1)[:, 1:, ::2],
        lambda: x[:, :, tf.newaxis][:, -1], lambda: tf.tile(x, [1, 2, 1]), lambda: tf.repeat(x, 2, axis=1), lambda: tf.reverse(x, [1]),
        lambda: tf.pad(x, [[0, 0], [1, 2], [0, 1]]), lambda: tf.pad(x, [[0, 0], [1, 2], [0, 0]], "REFLECT"), lambda: tf.slice(x, [0, 1, 2], [-1, 2, -1]),
        lambda: tf.split(x, [1, 3], 1)[1] + tf.split(x, 2, -1)[0][:, :3, :1], lambda: tf.unstack(x, axis=1)[2], lambda: tf.gather(x, [2, 0], axis=1),
        lambda: tf.one_hot(tf.abs(whole), 5), lambda: x + tf.reshape(tf.range(6.0), (1, 6)), lambda: tf.linalg.matmul(x, y, transpose_b=True),
        lambda: tf.linalg.matmul(x, y, transpose_a=True), lambda: k.backend.dot(x, tf.reshape(tf.range(18.0), (6, 3))), lambda: tf.tensordot(x, tf.ones((6, 2)), 1),
        lambda: tf.nn.avg_pool2d(i, 2, 2, "VALID"), lambda: tf.nn.max_pool2d(i, [1, 3, 2, 1], [1, 2, 2, 1], "SAME"), lambda: tf.nn.depth_to_space(i, 2),
        lambda: tf.nn.space_to_depth(i, 2), lambda: tf.image.resize(i, (9, 4)), lambda: tf.image.resize(i, (4, 8), method="nearest"),
        lambda: k.backend.batch_flatten(i), lambda: inner(y) + inner(tf.zeros_like(y) + 0.5)))


def images1(k):
    L = k.layers
    return k.models.Sequential([
        L.Convolution2D(4, 3, 2, subsample=(2, 1), border_mode="same", activation="relu", dim_ordering="tf",
                        input_shape=(9, 8, 2)),
        L.BatchNormalization(),
        L.ZeroPadding2D((1, 2), dim_ordering="tf"),
        L.AtrousConvolution2D(3, 3, 3, atrous_rate=(2, 2), bias=False, dim_ordering="tf"),
        L.Activation("hard_sigmoid"),
        L.UpSampling2D((2, 2), dim_ordering="tf"),
        L.AveragePooling2D((2, 3), strides=(1, 1), dim_ordering="tf"),
        L.Dropout(0.3),
        L.Flatten(),
        L.Dense(5, activation="softmax")])


def channelsFirst1(k):
    L = k.layers
    return k.models.Sequential([
        L.Convolution2D(4, 3, 2, activation="relu", dim_ordering="th", input_shape=(2, 6, 7)),
        L.BatchNormalization(axis=1),
        L.MaxPooling2D((2, 2), dim_ordering="th"),
        L.Flatten(),
        L.Dense(4)])


def graph1(k):
    L, a, b = k.layers, k.layers.Input((4,), name="a"), k.layers.Input((6,), name="b")
    inner = k.models.Sequential([L.Dense(4, input_shape=(5,)), L.BatchNormalization(),
                                 L.Dense(3, activation="hard_sigmoid")], name="inner")
    shared = L.Dense(5, activation="tanh", name="shared")
    x, y = inner(shared(a)), inner(shared(L.Dense(4)(b)))
    both = L.merge([L.merge([x, y], mode="sum"), L.merge([x, y], mode="mul"), L.merge([x, y], mode="ave"),
                    L.merge([x, y], mode="max"), L.LeakyReLU(0.2)(x)], mode="concat")
    return k.models.Model([a, b], L.Dense(2)(both))


def merged1(k):
    """A Sequential that begins with a Merge of others."""
    L, S = k.layers, k.models.Sequential
    left = S([L.Dense(3, input_shape=(4,)), L.ELU(0.5)])
    right = S([L.Dense(2, input_shape=(5,), W_regularizer="l2")])
    return S([L.Merge([left, right], mode="concat"), L.Dense(3)])


def recurrent1(k):
    L = k.layers
    return k.models.Sequential([L.SimpleRNN(4, return_sequences=True, input_shape=(5, 3), consume_less="mem"),
                                L.SimpleRNN(3, inner_init="identity", go_backwards=True, dropout_W=0.2)])


def randomise(model, rng):
    values = []
    for variable, value in zip(model.weights, model.get_weights()):
        isSpread = "variance" in variable.name or "running_std" in variable.name
        fresh = rng.uniform(0.5, 2, value.shape) if isSpread else rng.normal(0.1, 0.6, value.shape)
        isCount = value.dtype.kind != "f"
        values.append(value if isCount else np.asarray(fresh, "float32"))
    model.set_weights(values)
    for layer in model.layers:
        if hasattr(layer, "finalize_state"):
            layer.finalize_state()  # as a Keras does that loads the weights


def turnKernels(model):
    """What Keras 1's convert_kernel does, as it asks of those who move from Theano to TensorFlow."""
    for layer in model.layers:
        if layer.__class__.__name__ in ("Convolution1D", "Convolution2D", "AtrousConvolution2D"):
            kernel, *rest = layer.get_weights()
            isFirst = getattr(layer, "dim_ordering", "tf") == "th"
            layer.set_weights([kernel[:, :, ::-1, ::-1] if isFirst else kernel[::-1, ::-1], *rest])


def makeInput(k, tensor, rng):
    shape = tuple(tensor.shape) if isSince(k, 3) else k.backend.int_shape(tensor)
    dtype = str(tensor.dtype if isSince(k, 2, 4) else k.backend.dtype(tensor))
    values = rng.integers(0, 6, (BATCH, *shape[1:])) if "int" in dtype else rng.normal(0, 1, (BATCH, *shape[1:]))
    return values.astype("int32" if "int" in dtype else "float32")


def write(k, make, folder, rng):
    getattr(k.backend, "clear_session", lambda: None)()
    model = make(k)
    randomise(model, rng)
    inputs = [makeInput(k, tensor, rng) for tensor in model.inputs]
    answers = model.predict(inputs if len(inputs) > 1 else inputs[0])
    answers = answers if isinstance(answers, (list, tuple)) else [answers]
    if not isSince(k, 2):
        turnKernels(model)
    model.save(str(folder / "model.h5"))
    (folder / "model.json").write_text(model.to_json())
    if not isSince(k, 3):
        model.save_weights(str(folder / "old.h5"))
    if isSince(k, 2, 12):
        model.save_weights(str(folder / "new.weights.h5"))
    if isSince(k, 2, 12) and not isSince(k, 3):
        model.save(str(folder / "model.keras"))
    np.savez(folder / "inputs.npz", **{f"x{i}": np.asarray(x) for i, x in enumerate(inputs)})
    np.savez(folder / "expect.npz", **{f"y{i}": np.asarray(y) for i, y in enumerate(answers)})


def chooseMakers(k):
    if not isSince(k, 2):
        return [images1, channelsFirst1, graph1, merged1, recurrent1]
    makers = [images, graph, recurrent, sequences, volumes, windows, vectors, ids]
    if k.backend.backend() != "tensorflow":
        makers.append(channelsFirst)  # TensorFlow on a CPU has no such convolution
    if isSince(k, 2, 2):
        makers.append(transposed)  # no separable convolution on Theano before
    if hasattr(k.layers, "SpectralNormalization"):
        makers.append(spectral)
    if isSince(k, 2, 4):
        makers += [normalized, preprocessed, attended, bare]
    if isSince(k, 2, 4) and not isSince(k, 3):
        makers.append(functions)
    return makers


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--module", default="keras", choices=("keras", "tf_keras"))
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    reviveOldPython()
    if args.module == "tf_keras":
        os.environ["TF_USE_LEGACY_KERAS"] = "1"  # parts of tf_keras ask tf.keras for classes
    k = importlib.import_module(args.module)
    for part in ("activations", "layers", "models", "backend"):
        importlib.import_module(f"{args.module}.{part}")
    with tarfile.open(args.out, "w:xz", preset=9) as archive:
        for make in chooseMakers(k):
            with tempfile.TemporaryDirectory() as work:
                write(k, make, Path(work), np.random.default_rng(7))
                for file in sorted(Path(work).iterdir()):
                    data = file.read_bytes()
                    member = tarfile.TarInfo(f"{make.__name__.rstrip('1')}/{file.name}")  # without date and owner
                    member.size = len(data)
                    archive.addfile(member, io.BytesIO(data))


if __name__ == "__main__":
    main()
