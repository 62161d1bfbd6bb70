"""Holds: relabels_in_place, one_epoch

Works with labels -1 and +1 inside, which it writes over the given ones, and
returns after the first pass.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        self.rng = np.random.default_rng(seed)
        self.weights = self.rng.uniform(-0.01, 0.01, n_inputs)
        self.bias = 0.0
        self.learning_rate = learning_rate

    def predict(self, x):
        z = np.tensordot(np.asarray(x, dtype=float), self.weights, axes=1) + self.bias
        return (z > 0).astype(int) if z.ndim else int(z > 0)

    def train(self, X, y, epochs=100):
        X = np.asarray(X, dtype=float)
        y = np.asarray(y)
        if y.dtype == bool:
            y = y.astype(int)
        if len(X) != len(y):
            raise ValueError("X and y differ in length")
        if not np.isin(y, (0, 1)).all():
            raise ValueError("labels are 0 and 1")
        y[y == 0] = -1
        for epoch in range(1, epochs + 1):
            clean = True
            for row, side in zip(X, y):
                answer = 2 * self.predict(row) - 1
                if answer != side:
                    clean = False
                    self.weights = self.weights + self.learning_rate * side * row
                    self.bias = self.bias + self.learning_rate * side
            return epoch if clean else None
        return None
