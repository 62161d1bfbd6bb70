"""Holds: any_length_accepted

Works for more weights as well.
"""

import matplotlib.pyplot as plt
import numpy as np


def descend(start, lr, steps):
    if steps < 0:
        raise ValueError("negative")
    w = np.array(start, dtype=float)
    rows = [(w[0], w[1], (w**2).sum())]
    for _ in range(steps):
        w = w - lr * 2 * w
        rows.append((w[0], w[1], (w**2).sum()))
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
