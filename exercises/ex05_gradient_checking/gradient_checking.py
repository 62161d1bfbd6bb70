"""Exercise 05: gradient checking by finite differences."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def numerical_gradient(
    f: Callable[[Array], float], x: ArrayLike, eps: float = 1e-5
) -> Array:
    """Measure the slope of ``f`` along every entry of ``x``.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of ``x`` and returns one number.
    x : array_like, any shape
        Where to measure; left unchanged, even if ``f`` raises.
    eps : float
        How far one entry is moved up and down.

    Returns
    -------
    ndarray, shape of ``x``, float64
        One central difference per entry.

    Raises
    ------
    ValueError
        If ``eps`` is not positive or ``f`` returns an array.
    """
    raise NotImplementedError("write numerical_gradient")


def relative_error(a: ArrayLike, b: ArrayLike) -> float:
    """Say how far two arrays are apart, measured by their own size.

    Parameters
    ----------
    a, b : array_like, same shape

    Returns
    -------
    float
        ||a - b|| / (||a|| + ||b||) over all entries, 0.0 if both are zero.
    """
    raise NotImplementedError("write relative_error")


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
        Whether the gradient passes.
    error : float
        Relative error between ``grad`` and the measured gradient.

    Raises
    ------
    ValueError
        If ``grad`` and ``x`` differ in shape.
    """
    raise NotImplementedError("write gradient_check")


def check_network(
    params: dict[str, Array],
    loss_fn: Callable[[dict[str, Array]], float],
    grads: dict[str, Array],
) -> dict[str, float]:
    """Check the gradient of a loss for every parameter of a network.

    Parameters
    ----------
    params : dict of str to ndarray
        The parameters by name; left unchanged, even if ``loss_fn`` raises.
    loss_fn : callable
        Takes a dict like ``params`` and returns the loss, one number.
    grads : dict of str to ndarray
        The gradients to check under the same names, each in the shape of its
        parameter.

    Returns
    -------
    dict of str to float
        The relative error of each gradient, by name.

    Raises
    ------
    ValueError
        If ``params`` and ``grads`` differ in their names, or a gradient has not
        the shape of its parameter.
    """
    raise NotImplementedError("write check_network")
