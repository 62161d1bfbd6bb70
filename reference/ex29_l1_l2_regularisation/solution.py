"""L2 and L1 weight penalties and their gradients.

A penalty is a sum over single weights, so its gradient is the slope of one term, weight
by weight: of ``lam / (2 m) w**2`` that is ``lam / m w``, and of ``lam / m |w|`` it is
``lam / m`` with the sign of w.  Biases have no term, hence the slope 0.

Row-major, so a layer is ``A @ W + b``; a penalty does not see that, as it asks no
weight where it stands.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 7.1 (parameter norm penalties; why biases are left alone).
.. [2] T. Hastie, R. Tibshirani and J. Friedman, "The Elements of Statistical Learning",
   2nd edition, Springer, 2009, section 3.4 (shrinkage by L2 and by L1).
"""

import numpy as np

Params = dict[str, np.ndarray]


def l2_penalty(params: Params, lam: float, m: int) -> float:
    """Charge for the squares of all weights.

    Parameters
    ----------
    params : dict of str to ndarray of float
        "W1" of shape (n_0, n_1), "b1" of shape (1, n_1), "W2" of shape (n_1, n_2), ...
    lam : float
        In [0, inf).
    m : int
        Number of training rows, at least 1.

    Returns
    -------
    float
        ``lam / (2 m) * sum of w**2``, in the units of the loss.

    Raises
    ------
    ValueError
        If `lam` is negative, or `m` is below 1.
    """
    scale = _price(lam, m) / 2
    return float(scale * sum(np.sum(params[name] ** 2) for name in _weights(params)))


def l2_grads(params: Params, lam: float, m: int) -> Params:
    """Return the slope of the L2 penalty for every parameter.

    Parameters
    ----------
    params, lam, m
        As for `l2_penalty`.

    Returns
    -------
    dict of str to ndarray of float
        New arrays, shaped like the parameters: ``lam / m * w``, zeros for biases.

    Raises
    ------
    ValueError
        If `lam` is negative, or `m` is below 1.

    Notes
    -----
    A step with learning rate r along nothing but this gradient multiplies every weight
    by ``1 - r lam / m``: weight decay.
    """
    scale = _price(lam, m)
    charged = {name: scale * params[name] for name in _weights(params)}
    return _with_zeros(params, charged)


def l1_penalty(params: Params, lam: float, m: int) -> float:
    """Charge for the absolute values of all weights.

    Parameters
    ----------
    params, lam, m
        As for `l2_penalty`.

    Returns
    -------
    float
        ``lam / m * sum of |w|``, in the units of the loss.

    Raises
    ------
    ValueError
        If `lam` is negative, or `m` is below 1.
    """
    scale = _price(lam, m)
    return float(scale * sum(np.sum(np.abs(params[name])) for name in _weights(params)))


def l1_grads(params: Params, lam: float, m: int) -> Params:
    """Return the slope of the L1 penalty for every parameter.

    Parameters
    ----------
    params, lam, m
        As for `l2_penalty`.

    Returns
    -------
    dict of str to ndarray of float
        New arrays, shaped like the parameters: ``lam / m * sign(w)``, zeros for biases.

    Raises
    ------
    ValueError
        If `lam` is negative, or `m` is below 1.

    Notes
    -----
    At 0 every slope from ``-lam / m`` to ``lam / m`` lies below the kink.  The middle one,
    0, leaves a weight at 0 that is there already; ``np.sign`` gives just that.
    """
    scale = _price(lam, m)
    charged = {name: scale * np.sign(params[name]) for name in _weights(params)}
    return _with_zeros(params, charged)


def _price(lam: float, m: int) -> float:
    """Return lam / m, the price of a weight, after a look at both."""
    if lam < 0:
        raise ValueError(f"lam must not be negative, got {lam}")
    if m < 1:
        raise ValueError(f"m must be at least 1, got {m}")
    return lam / m


def _weights(params: Params) -> list[str]:
    """Return the names of the parameters that are charged."""
    return [name for name in params if name.startswith("W")]


def _with_zeros(params: Params, charged: Params) -> Params:
    """Return the slopes of the charged parameters, and zeros for all others."""
    return {
        name: charged.get(name, np.zeros(value.shape)) for name, value in params.items()
    }
