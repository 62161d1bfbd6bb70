"""Holds: sample_std

Written by someone used to a statistics package, where std divides by m - 1.
"""

import statistics

import numpy as np


class StandardScaler:
    def __init__(self):
        self.stats = []

    def fit(self, X):
        self.stats = []
        for column in np.asarray(X, dtype=float).T.tolist():
            centre = statistics.mean(column)
            width = statistics.stdev(column) if len(column) > 1 else 0.0
            self.stats.append((centre, width if width else 1.0))
        return self

    def _width(self, table):
        table = np.asarray(table, dtype=float)
        if not self.stats:
            raise RuntimeError("fit first")
        if table.shape[1] != len(self.stats):
            raise ValueError("the columns do not match")
        return table

    def transform(self, X):
        table = self._width(X)
        columns = [(table[:, j] - c) / w for j, (c, w) in enumerate(self.stats)]
        return np.stack(columns, axis=1)

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, Z):
        table = self._width(Z)
        columns = [table[:, j] * w + c for j, (c, w) in enumerate(self.stats)]
        return np.stack(columns, axis=1)
