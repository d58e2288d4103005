"""Pieces of random kernels that reduce: sums and extrema, products, windows, places of extrema, and what reads their results again."""
import math

from kernel_function import EXTENTS, MOST_ELEMENTS, MOST_STEPS, Tensor
from kernel_scalars import UNIT, Range, Scalar, Unfit, integer, real, union, whole


class Reductions:
    def reduced(self, tensors):
        """Sums, extrema, counts and the like along some axes: one result, or several of which each may need those before it."""
        r = self.rng
        first = self.pick(tensors, lambda t: t.shape)
        extents = list(first.shape)
        if r.random() < 0.15:
            extents.append(r.choice(EXTENTS[1:6]))
        loops = list(range(len(extents)))
        # Rather the last axes, as a softmax or a norm has them.
        count = r.randint(1, min(2, len(extents)))
        summed = loops[-count:] if r.random() < 0.6 else r.sample(loops, count)
        parallel = [d for d in loops if d not in summed]
        if math.prod(extents) > MOST_STEPS:
            raise Unfit("too large")
        reads = [(first, self.mapOf(first.shape, extents)), *self.operands(tensors, extents, r.choice([0, 0, 1]))]
        reads += self.missing(extents, reads, parallel)
        return self.fold(tensors, extents, parallel, reads, r.choice([1, 1, 2, 3]))

    def missing(self, extents, reads, parallel):
        """linalg asks for each loop as the plain index of some operand: a tensor that nobody reads, as the window of a pooling."""
        known = {e for _, exprs in reads for e in exprs} | {f"d{d}" for d in parallel}
        lost = [d for d in range(len(extents)) if f"d{d}" not in known]
        if not lost:
            return []
        shape = tuple(extents[d] for d in lost)
        return [(Tensor(self.empty(shape, "f32"), shape, Range("f32", 0, 0)), [f"d{d}" for d in lost])]

    def fold(self, tensors, extents, parallel, reads, count):
        """The reduction itself: what each step brings, and how it goes into the accumulators."""
        r, shape = self.rng, tuple(extents[d] for d in parallel)
        steps = math.prod(n for d, n in enumerate(extents) if d not in parallel)
        isOrdered = len(extents) - len(parallel) == 1
        body = self.body(reads, [], extents, tensors)
        windows = {s for s, (t, _) in zip((a.name for a in body.arguments), reads) if (t.range.low, t.range.high) == (0, 0)}
        body.pool = [s for s in body.pool if s.name not in windows]
        body.grow(r.randint(0, 3))
        values = [s for s in body.pool if s.type != "index" and s not in self.around]
        inits, accumulators, yields = [], [], []
        for _ in range(count):
            brought = r.choice(values[-3:]) if values and r.random() < 0.9 else body.constant(r.choice(["f32", "i32"]))
            accumulator, init, op, result = self.accumulator(tensors, shape, brought, steps)
            inits.append(init)
            accumulators.append(accumulator)
            if isOrdered and yields and brought.type in ("i32", "i64") and accumulator.range == whole(brought.type):
                # A step that needs what another accumulator was before, or is now.
                others = [s for s in [*accumulators[:-1], *yields] if s.type == brought.type]
                if others and r.random() < 0.6:
                    brought = body.integerOf(r.choice(["addi", "xori", "maxsi"]), brought, r.choice(others))
            yields.append(Scalar(body.code(f"arith.{op} {accumulator.name}, {brought.name} : {brought.type}"), result))
        body.arguments += accumulators
        return self.generic(extents, parallel, reads, inits, body, yields)

    def accumulator(self, tensors, shape, brought, steps):
        """(the body's argument, where it starts, the op, the range of the result)."""
        r, kind, x = self.rng, brought.type, brought.range
        ops = ["addf", "addf", "addf", "maximumf", "minimumf", "maxnumf"] if x.isFloat else ["andi", "ori", "xori"] if kind == "i1" else \
            ["addi", "addi", "maxsi", "minsi", "andi", "xori", "muli", "maxui"]
        op = r.choice(ops)
        starts = [t for t in tensors if t.shape == shape and t.kind == kind]
        if starts and r.random() < 0.3:
            start = r.choice(starts)
        else:
            values = {"maximumf": -64, "minimumf": 64, "maxnumf": -64, "muli": 1, "andi": -1 if kind != "i1" else 1}
            start = self.filled(shape, kind, values.get(op, r.choice([0, 0, 0, 1])))
        start.uses += 1
        y = start.range
        if op == "addf":
            grain = max(x.grain, y.grain) if x.isExact and y.isExact else None
            size = x.size * steps + y.size
            low, high = min(0, x.low) * steps + y.low, max(0, x.high) * steps + y.high
            differs = steps * x.differs + y.differs
            # Each step rounds a sum of at most the whole size, and its product may be left unrounded.
            result = real(kind, low, high, grain, differs, 2 * UNIT[kind] * steps * (size + x.size))
        elif x.isFloat:
            result = union(x, y)
        elif op == "addi":
            result = integer(kind, min(0, x.low) * steps + y.low, max(0, x.high) * steps + y.high)
        elif op in ("maxsi", "minsi"):
            result = union(x, y)
        else:
            result = whole(kind)
        return Scalar(self.names(), result if x.isFloat or op in ("addi", "maxsi", "minsi") else whole(kind)), start.name, op, result

    def dotted(self, tensors):
        """A product of matrices: the last axis of one with an axis of another one, or of a table."""
        r = self.rng
        left = self.pick(tensors, lambda t: t.shape and t.kind != "i1")
        inner = left.shape[-1]
        if r.random() < 0.6:
            shape = (inner, r.choice(EXTENTS)) if r.random() < 0.7 else (r.choice(EXTENTS), inner)
            right = self.addConstant(left.kind, shape)
        else:
            right = self.pick(tensors, lambda t: t.kind == left.kind and inner in t.shape and len(t.shape) < 3)
        at = r.choice([d for d, n in enumerate(right.shape) if n == inner])
        extents = [*left.shape[:-1], *(n for d, n in enumerate(right.shape) if d != at), inner]
        parallel, last = list(range(len(extents) - 1)), f"d{len(extents) - 1}"
        if math.prod(extents) > MOST_STEPS or math.prod(extents[:-1]) > MOST_ELEMENTS or len(extents) > 5:
            raise Unfit("too large")
        others = iter(f"d{d}" for d in range(len(left.shape) - 1, len(extents) - 1))
        reads = [(left, [f"d{d}" for d in range(len(left.shape) - 1)] + [last]),
                 (right, [last if d == at else next(others) for d in range(len(right.shape))])]
        return self.products(tensors, extents, parallel, reads)

    def products(self, tensors, extents, parallel, reads):
        r, shape = self.rng, tuple(extents[d] for d in parallel)
        body = self.body(reads, [], (), tensors)
        a, b = body.arguments
        isFloat = a.range.isFloat
        product = (body.floatOf if isFloat else body.integerOf)("mulf" if isFloat else "muli", a, b)
        steps = math.prod(extents) // max(math.prod(shape), 1)
        start = self.filled(shape, a.type, r.choice([0, 0, 1]))
        x = product.range
        if isFloat:
            size = x.size * steps + 1
            result = real(a.type, -size, size, max(x.grain, 3) if x.isExact else None, steps * x.differs, 4 * UNIT[a.type] * steps * size)
        else:
            result = integer(a.type, min(0, x.low) * steps, max(0, x.high) * steps + 1)
        accumulator = Scalar(self.names(), result)
        name = body.code(f"arith.{'addf' if isFloat else 'addi'} {accumulator.name}, {product.name} : {a.type}")
        body.arguments.append(accumulator)
        return self.generic(extents, parallel, reads, [start.name], body, [Scalar(name, result)])

    def windowed(self, tensors):
        """A convolution or a pooling: windows along the first axes, with strides and dilation."""
        r = self.rng
        x = self.pick(tensors, lambda t: 2 <= len(t.shape) <= 3 and t.kind != "i1" and max(t.shape[:-1]) > 2)
        space, channels = x.shape[:-1], x.shape[-1]
        sizes, strides, dilations, outs = [], [], [], []
        for n in space:
            k, s, d = r.randint(1, min(3, n)), r.randint(1, 3), r.choice([1, 1, 2])
            d = d if (k - 1) * d < n else 1
            sizes.append(k)
            strides.append(s)
            dilations.append(d)
            outs.append((n - (k - 1) * d - 1) // s + 1)
        rank = len(space)
        isPooling = r.random() < 0.5
        filters = channels if isPooling else r.choice(EXTENTS[:9])
        extents = [*outs, filters, *sizes, *([] if isPooling else [channels])]
        if math.prod(extents) > MOST_STEPS or math.prod(outs) * filters > MOST_ELEMENTS:
            raise Unfit("too large")
        places = [f"d{i} * {strides[i]} + d{rank + 1 + i} * {dilations[i]}" for i in range(rank)]
        parallel = list(range(rank + 1))
        if isPooling:
            reads = [(x, [*places, f"d{rank}"])]
            reads += self.missing(extents, reads, parallel)
            return self.fold(tensors, extents, parallel, reads, 1)
        weights = self.addConstant(x.kind, (*sizes, channels, filters))
        reads = [(x, [*places, f"d{2 * rank + 1}"]), (weights, [*(f"d{rank + 1 + i}" for i in range(rank + 1)), f"d{rank}"])]
        return self.products(tensors, extents, parallel, reads)

    def argmax(self, tensors):
        """The largest or least element and where it is, in any order of results, with what was before."""
        r = self.rng
        x = self.pick(tensors, lambda t: t.shape and t.kind != "i1" and t.range.isSame)
        axis = len(x.shape) - 1 if r.random() < 0.6 else r.randrange(len(x.shape))
        extents = list(x.shape)
        parallel = [d for d in range(len(extents)) if d != axis]
        shape = tuple(extents[d] for d in parallel)
        reads = [(x, [f"d{d}" for d in range(len(extents))])]
        body = self.body(reads, [], (), tensors)
        value = body.arguments[0]
        low = -64.0 if x.range.isFloat else whole(x.kind).low
        low = low if x.range.isFloat is False else min(low, math.floor(x.range.low) - 1)
        starts = [self.filled(shape, x.kind, low), self.filled(shape, "i32", 0), self.filled(shape, "i32", -1)]
        best, at, before = (Scalar(self.names(), union(x.range, starts[0].range)), Scalar(self.names(), Range("i32", -1, extents[axis])),
                            Scalar(self.names(), Range("i32", -1, extents[axis])))
        index = body.emit(f"linalg.index {axis} : index", Range("index", 0, extents[axis] - 1))
        place = body.emit(f"arith.index_cast {index.name} : index to i32", Range("i32", 0, extents[axis] - 1))
        compare = f"cmpf {r.choice(['ogt', 'oge'])}" if x.range.isFloat else f"cmpi {r.choice(['sgt', 'sge', 'slt', 'ugt'])}"
        more = body.emit(f"arith.{compare}, {value.name}, {best.name} : {x.kind}", whole("i1"))
        chosen = []
        for new, old in ((value, best), (place, at), (at, before))[:r.choice([2, 2, 3])]:
            name = body.code(f"arith.select {more.name}, {new.name}, {old.name} : {old.type}")
            chosen.append((old, Scalar(name, old.range), starts[len(chosen)].name))
        r.shuffle(chosen)
        body.arguments += [old for old, _, _ in chosen]
        return self.generic(extents, parallel, reads, [start for _, _, start in chosen], body, [new for _, new, _ in chosen])

    def causal(self, tensors):
        """A product of which a part is chosen by the indices."""
        made, = self.dotted(tensors)
        if len(made.shape) < 2 or made.kind == "i1":
            raise Unfit("no two axes to compare")
        extents = list(made.shape)
        reads = [(made, [f"d{d}" for d in range(len(extents))])]
        body = self.body(reads, [], (), tensors)
        value = body.arguments[0]
        i, j = (body.emit(f"linalg.index {d} : index", Range("index", 0, extents[d] - 1)) for d in self.rng.sample(range(len(extents)), 2))
        condition = body.emit(f"arith.cmpi {self.rng.choice(['sge', 'slt', 'eq', 'ne', 'sgt'])}, {i.name}, {j.name} : index", whole("i1"))
        other = body.constant(value.type)
        chosen = body.emit(f"arith.select {condition.name}, {value.name}, {other.name} : {value.type}", union(value.range, other.range))
        outs = [self.empty(made.shape, value.type)]
        body.arguments.append(Scalar(self.names(), value.range))
        return self.generic(extents, list(range(len(extents))), reads, outs, body, [chosen])

    def normalised(self, tensors):
        """Rows less their largest or least element, or their sum: a reduction and what reads its rows again."""
        x = self.pick(tensors, lambda t: t.shape and t.kind != "i1")
        extents, parallel = list(x.shape), list(range(len(x.shape) - 1))
        reads = [(x, [f"d{d}" for d in range(len(extents))])]
        rows, = self.fold(tensors, extents, parallel, reads, 1)
        if rows.kind != x.kind:
            raise Unfit("of another type")
        reads = [*reads, (rows, [f"d{d}" for d in parallel])]
        body = self.body(reads, [], (), tensors)
        a, b = body.arguments
        made = body.floatOf(self.rng.choice(["subf", "mulf"]), a, b) if a.range.isFloat else body.integerOf("subi", a, b)
        body.arguments.append(Scalar(self.names(), made.range))
        return self.generic(extents, list(range(len(extents))), reads, [self.empty(x.shape, x.kind)], body, [made])
