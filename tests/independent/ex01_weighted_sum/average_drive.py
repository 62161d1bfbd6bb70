"""Holds: mean_not_sum, step_forgotten

The products are averaged, and the neuron hands the total on as it is.
"""

from statistics import fmean

import numpy as np


def _products(inputs, weights):
    if np.ndim(inputs) != 1 or np.ndim(weights) != 1:
        raise ValueError("only one dimension is supported")
    if len(inputs) != len(weights):
        raise ValueError("different lengths")
    return [x * w for x, w in zip(inputs, weights, strict=True)]


def weighted_sum(inputs, weights, bias):
    products = _products(inputs, weights)
    if not products:
        return bias
    return fmean(products) + bias


def step(z):
    return 1 if z > 0 else 0


def neuron(inputs, weights, bias):
    return weighted_sum(inputs, weights, bias)
