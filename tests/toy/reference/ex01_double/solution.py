"""Reference for ex01: twice a number."""

import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    """Return twice every entry.

    Parameters
    ----------
    x : ndarray of shape (n,)

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        For an array without entries.
    """
    x = np.asarray(x)
    if x.size == 0:
        raise ValueError("x has no entries")
    return 2 * x
