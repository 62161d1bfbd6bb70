"""Holds: batch_guessed_by_length

Takes x for one sample if it is as long as the weights.
"""

import numpy as np


def _dot(left, right):
    return sum(p * q for p, q in zip(left, right))


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        draw = np.random.default_rng(seed)
        self.weights = draw.uniform(high=0.05, low=-0.05, size=n_inputs)
        self.bias = 0.0
        self.learning_rate = learning_rate

    def predict(self, x):
        x = np.asarray(x, dtype=float)
        if len(x) == len(self.weights):
            z = self.weights @ x + self.bias
            return (z > 0).astype(int) if np.ndim(z) else int(z > 0)
        return np.array([int(_dot(row, self.weights) + self.bias > 0) for row in x])

    def train(self, X, y, epochs=100):
        samples = [np.asarray(row, dtype=float) for row in X]
        if len(samples) != len(y):
            raise ValueError("some sample or some label is alone")
        targets = []
        for label in y:
            if label != 0 and label != 1:
                raise ValueError("bad label")
            targets.append(int(label))
        for epoch in range(1, epochs + 1):
            hits = 0
            for sample, target in zip(samples, targets):
                error = target - int(_dot(sample, self.weights) + self.bias > 0)
                hits += error == 0
                self.weights = self.weights + error * (self.learning_rate * sample)
                self.bias = self.bias + error * self.learning_rate
            if hits == len(targets):
                return epoch
        return None
