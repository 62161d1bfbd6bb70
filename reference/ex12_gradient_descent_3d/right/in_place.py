"""Right: a table that is filled row by row; a triangulated bowl, and decoration."""

import matplotlib.pyplot as plt
import numpy as np


def descend(start, lr, steps):
    w = np.asarray(start).astype(np.float64)
    if steps < 0 or w.shape != (2,):
        raise ValueError("two weights and no negative steps, please")
    path = np.empty((steps + 1, 3))
    path[0, :2] = w
    for row in range(steps):
        w -= 2 * lr * w
        path[row + 1, :2] = w
    path[:, 2] = np.einsum("ij,ij->i", path[:, :2], path[:, :2])
    return path


def plot_descent(path, ax=None):
    if ax is None:
        _, ax = plt.subplots(subplot_kw={"projection": "3d"}, figsize=(6, 5))
    low, high = path[:, :2].min(axis=0) - 0.5, path[:, :2].max(axis=0) + 0.5
    x, y = np.meshgrid(*(np.linspace(a, b, 24) for a, b in zip(low, high, strict=True)))
    surface = ax.plot_trisurf(x.ravel(), y.ravel(), (x**2 + y**2).ravel(), cmap="magma")
    ax.figure.colorbar(surface, shrink=0.6)
    ax.plot(path[:, 0], path[:, 1], path[:, 2], "w--", label="the walk")
    ax.plot([0, 0], [0, 0], [0, path[0, 2]], "k:", label="the axis")
    ax.scatter(*path[0], color="red", s=60)
    ax.contour(x, y, x**2 + y**2, levels=5, offset=0)
    ax.set_title(r"$L = w_1^2 + w_2^2$")
    ax.view_init(elev=50, azim=20)
    ax.legend()
    ax.set_xlabel("w1")
    ax.set_ylabel("w2")
    ax.set_zlabel("loss")
    return ax
