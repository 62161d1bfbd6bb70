"""Wrong: on the way back a constant column is multiplied by its spread, 0."""

import numpy as np


class StandardScaler:
    def __init__(self):
        self.mean = None
        self.std = None

    def fit(self, X):
        X = np.asarray(X, dtype=float)
        self.mean = X.mean(axis=0)
        self.std = X.std(axis=0)
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
        return (X - self.mean) / np.where(self.std == 0, 1.0, self.std)

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, Z):
        Z = self._checked(Z)
        return Z * self.std + self.mean
