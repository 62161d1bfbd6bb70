"""Exercise 06: forward pass through any number of layers."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def forward_deep(
    X: ArrayLike,
    parameters: Sequence[tuple[Array, Array]],
    activations: Sequence[str],
) -> tuple[Array, list[tuple[Array, Array]]]:
    """Push a batch through all layers and keep Z and A of each.

    Parameters
    ----------
    X : array_like, shape (n_0, m)
        The inputs: one row per feature, one column per sample. Whole numbers
        are read as floats.
    parameters : list of (W, b)
        Two arrays per layer: ``W`` of shape (n_l, n_{l-1}), ``b`` of shape (n_l, 1).
    activations : list of str
        One name per layer: 'relu', 'sigmoid', 'tanh' or 'linear'.

    Returns
    -------
    A : ndarray, shape (n_L, m), float64
        Output of the last layer; ``X`` itself where there are no layers.
    caches : list of (Z, A)
        For each layer its values before and after the activation, both of
        shape (n_l, m), float64.

    Raises
    ------
    ValueError
        If there is not exactly one name per layer, if a name is none of the
        four, or if a matrix does not fit what reaches it (the message then says
        which layer, counted from 1: "layer 2").
    """
    raise NotImplementedError("write forward_deep")
