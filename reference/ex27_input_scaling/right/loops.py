"""Right: plain loops over columns and rows; `math` for the root."""

import math

import numpy as np


class StandardScaler:
    means = None

    def fit(self, X: np.ndarray) -> "StandardScaler":
        X = np.array(X, dtype=float)
        m, n = X.shape
        self.means = []
        self.stds = []
        for j in range(n):
            total = 0.0
            for i in range(m):
                total += X[i, j]
            mean = total / m
            squares = 0.0
            for i in range(m):
                squares += (X[i, j] - mean) ** 2
            self.means.append(mean)
            self.stds.append(math.sqrt(squares / m))
        return self

    def transform(self, X: np.ndarray) -> np.ndarray:
        if self.means is None:
            raise RuntimeError("transform needs fit first")
        X = np.array(X, dtype=float)
        if X.shape[1] != len(self.means):
            raise ValueError("wrong number of columns")
        Z = np.zeros(X.shape)
        for i in range(X.shape[0]):
            for j in range(X.shape[1]):
                Z[i, j] = X[i, j] - self.means[j]
                if self.stds[j] != 0:
                    Z[i, j] = Z[i, j] / self.stds[j]
        return Z

    def fit_transform(self, X: np.ndarray) -> np.ndarray:
        self.fit(X)
        return self.transform(X)

    def inverse_transform(self, Z: np.ndarray) -> np.ndarray:
        if self.means is None:
            raise RuntimeError("inverse_transform needs fit first")
        Z = np.array(Z, dtype=float)
        if Z.shape[1] != len(self.means):
            raise ValueError("wrong number of columns")
        X = np.zeros(Z.shape)
        for i in range(Z.shape[0]):
            for j in range(Z.shape[1]):
                std = self.stds[j]
                if std == 0:
                    std = 1
                X[i, j] = Z[i, j] * std + self.means[j]
        return X
