"""Right: scaling is one affine map, kept as a matrix with a row for the shift."""

import numpy as np


class StandardScaler:
    _there = _back = None

    def fit(self, X: np.ndarray) -> "StandardScaler":
        rows = np.asarray(X, dtype=float)
        mean = np.einsum("ij->j", rows) / len(rows)
        centred = rows - mean
        spread = np.sqrt(np.einsum("ij,ij->j", centred, centred) / len(rows))
        spread[~spread.astype(bool)] = 1.0
        self._there = np.vstack([np.diag(1.0 / spread), -mean / spread])
        self._back = np.vstack([np.diag(spread), mean])
        return self

    @staticmethod
    def _apply(affine: np.ndarray | None, rows: np.ndarray) -> np.ndarray:
        if affine is None:
            raise RuntimeError("there is no matrix before fit")
        rows = np.asarray(rows, dtype=float)
        # A wrong number of columns does not fit the matrix: matmul refuses it.
        return rows @ affine[:-1] + affine[-1]

    def transform(self, X: np.ndarray) -> np.ndarray:
        return self._apply(self._there, X)

    def fit_transform(self, X: np.ndarray) -> np.ndarray:
        return self.fit(X).transform(X)

    def inverse_transform(self, Z: np.ndarray) -> np.ndarray:
        return self._apply(self._back, Z)
