"""A fully connected network whose update rule can be exchanged.

The network knows its gradient and the optimizer knows what to do with one; between
them they need a single method, ``step``.  All else is the network of ex36.

Row-major: a layer is ``Z = A @ W + b`` with ``W`` of shape (n_in, n_out) and ``b`` of
shape (1, n_out).

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   sections 6.2.2 (output units), 6.5.4 (back-propagation in a multi-layer
   perceptron) and 8.1.3 (mini-batches).
.. [2] K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", ICCV 2015,
   section 2.2 (first weights for ReLU).
.. [3] G. Hinton, N. Srivastava and K. Swersky, "Neural networks for machine learning",
   lecture 6e (RMSprop), 2012.
.. [4] D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015,
   algorithm 1.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Function = Callable[[Array], Array]
Params = dict[str, Array]

# log(0) is -inf. This is the gap between 1.0 and the next float, so 1 - EPS < 1.
EPS = np.finfo(float).eps


def _relu(z: Array) -> Array:
    return np.maximum(z, 0.0)


def _relu_slope(z: Array) -> Array:
    return np.sign(_relu(z))  # 1 where relu lets through, else 0, also at the kink


def _sigmoid(z: Array) -> Array:
    # exp of a number that is never positive cannot overflow: this is
    # 1 / (1 + e^-z) where z > 0, and e^z / (1 + e^z), the same number, elsewhere.
    return np.exp(np.minimum(z, 0.0)) / (1.0 + np.exp(-np.abs(z)))


def _sigmoid_slope(z: Array) -> Array:
    return _sigmoid(z) * (1.0 - _sigmoid(z))


def _tanh_slope(z: Array) -> Array:
    return 1.0 - np.tanh(z) ** 2


def _softmax(z: Array) -> Array:
    # A constant taken off a whole row cancels, and without it exp overflows.
    parts = np.exp(z - z.max(axis=1, keepdims=True))
    return parts / parts.sum(axis=1, keepdims=True)


ACTIVATIONS: dict[str, tuple[Function, Function]] = {
    "relu": (_relu, _relu_slope),
    "sigmoid": (_sigmoid, _sigmoid_slope),
    "tanh": (np.tanh, _tanh_slope),
}
"""For each name the activation and its slope, both functions of z."""


def _by_name(W: list[Array], b: list[Array]) -> Params:
    """Put the same arrays, not copies, into a dict: W0, W1 and so on, then b0, b1."""
    weights = {f"W{i}": array for i, array in enumerate(W)}
    return weights | {f"b{i}": array for i, array in enumerate(b)}


class Optimizer(Protocol):
    """Whatever can step: all that the network asks for."""

    def step(self, params: Params, grads: Params) -> None:
        """Move every parameter, in place, by what its gradient says."""


class SGD:
    """Gradient descent, with a velocity if `momentum` is above 0.

    Parameters
    ----------
    lr : float, default=0.01
        Step per unit of gradient.
    momentum : float, default=0.0
        Which share of the velocity survives a step.
    """

    def __init__(self, lr: float = 0.01, momentum: float = 0.0) -> None:
        self.lr, self.momentum = lr, momentum
        self._velocities: Params = {}

    def step(self, params: Params, grads: Params) -> None:
        """Set v = momentum * v - lr * g and add v, for each parameter."""
        for name, param in params.items():
            v = self.momentum * self._velocities.get(name, 0.0) - self.lr * grads[name]
            self._velocities[name] = v
            param += v


class RMSprop:
    """Divide each gradient by its own recent size [3]_.

    Parameters
    ----------
    lr : float, default=0.001
        About the length of a step.
    decay : float, default=0.9
        Which share of the mean square survives a step.
    eps : float, default=1e-8
        Added to the root, so that nothing is divided by 0.
    """

    def __init__(
        self, lr: float = 0.001, decay: float = 0.9, eps: float = 1e-8
    ) -> None:
        self.lr, self.decay, self.eps = lr, decay, eps
        self._square: Params = {}

    def step(self, params: Params, grads: Params) -> None:
        """Set s = decay * s + (1 - decay) * g**2, subtract lr * g / (sqrt(s) + eps)."""
        for name, param in params.items():
            g = grads[name]
            s = self._square.get(name, 0.0)
            self._square[name] = s = self.decay * s + (1 - self.decay) * g**2
            param -= self.lr * g / (np.sqrt(s) + self.eps)


class Adam:
    """RMSprop with a mean gradient, both corrected for their start at 0 [4]_.

    Parameters
    ----------
    lr : float, default=0.001
        About the length of a step.
    beta1, beta2 : float, default=0.9, 0.999
        Which share of the mean, and of the mean square, survives a step.
    eps : float, default=1e-8
        As for RMSprop.
    """

    def __init__(
        self,
        lr: float = 0.001,
        beta1: float = 0.9,
        beta2: float = 0.999,
        eps: float = 1e-8,
    ) -> None:
        self.lr, self.beta1, self.beta2, self.eps = lr, beta1, beta2, eps
        self._mean: Params = {}
        self._square: Params = {}
        self._t = 0

    def step(self, params: Params, grads: Params) -> None:
        """Count one step for all parameters, then move each of them."""
        self._t += 1
        for name, param in params.items():
            g = grads[name]
            m, s = self._mean.get(name, 0.0), self._square.get(name, 0.0)
            self._mean[name] = m = self.beta1 * m + (1 - self.beta1) * g
            self._square[name] = s = self.beta2 * s + (1 - self.beta2) * g**2
            m_hat = m / (1 - self.beta1**self._t)
            s_hat = s / (1 - self.beta2**self._t)
            param -= self.lr * m_hat / (np.sqrt(s_hat) + self.eps)


OPTIMIZERS: dict[str, Callable[[float], Optimizer]] = {
    "sgd": SGD,
    "momentum": lambda lr: SGD(lr, momentum=0.9),
    "rmsprop": RMSprop,
    "adam": Adam,
}
"""For each name how to make an optimizer with a given learning rate."""


class NeuralNetwork:
    """A classifier of dense layers, trained in mini-batches by any optimizer.

    One output unit is a sigmoid and answers yes or no; several are a softmax
    over as many classes.

    Parameters
    ----------
    layer_sizes : sequence of int
        Number of inputs, units of each hidden layer, number of outputs.
    activation : {'relu', 'tanh', 'sigmoid'}, default='relu'
        Of every hidden layer.
    learning_rate : float, default=0.01
        Of the optimizer, where that is given by name.
    seed : int, optional
        Decides the first weights and the order of the samples in training.
    optimizer : {'sgd', 'momentum', 'rmsprop', 'adam'} or Optimizer, default='sgd'
        A name makes a new one for this network alone; an object is used as it is.

    Attributes
    ----------
    optimizer : Optimizer
        The one in use; another one can be put in its place at any time.
    W : list of ndarray
        For each layer its weights, shape (n_in, n_out): one column per unit.
        They start with mean 0 and variance 2 / n_in for ReLU [2]_, else
        1 / n_in, which keeps the size of the values alike from layer to layer.
    b : list of ndarray
        For each layer its biases, shape (1, n_out). They start at 0.

    Raises
    ------
    ValueError
        If the activation, or the name of the optimizer, is unknown.

    Notes
    -----
    With `m` samples and the loss L, the mean of the cross-entropy, both heads
    have dL/dZ = (p - y) / m at the output. One layer further down it is
    dL/dZ_l = (dL/dZ_{l+1} @ W_{l+1}.T) * f'(Z_l), and every layer has
    dL/dW = A.T @ dL/dZ, where A is what the layer read [1]_.
    """

    def __init__(
        self,
        layer_sizes: Sequence[int],
        activation: str = "relu",
        learning_rate: float = 0.01,
        seed: int | None = None,
        optimizer: str | Optimizer = "sgd",
    ) -> None:
        if activation not in ACTIVATIONS:
            known = ", ".join(ACTIVATIONS)
            raise ValueError(f"{activation!r} is not one of {known}")
        if isinstance(optimizer, str):
            if optimizer not in OPTIMIZERS:
                known = ", ".join(OPTIMIZERS)
                raise ValueError(f"{optimizer!r} is not one of {known}")
            optimizer = OPTIMIZERS[optimizer](learning_rate)
        self.optimizer = optimizer
        self.n_inputs, self.n_outputs = layer_sizes[0], layer_sizes[-1]
        self._activate, self._slope = ACTIVATIONS[activation]
        self._head = _sigmoid if self.n_outputs == 1 else _softmax
        self._rng = np.random.default_rng(seed)
        gain = 2.0 if activation == "relu" else 1.0
        self.W = [
            self._rng.standard_normal((n_in, n_out)) * np.sqrt(gain / n_in)
            for n_in, n_out in pairwise(layer_sizes)
        ]
        self.b = [np.zeros((1, n_out)) for n_out in layer_sizes[1:]]

    def forward(self, X: ArrayLike) -> Array:
        """Return probabilities, shape (m, n_out), for samples, shape (m, n_in).

        Raises
        ------
        ValueError
            If X is not a table with n_in columns, or holds a nan or infinity.
        """
        p, _, _ = self._propagate(self._samples(X))
        return p

    def backward(self, X: ArrayLike, y: ArrayLike) -> tuple[list[Array], list[Array]]:
        """Return the gradient of the batch's mean loss; change nothing.

        Parameters
        ----------
        X : array_like of shape (m, n_in)
        y : array_like of shape (m,) or (m, n_out)
            Labels 0 and 1 for one unit. For several, class numbers, or one-hot
            rows.

        Returns
        -------
        dW, db : lists of ndarray
            First layer first, in the shapes of `W` and `b`.

        Raises
        ------
        ValueError
            As `forward`, or if y does not fit X or holds another label.
        """
        samples = self._samples(X)
        return self._gradients(samples, self._targets(y, len(samples)))

    def compute_loss(self, y: ArrayLike, p: Array) -> float:
        """Return the mean cross-entropy, in nats, of probabilities p (m, n_out).

        Raises
        ------
        ValueError
            If y does not fit p or holds another label.
        """
        return self._mean_loss(self._targets(y, len(p)), p)

    def train(
        self, X: ArrayLike, y: ArrayLike, epochs: int, batch_size: int = 32
    ) -> list[float]:
        """Go through the samples in random batches and step after each batch.

        Training continues from the current parameters.

        Parameters
        ----------
        X, y
            As for `backward`.
        epochs : int
            How often every sample is visited.
        batch_size : int, default=32
            Samples per step; the last batch of an epoch may be smaller.

        Returns
        -------
        list of float
            After each epoch the mean loss over all samples.

        Raises
        ------
        ValueError
            As `backward`; nothing has changed then.
        """
        samples = self._samples(X)
        targets = self._targets(y, len(samples))
        losses = []
        for _ in range(epochs):
            order = self._rng.permutation(len(samples))
            for start in range(0, len(order), batch_size):
                batch = order[start : start + batch_size]
                self._step(*self._gradients(samples[batch], targets[batch]))
            p, _, _ = self._propagate(samples)
            losses.append(self._mean_loss(targets, p))
        return losses

    def predict(self, X: ArrayLike) -> NDArray[np.int64]:
        """Return the class of each sample, shape (m,): the most probable one."""
        p = self.forward(X)
        if self.n_outputs == 1:
            return (p[:, 0] > 0.5).astype(int)
        return p.argmax(axis=1)

    def predict_proba(self, X: ArrayLike) -> Array:
        """Return the probabilities behind `predict`, shape (m, n_out)."""
        return self.forward(X)

    def _samples(self, X: ArrayLike) -> Array:
        """Read X as a table, or refuse it."""
        samples = np.asarray(X)
        if samples.shape != (len(samples), self.n_inputs):
            raise ValueError(
                f"X has shape {samples.shape}, expected (m, {self.n_inputs})"
            )
        if not np.isfinite(samples).all():
            raise ValueError("X holds a nan or an infinity")
        return samples

    def _targets(self, y: ArrayLike, m: int) -> Array:
        """Write labels as the rows that p is compared with, shape (m, n_out)."""
        labels, n = np.asarray(y), self.n_outputs
        if n > 1 and labels.shape == (m, n):
            return labels
        if labels.shape != (m,):
            raise ValueError(f"y has shape {labels.shape} for {m} samples")
        if not np.isin(labels, np.arange(max(n, 2))).all():
            raise ValueError(f"a label is none of 0 to {max(n, 2) - 1}")
        if n == 1:
            return labels[:, np.newaxis]
        return np.eye(n)[labels]

    def _propagate(self, X: Array) -> tuple[Array, list[Array], list[Array]]:
        """Return p, every hidden layer's Z, and what every layer read."""
        *hidden, (W_out, b_out) = zip(self.W, self.b)
        Z: list[Array] = []
        A = [X]
        for W, b in hidden:
            Z.append(A[-1] @ W + b)  # (m, n_in) @ (n_in, n_out) + (1, n_out)
            A.append(self._activate(Z[-1]))
        return self._head(A[-1] @ W_out + b_out), Z, A

    def _gradients(self, X: Array, targets: Array) -> tuple[list[Array], list[Array]]:
        """Walk backwards through the layers; see the notes of the class."""
        p, Z, A = self._propagate(X)
        dZ = (p - targets) / len(X)  # of the output layer; holds the 1/m of the mean
        dW: list[Array] = []
        db: list[Array] = []
        for layer in reversed(range(len(self.W))):
            dW.insert(0, A[layer].T @ dZ)
            db.insert(0, dZ.sum(axis=0, keepdims=True))
            if layer > 0:
                dZ = (dZ @ self.W[layer].T) * self._slope(Z[layer - 1])
        return dW, db

    def _step(self, dW: list[Array], db: list[Array]) -> None:
        """Have the optimizer move all parameters, which it knows by name only."""
        self.optimizer.step(_by_name(self.W, self.b), _by_name(dW, db))

    def _mean_loss(self, targets: Array, p: Array) -> float:
        """Return the mean over the samples of -log(probability of what is true)."""
        p = np.clip(p, EPS, 1.0 - EPS)
        if self.n_outputs == 1:  # class 0 gets a column of its own
            p, targets = np.hstack([1 - p, p]), np.hstack([1 - targets, targets])
        log_likelihood = (targets * np.log(p)).sum(axis=1)  # (m,)
        return -log_likelihood.mean().item()
