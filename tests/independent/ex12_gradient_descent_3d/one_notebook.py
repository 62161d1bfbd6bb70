"""Holds: aliased_history

Keeps the point up to date.
"""

import matplotlib.pyplot as plt
import numpy as np


def descend(start, lr, steps):
    if np.shape(start) != (2,) or steps < 0:
        raise ValueError("bad input")
    here = np.array(start, dtype=float)
    notes = [here]
    for _ in range(steps):
        here -= lr * 2 * here
        notes.append(here)
    return np.array([[*w, w @ w] for w in notes])


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
