"""Holds: one_hot_transposed

Builds one line per class and forgets to turn the table.
"""

import numpy as np


def softmax(Z):
    Z = np.asarray(Z, dtype=float)
    grown = np.exp(Z - Z.max(1)[:, None])
    return grown / grown.sum(1)[:, None]


def one_hot(y, k):
    labels = np.array(y)
    if labels.dtype.kind == "f":
        raise ValueError("floats")
    if not ((labels >= 0) & (labels < k)).all():
        raise ValueError("range")
    return np.array([1 * (labels == c) for c in range(k)])


def predict(Z):
    return np.array([int(np.argmax(row)) for row in np.asarray(Z)])


def accuracy(y, y_hat):
    if np.shape(y) != np.shape(y_hat):
        raise ValueError("labels and answers do not belong together")
    return float((np.asarray(y) == np.asarray(y_hat)).sum() / np.size(y))
