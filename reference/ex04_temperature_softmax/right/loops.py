"""Right: plain loops, one distribution at a time."""

import math

import numpy as np
from numpy.typing import ArrayLike


def softmax_with_temperature(
    logits: ArrayLike, temperature: float = 1.0, axis: int = -1
) -> np.ndarray:
    """Walk along the rows, or along the columns for axis 0 of a batch."""
    if temperature <= 0 or math.isnan(temperature) or math.isinf(temperature):
        raise ValueError("unusable temperature")
    scores = np.array(logits, dtype=float)
    if scores.size == 0:
        raise ValueError("no scores")
    result = np.empty(scores.shape)
    if scores.ndim == 1:
        _fill(scores, temperature, result)
    elif axis in (1, -1):
        for i in range(scores.shape[0]):
            _fill(scores[i], temperature, result[i])
    else:
        for j in range(scores.shape[1]):
            _fill(scores[:, j], temperature, result[:, j])
    return result


def _fill(scores: np.ndarray, temperature: float, result: np.ndarray) -> None:
    largest = scores[0]
    for score in scores:
        if score > largest:
            largest = score
    total = 0.0
    for i in range(len(scores)):
        result[i] = math.exp((scores[i] - largest) / temperature)
        total += result[i]
    for i in range(len(scores)):
        result[i] /= total
