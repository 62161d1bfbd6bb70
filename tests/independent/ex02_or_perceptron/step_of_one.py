"""Holds: no_learning_rate

Weights and bias live in one vector during training. A correction adds the error
times the extended sample; the rate is stored only.
"""

import numpy as np


class Perceptron:
    def __init__(self, n_inputs, learning_rate=0.1, seed=None):
        self.learning_rate = learning_rate
        self.weights = np.random.default_rng(seed).uniform(-3, 3, n_inputs) / 100
        self.bias = 0.0

    def predict(self, x):
        sums = np.inner(np.asarray(x, dtype=float), self.weights) + self.bias
        fired = np.where(sums > 0, 1, 0)
        return fired if fired.ndim else fired.item()

    def train(self, X, y, epochs=100):
        samples = np.asarray(X, dtype=float)
        targets = np.asarray(y, dtype=float)
        if samples.shape[0] != targets.shape[0]:
            raise ValueError("X and y do not have the same length")
        if np.any((targets != 0) & (targets != 1)):
            raise ValueError("unknown label")
        extended = np.column_stack([np.ones(len(samples)), samples])
        theta = np.concatenate([[self.bias], self.weights])
        finished = None
        for epoch in range(1, epochs + 1):
            before = theta
            for row, target in zip(extended, targets):
                answer = 1 if theta @ row > 0 else 0
                if answer != target:
                    theta = theta + (target - answer) * row
            if theta is before:
                finished = epoch
                break
        self.bias, self.weights = float(theta[0]), theta[1:]
        return finished
