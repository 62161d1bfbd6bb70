"""Holds: relu_returns_x

ReLU, once more, under the name of its slope.
"""

import numpy as np


def act(z):
    return 0.5 * (1 + np.tanh(np.array(z, dtype=float) / 2))


def d_sigmoid(z):
    a = act(z)
    return a - a * a


def d_tanh(z):
    th = np.tanh(np.array(z, dtype=float))
    return (1 + th) * (1 - th)


def d_relu(z):
    return np.maximum(np.array(z, dtype=float), 0.0)


def d_leaky_relu(z, alpha=0.01):
    z = np.array(z, dtype=float)
    return np.choose(z > 0, [alpha, 1.0])


def d_elu(z, alpha=1.0):
    z = np.array(z, dtype=float)
    out = np.ones(z.shape)
    out[z <= 0] = alpha * np.exp(z[z <= 0])
    return out


def d_swish(z):
    a, z = act(z), np.array(z, dtype=float)
    return a * (1 + z * (1 - a))


def softmax_jacobian(z):
    if np.array(z).ndim != 1:
        raise ValueError("one axis only")
    p = probabilities(np.array(z, dtype=float))
    return np.array(
        [[p[i] * (float(i == j) - p[j]) for j in range(len(p))] for i in range(len(p))]
    )


def probabilities(z):
    e = np.e ** (z - max(z))
    return e / sum(e)
