"""Holds: zip_truncates

Goes through pairs of labels and answers.
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
    hits = [label == answer for label, answer in zip(y, y_hat, strict=False)]
    return hits.count(True) / len(y)
