"""Right: a list of two lists; powers through logarithms."""

from math import exp, log, tanh


def deep(function, x):
    """Apply `function` to every number in nested lists."""
    if hasattr(x, "tolist"):
        if not x.size:
            return x * 1.0
        x = x.tolist()
    if isinstance(x, list | tuple):
        return [deep(function, entry) for entry in x]
    return function(x)


def bell(v):
    """Return the slope of the sigmoid through that of tanh."""
    if abs(v) > 10:
        return exp(-abs(v)) / (1 + exp(-abs(v))) ** 2
    return (1 - tanh(v / 2) ** 2) / 4


def gradient_table(x):
    """Go through the lists twice."""
    return [deep(bell, x), deep(lambda v: 1.0 if v > 0 else 0.0, x)]


def product_through_layers(x, layers):
    """Multiply logarithms instead."""
    if layers < 1:
        raise ValueError("layers < 1")
    sig, relu = gradient_table(float(x))
    return [exp(layers * log(sig)), relu]
