"""Holds: counts_the_right_ones

One point per right answer.
"""

import numpy as np


def softmax(Z):
    Z = np.asarray(Z, dtype=float)
    grown = np.exp(Z - Z.max(1)[:, None])
    return grown / grown.sum(1)[:, None]


def one_hot(y, k):
    labels = np.asarray(y)
    if labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() > k - 1:
        raise ValueError("labels are the numbers of classes")
    return (labels[:, None] == np.arange(k)).astype(float)


def predict(Z):
    return np.array([int(np.argmax(row)) for row in np.asarray(Z)])


def accuracy(y, y_hat):
    if len(y) != len(y_hat):
        raise ValueError("lengths")
    points = 0
    for label, answer in zip(y, y_hat, strict=True):
        points += int(label == answer)
    return points
