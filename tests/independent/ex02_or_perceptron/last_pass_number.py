"""Holds: always_reports_success

Leaves the loop with `break` after a clean pass and returns the number of the pass
it was in, whichever way the loop ended.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        self.learning_rate = learning_rate
        self.bias = 0.0
        self.weights = np.random.default_rng(seed).uniform(-1, 1, n_inputs) * 0.01

    def predict(self, x):
        x = np.array(x, dtype=float)
        if x.ndim == 1:
            return 1 if float(np.vdot(x, self.weights)) + self.bias > 0 else 0
        return np.array([self.predict(row) for row in x], dtype=int)

    def train(self, X, y, epochs=100):
        X = np.array(X, dtype=float)
        labels = np.array(y, dtype=float)
        if len(X) != len(labels):
            raise ValueError("lengths differ")
        for wanted in labels:
            if wanted != 0 and wanted != 1:
                raise ValueError(f"not a label: {wanted}")
        epoch = None
        for epoch in range(1, epochs + 1):
            mistake = False
            for i, wanted in enumerate(labels):
                given = self.predict(X[i])
                if given > wanted:
                    sign = -1
                elif given < wanted:
                    sign = 1
                else:
                    continue
                mistake = True
                self.weights = self.weights + X[i] * (sign * self.learning_rate)
                self.bias += sign * self.learning_rate
            if not mistake:
                break
        return epoch
