"""Holds: global_sum

The softmax of one sample, used on a batch as it is.
"""

import numpy as np


def softmax(Z):
    shifted = np.asarray(Z, dtype=float)
    shifted = shifted - np.amax(shifted)
    return np.exp(shifted) / np.exp(shifted).sum()


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
