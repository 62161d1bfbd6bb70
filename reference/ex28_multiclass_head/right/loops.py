"""Right: plain loops over samples and classes; `math` for the exponentials."""

import math

import numpy as np


def softmax(Z: np.ndarray) -> np.ndarray:
    Z = np.array(Z, dtype=float)
    result = np.zeros(Z.shape)
    for i in range(Z.shape[0]):
        largest = Z[i, 0]
        for j in range(Z.shape[1]):
            if Z[i, j] > largest:
                largest = Z[i, j]
        total = 0.0
        for j in range(Z.shape[1]):
            result[i, j] = math.exp(Z[i, j] - largest)
            total += result[i, j]
        for j in range(Z.shape[1]):
            result[i, j] /= total
    return result


def one_hot(y: np.ndarray, k: int) -> np.ndarray:
    result = np.zeros((len(y), k), dtype=int)
    for i in range(len(y)):
        label = y[i]
        if isinstance(label, float):
            raise ValueError("a label is a whole number")
        if label < 0 or label > k - 1:
            raise ValueError("no such class")
        result[i, label] = 1
    return result


def predict(Z: np.ndarray) -> np.ndarray:
    answers = []
    for row in Z:
        best = 0
        for j in range(len(row)):
            if row[j] > row[best]:
                best = j
        answers.append(best)
    return np.array(answers)


def accuracy(y: np.ndarray, y_hat: np.ndarray) -> float:
    if len(y) != len(y_hat):
        raise ValueError("one answer per label")
    right = 0
    for i in range(len(y)):
        if y[i] == y_hat[i]:
            right += 1
    return right / len(y)
