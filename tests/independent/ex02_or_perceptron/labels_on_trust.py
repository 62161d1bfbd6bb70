"""Holds: labels_not_checked

Compares the lengths, then folds the samples with `reduce`, whatever the labels are.
"""

from functools import reduce

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        rng = np.random.default_rng(seed)
        self.weights = 0.01 * rng.triangular(-1, 0, 1, n_inputs)
        self.bias = 0.0
        self.alpha = learning_rate

    def predict(self, x):
        x = np.asarray(x, dtype=float)
        return self._step(x @ self.weights + self.bias)

    @staticmethod
    def _step(z):
        if np.ndim(z) == 0:
            return int(z > 0)
        out = np.zeros(len(z), dtype=int)
        out[z > 0] = 1
        return out

    def train(self, X, y, epochs=100):
        X = np.asarray(X, dtype=float)
        y = np.asarray(y, dtype=float)
        if len(X) != len(y):
            raise ValueError("X and y need the same length")
        for epoch in range(1, epochs + 1):
            if reduce(self._meet, zip(X, y), 0) == 0:
                return epoch
        return None

    def _meet(self, mistakes_so_far, pair):
        sample, target = pair
        error = target - self.predict(sample)
        self.weights = self.weights + self.alpha * error * sample
        self.bias = self.bias + self.alpha * error
        return mistakes_so_far + (error != 0)
