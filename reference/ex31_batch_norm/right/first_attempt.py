"""Right: a beginner's two separate branches, with everything written twice."""

import numpy as np


class BatchNorm:
    def __init__(self, dim, momentum=0.9, eps=0.00001):
        self.gamma = np.ones((dim,))
        self.beta = np.zeros((dim,))
        self.running_mean = np.zeros((dim,))
        self.running_var = np.ones((dim,))
        self.m = momentum
        self.e = eps
        self.d = dim

    def forward(self, X, training=True):
        if np.ndim(X) != 2:
            raise ValueError("I need a table")
        if X.shape[1] != self.d:
            raise ValueError("I need " + str(self.d) + " columns")
        if training == True:  # noqa: E712
            batch_mean = np.sum(X, axis=0) / X.shape[0]
            batch_var = np.sum((X - batch_mean) ** 2, axis=0) / X.shape[0]
            X_norm = (X - batch_mean) / np.sqrt(batch_var + self.e)
            out = self.gamma * X_norm + self.beta
            self.running_mean = self.m * self.running_mean + (1 - self.m) * batch_mean
            self.running_var = self.m * self.running_var + (1 - self.m) * batch_var
            return out
        if training == False:  # noqa: E712
            X_norm = (X - self.running_mean) / np.sqrt(self.running_var + self.e)
            out = self.gamma * X_norm + self.beta
            return out
