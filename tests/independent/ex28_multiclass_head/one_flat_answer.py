"""Holds: class_of_the_whole_table, percent

Best place overall, and a hundred for perfect.
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
    return int(np.asarray(Z).argmax())


def accuracy(y, y_hat):
    if len(y) != len(y_hat):
        raise ValueError("lengths")
    return 100 * float(np.mean(np.equal(y, y_hat)))
