"""A fully connected network with three means against learning by heart.

A weight penalty, dropout and early stopping each touch one place of the network:
its gradient, its pass through the layers in training, and its loop over the epochs.
All else is the network of ex36.

Row-major: a layer is ``Z = A @ W + b`` with ``W`` of shape (n_in, n_out) and ``b``
of shape (1, n_out).

References
----------
.. [1] I. Goodfellow, Y. Bengio and A. Courville, "Deep Learning", MIT Press, 2016,
   sections 6.2.2 (output units), 6.5.4 (back-propagation in a multi-layer
   perceptron) and 8.1.3 (mini-batches).
.. [2] K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers", ICCV 2015,
   section 2.2 (first weights for ReLU).
.. [3] N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov,
   "Dropout: a simple way to prevent neural networks from overfitting", Journal of
   Machine Learning Research 15, 2014, section 4.
.. [4] As [1]_, sections 7.1.1 (L2) and 7.8 (early stopping).
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypedDict

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Function = Callable[[Array], Array]
Factors = Sequence[ArrayLike]

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


class History(TypedDict):
    """What a training left, by epoch; epochs count from 0."""

    train_loss: list[float]
    val_loss: list[float]
    best_epoch: int | None


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
        Decides the first weights, the order of the samples and what is dropped.
    l2 : float, default=0.0
        Price of large weights: the gradient is the one of loss + penalty, where the
        penalty is l2 / (2 m) times the sum of all squared weights, for m samples.
        Biases cost nothing, and the loss that is reported has no penalty in it.
    dropout : float, default=0.0
        Probability with which `train` drops each output of each hidden layer, anew
        for every sample and step [3]_.  What is kept is divided by 1 - dropout.

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
        If the activation is unknown, l2 is negative or dropout not in [0, 1).

    Notes
    -----
    With `m` samples and the loss L, the mean of the cross-entropy, both heads
    have dL/dZ = (p - y) / m at the output. One layer further down it is
    dL/dZ_l = (dL/dZ_{l+1} @ W_{l+1}.T) * f'(Z_l), times 0 or 1 / (1 - dropout) as
    on the way forward, and every layer has dL/dW = A.T @ dL/dZ, where A is what the
    layer read [1]_.  The slope of the penalty is l2 / m * W [4]_.
    """

    def __init__(
        self,
        layer_sizes: Sequence[int],
        activation: str = "relu",
        learning_rate: float = 0.01,
        seed: int | None = None,
        l2: float = 0.0,
        dropout: float = 0.0,
    ) -> None:
        if activation not in ACTIVATIONS:
            known = ", ".join(ACTIVATIONS)
            raise ValueError(f"{activation!r} is not one of {known}")
        if not l2 >= 0:  # nor if it is nan
            raise ValueError(f"l2 is {l2}, expected at least 0")
        if not 0 <= dropout < 1:
            raise ValueError(f"dropout is {dropout}, expected 0 <= dropout < 1")
        self.l2, self.dropout = l2, dropout
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
        self._whole: Factors = [1.0 for _ in self.b[:-1]]  # nothing is dropped

    def forward(self, X: ArrayLike) -> Array:
        """Return probabilities, shape (m, n_out), for samples, shape (m, n_in).

        Raises
        ------
        ValueError
            If X is not a table with n_in columns, or holds a nan or infinity.
        """
        p, _, _ = self._propagate(self._samples(X), self._whole)
        return p

    def backward(self, X: ArrayLike, y: ArrayLike) -> tuple[list[Array], list[Array]]:
        """Return the gradient of the batch's mean loss plus penalty; change nothing.

        Nothing is dropped, so it can be compared with measured slopes.

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
        targets = self._targets(y, len(samples))
        return self._gradients(samples, targets, self._whole)

    def compute_loss(self, y: ArrayLike, p: Array) -> float:
        """Return the mean cross-entropy, in nats, of probabilities p (m, n_out).

        Raises
        ------
        ValueError
            If y does not fit p or holds another label.
        """
        return self._mean_loss(self._targets(y, len(p)), p)

    def train(
        self,
        X: ArrayLike,
        y: ArrayLike,
        epochs: int,
        batch_size: int = 32,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
        patience: int | None = None,
    ) -> History:
        """Go through the samples in random batches and step after each batch.

        Parameters
        ----------
        X, y
            As for `backward`.
        epochs : int
            How often every sample is visited, at most.
        batch_size : int, default=32
            Samples per step; the last batch of an epoch may be smaller.
        X_val, y_val : optional
            Samples that are watched and not trained on.
        patience : int, optional
            Stop when so many epochs in a row have not lowered the loss on X_val below
            its best, and go back to the parameters of the best epoch.

        Returns
        -------
        dict
            After each epoch the mean losses on X and, if given, X_val, both without
            dropping and penalty; and the epoch with the lowest loss on X_val.

        Raises
        ------
        ValueError
            As `backward`, for either set; if one of X_val and y_val is missing; if
            there is patience and nothing to watch, or it is below 1.
        """
        samples = self._samples(X)
        targets = self._targets(y, len(samples))
        watched = self._watched(X_val, y_val, patience)
        history: History = {"train_loss": [], "val_loss": [], "best_epoch": None}
        best = self.W, self.b
        for epoch in range(epochs):
            self._epoch(samples, targets, batch_size)
            history["train_loss"].append(self._loss_on(samples, targets))
            if watched is None:
                continue
            losses = history["val_loss"]
            losses.append(self._loss_on(*watched))
            history["best_epoch"] = lowest = losses.index(min(losses))
            if lowest == epoch:
                best = self.W, self.b  # _step makes new arrays: these stay as they are
            if epoch - lowest == patience:  # never where patience is None
                break
        if patience is not None:
            self.W, self.b = best
        return history

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

    def _targets(self, y: ArrayLike | None, m: int) -> Array:
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

    def _watched(
        self, X: ArrayLike | None, y: ArrayLike | None, patience: int | None
    ) -> tuple[Array, Array] | None:
        """Read the validation data, or refuse what cannot be watched."""
        if X is None:
            if y is not None or patience is not None:
                raise ValueError("without X_val there is nothing to watch")
            return None
        if patience is not None and patience < 1:
            raise ValueError(f"patience is {patience}, expected 1 epoch at least")
        samples = self._samples(X)
        return samples, self._targets(y, len(samples))  # refuses a y of None, too

    def _epoch(self, X: Array, targets: Array, batch_size: int) -> None:
        """Visit every sample once, in random batches, and step after each batch."""
        order = self._rng.permutation(len(X))
        for start in range(0, len(order), batch_size):
            batch = order[start : start + batch_size]
            factors = self._dropped(len(batch))
            self._step(*self._gradients(X[batch], targets[batch], factors))

    def _dropped(self, m: int) -> Factors:
        """Draw what every hidden output is multiplied by: 0, or 1 / (1 - dropout)."""
        keep = 1.0 - self.dropout
        return [self._rng.binomial(1, keep, (m, b.size)) / keep for b in self.b[:-1]]

    def _propagate(
        self, X: Array, factors: Factors
    ) -> tuple[Array, list[Array], list[Array]]:
        """Return p, every hidden layer's Z, and what every layer read."""
        *hidden, (W_out, b_out) = zip(self.W, self.b)
        Z: list[Array] = []
        A = [X]
        for (W, b), factor in zip(hidden, factors):
            Z.append(A[-1] @ W + b)  # (m, n_in) @ (n_in, n_out) + (1, n_out)
            A.append(self._activate(Z[-1]) * factor)
        return self._head(A[-1] @ W_out + b_out), Z, A

    def _gradients(
        self, X: Array, targets: Array, factors: Factors
    ) -> tuple[list[Array], list[Array]]:
        """Walk backwards through the layers; see the notes of the class."""
        p, Z, A = self._propagate(X, factors)
        dZ = (p - targets) / len(X)  # of the output layer; holds the 1/m of the mean
        dW: list[Array] = []
        db: list[Array] = []
        for layer in reversed(range(len(self.W))):
            dW.insert(0, A[layer].T @ dZ + self.l2 / len(X) * self.W[layer])
            db.insert(0, dZ.sum(axis=0, keepdims=True))
            if layer > 0:
                slope = self._slope(Z[layer - 1]) * factors[layer - 1]
                dZ = (dZ @ self.W[layer].T) * slope
        return dW, db

    def _step(self, dW: list[Array], db: list[Array]) -> None:
        """Move every parameter against its gradient."""
        rate = self.learning_rate
        self.W = [W - rate * g for W, g in zip(self.W, dW)]
        self.b = [b - rate * g for b, g in zip(self.b, db)]

    def _loss_on(self, X: Array, targets: Array) -> float:
        """Return the mean loss of the whole network, without dropping and penalty."""
        p, _, _ = self._propagate(X, self._whole)
        return self._mean_loss(targets, p)

    def _mean_loss(self, targets: Array, p: Array) -> float:
        """Return the mean over the samples of -log(probability of what is true)."""
        p = np.clip(p, EPS, 1.0 - EPS)
        if self.n_outputs == 1:  # class 0 gets a column of its own
            p, targets = np.hstack([1 - p, p]), np.hstack([1 - targets, targets])
        log_likelihood = (targets * np.log(p)).sum(axis=1)  # (m,)
        return -log_likelihood.mean().item()
