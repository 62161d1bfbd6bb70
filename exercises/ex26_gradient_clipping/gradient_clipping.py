"""Gradient clipping: keep one step of training from going too far."""

import numpy as np


def clip_by_global_norm(
    grads: dict[str, np.ndarray], max_norm: float
) -> tuple[dict[str, np.ndarray], float]:
    """Shorten all gradients by one common factor if together they are too long.

    Parameters
    ----------
    grads : dict of str to ndarray of float
        One gradient per parameter, in any shapes. They are left as they are.
    max_norm : float
        Above 0. The largest length that all gradients may have together.

    Returns
    -------
    clipped : dict of str to ndarray of float
        New arrays under the same names, in the same shapes.
    norm : float
        The length of all gradients together, before clipping.

    Raises
    ------
    ValueError
        If `max_norm` is zero, negative or nan, or if a gradient holds nan or an
        infinity.
    """
    raise NotImplementedError("write clip_by_global_norm")


def clip_by_value(grads: dict[str, np.ndarray], limit: float) -> dict[str, np.ndarray]:
    """Bring every single entry between -limit and limit.

    Parameters
    ----------
    grads : dict of str to ndarray of float
        One gradient per parameter, in any shapes. They are left as they are.
    limit : float
        Above 0.

    Returns
    -------
    dict of str to ndarray of float
        New arrays under the same names, in the same shapes.

    Raises
    ------
    ValueError
        If `limit` is zero, negative or nan, or if a gradient holds nan or an
        infinity.
    """
    raise NotImplementedError("write clip_by_value")
