"""Right, but noisy: prints, warns, and divides by 0 before it looks."""

import warnings

import numpy as np


class StandardScaler:
    def __init__(self) -> None:
        print("a scaler is born")
        self.params: dict[str, np.ndarray] = {}

    def fit(self, X: np.ndarray) -> "StandardScaler":
        X = np.array(X)
        self.params["mean"] = np.average(X, axis=0)
        self.params["std"] = np.sqrt(np.var(X, axis=0))
        print("means", self.params["mean"])
        return self

    def _same_width(self, rows: np.ndarray) -> None:
        if not self.params:
            print("too early")
            raise RuntimeError("fit first")
        if np.shape(rows)[1] != self.params["mean"].shape[0]:
            raise ValueError(f"{np.shape(rows)[1]} columns")

    def transform(self, X: np.ndarray) -> np.ndarray:
        self._same_width(X)
        warnings.warn("scaling", stacklevel=2)
        distance = np.subtract(X, self.params["mean"])
        with np.errstate(all="ignore"):
            scaled = distance / self.params["std"]
        return np.where(self.params["std"] == 0, distance, scaled)

    def fit_transform(self, X: np.ndarray) -> np.ndarray:
        return StandardScaler.transform(self.fit(X), X)

    def inverse_transform(self, Z: np.ndarray) -> np.ndarray:
        self._same_width(Z)
        factor = self.params["std"] + (self.params["std"] == 0)
        print("going back")
        return np.multiply(Z, factor) + self.params["mean"]
