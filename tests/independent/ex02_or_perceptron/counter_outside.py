"""Holds: errors_never_reset

The number of mistakes is an attribute that starts at 0 when training starts.
"""

import itertools

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        rng = np.random.default_rng(seed)
        self.weights = (2 * rng.random(size=n_inputs) - 1) * 1e-2
        self.bias = 0.0
        self._rate = learning_rate
        self._mistakes = 0

    def predict(self, x):
        points = np.asarray(x, dtype=float)
        total = (points * self.weights).sum(axis=-1) + self.bias
        return (total > 0).astype(int) if points.ndim > 1 else int(total > 0)

    def _correct(self, sample, error):
        self._mistakes += 1
        self.weights = self.weights + self._rate * error * sample
        self.bias = self.bias + self._rate * error

    def train(self, X, y, epochs=100):
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        if X.shape[:1] != y.shape:
            raise ValueError(f"shapes {X.shape} and {y.shape}")
        if not np.all((y == 0) | (y == 1)):
            raise ValueError("found a label that is not 0 or 1")
        self._mistakes = 0
        passes = itertools.count(1)
        for epoch in itertools.takewhile(lambda n: n <= epochs, passes):
            for k in range(y.size):
                error = y[k] - self.predict(X[k])
                if error:
                    self._correct(X[k], error)
            if self._mistakes == 0:
                return epoch
        return None
