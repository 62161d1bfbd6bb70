"""Right: a small class that remembers both results; works with rows inside."""

import numpy as np


class Dense:
    def __init__(self, W, b):
        if b.shape != (W.shape[0], 1):
            raise ValueError("one bias per neuron, as a column")
        self.weights = np.array(W, dtype=np.float64).T
        self.biases = np.array(b, dtype=np.float64).ravel()
        self.sums = None

    def __call__(self, samples):
        if samples.shape[1] != self.weights.shape[0]:
            raise ValueError("the samples have another number of features")
        self.sums = samples @ self.weights + self.biases
        return self

    @property
    def activated(self):
        out = self.sums.copy()
        out[out < 0] = 0
        return out


def dense_relu(X, W, b):
    layer = Dense(W, b)(X.T)
    return layer.sums.T, layer.activated.T
