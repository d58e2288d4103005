"""Random functions in linalg on tensors, with inputs. A seed is one function.

It grows piece by piece: element-wise ops that read tensors through broadcasting, transposing, strided, turned and wrapping maps,
reductions with one or several results, products, windows, gathers, pads, joins, slices, reshapes, loops.
"""
import math

from kernel_function import EXTENTS, MOST_ELEMENTS, Function, Tensor
from kernel_moves import Moves
from kernel_reductions import Reductions
from kernel_scalars import Range, Scalar, Unfit, whole


class RandomKernel(Function, Reductions, Moves):
    """`outputs`: what nobody else reads; `text(outputs)` is the function that answers these."""

    def __init__(self, seed):
        super().__init__(seed)
        for _ in range(self.rng.randint(1, 3)):
            self.addInput()
        self.grow(self.rng.randint(3, 8), self.tensors)
        ends = [t for t in self.tensors if not t.uses and t not in self.inputs]
        self.outputs = ends if len(ends) <= 6 else self.rng.sample(ends, 6)

    def grow(self, count, tensors):
        pieces = {self.mapped: 6, self.reduced: 6, self.dotted: 2, self.windowed: 2, self.argmax: 1, self.padded: 1, self.joined: 1,
                  self.sliced: 1, self.inserted: 1, self.reshaped: 1, self.transposed: 1, self.normalised: 1, self.looped: 1.5, self.causal: 0.7}
        for _ in range(count):
            for _ in range(20):
                kept = len(self.pieces)
                try:
                    tensors.extend(self.rng.choices(list(pieces), pieces.values())[0](tensors))
                    break
                except Unfit:
                    for piece in self.pieces[kept:]:
                        for t in piece.reads:
                            t.uses -= 1
                    del self.pieces[kept:]

    def operands(self, tensors, extents, count):
        reads = []
        for _ in range(count):
            t = self.pick(tensors, lambda t: len(t.shape) <= 4)
            reads.append((t, self.mapOf(t.shape, extents)))
        return reads

    def mapped(self, tensors):
        """Element-wise, with one or two results."""
        first = self.pick(tensors)
        extents = list(first.shape)
        if len(extents) < 4 and self.rng.random() < 0.2:
            extents.insert(self.rng.randint(0, len(extents)), self.rng.choice(EXTENTS[:6]))
        if math.prod(extents) > MOST_ELEMENTS:
            raise Unfit("too large")
        if self.rng.random() < 0.2:
            self.rng.shuffle(extents)
        reads = [(first, self.mapOf(first.shape, extents)), *self.operands(tensors, extents, self.rng.randint(0, 2))]
        body = self.body(reads, [], extents, tensors)
        body.grow(self.rng.randint(1, 6))
        loops = list(range(len(extents)))
        if self.rng.random() < 0.2:
            self.rng.shuffle(loops)
        yields = self.yields(body, self.rng.choice([1, 1, 1, 2]))
        shape = [extents[d] for d in loops]
        outs = [self.empty(shape, y.type) for y in yields]
        body.arguments += [Scalar(self.names(), y.range) for y in yields]
        return self.generic(extents, loops, reads, outs, body, yields)

    def yields(self, body, count):
        found = [s for s in body.pool if s.type != "index" and s not in self.around]
        if len(found) < count:
            raise Unfit("nothing to yield")
        return found[-1:] if count == 1 else [found[-1], self.rng.choice(found[:-1])]

    # Loops

    def looped(self, tensors):
        """An scf.for that carries a tensor, and perhaps collects what each step makes, or reads a row of another tensor at each step."""
        r = self.rng
        if self.around:
            raise Unfit("deep enough")
        start, = self.settled(tensors, self.pick(tensors, lambda t: math.prod(t.shape) < 300 and len(t.shape) < 4))
        trips, index = r.randint(2, 4), self.names()
        carried = Tensor(self.names(), start.shape, start.range)
        collects = r.random() < 0.6
        rows = (trips, *start.shape)
        collected = Tensor(self.names(), rows, start.range)
        inits = [(carried, start.name)]
        if collects:
            inits.append((collected, self.empty(rows, start.kind) if r.random() < 0.5 else self.filled(rows, start.kind, 0).name))
        outer, self.pieces, self.around = self.pieces, [], [Scalar(index, Range("index", 0, trips - 1))]
        try:
            inside = [t for t in tensors if r.random() < 0.7] + [carried]
            source = next((t for t in tensors if len(t.shape) > 1 and t.shape[0] >= trips), None)
            if source and r.random() < 0.6:
                inside += self.rowAt(source, index)
            self.grow(r.randint(1, 3), inside)
            same = [t for t in inside if t.shape == start.shape and t.kind == start.kind and (t.range.isExact or not t.range.isFloat)]
            last, = self.settled(inside, r.choice(same[-2:]), carried)
            lines = [line for piece in self.pieces for line in piece.lines]
            reads = [t for piece in self.pieces for t in piece.reads if t in tensors]
        finally:
            self.pieces, self.around = outer, []
        zeros, ones, name = ["0"] * len(start.shape), ["1"] * len(rows), self.names()
        yields = [last.name]
        if collects:
            more = self.names()
            lines.append(f"{more} = tensor.insert_slice {last.name} into {collected.name}[{', '.join([index, *zeros])}] "
                         f"[{', '.join(map(str, (1, *start.shape)))}] [{', '.join(ones)}] : {last.type} into {collected.type}")
            yields.append(more)
        types = ", ".join(t.type for t, _ in inits)
        edges = [self.names() for _ in range(3)]
        head = [f"{e} = arith.constant {n} : index" for e, n in zip(edges, (0, trips, 1))]
        arguments = ", ".join(f"{t.name} = {init}" for t, init in inits)
        results = f"{name}:{len(inits)}" if collects else name
        made = [Tensor(f"{name}#{k}" if collects else name, t.shape, start.range) for k, (t, _) in enumerate(inits)]
        return self.add([*head, f"{results} = scf.for {index} = {edges[0]} to {edges[1]} step {edges[2]} iter_args({arguments}) -> ({types}) {{",
                         *("  " + line for line in lines), f"  scf.yield {', '.join(yields)} : {types}", "}"], [start, *reads], *made)

    def rowAt(self, source, index):
        rest = source.shape[1:]
        made = Tensor(self.names(), rest, source.range)
        zeros, sizes, ones = ["0"] * len(rest), ["1", *map(str, rest)], ["1"] * len(source.shape)
        return self.add([f"{made.name} = tensor.extract_slice {source.name}[{', '.join([index, *zeros])}] [{', '.join(sizes)}] [{', '.join(ones)}] : "
                         f"{source.type} to {made.type}"], [source], made)

    def settled(self, tensors, x, also=None):
        """The value (and another one with it) within bounds that are the same after each step: small whole floats, any integers."""
        if x.range.isFloat and not x.range.isSame:
            raise Unfit("jumps")
        reads = [(t, [f"d{d}" for d in range(len(x.shape))]) for t in ([x, also] if also else [x])]
        body = self.body(reads, [], (), tensors)
        value = body.arguments[0]
        if also:
            value = body.floatOf("addf", *body.arguments) if value.range.isFloat else body.integerOf("addi", *body.arguments)
        if value.range.isFloat:
            for op in ("math.roundeven", "arith.maximumf", "arith.minimumf"):
                edge = "" if "round" in op else ", " + body.constant(x.kind, -9.0 if "max" in op else 9.0).name
                value = body.emit(f"{op} {value.name}{edge} : {x.kind}", Range(x.kind, -9.0, 9.0, 0))
        value = Scalar(value.name, value.range if value.range.isFloat else whole(x.kind))
        body.arguments.append(Scalar(self.names(), value.range))
        return self.generic(list(x.shape), list(range(len(x.shape))), reads, [self.empty(x.shape, x.kind)], body, [value])
