"""Optimizers that give every entry of a parameter a step of its own.

Each keeps a history per parameter, under its name: AdaGrad the sum of all squared
gradients, RMSprop a running average of them, Adam that and a running average of the
gradients.  The root of such a history is the size that gradients of this entry have, and
the step is measured in it.

References
----------
.. [1] J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning
   and stochastic optimization", JMLR 12, 2121-2159, 2011.
.. [2] G. Hinton, N. Srivastava and K. Swersky, "Neural networks for machine learning",
   lecture 6e (RMSprop), 2012.
.. [3] D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015,
   algorithm 1.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def _positive(lr: float) -> float:
    """Return a learning rate; ValueError for one that is not above 0, nan included."""
    if not lr > 0:
        raise ValueError(f"lr must be above 0, got {lr}")
    return lr


def _share(name: str, value: float) -> float:
    """Return how much of an average remains; ValueError outside of [0, 1)."""
    if not 0 <= value < 1:
        raise ValueError(f"{name} must be at least 0 and below 1, got {value}")
    return value


class AdaGrad:
    """Divide by the root of the sum of all squared gradients [1]_.

    Parameters
    ----------
    lr : float, default=0.01
        Learning rate, above 0.
    eps : float, default=1e-8
        Added to the root, so that no history at all is no division by zero.

    Attributes
    ----------
    lr : float
        As given; may be set between two steps.

    Raises
    ------
    ValueError
        If `lr` is outside of its range, or nan.
    """

    def __init__(self, lr: float = 0.01, eps: float = 1e-8) -> None:
        self.lr = _positive(lr)
        self._eps = eps
        self._sums: dict[str, Array] = {}

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
        for name, p in params.items():
            g = grads[name]
            s = self._sums[name] = self._sums.get(name, 0.0) + g**2
            p -= self.lr * g / (np.sqrt(s) + self._eps)


class RMSprop:
    """Divide by the root of a running average of the squared gradients [2]_.

    Parameters
    ----------
    lr : float, default=0.001
        Learning rate, above 0.
    decay : float, default=0.9
        How much of the old average remains, from 0 to below 1.
    eps : float, default=1e-8
        Added to the root, so that no history at all is no division by zero.

    Attributes
    ----------
    lr : float
        As given; may be set between two steps.

    Raises
    ------
    ValueError
        If `lr` or `decay` is outside of its range, or nan.
    """

    def __init__(
        self, lr: float = 0.001, decay: float = 0.9, eps: float = 1e-8
    ) -> None:
        self.lr = _positive(lr)
        self._decay = _share("decay", decay)
        self._eps = eps
        self._averages: dict[str, Array] = {}

    def step(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Move every parameter, in place; arguments and errors as for `AdaGrad`."""
        for name, p in params.items():
            g = grads[name]
            old = self._averages.get(name, 0.0)
            s = self._averages[name] = self._decay * old + (1 - self._decay) * g**2
            p -= self.lr * g / (np.sqrt(s) + self._eps)


class Adam:
    """Divide an average of the gradients by the root of one of their squares [3]_.

    Parameters
    ----------
    lr : float, default=0.001
        Learning rate, above 0: about the size of the first steps.
    beta1, beta2 : float, default=0.9 and 0.999
        How much of the old averages of gradients and of squares remains, from 0
        to below 1.
    eps : float, default=1e-8
        Added to the root, so that no history at all is no division by zero.

    Attributes
    ----------
    lr : float
        As given; may be set between two steps.

    Raises
    ------
    ValueError
        If `lr`, `beta1` or `beta2` is outside of its range, or nan.

    Notes
    -----
    After t steps the weights of an average that began at zero add up to 1 - beta^t.
    Dividing by that makes it an ordinary weighted mean of the t gradients.
    """

    def __init__(
        self,
        lr: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
    ) -> None:
        self.lr = _positive(lr)
        self._beta1, self._beta2 = _share("beta1", beta1), _share("beta2", beta2)
        self._eps = eps
        self._steps = 0
        self._m: dict[str, Array] = {}
        self._v: dict[str, Array] = {}

    def step(self, params: dict[str, Array], grads: dict[str, Array]) -> None:
        """Move every parameter, in place; arguments and errors as for `AdaGrad`."""
        self._steps += 1  # once for all parameters
        beta1, beta2, t = self._beta1, self._beta2, self._steps
        for name, p in params.items():
            g = grads[name]
            m = self._m[name] = beta1 * self._m.get(name, 0.0) + (1 - beta1) * g
            v = self._v[name] = beta2 * self._v.get(name, 0.0) + (1 - beta2) * g**2
            m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
            p -= self.lr * m_hat / (np.sqrt(v_hat) + self._eps)
