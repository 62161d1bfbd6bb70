"""Holds: bias_never_updated

Plain loops over lists of numbers; a mistake moves each weight, never the bias.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        generator = np.random.default_rng(seed)
        self.weights = 0.1 * generator.random(n_inputs) - 0.05
        self.bias = 0.0
        self.learning_rate = learning_rate

    def _fires(self, row):
        z = self.bias
        for w, value in zip(self.weights, row):
            z += w * value
        return 1 if z > 0 else 0

    def predict(self, x):
        x = np.asarray(x, dtype=float)
        if x.ndim == 1:
            return self._fires(x)
        return np.array([self._fires(row) for row in x], dtype=int)

    def train(self, X, y, epochs=100):
        rows = [[float(value) for value in row] for row in X]
        labels = list(y)
        if len(rows) != len(labels):
            raise ValueError("X and y have different lengths")
        for label in labels:
            if label not in (0, 1):
                raise ValueError(f"label {label!r}")
        for epoch in range(1, epochs + 1):
            mistakes = 0
            for row, label in zip(rows, labels):
                error = int(label) - self._fires(row)
                if error == 0:
                    continue
                mistakes += 1
                moved = []
                for w, value in zip(self.weights, row):
                    moved.append(w + self.learning_rate * error * value)
                self.weights = np.array(moved)
            if mistakes == 0:
                return epoch
        return None
