"""Holds: batch_update

All errors of a pass come from one call of predict; the corrections are summed with
einsum and applied together.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        self.weights = np.random.default_rng(seed).uniform(-0.04, 0.04, (n_inputs,))
        self.bias = 0.0
        self.learning_rate = learning_rate

    def predict(self, x):
        z = np.einsum("...j,j->...", np.asarray(x, dtype=float), self.weights)
        fires = np.greater(z + self.bias, 0)
        return int(fires) if fires.ndim == 0 else fires.astype(int)

    def train(self, X, y, epochs=100):
        X = np.asarray(X, dtype=float)
        y = np.asarray(y, dtype=float)
        if X.shape[0] != y.shape[0]:
            raise ValueError("number of samples and number of labels differ")
        if np.setdiff1d(y, [0.0, 1.0]).size:
            raise ValueError("labels: 0 and 1 only")
        for epoch in range(1, epochs + 1):
            errors = y - self.predict(X)
            if not errors.any():
                return epoch
            shift = np.einsum("i,ij->j", errors, X)
            self.weights = self.weights + self.learning_rate * shift
            self.bias = self.bias + self.learning_rate * errors.sum()
        return None
