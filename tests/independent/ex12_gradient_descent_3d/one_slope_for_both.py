"""Holds: sequential_update

The loss has one slope, at the first weight.
"""

import matplotlib.pyplot as plt
import numpy as np


def descend(start, lr, steps):
    position = tuple(float(s) for s in np.ravel(start))
    if len(position) != 2 or np.ndim(start) > 1 or steps < 0:
        raise ValueError("cannot walk from there")
    walk = [position]
    while len(walk) <= steps:
        x, y = walk[-1]
        walk.append((x - lr * 2 * x, y - lr * 2 * x))
    return np.array([(x, y, x * x + y * y) for x, y in walk])


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
