"""Holds: seed_ignored

Fresh randomness at every call.
"""

import numpy as np


def deal(rng, rows, fractions):
    rows = np.array(rows)
    rng.shuffle(rows)
    marks = [0, fractions[0], fractions[0] + fractions[1], 1.0]
    marks = [int(np.rint(mark * len(rows))) for mark in marks]
    return [rows[i:j] for i, j in zip(marks[:-1], marks[1:])]


def train_val_test_split(X, y, fractions=(0.6, 0.2, 0.2), seed=0, stratify=True):
    X = np.asarray(X)
    y = np.asarray(y)
    if X.shape[0] != y.shape[0]:
        raise ValueError("the table and the labels do not fit")
    if any(f < 0 for f in fractions):
        raise ValueError("a share cannot be negative")
    if not np.isclose(np.sum(fractions), 1):
        raise ValueError("the shares are not a whole")
    rng = np.random.default_rng()
    everyone = np.arange(y.shape[0])
    piles = [[], [], []]
    if stratify:
        for c in sorted(set(y.tolist())):
            for pile, some in zip(piles, deal(rng, everyone[y == c], fractions)):
                pile.extend(some.tolist())
    else:
        for pile, some in zip(piles, deal(rng, everyone, fractions)):
            pile.extend(some.tolist())
    a, b, c = (np.array(pile, dtype=int) for pile in piles)
    return X[a], X[b], X[c], y[a], y[b], y[c]


def baseline_accuracy(y):
    labels = np.asarray(y).tolist()
    return max(labels.count(c) for c in set(labels)) / len(labels)


def recall(y, y_hat, c):
    hits = sum(1 for t, p in zip(y, y_hat) if t == c and p == c)
    return hits / sum(1 for t in y if t == c)


def balanced_accuracy(y, y_hat):
    y, y_hat = list(y), list(y_hat)
    if len(y) != len(y_hat):
        raise ValueError("one answer for each label, please")
    classes = set(y)
    return sum(recall(y, y_hat, c) for c in classes) / len(classes)
