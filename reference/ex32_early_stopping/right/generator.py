"""Right: the rule as a generator that is sent losses; deep copies."""

import copy
import math


def _judge(patience, min_delta):
    """Receive losses; yield (whether to stop, whether this was an improvement)."""
    best, left, answer = math.inf, patience, None
    while True:
        loss = yield answer
        improved = best - min_delta > loss
        best, left = (loss, patience) if improved else (best, left - 1)
        answer = left <= 0, improved


def _started(patience, min_delta):
    if patience <= 0:
        raise ValueError(f"no patience: {patience}")
    if min_delta < 0:
        raise ValueError(f"negative: {min_delta}")
    judge = _judge(patience, min_delta)
    next(judge)
    return judge


def early_stop(val_losses, patience, min_delta=0.0):
    judge, best_epoch = _started(patience, min_delta), 0
    for epoch, loss in enumerate(val_losses):
        stop, improved = judge.send(loss)
        best_epoch = epoch if improved else best_epoch
        if stop:
            return epoch, best_epoch
    return None, best_epoch


class EarlyStopping:
    def __init__(self, patience, min_delta=0.0):
        self._rule = _started(patience, min_delta)
        self.best_params = None

    def update(self, loss, params):
        stop, improved = self._rule.send(loss)
        if improved:
            self.best_params = copy.deepcopy(params)
        return stop
