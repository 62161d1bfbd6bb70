"""Holds: constant_left_raw

Columns that do not vary are left out of the work altogether.
"""

import numpy as np


class StandardScaler:
    varies = None

    def fit(self, X):
        X = np.asarray(X, dtype=float)
        self.varies = X.std(axis=0) > 0
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        return self

    def _copy(self, X):
        if self.varies is None:
            raise RuntimeError("fit")
        out = np.array(X, dtype=float)
        if out.shape[1] != len(self.varies):
            raise ValueError("columns")
        return out

    def transform(self, X):
        out, v = self._copy(X), self.varies
        out[:, v] = (out[:, v] - self.mean[v]) / self.std[v]
        return out

    def fit_transform(self, X):
        return self.fit(X).transform(X)

    def inverse_transform(self, Z):
        out, v = self._copy(Z), self.varies
        out[:, v] = out[:, v] * self.std[v] + self.mean[v]
        return out
