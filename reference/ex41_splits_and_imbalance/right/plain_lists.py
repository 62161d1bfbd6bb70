"""Right: a beginner's version with lists and the `random` module."""

import random

import numpy as np


def train_val_test_split(X, y, fractions=(0.6, 0.2, 0.2), seed=0, stratify=True):
    if len(X) != len(y):
        raise ValueError("X and y have different lengths")
    total = 0
    for f in fractions:
        if f < 0:
            raise ValueError("negative fraction")
        total = total + f
    if total < 0.999999 or total > 1.000001:
        raise ValueError("fractions must add up to one")

    generator = random.Random(seed)
    groups = {}
    for i in range(len(y)):
        key = int(y[i]) if stratify else "all"
        if key not in groups:
            groups[key] = []
        groups[key].append(i)

    train = []
    val = []
    test = []
    for key in groups:
        rows = groups[key]
        generator.shuffle(rows)
        end_of_train = round(fractions[0] * len(rows))
        end_of_val = round((fractions[0] + fractions[1]) * len(rows))
        for place in range(len(rows)):
            if place < end_of_train:
                train.append(rows[place])
            elif place < end_of_val:
                val.append(rows[place])
            else:
                test.append(rows[place])

    results = []
    for rows in (train, val, test):
        results.append(np.array(X)[np.array(rows, dtype=int)])
    for rows in (train, val, test):
        results.append(np.array(y)[np.array(rows, dtype=int)])
    return tuple(results)


def baseline_accuracy(y):
    y = list(y)
    best = 0
    for label in y:
        if y.count(label) > best:
            best = y.count(label)
    return best / len(y)


def balanced_accuracy(y, y_hat):
    y = list(y)
    y_hat = list(y_hat)
    if len(y) != len(y_hat):
        raise ValueError("not as many answers as labels")
    shares = []
    for label in set(y):
        asked = 0
        right = 0
        for i in range(len(y)):
            if y[i] == label:
                asked = asked + 1
                if y_hat[i] == label:
                    right = right + 1
        shares.append(right / asked)
    return sum(shares) / len(shares)
