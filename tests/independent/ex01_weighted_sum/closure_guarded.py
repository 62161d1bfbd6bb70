"""Holds: empty_refused, threshold_half

A closure keeps the parameters. Its guard turns empty vectors away, and the step
fires above one half.
"""

import numpy as np


def _adder(weights, bias):
    n = len(weights)

    def add_up(inputs):
        if n == 0 or len(inputs) == 0:
            raise ValueError("there is nothing to add up")
        if len(inputs) != n:
            raise ValueError(f"built for {n} inputs, got {len(inputs)}")
        total = bias
        for pair in zip(weights, inputs):
            total += np.prod(pair)
        return total

    return add_up


def weighted_sum(inputs, weights, bias):
    if np.ndim(inputs) != 1 or np.ndim(weights) != 1:
        raise ValueError("not a vector")
    return _adder(weights, bias)(inputs)


def step(z):
    return int(np.heaviside(z - 0.5, 0))


def neuron(inputs, weights, bias):
    return step(weighted_sum(inputs, weights, bias))
