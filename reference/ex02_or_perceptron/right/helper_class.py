"""Right: a helper holds bias and weights as one vector."""

import numpy as np


class _Line:
    """A vector (bias, w1, ..., wn) that answers on which side a point lies."""

    def __init__(self, coefficients: np.ndarray) -> None:
        self.coefficients = coefficients

    def side(self, augmented: np.ndarray) -> np.ndarray:
        return (augmented @ self.coefficients > 0).astype(np.int8)

    def turn(self, augmented: np.ndarray, amount: float) -> None:
        self.coefficients = self.coefficients + amount * augmented


class Perceptron:
    def __init__(
        self, n_inputs: int, learning_rate: float = 0.1, seed: int | None = None
    ) -> None:
        start = np.random.default_rng(seed).normal(0.0, 0.01, n_inputs)
        self._line = _Line(np.concatenate([[0.0], start]))
        self._rate = learning_rate

    @property
    def weights(self) -> np.ndarray:
        return self._line.coefficients[1:]

    @weights.setter
    def weights(self, values: np.ndarray) -> None:
        self._line = _Line(np.concatenate([[self.bias], values]))

    @property
    def bias(self) -> float:
        return float(self._line.coefficients[0])

    @bias.setter
    def bias(self, value: float) -> None:
        self._line = _Line(np.concatenate([[value], self.weights]))

    @staticmethod
    def _augment(x: np.ndarray) -> np.ndarray:
        x = np.asarray(x, dtype=float)
        return np.concatenate([np.ones((*x.shape[:-1], 1)), x], axis=-1)

    def predict(self, x: np.ndarray) -> int | np.ndarray:
        return self._line.side(self._augment(x))

    def train(self, X: np.ndarray, y: np.ndarray, epochs: int = 100) -> int | None:
        labels = [int(t) for t in y if t in (0, 1)]
        if not len(X) == len(y) == len(labels):
            raise ValueError("give one label, 0 or 1, for each row of X")
        points = self._augment(X)
        for epoch in range(1, epochs + 1):
            moved = False
            for point, label in zip(points, labels, strict=True):
                error = label - int(self._line.side(point))
                if error:
                    self._line.turn(point, self._rate * error)
                    moved = True
            if not moved:
                return epoch
        return None
