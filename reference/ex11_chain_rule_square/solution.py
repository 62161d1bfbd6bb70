"""The chain rule on y = (x w + b)^2, calculated and measured.

Name the inside, ``z = x w + b``, and the chain rule is a product of two simple rates: how
fast y follows z, which is ``2 z`` for every parameter, and how fast z follows the one
parameter in question: x for the weight and 1 for the bias.  Backpropagation computes the
first factor once and reuses it, as `square_unit` does.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 6.5.2 (the chain rule of calculus).
.. [2] C. M. Bishop, "Pattern Recognition and Machine Learning", Springer, 2006, section
   5.3.3 (central differences as a check of derivatives).
"""

import numpy as np
from numpy.typing import ArrayLike


def _inside(x: ArrayLike, w: ArrayLike, b: ArrayLike) -> np.ndarray:
    """Return ``x * w + b`` as floats, broadcast."""
    return np.multiply(x, w, dtype=float) + b


def square_unit(
    x: ArrayLike, w: ArrayLike, b: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Compute the output and its slopes by the chain rule.

    Parameters
    ----------
    x, w, b : float or array_like
        Input, weight and bias; arrays are broadcast.

    Returns
    -------
    y : float64, shape of ``x * w + b``
        The output ``z**2`` with ``z = x * w + b``.
    dy_dw : float64, same shape
        ``2 * z * x``.
    dy_db : float64, same shape
        ``2 * z``.
    """
    z = _inside(x, w, b)
    dy_dz = 2.0 * z
    return z**2, dy_dz * x, dy_dz


def numeric_check(
    x: ArrayLike, w: ArrayLike, b: ArrayLike, eps: float = 1e-5
) -> tuple[np.ndarray, np.ndarray]:
    """Measure the slopes of the output by central differences.

    Parameters
    ----------
    x, w, b : float or array_like
        Input, weight and bias; arrays are broadcast.
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

    Notes
    -----
    The output is quadratic in w and in b, and of a quadratic function central differences
    are exact for any step: ``(z + h)**2 - (z - h)**2 = 4 z h``.  Only rounding is left.
    """
    if eps <= 0:
        raise ValueError(f"eps must be above 0, got {eps}")

    def y(w: ArrayLike, b: ArrayLike) -> np.ndarray:
        return _inside(x, w, b) ** 2

    dw_num = (y(np.add(w, eps), b) - y(np.subtract(w, eps), b)) / (2.0 * eps)
    db_num = (y(w, np.add(b, eps)) - y(w, np.subtract(b, eps))) / (2.0 * eps)
    return dw_num, db_num
