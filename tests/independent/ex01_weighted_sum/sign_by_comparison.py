"""Holds: step_sign

The step is built from two comparisons, so that totals below zero give -1.
"""

from math import fsum

import numpy as np


def require_vectors(*candidates):
    lengths = set()
    for c in candidates:
        if np.ndim(c) != 1:
            raise ValueError("this neuron takes vectors")
        lengths.add(len(c))
    if len(lengths) > 1:
        raise ValueError(f"lengths differ: {sorted(lengths)}")


def weighted_sum(inputs, weights, bias):
    require_vectors(inputs, weights)
    terms = [float(w) * float(x) for x, w in zip(inputs, weights)]
    terms.append(float(bias))
    return fsum(terms)


def step(z):
    return int(z > 0) - int(z < 0)


def neuron(inputs, weights, bias):
    return step(weighted_sum(inputs, weights, bias))
