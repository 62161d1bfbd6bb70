"""Wrong: of equal windows the latest counts."""

import numpy as np


def diagnose(train_loss, val_loss, grad_norms):
    train = np.array(train_loss, dtype=float)
    val = np.array(val_loss, dtype=float)
    norms = None if grad_norms is None else np.array(grad_norms, dtype=float)
    n = len(train)
    if n != len(val) or n == 0:
        raise ValueError("two curves of one length are needed")
    w = max(1, n // 10)

    def mean_at(curve, i):
        return curve[i : i + w].mean()

    broken = not np.isfinite(train).all() or not np.isfinite(val).all()
    if norms is not None and not np.isfinite(norms).all():
        broken = True
    start, middle = mean_at(train, 0), mean_at(train, n // 2)
    end = mean_at(train, n - w)
    if broken or end > 1.1 * start:
        return {"diverged"}
    found = set()

    jumps = np.sum(train[1:] > 1.1 * train[:-1])
    if jumps > 0 and 4 * jumps >= n - 1:
        found.add("oscillating")

    if end > 0.5 * start:
        found.add("underfitting")
        if end > 0.99 * middle:
            found.add("plateau")

    means = [mean_at(val, i) for i in range(n - w + 1)]
    best = max(i for i, mean in enumerate(means) if mean == min(means))
    if means[-1] > 1.1 * means[best] and end < mean_at(train, best):
        found.add("overfitting")

    if norms is not None:
        first, last = norms[0], norms[-1]
        if first < last / 1000 or (norms == 0).all():
            found.add("vanishing")
        elif first > 1000 * last:
            found.add("exploding")
    return found or {"healthy"}
