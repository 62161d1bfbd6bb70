"""Right: one small object per column, made with the `statistics` module."""

import statistics
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class _Column:
    """Mean and divisor of one training column."""

    mean: float
    divisor: float

    @classmethod
    def of(cls, values: list[float]) -> "_Column":
        mean = statistics.fmean(values)
        return cls(mean, statistics.pstdev(values, mean) or 1.0)

    def scaled(self, values: np.ndarray) -> np.ndarray:
        return (values - self.mean) / self.divisor

    def original(self, values: np.ndarray) -> np.ndarray:
        return values * self.divisor + self.mean


class StandardScaler:
    _columns: tuple[_Column, ...] | None = None

    def fit(self, X: np.ndarray) -> "StandardScaler":
        by_column = np.array(X, dtype=float).T.tolist()
        self._columns = tuple(_Column.of(values) for values in by_column)
        return self

    def _each(self, method: str, rows: np.ndarray) -> np.ndarray:
        if self._columns is None:
            raise ValueError("this scaler has not been fitted")
        values = np.array(rows, dtype=float).T
        pairs = zip(self._columns, values, strict=True)  # refuses other columns
        return np.column_stack([getattr(c, method)(v) for c, v in pairs])

    def transform(self, X: np.ndarray) -> np.ndarray:
        return self._each("scaled", X)

    def fit_transform(self, X: np.ndarray) -> np.ndarray:
        return self.fit(X).transform(X)

    def inverse_transform(self, Z: np.ndarray) -> np.ndarray:
        return self._each("original", Z)
