"""The full training loop of a two-layer network: forward, loss, backward, update, repeat.

Column-major: a row per feature or unit, a column per sample.  What makes a network learn
is in five lines of `train_network`; everything else is what those lines call.  The order
in the loop matters: the loss is written down before the step, so that the first entry
belongs to the network that chance made.

References
----------
.. [1] D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by
   back-propagating errors", Nature 323, 533-536, 1986.
.. [2] K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", ICCV 2015
   (the size of the first weights).
.. [3] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   section 8.3 (gradient descent).
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Params = dict[str, Array]


def _initial(layer_sizes: Sequence[int], seed: int) -> Params:
    """Draw the first weights with standard deviation ``sqrt(2 / n_in)``; biases are 0."""
    rng = np.random.default_rng(seed)
    params = {}
    for layer in (1, 2):
        n_in, n_out = layer_sizes[layer - 1], layer_sizes[layer]
        params[f"W{layer}"] = rng.normal(0.0, math.sqrt(2 / n_in), (n_out, n_in))
        params[f"b{layer}"] = np.zeros((n_out, 1))
    return params


def _forward(X: Array, params: Params) -> tuple[Array, Array]:
    """Return what the hidden layer puts out, (n_h, m), and the scores Z2, (1, m)."""
    A1 = np.maximum(params["W1"] @ X + params["b1"], 0.0)
    return A1, params["W2"] @ A1 + params["b2"]


def _sigmoid(Z: Array) -> Array:
    """Return ``1 / (1 + exp(-Z))`` with exponents that are never positive."""
    return np.exp(np.minimum(Z, 0.0)) / (1.0 + np.exp(-np.abs(Z)))


def _loss(Y: Array, Z: Array) -> float:
    """Return the mean cross-entropy between labels and ``sigmoid(Z)``.

    ``-log(sigmoid(Z))`` is ``log(1 + exp(-Z))``, and written with the score the loss of
    one sample is ``log(1 + exp(Z)) - Y * Z``: no logarithm of 0, and nothing to clip.
    """
    return float(np.mean(np.logaddexp(0.0, Z) - Y * Z))


def _layer_gradients(dZ: Array, A: Array) -> tuple[Array, Array]:
    """Return dW and db of the layer ``Z = W @ A + b``; dZ holds the 1/m already."""
    return dZ @ A.T, dZ.sum(axis=1, keepdims=True)


def _gradients(X: Array, Y: Array, params: Params, A1: Array, Z2: Array) -> Params:
    """Send the error of the output back through both layers."""
    dZ2 = (_sigmoid(Z2) - Y) / X.shape[1]  # holds the 1/m of the mean from here on
    dZ1 = (params["W2"].T @ dZ2) * (A1 > 0)
    dW1, db1 = _layer_gradients(dZ1, X)
    dW2, db2 = _layer_gradients(dZ2, A1)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


def update_parameters(params: Params, grads: Params, lr: float) -> Params:
    """Take one step of gradient descent.

    Parameters
    ----------
    params : dict of str to ndarray
        W1, b1, W2, b2.
    grads : dict of str to ndarray
        dW1, db1, dW2, db2, each in the shape of its parameter.
    lr : float
        The learning rate.

    Returns
    -------
    dict of str to ndarray
        New arrays under the names of `params`, which stays as it is: whoever holds the
        old parameters still has them.
    """
    return {name: value - lr * grads["d" + name] for name, value in params.items()}


def train_network(
    X: Array,
    Y: Array,
    layer_sizes: Sequence[int],
    learning_rate: float = 0.01,
    epochs: int = 1000,
    seed: int = 0,
) -> tuple[Params, list[float]]:
    """Train a network with one hidden ReLU layer on all samples at once.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
        Inputs.
    Y : ndarray, shape (1, m)
        Labels 0 or 1.
    layer_sizes : sequence of int
        ``(n_x, n_h, 1)``.
    learning_rate : float, optional
        0 or more.
    epochs : int, optional
        How many steps to take, 0 or more; each uses every sample.
    seed : int, optional
        Of the first weights.

    Returns
    -------
    params : dict of str to ndarray
        W1 (n_h, n_x), b1 (n_h, 1), W2 (1, n_h), b2 (1, 1) after the last step.
    losses : list of float
        One per epoch: the mean cross-entropy before that epoch's step.

    Raises
    ------
    ValueError
        If the rate or the number of epochs is negative, or if `Y` is not a row of zeros
        and ones with one label per sample.
    FloatingPointError
        If the loss has become nan: no further step could mend that.
    """
    if learning_rate < 0 or epochs < 0:
        raise ValueError(
            f"rate {learning_rate} and epochs {epochs} must not be below 0"
        )
    if Y.shape != (1, X.shape[1]) or not np.isin(Y, (0, 1)).all():
        raise ValueError(f"need a row of {X.shape[1]} labels, each 0 or 1")
    params, losses = _initial(layer_sizes, seed), []
    for epoch in range(epochs):
        A1, Z2 = _forward(X, params)
        losses.append(_loss(Y, Z2))
        if math.isnan(losses[-1]):
            raise FloatingPointError(f"the loss is nan in epoch {epoch}")
        grads = _gradients(X, Y, params, A1, Z2)
        params = update_parameters(params, grads, learning_rate)
    return params, losses


def predict(X: Array, params: Params, threshold: float = 0.5) -> NDArray[np.int64]:
    """Say which samples are more probable than `threshold` to have label 1.

    Parameters
    ----------
    X : ndarray, shape (n_x, m)
        Inputs.
    params : dict of str to ndarray
        W1, b1, W2, b2.
    threshold : float, optional
        Between 0 and 1.

    Returns
    -------
    ndarray of int, shape (1, m)
        1 where the probability is above the threshold, else 0.
    """
    _, Z2 = _forward(X, params)
    return (_sigmoid(Z2) > threshold).astype(int)
