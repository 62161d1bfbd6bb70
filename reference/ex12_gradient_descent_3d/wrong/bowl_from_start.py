"""Wrong: a bowl as wide as the start is far out."""

import matplotlib.pyplot as plt
import numpy as np


def descend(start, lr, steps):
    w = np.array(start, dtype=float)
    if w.shape != (2,):
        raise ValueError("start must be two numbers")
    if steps < 0:
        raise ValueError("steps must not be negative")
    path = [[w[0], w[1], w[0] ** 2 + w[1] ** 2]]
    for _ in range(steps):
        w = w - lr * 2 * w
        path.append([w[0], w[1], w[0] ** 2 + w[1] ** 2])
    return np.array(path)


def plot_descent(path, ax=None):
    if ax is None:
        ax = plt.figure().add_subplot(projection="3d")
    reach = np.abs(path[0, :2]).max()
    side = np.linspace(-reach, reach, 30)
    X, Y = np.meshgrid(side, side)
    ax.plot_surface(X, Y, X**2 + Y**2, alpha=0.5)
    ax.plot(path[:, 0], path[:, 1], path[:, 2], color="red")
    ax.set_xlabel("w1")
    ax.set_ylabel("w2")
    ax.set_zlabel("loss")
    return ax
