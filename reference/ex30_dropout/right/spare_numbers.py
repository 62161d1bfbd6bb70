"""Right: draws indices to drop by gaps, as one would with very small rates."""

import math

import numpy as np


class Dropout:
    def __init__(self, rate: float, seed: int | None = None) -> None:
        if rate < 0.0 or not rate < 1.0:
            raise ValueError("rate has to lie in [0, 1)")
        self.rate = rate
        self.generator = np.random.default_rng(seed)
        self.dropped: np.ndarray | None = None
        self.factor = 1.0

    def forward(self, x: np.ndarray, training: bool = True) -> np.ndarray:
        self.dropped = self._places(x.size) if training else np.array([], dtype=int)
        self.factor = 1.0 / (1.0 - self.rate) if training else 1.0
        return self._apply(x)

    def backward(self, grad: np.ndarray) -> np.ndarray:
        return self._apply(grad)

    def _places(self, size: int) -> np.ndarray:
        """Return flat positions; the gaps between them are geometric."""
        if not self.rate or not size:
            return np.array([], dtype=int)
        enough = math.ceil(size * self.rate + 12 * math.sqrt(size) + 20)
        places = np.cumsum(self.generator.geometric(self.rate, size=enough)) - 1
        return places[places < size]

    def _apply(self, values: np.ndarray) -> np.ndarray:
        if self.dropped is None:
            raise RuntimeError("forward has not been called")
        result = values.astype(float).ravel() * self.factor
        result[self.dropped] = 0.0
        return result.reshape(values.shape)
