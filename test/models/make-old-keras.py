#!/usr/bin/env python3
"""Saves small models with whatever Keras this Python has, and what that Keras answers: make-old-keras.py OUT.zip

usage: make-old-keras.py [--module keras|tf_keras] OUT.zip
The archives in Inputs/old-keras/ are data; run it again only to change them. Each folder of one is a model: model.h5
(model.save), model.json (to_json), old.h5 (save_weights of all versions until 2.11), new.weights.h5 (since then),
model.keras (of tf_keras only; that of Keras 3 is tested elsewhere), inputs.npz and expect.npz.

Keras 1.2.2 to 2.3.1 run on Theano, which needs no compiler if told so:
  pip install numpy==1.23.5 'scipy<1.11' 'h5py<3.11' pyyaml six Theano-PyMC   (Python 3.11)
  pip download --no-deps keras==2.3.1 keras_applications keras_preprocessing, unpacked onto PYTHONPATH
  theano/tensor/signal/pool.py, where Pool.perform takes a part of yk: index with a tuple, not a list
  KERAS_BACKEND=theano THEANO_FLAGS=device=cpu,cxx=,blas__ldflags=,optimizer=fast_compile,floatX=float32,optimizer_excluding=AbstractConvCheck
Keras 1 does not say in its files which backend wrote them, and Keras 2 takes them for TensorFlow's: kernels are turned
around before Keras 1 saves them (its own convert_kernel), as its documentation asks of those who move from Theano.
"""
import argparse
import collections
import collections.abc
import importlib
import inspect
import os
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np

os.environ["TF_USE_LEGACY_KERAS"] = "1"  # parts of tf_keras ask tf.keras for classes
BATCH = 3


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
    if k.__version__.startswith("3."):
        first.layer.trainable = False  # Keras 2 gives two weights one name then, and cannot save them
    y = inner(L.GlobalAveragePooling2D()(y))
    return k.models.Model(x, L.Concatenate()([y, inner(y)]))


def recurrent(k):
    L = k.layers
    return k.models.Sequential([L.SimpleRNN(4, return_sequences=True, input_shape=(5, 3)),
                                L.SimpleRNN(3, activation="hard_sigmoid", go_backwards=True)])


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
        values.append(fresh.astype("float32"))
    model.set_weights(values)


def turnKernels(model):
    """What Keras 1's convert_kernel does, as it asks of those who move from Theano to TensorFlow."""
    for layer in model.layers:
        if layer.__class__.__name__ in ("Convolution1D", "Convolution2D", "AtrousConvolution2D"):
            kernel, *rest = layer.get_weights()
            isFirst = getattr(layer, "dim_ordering", "tf") == "th"
            layer.set_weights([kernel[:, :, ::-1, ::-1] if isFirst else kernel[::-1, ::-1], *rest])


def write(k, make, folder, rng):
    version = k.__version__
    getattr(k.backend, "clear_session", lambda: None)()
    model = make(k)
    randomise(model, rng)
    shapes = [tuple(t.shape)[1:] if not version.startswith(("1.", "2.0", "2.1", "2.2", "2.3")) else
              k.backend.int_shape(t)[1:] for t in model.inputs]
    inputs = [rng.normal(0, 1, (BATCH, *map(int, s))).astype("float32") for s in shapes]
    answers = model.predict(inputs if len(inputs) > 1 else inputs[0])
    answers = answers if isinstance(answers, (list, tuple)) else [answers]
    if version.startswith("1."):
        turnKernels(model)
    model.save(str(folder / "model.h5"))
    (folder / "model.json").write_text(model.to_json())
    # "old.h5" is the layout of all versions until 2.12, "new.weights.h5" the one since.
    if not version.startswith("3."):
        model.save_weights(str(folder / "old.h5"))
    if version.startswith("3.") or k.__name__ == "tf_keras":
        model.save_weights(str(folder / "new.weights.h5"))
    if k.__name__ == "tf_keras":
        model.save(str(folder / "model.keras"))
    np.savez(folder / "inputs.npz", **{f"x{i}": np.asarray(x) for i, x in enumerate(inputs)})
    np.savez(folder / "expect.npz", **{f"y{i}": np.asarray(y) for i, y in enumerate(answers)})


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--module", default="keras", choices=("keras", "tf_keras"))
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    reviveOldPython()
    k = importlib.import_module(args.module)
    for part in ("layers", "models", "backend"):
        importlib.import_module(f"{args.module}.{part}")
    makers = [images1, channelsFirst1, graph1, merged1, recurrent1] if k.__version__.startswith("1.") else \
        [images, channelsFirst, transposed, graph, recurrent]
    if hasattr(k.layers, "SpectralNormalization"):
        makers.append(spectral)
    if k.__version__.startswith(("2.0", "2.1")):
        makers.remove(transposed)  # no separable convolution on Theano yet
    if args.module == "tf_keras":
        makers.remove(channelsFirst)  # TensorFlow on a CPU has no such convolution
    with zipfile.ZipFile(args.out, "w", zipfile.ZIP_DEFLATED) as archive:
        for make in makers:
            with tempfile.TemporaryDirectory() as work:
                write(k, make, Path(work), np.random.default_rng(7))
                for file in sorted(Path(work).iterdir()):
                    name = zipfile.ZipInfo(f"{make.__name__.rstrip('1')}/{file.name}")  # the same bytes each time
                    name.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(name, file.read_bytes())


if __name__ == "__main__":
    main()
