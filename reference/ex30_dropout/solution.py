"""Inverted dropout as a layer: forward, backward, evaluation.

A decision and its scale are kept as one array, `factors`, which is 0 for dropped entries
and ``1 / (1 - rate)`` for kept ones.  Forward and backward multiply by it, so they cannot
disagree.

References
----------
.. [1] N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov,
   "Dropout: a simple way to prevent neural networks from overfitting", Journal of Machine
   Learning Research 15, 2014, sections 4 and 10 (scaling in training instead).
.. [2] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 7.12.
"""

import numpy as np


class Dropout:
    """Drop entries with probability `rate` and divide the others by ``1 - rate``.

    Parameters
    ----------
    rate : float
        In [0, 1): the probability to drop, not the one to keep.
    seed : int or None, optional
        Start of the layer's own generator; None for an unpredictable one.

    Attributes
    ----------
    rate : float
        As given.
    factors : ndarray of float, or None
        What the last forward pass multiplied by, in the shape of its `x`.

    Raises
    ------
    ValueError
        If `rate` is outside [0, 1).
    """

    def __init__(self, rate: float, seed: int | None = None) -> None:
        if not 0 <= rate < 1:
            raise ValueError(f"rate must be at least 0 and below 1, got {rate}")
        self.rate = rate
        self.rng = np.random.default_rng(seed)
        self.factors: np.ndarray | None = None

    def forward(self, x: np.ndarray, training: bool = True) -> np.ndarray:
        """Multiply by fresh random factors in training, by 1 at evaluation.

        Parameters
        ----------
        x : ndarray, any shape
            Outputs of the layer before.
        training : bool, optional
            False for evaluation.

        Returns
        -------
        ndarray of float, shape of `x`
            Equal to `x` on average over the random decisions.

        Notes
        -----
        ``rng.random`` is below `rate` with probability `rate`, for 0, too: it is never
        negative.
        """
        if training:
            kept = self.rng.random(x.shape) >= self.rate
            self.factors = kept / (1 - self.rate)
        else:
            self.factors = np.ones(x.shape)
        return x * self.factors

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """Multiply slopes by the factors of the last forward pass.

        Parameters
        ----------
        grad : ndarray of float, shape of the last `x`
            Slope of the loss along each output.

        Returns
        -------
        ndarray of float, shape of `grad`
            Slope of the loss along each input.

        Raises
        ------
        RuntimeError
            If there was no forward pass.
        """
        if self.factors is None:
            raise RuntimeError("call forward before backward")
        return grad * self.factors
