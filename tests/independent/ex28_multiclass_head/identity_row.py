"""Holds: label_range_unchecked

A row of the identity matrix for every label.
"""

import numpy as np


def softmax(Z):
    Z = np.asarray(Z, dtype=float)
    grown = np.exp(Z - Z.max(1)[:, None])
    return grown / grown.sum(1)[:, None]


def one_hot(y, k):
    labels = np.asarray(y)
    if labels.dtype.kind == "f":
        raise ValueError("whole numbers only")
    return np.eye(k)[labels]


def predict(Z):
    return np.array([int(np.argmax(row)) for row in np.asarray(Z)])


def accuracy(y, y_hat):
    if np.shape(y) != np.shape(y_hat):
        raise ValueError("labels and answers do not belong together")
    return float((np.asarray(y) == np.asarray(y_hat)).sum() / np.size(y))
