"""Makes the small files in Inputs/ with Keras 3: make-models.py [FOLDER]. They are data; run it again only to change them.

functional.keras  two inputs, a layer called twice, a nested Sequential called twice, a dict of outputs, trained once
                  (so that the file holds an optimizer's weights, too)
sequential.keras  built late, without an InputLayer in its code (also as JSON and weights); names that Keras's snake case treats differently
operations.json   functions of keras.ops and operators, constants beside tensors, nested outputs, an activation given as a layer
wrappers.keras/.h5  layers that own layers: within each other, called twice, with an activation that is a layer
vocabulary.keras  IntegerLookups that have adapted, one of them with weights for tf-idf (needs TensorFlow: make it with its own name)
stateful-rnn.json, initial-state-rnn.json  a SimpleRNN that keeps its state, and one that is given it, over an open time dimension
"""
import os
import sys

os.environ["KERAS_BACKEND"] = "tensorflow" if sys.argv[1:] == ["vocabulary"] else "jax"
import keras
import numpy as np
from keras import layers


def functional():
    left, right = keras.Input((4,), name="left"), keras.Input((3,), name="right")
    shared = layers.Dense(5, activation="relu", name="shared")
    inner = keras.Sequential([keras.Input((5,)), layers.Dense(4, name="q"), layers.PReLU(name="p")], name="inner")
    x, y = shared(left), shared(layers.Dense(4)(right))
    outputs = {"sum": layers.Add()([inner(x), inner(y)]),
               "both": layers.Dense(2, use_bias=False)(layers.Concatenate()([x, y]))}
    model = keras.Model([left, right], outputs, name="two")
    model.compile("adam", "mse")
    model.fit([np.ones((2, 4)), np.ones((2, 3))], {"sum": np.ones((2, 4)), "both": np.ones((2, 2))}, verbose=0)
    return model


def sequential():
    model = keras.Sequential([layers.Dense(3, activation=keras.activations.gelu), layers.LeakyReLU(negative_slope=0.1),
                              layers.Dropout(0.5), layers.Dense(2), layers.Softmax()], name="late")
    model.build((None, 6))
    return model


def stateful_rnn():
    sequence = keras.Input((4, 3), batch_size=2)
    return keras.Model(sequence, layers.SimpleRNN(5, stateful=True, return_sequences=True, return_state=True)(sequence))


def initial_state_rnn():
    sequence, state = keras.Input((None, 3)), keras.Input((5,))
    return keras.Model([sequence, state], layers.SimpleRNN(5)(sequence, initial_state=state))


def operations():
    x = keras.Input((4, 3), name="x")
    whole = keras.ops.cast(x, "int32") * 3
    dense = layers.Dense(2, activation=layers.LeakyReLU(negative_slope=0.1), name="dense")(x)
    return keras.Model(x, {"a": [2 - x, x[:, 1:, ...] + np.array([1.0, 2.0, 3.0])],
                           "b": {"c": whole, "d": keras.ops.mean(x, axis=(1, 2), keepdims=True), "e": dense,
                                 "f": keras.ops.take(x, np.array([1, 0]), axis=1), "g": keras.ops.split(x, [1], axis=1)[1]}})


def wrappers():
    x = keras.Input((6, 6, 2), name="x")
    conv = layers.SpectralNormalization(layers.Conv2D(2, 3, activation=layers.LeakyReLU(negative_slope=0.1)), name="conv")
    deep = layers.SpectralNormalization(layers.SpectralNormalization(layers.Dense(2, name="d"), name="inner"), name="deep",
                                        power_iterations=2)
    model = keras.Model(x, deep(deep(conv(x))), name="wrappers")
    for v in model.variables:
        v.assign(np.linspace(-1, 1, int(np.prod(v.shape))).reshape(v.shape))
    return model


def vocabulary():
    x = keras.Input((3,), dtype="int64", name="x")
    index = layers.IntegerLookup(num_oov_indices=2, mask_token=0, name="index")
    index.adapt(np.array([5, 5, 7, 9, 9, 9, -3, 0]))
    idf = layers.IntegerLookup(output_mode="tf_idf", name="idf")
    idf.adapt(np.array([[5, 5, 7], [9, 9, 9], [-3, 0, 5]]))
    return keras.Model(x, [index(x), idf(x)], name="vocabulary")


if __name__ == "__main__":
    if sys.argv[1:] == ["vocabulary"]:
        vocabulary().save(os.path.join(os.path.dirname(os.path.abspath(__file__)), "Inputs", "vocabulary.keras"))
        sys.exit()
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "Inputs")
    for make in (functional, sequential, operations, stateful_rnn, initial_state_rnn, wrappers):
        keras.utils.set_random_seed(1)
        keras.backend.clear_session()
        model, name = make(), os.path.join(folder, make.__name__.replace("_", "-"))
        if make in (functional, sequential, wrappers):
            model.save(name + ".keras")
        if make is wrappers:
            model.save(name + ".h5")
        elif make is not functional:
            with open(name + ".json", "w") as f:
                f.write(model.to_json())
        if make is sequential:
            model.save_weights(name + ".weights.h5")
