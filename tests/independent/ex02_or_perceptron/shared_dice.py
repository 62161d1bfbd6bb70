"""Holds: global_seed, zero_epochs_crash

Seeds NumPy's common generator in the constructor, and asks after the loop for the
number of mistakes that only the loop sets.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        np.random.seed(seed)
        self.weights = np.random.rand(n_inputs) * 0.02 - 0.01
        self.bias = 0.0
        self.learning_rate = learning_rate

    def predict(self, x):
        x = np.asarray(x, dtype=float)
        if x.ndim == 1:
            return int(self.predict(x[None, :])[0])
        return ((x @ self.weights + self.bias) > 0).astype(int)

    def train(self, X, y, epochs=100):
        X = np.asarray(X, dtype=float)
        y = np.asarray(y, dtype=float)
        if X.shape[0] != y.size:
            raise ValueError("X and y do not match")
        if not np.logical_or(y == 0, y == 1).all():
            raise ValueError("labels must be 0 or 1")
        for epoch in range(1, epochs + 1):
            mistakes = 0
            for x, t in zip(X, y):
                e = t - self.predict(x)
                mistakes += abs(e)
                self.weights = self.weights + (self.learning_rate * e) * x
                self.bias = self.bias + self.learning_rate * e
            if mistakes == 0:
                break
        if mistakes == 0:
            return epoch
        return None
