"""Right: no loop at all: every step multiplies the distance by the same number."""

import matplotlib.pyplot as plt
import numpy as np


def descend(start, lr, steps):
    start = np.array(start, dtype=np.double)
    if start.shape != (2,):
        raise ValueError("start")
    if steps <= -1:
        raise ValueError("steps")
    w = (1 - 2 * lr) ** np.arange(steps + 1)[:, None] * start
    return np.hstack([w, np.linalg.norm(w, axis=1, keepdims=True) ** 2])


def plot_descent(path, ax=None):
    if ax is None:
        plt.figure()
        ax = plt.axes(projection="3d")
    size = 1.2 * np.abs(path[:, :2]).max() + 0.5
    xy = np.mgrid[-size:size:40j, -size:size:40j]
    ax.plot3D(path[:, 0], path[:, 1], path[:, 2], color="black", lw=3)
    ax.plot_surface(*xy, (xy**2).sum(axis=0), rcount=40, ccount=40, color="c")
    ax.set_xlabel("w1")
    ax.set_ylabel("w2")
    ax.set_zlabel("loss")
    return ax
