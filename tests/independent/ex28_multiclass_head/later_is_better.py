"""Holds: last_of_ties

Goes through the scores and keeps the last best one.
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
    answers = []
    for row in np.asarray(Z):
        best = 0
        for place, score in enumerate(row):
            if score >= row[best]:
                best = place
        answers.append(best)
    return np.array(answers)


def accuracy(y, y_hat):
    if np.shape(y) != np.shape(y_hat):
        raise ValueError("labels and answers do not belong together")
    return float((np.asarray(y) == np.asarray(y_hat)).sum() / np.size(y))
