"""Scale inputs: learn mean and spread on the training rows, use them on every row."""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike


class StandardScaler:
    """Bring every column to mean 0 and standard deviation 1, and back.

    Samples are rows and features are columns. What `fit` has learned stays until
    the next `fit`; `transform` and `inverse_transform` only use it.
    """

    def fit(self, X: ArrayLike) -> Self:
        """Learn the mean and the standard deviation of each column.

        Parameters
        ----------
        X : array_like, shape (m, n)
            The training rows. They are left as they are.

        Returns
        -------
        StandardScaler
            The scaler itself.
        """
        raise NotImplementedError("write StandardScaler.fit")

    def transform(self, X: ArrayLike) -> np.ndarray:
        """Scale rows with what `fit` has learned.

        Parameters
        ----------
        X : array_like, shape (k, n)
            Any number of rows, training rows or later ones.

        Returns
        -------
        ndarray of float, shape (k, n)
            Each entry minus the mean of its column, divided by the standard
            deviation of its column; by 1 if the column was constant.

        Raises
        ------
        RuntimeError
            If `fit` has not been called; a ValueError will do as well.
        ValueError
            If X has another number of columns than the training rows.
        """
        raise NotImplementedError("write StandardScaler.transform")

    def fit_transform(self, X: ArrayLike) -> np.ndarray:
        """Learn from the rows and return them scaled.

        Parameters
        ----------
        X : array_like, shape (m, n)
            The training rows.

        Returns
        -------
        ndarray of float, shape (m, n)
            The same as `transform` after `fit`.
        """
        raise NotImplementedError("write StandardScaler.fit_transform")

    def inverse_transform(self, Z: ArrayLike) -> np.ndarray:
        """Turn scaled rows back into the original units.

        Parameters
        ----------
        Z : array_like, shape (k, n)
            Rows as `transform` returns them.

        Returns
        -------
        ndarray of float, shape (k, n)
            The rows that `transform` turns into Z.

        Raises
        ------
        RuntimeError
            If `fit` has not been called; a ValueError will do as well.
        ValueError
            If Z has another number of columns than the training rows.
        """
        raise NotImplementedError("write StandardScaler.inverse_transform")
