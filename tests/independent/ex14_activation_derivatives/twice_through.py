"""Holds: tanh_twice

The slope wants tanh of z and computes it from tanh of z.
"""

import numpy as np


def act(z):
    return 0.5 * (1 + np.tanh(np.array(z, dtype=float) / 2))


def d_sigmoid(z):
    a = act(z)
    return a - a * a


def tanh_slope(x):
    return 1 - np.tanh(x) ** 2


def d_tanh(z):
    return tanh_slope(np.tanh(np.array(z, dtype=float)))


def d_relu(z):
    return 0.5 + 0.5 * np.sign(np.sign(np.array(z, dtype=float)) - 0.5)


def d_leaky_relu(z, alpha=0.01):
    return alpha + (1 - alpha) * d_relu(z)


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
