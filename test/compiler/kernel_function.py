"""A function in linalg on tensors that grows: inputs with their numbers, tables, ops over loops, and the text of what some outputs need."""
import itertools
import math
import random
import re
from dataclasses import dataclass, field

import numpy as np

from kernel_scalars import Body, Range, Scalar, Unfit, whole

EXTENTS = [1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 17, 33]
MOST_ELEMENTS = 2000
MOST_STEPS = 60000     # of all loops of a reduction
TYPES = ["f32"] * 8 + ["f64"] * 2 + ["i32"] * 5 + ["i64"] * 3 + ["i8"] * 2 + ["i1"]
DTYPES = {"f32": np.float32, "f64": np.float64, "i1": np.bool_, "i8": np.int8, "i32": np.int32, "i64": np.int64}


def typeOf(shape, kind):
    return "tensor<" + "".join(f"{n}x" for n in shape) + kind + ">"


@dataclass
class Tensor:
    name: str
    shape: tuple
    range: Range
    uses: int = 0

    @property
    def kind(self):
        return self.range.type

    @property
    def type(self):
        return typeOf(self.shape, self.kind)


@dataclass
class Piece:
    """Lines of the function, and which tensors they read and make."""
    lines: list
    reads: list
    makes: list = field(default_factory=list)


def nameOf(text):
    """The name under which a value stands in front of `=`."""
    return text.split("#")[0]


