"""Right: einsum for every product, and a generator of mistakes."""

from collections.abc import Iterator

import numpy as np


class Perceptron:
    def __init__(
        self, n_inputs: int, learning_rate: float = 0.1, seed: int | None = None
    ) -> None:
        self.eta = np.float64(learning_rate)
        self.weights = np.random.default_rng(seed).standard_normal(n_inputs) / 100
        self.bias = np.float64(0.0)

    def predict(self, x: np.ndarray) -> np.ndarray:
        total = np.einsum("...i,i->...", np.asarray(x, dtype=float), self.weights)
        return np.where(total + self.bias > 0, 1, 0)

    def _mistakes(self, X: np.ndarray, y: np.ndarray) -> Iterator[float]:
        for x, target in zip(X, y, strict=True):
            error = float(target - self.predict(x))
            if error:
                self.weights = np.einsum("i,->i", x, self.eta * error) + self.weights
                self.bias = self.bias + self.eta * error
                yield error

    def train(self, X: np.ndarray, y: np.ndarray, epochs: int = 100) -> int | None:
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        if X.shape[:1] != y.shape or np.any(y * (y - 1) != 0):
            raise ValueError("y needs one label per row of X, each 0 or 1")
        passes = (len(list(self._mistakes(X, y))) for _ in range(epochs))
        return next((k for k, n in enumerate(passes, start=1) if n == 0), None)
