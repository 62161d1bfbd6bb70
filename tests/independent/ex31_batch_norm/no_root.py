"""Holds: var_not_std

Forgets the root.
"""

import numpy as np


class BatchNorm:
    def __init__(self, dim, momentum=0.9, eps=1e-5):
        self.n, self.momentum, self.eps = dim, momentum, eps
        self.running_mean, self.beta = np.zeros(dim), np.zeros(dim)
        self.running_var, self.gamma = np.ones(dim), np.ones(dim)

    def check(self, X):
        if X.ndim != 2:
            raise ValueError("X must be 2-D")
        if X.shape[1] != self.n:
            raise ValueError(f"{X.shape[1]} features, not {self.n}")

    def track(self, mean, var):
        self.running_mean += (1 - self.momentum) * (mean - self.running_mean)
        self.running_var += (1 - self.momentum) * (var - self.running_var)

    def forward(self, X, training=True):
        self.check(X)
        if training:
            mu, sigma2 = X.mean(axis=0), X.var(axis=0)
            self.track(mu, sigma2)
        else:
            mu, sigma2 = self.running_mean, self.running_var
        x_hat = (X - mu) / (sigma2 + self.eps)
        return np.multiply(self.gamma, x_hat) + self.beta
