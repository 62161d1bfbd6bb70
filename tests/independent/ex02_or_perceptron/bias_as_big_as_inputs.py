"""Holds: bias_times_input, zip_truncates

The correction is one vector; its sum also moves the bias. Samples and labels are
paired with zip and never counted.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        rng = np.random.default_rng(seed)
        self.weights = rng.beta(2, 2, size=n_inputs) * 0.06 - 0.03
        self.bias = 0.0
        self.learning_rate = learning_rate

    def predict(self, x):
        if np.ndim(x) == 2:
            return np.array([self.predict(row) for row in x], dtype=int)
        z = self.bias
        for j, entry in enumerate(x):
            z = z + self.weights[j] * entry
        return 1 if z > 0 else 0

    def train(self, X, y, epochs=100):
        X = np.asarray(X, dtype=float)
        for label in y:
            if label not in {0, 1}:
                raise ValueError(f"{label} is no label")
        for epoch in range(1, epochs + 1):
            wrong = []
            for sample, label in zip(X, y):
                error = int(label) - self.predict(sample)
                if error:
                    wrong.append(error)
                    correction = self.learning_rate * error * sample
                    self.weights = self.weights + correction
                    self.bias = self.bias + correction.sum()
            if not wrong:
                return epoch
        return None
