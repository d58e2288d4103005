"""How the cases of the layer grid are written down.

A `Sweep` names a layer, the values of each argument, and the inputs it takes. The combinations tried cover
every pair of values of two arguments, not the whole product; what Keras refuses is left out.

Some arguments are not the constructor's:
  shape     a shape without the batch, or a tuple of shapes for several inputs (the sweep's `shapes`)
  call.X    argument X of the layer's call: call.use_causal_mask
  data      what each input holds: None for normal floats, (dtype, least, greatest) for numbers in between, both
            included; the last one counts for all further inputs
  inputs    how inputs are given: None for the one input, or a list of them; ((name, number), ..) for single arguments, by
            position where the name is empty, which passes over inputs that the case has not; {name: number} for a dict
  nan       True where Keras's answer may hold NaN: ids outside of a table
"""
import copy
import itertools
import random
from dataclasses import dataclass

FORMATS = ["channels_last", "channels_first"]
BOTH = [True, False]
PADDINGS = ["valid", "same"]
CASE_ONLY = ("shape", "data", "inputs", "nan")


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


def construct(keras, kind, arguments, **more):
    """The layer of a case. A layer among the arguments is one as Keras serializes it."""
    def made(value):
        isLayer = isinstance(value, dict) and "class_name" in value
        return keras.saving.deserialize_keras_object(copy.deepcopy(value)) if isLayer else value

    own = {k: made(v) for k, v in arguments.items() if k not in CASE_ONLY and not k.startswith("call.")}
    return getattr(keras.layers, kind)(**own, **more)


def callArguments(arguments):
    return {k.removeprefix("call."): v for k, v in arguments.items() if k.startswith("call.")}


def shapesOf(arguments):
    """The inputs' shapes of a case; channels go where data_format has them."""
    shape = arguments["shape"]
    shapes = shape if shape and isinstance(shape[0], (tuple, list)) else [shape]
    if arguments.get("data_format") == "channels_first":
        shapes = [(s[-1], *s[:-1]) for s in shapes]
    return [tuple(s) for s in shapes]


def dataOf(arguments):
    """What each input holds, one entry an input."""
    data = list(arguments.get("data") or [None])
    count = len(shapesOf(arguments))
    return (data + data[-1:] * count)[:count]


def give(layer, arguments, values):
    """Calls the layer on the inputs' values in the way that the case says, with the arguments of its call."""
    form, named = arguments.get("inputs"), callArguments(arguments)
    if form is None:
        return layer(values[0] if len(values) == 1 else values, **named)
    if isinstance(form, dict):
        return layer({n: values[k] for n, k in form.items()}, **named)
    used = [(n, values[k]) for n, k in form if k < len(values)]
    return layer(*[v for n, v in used if not n], **{n: v for n, v in used if n}, **named)
