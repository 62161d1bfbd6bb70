"""Rosenblatt's perceptron: one step neuron that learns from its mistakes.

Row-major: one sample per row.  A sample that is answered rightly moves nothing.  A
mistake moves the weights along the sample, towards firing or away from it, and at
once: the next sample meets the corrected neuron.

References
----------
.. [1] F. Rosenblatt, "The perceptron: a probabilistic model for information storage
   and organization in the brain", Psychological Review 65(6), 386-408, 1958.
.. [2] A. B. J. Novikoff, "On convergence proofs on perceptrons", Proceedings of the
   Symposium on the Mathematical Theory of Automata 12, 615-622, 1962.
"""

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
        Perpendicular to the boundary, pointing to the side where it fires. They
        start as random numbers between -0.05 and 0.05.
    bias : float
        Minus the threshold that the sum of products has to pass. It starts at 0.0.

    Notes
    -----
    If some line (plane, hyperplane) separates the two classes, the rule makes a
    finite number of mistakes: at most (R / margin) ** 2 from zero weights, where
    R is the length of the longest sample with a 1 appended for the bias [2]_.
    If none does, as for XOR, every pass has a mistake.
    """

    def __init__(
        self, n_inputs: int, learning_rate: float = 0.1, seed: int | None = None
    ) -> None:
        rng = np.random.default_rng(seed)
        self.learning_rate = learning_rate
        self.weights = rng.uniform(-0.05, 0.05, size=n_inputs)
        self.bias = 0.0

    def predict(self, x: np.ndarray) -> int | np.ndarray:
        """Say 1 where the neuron fires and 0 where it stays quiet.

        Parameters
        ----------
        x : array_like of shape (n_inputs,) or (m, n_inputs)
            One sample, or m samples in rows.

        Returns
        -------
        int or ndarray of shape (m,)
            1 where the weighted sum plus the bias is above zero, else 0.
        """
        z = np.dot(x, self.weights) + self.bias  # () or (m,)
        return (z > 0).astype(int)

    def train(self, X: np.ndarray, y: np.ndarray, epochs: int = 100) -> int | None:
        """Apply the perceptron rule, sample by sample, until a pass has no mistake.

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

        Notes
        -----
        A mistake with error e = target - prediction changes the weighted sum of
        that sample by learning_rate * e * (x . x + 1): always in the direction
        of e, because the bracket is positive.
        """
        samples = np.asarray(X)
        if len(samples) != len(y):
            raise ValueError(f"{len(samples)} samples but {len(y)} labels")
        if not np.isin(y, (0, 1)).all():
            raise ValueError("labels must be 0 or 1")
        for epoch in range(1, epochs + 1):
            errors = [self._correct(x, target) for x, target in zip(samples, y)]
            if not any(errors):
                return epoch
        return None

    def _correct(self, x: np.ndarray, target: int) -> int:
        """Judge one sample, correct a mistake at once, and return the error."""
        error = target - self.predict(x)  # -1, 0 or +1; 0 moves nothing
        step = self.learning_rate * error
        self.weights += step * x
        self.bias += step
        return error
