"""Right: two plain numbers in a loop, pyplot and nested loops for the grid."""

import matplotlib.pyplot as plt
import numpy as np


def descend(start, lr, steps):
    if np.ndim(start) != 1 or len(start) != 2:
        raise ValueError("start needs two numbers")
    if steps < 0:
        raise ValueError("steps is negative")
    w1 = float(start[0])
    w2 = float(start[1])
    path = [[w1, w2, w1**2 + w2**2]]
    for i in range(steps):
        d1 = 2 * w1
        d2 = 2 * w2
        w1 = w1 - lr * d1
        w2 = w2 - lr * d2
        path.append([w1, w2, w1**2 + w2**2])
    return np.array(path)


def plot_descent(path, ax=None):
    if ax is None:
        fig = plt.figure()
        ax = fig.add_subplot(111, projection="3d")
    biggest = 1
    for row in path:
        biggest = max(biggest, abs(row[0]), abs(row[1]))
    n = 21
    X = np.zeros((n, n))
    Y = np.zeros((n, n))
    Z = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            X[i, j] = -biggest + 2 * biggest * j / (n - 1)
            Y[i, j] = -biggest + 2 * biggest * i / (n - 1)
            Z[i, j] = X[i, j] ** 2 + Y[i, j] ** 2
    ax.plot_surface(X, Y, Z)
    ax.plot(path[:, 0], path[:, 1], path[:, 2], "r.-")
    ax.set_xlabel("w1")
    ax.set_ylabel("w2")
    ax.set_zlabel("loss")
    return ax
