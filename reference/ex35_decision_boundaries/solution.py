"""Two data sets that no line can split, and the tools to look at what splits them.

A classifier of two features is a function on the plane, so it can be asked about every
point of a grid and drawn.  The only delicate part is the way there and back: the grid is
a table with a row per y, a classifier wants a row per sample.  `ravel` reads all tables
in the same order and `reshape` undoes it, so nothing is ever transposed.

Row-major: one sample per row, its x in column 0 and its y in column 1.

References
----------
.. [1] F. Pedregosa et al., "Scikit-learn: machine learning in Python", JMLR 12,
   2825-2830, 2011 (the two data sets are made there in the same way).
.. [2] T. Hastie, R. Tibshirani and J. Friedman, "The Elements of Statistical Learning",
   2nd edition, Springer, 2009, sections 2.3 (boundaries) and 7.10.2 (scaling inside of a
   fair test).
"""

from collections.abc import Callable

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

Predict = Callable[[np.ndarray], np.ndarray]


def _arc(angle: np.ndarray) -> np.ndarray:
    """Put points on the unit circle, a row (x, y) for each angle."""
    return np.column_stack([np.cos(angle), np.sin(angle)])


def make_moons(n: int, noise: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw two half circles that reach into each other.

    Parameters
    ----------
    n : int
        How many samples; `n // 2` of them are of class 1.
    noise : float
        The standard deviation of what is added to each coordinate.
    seed : int

    Returns
    -------
    X : ndarray of shape (n, 2)
    y : ndarray of int, shape (n,)

    Notes
    -----
    The lower moon is the upper one, turned upside down and moved.
    """
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2
    upper = _arc(rng.uniform(0.0, np.pi, n))
    lower = (1.0, 0.5) - upper
    return rng.normal(np.where(y[:, None] == 1, lower, upper), noise), y


def make_circles(
    n: int, noise: float, factor: float, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Draw a circle of radius 1 (class 0) and one of radius `factor` inside (class 1).

    Parameters
    ----------
    n : int
        How many samples; `n // 2` of them are of class 1.
    noise : float
        The standard deviation of what is added to each coordinate.
    factor : float
        The radius of the inner circle.
    seed : int

    Returns
    -------
    X : ndarray of shape (n, 2)
    y : ndarray of int, shape (n,)
    """
    rng = np.random.default_rng(seed)
    y = np.arange(n) % 2
    radius = np.where(y == 1, factor, 1.0)
    circles = radius[:, None] * _arc(rng.uniform(-np.pi, np.pi, n))
    return rng.normal(circles, noise), y


def predict_grid(
    predict_fn: Predict,
    xlim: tuple[float, float],
    ylim: tuple[float, float],
    step: float = 0.02,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ask a classifier about every point of a grid, in one call.

    Parameters
    ----------
    predict_fn : callable
        Takes rows of shape (m, 2), returns classes of shape (m,) or (m, 1).
    xlim, ylim : pair of float
        Where the grid begins and ends.
    step : float
        The distance between neighbours.

    Returns
    -------
    xx, yy : ndarray of shape (ny, nx)
        The x and the y of each point.
    Z : ndarray of int, shape (ny, nx)
        The class of each point.

    Raises
    ------
    ValueError
        If `step` is not above 0.
    """
    if step <= 0:
        raise ValueError(f"step must be above 0, got {step}")
    # linspace meets both ends; with arange rounding decides whether the last one is in.
    xs, ys = (
        np.linspace(lo, hi, round((hi - lo) / step) + 1) for lo, hi in (xlim, ylim)
    )
    xx, yy = np.meshgrid(xs, ys)
    rows = np.column_stack([xx.ravel(), yy.ravel()])
    return xx, yy, predict_fn(rows).reshape(xx.shape)


def plot_boundary(
    predict_fn: Predict, X: np.ndarray, y: np.ndarray, ax: Axes | None = None
) -> Axes:
    """Colour the regions of the classes and put the samples on them.

    Parameters
    ----------
    predict_fn : callable
        As for `predict_grid`.
    X : ndarray of shape (n, 2)
    y : ndarray of int, shape (n,)
    ax : Axes, optional
        Where to draw; by default on the Axes of one new figure.

    Returns
    -------
    Axes
        The one that was drawn on.
    """
    if ax is None:
        _, ax = plt.subplots()
    # From the whole number below to the one above, first for x and then for y.
    xlim, ylim = zip(np.floor(X.min(axis=0)), np.ceil(X.max(axis=0)))
    xx, yy, Z = predict_grid(predict_fn, xlim, ylim)
    ax.contourf(xx, yy, Z, cmap="coolwarm")
    ax.scatter(X[:, 0], X[:, 1], c=y, cmap="coolwarm", edgecolors="black")
    return ax


def compare_layouts(
    fit_predict: Callable[..., np.ndarray],
    X_train: np.ndarray,
    y_train: np.ndarray,
    X_test: np.ndarray,
    y_test: np.ndarray,
    layouts: list[list[int]],
) -> list[float]:
    """Measure how many test rows networks of different layouts classify rightly.

    Parameters
    ----------
    fit_predict : callable
        ``fit_predict(hidden, X, y, X_new)`` trains a new network and returns the classes
        of the rows of `X_new`, shape (m,) or (m, 1).
    X_train, X_test : ndarray of shape (n_train, 2) and (n_test, 2)
    y_train, y_test : ndarray of int, shape (n_train,) and (n_test,)
    layouts : list of list of int
        The sizes of the hidden layers, one list per network.

    Returns
    -------
    list of float
        Per layout the share of test rows that were classified rightly.
    """
    # The scale of the training rows for both: the test rows are to stay unseen.
    mean, std = X_train.mean(axis=0), X_train.std(axis=0)
    train, test = (X_train - mean) / std, (X_test - mean) / std
    answers = [fit_predict(hidden, train, y_train, test) for hidden in layouts]
    return [np.mean(np.ravel(given) == y_test) for given in answers]
