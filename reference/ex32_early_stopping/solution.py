"""Early stopping with patience.

The class holds the rule; the function runs it over losses that are known already, and
lets it keep the number of the best epoch as if it were a parameter.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 7.8 and algorithm 7.1 (early stopping with patience).
.. [2] L. Prechelt, "Early stopping - but when?", in Neural Networks: Tricks of the
   Trade, LNCS 1524, 55-69, Springer, 1998 (what a later stop gains and costs).
"""

import math

import numpy as np


def early_stop(
    val_losses: list[float], patience: int, min_delta: float = 0.0
) -> tuple[int | None, int]:
    """Say where training would have stopped, and which epoch was the best.

    Parameters
    ----------
    val_losses : list of float
        The validation loss of every epoch, counted from 0; the first is finite.
    patience : int
        How many epochs in a row without improvement end the training, at least 1.
    min_delta : float, default=0.0
        In units of the loss, at least 0; see `EarlyStopping`.

    Returns
    -------
    stop_epoch : int or None
        None if training is never stopped.
    best_epoch : int
        The epoch of the last improvement up to `stop_epoch`.

    Raises
    ------
    ValueError
        If `patience` is below 1 or `min_delta` is negative.
    """
    stopper = EarlyStopping(patience, min_delta)
    for epoch, loss in enumerate(val_losses):
        if stopper.update(loss, {"epoch": np.array(epoch)}):
            return epoch, stopper.best_params["epoch"].item()
    return None, stopper.best_params["epoch"].item()


class EarlyStopping:
    """Watch a training, say when it is to stop, and keep its best parameters.

    Parameters
    ----------
    patience : int
        How many epochs in a row without improvement end the training, at least 1.
    min_delta : float, default=0.0
        In units of the loss, at least 0.

    Attributes
    ----------
    best_params : dict of str to ndarray, or None
        Copies of the parameters of the best epoch so far.

    Raises
    ------
    ValueError
        If `patience` is below 1 or `min_delta` is negative.

    Notes
    -----
    An improvement is a loss below best - min_delta.  Compared with nan that is false,
    as it should be.
    """

    def __init__(self, patience: int, min_delta: float = 0.0) -> None:
        if patience < 1:
            raise ValueError(f"patience must be at least 1, got {patience}")
        if min_delta < 0:
            raise ValueError(f"min_delta must not be negative, got {min_delta}")
        self.patience, self.min_delta = patience, min_delta
        self.best_params: dict[str, np.ndarray] | None = None
        self._best = math.inf
        self._without = 0  # epochs in a row

    def update(self, loss: float, params: dict[str, np.ndarray]) -> bool:
        """Take note of an epoch.

        Parameters
        ----------
        loss : float
            The validation loss after this epoch.
        params : dict of str to ndarray
            The parameters after this epoch.  The training may go on to change the
            arrays in place, so they are copied.

        Returns
        -------
        bool
            True if training is to stop now.
        """
        if loss < self._best - self.min_delta:
            self._best, self._without = loss, 0
            self.best_params = {name: array.copy() for name, array in params.items()}
        else:
            self._without += 1
        return self._without >= self.patience
