"""Gradient descent on the bowl L = w1^2 + w2^2, as numbers and as a picture.

On this loss every step multiplies both weights by ``1 - 2 lr``, which says all there is
to say about learning rates: below 1/2 the walk slides down one side, at 1/2 it hits the
bottom in one step, up to 1 it jumps across and still comes closer, and beyond that it
climbs out.  Near its lowest point any smooth loss looks like a bowl, if not a round one.

References
----------
.. [1] A. Cauchy, "Méthode générale pour la résolution des systèmes d'équations
   simultanées", Comptes rendus 25, 536-538, 1847 (the first gradient descent).
.. [2] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 4.3.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike


def descend(start: ArrayLike, lr: float, steps: int) -> np.ndarray:
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
    w = np.array(start, dtype=float)  # a copy: the caller keeps theirs
    if w.shape != (2,):
        raise ValueError(f"start must be two numbers, got shape {w.shape}")
    if steps < 0:
        raise ValueError(f"steps must not be negative: {steps}")
    walk = [w]
    for _ in range(steps):
        gradient = 2.0 * w
        w = w - lr * gradient  # a new array each time, so the walk keeps the old ones
        walk.append(w)
    points = np.array(walk)
    return np.column_stack([points, (points**2).sum(axis=1)])


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
    if ax is None:
        ax = plt.figure().add_subplot(projection="3d")
    w1, w2, loss = path.T
    reach = max(np.abs(w1).max(), np.abs(w2).max())  # the bowl is as wide on all sides
    side = np.linspace(-reach, reach)
    x, y = np.meshgrid(side, side)
    ax.plot_surface(x, y, x**2 + y**2, color="#4499ff55")  # the last 55: see-through
    ax.plot(w1, w2, loss, color="red", marker="o")
    ax.set(xlabel="w1", ylabel="w2", zlabel="loss")
    return ax
