"""Holds: rate_as_keep_probability

In the other book p is what stays.
"""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate < 0 or rate >= 1:
            raise ValueError("0 <= rate < 1")
        self.p = rate
        self.state = np.random.RandomState(seed)
        self.m = None

    def forward(self, x, training=True):
        if training and self.p > 0:
            self.m = self.state.binomial(1, self.p, x.shape) / self.p
        else:
            self.m = np.ones(x.shape)
        return self.m * x

    def backward(self, grad):
        if self.m is None:
            raise RuntimeError("forward?")
        return self.m * grad
