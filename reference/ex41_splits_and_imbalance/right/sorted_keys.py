"""Right: one sort by (class, random number), then every third place by its rank."""

import numpy as np


def train_val_test_split(X, y, fractions=(0.6, 0.2, 0.2), seed=0, stratify=True):
    X, y = np.asarray(X), np.asarray(y)
    f = np.array(fractions, dtype=float)
    if X.shape[0] != y.size:
        raise ValueError("one label for each row")
    if np.any(f < 0) or not np.allclose(f.sum(), 1):
        raise ValueError("three shares of one whole")
    rng = np.random.default_rng(seed)
    group = np.unique(y, return_inverse=True)[1] if stratify else np.zeros(y.size, int)
    order = np.lexsort((rng.random(y.size), group))
    size = np.bincount(group)[group[order]]
    start = np.concatenate([[0], np.cumsum(np.bincount(group))[:-1]])[group[order]]
    place = (np.arange(y.size) - start + 0.5) / size
    part = (place > f[0]).astype(int) + (place > f[0] + f[1]).astype(int)
    rows = [np.sort(order[part == i]) for i in range(3)]
    return (*(X[r] for r in rows), *(y[r] for r in rows))


def baseline_accuracy(y):
    y = np.asarray(y)
    return (y[:, None] == y).sum(axis=1).max() / y.size


def balanced_accuracy(y, y_hat):
    y, y_hat = np.asarray(y), np.asarray(y_hat)
    if y.shape != y_hat.shape:
        raise ValueError(f"{y.shape} and {y_hat.shape}")
    weight = 1.0 / (y[:, None] == y).sum(axis=1)
    return weight[y == y_hat].sum() / weight.sum()
