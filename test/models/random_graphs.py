"""Random functional models, made of the cases of the layer grid and of the operations of graph_cases.py.

A `Graph` grows piece by piece. It holds values: a symbolic tensor, what Keras computes there for some samples, and what it
computes where each input and each result on the way is moved by rounding's size. A piece is dropped where Keras refuses it, where results are not
finite, do not follow the inputs, or hang on the last digit of them; so a graph compares what can be compared. Operands are
brought into the shape that a piece needs by layers and operations, too.

Every kind of layer and every operation has its turn: they stand in rounds, each in an order of its own, and each seed takes the next
few of them. So none is rare, whatever chance adds. A seed says by its number alone which ones are its own.

A seed means a model only as long as the lists of cases stay: what fails is written down as a graph of graph_cases.py.
"""
import math
import random

import keras
import numpy as np
from keras import layers, ops

import graph_cases
from layer_cases import SWEEPS
from layer_pack import draw, randomise
from references import LEAST_SPREAD
from stability import move
from sweeps import construct, dataOf, give, shapesOf

SAMPLES = 4
MOST_MOVED = 1e-5     # of the spread: what lith may differ is ten times this
MOST_ELEMENTS = 3000  # of a value, a sample
MOST_WEIGHTS = 60000  # of a layer that only brings a value into shape
TURNS = 6             # kinds whose turn it is, a seed
TRIES = 8             # of a piece, which is another one each time where chance has a say
X = graph_cases.X


class Unfit(Exception):
    """The piece does not go here; another one will."""


class Value:
    def __init__(self, tensor, arrays):
        self.tensor, self.arrays, self.uses = tensor, arrays, 0
        # Keras announces some results as floats that are integers as their operands are.
        self.shape, self.isFloat = tuple(tensor.shape[1:]), arrays[0].dtype.kind == "f"


def spreadOf(array):
    """How far samples are apart, and how large they are."""
    a = np.asarray(array, "float64")
    return (float(np.abs(a - a.mean(axis=0)).max(initial=0)), float(np.abs(a).max(initial=0))) if a.size else (0.0, 0.0)


def stays(arrays):
    """Whether the inputs' last digits do not decide about the value."""
    one, other = (np.asarray(a, "float64") for a in arrays)
    spread, size = spreadOf(one)
    return float(np.abs(one - other).max(initial=0)) <= MOST_MOVED * (spread or size)


