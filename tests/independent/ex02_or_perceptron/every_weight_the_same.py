"""Holds: input_forgotten

A generator yields the corrections; each of them moves every weight by rate times
error.
"""

import numpy as np


def _corrections(model, X, y):
    for i in range(len(y)):
        error = y[i] - model.predict(X[i])
        if error != 0:
            yield model.learning_rate * error


class Perceptron:
    weights: np.ndarray
    bias: float

    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        rng = np.random.default_rng(seed)
        self.weights = rng.triangular(-0.05, 0.0, 0.05, n_inputs)
        self.bias = 0.0
        self.learning_rate = learning_rate

    def predict(self, x):
        x = np.asarray(x, dtype=float)
        z = x @ self.weights + self.bias
        if z.ndim == 0:
            return int(z > 0)
        return (z > 0).astype(int)

    def train(self, X, y, epochs=100):
        X = np.asarray(X, dtype=float)
        y = [float(label) for label in y]
        if len(X) != len(y):
            raise ValueError("every sample needs its label")
        if set(y) - {0.0, 1.0}:
            raise ValueError("a label is neither 0 nor 1")
        y = list(map(int, y))
        epoch = 0
        while epoch < epochs:
            epoch += 1
            count = 0
            for move in _corrections(self, X, y):
                self.weights = self.weights + move
                self.bias += move
                count += 1
            if not count:
                return epoch
        return None
