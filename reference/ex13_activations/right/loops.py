"""Right: one entry at a time, with the `math` module."""

import math

import numpy as np


def each_entry(x, curve):
    """Apply a function of one number to every entry of `x`."""
    given = np.array(x)
    if given.dtype.kind in "USO":
        raise TypeError("numbers, please")
    result = np.empty(given.shape, dtype=float)
    for place in np.ndindex(given.shape):
        result[place] = curve(float(given[place]))
    return result


def sigmoid_of_one(number):
    """Use the form whose exponential is small."""
    if number < 0:
        small = math.exp(number)
        return small / (1 + small)
    return 1 / (1 + math.exp(-number))


def sigmoid(x):
    """Take each entry by itself."""
    return each_entry(x, sigmoid_of_one)


def tanh(x):
    """Take each entry by itself."""
    return each_entry(x, math.tanh)


def relu(x):
    """Drop what is negative."""

    def curve(number):
        if number < 0:
            return 0.0
        return number

    return each_entry(x, curve)


def leaky_relu(x, alpha=0.01):
    """Shrink what is negative."""

    def curve(number):
        if number < 0:
            return alpha * number
        return number

    return each_entry(x, curve)


def elu(x, alpha=1.0):
    """Bend what is negative."""

    def curve(number):
        if number < 0:
            return alpha * (math.exp(number) - 1)
        return number

    return each_entry(x, curve)


def swish(x):
    """Multiply by the sigmoid."""
    return each_entry(x, lambda number: number * sigmoid_of_one(number))


ACTIVATIONS = {}
for function in (sigmoid, tanh, relu, leaky_relu, elu, swish):
    ACTIVATIONS[function.__name__] = function
