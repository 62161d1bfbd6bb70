"""Right: a small class that holds a checked pair."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Batch:
    """Labels and predictions that were found to fit."""

    labels: np.ndarray
    guesses: np.ndarray

    @classmethod
    def of(cls, labels, guesses):
        """Read both sides as float64 and compare their shapes."""
        batch = cls(np.array(labels, dtype=np.float64), np.array(guesses, float))
        if np.shape(batch.labels) != np.shape(batch.guesses):
            raise ValueError("one prediction for each label, in the same layout")
        return batch

    def within(self, eps):
        """Return the batch with its probabilities off both ends."""
        outside = np.abs(self.guesses - 0.5) > 0.5 + eps
        if outside.any():
            raise ValueError("probabilities must lie between 0 and 1")
        return Batch(self.labels, np.minimum(np.maximum(self.guesses, eps), 1 - eps))


def mse(y_true, y_pred):
    """Average the squared distance."""
    batch = Batch.of(y_true, y_pred)
    distance = (batch.labels - batch.guesses).ravel()
    return np.dot(distance, distance) / distance.size


def bce(y_true, p, eps=1e-12):
    """Average the surprise at both possible labels, weighed by the label."""
    batch = Batch.of(y_true, p).within(eps)
    if_one, if_zero = -np.log(batch.guesses), -np.log1p(-batch.guesses)
    return np.average(if_zero + batch.labels * (if_one - if_zero))


def cce(Y_onehot, P, eps=1e-12):
    """Contract labels with surprises in one einsum."""
    batch = Batch.of(Y_onehot, P).within(eps)
    rows = np.einsum("mk,mk->m", batch.labels, -np.log(batch.guesses))
    return rows.mean()
