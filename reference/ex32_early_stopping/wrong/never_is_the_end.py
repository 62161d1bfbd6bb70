"""Wrong: the last epoch for None."""

import math


def early_stop(val_losses, patience, min_delta=0.0):
    if patience < 1:
        raise ValueError("patience must be at least 1")
    if min_delta < 0:
        raise ValueError("min_delta must not be negative")
    best_loss = math.inf
    best_epoch = 0
    wait = 0
    for epoch, loss in enumerate(val_losses):
        if loss < best_loss - min_delta:
            best_loss = loss
            best_epoch = epoch
            wait = 0
        else:
            wait += 1
            if wait >= patience:
                return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        if patience < 1:
            raise ValueError("patience must be at least 1")
        if min_delta < 0:
            raise ValueError("min_delta must not be negative")
        self.patience = patience
        self.min_delta = min_delta
        self.best_loss = math.inf
        self.best_params = None
        self.wait = 0

    def update(self, loss, params):
        if loss < self.best_loss - self.min_delta:
            self.best_loss = loss
            self.best_params = {name: a.copy() for name, a in params.items()}
            self.wait = 0
            return False
        self.wait += 1
        return self.wait >= self.patience
