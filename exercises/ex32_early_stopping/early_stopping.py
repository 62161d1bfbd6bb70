"""Early stopping: end a training when the validation loss has stopped falling."""

import numpy as np


def early_stop(
    val_losses: list[float], patience: int, min_delta: float = 0.0
) -> tuple[int | None, int]:
    """Say where training would have stopped, and which epoch was the best.

    Parameters
    ----------
    val_losses : list of float
        The validation loss of every epoch; epochs are counted from 0.
    patience : int
        How many epochs in a row without improvement end the training, at least 1.
    min_delta : float, optional
        An improvement is lower than the best loss by more than this; at least 0.

    Returns
    -------
    stop_epoch : int or None
        None if training is never stopped.
    best_epoch : int
        The epoch of the last improvement up to then.

    Raises
    ------
    ValueError
        If `patience` is below 1 or `min_delta` is negative.
    """
    raise NotImplementedError("write early_stop")


class EarlyStopping:
    """Watch a training, say when it is to stop, and keep its best parameters.

    Parameters
    ----------
    patience : int
        How many epochs in a row without improvement end the training, at least 1.
    min_delta : float, optional
        An improvement is lower than the best loss by more than this; at least 0.

    Attributes
    ----------
    best_params : dict of str to ndarray, or None
        The parameters as they were in the best epoch so far.

    Raises
    ------
    ValueError
        If `patience` is below 1 or `min_delta` is negative.
    """

    def __init__(self, patience: int, min_delta: float = 0.0) -> None:
        raise NotImplementedError("write __init__")

    def update(self, loss: float, params: dict[str, np.ndarray]) -> bool:
        """Take note of an epoch.

        Parameters
        ----------
        loss : float
            The validation loss after this epoch.
        params : dict of str to ndarray
            The parameters after this epoch. The training will go on to change them.

        Returns
        -------
        bool
            True if training is to stop now.
        """
        raise NotImplementedError("write update")
