"""Holds: step_ge, counts_from_zero

The step is NumPy's heaviside with 1 at zero, and passes are numbered by a plain
range.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        self.learning_rate = learning_rate
        self.weights = np.random.default_rng(seed).random(n_inputs) * 0.01
        self.bias = 0.0

    def predict(self, x):
        total = np.matmul(np.asarray(x, dtype=float), self.weights) + self.bias
        answer = np.heaviside(total, 1.0)
        return answer.astype(int) if np.ndim(answer) else int(answer)

    def train(self, X, y, epochs=100):
        X = np.asarray(X, dtype=float)
        y = np.asarray(y, dtype=float)
        if len(y) != len(X):
            raise ValueError("len(y) is not len(X)")
        if ((y - 0.5) ** 2 != 0.25).any():
            raise ValueError("every label must be 0 or 1")
        for epoch in range(epochs):
            changed = False
            for row, target in zip(X, y):
                error = target - self.predict(row)
                if error != 0:
                    changed = True
                    self.weights = self.weights + self.learning_rate * error * row
                    self.bias = self.bias + self.learning_rate * error
            if not changed:
                return epoch
        return None
