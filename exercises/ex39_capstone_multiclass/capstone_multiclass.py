"""Extend the network: several classes. `learn start ex39` puts your ex36 in this place.

What you add to it: two functions, `confusion_matrix` and `per_class_accuracy`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def confusion_matrix(y: ArrayLike, y_hat: ArrayLike, k: int) -> NDArray[np.int64]:
    """Count how many samples of each class were taken for which.

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
    raise NotImplementedError("write confusion_matrix")


def per_class_accuracy(y: ArrayLike, y_hat: ArrayLike, k: int) -> Array:
    """Return which share of each class's samples was recognised, shape (k,).

    The arguments and errors are those of `confusion_matrix`; nan for a class without
    samples.
    """
    raise NotImplementedError("write per_class_accuracy")


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
        Random, with mean 0 and standard deviation sqrt(2 / n_in) for ReLU, else
        sqrt(1 / n_in).
    b : list of ndarray
        For each layer its biases, shape (1, n_out). They start at 0.

    Raises
    ------
    ValueError
        If the activation is none of the three.
    """

    def __init__(
        self,
        layer_sizes: Sequence[int],
        activation: str = "relu",
        learning_rate: float = 0.01,
        seed: int | None = None,
    ) -> None:
        raise NotImplementedError("write NeuralNetwork.__init__")

    def forward(self, X: ArrayLike) -> Array:
        """Return the probabilities that the network gives for a batch.

        Parameters
        ----------
        X : array_like of shape (m, n_in)
            One sample per row.

        Returns
        -------
        ndarray of shape (m, n_out)
            One unit: the probability of class 1. Several: one probability per
            class; each row sums to 1.

        Raises
        ------
        ValueError
            If X is not a table with n_in columns, or holds a nan or infinity.
        """
        raise NotImplementedError("write NeuralNetwork.forward")

    def compute_loss(self, y: ArrayLike, p: Array) -> float:
        """Return the mean cross-entropy of the probabilities.

        Parameters
        ----------
        y : array_like of shape (m,) or (m, n_out)
            Labels 0 and 1 for one unit. For several, class numbers, or one-hot
            rows.
        p : ndarray of shape (m, n_out)
            As `forward` returns it.

        Returns
        -------
        float
            Finite for a confident mistake as well.

        Raises
        ------
        ValueError
            If y does not fit p or holds another label.
        """
        raise NotImplementedError("write NeuralNetwork.compute_loss")

    def backward(self, X: ArrayLike, y: ArrayLike) -> tuple[list[Array], list[Array]]:
        """Return the gradient of the batch's mean loss; change nothing.

        Parameters
        ----------
        X : array_like of shape (m, n_in)
        y : array_like of shape (m,) or (m, n_out)
            As for `compute_loss`.

        Returns
        -------
        dW, db : lists of ndarray
            First layer first, in the shapes of `W` and `b`.

        Raises
        ------
        ValueError
            As `forward`, or if y does not fit X or holds another label.
        """
        raise NotImplementedError("write NeuralNetwork.backward")

    def train(
        self, X: ArrayLike, y: ArrayLike, epochs: int, batch_size: int = 32
    ) -> list[float]:
        """Go through the samples in random batches and step after each batch.

        Training continues from the current parameters.

        Parameters
        ----------
        X : array_like of shape (m, n_in)
        y : array_like of shape (m,) or (m, n_out)
            As for `compute_loss`.
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
            As `backward`.
        """
        raise NotImplementedError("write NeuralNetwork.train")

    def predict(self, X: ArrayLike) -> NDArray[np.int64]:
        """Return the class of each sample.

        Parameters
        ----------
        X : array_like of shape (m, n_in)

        Returns
        -------
        ndarray of shape (m,)
            One unit: 1 where its probability is above one half, else 0.
            Several: the number of the most probable class.
        """
        raise NotImplementedError("write NeuralNetwork.predict")

    def predict_proba(self, X: ArrayLike) -> Array:
        """Return the probabilities behind `predict`, shape (m, n_out)."""
        raise NotImplementedError("write NeuralNetwork.predict_proba")
