"""Stochastic gradient descent with momentum, as an object that remembers.

An optimizer is a rule and a memory.  Here the memory is one velocity per parameter, kept
under the parameter's name, so that each optimizer can serve any network.

References
----------
.. [1] B. T. Polyak, "Some methods of speeding up the convergence of iteration methods",
   USSR Computational Mathematics and Mathematical Physics 4(5), 1-17, 1964.
.. [2] I. Sutskever, J. Martens, G. Dahl and G. Hinton, "On the importance of
   initialization and momentum in deep learning", ICML 2013, equations (1) and (2).
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def _require_fit(name: str, p: Array, g: Array) -> None:
    """Refuse a parameter of whole numbers, and a gradient that would be stretched."""
    if p.dtype.kind != "f":
        raise ValueError(f"{name!r} holds {p.dtype}, which cannot hold a step")
    if g.shape != p.shape:
        raise ValueError(f"{name!r} has shape {p.shape}, its gradient {g.shape}")


class SGD:
    """Gradient descent with a memory: ``v = momentum * v - lr * g``, then ``p += v``.

    Parameters
    ----------
    lr : float, default=0.01
        Learning rate, above 0.
    momentum : float, default=0.0
        How much of the old velocity remains, from 0 to below 1; 0 is plain descent.

    Attributes
    ----------
    lr, momentum : float
        As given; may be set between two steps.  A velocity keeps the rate that it was
        made with.

    Raises
    ------
    ValueError
        If `lr` or `momentum` is outside of its range, or nan.
    """

    def __init__(self, lr: float = 0.01, momentum: float = 0.0) -> None:
        # Written so that nan, which is in no range, fails as well.
        if not lr > 0:
            raise ValueError(f"lr must be above 0, got {lr}")
        if not 0 <= momentum < 1:
            raise ValueError(f"momentum must be at least 0 and below 1, got {momentum}")
        self.lr, self.momentum = lr, momentum
        self._velocities: dict[str, Array] = {}

    def step(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Move every parameter by its new velocity, in place.

        Parameters
        ----------
        params : dict of str to ndarray
            Changed in place: the arrays stay the same arrays.
        grads : dict of str to ndarray
            The gradient of each parameter, under its name and in its shape.

        Raises
        ------
        KeyError
            If a parameter has no gradient.
        ValueError
            If a gradient has another shape than its parameter, or a parameter
            does not hold floats.
        """
        for name, p in params.items():
            g = grads[name]
            _require_fit(name, p, g)
            v = self.momentum * self._velocities.get(name, 0.0) - self.lr * g
            self._velocities[name] = v
            p += v
