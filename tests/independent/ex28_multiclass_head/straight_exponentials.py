"""Holds: unstable

The formula, written down.
"""

import numpy as np


def softmax(Z):
    with np.errstate(all="ignore"):
        table = np.e ** np.asarray(Z, dtype=float)
        return table / table.sum(axis=1).reshape(-1, 1)


def one_hot(y, k):
    labels = np.asarray(y)
    if labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() > k - 1:
        raise ValueError("labels are the numbers of classes")
    return (labels[:, None] == np.arange(k)).astype(float)


def predict(Z):
    return np.array([int(np.argmax(row)) for row in np.asarray(Z)])


def accuracy(y, y_hat):
    if np.shape(y) != np.shape(y_hat):
        raise ValueError("labels and answers do not belong together")
    return float((np.asarray(y) == np.asarray(y_hat)).sum() / np.size(y))
