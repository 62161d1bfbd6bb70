"""Holds: statistics_per_row

Goes through the table row by row, and each row is brought to mean 0.
"""

import numpy as np


class StandardScaler:
    width = None

    def fit(self, X):
        self.width = len(X[0])
        return self

    def transform(self, X):
        if self.width is None:
            raise RuntimeError("fit is missing")
        rows = []
        for row in np.asarray(X, dtype=float):
            if len(row) != self.width:
                raise ValueError("wrong length")
            spread = row.std()
            rows.append((row - row.mean()) / (spread if spread else 1.0))
        return np.array(rows)

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, Z):
        if self.width is None:
            raise RuntimeError("fit is missing")
        rows = []
        for row in np.asarray(Z, dtype=float):
            if len(row) != self.width:
                raise ValueError("wrong length")
            rows.append(row * row.std() + row.mean())
        return np.array(rows)
