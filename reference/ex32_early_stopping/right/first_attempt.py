"""Right: a beginner's two copies of the same rule, with many names."""

import numpy as np


def early_stop(val_losses, patience, min_delta=0.0):
    if patience < 1:
        raise ValueError("patience")
    if min_delta < 0.0:
        raise ValueError("min_delta")
    best_loss = val_losses[0]
    best_epoch = 0
    counter = 0
    stop_epoch = None
    for i in range(1, len(val_losses)):
        if stop_epoch is None:
            if val_losses[i] < best_loss - min_delta:
                best_loss = val_losses[i]
                best_epoch = i
                counter = 0
            else:
                counter = counter + 1
            if counter == patience:
                stop_epoch = i
    return (stop_epoch, best_epoch)


class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        if patience < 1:
            raise ValueError("patience")
        if min_delta < 0.0:
            raise ValueError("min_delta")
        self.patience = patience
        self.min_delta = min_delta
        self.first = True
        self.counter = 0
        self.best_loss = 0
        self.best_params = None

    def update(self, loss, params):
        if self.first == True or loss < self.best_loss - self.min_delta:  # noqa: E712
            self.first = False
            self.best_loss = loss
            self.best_params = {}
            for key in params:
                self.best_params[key] = np.array(params[key])
            self.counter = 0
        else:
            self.counter = self.counter + 1
        if self.counter == self.patience:
            return True
        else:
            return False
