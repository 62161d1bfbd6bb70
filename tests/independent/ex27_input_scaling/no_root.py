"""Holds: variance

Writes the formula out and forgets the root.
"""

import numpy as np


class StandardScaler:
    def __init__(self):
        self._known = False

    def fit(self, X):
        X = np.asarray(X, dtype=np.float64)
        m = X.shape[0]
        self._centre = np.ones(m) @ X / m
        away = X - self._centre
        self._divisor = (away * away).sum(axis=0) / m
        self._divisor[self._divisor == 0.0] = 1.0
        self._known = True
        return self

    def _table(self, X):
        if not self._known:
            raise RuntimeError("fit comes first")
        X = np.asarray(X, dtype=np.float64)
        if X.shape[1:] != self._centre.shape:
            raise ValueError(X.shape)
        return X

    def transform(self, X):
        return (self._table(X) - self._centre) / self._divisor

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, Z):
        return self._table(Z) * self._divisor + self._centre
