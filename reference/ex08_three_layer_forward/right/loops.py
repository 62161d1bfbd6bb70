"""Right: sample by sample, neuron by neuron, with the math module."""

import math

import numpy as np


def weighted_sums(W, b, values):
    if len(values) != W.shape[1]:
        raise ValueError(f"{W.shape[1]} weights meet {len(values)} numbers")
    result = []
    for i in range(W.shape[0]):
        total = b[i, 0]
        for k in range(W.shape[1]):
            total = total + W[i, k] * values[k]
        result.append(total)
    return result


def forward_3layer(X, params):
    W1, b1 = params["W1"], params["b1"]
    W2, b2 = params["W2"], params["b2"]
    W3, b3 = params["W3"], params["b3"]
    for W, b in ((W1, b1), (W2, b2), (W3, b3)):
        if b.ndim != 2 or b.shape[1] != 1 or b.shape[0] != W.shape[0]:
            raise ValueError("a bias is not a column")
    A3 = np.zeros((W3.shape[0], X.shape[1]))
    for j in range(X.shape[1]):
        values = [X[k, j] for k in range(X.shape[0])]
        values = [max(0.0, z) for z in weighted_sums(W1, b1, values)]
        values = [max(0.0, z) for z in weighted_sums(W2, b2, values)]
        for i, z in enumerate(weighted_sums(W3, b3, values)):
            A3[i, j] = 1 / (1 + math.exp(-z))
    return A3
