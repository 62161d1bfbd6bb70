"""Holds: signed_errors_cancel

Collects the errors of a pass in a list and looks at what they add up to.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        rng = np.random.default_rng(seed)
        self.weights = (rng.random(n_inputs) - 0.5) * 0.02
        self.bias = 0.0
        self.learning_rate = learning_rate

    def _total(self, x):
        return np.asarray(x, dtype=float).dot(self.weights) + self.bias

    def predict(self, x):
        z = self._total(x)
        return int(z > 0) if np.isscalar(z) else np.array([int(v > 0) for v in z])

    def _learn(self, sample, target):
        error = int(target) - self.predict(sample)
        shift = self.learning_rate * error
        self.weights = np.array([w + shift * s for w, s in zip(self.weights, sample)])
        self.bias += shift
        return error

    def train(self, X, y, epochs=100):
        X, y = list(X), list(y)
        if len(X) != len(y):
            raise ValueError("X and y must be equally long")
        if y.count(0) + y.count(1) != len(y):
            raise ValueError("y holds something else than 0 and 1")
        for epoch in range(1, epochs + 1):
            errors = [self._learn(sample, target) for sample, target in zip(X, y)]
            if sum(errors) == 0:
                return epoch
        return None
