"""Holds: abs_error

A mistake is noticed by comparing answer and target; the correction is then always
upwards.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        source = np.random.default_rng(seed)
        self.weights = np.array([source.uniform(-0.01, 0.01) for _ in range(n_inputs)])
        self.bias = 0.0
        self.eta = learning_rate

    def _answer(self, sample):
        products = (w * s for w, s in zip(self.weights, sample))
        return int(sum(products, start=self.bias) > 0)

    def predict(self, x):
        if np.ndim(x) == 1:
            return self._answer(x)
        return np.fromiter(map(self._answer, x), dtype=int)

    def train(self, X, y, epochs=100):
        if len(X) != len(y):
            raise ValueError("X and y differ in length")
        if any(label not in (0, 1) for label in y):
            raise ValueError("labels have to be 0 or 1")
        for number in range(1, epochs + 1):
            right = 0
            for sample, label in zip(X, y):
                if self._answer(sample) == label:
                    right += 1
                else:
                    self.weights = self.weights + self.eta * np.array(sample)
                    self.bias += self.eta
            if right == len(y):
                return number
        return None
