"""Right: while loops and a list of everything; arrays are copied number by number."""

import numpy as np


def early_stop(val_losses, patience, min_delta=0.0):
    if not (patience >= 1 and min_delta >= 0):
        raise ValueError("these numbers make no sense")
    best = 0
    epoch = 1
    while epoch < len(val_losses):
        if val_losses[epoch] < val_losses[best] - min_delta:
            best = epoch
        if epoch - best == patience:
            return epoch, best
        epoch = epoch + 1
    return None, best


class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        early_stop([0.0], patience, min_delta)
        self.patience = patience
        self.min_delta = min_delta
        self.losses = []
        self.best_params = None

    def update(self, loss, params):
        self.losses.append(loss)
        stop_epoch, best_epoch = early_stop(self.losses, self.patience, self.min_delta)
        if best_epoch == len(self.losses) - 1:
            self.best_params = {}
            for name in params:
                kept = np.zeros(params[name].shape)
                for index in np.ndindex(params[name].shape):
                    kept[index] = params[name][index]
                self.best_params[name] = kept
        return stop_epoch is not None
