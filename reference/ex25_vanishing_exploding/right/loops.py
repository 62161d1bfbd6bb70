"""Right: sample by sample, one column at a time, squares added up by hand."""

import math

import numpy as np


def value_and_slope(activation: str, z: float) -> tuple[float, float]:
    if activation == "sigmoid":
        s = 1 / (1 + math.exp(-z))
        return s, s * (1 - s)
    if activation == "tanh":
        t = math.tanh(z)
        return t, 1 - t * t
    if z > 0:
        return z, 1.0
    return 0.0, 0.0


def gradient_norms(n_layers, activation, init, width=32, seed=0):
    if activation not in ["sigmoid", "tanh", "relu"]:
        raise ValueError("activation")
    if init == "small":
        std = 0.01
    elif init == "xavier":
        std = math.sqrt(1 / width)
    elif init == "he":
        std = math.sqrt(2 / width)
    elif init == "big":
        std = 2 * math.sqrt(2 / width)
    else:
        raise ValueError("init")
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(width, 8))
    weights = []
    for _ in range(n_layers):
        weights.append(rng.normal(size=(width, width)) * std)
    squares = [0.0] * n_layers
    for sample in range(8):
        a = inputs[:, sample]
        slopes = []
        for W in weights:
            both = [value_and_slope(activation, z) for z in W.dot(a)]
            a = np.array([value for value, _ in both])
            slopes.append(np.array([slope for _, slope in both]))
        da = np.ones(width)
        for layer in range(n_layers - 1, -1, -1):
            dz = da * slopes[layer]
            squares[layer] += dz.dot(dz)
            da = dz.dot(weights[layer])
    norms = []
    for total in squares:
        norms.append(math.sqrt(total))
    return norms


def classify(norms):
    first = norms[0]
    last = norms[len(norms) - 1]
    if first == 0:
        return "vanishing"
    elif last / first > 1000:
        return "vanishing"
    elif last == 0 or first / last > 1000:
        return "exploding"
    else:
        return "stable"
