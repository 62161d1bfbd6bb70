"""The chain rule on y = (x w + b)^2, calculated and measured."""

import numpy as np
from numpy.typing import ArrayLike


def square_unit(
    x: ArrayLike, w: ArrayLike, b: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compute the output and its slopes by the chain rule.

    Parameters
    ----------
    x, w, b : float or array_like
        Input, weight and bias; arrays are broadcast and left unchanged.

    Returns
    -------
    y : float64, shape of ``x * w + b``
        The output ``(x * w + b)**2``.
    dy_dw : float64, same shape
        How fast `y` changes with `w`.
    dy_db : float64, same shape
        How fast `y` changes with `b`.
    """
    raise NotImplementedError("write square_unit")


def numeric_check(
    x: ArrayLike, w: ArrayLike, b: ArrayLike, eps: float = 1e-5
) -> tuple[np.ndarray, np.ndarray]:
    """Measure the slopes of the output by central differences.

    Parameters
    ----------
    x, w, b : float or array_like
        Input, weight and bias; arrays are broadcast and left unchanged.
    eps : float, optional
        How far `w`, and then `b`, is moved up and down; above 0.

    Returns
    -------
    dw_num : float64, shape of ``x * w + b``
        The slope with respect to `w`.
    db_num : float64, same shape
        The slope with respect to `b`.

    Raises
    ------
    ValueError
        If `eps` is not above 0.
    """
    raise NotImplementedError("write numeric_check")
