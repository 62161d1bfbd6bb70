"""Right, but noisy: prints, warns, and answers with NumPy's own True and False."""

import warnings
from dataclasses import dataclass, field

import numpy as np


@dataclass
class EarlyStopping:
    patience: int
    min_delta: float = 0.0
    best_params: dict | None = None
    _history: list = field(default_factory=list)
    best: int = 0

    def __post_init__(self):
        print("patience", self.patience)
        if self.patience < 1 or np.signbit(self.min_delta):
            raise ValueError(f"patience {self.patience}, min_delta {self.min_delta}")

    def update(self, loss, params):
        epoch = len(self._history)
        self._history.append(loss)
        print("epoch", epoch, "loss", loss)
        if epoch == 0 or loss < self._history[self.best] - self.min_delta:
            self.best = epoch
            self.best_params = {**{k: np.copy(v) for k, v in params.items()}}
        else:
            warnings.warn("no improvement", stacklevel=2)
        return np.greater_equal(epoch - self.best, self.patience)


def early_stop(val_losses, patience, min_delta=0.0):
    stopper = EarlyStopping(patience, min_delta)
    stops = (i for i, loss in enumerate(val_losses) if stopper.update(loss, {}))
    return next(stops, None), stopper.best
