"""Starting weights whose spread fits the layer.

Column-major: a layer computes ``Z = W @ A + b`` with W of shape (n_out, n_in).

References
----------
.. [1] X. Glorot and Y. Bengio, "Understanding the difficulty of training deep
   feedforward neural networks", AISTATS 2010, equation 12 (the compromise between
   the way forward and the way back).
.. [2] K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", ICCV 2015,
   equation 10 (twice the variance for ReLU).
"""

from itertools import pairwise

import numpy as np


def init_params(
    layer_sizes: list[int], method: str, seed: int | None = None
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Draw the weights that a network starts its training with.

    Parameters
    ----------
    layer_sizes : list of int
        Number of inputs, then the number of units of each layer; L + 1 entries
        for L layers, at least two.
    method : {'zeros', 'small', 'xavier', 'he'}
        Decides the standard deviation of the weights.
    seed : int, optional
        The same one gives the same weights; without it every call draws others.

    Returns
    -------
    list of (W, b), L pairs
        W : ndarray of float, shape (n_out, n_in), normally distributed with mean 0.
        b : ndarray of float, shape (n_out, 1), zeros: random weights break the
        symmetry between units already.

    Raises
    ------
    ValueError
        If `method` is unknown or `layer_sizes` has fewer than two entries.

    Notes
    -----
    A unit adds n_in products.  If weights and inputs are independent and the
    weights have mean 0, the mean square of the sum is n_in * Var(w) times that of
    the inputs.  Var(w) = 1 / n_in keeps it; behind a ReLU, which passes half of
    it, Var(w) = 2 / n_in does.
    """
    if len(layer_sizes) < 2:
        raise ValueError(f"a network has at least two sizes, got {layer_sizes}")
    rng = np.random.default_rng(seed)
    params = []
    for n_in, n_out in pairwise(layer_sizes):
        W = rng.normal(0.0, _std(method, n_in, n_out), size=(n_out, n_in))
        params.append((W, np.zeros((n_out, 1))))
    return params


def _std(method: str, n_in: int, n_out: int) -> float:
    """Return the standard deviation of the weights of one layer."""
    match method:
        case "zeros":
            return 0.0
        case "small":
            return 0.01
        case "xavier":
            return np.sqrt(2 / (n_in + n_out))
        case "he":
            return np.sqrt(2 / n_in)
    raise ValueError(f"method must be zeros, small, xavier or he, got {method!r}")
