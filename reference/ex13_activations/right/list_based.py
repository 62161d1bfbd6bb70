"""Right: plain numbers and nested lists, without any array."""

from math import exp, expm1
from math import tanh as tanh_of_one


def deep(function, x):
    """Apply `function` to every number in nested lists."""
    if hasattr(x, "tolist"):
        if x.size == 0:
            return x.astype(float)
        x = x.tolist()
    if isinstance(x, str):
        raise TypeError("text is no number")
    if isinstance(x, list | tuple):
        return [deep(function, entry) for entry in x]
    return float(function(float(x)))


def logistic(v):
    """Return the sigmoid of one number."""
    return 1.0 / (1.0 + exp(-v)) if v > -30 else exp(v)


def sigmoid(x):
    """Go through the lists."""
    return deep(logistic, x)


def tanh(x):
    """Go through the lists."""
    return deep(tanh_of_one, x)


def relu(x):
    """Go through the lists; max(v, 0) returns v where v is nan."""
    return deep(lambda v: max(v, 0.0), x)


def leaky_relu(x, alpha=0.01):
    """Go through the lists."""
    return deep(lambda v: v if v > 0 else alpha * v, x)


def elu(x, alpha=1.0):
    """Go through the lists."""
    return deep(lambda v: v if v > 0 else alpha * expm1(v), x)


def swish(x):
    """Go through the lists."""
    return deep(lambda v: v * logistic(v), x)


ACTIVATIONS = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "swish": swish,
}
