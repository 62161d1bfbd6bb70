"""Gradient clipping by global norm and by value.

Both functions refuse what clipping would hide: an infinity becomes a harmless
number, and a nan passes every comparison.  Neither changes an array of the caller,
because the product of a number and an array is a new array.

References
----------
.. [1] R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty of training recurrent
   neural networks", ICML 2013, section 3.2 and algorithm 1 (scaling down the norm).
.. [2] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 10.11.1 (clipping gradients, by value and by norm).
"""

import math

import numpy as np


def clip_by_global_norm(
    grads: dict[str, np.ndarray], max_norm: float
) -> tuple[dict[str, np.ndarray], float]:
    """Shorten all gradients by one common factor if together they are too long.

    Parameters
    ----------
    grads : dict of str to ndarray of float
        One gradient per parameter, in any shapes.
    max_norm : float
        In (0, inf), in the units of the gradients.

    Returns
    -------
    clipped : dict of str to ndarray of float
        New arrays with the same names, shapes and common direction; their norm is
        at most `max_norm`.
    norm : float
        Root of the sum of all squared entries, before clipping.

    Raises
    ------
    ValueError
        If `max_norm` is zero, negative or nan, or if a gradient is not finite.

    Notes
    -----
    The factor is max_norm / norm above the limit and 1 up to it.  Dividing by the
    larger of the two numbers says both at once, and never divides by 0.
    """
    _require_positive("max_norm", max_norm)
    _require_finite(grads)
    norm = math.sqrt(sum(np.sum(g**2) for g in grads.values()))
    scale = max_norm / max(norm, max_norm)
    return {name: scale * g for name, g in grads.items()}, norm


def clip_by_value(grads: dict[str, np.ndarray], limit: float) -> dict[str, np.ndarray]:
    """Bring every single entry between -limit and limit.

    Parameters
    ----------
    grads : dict of str to ndarray of float
        One gradient per parameter, in any shapes.
    limit : float
        In (0, inf), in the units of the gradients.

    Returns
    -------
    dict of str to ndarray of float
        New arrays with the same names and shapes.  Their common direction may be
        another one than before.

    Raises
    ------
    ValueError
        If `limit` is zero, negative or nan, or if a gradient is not finite.
    """
    _require_positive("limit", limit)
    _require_finite(grads)
    return {name: np.clip(g, -limit, limit) for name, g in grads.items()}


def _require_positive(name: str, value: float) -> None:
    """Refuse what is not above 0; asked this way round, nan is refused too."""
    if not value > 0:
        raise ValueError(f"{name} must be above 0, got {value}")


def _require_finite(grads: dict[str, np.ndarray]) -> None:
    """Refuse gradients with nan or an infinity, and say which."""
    for name, g in grads.items():
        if not np.isfinite(g).all():
            raise ValueError(f"the gradient of {name} holds nan or an infinity")
