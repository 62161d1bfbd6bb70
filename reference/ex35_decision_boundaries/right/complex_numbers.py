"""Right: points of the plane as complex numbers, and no picture without decoration."""

import matplotlib.pyplot as plt
import numpy as np


def _plane(z):
    return np.column_stack([z.real, z.imag])


def make_moons(n, noise, seed):
    rng = np.random.default_rng(seed)
    y = (np.arange(n) >= n - n // 2).astype(int)
    turn = np.exp(1j * (rng.random(n) * np.pi + y * np.pi))
    return _plane(turn + y * (1 + 0.5j)) + rng.normal(scale=noise, size=(n, 2)), y


def make_circles(n, noise, factor, seed):
    rng = np.random.default_rng(seed)
    y = (np.arange(n) >= n - n // 2).astype(int)
    turn = np.exp(2j * np.pi * rng.random(n))
    return _plane(turn * factor**y) + rng.normal(scale=noise, size=(n, 2)), y


def predict_grid(predict_fn, xlim, ylim, step=0.02):
    if step <= 0.0:
        raise ValueError("the step leads nowhere")
    nx, ny = (int(np.rint((b - a) / step)) + 1 for a, b in (xlim, ylim))
    yy, xx = np.mgrid[ylim[0] : ylim[1] : ny * 1j, xlim[0] : xlim[1] : nx * 1j]
    z = (xx + 1j * yy).flatten()
    return xx, yy, np.asarray(predict_fn(_plane(z)), dtype=int).reshape(ny, nx)


def plot_boundary(predict_fn, X, y, ax=None):
    ax = plt.subplots()[1] if ax is None else ax
    low, high = np.floor(X.min(0)) - 1, np.ceil(X.max(0)) + 1
    xx, yy, Z = predict_grid(predict_fn, (low[0], high[0]), (low[1], high[1]), 0.05)
    filled = ax.contourf(xx, yy, Z, alpha=0.4, levels=8)
    ax.figure.colorbar(filled, ax=ax)
    ax.axhline(0, lw=0.5)
    ax.scatter(X[:, 0], X[:, 1], s=20 + 10 * y, c=y, edgecolor="k")
    ax.set_aspect("equal")
    ax.grid(alpha=0.2)
    return ax


def compare_layouts(fit_predict, X_train, y_train, X_test, y_test, layouts):
    both = np.vstack([X_train, X_test])
    known = both[: len(X_train)]
    both = (both - known.mean(0)) / known.std(0)
    train, test = np.split(both, [len(X_train)])
    shares = []
    for hidden in layouts:
        wrong = np.count_nonzero(
            np.ravel(fit_predict(hidden, train, y_train, test)) - y_test
        )
        shares.append(1 - wrong / len(y_test))
    return shares
