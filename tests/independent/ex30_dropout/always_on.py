"""Holds: drops_at_evaluation

Takes the argument and forgets it.
"""

import random

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate < 0 or rate >= 1:
            raise ValueError("no such probability")
        self.rate, self.dice, self.f = rate, random.Random(seed), None

    def forward(self, x, training=True):
        draws = [self.dice.random() for _ in range(x.size)]
        keep = np.array(draws).reshape(x.shape) >= self.rate
        self.f = np.where(keep, 1 / (1 - self.rate), 0)
        return x * self.f

    def backward(self, grad):
        if self.f is None:
            raise RuntimeError("nothing was dropped yet")
        return grad * self.f
