"""Wrong: rows of y and x."""

import matplotlib.pyplot as plt
import numpy as np


def make_moons(n, noise, seed):
    rng = np.random.default_rng(seed)
    t0 = np.linspace(0, np.pi, n - n // 2)
    t1 = np.linspace(np.pi, 2 * np.pi, n // 2)
    X = np.vstack(
        [
            np.column_stack([np.cos(t0), np.sin(t0)]),
            np.column_stack([1 + np.cos(t1), 0.5 + np.sin(t1)]),
        ]
    )
    y = np.repeat([0, 1], [len(t0), len(t1)])
    return X + rng.normal(0, noise, size=(n, 2)), y


def make_circles(n, noise, factor, seed):
    rng = np.random.default_rng(seed)
    t0 = np.linspace(0, 2 * np.pi, n - n // 2, endpoint=False)
    t1 = np.linspace(0, 2 * np.pi, n // 2, endpoint=False)
    X = np.vstack(
        [
            np.column_stack([np.cos(t0), np.sin(t0)]),
            factor * np.column_stack([np.cos(t1), np.sin(t1)]),
        ]
    )
    y = np.repeat([0, 1], [len(t0), len(t1)])
    return X + rng.normal(0, noise, size=(n, 2)), y


def predict_grid(predict_fn, xlim, ylim, step=0.02):
    if step <= 0:
        raise ValueError("step must be above 0")
    xs = np.linspace(xlim[0], xlim[1], round((xlim[1] - xlim[0]) / step) + 1)
    ys = np.linspace(ylim[0], ylim[1], round((ylim[1] - ylim[0]) / step) + 1)
    xx, yy = np.meshgrid(xs, ys)
    rows = np.column_stack([yy.ravel(), xx.ravel()])
    Z = np.asarray(predict_fn(rows)).reshape(xx.shape)
    return xx, yy, Z


def plot_boundary(predict_fn, X, y, ax=None):
    if ax is None:
        fig, ax = plt.subplots()
    low, high = np.floor(X.min(axis=0)), np.ceil(X.max(axis=0))
    xx, yy, Z = predict_grid(predict_fn, (low[0], high[0]), (low[1], high[1]), 0.05)
    ax.contourf(xx, yy, Z, alpha=0.3)
    ax.scatter(X[:, 0], X[:, 1], c=y)
    return ax


def compare_layouts(fit_predict, X_train, y_train, X_test, y_test, layouts):
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    train, test = (X_train - mean) / std, (X_test - mean) / std
    shares = []
    for hidden in layouts:
        given = np.ravel(fit_predict(hidden, train, y_train, test))
        shares.append(float(np.mean(given == y_test)))
    return shares