class Graph:
    def __init__(self, rng, numbers, depth=0):
        self.rng, self.numbers, self.depth = rng, numbers, depth
        self.values, self.inputs, self.called, self.mixes = [], [], [], False
        self.noise = np.random.default_rng(0)

    # Values

    def input(self, shape, data=None):
        shape = tuple(shape)
        x = draw(self.numbers, data, (SAMPLES, *shape))
        near = move(x, self.noise)
        tensor = keras.Input(shape, name=f"in{self.depth}_{len(self.inputs)}", dtype=str(x.dtype))
        value = Value(tensor, [x, near])
        self.inputs.append(value)
        if data is None:
            self.values.append(value)
        return value

    def add(self, call, operands):
        """The results of call(tensors): of symbolic ones, and by Keras's own computation of each set of arrays."""
        tensors = [v.tensor for v in operands]
        histories = [t._keras_history for t in tensors]
        try:
            results = keras.tree.flatten(call(tensors, False))
            if any(y is t for y in results for t in tensors):
                # Keras takes the tensor for the layer's now.
                for tensor, history in zip(tensors, histories):
                    tensor._keras_history = history
                raise Unfit("the result is the input's tensor itself, which no model can have")
            if any(None in y.shape[1:] for y in results):
                raise Unfit("a size that Keras does not tell")
            arrays = [[np.asarray(y) for y in keras.tree.flatten(call([v.arrays[k] for v in operands], True))] for k in (0, 1)]
            arrays[1] = [move(y, self.noise) for y in arrays[1]]
        except Unfit:
            raise
        except Exception as refusal:  # Keras and its backend have many ways to refuse
            raise Unfit(f"{type(refusal).__name__}: {refusal}") from refusal
        values = [Value(t, list(a)) for t, a in zip(results, zip(*arrays))]
        for v in values:
            if v.arrays[0].size != SAMPLES * math.prod(v.shape) or not 0 < math.prod(v.shape) <= MOST_ELEMENTS:
                raise Unfit("a result of another or too large a size")
            if v.arrays[0].dtype == np.float16:
                raise Unfit("a half, which is compared in units of its own: dtypes.py does it")
            if not all(np.isfinite(a).all() for a in v.arrays):
                raise Unfit("not finite")
            if not stays(v.arrays):
                raise Unfit("decided by the last digits")
        for v in operands:
            v.uses += 1
        return values

    def operation(self, function, *operands):
        """`add` for what is no layer: the operations that the symbols have made are what Keras computes."""
        made = {}

        def call(tensors, computes):
            if not computes:
                made["one"] = keras.Function(list(tensors), keras.tree.flatten(function(*tensors)))
                return made["one"].outputs
            return made["one"]([ops.convert_to_tensor(a) for a in tensors])

        return self.add(call, operands)

    def layer(self, layer, arguments, operands):
        def call(tensors, computes):
            told = {"call.training": False} if computes and layer._call_has_training_arg else {}
            if computes and not hasattr(layer, "alive"):
                randomise(layer, self.numbers)
                layer.alive = True
            return give(layer, {**arguments, **told}, list(tensors))

        return self.add(call, operands)

    def keep(self, results, operand):
        """Puts results into the graph, brought to ordinary size. What does not follow the inputs is added to what does."""
        kept = len(self.values)
        for v in results:
            spread, size = spreadOf(v.arrays[0])
            if spread < 1.5 * LEAST_SPREAD * size or spread == 0:
                other = self.fit(operand if operand.isFloat else self.pick(), v.shape)
                v, = self.operation(lambda x, y: x + ops.cast(y, "float32") * (0.5 / max(size, 0.5)), other, v)
                if spreadOf(v.arrays[0])[0] < LEAST_SPREAD * spreadOf(v.arrays[0])[1]:
                    continue
            elif v.isFloat and not 0.05 < size < 20:
                v, = self.operation(lambda x: x * float(f"{1 / size:.1e}"), v)
            self.values.append(v)
        if len(self.values) == kept:
            raise Unfit("does not follow the inputs")

    def pick(self):
        """A value of floats, rather one that nobody uses yet."""
        found = [v for v in self.values if v.isFloat or self.rng.random() < 0.3]
        if not found:
            raise Unfit("no values")
        v = self.rng.choices(found, [4 if v.uses == 0 else 1 for v in found])[0]
        return v if v.isFloat else self.operation(lambda x: ops.cast(x, "float32"), v)[0]

    def flat(self, v):
        if len(v.shape) == 0:
            return self.operation(lambda x: ops.expand_dims(x, -1), v)[0]
        return v if len(v.shape) == 1 else self.layer(layers.Flatten(), {}, [v])[0]

    def fit(self, v, shape):
        """The value, or what can be made of it, in another shape."""
        shape = tuple(shape)
        if v.shape == shape:
            return v
        have, want = math.prod(v.shape), math.prod(shape)
        if have != want:
            v = self.flat(v)
            if have * want <= MOST_WEIGHTS and self.rng.random() < 0.6:
                v, = self.layer(layers.Dense(want), {}, [v])
            else:
                v, = self.operation(lambda x: ops.tile(x, (1, -(-want // have)))[:, :want], v)
        if v.shape == shape:
            return v
        if self.rng.random() < 0.5 and shape:
            return self.layer(layers.Reshape(shape), {}, [v])[0]
        return self.operation(lambda x: ops.reshape(x, (-1, *shape)), v)[0]

    # Pieces

    def pieceOfLayer(self, kind=None):
        kind = kind or self.rng.choice(LAYER_KINDS)
        sweep = self.rng.choice([s for s in SWEEPS if s.layer == kind])
        for _ in range(50):
            arguments = {n: self.rng.choice(v) for n, v in {**sweep.arguments, "shape": sweep.shapes}.items()}
            if sweep.allowed(arguments):
                break
        else:
            raise Unfit("no allowed arguments")
        if arguments.get("nan") or (self.depth and any(dataOf(arguments))):
            raise Unfit("needs an input of its own")
        shapes, data = shapesOf(arguments), dataOf(arguments)
        if max(map(math.prod, shapes)) > MOST_ELEMENTS:
            raise Unfit("too large")
        try:
            layer = construct(keras, kind, arguments)
        except ImportError as reason:  # IntegerLookup and Hashing want TensorFlow
            raise Unfit(str(reason)) from reason
        operands = [self.input(s, d) if d else self.pick() for s, d in zip(shapes, data)]
        # As it comes, where the layer takes it.
        if len(shapes) > 1 or len(operands[0].shape) != len(shapes[0]) or self.rng.random() < 0.4:
            operands = [v if d else self.fit(v, s) for v, s, d in zip(operands, shapes, data)]
        try:
            results = self.layer(layer, arguments, operands)
        except Unfit:
            layer = construct(keras, kind, arguments)
            operands = [v if d else self.fit(v, s) for v, s, d in zip(operands, shapes, data)]
            results = self.layer(layer, arguments, operands)
        if not any(data):
            self.called.append((layer, arguments, [v.shape for v in operands]))
        self.keep(results, operands[0])

    def pieceOfOperations(self, name=None):
        name = name or self.rng.choice(list(OPERATIONS))
        (shapes, function), mixes = OPERATIONS[name], name in graph_cases.MIXING
        operands = [self.pick() for _ in shapes]
        if all(tuple(s) == X for s in shapes) and self.rng.random() < 0.6:
            shapes = [operands[0].shape] * len(shapes)
        operands = [self.fit(v, s) for v, s in zip(operands, shapes)]
        try:
            results = self.operation(function, *operands)
        except Unfit:
            operands = [self.fit(v, s) for v, s in zip(operands, OPERATIONS[name][0])]
            results = self.operation(function, *operands)
        self.mixes |= mixes
        self.keep(results, operands[0])

    def pieceAgain(self):
        """A layer or nested model that has been called is called once more."""
        if not self.called:
            raise Unfit("nothing was called yet")
        layer, arguments, shapes = self.rng.choice(self.called)
        operands = [self.fit(self.pick(), s) for s in shapes]
        self.keep(self.layer(layer, arguments, operands), operands[0])

    def pieceOfModels(self):
        if self.depth == 2:
            raise Unfit("deep enough")
        operands = [self.pick() for _ in range(self.rng.choice([1, 1, 2]))]
        shapes = [v.shape for v in operands]
        if any(math.prod(s) > 400 for s in shapes):
            raise Unfit("too large")
        if self.rng.random() < 0.3:
            model, arguments = self.sequential(shapes[0]), {}
            operands, shapes = operands[:1], shapes[:1]
        else:
            inner = Graph(self.rng, self.numbers, self.depth + 1)
            for s in shapes:
                inner.input(s)
            inner.grow(self.rng.randint(1, 4))
            model, arguments, used = inner.model(f"inner{self.depth}_{len(self.called)}")
            operands, shapes = [operands[k] for k in used], [shapes[k] for k in used]
            self.mixes |= inner.mixes
        model.alive = True
        self.called.append((model, arguments, shapes))
        self.keep(self.layer(model, arguments, operands), operands[0])

    def sequential(self, shape):
        """A Sequential, with or without an Input of its own, of layers that take any vector."""
        if not shape:
            raise Unfit("a number a sample is no vector")
        r = self.rng
        stack = [keras.Input(shape)] if r.random() < 0.5 else []
        for _ in range(r.randint(1, 4)):
            stack.append(r.choice([
                lambda: layers.Dense(r.randint(1, 9), activation=r.choice(["relu", "tanh", None])), lambda: layers.Dropout(0.3),
                lambda: layers.LayerNormalization(), lambda: layers.Activation("gelu"), lambda: layers.Rescaling(0.5, 0.1),
                lambda: layers.BatchNormalization(), lambda: layers.LeakyReLU(negative_slope=0.1), lambda: layers.Identity()])())
        model = keras.Sequential(stack)
        if not model.built:
            model.build((None, *shape))
        for layer in model.layers:
            randomise(layer, self.numbers)
        return model

    def grow(self, count, turns=()):
        """Adds so many pieces; among them, at any place, those whose turn it is."""
        pieces, weights = [self.pieceOfLayer, self.pieceOfOperations, self.pieceAgain, self.pieceOfModels], [10, 10, 2, 1.5]
        plan = [*turns, *[None] * max(count - len(turns), 0)]
        self.rng.shuffle(plan)
        for turn in plan:
            for _ in range(TRIES):
                try:
                    if turn is None:
                        self.rng.choices(pieces, weights)[0]()
                    else:
                        (self.pieceOfOperations if turn in OPERATIONS else self.pieceOfLayer)(turn)
                    break
                except Unfit:
                    pass

    # Models

    def model(self, name, mostOutputs=2):
        """The model of some values that nobody uses, how it is called, and which of the inputs it has."""
        made = [v for v in self.values if v not in self.inputs]
        consumed = {id(t) for v in made for t in behind(v.tensor)}
        ends = [v for v in made if id(v.tensor) not in consumed]
        if not ends:
            raise Unfit("nothing grew")
        ends = ends if len(ends) <= mostOutputs else self.rng.sample(ends, mostOutputs)
        reached = {id(t) for v in ends for t in behind(v.tensor)}
        used = [k for k, v in enumerate(self.inputs) if id(v.tensor) in reached]
        tensors = [self.inputs[k].tensor for k in used]
        asDict = self.rng.random() < 0.4
        isList = len(tensors) > 1 or (self.depth == 0 and self.rng.random() < 0.5)
        inputs = {t.name: t for t in tensors} if asDict else tensors if isList else tensors[0]
        model = keras.Model(inputs, self.structure([v.tensor for v in ends]), name=name)
        arguments = {"inputs": {t.name: k for k, t in enumerate(tensors)}} if asDict else {}
        return model, arguments, used

    def structure(self, tensors):
        form = self.rng.choice(["list", "dict", "nested"])
        if form == "list":
            return tensors if len(tensors) > 1 else tensors[0]
        if form == "nested" and len(tensors) > 2:
            return {"a": {"x": tensors[0], "y": tensors[1]}, "b": tensors[2:]}
        return {f"y{k}": t for k, t in enumerate(tensors)}


def behind(tensor):
    """The tensors that this one is made of, by all that has been called on the way."""
    seen, left = {}, [tensor]
    while left:
        history = left.pop()._keras_history
        for t in history.operation._inbound_nodes[history.node_index].input_tensors:
            if id(t) not in seen:
                seen[id(t)] = t
                left.append(t)
    return seen.values()


LAYER_KINDS = sorted({s.layer for s in SWEEPS})
GROUPS = [*graph_cases.TABLES.values(), graph_cases.NOT_RELOADED]
# What Keras on numpy computes otherwise than on jax: the order of equal elements, images, of which filters have other sides there, sizes
# that are left open; and what changes its own operand there.
OTHER_BY_NUMPY = {"argsort", "argsort_ties", "top_k_places", "slice_of_size", "slice_update", "scatter_update", "scatter_update_max",
                  *graph_cases.IMAGES}
OPERATIONS = {n: c for group in GROUPS for n, c in group.items() if n not in OTHER_BY_NUMPY}
assert len(OPERATIONS) + len(OTHER_BY_NUMPY) == sum(map(len, GROUPS)), "two operations of one name"


def turnsOf(seed):
    """The kinds of layers and operations that the seed's graph has to have, where it can."""
    found = []
    for place in range(seed * TURNS, (seed + 1) * TURNS):
        kinds = [*LAYER_KINDS, *OPERATIONS]
        number, place = divmod(place, len(kinds))
        random.Random(number).shuffle(kinds)
        found.append(kinds[place])
    return found


class RandomModel:
    """The model of a seed, with inputs by name and Keras's answers in the order of its flattened outputs, for each batch."""

    def __init__(self, seed, batches):
        rng, numbers = random.Random(seed), np.random.default_rng(seed)
        for isLast in (False, False, True):
            keras.backend.clear_session()
            keras.utils.set_random_seed(seed)
            graph = Graph(rng, numbers)
            for _ in range(rng.randint(1, 3)):
                graph.input(rng.choice([(6,), (4, 6), (5, 8), (4, 6), (6, 5, 3), (7,), (2, 3, 4, 2)]))
            graph.grow(rng.randint(6, 12), turnsOf(seed))
            try:
                self.model, _, used = graph.model("random", mostOutputs=8)
                break
            except Unfit:
                if isLast:
                    raise
        self.names = [graph.inputs[k].tensor.name for k in used]
        whole = {graph.inputs[k].tensor.name: graph.inputs[k].arrays[0] for k in used}
        assert sum(batches) == SAMPLES
        ends = np.cumsum(batches)
        parts = [slice(e - b, e) for b, e in zip(batches, ends)]
        self.inputs = {b: {n: x[p] for n, x in whole.items()} for b, p in zip(batches, parts)}
        if graph.mixes:
            try:
                self.expect = {b: self.answer(x) for b, x in self.inputs.items()}
            except (ValueError, IndexError) as refusal:  # an axis of SAMPLES elements was taken for the batch
                raise Unfit(f"Keras runs it for {SAMPLES} samples alone: {refusal}") from refusal
        else:
            answers = self.answer(whole)
            self.expect = {b: [y[p] for y in answers] for b, p in zip(batches, parts)}
        self.centres = [np.concatenate([np.asarray(y[k], "float64") for y in self.expect.values()]).mean(axis=0)
                        for k in range(len(self.model.outputs))]

    def answer(self, inputs):
        form = self.model.input
        x = dict(inputs) if isinstance(form, dict) else [inputs[t.name] for t in self.model.inputs]
        x = x if isinstance(form, (dict, list)) else x[0]
        return [np.asarray(y) for y in keras.tree.flatten(self.model(x, training=False))]
