"""Holds: global

Keeps one mean and one deviation, of all entries together.
"""

import numpy as np


class StandardScaler:
    def __init__(self):
        self.n = None

    def _compare(self, X):
        if self.n is None:
            raise RuntimeError("call fit")
        if np.asarray(X).shape[-1] != self.n:
            raise ValueError("the table has other columns")

    def fit(self, X):
        X = np.asarray(X, dtype=float)
        self.n = X.shape[1]
        self.mu = float(np.mean(X))
        self.sigma = float(np.std(X)) or 1.0
        return self

    def transform(self, X):
        self._compare(X)
        return (np.asarray(X) - self.mu) / self.sigma

    def fit_transform(self, X):
        self.fit(X)
        return self.transform(X)

    def inverse_transform(self, Z):
        self._compare(Z)
        return np.asarray(Z) * self.sigma + self.mu
