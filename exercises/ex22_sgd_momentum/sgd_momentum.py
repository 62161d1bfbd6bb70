"""Exercise 22: SGD and momentum."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class SGD:
    """Gradient descent with a memory.

    Parameters
    ----------
    lr : float, default=0.01
        Learning rate, above 0.
    momentum : float, default=0.0
        How much of the old velocity remains, from 0 to below 1.

    Attributes
    ----------
    lr, momentum : float
        As given; may be set between two steps.

    Raises
    ------
    ValueError
        If `lr` or `momentum` is outside of its range.
    """

    def __init__(self, lr: float = 0.01, momentum: float = 0.0) -> None:
        raise NotImplementedError("write SGD.__init__")

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
        raise NotImplementedError("write SGD.step")
