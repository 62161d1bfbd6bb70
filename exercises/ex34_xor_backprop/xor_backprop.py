"""Exercise 34: XOR again, this time learned."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def train_xor(
    hidden: int = 4,
    activation: str = "tanh",
    lr: float = 0.5,
    epochs: int = 2000,
    seed: int = 0,
) -> tuple[dict[str, Any], list[float]]:
    """Train a 2-hidden-1 network on the four corners of XOR.

    Parameters
    ----------
    hidden : int, optional
        Hidden units, 1 or more.
    activation : {'tanh', 'relu'}, optional
        Of the hidden layer.
    lr : float, optional
        The learning rate.
    epochs : int, optional
        Steps, each on all four corners; 0 or more.
    seed : int, optional
        Of the first weights.

    Returns
    -------
    params : dict
        W1 (hidden, 2), b1 (hidden, 1), W2 (1, hidden), b2 (1, 1), and the
        name of the activation under 'activation'.
    losses : list of float
        One number per epoch: the loss before that epoch's step.

    Raises
    ------
    ValueError
        If `hidden` is below 1 or `activation` is none of the two names.
    """
    raise NotImplementedError("write train_xor")


def predict(X: Array, params: dict[str, Any]) -> NDArray[np.int64]:
    """Say for each point which answer the network gives.

    Parameters
    ----------
    X : ndarray, shape (2, m)
        Points: x1 in the first row, x2 in the second.
    params : dict
        As `train_xor` returns it.

    Returns
    -------
    ndarray of int, shape (1, m)
        1 where the probability is above one half, else 0.
    """
    raise NotImplementedError("write predict")
