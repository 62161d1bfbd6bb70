"""Inverted dropout: silence random entries while training, none afterwards."""

import numpy as np


class Dropout:
    """A layer that drops entries at random and makes the kept ones larger.

    Parameters
    ----------
    rate : float
        Probability with which an entry is dropped, at least 0 and below 1.
    seed : int or None, optional
        Start of the layer's own random numbers; None for another one each time.

    Raises
    ------
    ValueError
        If `rate` is negative, 1 or above.
    """

    def __init__(self, rate: float, seed: int | None = None) -> None:
        raise NotImplementedError("write Dropout.__init__")

    def forward(self, x: np.ndarray, training: bool = True) -> np.ndarray:
        """Drop entries in training; return what came at evaluation.

        Parameters
        ----------
        x : ndarray, any shape
            Outputs of the layer before, for a batch (m, n). Left as they are.
        training : bool, optional
            Whether the network is being trained; False for evaluation.

        Returns
        -------
        ndarray, shape of `x`
            In training 0 for dropped entries and x / (1 - rate) for kept ones; at
            evaluation the entries of `x`.
        """
        raise NotImplementedError("write Dropout.forward")

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """Pass slopes back through the decisions of the last forward pass.

        Parameters
        ----------
        grad : ndarray of float, shape of the last `x`
            Slope of the loss along each output of `forward`. Left as it is.

        Returns
        -------
        ndarray of float, shape of `grad`
            Slope of the loss along each entry of `x`.

        Raises
        ------
        RuntimeError
            If `forward` has not been called; a ValueError will do as well.
        """
        raise NotImplementedError("write Dropout.backward")
