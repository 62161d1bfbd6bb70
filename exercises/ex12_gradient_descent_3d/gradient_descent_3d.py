"""Exercise 12: gradient descent on a bowl, as numbers and as a picture."""

import numpy as np
from matplotlib.axes import Axes


def descend(start: np.ndarray, lr: float, steps: int) -> np.ndarray:
    """Walk downhill on L = w1^2 + w2^2 and record every point.

    Parameters
    ----------
    start : array_like of shape (2,)
        Where the walk begins: w1 and w2.
    lr : float
        The learning rate: how much of the gradient each step takes.
    steps : int
        How many steps to take.

    Returns
    -------
    ndarray of shape (steps + 1, 3)
        w1, w2 and the loss of each point, the start first.

    Raises
    ------
    ValueError
        If `steps` is negative or `start` does not have shape (2,).
    """
    raise NotImplementedError("write descend")


def plot_descent(path: np.ndarray, ax: Axes | None = None) -> Axes:
    """Draw the bowl as a surface and the path on it as a line.

    Parameters
    ----------
    path : ndarray of shape (rows, 3)
        As `descend` returns it.
    ax : Axes, optional
        A 3-D Axes to draw on; by default that of one new figure.

    Returns
    -------
    Axes
        The 3-D Axes that was drawn on.
    """
    raise NotImplementedError("write plot_descent")
