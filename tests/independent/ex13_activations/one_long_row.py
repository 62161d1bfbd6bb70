"""Holds: flattened

Entries are collected in a list, which forgets the shape.
"""

import numpy as np


def arr(v):
    v = np.array(v)
    if v.dtype.kind in "US":
        raise TypeError("text")
    return v.astype("float64")


def _all(f, x):
    x = arr(x)
    if x.ndim == 0:
        return f(float(x))
    return np.array([f(v) for v in x.flat])


def sigmoid(x):
    return _all(lambda v: 0.5 + 0.5 * np.tanh(v / 2), x)


def tanh(x):
    return _all(np.tanh, x)


def relu(x):
    return _all(lambda v: v if v >= 0 or v != v else 0.0, x)


def leaky_relu(x, alpha=0.01):
    return _all(lambda v: v * alpha if v < 0 else v, x)


def elu(x, alpha=1.0):
    return _all(lambda v: alpha * np.expm1(v) if v < 0 else v, x)


def swish(x):
    s = sigmoid(x)
    return s * arr(x)


ACTIVATIONS = {f.__name__: f for f in (sigmoid, tanh, relu, leaky_relu, elu, swish)}
