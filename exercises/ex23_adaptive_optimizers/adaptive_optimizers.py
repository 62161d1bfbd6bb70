"""Exercise 23: AdaGrad, RMSprop and Adam."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class AdaGrad:
    """Divide by the root of the sum of all squared gradients.

    Parameters
    ----------
    lr : float, default=0.01
        Learning rate, above 0.
    eps : float, default=1e-8
        Added to the root.

    Attributes
    ----------
    lr : float
        As given; may be set between two steps.

    Raises
    ------
    ValueError
        If `lr` is outside of its range.
    """

    def __init__(self, lr: float = 0.01, eps: float = 1e-8) -> None:
        raise NotImplementedError("write AdaGrad.__init__")

    def step(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Move every parameter, in place.

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
        """
        raise NotImplementedError("write AdaGrad.step")


class RMSprop:
    """Divide by the root of a running average of the squared gradients.

    Parameters
    ----------
    lr : float, default=0.001
        Learning rate, above 0.
    decay : float, default=0.9
        How much of the old average remains, from 0 to below 1.
    eps : float, default=1e-8
        Added to the root.

    Attributes
    ----------
    lr : float
        As given; may be set between two steps.

    Raises
    ------
    ValueError
        If `lr` or `decay` is outside of its range.
    """

    def __init__(
        self, lr: float = 0.001, decay: float = 0.9, eps: float = 1e-8
    ) -> None:
        raise NotImplementedError("write RMSprop.__init__")

    def step(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Move every parameter, in place; arguments and errors as for `AdaGrad`."""
        raise NotImplementedError("write RMSprop.step")


class Adam:
    """Divide an average of the gradients by the root of one of their squares.

    Parameters
    ----------
    lr : float, default=0.001
        Learning rate, above 0.
    beta1, beta2 : float, default=0.9 and 0.999
        How much of the old averages of gradients and of squares remains, from 0
        to below 1.
    eps : float, default=1e-8
        Added to the root.

    Attributes
    ----------
    lr : float
        As given; may be set between two steps.

    Raises
    ------
    ValueError
        If `lr`, `beta1` or `beta2` is outside of its range.
    """

    def __init__(
        self,
        lr: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
    ) -> None:
        raise NotImplementedError("write Adam.__init__")

    def step(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Move every parameter, in place; arguments and errors as for `AdaGrad`."""
        raise NotImplementedError("write Adam.step")
