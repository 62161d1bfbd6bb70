"""XOR, learned: a hidden layer finds by gradient descent what was once chosen by hand.

Column-major: the four corners are the columns of X.  The network and its gradients are
those of any network with one hidden layer; only the activation of that layer is a choice,
so its curve and its slope stand side by side in one table.

References
----------
.. [1] D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning internal representations
   by error propagation", in "Parallel Distributed Processing", vol. 1, MIT Press, 1986
   (XOR learned by a network with a hidden layer).
.. [2] Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, "Efficient BackProp", in "Neural
   Networks: Tricks of the Trade", Springer, 1998 (the size of the first weights).
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CORNERS = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
XOR = np.array([[0.0, 1.0, 1.0, 0.0]])

HIDDEN = {  # name: (activation, its slope), both of the pre-activation
    "tanh": (np.tanh, lambda Z: 1.0 - np.tanh(Z) ** 2),
    "relu": (lambda Z: np.maximum(Z, 0.0), lambda Z: np.where(Z > 0.0, 1.0, 0.0)),
}


def _layer(n_out: int, n_in: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """Draw weights with standard deviation ``1 / sqrt(n_in)``; the biases are 0."""
    return rng.normal(0.0, 1 / math.sqrt(n_in), (n_out, n_in)), np.zeros((n_out, 1))


def _forward(X: Array, params: dict[str, Any]) -> tuple[Array, Array, Array]:
    """Return Z1 and A1, both (hidden, m), and the scores Z2, (1, m)."""
    activation, _ = HIDDEN[params["activation"]]
    Z1 = params["W1"] @ X + params["b1"]
    A1 = activation(Z1)
    return Z1, A1, params["W2"] @ A1 + params["b2"]


def _sigmoid(Z: Array) -> Array:
    """Return ``1 / (1 + exp(-Z))`` with exponents that are never positive."""
    return np.exp(np.minimum(Z, 0.0)) / (1.0 + np.exp(-np.abs(Z)))


def _layer_gradients(dZ: Array, A: Array) -> tuple[Array, Array]:
    """Return dW and db of the layer ``Z = W @ A + b``; dZ holds the 1/m already."""
    return dZ @ A.T, dZ.sum(axis=1, keepdims=True)


def _step(params: dict[str, Any], lr: float) -> tuple[dict[str, Any], float]:
    """Return the parameters one step further on, and the loss of the given ones."""
    _, slope = HIDDEN[params["activation"]]
    Z1, A1, Z2 = _forward(CORNERS, params)
    # Mean cross-entropy, from the scores: no logarithm of 0, and nothing to clip.
    loss = float(np.mean(np.logaddexp(0.0, Z2) - XOR * Z2))
    dZ2 = (_sigmoid(Z2) - XOR) / 4  # holds the 1/m of the mean from here on
    dZ1 = (params["W2"].T @ dZ2) * slope(Z1)
    dW1, db1 = _layer_gradients(dZ1, CORNERS)
    dW2, db2 = _layer_gradients(dZ2, A1)
    gradients = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
    moved = {name: params[name] - lr * gradient for name, gradient in gradients.items()}
    return params | moved, loss


def train_xor(
    hidden: int = 4,
    activation: str = "tanh",
    lr: float = 0.5,
    epochs: int = 2000,
    seed: int = 0,
) -> tuple[dict[str, Any], list[float]]:
    """Train a 2-hidden-1 network on the four corners of XOR.

    Parameters
    ----------
    hidden : int, optional
        Hidden units, 1 or more.
    activation : {'tanh', 'relu'}, optional
        Of the hidden layer; the output is a sigmoid.
    lr : float, optional
        The learning rate.
    epochs : int, optional
        Steps on all four corners.
    seed : int, optional
        Of the first weights.

    Returns
    -------
    params : dict
        W1 (hidden, 2), b1 (hidden, 1), W2 (1, hidden), b2 (1, 1), and under 'activation'
        the name: without it the numbers mean nothing.
    losses : list of float
        The mean cross-entropy before each step.

    Raises
    ------
    ValueError
        If there is no hidden unit, or no such activation.

    Notes
    -----
    A loss that stays at log(2) = 0.693 belongs to a network that says one half at every
    corner: units that are all alike, all silent, or not bent.
    """
    if hidden < 1:
        raise ValueError(f"need at least one hidden unit, got {hidden}")
    if activation not in HIDDEN:
        raise ValueError(f"no activation {activation!r}; there are {sorted(HIDDEN)}")
    rng = np.random.default_rng(seed)
    W1, b1 = _layer(hidden, 2, rng)
    W2, b2 = _layer(1, hidden, rng)
    params = {"W1": W1, "b1": b1, "W2": W2, "b2": b2, "activation": activation}
    losses = []
    for _ in range(epochs):
        params, loss = _step(params, lr)
        losses.append(loss)
    return params, losses


def predict(X: Array, params: dict[str, Any]) -> NDArray[np.int64]:
    """Say for each point which class the network holds more probable.

    Parameters
    ----------
    X : ndarray, shape (2, m)
        Any points of the plane.
    params : dict
        As `train_xor` returns it.

    Returns
    -------
    ndarray of int, shape (1, m)
        1 where the probability is above one half, else 0.
    """
    _, _, Z2 = _forward(X, params)
    return (_sigmoid(Z2) > 0.5).astype(int)
