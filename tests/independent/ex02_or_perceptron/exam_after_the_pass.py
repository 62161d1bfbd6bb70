"""Holds: evaluates_after_epoch

After each pass the whole table is asked again, and the pass is reported if every
answer is right now.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        self.learning_rate = learning_rate
        self.weights = np.random.default_rng(seed).uniform(-0.02, 0.02, n_inputs)
        self.bias = 0.0

    def predict(self, x):
        x = np.asarray(x, dtype=float)
        fires = np.dot(x, self.weights) > -self.bias
        return fires.astype(int) if x.ndim == 2 else int(fires)

    def train(self, X, y, epochs=100):
        X = np.asarray(X, dtype=float)
        y = np.asarray(y)
        if y.shape[0] != X.shape[0]:
            raise ValueError("as many labels as rows, please")
        if not set(y.tolist()) <= {0, 1}:
            raise ValueError("only the labels 0 and 1 are known here")
        y = y.astype(int)
        for epoch in range(epochs):
            for sample, target in zip(X, y):
                error = target - self.predict(sample)
                self.weights = self.weights + self.learning_rate * error * sample
                self.bias = self.bias + self.learning_rate * error
            if np.array_equal(self.predict(X), y):
                return epoch + 1
        return None
