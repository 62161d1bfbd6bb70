"""Right: a small class holds the weights, the functions ask it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Neuron:
    """One neuron with its parameters.

    Parameters
    ----------
    weights : tuple of float
        One weight per input.
    bias : float
        Added once to the sum of products.
    """

    weights: tuple[float, ...]
    bias: float

    @classmethod
    def build(cls, weights: ArrayLike, bias: float) -> "Neuron":
        """Check and copy the weights."""
        return cls(_vector(weights), float(bias))

    def total(self, inputs: ArrayLike) -> float:
        """Return the weighted sum of shape ()."""
        x = _vector(inputs)
        if len(x) != len(self.weights):
            raise ValueError(f"this neuron has {len(self.weights)} inputs")
        return sum(map(float.__mul__, x, self.weights), start=self.bias)

    def fires(self, inputs: ArrayLike) -> bool:
        """Tell whether the total is above zero."""
        return self.total(inputs) > 0


def _vector(values: ArrayLike) -> tuple[float, ...]:
    array = np.asarray(values, dtype=float)
    if array.ndim != 1:
        raise ValueError(f"expected a vector, got {array.ndim} dimensions")
    return tuple(array.tolist())


def weighted_sum(inputs: ArrayLike, weights: ArrayLike, bias: float) -> float:
    """Ask a neuron for its total."""
    return Neuron.build(weights, bias).total(inputs)


def step(z: float) -> int:
    """Return 1 above zero, else 0."""
    return int(z > 0)


def neuron(inputs: ArrayLike, weights: ArrayLike, bias: float) -> int:
    """Ask a neuron whether it fires."""
    return int(Neuron.build(weights, bias).fires(inputs))
