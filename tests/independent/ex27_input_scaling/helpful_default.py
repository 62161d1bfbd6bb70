"""Holds: unfitted_fits_itself

transform is kind to those who forget fit.
"""

import numpy as np


class StandardScaler:
    _learned = None

    def fit(self, X):
        X = np.asarray(X, dtype=float)
        spread = X.std(axis=0)
        self._learned = X.mean(axis=0), np.where(spread, spread, 1.0)
        return self

    def _get(self, rows):
        rows = np.asarray(rows, dtype=float)
        if self._learned is None:
            self.fit(rows)
        mean, spread = self._learned
        if rows.shape[1] != mean.shape[0]:
            raise ValueError("unexpected number of columns")
        return rows, mean, spread

    def transform(self, X):
        rows, mean, spread = self._get(X)
        return (rows - mean) / spread

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, Z):
        rows, mean, spread = self._get(Z)
        return rows * spread + mean