class Function:
    def __init__(self, seed):
        self.rng, self.numbers = random.Random(seed), np.random.default_rng(seed)
        counter = itertools.count()
        self.names = lambda: f"%v{next(counter)}"
        self.inputs, self.arrays, self.tensors, self.pieces = [], {}, [], []
        # What may be computed with in bodies, beside what is read: the loops around.
        self.around = []

    # Inputs and constants

    def drawShape(self):
        r = self.rng
        while True:
            shape = tuple(r.choice(EXTENTS) for _ in range(r.choice([1, 1, 2, 2, 2, 3, 3, 4])))
            if math.prod(shape) <= MOST_ELEMENTS:
                return shape

    def draw(self, kind, shape):
        """Numbers, and their range: some exact, some any, integers small and all there are."""
        r = self.rng
        if kind[0] == "f":
            if r.random() < 0.65:
                array = self.numbers.integers(-32, 33, shape) / 8
                return array.astype(DTYPES[kind]), Range(kind, -4.0, 4.0, 3)
            return np.clip(self.numbers.normal(0, 2, shape), -8, 8).astype(DTYPES[kind]), Range(kind, -8.0, 8.0)
        every = whole(kind)
        low, high = r.choice([(-9, 9), (0, 5), (0, 100), (every.low, every.high)]) if kind != "i1" else (0, 1)
        array = self.numbers.integers(low, high, shape, dtype=np.int64, endpoint=True)
        if low == every.low and array.size:
            array.flat[0] = low
        return array.astype(DTYPES[kind]), Range(kind, low, high)

    def addInput(self):
        shape, kind = self.drawShape(), self.rng.choice(TYPES)
        array, range_ = self.draw(kind, shape)
        tensor = Tensor(f"%x{len(self.inputs)}", shape, range_)
        self.inputs.append(tensor)
        self.tensors.append(tensor)
        self.arrays[tensor.name[1:]] = array

    def addConstant(self, kind, shape):
        """A table in the function, as weights are."""
        array, range_ = self.draw(kind, shape)
        if math.prod(shape) > 200:
            raise Unfit("a long table")
        text = lambda a: "[" + ", ".join(map(text, a)) + "]" if a.ndim else \
            str(bool(a)).lower() if kind == "i1" else repr(float(a)) if kind[0] == "f" else str(int(a))
        tensor = Tensor(self.names(), shape, range_)
        return self.add([f"{tensor.name} = arith.constant dense<{text(array)}> : {tensor.type}"], [], tensor)[0]

    # Ops

    def add(self, lines, reads, *makes):
        self.pieces.append(Piece(lines, list(reads), list(makes)))
        for t in reads:
            t.uses += 1
        return makes

    def pick(self, tensors, accepts=lambda t: True):
        found = [t for t in tensors if accepts(t)]
        if not found:
            raise Unfit("no such tensor")
        return self.rng.choices(found, [5 if not t.uses else 1 for t in found])[0]

    def mapOf(self, shape, extents):
        """One expression a dimension of a tensor, of loops of these extents, inside of the tensor for all of them."""
        r, exprs = self.rng, []
        for size in shape:
            plain = [d for d, n in enumerate(extents) if n == size]
            within = [d for d, n in enumerate(extents) if n <= size]
            if plain and r.random() < 0.8:
                # The loop of the same place rather than another one.
                same = len(exprs) if len(exprs) in plain and r.random() < 0.7 else r.choice(plain)
                exprs.append(f"d{same}")
            elif within and r.random() < 0.6:
                d = r.choice(within)
                n, form = extents[d], r.choice(["strided", "moved", "turned", "turned"])
                step = r.randint(1, (size - 1) // (n - 1)) if n > 1 and form == "strided" else 1
                rest = size - 1 - (n - 1) * step
                # The loop alone would have to have the whole size.
                least = 1 if step == 1 and rest else 0
                exprs.append(f"{n - 1 + r.randint(0, rest)} - d{d}" if form == "turned" else f"d{d} * {step} + {r.randint(least, rest)}")
            elif size == 1 or not extents or r.random() < 0.2:
                exprs.append(str(r.randrange(size)))
            elif r.random() < 0.5:
                exprs.append(f"d{r.randrange(len(extents))} mod {size}")
            else:
                d = r.randrange(len(extents))
                exprs.append(f"d{d} floordiv {max(2, -(-extents[d] // size))}")
        return exprs

    def generic(self, extents, parallel, reads, inits, body, yields):
        """A linalg.generic over loops of `extents`; reads: (tensor, its expressions); inits: (name, Range), of the parallel loops."""
        dims = ", ".join(f"d{i}" for i in range(len(extents)))
        to = [f"d{d}" for d in parallel]
        shape = tuple(extents[d] for d in parallel)
        maps = ", ".join(f"affine_map<({dims}) -> ({', '.join(e)})>" for e in [*(e for _, e in reads), *[to] * len(inits)])
        kinds = ", ".join('"parallel"' if d in parallel else '"reduction"' for d in range(len(extents)))
        made = [Tensor(self.names(), shape, y.range) for y in yields]
        results = made[0].name if len(made) == 1 else made[0].name + f":{len(made)}"
        types = [t.type for t in made]
        ins = f"ins({', '.join(t.name for t, _ in reads)} : {', '.join(t.type for t, _ in reads)}) " if reads else ""
        arguments = ", ".join(f"{s.name}: {s.type}" for s in body.arguments)
        lines = [f"{results} = linalg.generic {{indexing_maps = [{maps}], iterator_types = [{kinds}]}} {ins}"
                 f"outs({', '.join(inits)} : {', '.join(types)}) {{", f"^bb0({arguments}):", *("  " + l for l in body.lines),
                 f"  linalg.yield {', '.join(y.name for y in yields)} : {', '.join(y.type for y in yields)}",
                 "} -> " + (types[0] if len(types) == 1 else f"({', '.join(types)})")]
        base = made[0].name
        for k, t in enumerate(made):
            t.name = base if len(made) == 1 else f"{base}#{k}"
        return self.add(lines, [*(t for t, _ in reads), *body.gathered], *made)

    def body(self, reads, accumulators, extents, tensors):
        """The start of a body: its arguments, the loops' indices, what is around."""
        arguments = [Scalar(self.names(), t.range) for t, _ in reads]
        body = Body(self.rng, self.names, arguments)
        body.gathered = []
        body.arguments = [*arguments, *accumulators]
        for d, n in enumerate(extents):
            if self.rng.random() < 0.2:
                body.emit(f"linalg.index {d} : index", Range("index", 0, n - 1))
        if self.around and self.rng.random() < 0.5:
            body.pool.append(self.rng.choice(self.around))

        def extract(body, at):
            """A read at an index that some number says, clamped."""
            source = self.pick(tensors, lambda t: 0 < len(t.shape) < 3)
            # A number of 32 bits may be clamped as an index, too; indices have no more bits everywhere.
            isEarly, indices = at.type == "i32" and self.rng.random() < 0.5, []
            for size in source.shape:
                kind, index = ("index", body.code(f"arith.index_cast {at.name} : i32 to index")) if isEarly else (at.type, at.name)
                for op, bound in (("maxsi", 0), ("minsi", size - 1)):
                    index = body.code(f"arith.{op} {index}, {body.constant(kind, bound).name} : {kind}")
                indices.append(index if isEarly else body.code(f"arith.index_cast {index} : {kind} to index"))
            body.gathered.append(source)
            return body.emit(f"tensor.extract {source.name}[{', '.join(indices)}] : {source.type}", source.range)

        body.extract = extract
        return body

    def empty(self, shape, kind):
        name = self.names()
        self.add([f"{name} = tensor.empty() : {typeOf(shape, kind)}"], [], Tensor(name, shape, Range(kind, 0, 0)))
        return name

    def filled(self, shape, kind, value):
        empty, body = self.empty(shape, kind), Body(self.rng, self.names)
        number = body.constant(kind, value)
        made = Tensor(self.names(), shape, number.range)
        return self.add([*body.lines, f"{made.name} = linalg.fill ins({number.name} : {kind}) outs({empty} : {made.type}) -> {made.type}"],
                        [], made)[0]

    # Text

    def text(self, outputs=None):
        """The function of these outputs (of all): with what they need."""
        outputs = self.outputs if outputs is None else outputs
        needed, kept = {nameOf(t.name) for t in outputs}, []
        for piece in reversed(self.pieces):
            if any(nameOf(t.name) in needed for t in piece.makes):
                kept.append(piece)
                # Names that stand in the lines, as not all of them are tensors that count.
                needed |= {w for line in piece.lines for w in re.findall(r"%\w+", line)}
        inputs = ", ".join(f'{t.name}: {t.type} {{layer.name = "{t.name[1:]}"}}' for t in self.inputs)
        results = ", ".join(f'{t.type} {{layer.name = "y{k}"}}' for k, t in enumerate(outputs))
        lines = [line for piece in reversed(kept) for line in piece.lines]
        return "\n".join([f"func.func @main({inputs}) -> ({results}) {{", *("  " + l for l in lines),
                          f"  return {', '.join(t.name for t in outputs)} : {', '.join(t.type for t in outputs)}", "}", ""])
