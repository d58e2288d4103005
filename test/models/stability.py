"""Whether Keras's own rounding decides what a model answers.

A reference says nothing where a difference that rounding alone can make moves it as far: a threshold, the sign of a number near 0, an
angle of many turns. `answerMoved` is what Keras answers where the inputs and every result on the way are moved by a few units in the
last place; an exact 0 that a sum cancelled to, or that a function rounded to, moves as the numbers beside it do.
"""
import keras
import numpy as np
from keras import ops
from keras.src.models.functional import operation_fn

MOVED = 3e-7  # about two units in the last place


def move(array, numbers, size=0.0):
    """The array with each float moved by rounding's size, and each 0 as a number of `size` would be."""
    array = np.asarray(array)
    if array.dtype != np.float32:
        return array
    return (array + MOVED * np.where(array == 0, size, array) * numbers.standard_normal(array.shape)).astype("float32")


def rounds(result, operands):
    """Whether the result is computed and rounded: copies, integers and zeros between copies (relu, padding) are exact."""
    values = np.ravel(np.asarray(result))
    given = np.concatenate([np.ravel(x) for x in operands]) if operands else []
    return bool((values != np.round(values)).any()) and not np.isin(values[values != 0], given).all()


def runThrough(model, inputs, call):
    """What the model answers where `call(operation, args, kwargs)` computes each layer and operation, those of nested models too."""
    def computed(operation):
        inner = getattr(operation, "_functional", operation)
        if isinstance(inner, keras.Function):
            return lambda *args, **kwargs: runThrough(inner, args, call)
        return lambda *args, **kwargs: call(operation, args, kwargs)

    return model._run_through_graph(inputs, operation_fn=computed)


def answerMoved(model, inputs, draw):
    """What Keras answers where the inputs, by name, and every result on the way are moved."""
    numbers = np.random.default_rng(draw)

    def moved(operation, args, kwargs):
        operands = [x for x in keras.tree.flatten((args, kwargs)) if isinstance(x, np.ndarray)]

        def one(result):
            size = np.abs(np.asarray(result)).max(initial=0) if rounds(result, operands) else 0.0
            return ops.convert_to_tensor(move(result, numbers, size))

        return keras.tree.map_structure(one, operation_fn(operation, training=False)(*args, **kwargs))

    x = [ops.convert_to_tensor(move(inputs[t.name], numbers)) for t in model.inputs]
    return [np.asarray(y) for y in keras.tree.flatten(runThrough(model, x, moved))]
