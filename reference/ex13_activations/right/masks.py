"""Right: a copy of x is changed where a mask says so."""

import numpy as np


def _copy(x):
    x = np.asarray(x)
    if not np.issubdtype(x.dtype, np.number):
        raise TypeError("not made of numbers")
    return np.array(x, dtype=float)


def relu(x):
    """Overwrite the negative entries of a copy."""
    out = _copy(x)
    out[out < 0] = 0.0
    return out


def leaky_relu(x, alpha=0.01):
    """Scale the negative entries of a copy."""
    out = _copy(x)
    out[out < 0] *= alpha
    return out


def elu(x, alpha=1.0):
    """Bend the negative entries of a copy."""
    out = _copy(x)
    negative = out < 0
    out[negative] = alpha * np.expm1(out[negative])
    return out


def sigmoid(x):
    """Use one formula on each side of zero."""
    out = _copy(x)
    negative = out < 0
    small = np.exp(out[negative])
    out[~negative] = 1.0 / (1.0 + np.exp(-out[~negative]))
    out[negative] = small / (1.0 + small)
    return out


def tanh(x):
    """Use the exponential that is small."""
    out = _copy(x)
    small = np.exp(-2.0 * np.abs(out))
    return np.sign(out) * (1.0 - small) / (1.0 + small)


def swish(x):
    """Scale a copy by its own sigmoid."""
    out = _copy(x)
    out *= sigmoid(x)
    return out


ACTIVATIONS = dict(
    sigmoid=sigmoid,
    tanh=tanh,
    relu=relu,
    leaky_relu=leaky_relu,
    elu=elu,
    swish=swish,
)
