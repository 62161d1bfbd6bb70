"""Right: no test for a mistake, because an error of 0 adds 0."""

import numpy as np


class Perceptron:
    def __init__(
        self, n_inputs: int, learning_rate: float = 0.1, seed: int | None = None
    ) -> None:
        self.weights = np.random.default_rng(seed).uniform(-0.02, 0.02, n_inputs)
        self.bias = 0
        self.lr = learning_rate

    def predict(self, x: np.ndarray) -> np.ndarray:
        return np.heaviside(np.dot(x, self.weights) + self.bias, 0).astype(int)

    def train(self, X: np.ndarray, y: np.ndarray, epochs: int = 100) -> int | None:
        X = np.array(X, dtype=float)
        y = np.array(y, dtype=float)
        if X.shape[0] != y.shape[0]:
            raise ValueError("X and y differ in length")
        if set(y.tolist()) - {0.0, 1.0}:
            raise ValueError("labels must be 0 or 1")
        for epoch in range(epochs):
            errors = 0.0
            for inputs, target in zip(X, y, strict=True):
                error = target - self.predict(inputs)
                self.weights += self.lr * error * inputs
                self.bias += self.lr * error
                errors += abs(error)
            if errors == 0:
                return epoch + 1
        return None
