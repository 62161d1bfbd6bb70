"""Right: a flag, a mask of 0 and 1, and an old-style generator."""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate < 0:
            raise ValueError("rate must be at least 0")
        if rate >= 1:
            raise ValueError("rate must be less than 1")
        self.rate = rate
        self.rng = np.random.RandomState(seed)
        self.called = False
        self.trained = False
        self.mask = None

    def forward(self, x, training=True):
        self.called = True
        self.trained = training
        if training == True:  # noqa: E712 (as beginners write it)
            random_numbers = self.rng.rand(*x.shape)
            self.mask = (random_numbers > self.rate).astype(int)
            out = x * self.mask
            out = out / (1 - self.rate)
            return out
        else:
            return x

    def backward(self, grad):
        if self.called == False:  # noqa: E712
            raise RuntimeError("you have to call forward first")
        if self.trained:
            out = grad * self.mask
            out = out / (1 - self.rate)
            return out
        else:
            return grad
