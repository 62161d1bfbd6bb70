"""Holds: log2

The cost of a label in bits, as in the theory of information.
"""

import numpy as np


class Losses:
    def __init__(self, truth, guess):
        self.truth = np.asarray(truth, dtype="f8")
        self.guess = np.asarray(guess, dtype="f8")
        if self.truth.shape != self.guess.shape:
            raise ValueError(f"{self.truth.shape} is not {self.guess.shape}")

    def protect(self, eps):
        if ((self.guess < -eps) | (self.guess > 1 + eps)).any():
            raise ValueError("guess out of range")
        self.guess = np.clip(self.guess, eps, 1 - eps)
        return self

    def squared(self):
        return np.square(self.truth - self.guess).mean()

    def bits(self):
        yes, no = np.log2(self.guess), np.log2(1 - self.guess)
        return -(self.truth * yes + (1 - self.truth) * no).mean()

    def bits_per_row(self):
        return -(self.truth * np.log2(self.guess)).sum(axis=-1).mean()


def mse(y_true, y_pred):
    return Losses(y_true, y_pred).squared()


def bce(y_true, p, eps=1e-12):
    return Losses(y_true, p).protect(eps).bits()


def cce(Y_onehot, P, eps=1e-12):
    return Losses(Y_onehot, P).protect(eps).bits_per_row()
