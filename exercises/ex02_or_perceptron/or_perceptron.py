"""Train a perceptron on the OR gate."""

import numpy as np


class Perceptron:
    """One step neuron that learns from its mistakes.

    Parameters
    ----------
    n_inputs : int
        How many numbers one sample has.
    learning_rate : float, default=0.1
        How far one mistake moves the weights and the bias.
    seed : int, optional
        Two perceptrons made with the same seed start with the same weights.

    Attributes
    ----------
    weights : ndarray of shape (n_inputs,)
        Floats. They start as random numbers between -0.05 and 0.05.
    bias : float
        Starts at 0.0.
    """

    def __init__(
        self, n_inputs: int, learning_rate: float = 0.1, seed: int | None = None
    ) -> None:
        raise NotImplementedError("write Perceptron.__init__")

    def predict(self, x: np.ndarray) -> int | np.ndarray:
        """Say 1 where the neuron fires and 0 where it stays quiet.

        Parameters
        ----------
        x : array_like of shape (n_inputs,) or (m, n_inputs)
            One sample, or m samples in rows.

        Returns
        -------
        int or ndarray of shape (m,)
            1 where the weighted sum plus the bias is above zero, else 0: an
            integer for one sample, an array of integers for a batch.
        """
        raise NotImplementedError("write Perceptron.predict")

    def train(self, X: np.ndarray, y: np.ndarray, epochs: int = 100) -> int | None:
        """Apply the perceptron rule, sample by sample, until a pass has no mistake.

        Training continues from the current weights and bias.

        Parameters
        ----------
        X : array_like of shape (m, n_inputs)
            One sample per row.
        y : array_like of shape (m,)
            The label of each row, 0 or 1.
        epochs : int, default=100
            How many passes over the samples are allowed.

        Returns
        -------
        int or None
            The number of the first pass without a mistake, counted from 1, or
            None if there was none.

        Raises
        ------
        ValueError
            If a label is neither 0 nor 1, or if X and y differ in length.
        """
        raise NotImplementedError("write Perceptron.train")
