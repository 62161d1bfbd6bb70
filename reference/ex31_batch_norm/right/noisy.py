"""Right, but noisy: prints, warns, and moves the statistics in place."""

import warnings
from dataclasses import dataclass, field

import numpy as np


@dataclass
class BatchNorm:
    dim: int
    momentum: float = 0.9
    eps: float = 1e-5
    gamma: np.ndarray = field(init=False)
    beta: np.ndarray = field(init=False)

    def __post_init__(self):
        print("a new layer for", self.dim, "features")
        self.gamma, self.beta = np.ones(self.dim), np.zeros(self.dim)
        self.running_mean = np.full(self.dim, 0.0)
        self.running_var = np.full(self.dim, 1.0)

    def _move(self, batch):
        mean, var = np.mean(batch, 0), np.var(batch, 0)
        for running, new in ((self.running_mean, mean), (self.running_var, var)):
            running *= self.momentum
            running += new - self.momentum * new
        return mean, var

    def forward(self, X, training=True):
        warnings.warn(f"training: {training}", stacklevel=2)
        if np.shape(X)[1:] != (self.dim,):
            raise ValueError(f"{np.shape(X)} for {self.dim} features")
        mean, var = self._move(X) if training else (self.running_mean, self.running_var)
        out = X.copy()
        out -= mean
        out /= np.sqrt(self.eps + var)
        out *= self.gamma
        out += self.beta
        print("out", out.shape)
        return out
