"""Holds: bias_wrong_axis

A class for one layer, which lays its bias out as a row.
"""

import numpy as np


class _Dense:
    known = ("relu", "sigmoid", "tanh", "linear")

    def __init__(self, number, W, b, name):
        if name not in self.known:
            raise ValueError(f"{name} is none of {self.known}")
        self.number = number
        self.W = np.asarray(W, dtype=float)
        self.b = np.asarray(b, dtype=float).reshape(1, -1)
        self.f = getattr(self, name)

    @staticmethod
    def relu(z):
        return z * (z > 0)

    @staticmethod
    def sigmoid(z):
        small = np.exp(-np.abs(z))
        return np.where(z >= 0, 1.0, small) / (1.0 + small)

    @staticmethod
    def tanh(z):
        return np.tanh(z)

    @staticmethod
    def linear(z):
        return z.copy()

    def __call__(self, A):
        if self.W.shape[1] != A.shape[0]:
            raise ValueError(f"layer {self.number} does not fit")
        Z = self.W.dot(A) + self.b
        return Z, self.f(Z)


def forward_deep(X, parameters, activations):
    if len(activations) != len(parameters):
        raise ValueError("one name per layer, please")
    layers = [
        _Dense(number, W, b, name)
        for number, ((W, b), name) in enumerate(zip(parameters, activations), 1)
    ]
    caches = []
    A = np.asarray(X, dtype=float)
    for layer in layers:
        caches.append(layer(A))
        A = caches[-1][1]
    return A, caches
