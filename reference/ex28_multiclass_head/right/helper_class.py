"""Right: a small class holds the scores of a batch and answers for it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True)
class _Scores:
    """Scores of a batch, one sample per row."""

    table: np.ndarray

    @cached_property
    def best(self) -> np.ndarray:
        return np.array([row.tolist().index(row.max()) for row in self.table])

    @cached_property
    def probabilities(self) -> np.ndarray:
        top = np.take_along_axis(self.table, self.best[:, None], axis=1)
        parts = np.exp(self.table - top)
        return np.einsum("ij,i->ij", parts, 1.0 / np.einsum("ij->i", parts))


def softmax(Z: np.ndarray) -> np.ndarray:
    return _Scores(np.array(Z, dtype=float)).probabilities


def predict(Z: np.ndarray) -> np.ndarray:
    return _Scores(np.array(Z, dtype=float)).best


def one_hot(y: np.ndarray, k: int) -> np.ndarray:
    labels = np.array(y)
    if not issubclass(labels.dtype.type, np.integer):
        raise ValueError("labels are integers")
    if set(labels.tolist()) - set(range(k)):
        raise ValueError("labels out of range")
    table = np.zeros((labels.size, k))
    np.put_along_axis(table, labels[:, None], 1.0, axis=1)
    return table


def accuracy(y: np.ndarray, y_hat: np.ndarray) -> float:
    if np.shape(y) != np.shape(y_hat):
        raise ValueError("shapes differ")
    return np.count_nonzero(np.equal(y, y_hat)) / np.size(y)
