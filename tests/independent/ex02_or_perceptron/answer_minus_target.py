"""Holds: wrong_sign

The error is the answer less the target, and it is still added.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        self.rate = learning_rate
        self.weights = np.random.default_rng(seed).uniform(-0.01, 0.01, size=n_inputs)
        self.bias = 0.0

    def predict(self, x):
        batch = np.atleast_2d(np.asarray(x, dtype=float))
        answers = (np.einsum("ij,j->i", batch, self.weights) + self.bias > 0) * 1
        return int(answers[0]) if np.ndim(x) == 1 else answers

    def _one_pass(self, X, y):
        """Go once through the samples and say whether all were right."""
        clean = True
        for sample, target in zip(X, y, strict=True):
            delta = self.predict(sample) - target
            if delta:
                clean = False
                self.weights = self.weights + self.rate * delta * sample
                self.bias = self.bias + self.rate * delta
        return clean

    def train(self, X, y, epochs=100):
        X = np.array(X, dtype=float)
        y = np.array(y, dtype=float)
        if len(X) != len(y):
            raise ValueError(f"{len(X)} samples and {len(y)} labels")
        if not np.isin(y, [0.0, 1.0]).all():
            raise ValueError("labels are 0 or 1")
        y = y.astype(int)
        return next((n + 1 for n in range(epochs) if self._one_pass(X, y)), None)
