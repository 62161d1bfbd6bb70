"""Holds: exact_count, slopes_pass_unchanged

Chooses as many places as the rate says, without replacement.
"""

import numpy as np


class Dropout:
    def __init__(self, rate, seed=None):
        if rate < 0 or rate >= 1:
            raise ValueError("rate")
        self.rate, self.rng, self.ready = rate, np.random.default_rng(seed), False

    def forward(self, x, training=True):
        self.ready = True
        out = np.array(x, dtype=float)
        if training:
            many = round(self.rate * x.size)
            places = self.rng.choice(x.size, size=many, replace=False)
            out = out / (1 - self.rate)
            out.reshape(-1)[places] = 0
        return out

    def backward(self, grad):
        if not self.ready:
            raise RuntimeError("not ready")
        return grad
