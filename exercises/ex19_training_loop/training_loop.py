"""Exercise 19: the full training loop."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def update_parameters(
    params: dict[str, Array], grads: dict[str, Array], lr: float
) -> dict[str, Array]:
    """Take one step of gradient descent.

    Parameters
    ----------
    params : dict of str to ndarray
        W1 (n_h, n_x), b1 (n_h, 1), W2 (1, n_h), b2 (1, 1).
    grads : dict of str to ndarray
        dW1, db1, dW2, db2, each in the shape of its parameter.
    lr : float
        The learning rate.

    Returns
    -------
    dict of str to ndarray
        The new W1, b1, W2, b2.  `params` and its arrays stay as they are.
    """
    raise NotImplementedError("write update_parameters")


def train_network(
    X: Array,
    Y: Array,
    layer_sizes: Sequence[int],
    learning_rate: float = 0.01,
    epochs: int = 1000,
    seed: int = 0,
) -> tuple[dict[str, Array], list[float]]:
    """Train a network with one hidden ReLU layer and a sigmoid output.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
        Inputs: a row per feature, a column per sample.
    Y : ndarray, shape (1, m)
        Labels 0 or 1.
    layer_sizes : tuple or list of three int
        n_x, n_h and 1.
    learning_rate : float, optional
        0 or more.
    epochs : int, optional
        How many steps to take, 0 or more.
    seed : int, optional
        Of the first weights.

    Returns
    -------
    params : dict of str to ndarray
        W1, b1, W2, b2 after the last step.
    losses : list of float
        One number per epoch: the loss before that epoch's step.

    Raises
    ------
    ValueError
        If `learning_rate` or `epochs` is negative, or if `Y` is not a row
        of m labels 0 or 1.
    FloatingPointError
        If the loss has become nan.
    """
    raise NotImplementedError("write train_network")


def predict(
    X: Array, params: dict[str, Array], threshold: float = 0.5
) -> NDArray[np.int64]:
    """Say which samples have label 1, according to the network.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
        Inputs.
    params : dict of str to ndarray
        W1, b1, W2, b2.
    threshold : float, optional
        Between 0 and 1.

    Returns
    -------
    ndarray of int, shape (1, m)
        1 where the probability is above `threshold`, else 0.
    """
    raise NotImplementedError("write predict")
