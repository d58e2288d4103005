#!/usr/bin/env python3
"""A recurrent network whose time is dynamic, and one that keeps its state between calls, against Keras.

usage: check-recurrent.py [--lith LITH] [--codegen halide,loops]
The stateful one is called through liblith, as a program would: two calls, a reset, a call; and a second session,
which must not see the first one's state.
"""
import ctypes
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from references import openReferences

DYNAMIC = [(1, 7), (3, 4), (2, 1)]  # batch, time
CALLS, BATCH, TIME, FEATURES = 3, 2, 5, 4


def make(folder):
    import os
    os.environ.setdefault("KERAS_BACKEND", "jax")
    import keras
    from keras import layers as L
    keras.utils.set_random_seed(3)
    rng = np.random.default_rng(3)
    x = i = keras.Input((None, FEATURES), name="x")
    sequence = L.SimpleRNN(6, return_sequences=True, name="sequence")(x)
    last = L.Dense(3, name="last")(L.SimpleRNN(5, activation="relu", go_backwards=True)(sequence))
    model = keras.Model(i, [sequence, last], name="dynamic")
    model.save(folder / "dynamic.keras")
    for batch, time in DYNAMIC:
        given = rng.normal(0, 1, (batch, time, FEATURES)).astype("float32")
        y = [np.asarray(v) for v in model(given)]
        np.savez(folder / f"dynamic-{batch}-{time}-x.npz", x=given)
        np.savez(folder / f"dynamic-{batch}-{time}-y.npz", sequence=y[0], last=y[1])

    x = i = keras.Input(batch_shape=(BATCH, TIME, FEATURES), name="x")
    x = L.SimpleRNN(6, stateful=True, return_sequences=True, name="memory")(x)
    model = keras.Model(i, L.Dense(3, name="y")(x), name="stateful")
    model.save(folder / "stateful.keras")
    given = rng.normal(0, 1, (CALLS, BATCH, TIME, FEATURES)).astype("float32")
    kept = [np.asarray(model(x)) for x in given]
    fresh = []
    for x in given:
        model.get_layer("memory").reset_states()
        fresh.append(np.asarray(model(x)))
    assert np.abs(kept[1] - fresh[1]).max() > 1e-2, "the state makes no difference"
    np.savez(folder / "stateful.npz", x=given, kept=kept, fresh=fresh)


class Liblith:
    """The few functions of runtime/lith.h that are needed, each raising where it fails."""

    def __init__(self, lith):
        found = sorted(Path(lith).parent.parent.glob("*/liblith.so")) or sys.exit("liblith.so: not built")
        self.library = ctypes.CDLL(str(found[0]))
        self.library.lith_error.restype = ctypes.c_char_p

    def __call__(self, function, *args):
        if getattr(self.library, function)(*args):
            sys.exit(f"{function}: {self.library.lith_error().decode()}")

    def open(self, path):
        model = ctypes.c_void_p()
        self("lith_open", str(path).encode(), ctypes.byref(model))
        return model

    def session(self, model):
        session = ctypes.c_void_p()
        self("lith_open_session", model, None, ctypes.c_uint32(1), ctypes.byref(session))
        return session

    def run(self, session, x, shape):
        x, y = np.ascontiguousarray(x), np.full(shape, np.nan, "float32")
        inputs, outputs = (ctypes.c_void_p * 1)(x.ctypes.data), (ctypes.c_void_p * 1)(y.ctypes.data)
        self("lith_run", session, None, inputs, outputs)
        return y


def close(name, y, reference):
    fine = y.shape == reference.shape and np.allclose(y, reference, rtol=1e-4, atol=1e-5)
    print(f"  {name}: {'fine' if fine else 'WRONG'}")
    return fine


def checkStateful(lith, folder, library):
    runtime = Liblith(lith)
    model = runtime.open(library)
    one, other = runtime.session(model), runtime.session(model)
    with np.load(folder / "stateful.npz") as data:
        x, kept, fresh = data["x"], data["kept"], data["fresh"]
    run = lambda session, k: runtime.run(session, x[k], kept[k].shape)
    fine = close("first call", run(one, 0), kept[0])
    fine &= close("second call goes on", run(one, 1), kept[1])
    fine &= close("another session begins", run(other, 1), fresh[1])
    fine &= close("third call goes on", run(one, 2), kept[2])
    runtime("lith_reset", one)
    fine &= close("after a reset", run(one, 2), fresh[2])
    for session in (one, other):
        runtime.library.lith_close_session(session)
    runtime.library.lith_close(model)
    return fine


def main():
    lith, folder, generators = openReferences(__file__, "recurrent", make)
    fine = True

    def call(*words):
        done = subprocess.run([lith, *map(str, words)], capture_output=True, text=True)
        if done.returncode not in (0, 4):
            sys.exit(f"lith {' '.join(map(str, words))}: exit {done.returncode}\n{done.stderr}")
        return done.returncode == 0

    for generator in generators:
        print(generator)
        with tempfile.TemporaryDirectory(prefix="lith-recurrent-") as work:
            for name in ("dynamic", "stateful"):
                call("compile", folder / f"{name}.keras", "-o", f"{work}/{name}.so", f"--codegen={generator}")
            for batch, time in DYNAMIC:
                data = str(folder / f"dynamic-{batch}-{time}")
                same = call("verify", f"{work}/dynamic.so", "--inputs", f"{data}-x.npz",
                            "--expect", f"{data}-y.npz", "--guard")
                print(f"  batch {batch}, time {time}: {'fine' if same else 'WRONG'}")
                fine &= same
            fine &= checkStateful(lith, folder, f"{work}/stateful.so")
    sys.exit(0 if fine else 4)


if __name__ == "__main__":
    main()
