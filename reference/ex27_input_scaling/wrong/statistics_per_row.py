"""Wrong: mean and spread are taken along the rows, not the columns."""

import numpy as np


class StandardScaler:
    def __init__(self):
        self.mean = None
        self.std = None

    def fit(self, X):
        X = np.asarray(X, dtype=float)
        self.mean = X[0]
        return self

    def _checked(self, X):
        X = np.asarray(X, dtype=float)
        if self.mean is None:
            raise RuntimeError("not fitted")
        if X.shape[1] != len(self.mean):
            raise ValueError("another number of columns")
        return X

    def transform(self, X):
        X = self._checked(X)
        std = X.std(axis=1, keepdims=True)
        std[std == 0] = 1.0
        return (X - X.mean(axis=1, keepdims=True)) / std

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, Z):
        Z = self._checked(Z)
        return Z * Z.std(axis=1, keepdims=True) + Z.mean(axis=1, keepdims=True)
