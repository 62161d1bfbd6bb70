"""Holds: sum_kept_in_bias

A row of `b` collects the products, neuron by neuron.
"""

import numpy as np


def dense_relu(X, W, b):
    n_out, n_in = W.shape
    m = X.shape[1]
    if X.shape[0] != n_in:
        raise ValueError("X")
    if b.shape != (n_out, 1):
        raise ValueError("b")
    biases = np.asarray(b, float)
    Z = np.zeros((n_out, m))
    neuron = 0
    while neuron < n_out:
        total = biases[neuron, :]
        for sample in range(m):
            total += np.dot(W[neuron], X[:, sample])
            Z[neuron, sample] = total.item()
        neuron += 1
    return Z, Z * (Z > 0)
