"""Wrong: classes are counted from 1."""

import numpy as np


def softmax(Z):
    Z = np.array(Z, dtype=float)
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


def one_hot(y, k):
    y = np.asarray(y)
    if not np.issubdtype(y.dtype, np.integer):
        raise ValueError("labels must be integers")
    if np.any(y < 0) or np.any(y >= k):
        raise ValueError("a label is out of range")
    H = np.zeros((len(y), k))
    H[np.arange(len(y)), y - 1] = 1.0
    return H


def predict(Z):
    return np.argmax(np.asarray(Z), axis=1)


def accuracy(y, y_hat):
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if len(y) != len(y_hat):
        raise ValueError("different lengths")
    return np.mean(y == y_hat)
