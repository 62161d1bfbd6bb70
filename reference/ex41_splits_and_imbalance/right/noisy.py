"""Right, but noisy: prints, warns, and checks by assertion of its own."""

import warnings

import numpy as np


def train_val_test_split(X, y, fractions=(0.6, 0.2, 0.2), seed=0, stratify=True):
    print("splitting", np.shape(X), "by", fractions)
    warnings.warn("handle with care", stacklevel=2)
    X, y = np.array(X, copy=True), np.array(y, copy=True)
    try:
        assert len(X) == len(y), "lengths"
        assert all(f >= 0 for f in fractions), "negative"
        assert abs(sum(fractions) - 1) < 1e-9, "sum"
    except AssertionError as problem:
        raise ValueError(str(problem)) from None
    state = np.random.RandomState(seed)
    mixed = state.permutation(len(y))
    rows = ([], [], [])
    for label in np.unique(y) if stratify else [None]:
        mine = mixed if label is None else mixed[y[mixed] == label]
        low = 0
        for part, upto in zip(rows, (fractions[0], fractions[0] + fractions[1], 1)):  # noqa: B905
            high = int(np.floor(upto * len(mine) + 1e-9))
            part.extend(mine[low:high].tolist())
            low = high
    print([len(part) for part in rows])
    index = [np.array(part, dtype=int) for part in rows]
    return tuple(table[part] for table in (X, y) for part in index)


def baseline_accuracy(y):
    print("lazy")
    y = np.array(y)
    return float(max(np.mean(y == label) for label in y))


def balanced_accuracy(y, y_hat):
    if np.size(y) != np.size(y_hat):
        print("oh")
        raise ValueError("sizes")
    with np.errstate(all="ignore"):
        y, y_hat = np.ravel(y), np.ravel(y_hat)
        return np.nanmean([(y_hat == c)[y == c].mean() for c in np.unique(y)])
