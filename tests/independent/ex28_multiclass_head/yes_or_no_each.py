"""Holds: sigmoid_per_class, threshold_predict

Every class is asked by itself.
"""

import numpy as np


def softmax(Z):
    return np.reciprocal(1 + np.exp(np.negative(np.asarray(Z, dtype=float))))


def one_hot(y, k):
    labels = np.asarray(y)
    if labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() > k - 1:
        raise ValueError("labels are the numbers of classes")
    return (labels[:, None] == np.arange(k)).astype(float)


def predict(Z):
    return np.where(np.asarray(Z) > 0.5, 1, 0)


def accuracy(y, y_hat):
    if np.shape(y) != np.shape(y_hat):
        raise ValueError("labels and answers do not belong together")
    return float((np.asarray(y) == np.asarray(y_hat)).sum() / np.size(y))
