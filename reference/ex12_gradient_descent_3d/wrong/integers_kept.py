"""Wrong: the table has the dtype of the start."""

import matplotlib.pyplot as plt
import numpy as np


def descend(start, lr, steps):
    w = np.array(start)
    if w.shape != (2,):
        raise ValueError("start must be two numbers")
    if steps < 0:
        raise ValueError("steps must not be negative")
    path = np.zeros((steps + 1, 3), dtype=w.dtype)
    path[0] = [w[0], w[1], w[0] ** 2 + w[1] ** 2]
    for i in range(steps):
        w = w - lr * 2 * w
        path[i + 1] = [w[0], w[1], w[0] ** 2 + w[1] ** 2]
    return path.astype(float)


def plot_descent(path, ax=None):
    if ax is None:
        ax = plt.figure().add_subplot(projection="3d")
    reach = np.abs(path[:, :2]).max()
    side = np.linspace(-reach, reach, 20)
    X, Y = np.meshgrid(side, side)
    ax.plot_surface(X, Y, X**2 + Y**2, alpha=0.5)
    ax.plot(path[:, 0], path[:, 1], path[:, 2], color="red")
    ax.set_xlabel("w1")
    ax.set_ylabel("w2")
    ax.set_zlabel("loss")
    return ax
