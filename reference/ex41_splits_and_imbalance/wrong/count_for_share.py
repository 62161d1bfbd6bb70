"""Wrong: counts instead of taking the share."""

import numpy as np


def train_val_test_split(X, y, fractions=(0.6, 0.2, 0.2), seed=0, stratify=True):
    X, y = np.array(X), np.array(y)
    if len(X) != len(y):
        raise ValueError("X and y have different lengths")
    if min(fractions) < 0:
        raise ValueError("negative fraction")
    if abs(sum(fractions) - 1) > 1e-9:
        raise ValueError("the fractions must add up to 1")
    rng = np.random.default_rng(seed)
    if stratify:
        groups = [np.flatnonzero(y == label) for label in np.unique(y)]
    else:
        groups = [np.arange(len(y))]
    train, val, test = [], [], []
    for rows in groups:
        rows = rng.permutation(rows)
        a = round(fractions[0] * len(rows))
        b = round((fractions[0] + fractions[1]) * len(rows))
        train.extend(rows[:a])
        val.extend(rows[a:b])
        test.extend(rows[b:])
    parts = [np.array(part, dtype=int) for part in (train, val, test)]
    return (*(X[part] for part in parts), *(y[part] for part in parts))


def baseline_accuracy(y):
    counts = np.unique(y, return_counts=True)[1]
    return counts.max()


def balanced_accuracy(y, y_hat):
    y, y_hat = np.array(y), np.array(y_hat)
    if len(y) != len(y_hat):
        raise ValueError("different lengths")
    recalls = []
    for label in np.unique(y):
        recalls.append(np.mean(y_hat[y == label] == label))
    return np.mean(recalls)
