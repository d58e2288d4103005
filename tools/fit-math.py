#!/usr/bin/env python3
"""Fits the polynomials of passes/MathTables.h and prints them with their errors (needs mpmath).

Each is a minimax fit by Remez's exchange: of all polynomials of its degree the one whose largest weighted
error is smallest. The weight makes that error relative to the function that the polynomial serves.
"""
import struct

from mpmath import lu_solve, matrix, mp, mpf

mp.dps = 60


def fit(function, weight, low, high, degree, variable=lambda x: x, grid=1500, rounds=30):
    """The coefficients, lowest first, of p with the least max |function(x) - p(variable(x))| weight(x)."""
    def chebyshev(count):
        return [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * (k + mpf(1) / 2) / count) for k in range(count)]

    samples = chebyshev(grid)
    values, weights = [function(x) for x in samples], [weight(x) for x in samples]
    points, best = chebyshev(degree + 2), None
    for _ in range(rounds):
        system, right = matrix(degree + 2, degree + 2), matrix(degree + 2, 1)
        for row, x in enumerate(points):
            for power in range(degree + 1):
                system[row, power] = variable(x) ** power
            system[row, degree + 1] = (-1) ** row / weight(x)
            right[row] = function(x)
        solution = lu_solve(system, right)
        coefficients = [solution[k] for k in range(degree + 1)]
        errors = [(value - mp.polyval(coefficients[::-1], variable(x))) * w
                  for x, value, w in zip(samples, values, weights)]
        largest = max(abs(e) for e in errors)
        if best is None or largest < best[0]:
            best = (largest, coefficients)
        # The next points: where the error is largest between two of its zeros.
        extremes, start = [], 0
        for k in range(1, grid + 1):
            if k == grid or (errors[k] > 0) != (errors[start] > 0):
                extremes.append(max(range(start, k), key=lambda i: abs(errors[i])))
                start = k
        while len(extremes) > degree + 2:
            extremes.pop(0 if abs(errors[extremes[0]]) < abs(errors[extremes[-1]]) else -1)
        if len(extremes) < degree + 2 or largest <= abs(solution[degree + 1]) * mpf("1.001"):
            break
        points = [samples[k] for k in extremes]
    return best


def exp_rest(r):
    return (mp.expm1(r) - r) / r**2 if abs(r) > mpf("1e-20") else mpf(1) / 2


def log_rest(f):
    return (mp.log1p(f) - f + f * f / 2) / f**3 if abs(f) > mpf("1e-15") else mpf(1) / 3 - f / 4


def erf_ratio(square):
    x = mp.sqrt(square)
    return mp.erf(x) / x if x else 2 / mp.sqrt(mp.pi)


def erfc_smooth(a):
    return mp.erfc(a) * mp.exp(a * a) * (1 + a)


def atan_rest(square):
    x = mp.sqrt(square)
    return (mp.atan(x) / x - 1) / square if square > mpf("1e-20") else -mpf(1) / 3


def main():
    half = mp.log(2) / 2 * mpf("1.0001")
    low, high = mp.sqrt(mpf("0.5")) - 1 - mpf("1e-5"), mp.sqrt(2) - 1 + mpf("1e-5")
    for kind, exp, log, erf, erfc, end in (("Float", 5, 8, 5, 10, "10.2"), ("Double", 10, 20, 10, 24, "27.5")):
        fits = {
            "exp": fit(exp_rest, lambda r: mp.sqrt(r * r + mpf("1e-3")), -half, half, exp),
            "log": fit(log_rest, lambda f: f * f + mpf("1e-4"), low, high, log),
            "erf": fit(erf_ratio, lambda x: 1 / erf_ratio(x), mpf(0), mpf("0.5625"), erf),
            "erfc": fit(erfc_smooth, lambda a: 1 / erfc_smooth(a), mpf(0), mpf(end), erfc, lambda a: (a - 3) / (a + 3)),
        }
        if kind == "Double":  # x + x^3 p(x^2); atan of floats is a series
            fits["atan"] = fit(atan_rest, lambda square: square + mpf("1e-3"), mpf(0), mpf("0.1915"), 10)
        for name, (error, coefficients) in fits.items():
            numbers = [float(c) for c in coefficients]
            if kind == "Float":
                numbers = [float(f"{struct.unpack('f', struct.pack('f', n))[0]:.9g}") for n in numbers]
            print(f"// 2^{float(mp.log(error, 2)):.1f}\ninline constexpr double {name}{kind}[] = {{{', '.join(map(repr, numbers))}}};")


if __name__ == "__main__":
    main()
