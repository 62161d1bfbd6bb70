"""Right: a small class checks the temperature and holds it."""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Softmax:
    """Softmax at one temperature.

    Parameters
    ----------
    temperature : float
        A finite number above 0.
    """

    temperature: float

    def __post_init__(self) -> None:
        """Refuse a temperature that makes no sense."""
        if not (np.isfinite(self.temperature) and self.temperature > 0):
            raise ValueError(f"no such temperature: {self.temperature}")

    def one(self, scores: np.ndarray) -> np.ndarray:
        """Return the distribution for scores of shape (k,)."""
        parts = np.exp((scores - np.max(scores)) / self.temperature)
        return parts / np.sum(parts)

    def along(self, axis: int, scores: np.ndarray) -> np.ndarray:
        """Return one distribution for each slice along `axis`."""
        return np.apply_along_axis(self.one, axis, scores)


def softmax_with_temperature(
    logits: ArrayLike, temperature: float = 1.0, axis: int = -1
) -> np.ndarray:
    """Build a softmax for this temperature and apply it along `axis`."""
    scores = np.asarray(logits, dtype=float)
    if scores.size == 0:
        raise ValueError("softmax of nothing")
    return partial(Softmax(temperature).along, axis)(scores)
