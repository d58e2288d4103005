"""Random scalar code for the bodies of random kernels, and what is known of each value: bounds, and how far two compilers may differ.

A `Range` holds bounds, for floats also a grain and a difference. Where all values are multiples of 2^-grain and small enough, every
sum and product is exact, so that neither contraction nor the order of a sum can show. Otherwise `differs` is how far two correct
answers may be apart: half a unit in the last place for each operation of each of them, and what operands bring along. A number on
which a choice hangs (a comparison, a rounding, an index) must not differ at all.
"""
import math
from dataclasses import dataclass

BITS = {"i1": 1, "i8": 8, "i32": 32, "i64": 64}
UNIT = {"f32": 2.0 ** -24, "f64": 2.0 ** -53}
LARGEST = 2.0 ** 40    # of floats
MOST_DIFFERS = 1e-4    # of the size
MATH = 16              # units in the last place that exp and its like may be off
COMPARISONS = ["eq", "ne", "slt", "sle", "sgt", "sge", "ult", "ule", "ugt", "uge"]
FLOAT_COMPARISONS = ["oeq", "one", "olt", "ole", "ogt", "oge", "ueq", "une", "ult", "ule", "ugt", "uge", "ord", "uno"]


class Unfit(Exception):
    """This does not go here; something else will."""


@dataclass
class Range:
    type: str
    low: float
    high: float
    grain: int = None
    differs: float = 0.0

    @property
    def isFloat(self):
        return self.type[0] == "f"

    @property
    def size(self):
        return max(abs(self.low), abs(self.high))

    @property
    def isExact(self):
        return self.grain is not None

    @property
    def isSame(self):
        return self.differs == 0


def whole(kind):
    """All that an integer type holds; i1 is 0 or 1 here."""
    if kind == "i1":
        return Range(kind, 0, 1)
    half = 1 << (BITS[kind] - 1)
    return Range(kind, -half, half - 1)


def integer(kind, low, high):
    """The range of a result that wraps around where it does not fit."""
    if kind == "index":
        if max(abs(low), abs(high)) > 1 << 20:
            raise Unfit("an index must not wrap around")
        return Range(kind, low, high)
    every = whole(kind)
    return Range(kind, low, high) if every.low <= low and high <= every.high else every


def real(kind, low, high, grain=None, differs=0.0, rounding=0.0):
    """The range of a float result: exact where it fits, else rounded, by which two answers come to differ."""
    size = max(abs(low), abs(high))
    if grain is None or differs or size * 2.0 ** grain > 1 / UNIT[kind]:
        grain, differs = None, differs + rounding
    if size > LARGEST or differs > MOST_DIFFERS * max(size, 1e-3):
        raise Unfit("too large, or too far apart")
    return Range(kind, low - differs, high + differs, grain, differs)


def union(a, b):
    grain = max(a.grain, b.grain) if a.isExact and b.isExact else None
    differs = max(a.differs, b.differs)
    return Range(a.type, min(a.low, b.low), max(a.high, b.high), None if differs else grain, differs)


def sumOf(a, b):
    """Of a product that was rounded, the rounding may be left out by contraction: it counts once more."""
    grain = max(a.grain, b.grain) if a.isExact and b.isExact else None
    size = a.size + b.size
    return real(a.type, a.low + b.low, a.high + b.high, grain, a.differs + b.differs, 4 * UNIT[a.type] * size)


