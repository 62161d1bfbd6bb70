"""Holds: show_blocks

To see it.
"""

import matplotlib.pyplot as plt
import numpy as np


def _circle(angles, x=0.0, y=0.0, r=1.0):
    return np.array([(x + r * np.cos(a), y + r * np.sin(a)) for a in angles]).reshape(-1, 2)


def make_moons(n, noise, seed):
    g = np.random.default_rng(seed)
    k = n // 2
    first = _circle(g.uniform(0, np.pi, n - k))
    second = _circle(g.uniform(np.pi, 2 * np.pi, k), 1.0, 0.5)
    X = np.concatenate([first, second]) + g.normal(0.0, noise, (n, 2))
    return X, np.array([0] * (n - k) + [1] * k)


def make_circles(n, noise, factor, seed):
    g = np.random.default_rng(seed)
    k = n // 2
    outer = _circle(g.uniform(0, 2 * np.pi, n - k))
    inner = _circle(g.uniform(0, 2 * np.pi, k), r=factor)
    X = np.concatenate([outer, inner]) + g.normal(0.0, noise, (n, 2))
    return X, np.array([0] * (n - k) + [1] * k)


def predict_grid(predict_fn, xlim, ylim, step=0.02):
    if not 0 < step:
        raise ValueError(f"cannot walk in steps of {step}")
    across = np.linspace(*xlim, round((xlim[1] - xlim[0]) / step) + 1)
    up = np.linspace(*ylim, round((ylim[1] - ylim[0]) / step) + 1)
    xx, yy = np.meshgrid(across, up)
    table = np.stack([xx.flatten(), yy.flatten()], axis=-1)
    Z = np.array(predict_fn(table)).reshape(len(up), len(across))
    return xx, yy, Z


def plot_boundary(predict_fn, X, y, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(4, 4))
    lo, hi = int(np.floor(X.min())) - 1, int(np.ceil(X.max())) + 1
    xx, yy, Z = predict_grid(predict_fn, (lo, hi), (lo, hi), 0.05)
    ax.contourf(xx, yy, Z, alpha=0.5, cmap="bwr")
    ax.scatter(X[:, 0], X[:, 1], c=y, cmap="bwr", edgecolors="k")
    plt.show()
    return ax


def compare_layouts(fit_predict, X_train, y_train, X_test, y_test, layouts):
    centre, size = np.mean(X_train, 0), np.std(X_train, 0)
    a, b = (X_train - centre) / size, (X_test - centre) / size
    result = []
    for layout in layouts:
        labels = np.array(fit_predict(layout, a, y_train, b)).flatten()
        result.append(sum(labels == y_test) / len(y_test))
    return result
