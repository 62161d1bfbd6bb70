"""Right: plain loops over indices, no NumPy at all."""

from collections.abc import Sequence


def _require_numbers(values: Sequence) -> None:
    for value in values:
        if hasattr(value, "__len__"):
            raise ValueError("a vector was expected, not a matrix")


def weighted_sum(inputs: Sequence, weights: Sequence, bias: float) -> float:
    """Add one product after the other."""
    _require_numbers(inputs)
    _require_numbers(weights)
    if len(inputs) != len(weights):
        raise ValueError("every input needs exactly one weight")
    total = 0
    i = 0
    while i < len(inputs):
        total = total + inputs[i] * weights[i]
        i = i + 1
    return total + bias


def step(z: float) -> int:
    """Return 1 above zero, else 0."""
    if z > 0:
        return 1
    return 0


def neuron(inputs: Sequence, weights: Sequence, bias: float) -> int:
    """Add up and decide in one go."""
    z = weighted_sum(inputs, weights, bias)
    if z > 0:
        return 1
    return 0
