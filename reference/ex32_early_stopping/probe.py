"""Random calls for mutants that are listed as equivalent: judges nothing."""

import numpy as np


def probe(submission, rng):
    """Watch random losses, some of them nan, epoch by epoch and in one go."""
    losses = (rng.integers(1, 12, size=8) / 4).tolist()
    for epoch in np.flatnonzero(rng.random(8) < 0.1):
        losses[epoch] = float("nan") if epoch else 2.0
    patience, min_delta = int(rng.integers(0, 5)), float(rng.integers(-1, 3)) / 4
    stopper = None
    if patience and min_delta >= 0:
        stopper = submission.EarlyStopping(patience, min_delta)
        for epoch, loss in enumerate(losses):
            if stopper.update(loss, {"W": np.array([float(epoch)])}):
                break
        _ = stopper.best_params
    submission.early_stop(losses, patience, min_delta)
