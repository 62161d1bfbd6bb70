"""Gradient checking: slopes measured by central differences.

What is moved up and down is an entry of a float copy.  So neither an array of the
caller nor a parameter of a network is changed by the measurement, and none is left
half-moved where the loss function raises.

References
----------
.. [1] J. Nocedal and S. J. Wright, "Numerical Optimization", 2nd edition, Springer,
   2006, section 8.1 (finite-difference derivative approximations).
.. [2] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 11.5 (debugging strategies: compare with numerical derivatives).
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def _one_number(value: float) -> float:
    """Refuse an array: the difference of two arrays would be no slope of one entry."""
    if np.ndim(value) != 0:
        raise ValueError(
            f"the loss must be one number, not an array of shape {np.shape(value)}"
        )
    return value


def numerical_gradient(
    f: Callable[[Array], float], x: ArrayLike, eps: float = 1e-5
) -> Array:
    """Measure the slope of ``f`` along every entry of ``x``.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of ``x`` and returns one number.
    x : array_like, any shape
        Where to measure. It is left unchanged; integers are read as floats.
    eps : float
        How far one entry is moved up and down.

    Returns
    -------
    ndarray, shape of ``x``, float64
        Entry by entry (f(x + eps) - f(x - eps)) / (2 eps), one entry moved at a time.

    Raises
    ------
    ValueError
        If ``eps`` is not positive or ``f`` returns an array. What ``f`` itself
        raises comes through.

    Notes
    -----
    ``f`` is called 2 * x.size times. Cutting off the Taylor series costs about
    eps**2, rounding about 1e-16 / eps, so 1e-5 is near the best of both.
    """
    if not eps > 0:
        raise ValueError(f"eps must be positive, got {eps}")
    point = np.array(x, dtype=float)
    slopes = []
    for index in np.ndindex(point.shape):
        here = point[index]
        point[index] = here + eps
        above = _one_number(f(point))
        point[index] = here - eps
        below = _one_number(f(point))
        point[index] = here
        slopes.append((above - below) / (2.0 * eps))
    return np.array(slopes, dtype=float).reshape(point.shape)


def relative_error(a: ArrayLike, b: ArrayLike) -> float:
    """Say how far two arrays are apart, measured by their own size.

    Parameters
    ----------
    a, b : array_like, same shape

    Returns
    -------
    float
        ||a - b|| / (||a|| + ||b||) with Euclidean norms over all entries: between
        0 (equal) and 1 (opposite, or only one of them zero); 0.0 for two zeros.
    """
    a, b = (np.asarray(side, dtype=float) for side in (a, b))
    size = np.linalg.norm(a) + np.linalg.norm(b)
    if size == 0.0:
        return 0.0
    return np.linalg.norm(a - b) / size


def gradient_check(
    f: Callable[[Array], float],
    grad: ArrayLike,
    x: ArrayLike,
    eps: float = 1e-5,
    tol: float = 1e-6,
) -> tuple[bool, float]:
    """Compare a gradient with the measured one.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of ``x`` and returns one number.
    grad : array_like, shape of ``x``
        The gradient of ``f`` at ``x`` that is to be checked.
    x : array_like, any shape
        Left unchanged.
    eps : float
        Step of the measurement.
    tol : float
        The check passes where the relative error is below it.

    Returns
    -------
    ok : bool
        Whether the relative error is below ``tol``.
    error : float
        Relative error between ``grad`` and the measured gradient.

    Raises
    ------
    ValueError
        If ``grad`` and ``x`` differ in shape: broadcasting would hide it.
    """
    if np.shape(grad) != np.shape(x):
        raise ValueError(
            f"the gradient has shape {np.shape(grad)}, the point {np.shape(x)}"
        )
    error = relative_error(grad, numerical_gradient(f, x, eps))
    return bool(error < tol), error


def check_network(
    params: Mapping[str, Array],
    loss_fn: Callable[[dict[str, Array]], float],
    grads: Mapping[str, Array],
) -> dict[str, float]:
    """Check the gradient of a loss for every parameter of a network.

    Parameters
    ----------
    params : dict of str to ndarray
        The parameters by name. Left unchanged.
    loss_fn : callable
        Takes a dict like ``params`` and returns the loss, one number.
    grads : dict of str to ndarray
        Under the same names the gradients to check, each in the shape of its
        parameter.

    Returns
    -------
    dict of str to float
        The relative error of each gradient, by name.

    Raises
    ------
    ValueError
        If the names differ or a gradient has not the shape of its parameter.
    """
    if params.keys() != grads.keys():
        raise ValueError(
            f"not in both params and grads: {sorted(params.keys() ^ grads.keys())}"
        )
    errors: dict[str, float] = {}
    for name, value in params.items():

        def loss_of(array: Array) -> float:  # all other parameters as they are
            return loss_fn({**params, name: array})

        _, errors[name] = gradient_check(loss_of, grads[name], value)
    return errors
