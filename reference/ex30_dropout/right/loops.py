"""Right: one decision after the other, with the standard library's generator."""

import random

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate < 0 or rate >= 1:
            raise ValueError("rate")
        self.rate = rate
        self.random = random.Random(seed)
        self.kept = None

    def forward(self, x, training=True):
        flat = x.reshape(-1)
        result = np.zeros(flat.size)
        self.kept = []
        for i in range(flat.size):
            if not training:
                self.kept.append(1.0)
            elif self.random.random() < self.rate:
                self.kept.append(0.0)
            else:
                self.kept.append(1.0 / (1.0 - self.rate))
            result[i] = flat[i] * self.kept[i]
        return result.reshape(x.shape)

    def backward(self, grad):
        if self.kept is None:
            raise ValueError("nothing to go back through")
        flat = grad.reshape(-1)
        result = np.zeros(flat.size)
        for i in range(flat.size):
            result[i] = flat[i] * self.kept[i]
        return result.reshape(grad.shape)
