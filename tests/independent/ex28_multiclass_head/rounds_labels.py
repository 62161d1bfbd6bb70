"""Holds: float_labels_accepted

Turns whatever comes into whole numbers.
"""

import numpy as np


def softmax(Z):
    Z = np.asarray(Z, dtype=float)
    grown = np.exp(Z - Z.max(1)[:, None])
    return grown / grown.sum(1)[:, None]


def one_hot(y, k):
    labels = [int(label) for label in y]
    if min(labels) < 0 or max(labels) >= k:
        raise ValueError("no such class")
    table = np.zeros((len(labels), k))
    for row, label in zip(table, labels, strict=True):
        row[label] = 1
    return table


def predict(Z):
    return np.array([int(np.argmax(row)) for row in np.asarray(Z)])


def accuracy(y, y_hat):
    if np.shape(y) != np.shape(y_hat):
        raise ValueError("labels and answers do not belong together")
    return float((np.asarray(y) == np.asarray(y_hat)).sum() / np.size(y))
