"""Holds: minmax

Stretches each column between its lowest and its highest entry.
"""

import numpy as np


class StandardScaler:
    def __init__(self):
        self.low = self.high = None

    def fit(self, X):
        X = np.array(X, dtype=float)
        self.low, self.high = np.amin(X, 0), np.amax(X, 0)
        return self

    @property
    def span(self):
        difference = self.high - self.low
        return difference + (difference == 0)

    def _fits(self, X):
        if self.low is None:
            raise RuntimeError("not fitted yet")
        if np.shape(X)[1] != self.low.size:
            raise ValueError("not the columns of the training rows")

    def transform(self, X):
        self._fits(X)
        return np.subtract(X, self.low) / self.span

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, Z):
        self._fits(Z)
        return np.multiply(Z, self.span) + self.low
