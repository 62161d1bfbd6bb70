"""Exercise 35: data that no line can split, and pictures of how it is split."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

Predict = Callable[[np.ndarray], np.ndarray]


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
    """
    raise NotImplementedError("write make_moons")


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
    raise NotImplementedError("write make_circles")


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
    raise NotImplementedError("write predict_grid")


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
    raise NotImplementedError("write plot_boundary")


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
    raise NotImplementedError("write compare_layouts")
