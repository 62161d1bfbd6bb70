"""Holds: windows_in_blocks

Cuts the run into tenths and looks for the best one.
"""

import math


def average(numbers):
    return sum(numbers) / len(numbers)


def diagnose(train_loss, val_loss, grad_norms):
    t = [float(x) for x in train_loss]
    v = [float(x) for x in val_loss]
    g = [float(x) for x in grad_norms] if grad_norms is not None else []
    if len(t) != len(v):
        raise ValueError("not one run")
    if not t:
        raise ValueError("no run")
    w = max(len(t) // 10, 1)

    if not all(math.isfinite(x) for x in t + v + g):
        return {"diverged"}
    begin, mid, end = average(t[:w]), average(t[len(t) // 2 :][:w]), average(t[-w:])
    if end / 1.1 > begin:
        return {"diverged"}

    result = set()
    up = 0
    for before, after in zip(t, t[1:]):
        if after > before * 1.1:
            up += 1
    if up and up >= (len(t) - 1) / 4:
        result |= {"oscillating"}

    if end + end > begin:
        result |= {"underfitting"}
        if end > 0.99 * mid:
            result |= {"plateau"}

    lows = [(average(v[i : i + w]), i) for i in range(0, len(v) - w + 1, w)]
    low, at = min(lows)
    if average(v[-w:]) > 1.1 * low and end < average(t[at : at + w]):
        result |= {"overfitting"}

    if g:
        if sum(g) == 0 or g[0] < g[-1] * 0.001:
            result |= {"vanishing"}
        if g[0] > g[-1] * 1000:
            result |= {"exploding"}
    if not result:
        result = {"healthy"}
    return result
