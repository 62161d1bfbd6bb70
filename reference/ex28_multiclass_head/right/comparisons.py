"""Right: one-hot rows come from a comparison with all class numbers."""

import numpy as np


def softmax(Z: np.ndarray) -> np.ndarray:
    columns = np.asarray(Z, dtype=float).T
    log_total = np.logaddexp.reduce(columns, axis=0)
    return np.exp(columns - log_total).T


def one_hot(y: np.ndarray, k: int) -> np.ndarray:
    classes = np.arange(k)
    rows = np.equal.outer(np.asarray(y), classes)
    if np.asarray(y).dtype.kind == "f" or not rows.any(axis=1).all():
        raise ValueError("every label has to be one of the classes")
    return rows.astype(float)


def predict(Z: np.ndarray) -> np.ndarray:
    Z = np.asarray(Z)
    best = Z == Z.max(axis=1)[:, np.newaxis]
    return np.where(best, np.arange(Z.shape[1]), Z.shape[1]).min(axis=1)


def accuracy(y: np.ndarray, y_hat: np.ndarray) -> float:
    wrong = np.subtract(y, y_hat).nonzero()[0].size if len(y) == len(y_hat) else -1
    if wrong < 0:
        raise ValueError("lengths")
    return 1 - wrong / len(y)
