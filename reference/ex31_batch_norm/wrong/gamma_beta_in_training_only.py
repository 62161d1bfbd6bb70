"""Wrong: gamma and beta are left out at evaluation."""

import numpy as np


class BatchNorm:
    def __init__(self, dim, momentum=0.9, eps=1e-5):
        self.dim = dim
        self.momentum = momentum
        self.eps = eps
        self.gamma = np.ones(dim)
        self.beta = np.zeros(dim)
        self.running_mean = np.zeros(dim)
        self.running_var = np.ones(dim)

    def forward(self, X, training=True):
        if X.ndim != 2 or X.shape[1] != self.dim:
            raise ValueError("not a table with dim columns")
        if training:
            mean = X.mean(axis=0)
            var = X.var(axis=0)
            keep = self.momentum
            self.running_mean = keep * self.running_mean + (1 - keep) * mean
            self.running_var = keep * self.running_var + (1 - keep) * var
        else:
            mean = self.running_mean
            var = self.running_var
        normalised = (X - mean) / np.sqrt(var + self.eps)
        if not training:
            return normalised
        return self.gamma * normalised + self.beta
