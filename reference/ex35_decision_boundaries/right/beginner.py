"""Right: loops and lists, one sample at a time, and pyplot for the picture."""

import math

import matplotlib.pyplot as plt
import numpy as np


def make_moons(n, noise, seed):
    rng = np.random.default_rng(seed)
    X = []
    y = []
    n1 = n // 2
    n0 = n - n1
    for i in range(n0):
        t = math.pi * i / max(n0 - 1, 1)
        X.append([math.cos(t), math.sin(t)])
        y.append(0)
    for i in range(n1):
        t = math.pi + math.pi * i / max(n1 - 1, 1)
        X.append([1 + math.cos(t), 0.5 + math.sin(t)])
        y.append(1)
    for row in X:
        row[0] = row[0] + rng.normal(0, noise)
        row[1] = row[1] + rng.normal(0, noise)
    return np.array(X), np.array(y)


def make_circles(n, noise, factor, seed):
    rng = np.random.default_rng(seed)
    X = np.zeros((n, 2))
    y = np.zeros(n, dtype=int)
    for i in range(n):
        if i < n // 2:
            r = factor
            t = 2 * math.pi * i / (n // 2)
            y[i] = 1
        else:
            r = 1
            t = 2 * math.pi * i / (n - n // 2)
        X[i, 0] = r * math.cos(t) + rng.normal(0, noise)
        X[i, 1] = r * math.sin(t) + rng.normal(0, noise)
    return X, y


def predict_grid(predict_fn, xlim, ylim, step=0.02):
    if step <= 0:
        raise ValueError("step")
    nx = round((xlim[1] - xlim[0]) / step) + 1
    ny = round((ylim[1] - ylim[0]) / step) + 1
    xx = np.zeros((ny, nx))
    yy = np.zeros((ny, nx))
    points = []
    for i in range(ny):
        for j in range(nx):
            xx[i, j] = xlim[0] + (xlim[1] - xlim[0]) * j / (nx - 1)
            yy[i, j] = ylim[0] + (ylim[1] - ylim[0]) * i / (ny - 1)
            points.append([xx[i, j], yy[i, j]])
    answers = np.array(predict_fn(np.array(points))).ravel()
    Z = np.zeros((ny, nx), dtype=int)
    k = 0
    for i in range(ny):
        for j in range(nx):
            Z[i, j] = answers[k]
            k = k + 1
    return xx, yy, Z


def plot_boundary(predict_fn, X, y, ax=None):
    if ax is None:
        plt.figure()
        ax = plt.gca()
    plt.sca(ax)
    low = math.floor(np.min(X)) - 1
    high = math.ceil(np.max(X)) + 1
    xx, yy, Z = predict_grid(predict_fn, (low, high), (low, high), 0.05)
    plt.contourf(xx, yy, Z, alpha=0.3)
    for label in range(int(np.max(y)) + 1):
        plt.plot([], [])
        plt.scatter(X[y == label, 0], X[y == label, 1], label=f"class {label}")
    plt.legend()
    return ax


def compare_layouts(fit_predict, X_train, y_train, X_test, y_test, layouts):
    train = np.array(X_train, dtype=float)
    test = np.array(X_test, dtype=float)
    for column in range(2):
        m = np.mean(X_train[:, column])
        s = np.std(X_train[:, column])
        train[:, column] = (train[:, column] - m) / s
        test[:, column] = (test[:, column] - m) / s
    shares = []
    for hidden in layouts:
        given = np.array(fit_predict(hidden, train, y_train, test)).flatten()
        right = 0
        for i in range(len(y_test)):
            if given[i] == y_test[i]:
                right = right + 1
        shares.append(right / len(y_test))
    return shares
