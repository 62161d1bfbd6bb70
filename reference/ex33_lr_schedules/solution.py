"""Three learning-rate schedules, each a function of the epoch alone.

None of them remembers anything.  A schedule that multiplies a stored rate at each
call gives the right numbers only if every epoch asks once and in order; these can be
asked for any epoch, as often as one likes, for example to continue a training.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 8.3.1 (why the learning rate has to shrink).
.. [2] I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm
   restarts", ICLR 2017, equation 5 (the cosine, here without restarts).
"""

import math


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
        In (0, 1].
    every : int, optional
        Length of a step in epochs, at least 1.

    Returns
    -------
    float
        ``lr0 * drop**k`` after k drops.

    Raises
    ------
    ValueError
        If `epoch` is negative or `every` is below 1.

    Notes
    -----
    Whole-number division counts the drops: it throws away the epochs that have
    passed since the last one.
    """
    _require_epoch(epoch)
    if every < 1:
        raise ValueError(f"every must be at least 1, got {every}")
    return lr0 * drop ** (epoch // every)


def exponential(epoch: int, lr0: float = 0.1, gamma: float = 0.95) -> float:
    """Multiply the learning rate by `gamma` after every epoch.

    Parameters
    ----------
    epoch : int
        Counted from 0.
    lr0 : float, optional
        The learning rate of epoch 0.
    gamma : float, optional
        In (0, 1].

    Returns
    -------
    float
        ``lr0 * gamma**epoch``; positive, and halved every log(2) / -log(gamma)
        epochs.

    Raises
    ------
    ValueError
        If `epoch` is negative, or if `gamma` is not above 0 or is above 1.
    """
    _require_epoch(epoch)
    if not 0 < gamma <= 1:
        raise ValueError(f"gamma must be above 0 and at most 1, got {gamma}")
    return lr0 * gamma**epoch


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
        Length of the way down in epochs, at least 1.

    Returns
    -------
    float
        ``lr_min`` plus a share of ``lr0 - lr_min`` that falls from 1 to 0.

    Raises
    ------
    ValueError
        If `epoch` is negative.

    Notes
    -----
    A cosine runs from 1 to -1; half of 1 + cosine runs from 1 to 0, as a share has to.
    """
    _require_epoch(epoch)
    angle = math.pi * min(epoch, total) / total  # 0 to pi, and no further
    share = (1 + math.cos(angle)) / 2
    return lr_min + (lr0 - lr_min) * share


def _require_epoch(epoch: float) -> None:
    """Refuse epochs before the first one."""
    if epoch < 0:
        raise ValueError(f"epochs are counted from 0, got {epoch}")
