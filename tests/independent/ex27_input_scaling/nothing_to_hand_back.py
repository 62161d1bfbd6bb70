"""Holds: fit_returns_none, inverse_without_mean

fit stores and is done; the way back stretches the rows again.
"""

import numpy as np


class StandardScaler:
    def __init__(self):
        self._mean = self._std = None

    def fit(self, X):
        data = np.asarray(X, dtype=float)
        self._mean = data.sum(axis=0) / data.shape[0]
        self._std = np.sqrt(((data - self._mean) ** 2).mean(axis=0))
        self._std += self._std == 0

    def _table(self, rows):
        if self._std is None:
            raise RuntimeError("fit has to come first")
        table = np.asarray(rows, dtype=float)
        if table.shape[1] != self._std.size:
            raise ValueError("these are other columns")
        return table

    def transform(self, X):
        return (self._table(X) - self._mean) / self._std

    def fit_transform(self, X):
        self.fit(X)
        return self.transform(X)

    def inverse_transform(self, Z):
        return self._table(Z) * self._std
