"""L2 and L1 weight penalties: what large weights cost, and what that adds to a gradient.

`params` is a dict of float arrays in all four functions: "W1" of shape (n_0, n_1), "b1" of
shape (1, n_1), "W2" of shape (n_1, n_2) and so on. They are left as they are.
"""

import numpy as np


def l2_penalty(params: dict[str, np.ndarray], lam: float, m: int) -> float:
    """Charge for the squares of all weights.

    Parameters
    ----------
    params : dict of str to ndarray of float
        Weights and biases of all layers.
    lam : float
        How much a weight costs, 0 or above.
    m : int
        Number of training rows, 1 or above.

    Returns
    -------
    float
        lam / (2 m) times the sum of the squares. Biases cost nothing.

    Raises
    ------
    ValueError
        If `lam` is negative, or `m` is below 1.
    """
    raise NotImplementedError("write l2_penalty")


def l2_grads(
    params: dict[str, np.ndarray], lam: float, m: int
) -> dict[str, np.ndarray]:
    """Say how the L2 penalty changes with every single parameter.

    Parameters
    ----------
    params, lam, m
        As for `l2_penalty`.

    Returns
    -------
    dict of str to ndarray of float
        A new array per parameter, with its name and shape; zeros for biases.

    Raises
    ------
    ValueError
        If `lam` is negative, or `m` is below 1.
    """
    raise NotImplementedError("write l2_grads")


def l1_penalty(params: dict[str, np.ndarray], lam: float, m: int) -> float:
    """Charge for the absolute values of all weights.

    Parameters
    ----------
    params, lam, m
        As for `l2_penalty`.

    Returns
    -------
    float
        lam / m times the sum of the absolute values. Biases cost nothing.

    Raises
    ------
    ValueError
        If `lam` is negative, or `m` is below 1.
    """
    raise NotImplementedError("write l1_penalty")


def l1_grads(
    params: dict[str, np.ndarray], lam: float, m: int
) -> dict[str, np.ndarray]:
    """Say how the L1 penalty changes with every single parameter.

    Parameters
    ----------
    params, lam, m
        As for `l2_penalty`.

    Returns
    -------
    dict of str to ndarray of float
        A new array per parameter, with its name and shape; zeros for biases and for
        weights that are exactly 0.

    Raises
    ------
    ValueError
        If `lam` is negative, or `m` is below 1.
    """
    raise NotImplementedError("write l1_grads")