def corners(a, b, of):
    values = [of(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    return min(values), max(values)


def productOf(a, b):
    grain = a.grain + b.grain if a.isExact and b.isExact else None
    differs = a.size * b.differs + b.size * a.differs
    # By itself it is rounded once everywhere.
    return real(a.type, *corners(a, b, lambda x, y: x * y), grain, differs, 2 * UNIT[a.type] * a.size * b.size if differs else 0.0)


@dataclass
class Scalar:
    name: str
    range: Range

    @property
    def type(self):
        return self.range.type


class Body:
    """Lines of code on scalars. `pool`: what is there to compute with."""

    def __init__(self, rng, names, pool=(), extract=None):
        self.rng, self.names, self.pool, self.lines = rng, names, list(pool), []
        self.extract = extract  # emits the read of a tensor at an index, or None

    def code(self, text):
        """A line; the name of its result, which nothing else will use."""
        name = self.names()
        self.lines.append(f"{name} = {text}")
        return name

    def emit(self, text, range_):
        self.pool.append(Scalar(self.code(text), range_))
        return self.pool[-1]

    def pick(self, accepts=lambda s: True):
        found = [s for s in self.pool if accepts(s)]
        if not found:
            raise Unfit("no such value")
        # The latest values rather than the first ones.
        return self.rng.choices(found, range(1, len(found) + 1))[0]

    def constant(self, kind, value=None):
        r = self.rng
        if kind[0] == "f":
            value = value if value is not None else r.choice([r.randint(-32, 32) / 8, r.randint(-3, 3), 1.0, 0.5, -2.0])
            return self.emit(f"arith.constant {float(value)!r} : {kind}", Range(kind, value, value, 3))
        if value is None:
            high = int(whole(kind).high) if kind != "index" else 20
            value = r.choice([0, 1, 1, 2, 3, 5, 7, 8, r.randint(0, min(high, 100)), high] + ([] if kind == "index" else [-1, -1, -3, -high - 1]))
            value = value & 1 if kind == "i1" else value
        text = ("true" if value else "false") if kind == "i1" else f"{value} : {kind}"
        return self.emit(f"arith.constant {text}", Range(kind, value, value))

    def second(self, kind, accepts=lambda s: True):
        """An operand of the type: one that is there, or a constant."""
        found = [s for s in self.pool if s.type == kind and accepts(s)]
        if found and self.rng.random() < 0.7:
            return self.pick(lambda s: s.type == kind and accepts(s))
        value = self.constant(kind)
        if not accepts(value):
            raise Unfit("not that constant")
        return value

    def step(self):
        """One more operation, whose kind follows from a value that is there."""
        a = self.pick()
        if self.extract and a.type in ("i8", "i32", "i64") and self.rng.random() < 0.2:
            return self.extract(self, a)
        steps = {"f": [self.floatPair] * 4 + [self.floatAlone, self.chooses, self.compareFloats, self.fromFloat, self.mathOf, self.fused],
                 "i1": [self.logic, self.logic, self.chooses, self.fromInteger, self.chooses],
                 "index": [self.indices, self.compareIntegers, self.compareIntegers, self.fromIndex, self.fromIndex]}.get(
                     "f" if a.range.isFloat else a.type,
                     [self.integerPair] * 4 + [self.divided, self.shifted, self.shifted, self.chooses, self.compareIntegers, self.fromInteger,
                                               self.signOf])
        return self.rng.choice(steps)(a)

    def grow(self, count):
        done = 0
        for _ in range(4 * count):
            kept = len(self.lines), len(self.pool)
            try:
                self.step()
                done += 1
            except Unfit:
                del self.lines[kept[0]:], self.pool[kept[1]:]
            if done == count:
                return

    # Floats

    def floatPair(self, a):
        op = self.rng.choice(["addf", "addf", "subf", "mulf", "mulf", "divf", "maximumf", "minimumf", "maxnumf", "minnumf"])
        away = (lambda s: s.range.low >= 0.25 or s.range.high <= -0.25) if op == "divf" else (lambda s: True)
        return self.floatOf(op, a, self.second(a.type, away))

    def floatOf(self, op, a, b):
        x, y = a.range, b.range
        if op == "addf":
            result = sumOf(x, y)
        elif op == "subf":
            result = sumOf(x, Range(y.type, -y.high, -y.low, y.grain, y.differs))
        elif op == "mulf":
            result = productOf(x, y)
        elif op == "divf":
            least = min(abs(y.low), abs(y.high))
            differs = x.differs / least + x.size * y.differs / least ** 2
            result = real(a.type, *corners(x, y, lambda u, v: u / v), None, differs, 2 * UNIT[a.type] * x.size / least if differs else 0.0)
        else:
            of = max if "max" in op else min
            bounds = union(x, y)
            result = Range(a.type, of(x.low, y.low), of(x.high, y.high), bounds.grain, bounds.differs)
        return self.emit(f"arith.{op} {a.name}, {b.name} : {a.type}", result)

    def floatAlone(self, a):
        op = self.rng.choice(["negf", "absf", "floor", "ceil", "trunc", "roundeven", "round"])
        x = a.range
        if op == "negf":
            return self.emit(f"arith.negf {a.name} : {a.type}", Range(a.type, -x.high, -x.low, x.grain, x.differs))
        if op == "absf":
            low = 0.0 if x.low <= 0 <= x.high else min(abs(x.low), abs(x.high))
            return self.emit(f"math.absf {a.name} : {a.type}", Range(a.type, low, x.size, x.grain, x.differs))
        if not x.isSame:
            raise Unfit("jumps")
        return self.emit(f"math.{op} {a.name} : {a.type}", real(a.type, math.floor(x.low), math.ceil(x.high), 0))

    def mathOf(self, a):
        """What passes expand to arithmetic: op, the least and the greatest argument, the steepest slope between them, values."""
        x = a.range
        ops = {"exp": (-20, 8, math.exp(min(x.high, 8)), math.exp), "tanh": (-1e6, 1e6, 1, math.tanh), "log": (0.25, 1e6, 4, math.log),
               "sqrt": (0.25, 1e6, 1, math.sqrt), "erf": (-1e6, 1e6, 2, math.erf), "sin": (-1e3, 1e3, 1, None), "cos": (-1e3, 1e3, 1, None)}
        op = self.rng.choice(list(ops))
        least, greatest, slope, of = ops[op]
        if x.low < least or x.high > greatest:
            raise Unfit("outside of its domain")
        low, high = (of(x.low), of(x.high)) if of else (-1.0, 1.0)
        rounding = MATH * UNIT[a.type] * max(abs(low), abs(high), 1.0)
        return self.emit(f"math.{op} {a.name} : {a.type}", real(a.type, low, high, None, slope * x.differs, rounding))

    def fused(self, a):
        b, c = self.second(a.type), self.second(a.type)
        return self.emit(f"math.fma {a.name}, {b.name}, {c.name} : {a.type}", sumOf(productOf(a.range, b.range), c.range))

    def compareFloats(self, a):
        b = self.second(a.type)
        if not (a.range.isSame and b.range.isSame):
            raise Unfit("jumps")
        return self.emit(f"arith.cmpf {self.rng.choice(FLOAT_COMPARISONS)}, {a.name}, {b.name} : {a.type}", whole("i1"))

    def fromFloat(self, a):
        x = a.range
        to = self.rng.choice(["f32", "f64", "i8", "i32", "i64", "i32"])
        if to == a.type:
            raise Unfit("is so already")
        if to == "f64":
            return self.emit(f"arith.extf {a.name} : f32 to f64", Range(to, x.low, x.high, x.grain, x.differs))
        if to == "f32":
            rounding = 2 * UNIT[to] * x.size if x.differs else 0.0
            return self.emit(f"arith.truncf {a.name} : f64 to f32", real(to, x.low, x.high, x.grain, x.differs, rounding))
        every, unsigned = whole(to), x.low >= 0 and self.rng.random() < 0.5
        if not x.isSame or x.low < every.low or x.high > every.high:
            raise Unfit("jumps, or does not fit")
        return self.emit(f"arith.fpto{'u' if unsigned else 's'}i {a.name} : {a.type} to {to}", Range(to, math.trunc(x.low), math.trunc(x.high)))

    def chooses(self, a):
        """A select. Where `a` is none of its operands, it is the condition."""
        conditions = [s for s in self.pool if s.type == "i1"]
        if not conditions:
            raise Unfit("nothing to choose by")
        condition = a if a.type == "i1" else self.rng.choice(conditions)
        if a.type == "i1":
            a = self.pick(lambda s: s.type != "index")
        b = self.second(a.type)
        first, last = (a, b) if self.rng.random() < 0.5 else (b, a)
        return self.emit(f"arith.select {condition.name}, {first.name}, {last.name} : {a.type}", union(a.range, b.range))

    # Integers

    def integerPair(self, a):
        op = self.rng.choice(["addi", "addi", "subi", "muli", "maxsi", "minsi", "maxui", "minui", "andi", "ori", "xori"])
        return self.integerOf(op, a, self.second(a.type))

    def integerOf(self, op, a, b):
        x, y = a.range, b.range
        bounds = {"addi": lambda: (x.low + y.low, x.high + y.high), "subi": lambda: (x.low - y.high, x.high - y.low),
                  "muli": lambda: corners(x, y, lambda u, v: u * v), "maxsi": lambda: (max(x.low, y.low), max(x.high, y.high)),
                  "minsi": lambda: (min(x.low, y.low), min(x.high, y.high))}.get(op)
        result = integer(a.type, *bounds()) if bounds else None
        if result is None:
            both = union(x, y)
            # Of numbers that are not negative none of these makes more bits than the larger one has.
            result = whole(a.type) if both.low < 0 else integer(a.type, 0, (1 << int(both.high).bit_length()) - 1)
        return self.emit(f"arith.{op} {a.name}, {b.name} : {a.type}", result)

    def divided(self, a):
        """By an odd number, which is not 0; the least number of all is not divided, as -1 would be one of the divisors."""
        op = self.rng.choice(["divsi", "remsi", "floordivsi", "ceildivsi", "divui", "remui"])
        by, one = self.second(a.type), self.constant(a.type, 1)
        if self.rng.random() < 0.5:
            by = self.constant(a.type, self.rng.choice([2, 3, 4, 7, 10, 16, -1, -3, -4]))
        else:
            by = self.integerOf("ori", by, one)
        if a.range.low == whole(a.type).low:
            a = self.emit(f"arith.shrsi {a.name}, {one.name} : {a.type}", Range(a.type, int(a.range.low) >> 1, int(a.range.high) >> 1))
        x, size = a.range, a.range.size
        if op.endswith("ui"):
            result = integer(a.type, 0, x.high) if x.low >= 0 and by.range.low >= 0 else whole(a.type)
        else:
            result = integer(a.type, 0 if x.low >= 0 and op == "remsi" else -size, size)
        return self.emit(f"arith.{op} {a.name}, {by.name} : {a.type}", result)

    def shifted(self, a):
        bits = BITS[a.type]
        op = self.rng.choice(["shli", "shli", "shrsi", "shrui"])
        if self.rng.random() < 0.6:
            amount = self.constant(a.type, self.rng.choice([1, 2, bits - 1, bits // 2, bits - bits // 4]))
        else:
            amount = self.integerOf("andi", self.second(a.type), self.constant(a.type, bits - 1))
        result = whole(a.type)
        if op == "shrsi" and a.range.low >= 0:
            result = Range(a.type, 0, a.range.high)
        return self.emit(f"arith.{op} {a.name}, {amount.name} : {a.type}", result)

    def signOf(self, a):
        """A bit, as the sign of a float."""
        if a.type != "i32":
            raise Unfit("has not the bits of a float")
        top = self.emit(f"arith.shli {a.name}, {self.constant('i32', 31).name} : i32", whole("i32"))
        name = self.code(f"arith.bitcast {top.name} : i32 to f32")
        number = self.second("f32")
        return self.emit(f"math.copysign {number.name}, {name} : f32",
                         Range("f32", -number.range.size, number.range.size, number.range.grain, number.range.differs))

    def compareIntegers(self, a):
        b = self.second(a.type)
        kinds = COMPARISONS[:6] if a.type == "index" else COMPARISONS
        return self.emit(f"arith.cmpi {self.rng.choice(kinds)}, {a.name}, {b.name} : {a.type}", whole("i1"))

    def logic(self, a):
        b = self.second("i1")
        op = self.rng.choice(["andi", "ori", "xori", "maxui", "minsi", "cmp"])
        if op == "cmp":
            return self.emit(f"arith.cmpi {self.rng.choice(COMPARISONS)}, {a.name}, {b.name} : i1", whole("i1"))
        return self.emit(f"arith.{op} {a.name}, {b.name} : i1", whole("i1"))

    def fromInteger(self, a):
        x, to = a.range, self.rng.choice(["i1", "i8", "i32", "i64", "f32", "f64"])
        signed = a.type != "i1" or self.rng.random() < 0.4
        # A signed i1 is -1 where it is set.
        low, high = (-1, 0) if a.type == "i1" and signed else (x.low, x.high)
        if to[0] == "f":
            if not signed or (x.low >= 0 and a.type != "i1" and self.rng.random() < 0.4):
                signed = False
            size = max(abs(low), abs(high))
            result = Range(to, float(low), float(high), 0 if size <= 1 / UNIT[to] else None)
            return self.emit(f"arith.{'s' if signed else 'u'}itofp {a.name} : {a.type} to {to}", result)
        if BITS[to] == BITS[a.type]:
            raise Unfit("is so already")
        if BITS[to] < BITS[a.type]:
            return self.emit(f"arith.trunci {a.name} : {a.type} to {to}", whole("i1") if to == "i1" else integer(to, low, high))
        if signed and (low < 0 or self.rng.random() < 0.5):
            return self.emit(f"arith.extsi {a.name} : {a.type} to {to}", Range(to, low, high))
        result = Range(to, x.low, x.high) if x.low >= 0 else Range(to, 0, (1 << BITS[a.type]) - 1)
        return self.emit(f"arith.extui {a.name} : {a.type} to {to}", result)

    # Indices

    def indices(self, a):
        return self.integerOf(self.rng.choice(["addi", "subi", "muli", "maxsi", "minsi"]), a, self.second("index"))

    def fromIndex(self, a):
        to = self.rng.choice(["i32", "i32", "i64", "i8"])
        return self.emit(f"arith.index_cast {a.name} : index to {to}", integer(to, a.range.low, a.range.high))
