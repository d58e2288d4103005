"""Pieces of random kernels that only move elements: pads, joins, slices, reshapes, transposes."""
import math

from kernel_function import MOST_ELEMENTS, Tensor
from kernel_scalars import Body, Scalar, Unfit, union


class Moves:
    def padded(self, tensors):
        x = self.pick(tensors, lambda t: t.shape)
        low, high = ([self.rng.choice([0, 0, 1, 2]) for _ in x.shape] for _ in "lh")
        shape = tuple(l + n + h for l, n, h in zip(low, x.shape, high))
        if math.prod(shape) > 2 * MOST_ELEMENTS:
            raise Unfit("too large")
        body = Body(self.rng, self.names)
        value = body.constant(x.kind)
        made = Tensor(self.names(), shape, union(x.range, value.range))
        arguments = ", ".join(f"{self.names()}: index" for _ in shape)
        return self.add([*body.lines, f"{made.name} = tensor.pad {x.name} low{low} high{high} {{", f"^bb0({arguments}):",
                         f"  tensor.yield {value.name} : {x.kind}", f"}} : {x.type} to {made.type}"], [x], made)

    def joined(self, tensors):
        x = self.pick(tensors, lambda t: t.shape)
        axis = self.rng.randrange(len(x.shape))
        fits = lambda t: t.kind == x.kind and len(t.shape) == len(x.shape) and all(a == b for d, (a, b) in enumerate(zip(t.shape, x.shape)) if d != axis)
        parts = [x, *(self.pick(tensors, fits) for _ in range(self.rng.randint(1, 2)))]
        shape = tuple(sum(t.shape[axis] for t in parts) if d == axis else n for d, n in enumerate(x.shape))
        range_ = parts[0].range
        for t in parts[1:]:
            range_ = union(range_, t.range)
        made = Tensor(self.names(), shape, range_)
        return self.add([f"{made.name} = tensor.concat dim({axis}) {', '.join(t.name for t in parts)} : "
                         f"({', '.join(t.type for t in parts)}) -> {made.type}"], parts, made)

    def place(self, shape):
        """Offsets, sizes and steps inside of a shape."""
        offsets, sizes, steps = [], [], []
        for n in shape:
            size = self.rng.randint(1, n)
            step = self.rng.randint(1, (n - 1) // (size - 1)) if size > 1 else 1
            offsets.append(self.rng.randint(0, n - 1 - (size - 1) * step))
            sizes.append(size)
            steps.append(step)
        return offsets, sizes, steps

    def sliced(self, tensors):
        x = self.pick(tensors, lambda t: t.shape)
        offsets, sizes, steps = self.place(x.shape)
        # Axes of one element may be left out.
        kept = tuple(n for n in sizes if n > 1 or self.rng.random() < 0.5)
        made = Tensor(self.names(), kept, x.range)
        return self.add([f"{made.name} = tensor.extract_slice {x.name}{offsets} {sizes} {steps} : {x.type} to {made.type}"], [x], made)

    def inserted(self, tensors):
        into = self.pick(tensors, lambda t: t.shape)
        offsets, sizes, steps = self.place(into.shape)
        part = next((t for t in tensors if t.shape == tuple(sizes) and t.kind == into.kind), None) or self.filled(tuple(sizes), into.kind, None)
        made = Tensor(self.names(), into.shape, union(into.range, part.range))
        return self.add([f"{made.name} = tensor.insert_slice {part.name} into {into.name}{offsets} {sizes} {steps} : {part.type} into {made.type}"],
                        [part, into], made)

    def reshaped(self, tensors):
        """Neighbouring axes become one, or one becomes two."""
        r, x = self.rng, self.pick(tensors, lambda t: t.shape)
        rank = len(x.shape)
        if rank > 1 and r.random() < 0.5:
            at = r.randrange(rank - 1)
            groups = [[d] for d in range(at)] + [[at, at + 1]] + [[d] for d in range(at + 2, rank)]
            made = Tensor(self.names(), tuple(math.prod(x.shape[d] for d in g) for g in groups), x.range)
            return self.add([f"{made.name} = tensor.collapse_shape {x.name} {groups} : {x.type} into {made.type}"], [x], made)
        if rank > 4:
            raise Unfit("axes enough")
        at = r.randrange(rank)
        first = r.choice([k for k in range(1, x.shape[at] + 1) if x.shape[at] % k == 0])
        shape = (*x.shape[:at], first, x.shape[at] // first, *x.shape[at + 1:])
        groups = [[d] for d in range(at)] + [[at, at + 1]] + [[d + 1] for d in range(at + 1, rank)]
        made = Tensor(self.names(), shape, x.range)
        return self.add([f"{made.name} = tensor.expand_shape {x.name} {groups} output_shape {list(shape)} : {x.type} into {made.type}"], [x], made)

    def transposed(self, tensors):
        x = self.pick(tensors, lambda t: len(t.shape) > 1)
        order = list(range(len(x.shape)))
        self.rng.shuffle(order)
        reads = [(x, [f"d{order.index(d)}" for d in range(len(order))])]
        extents = [x.shape[d] for d in order]
        body = self.body(reads, [], (), tensors)
        body.arguments.append(Scalar(self.names(), x.range))
        return self.generic(extents, list(range(len(extents))), reads, [self.empty(extents, x.kind)], body, [body.arguments[0]])
