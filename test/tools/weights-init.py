"""Holds weights against the distributions that initializers.json asks for. usage: weights-init.py A.safetensors OTHER_SEED.safetensors

Each random weight is tested three ways, with n numbers of standard deviation s:
- mean: its standard error is s / sqrt(n); at most 5 of them (beyond that once in 2 million).
- variance: its relative standard error is sqrt((k - 1) / n) with kurtosis k <= 3 for all distributions here; at most 5 of them.
- the whole distribution: Kolmogorov and Smirnov's distance times sqrt(n) exceeds 2.4 once in 50,000.
Seeds are fixed, so a test that passes goes on passing.
"""
import math
import sys

import numpy as np
import safetensors.numpy


def normal_cdf(x):
    return np.array([0.5 * (1 + math.erf(v / math.sqrt(2))) for v in x])


def check(values, mean, deviation, cdf, low=-math.inf, high=math.inf):
    values = np.sort(values.astype("f8").ravel())
    n = len(values)
    assert low <= values[0] and values[-1] <= high, (values[0], values[-1])
    assert abs(values.mean() - mean) <= 5 * deviation / math.sqrt(n), (values.mean(), mean)
    assert abs(values.var() / deviation**2 - 1) <= 5 * math.sqrt(2 / n), (values.std(), deviation)
    expected = cdf(values)
    distance = max(np.abs(expected - np.arange(n) / n).max(), np.abs(expected - np.arange(1, n + 1) / n).max())
    assert distance * math.sqrt(n) <= 2.4, distance * math.sqrt(n)
    assert len(np.unique(values)) > 0.95 * n


def uniform(values, low, high):
    check(values, (low + high) / 2, (high - low) / math.sqrt(12), lambda x: (x - low) / (high - low), low, high)


def normal(values, mean, deviation):
    check(values, mean, deviation, lambda x: normal_cdf((x - mean) / deviation))


# The deviation of a standard normal that is cut off at two deviations.
CUT = math.sqrt(1 - 4 * math.exp(-2) / math.sqrt(2 * math.pi) / math.erf(math.sqrt(2)))


def truncated(values, mean, sigma):
    """`sigma` is the deviation before the cut."""
    inside = math.erf(math.sqrt(2))
    check(values, mean, sigma * CUT, lambda x: (normal_cdf((x - mean) / sigma) - (1 - inside) / 2) / inside,
          mean - 2 * sigma, mean + 2 * sigma)


def check_all(w):
    k = {name.removesuffix("/kernel"): value for name, value in w.items() if name.endswith("/kernel")}
    limit = lambda variance: (-math.sqrt(3 * variance), math.sqrt(3 * variance))
    uniform(k["default"], *limit(2 / (150 + 200)))
    uniform(k["glorot_uniform"], *limit(2 / (200 + 200)))
    truncated(k["glorot_normal"], 0, math.sqrt(2 / 400) / CUT)
    truncated(k["he_normal"], 0, math.sqrt(2 / 200) / CUT)
    uniform(k["he_uniform"], *limit(2 / 200))
    truncated(k["lecun_normal"], 0, math.sqrt(1 / 200) / CUT)
    uniform(k["lecun_uniform"], *limit(1 / 200))
    normal(k["random_normal"], 1, 0.25)
    uniform(k["random_uniform"], -1, 3)
    truncated(k["truncated_normal"], -2, 0.5)
    uniform(k["scaled_uniform"], *limit(2 / 100))                # 200 -> 100, fan_out
    normal(k["scaled_normal"], 0, math.sqrt(0.5 / 100))          # 100 -> 100
    truncated(k["scaled_truncated"], 0, math.sqrt(3 / 100) / CUT)
    uniform(k["along_axes"], *limit(2 / 50))                     # 100 -> 50, told that inputs are the second axis
    truncated(k["conv"], 0, math.sqrt(2 / (3 * 5 * 1)) / CUT)    # a window of 3x5, one channel in
    tall, wide = k["tall"].astype("f8"), k["wide"].astype("f8")
    assert tall.shape == (50, 20) and wide.shape == (20, 60)
    np.testing.assert_allclose(tall.T @ tall, 4 * np.eye(20), atol=1e-5)
    np.testing.assert_allclose(wide @ wide.T, np.eye(20), atol=1e-5)
    normal(tall * math.sqrt(50) / 2, 0, 1)                       # nearly: an element of a random direction
    assert (k["identity"] == 3 * np.eye(60, 30)).all()
    assert (k["constant"] == 0.25).all() and (w["constant/bias"] == 1).all() and (w["default/bias"] == 0).all()
    assert (w["norm/gamma"] == 1).all() and (w["norm/beta"] == 0).all()
    assert (w["norm/moving_mean"] == 0).all() and (w["norm/moving_variance"] == 1).all()
    uniform(w["apart/depthwise_kernel"], 0, 1)
    uniform(w["apart/pointwise_kernel"], *limit(2 / (100 + 40)))


first, other = (safetensors.numpy.load_file(path) for path in sys.argv[1:])
assert all(value.dtype == np.float32 for value in first.values())
check_all(first)
check_all(other)
# Streams of two weights, and of two seeds, have nothing to do with each other.
streams = [first["glorot_uniform/kernel"], first["he_uniform/kernel"], other["glorot_uniform/kernel"]]
for i in range(3):
    for j in range(i):
        correlation = np.corrcoef(streams[i].ravel(), streams[j].ravel())[0, 1]
        assert abs(correlation) <= 5 / math.sqrt(streams[i].size), correlation
print("weights-init: passed")
