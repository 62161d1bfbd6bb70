"""Holds: one_column_stretched

Checks the number of axes.
"""

import numpy as np


class BatchNorm:
    def __init__(self, dim, momentum=0.9, eps=1e-5):
        self.n, self.momentum, self.eps = dim, momentum, eps
        self.running_mean, self.beta = np.zeros(dim), np.zeros(dim)
        self.running_var, self.gamma = np.ones(dim), np.ones(dim)

    def track(self, mean, var):
        self.running_mean += (1 - self.momentum) * (mean - self.running_mean)
        self.running_var += (1 - self.momentum) * (var - self.running_var)

    def forward(self, X, training=True):
        rows, columns = X.shape
        mu, sigma2 = self.running_mean, self.running_var
        if training:
            mu, sigma2 = X.mean(axis=0), X.var(axis=0)
            self.track(mu, sigma2)
        return self.gamma * (X - mu) / np.sqrt(sigma2 + self.eps) + self.beta
