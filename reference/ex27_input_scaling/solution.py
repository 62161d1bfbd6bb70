"""Standardisation that learns from the training rows only.

Row-major: one sample per row, so a statistic of a feature runs over axis 0.  The
class keeps two rows of numbers and no data.  `fit` is the one place that
computes them, and the other methods only use them; so the statistics of rows that
come later cannot leak into the scale.

References
----------
.. [1] Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, "Efficient BackProp", in
   Neural Networks: Tricks of the Trade, LNCS 1524, 9-50, Springer, 1998, section 4.3
   (normalizing the inputs).
.. [2] T. Hastie, R. Tibshirani and J. Friedman, "The Elements of Statistical
   Learning", 2nd edition, Springer, 2009, section 7.10.2 (what must stay inside the
   training part) and section 11.5.3 (scaling of the inputs).
"""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike


class StandardScaler:
    """Bring every column to mean 0 and standard deviation 1, and back.

    All numbers keep the units of their
    column until `transform`, which returns pure numbers.

    Notes
    -----
    Scaling does not depend on the units: if a column is replaced by a * column + b
    with a > 0, mean and standard deviation follow, and the result is the same.
    """

    def __init__(self) -> None:
        self._mean: np.ndarray | None = None  # (n,), None until `fit`
        self._scale: np.ndarray | None = None  # (n,), no entry is 0

    def fit(self, X: ArrayLike) -> Self:
        """Learn the mean and the standard deviation of each column.

        Parameters
        ----------
        X : array_like, shape (m, n)
            The training rows.

        Returns
        -------
        StandardScaler
            The scaler itself.

        Notes
        -----
        Whether a column is constant is asked of its entries, not of its standard
        deviation: the mean of equal numbers may be rounded, and the distances from
        it are then tiny and not 0.
        """
        rows = np.asarray(X)
        constant = np.ptp(rows, axis=0) == 0
        self._mean = rows.mean(axis=0)
        self._scale = np.where(constant, 1.0, rows.std(axis=0))
        return self

    def transform(self, X: ArrayLike) -> np.ndarray:
        """Scale rows with what `fit` has learned.

        Parameters
        ----------
        X : array_like, shape (k, n)
            Any number of rows.

        Returns
        -------
        ndarray of float, shape (k, n)
            Distance of each entry from the mean of its training column, in
            standard deviations of that column; undivided if it was constant.

        Raises
        ------
        RuntimeError
            If `fit` has not been called.
        ValueError
            If X has another number of columns than the training rows.
        """
        return (self._checked(X) - self._mean) / self._scale

    def fit_transform(self, X: ArrayLike) -> np.ndarray:
        """Learn from the rows and return them scaled.

        Parameters
        ----------
        X : array_like, shape (m, n)
            The training rows.

        Returns
        -------
        ndarray of float, shape (m, n)
            Every column that is not constant has mean 0 and standard deviation 1.
        """
        return self.fit(X).transform(X)

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
            If `fit` has not been called.
        ValueError
            If Z has another number of columns than the training rows.
        """
        return self._checked(Z) * self._scale + self._mean

    def _checked(self, rows: ArrayLike) -> np.ndarray:
        """Return rows as an array that fits the fitted columns."""
        if self._mean is None:
            raise RuntimeError("call fit with the training rows first")
        table = np.asarray(rows)
        if table.shape[1] != self._mean.size:
            raise ValueError(
                f"expected {self._mean.size} columns, got {table.shape[1]}"
            )
        return table
