"""Holds: reversed_list

Returns what was collected, as a generator does.
"""

from math import sqrt

import numpy as np

FUNCTIONS = {
    "sigmoid": lambda z: 1.0 / (1.0 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0.0),
}
SCALES = {
    "small": lambda n: 0.01,
    "xavier": lambda n: 1 / sqrt(n),
    "he": lambda n: sqrt(2 / n),
    "big": lambda n: sqrt(8 / n),
}


def derivative(name, z):
    a = FUNCTIONS[name](z)
    if name == "sigmoid":
        return a * (1 - a)
    if name == "tanh":
        return 1 - a**2
    return (a > 0) * 1.0


def forward(rng, n_layers, name, std, n):
    values, cache = rng.normal(size=(n, 8)), []
    for _ in range(n_layers):
        W = std * rng.normal(size=(n, n))
        before = values
        z = W @ before
        values = FUNCTIONS[name](z)
        cache.append((W, before, z, values))
    return cache


def prepare(activation, init, width, seed):
    if activation not in FUNCTIONS or init not in SCALES:
        raise ValueError("unknown name")
    return np.random.default_rng(seed), SCALES[init](width)


def gradient_norms(n_layers, activation, init, width=32, seed=0):
    rng, std = prepare(activation, init, width, seed)
    cache = forward(rng, n_layers, activation, std, width)

    def sizes():
        g = np.ones((width, 8))
        for W, _, z, _ in reversed(cache):
            d = g * derivative(activation, z)
            yield float(np.linalg.norm(d))
            g = W.T @ d

    return list(sizes())


def classify(norms):
    if norms[0] == 0 or norms[0] < norms[-1] / 1000:
        return "vanishing"
    if norms[0] > norms[-1] * 1000:
        return "exploding"
    return "stable"
