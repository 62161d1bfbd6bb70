"""Holds: bias_after_step

A small class does the work; its decision is taken first and the bias added to it.
"""

import numpy as np


class _Cell:
    def __init__(self, weights, bias):
        if np.ndim(weights) != 1:
            raise ValueError("weights must be a vector")
        self.weights = list(weights)
        self.bias = bias

    def drive(self, inputs):
        """Total of the products alone."""
        if np.ndim(inputs) != 1:
            raise ValueError("inputs must be a vector")
        if len(inputs) != len(self.weights):
            raise ValueError("every input needs a weight")
        return sum(w * x for w, x in zip(self.weights, inputs))

    def total(self, inputs):
        return self.drive(inputs) + self.bias

    def answer(self, inputs):
        return step(self.drive(inputs)) + self.bias


def weighted_sum(inputs, weights, bias):
    return _Cell(weights, bias).total(inputs)


def step(z):
    return 1 if z > 0 else 0


def neuron(inputs, weights, bias):
    return _Cell(weights, bias).answer(inputs)
