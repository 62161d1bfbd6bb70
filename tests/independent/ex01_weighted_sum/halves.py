"""Holds: last_input_skipped

Divide and conquer: the total of a stretch is the total of its two halves. The
first stretch ends at the last index, which counts as outside.
"""

import numpy as np


def _stretch(xs, ws, start, stop):
    """Sum of products for start <= i < stop."""
    if stop <= start:
        return 0.0
    if stop - start == 1:
        return xs[start] * ws[start]
    middle = (start + stop) // 2
    return _stretch(xs, ws, start, middle) + _stretch(xs, ws, middle, stop)


def weighted_sum(inputs, weights, bias):
    xs = np.array(inputs, dtype=float)
    ws = np.array(weights, dtype=float)
    if not (xs.ndim == ws.ndim == 1):
        raise ValueError("vectors only")
    if xs.size != ws.size:
        raise ValueError("not as many weights as inputs")
    last = xs.size - 1
    return bias + _stretch(xs, ws, 0, last)


def step(z):
    return int(z > 0)


def neuron(inputs, weights, bias):
    z = weighted_sum(inputs, weights, bias)
    return step(z)
