"""Right: lists, a strict zip and `math.fsum`."""

from math import fsum

from numpy import ndim
from numpy.typing import ArrayLike


def weighted_sum(inputs: ArrayLike, weights: ArrayLike, bias: float) -> float:
    """Sum the products and the bias without loss of digits."""
    if ndim(inputs) != 1 or ndim(weights) != 1:
        raise ValueError("inputs and weights must be one-dimensional")
    products = [float(x) * float(w) for x, w in zip(inputs, weights, strict=True)]
    return fsum([*products, bias])


def step(z: float) -> int:
    """Look the answer up by the truth of z > 0."""
    return [0, 1][z > 0]


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> int:
    """Return the step of the weighted sum."""
    return step(weighted_sum(list(inputs), list(weights), bias))
