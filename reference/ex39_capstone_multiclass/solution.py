"""A network for several classes, and a table of which it takes for which.

The network is that of ex36: with a softmax head it has told classes apart all the
time.  What is new reads its answers.

Row-major: a layer is ``Z = A @ W + b`` with ``W`` of shape (n_in, n_out) and ``b`` of
shape (1, n_out).

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   sections 6.2.2 (output units), 6.5.4 (back-propagation in a multi-layer
   perceptron) and 8.1.3 (mini-batches).
.. [2] K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", ICCV 2015,
   section 2.2 (first weights for ReLU).
.. [3] T. Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27,
   861-874, 2006, section 2 (confusion matrices; ours has the true classes as rows).
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Function = Callable[[Array], Array]

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


def confusion_matrix(y: ArrayLike, y_hat: ArrayLike, k: int) -> NDArray[np.int64]:
    """Count how many samples of each class were taken for which [3]_.

    Parameters
    ----------
    y, y_hat : array_like of shape (m,)
        True and predicted classes, whole numbers from 0 to k - 1.
    k : int
        Number of classes.

    Returns
    -------
    ndarray of shape (k, k)
        Row: true class; column: prediction.

    Raises
    ------
    ValueError
        If a label is none of the classes, or y and y_hat are no two rows of labels of
        one length.
    """
    pairs = np.stack([y, y_hat])  # refuses different lengths
    if pairs.ndim != 2:
        raise ValueError("y and y_hat are no flat rows of labels")
    if not np.isin(pairs, np.arange(k)).all():
        raise ValueError(f"a label is none of 0 to {k - 1}")
    matrix = np.zeros((k, k), dtype=int)
    # `matrix[y, y_hat] += 1` would count a pair once, however often it occurs.
    np.add.at(matrix, tuple(pairs), 1)
    return matrix


def per_class_accuracy(y: ArrayLike, y_hat: ArrayLike, k: int) -> Array:
    """Return which share of each class's samples was recognised, shape (k,).

    The arguments and errors are those of `confusion_matrix`.  A class without samples
    has no such share: its entry is nan.
    """
    matrix = confusion_matrix(y, y_hat, k)
    with np.errstate(invalid="ignore"):  # 0 / 0 is nan, as it should be
        return matrix.diagonal() / matrix.sum(axis=1)


class NeuralNetwork:
    """A classifier of dense layers, trained by mini-batch gradient descent.

    One output unit is a sigmoid and answers yes or no; several are a softmax
    over as many classes.

    Parameters
    ----------
    layer_sizes : sequence of int
        Number of inputs, units of each hidden layer, number of outputs.
    activation : {'relu', 'tanh', 'sigmoid'}, default='relu'
        Of every hidden layer.
    learning_rate : float, default=0.01
        How far one step moves the parameters, per unit of gradient.
    seed : int, optional
        Decides the first weights and the order of the samples in training.

    Attributes
    ----------
    W : list of ndarray
        For each layer its weights, shape (n_in, n_out): one column per unit.
        They start with mean 0 and variance 2 / n_in for ReLU [2]_, else
        1 / n_in, which keeps the size of the values alike from layer to layer.
    b : list of ndarray
        For each layer its biases, shape (1, n_out). They start at 0.

    Raises
    ------
    ValueError
        If the activation is unknown.

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
    ) -> None:
        if activation not in ACTIVATIONS:
            known = ", ".join(ACTIVATIONS)
            raise ValueError(f"{activation!r} is not one of {known}")
        self.n_inputs, self.n_outputs = layer_sizes[0], layer_sizes[-1]
        self.learning_rate = learning_rate
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
        """Move every parameter against its gradient."""
        rate = self.learning_rate
        self.W = [W - rate * g for W, g in zip(self.W, dW)]
        self.b = [b - rate * g for b, g in zip(self.b, db)]

    def _mean_loss(self, targets: Array, p: Array) -> float:
        """Return the mean over the samples of -log(probability of what is true)."""
        p = np.clip(p, EPS, 1.0 - EPS)
        if self.n_outputs == 1:  # class 0 gets a column of its own
            p, targets = np.hstack([1 - p, p]), np.hstack([1 - targets, targets])
        log_likelihood = (targets * np.log(p)).sum(axis=1)  # (m,)
        return -log_likelihood.mean().item()
