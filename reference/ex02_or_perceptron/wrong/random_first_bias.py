"""Wrong: the bias starts at a random number, not at 0."""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        rng = np.random.default_rng(seed)
        self.weights = rng.normal(0.0, 0.01, size=n_inputs)
        self.bias = rng.normal(0.0, 0.01)
        self.lr = learning_rate

    def predict(self, x):
        z = np.dot(x, self.weights) + self.bias
        if np.ndim(z) == 0:
            return 1 if z > 0 else 0
        return (z > 0).astype(int)

    def train(self, X, y, epochs=100):
        X = np.asarray(X, dtype=float)
        y = np.asarray(y, dtype=float)
        if len(X) != len(y):
            raise ValueError("X and y need the same length")
        if not np.all((y == 0) | (y == 1)):
            raise ValueError("labels must be 0 or 1")
        for epoch in range(1, epochs + 1):
            errors = 0
            for x, target in zip(X, y, strict=True):
                error = target - self.predict(x)
                if error != 0:
                    self.weights = self.weights + self.lr * error * x
                    self.bias = self.bias + self.lr * error
                    errors += 1
            if errors == 0:
                return epoch
        return None
