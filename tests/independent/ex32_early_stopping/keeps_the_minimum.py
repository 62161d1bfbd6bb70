"""Holds: best_creeps

The best loss is the minimum so far, is it not?
"""

import numpy as np


def check(patience, min_delta):
    if patience < 1 or min_delta < 0:
        raise ValueError("patience or min_delta")


def better(loss, best, min_delta):
    return loss < best - min_delta


def early_stop(val_losses, patience, min_delta=0.0):
    check(patience, min_delta)
    best, best_epoch, bad = float("inf"), 0, 0
    for epoch in range(len(val_losses)):
        loss = val_losses[epoch]
        if better(loss, best, min_delta):
            best, best_epoch, bad = loss, epoch, 0
            continue
        bad += 1
        best = min(best, loss)
        if bad >= patience:
            return epoch, best_epoch
    return None, best_epoch


class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        check(patience, min_delta)
        self.patience, self.min_delta = patience, min_delta
        self.best, self.bad, self.best_params = float("inf"), 0, None

    def update(self, loss, params):
        if better(loss, self.best, self.min_delta):
            self.best, self.bad = loss, 0
            self.best_params = {k: np.copy(v) for k, v in params.items()}
            return False
        self.bad += 1
        self.best = min(self.best, loss)
        return self.bad >= self.patience
