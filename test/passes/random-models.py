# Writes random linalg modules for the arena planner's stress test: elementwise ops, slices, concat, reshapes, loops that
# carry one or two values in place or in two slots, state, several outputs. Usage: random-models.py FIRST LAST
import random
import sys

lines, names = [], iter(range(10**6))


def new():
    return f"%v{next(names)}"


def type_of(shape):
    return "tensor<" + "x".join(map(str, shape)) + "xf32>"


def emit(text, depth):
    lines.append("  " * (depth + 1) + text)


def elementwise(inputs, shape, depth):
    dims = ", ".join(f"d{i}" for i in range(len(shape)))
    all_of = f"affine_map<({dims}) -> ({dims})>"
    empty, result = new(), new()
    kind = type_of(shape)
    emit(f"{empty} = tensor.empty() : {kind}", depth)
    maps = ", ".join([all_of] * (len(inputs) + 1))
    loops = ", ".join(['"parallel"'] * len(shape))
    arguments = ", ".join(f"%a{i}: f32" for i in range(len(inputs) + 1))
    emit(f"{result} = linalg.generic {{indexing_maps = [{maps}], iterator_types = [{loops}]}} "
         f"ins({', '.join(inputs)} : {', '.join([kind] * len(inputs))}) outs({empty} : {kind}) {{", depth)
    emit(f"^bb0({arguments}):", depth)
    emit(f"%s = arith.{random.choice(['addf', 'mulf', 'subf'])} %a0, %a{len(inputs) - 1} : f32", depth + 1)
    emit("linalg.yield %s : f32", depth + 1)
    emit(f"}} -> {kind}", depth)
    return result, shape


def pick(pool, shape=None):
    same = [value for value, other in pool if shape is None or other == shape]
    return random.choice(same)


def step(pool, depth):
    value, shape = random.choice(pool[-6:])
    kind = random.choice(["map", "map", "map2", "slice", "insert", "concat", "flat", "loop" if depth < 2 else "map"])
    if kind == "map":
        return elementwise([value], shape, depth)
    if kind == "map2":
        return elementwise([value, pick(pool, shape)], shape, depth)
    result = new()
    if kind == "flat" and len(shape) == 2:
        flat = (shape[0] * shape[1],)
        emit(f"{result} = tensor.collapse_shape {value} [[0, 1]] : {type_of(shape)} into {type_of(flat)}", depth)
        return result, flat
    if kind == "concat" and shape[-1] <= 16:
        dim = random.randrange(len(shape))
        other = pick(pool, shape)
        joined = tuple(2 * n if i == dim else n for i, n in enumerate(shape))
        emit(f"{result} = tensor.concat dim({dim}) {value}, {other} : ({type_of(shape)}, {type_of(shape)}) -> {type_of(joined)}", depth)
        return result, joined
    if kind in ("slice", "insert") and min(shape) > 1:
        sizes = [random.randint(1, n) for n in shape]
        offsets = [random.randint(0, n - s) for n, s in zip(shape, sizes)]
        where = f"{offsets} {sizes} {[1] * len(shape)}"
        if kind == "slice":
            emit(f"{result} = tensor.extract_slice {value}{where} : {type_of(shape)} to {type_of(sizes)}", depth)
            return result, tuple(sizes)
        part, _ = slice_of(pool, sizes, depth)
        emit(f"{result} = tensor.insert_slice {part} into {value}{where} : {type_of(sizes)} into {type_of(shape)}", depth)
        return result, shape
    if kind == "loop":
        return loop(pool, value, shape, depth)
    return elementwise([value], shape, depth)


def slice_of(pool, sizes, depth):
    """A tensor of that shape: one that is there, or a fresh one."""
    shape = tuple(sizes)
    for value, other in reversed(pool):
        if other == shape and random.random() < 0.5:
            return value, shape
    empty, result = new(), new()
    emit(f"{empty} = tensor.empty() : {type_of(shape)}", depth)
    emit(f"{result} = linalg.fill ins(%zero : f32) outs({empty} : {type_of(shape)}) -> {type_of(shape)}", depth)
    return result, shape


def loop(pool, value, shape, depth):
    """Carries a value, and collects what each step makes in a second one."""
    result, first, carried, index = new(), new(), new(), new()
    rows = (3,) + shape
    start, collected = new(), new()
    kinds = f"{type_of(shape)}, {type_of(rows)}"
    emit(f"{start} = tensor.empty() : {type_of(rows)}", depth)
    emit(f"{result}:2 = scf.for {index} = %c0 to %c3 step %c1 iter_args({carried} = {value}, {collected} = {start}) -> ({kinds}) {{", depth)
    inner = pool + [(carried, shape)]
    for _ in range(random.randint(1, 4)):
        inner.append(step(inner, depth + 1))
    last = elementwise([carried, random.choice([v for v, s in inner if s == shape])], shape, depth + 1)[0]
    zeros, ones = ", ".join(["0"] * len(shape)), ", ".join(["1"] * (len(shape) + 1))
    emit(f"%n{result[1:]} = tensor.insert_slice {last} into {collected}[{index}, {zeros}] [1, {', '.join(map(str, shape))}] [{ones}] : "
         f"{type_of(shape)} into {type_of(rows)}", depth + 1)
    swapped = random.choice([last, last, carried, value])
    emit(f"scf.yield {swapped}, %n{result[1:]} : {kinds}", depth + 1)
    emit("}", depth)
    pool.append((f"{result}#1", rows))
    return f"{result}#0", shape


def module(seed):
    random.seed(seed)
    lines.clear()
    shape = (random.choice([2, 3, 4]), random.choice([4, 5, 8]))
    pool = [("%x", shape), ("%h", shape), ("%w", shape)]
    for _ in range(random.randint(5, 25)):
        pool.append(step(pool, 1))
    outputs = [random.choice(pool) for _ in range(random.randint(1, 4))]
    state = elementwise(["%h", pick(pool, shape)], shape, 1)[0]
    print(f'ml_program.global private @"w"(#ml_program.extern<{type_of(shape)}>) : {type_of(shape)}')
    print(f'ml_program.global private mutable @"h"(dense<0.0> : {type_of(shape)}) : {type_of(shape)}')
    print(f"func.func @main(%x: {type_of(shape)}) -> ({', '.join(type_of(s) for _, s in outputs)}) {{")
    print("  %c0 = arith.constant 0 : index\n  %c1 = arith.constant 1 : index\n  %c3 = arith.constant 3 : index\n  %zero = arith.constant 0.0 : f32")
    print(f'  %w = ml_program.global_load @"w" : {type_of(shape)}\n  %h = ml_program.global_load @"h" : {type_of(shape)}')
    print("\n".join(lines))
    print(f'  ml_program.global_store @"h" = {state} : {type_of(shape)}')
    print(f"  return {', '.join(v for v, _ in outputs)} : {', '.join(type_of(s) for _, s in outputs)}\n}}")


for seed in range(int(sys.argv[1]), int(sys.argv[2]) + 1):
    module(seed)
    print("\n// -----\n")
