"""Batch normalisation, the forward pass."""

import numpy as np


class BatchNorm:
    """Normalise every feature over the batch, then scale and shift it.

    Samples are rows, features are columns.

    Parameters
    ----------
    dim : int
        Number of features.
    momentum : float, optional
        The share of the running statistics that stays when a batch moves them.
    eps : float, optional
        Above 0; added to the variance, under the root.

    Attributes
    ----------
    gamma, beta : ndarray of float, shape (dim,)
        Scale and shift of every feature: ones and zeros at the start.
    running_mean, running_var : ndarray of float, shape (dim,)
        Used at evaluation: zeros and ones at the start.
    """

    def __init__(self, dim: int, momentum: float = 0.9, eps: float = 1e-5) -> None:
        raise NotImplementedError("write __init__")

    def forward(self, X: np.ndarray, training: bool = True) -> np.ndarray:
        """Normalise a batch, scale it by gamma and shift it by beta.

        Parameters
        ----------
        X : ndarray of float, shape (m, dim)
            A batch; it is left as it is.
        training : bool, optional
            True: with the statistics of this batch, which also move the running ones.
            False: with the running statistics, and nothing is moved.

        Returns
        -------
        ndarray of float, shape (m, dim)

        Raises
        ------
        ValueError
            If X is no table with `dim` columns.
        """
        raise NotImplementedError("write forward")
