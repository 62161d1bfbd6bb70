"""Holds: alpha_ignored

The leak and the bend are constants of the file.
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
    return 0.5 + 0.5 * np.sign(np.sign(np.array(z, dtype=float)) - 0.5)


def d_leaky_relu(z, alpha=None):
    return 0.01 + 0.99 * d_relu(z)


def d_elu(z, alpha=None):
    z = np.array(z, dtype=float)
    return np.exp(np.clip(z, None, 0.0))


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
