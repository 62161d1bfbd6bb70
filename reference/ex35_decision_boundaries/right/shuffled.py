"""Right: shuffled samples, the grid from arange, explicit levels, colours by name."""

import numpy as np
from matplotlib import pyplot as plt


def _finish(parts, noise, rng):
    X = np.concatenate(parts)
    y = np.repeat(np.arange(2), [len(part) for part in parts])
    X = X + noise * rng.standard_normal(X.shape)
    order = rng.permutation(len(X))
    return X[order], y[order]


def _ring(t):
    return np.stack([np.cos(t), np.sin(t)], axis=1)


def make_moons(n, noise, seed):
    rng = np.random.default_rng(seed)
    up = _ring(np.linspace(0, np.pi, n - n // 2))
    down = _ring(np.linspace(-np.pi, 0, n // 2)) + (1, 0.5)
    return _finish([up, down], noise, rng)


def make_circles(n, noise, factor, seed):
    rng = np.random.default_rng(seed)
    outer = _ring(np.linspace(0, 2 * np.pi, n - n // 2, endpoint=False))
    inner = factor * _ring(np.linspace(0, 2 * np.pi, n // 2, endpoint=False))
    return _finish([outer, inner], noise, rng)


def predict_grid(predict_fn, xlim, ylim, step=0.02):
    if not step > 0:
        raise ValueError("step must be positive")
    xs = np.arange(xlim[0], xlim[1] + step / 2, step)
    ys = np.arange(ylim[0], ylim[1] + step / 2, step)
    xx = np.tile(xs, (len(ys), 1))
    rows = np.c_[np.tile(xs, len(ys)), np.repeat(ys, len(xs))]
    yy = np.repeat(ys, len(xs)).reshape(len(ys), len(xs))
    Z = np.squeeze(predict_fn(rows)).astype(np.int32).reshape(len(ys), len(xs))
    return xx, yy, Z


def plot_boundary(predict_fn, X, y, ax=None):
    if ax is None:
        ax = plt.figure(figsize=(5, 5), layout="tight").subplots()
    (x0, y0), (x1, y1) = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
    xx, yy, Z = predict_grid(predict_fn, (x0, x1), (y0, y1), 0.04)
    classes = np.unique(np.r_[y, Z.ravel()])
    ax.contourf(
        xx, yy, Z, levels=np.r_[classes - 0.5, classes[-1] + 0.5], cmap="Pastel1"
    )
    if len(classes) > 1:
        ax.contour(xx, yy, Z, levels=classes[1:] - 0.5, colors="black")
    names = np.array(["crimson", "navy", "green", "orange"])
    ax.scatter(X[:, 0], X[:, 1], color=names[y], marker="^")
    ax.set_title("decision boundary")
    return ax


def compare_layouts(fit_predict, X_train, y_train, X_test, y_test, layouts):
    centre, width = np.mean(X_train, axis=0), np.std(X_train, axis=0)

    def scaled(rows):
        return (np.asarray(rows) - centre) / width

    return [
        np.equal(
            np.reshape(fit_predict(h, scaled(X_train), y_train, scaled(X_test)), -1),
            y_test,
        ).mean()
        for h in layouts
    ]
