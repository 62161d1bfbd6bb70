"""Learning-rate schedules: start bold, end careful."""


def step_decay(
    epoch: int, lr0: float = 0.1, drop: float = 0.5, every: int = 10
) -> float:
    """Multiply the learning rate by `drop` after every `every` epochs.

    Parameters
    ----------
    epoch : int
        Counted from 0.
    lr0 : float, optional
        The learning rate of epoch 0.
    drop : float, optional
        What the learning rate is multiplied by, above 0 and at most 1.
    every : int, optional
        How many epochs in a row have the same learning rate, at least 1.

    Returns
    -------
    float
        The learning rate of this epoch.

    Raises
    ------
    ValueError
        If `epoch` is negative or `every` is below 1.
    """
    raise NotImplementedError("write step_decay")


def exponential(epoch: int, lr0: float = 0.1, gamma: float = 0.95) -> float:
    """Multiply the learning rate by `gamma` after every epoch.

    Parameters
    ----------
    epoch : int
        Counted from 0.
    lr0 : float, optional
        The learning rate of epoch 0.
    gamma : float, optional
        Above 0 and at most 1.

    Returns
    -------
    float
        The learning rate of this epoch.

    Raises
    ------
    ValueError
        If `epoch` is negative, or if `gamma` is not above 0 or is above 1.
    """
    raise NotImplementedError("write exponential")


def cosine(
    epoch: float, lr0: float = 0.1, lr_min: float = 0.001, total: int = 50
) -> float:
    """Follow half a wave of the cosine from `lr0` down to `lr_min`.

    Parameters
    ----------
    epoch : float
        Counted from 0; parts of an epoch are allowed.
    lr0 : float, optional
        The learning rate of epoch 0.
    lr_min : float, optional
        The learning rate of epoch `total` and of all later ones.
    total : int, optional
        How many epochs the way down takes.

    Returns
    -------
    float
        The learning rate of this epoch.

    Raises
    ------
    ValueError
        If `epoch` is negative.
    """
    raise NotImplementedError("write cosine")
