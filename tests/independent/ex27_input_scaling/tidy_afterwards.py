"""Holds: nan_replaced_afterwards

Divides first and cleans up later.
"""

import numpy as np


class StandardScaler:
    def __init__(self):
        self.mean_, self.std_ = None, None

    def fit(self, X):
        data = np.asarray(X, dtype=float)
        self.mean_, self.std_ = np.average(data, axis=0), data.std(axis=0)
        return self

    def _check(self, X):
        if self.mean_ is None:
            raise RuntimeError("fit me first")
        if np.shape(X)[1] != len(self.mean_):
            raise ValueError("columns")

    def transform(self, X):
        self._check(X)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.nan_to_num(np.subtract(X, self.mean_) / self.std_)

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, Z):
        self._check(Z)
        return np.asarray(Z) * np.where(self.std_ == 0, 1.0, self.std_) + self.mean_
