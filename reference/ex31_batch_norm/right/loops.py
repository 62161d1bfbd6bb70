"""Right: feature by feature, with sums written out."""

import math

import numpy as np


class BatchNorm:
    def __init__(self, dim, momentum=0.9, eps=1e-5):
        self.dim = dim
        self.momentum = momentum
        self.eps = eps
        self.gamma = np.array([1.0] * dim)
        self.beta = np.array([0.0] * dim)
        self.running_mean = np.array([0.0] * dim)
        self.running_var = np.array([1.0] * dim)

    def forward(self, X, training=True):
        if len(X.shape) != 2:
            raise ValueError("X needs rows and columns")
        m, n = X.shape
        if n != self.dim:
            raise ValueError("wrong number of features")
        result = np.zeros((m, n))
        for j in range(n):
            if training:
                total = 0.0
                for i in range(m):
                    total += X[i, j]
                mean = total / m
                squares = 0.0
                for i in range(m):
                    squares += (X[i, j] - mean) ** 2
                var = squares / m
                old, new = self.momentum, 1 - self.momentum
                self.running_mean[j] = old * self.running_mean[j] + new * mean
                self.running_var[j] = old * self.running_var[j] + new * var
            else:
                mean = self.running_mean[j]
                var = self.running_var[j]
            for i in range(m):
                z = (X[i, j] - mean) / math.sqrt(var + self.eps)
                result[i, j] = self.gamma[j] * z + self.beta[j]
        return result
