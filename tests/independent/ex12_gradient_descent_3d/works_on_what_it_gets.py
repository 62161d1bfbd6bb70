"""Holds: start_overwritten

No need for another array.
"""

import matplotlib.pyplot as plt
import numpy as np


def descend(start, lr, steps):
    start = np.asarray(start, float)
    if start.shape != (2,) or steps < 0:
        raise ValueError("bad input")
    rows = [[*start, start.dot(start)]]
    for _ in range(steps):
        start -= 2 * lr * start
        rows.append([*start, start.dot(start)])
    return np.array(rows)


def plot_descent(path, ax=None):
    if ax is None:
        ax = plt.subplots(subplot_kw={"projection": "3d"})[1]
    m = 1.5 * float(np.max(np.abs(path[:, 0:2])))
    g = np.linspace(-m, m, 31)
    a, b = np.meshgrid(g, g, indexing="ij")
    ax.plot_surface(a, b, np.square(a) + np.square(b), cmap="coolwarm", alpha=0.4)
    ax.plot(path[:, 0], path[:, 1], path[:, 2], "k.-")
    ax.set_xlabel("first weight")
    ax.set_ylabel("second weight")
    ax.set_zlabel("L")
    return ax
