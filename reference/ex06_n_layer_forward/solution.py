"""Forward pass through a stack of dense layers of any depth.

Column-major: every array of activations has one column per sample, so a layer
is ``Z = W @ A + b`` and its output ``f(Z)`` is the input of the next layer.

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 6.5.4 (forward propagation in a multi-layer perceptron).
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def _relu(z: Array) -> Array:
    return np.maximum(z, 0.0)


def _sigmoid(z: Array) -> Array:
    # exp of a number that is never positive cannot overflow: this is
    # 1 / (1 + e^-z) where z > 0, and e^z / (1 + e^z), the same number, elsewhere.
    return np.exp(np.minimum(z, 0.0)) / (1.0 + np.exp(-np.abs(z)))


def _linear(z: Array) -> Array:
    return z


ACTIVATIONS: dict[str, Callable[[Array], Array]] = {
    "relu": _relu,
    "sigmoid": _sigmoid,
    "tanh": np.tanh,
    "linear": _linear,
}
"""Element-wise activations by their exact names."""


def _require_fit(layer: int, W: Array, name: str, rows: int) -> None:
    """Refuse a layer that cannot read so many rows, or has no such activation."""
    if name not in ACTIVATIONS:
        known = ", ".join(ACTIVATIONS)
        raise ValueError(f"layer {layer}: {name!r} is not one of {known}")
    if W.shape[1] != rows:
        raise ValueError(f"layer {layer}: W of shape {W.shape} cannot read {rows} rows")


def forward_deep(
    X: ArrayLike,
    parameters: Sequence[tuple[Array, Array]],
    activations: Sequence[str],
) -> tuple[Array, list[tuple[Array, Array]]]:
    """Push a batch through all layers and remember what each one computed.

    Parameters
    ----------
    X : array_like, shape (n_0, m)
        The inputs: one row per feature, one column per sample.
    parameters : sequence of (W, b)
        Two arrays per layer: ``W`` of shape (n_l, n_{l-1}), ``b`` of shape (n_l, 1).
    activations : sequence of str
        One of 'relu', 'sigmoid', 'tanh', 'linear' per layer, exactly as written.

    Returns
    -------
    A : ndarray, shape (n_L, m)
        Output of the last layer; the inputs themselves where there is no layer.
    caches : list of (Z, A)
        For every layer the values before and after its activation, both of
        shape (n_l, m).

    Raises
    ------
    ValueError
        If the two sequences differ in length, a name is unknown, or a matrix
        does not fit the values that reach it (the message names the layer,
        counted from 1).

    Notes
    -----
    A column never meets another column, so up to rounding a batch of m samples gives
    the numbers of m batches of one. The cost is one matrix product per layer.
    """
    if len(parameters) != len(activations):
        raise ValueError(
            f"{len(parameters)} layers but {len(activations)} activation names"
        )
    A = np.asarray(X, dtype=float)
    caches: list[tuple[Array, Array]] = []
    layers = zip(parameters, activations)
    for layer, ((W, b), name) in enumerate(layers, start=1):
        _require_fit(layer, W, name, len(A))
        Z = W @ A + b
        A = ACTIVATIONS[name](Z)
        caches.append((Z, A))
    return A, caches
