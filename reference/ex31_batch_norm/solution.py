"""Batch normalisation, the forward pass.

Row-major: samples are rows, so statistics of a feature run over axis 0.

References
----------
.. [1] S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training
   by reducing internal covariate shift", ICML 2015, algorithms 1 and 2.  There the
   statistics for evaluation are means over many batches; running ones are common
   practice since.
.. [2] S. Santurkar, D. Tsipras, A. Ilyas and A. Madry, "How does batch normalization
   help optimization?", NeurIPS 2018 (that the shift of the title is not the reason).
"""

import numpy as np


class BatchNorm:
    """Normalise every feature over the batch, then scale and shift it.

    Parameters
    ----------
    dim : int
        Number of features.
    momentum : float, default=0.9
        In [0, 1]: the share of the running statistics that stays when a batch moves
        them.  After k batches the start still counts momentum**k.
    eps : float, default=1e-5
        Added to the variance, in squared units of the features; above 0.

    Attributes
    ----------
    gamma, beta : ndarray of float, shape (dim,)
        Standard deviation and mean of every feature afterwards; to be learned.
    running_mean, running_var : ndarray of float, shape (dim,)
        What is known of the features at evaluation.
    """

    def __init__(self, dim: int, momentum: float = 0.9, eps: float = 1e-5) -> None:
        self.dim, self.momentum, self.eps = dim, momentum, eps
        self.gamma, self.beta = np.ones(dim), np.zeros(dim)
        self.running_mean, self.running_var = np.zeros(dim), np.ones(dim)

    def forward(self, X: np.ndarray, training: bool = True) -> np.ndarray:
        """Normalise a batch, scale it by gamma and shift it by beta.

        Parameters
        ----------
        X : ndarray of float, shape (m, dim)
            One sample per row; m may be 1.
        training : bool, default=True
            True: with the statistics of this batch, which also move the running ones.
            False: with the running statistics, so that the rows of the result do not
            depend on each other.

        Returns
        -------
        ndarray of float, shape (m, dim)
            In training with mean beta and, up to eps, standard deviation abs(gamma).

        Raises
        ------
        ValueError
            If X is no table with `dim` columns; nothing has changed then.
        """
        if X.shape != (len(X), self.dim):
            raise ValueError(
                f"expected rows with {self.dim} features, got shape {X.shape}"
            )
        if training:
            mean, var = X.mean(axis=0), X.var(axis=0)
            self.running_mean = self._moved(self.running_mean, mean)
            self.running_var = self._moved(self.running_var, var)
        else:
            mean, var = self.running_mean, self.running_var
        normalised = (X - mean) / np.sqrt(var + self.eps)
        return self.gamma * normalised + self.beta

    def _moved(self, running: np.ndarray, batch: np.ndarray) -> np.ndarray:
        """Move a running statistic towards that of a batch."""
        return self.momentum * running + (1 - self.momentum) * batch
