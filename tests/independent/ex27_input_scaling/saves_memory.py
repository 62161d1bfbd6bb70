"""Holds: changes_rows_in_place

Avoids copies: what comes in as floats is scaled where it lies.
"""

import numpy as np


class StandardScaler:
    def __init__(self):
        self.n = None

    def fit(self, X):
        X = np.asarray(X, dtype=float)
        self.n = X.shape[1]
        self.mean, self.std = X.mean(0), X.std(0)
        self.std[self.std == 0] = 1
        return self

    def _ready(self, X):
        X = np.asarray(X, dtype=float)
        if X.shape[1] != self.n:
            raise ValueError("columns") if self.n else RuntimeError("fit")
        return X

    def transform(self, X):
        X = self._ready(X)
        np.subtract(X, self.mean, out=X)
        return np.divide(X, self.std, out=X)

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, Z):
        return self._ready(Z) * self.std + self.mean
