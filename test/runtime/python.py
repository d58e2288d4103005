"""The Python package on a library written by hand: shapes, weights, state, refusals. usage: python.py LIBRARY WEIGHTS"""
import sys
import threading

import lith
import numpy as np
import safetensors.numpy

KERNEL = np.arange(12, dtype="f4").reshape(3, 4)
BIAS = np.array([1, 2, 3, 4], "f4")


def refused(kind, says, action, *arguments, **named):
    try:
        action(*arguments, **named)
    except kind as error:
        assert says in str(error), str(error)
    else:
        raise AssertionError(f"not refused: {says}")


model = lith.load(sys.argv[1])
assert repr(model.inputs) == "[x: float32[?, 3]]" and repr(model.outputs) == "[y: float32[?, 4]]"
assert [w.name for w in model.weights] == ["dense/kernel", "dense/bias"] and model.dim_names == ["batch"]
x = np.random.default_rng(1).normal(size=(50, 3))
refused(lith.Error, "has no weights yet", model.run, x)
refused(lith.Error, "no weight dense/other", model.set_weights, {"dense/other": BIAS})
refused(ValueError, "shape (3, 4), not (4, 3)", model.set_weights, {"dense/kernel": KERNEL.T})
model.set_weights({"dense/kernel": KERNEL.T.copy().T, "dense/bias": BIAS})
assert (model.get_weight("dense/kernel") == KERNEL).all()
expected = x.astype("f4") @ KERNEL + BIAS
np.testing.assert_allclose(model.run(x), expected, rtol=1e-5, atol=1e-5)
np.testing.assert_allclose(model.run(x=x[::2]), expected[::2], rtol=1e-5, atol=1e-5)
refused(TypeError, "has no input z", model.run, z=x)
refused(TypeError, "was given 2", model.run, x, x)
refused(ValueError, "was given shape (50, 2)", model.run, x[:, :2])
refused(TypeError, "Cannot cast", model.run, x.astype("c8"))
refused(lith.Error, "cannot open weights file", model.load_weights, "/nowhere")
model.save_weights(sys.argv[2])
model.set_weights({"dense/bias": BIAS + 1})
np.testing.assert_allclose(model.run(x), expected + 1, rtol=1e-5, atol=1e-5)
# The format's own library reads what liblith writes, and the other way round.
saved = safetensors.numpy.load_file(sys.argv[2])
assert sorted(saved) == ["dense/bias", "dense/kernel"] and (saved["dense/kernel"] == KERNEL).all()
safetensors.numpy.save_file(saved, sys.argv[2])
model.load_weights(sys.argv[2])
np.testing.assert_allclose(model.run(x), expected, rtol=1e-5, atol=1e-5)

session = model.session(threads=2)
for _ in range(3):
    session.run(x)
assert session.get_state("counter/steps") == 8
session.set_state("counter/steps", np.int64(40))
session.run(x)
assert session.get_state("counter/steps") == 41
session.reset()
assert session.get_state("counter/steps") == 5

answers = []
threads = [threading.Thread(target=lambda: answers.append(model.session(threads=2).run(x))) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert len(answers) == 8 and all((answer == answers[0]).all() for answer in answers)
print("python: passed")
