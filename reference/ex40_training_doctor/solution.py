"""Read a training run and say what is wrong with it.

Each rule compares numbers of the run with each other, never with a fixed size, so that
the unit of the loss does not matter.  What a curve reached is read from the mean of a
window of epochs, so that one lucky epoch does not matter either.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   sections 5.2 (underfitting and overfitting), 7.8 (early stopping) and 11.5
   (reading curves to find what is wrong).
"""

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Array = NDArray[np.float64]


def diagnose(
    train_loss: Sequence[float],
    val_loss: Sequence[float],
    grad_norms: Sequence[float] | None,
) -> set[str]:
    """Name everything that the rules of the task find in a run.

    Parameters
    ----------
    train_loss : sequence of float, length n
        Loss on the training samples, one number per epoch, in any unit.
    val_loss : sequence of float, length n
        Loss on the validation samples, in the same unit.
    grad_norms : sequence of float, or None
        Norm of the loss gradient with respect to the weights of each layer, the
        first layer first; None if it was not recorded.

    Returns
    -------
    set of str
        Some of 'diverged', 'oscillating', 'underfitting', 'plateau',
        'overfitting', 'vanishing' and 'exploding'; or 'healthy' alone.

    Raises
    ------
    ValueError
        If the curves differ in length or are empty.
    """
    n, n_val = len(train_loss), len(val_loss)
    if not n == n_val > 0:
        raise ValueError(f"{n} training losses but {n_val} validation losses")
    train, val = np.array([train_loss, val_loss])
    norms = np.array([] if grad_norms is None else grad_norms)
    if _diverged(train, val, norms):
        return {"diverged"}
    found = _jumps(train) | _progress(train) | _turn(train, val) | _signal(norms)
    return found or {"healthy"}


def _windows(curve: Array) -> Array:
    """Return the mean of every window of a tenth of the epochs, earliest first."""
    width = max(1, len(curve) // 10)
    return sliding_window_view(curve, width).mean(axis=1)


def _diverged(train: Array, val: Array, norms: Array) -> bool:
    """Look for numbers that are none, and for an end above 1.1 times the start."""
    # nan compares as False with everything, so it is asked for by name, and first.
    if not np.isfinite(np.concatenate([train, val, norms])).all():
        return True
    means = _windows(train)
    return bool(means[-1] > 1.1 * means[0])


def _jumps(train: Array) -> set[str]:
    """Look for a loss that goes up by more than a tenth in a quarter of all steps."""
    jumps = train[1:] > 1.1 * train[:-1]
    enough = max(1, jumps.size / 4)
    return {"oscillating"} if jumps.sum() >= enough else set()


def _progress(train: Array) -> set[str]:
    """Ask whether the training loss was halved, and if not whether it still moves.

    It stands still if its end is above 0.99 times its middle.
    """
    means = _windows(train)
    start, middle, end = means[0], means[len(train) // 2], means[-1]
    if end <= 0.5 * start:
        return set()
    return {"underfitting", "plateau"} if end > 0.99 * middle else {"underfitting"}


def _turn(train: Array, val: Array) -> set[str]:
    """Look for a validation curve that turned up while training went on.

    Turned up: its end is above 1.1 times its best window.  Went on: since that window the
    training loss has fallen.
    """
    train, val = _windows(train), _windows(val)
    best = val.argmin()
    turned_up, still_falls = val[-1] > 1.1 * val[best], train[-1] < train[best]
    return {"overfitting"} if turned_up and still_falls else set()


def _signal(norms: Array) -> set[str]:
    """Ask whether the error signal shrank or grew a thousandfold on its way back."""
    if norms.size == 0:
        return set()
    first, last = norms[0], norms[-1]
    if first < last / 1000 or not norms.any():
        return {"vanishing"}
    return {"exploding"} if first > 1000 * last else set()
