"""Holds: no_factor_2

Squared errors with the customary one half in front.
"""

import numpy as np


class Head:
    def __init__(self, z, y):
        self.z, self.y = np.array(z, float), np.array(y, float)
        if not self.z.shape == self.y.shape:
            raise ValueError("z and y")
        self.m = self.z.shape[0]

    @property
    def p(self):
        small = np.exp(-np.abs(self.z))
        return np.where(self.z < 0, small, 1.0) / (1.0 + small)


def mse_linear(z, y):
    head = Head(z, y)
    return (head.z - head.y) / head.m


def bce_sigmoid(z, y):
    head = Head(z, y)
    return (head.p - head.y) / head.m


def mse_sigmoid(z, y):
    head = Head(z, y)
    return (head.p - head.y) * head.p * (1 - head.p) / head.m


def cce_softmax(Z, Y):
    head = Head(Z, Y)
    e = np.exp(head.z - head.z.max(axis=1).reshape(-1, 1))
    return (e / e.sum(axis=1).reshape(-1, 1) - head.y) / head.m
