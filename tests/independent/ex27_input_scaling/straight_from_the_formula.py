"""Holds: no_zero_guard, unfitted_stumbles

The formula and nothing else.
"""

import numpy as np


class StandardScaler:
    def fit(self, X):
        self.mean = np.mean(X, axis=0)
        self.std = np.std(X, axis=0)
        return self

    def transform(self, X):
        if np.shape(X)[1] != np.size(self.mean):
            raise ValueError("columns")
        return (X - self.mean) / self.std

    def fit_transform(self, X):
        self.fit(X)
        return self.transform(X)

    def inverse_transform(self, Z):
        if np.shape(Z)[1] != np.size(self.mean):
            raise ValueError("columns")
        return Z * self.std + self.mean
