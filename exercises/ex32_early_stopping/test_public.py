"""Public checks: losses followed by hand, parameters that train on, refusals."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, needs, points


def stops(actual, stop_epoch, best_epoch):
    """Compare a pair of epochs; the first may be None."""
    equal(actual[0], stop_epoch)
    equal(actual[1], best_epoch)


@points(2)
def test_two_without(submission):
    """Training stops at the second epoch in a row that does not beat the best"""
    # 0.75 is lower than 1.0 before it, and not lower than 0.5
    losses = [2.0, 1.5, 0.5, 1.0, 0.75, 0.875, 0.25]
    stops(submission.early_stop(losses, 2), 4, 2)


@points(1)
@needs("two_without")
def test_never(submission):
    """If nothing stops training, the first answer is None"""
    stops(submission.early_stop([2.0, 1.0, 0.5, 0.75], 2), None, 2)
    stops(submission.early_stop([2.0], 1), None, 0)


@points(1)
@needs("two_without")
def test_plateau(submission):
    """Equal losses are no improvement"""
    stops(submission.early_stop([0.5, 0.5, 0.5, 0.5, 0.25], 3), 3, 0)


@points(1)
@needs("two_without")
def test_recovery(submission):
    """An improvement starts the count again"""
    losses = [2.0, 1.0, 1.5, 0.75, 1.0, 0.5, 1.0, 1.0, 0.25]
    stops(submission.early_stop(losses, 2), 7, 5)


@points(1)
@needs("two_without")
def test_patience_of_one(submission):
    """With a patience of 1 the first epoch without improvement is the last"""
    stops(submission.early_stop([2.0, 1.0, 1.25, 0.5], 1), 2, 1)
    stops(submission.early_stop([2.0, 3.0, 1.0], 1), 1, 0)


@points(1.5)
@needs("two_without")
def test_min_delta(submission):
    """A loss has to be lower than the best by more than min_delta"""
    # 1.875 and 1.75 are not below 2 - 0.25, 1.625 is; nothing then is below 1.375
    losses = [2.0, 1.875, 1.75, 1.625, 1.5, 1.375, 1.5, 1.5]
    stops(submission.early_stop(losses, 3, 0.25), 6, 3)
    stops(submission.early_stop(losses, 2, 0.25), 2, 0)


@points(0.5)
@needs("two_without")
def test_nan(submission):
    """A loss of nan is no improvement"""
    stops(submission.early_stop([2.0, math.nan, 1.0, math.nan, math.nan], 2), 4, 2)


def epoch(number):
    """Return parameters from which the epoch can be told."""
    return {"W": np.full((2, 3), float(number)), "b": np.full((1, 3), -float(number))}


@points(1.5)
def test_update_says_when(submission):
    """Called after every epoch, update says when training is to stop"""
    stopper = submission.EarlyStopping(2)
    losses = [2.0, 1.0, 1.5, 0.5, 1.0, 0.75]
    said = [stopper.update(loss, epoch(i)) for i, loss in enumerate(losses)]
    equal(said, [False, False, False, False, False, True])


@points(1)
@needs("update_says_when")
def test_best_params(submission):
    """The parameters of the best epoch are kept, and at first there are none"""
    stopper = submission.EarlyStopping(3)
    equal(stopper.best_params, None)
    for i, (loss, best) in enumerate(
        ((2.0, 0), (1.0, 1), (1.5, 1), (0.5, 3), (0.5, 3))
    ):
        stopper.update(loss, epoch(i))
        kept = stopper.best_params
        close(kept["W"], epoch(best)["W"])
        close(kept["b"], epoch(best)["b"])


@points(1)
@needs("update_says_when")
def test_training_goes_on(submission):
    """What is kept does not change when the training changes its parameters"""
    stopper, params = submission.EarlyStopping(5), epoch(1)
    stopper.update(2.0, params)
    params["W"] = params["W"] + 1.0  # a new array in the same dict
    stopper.update(3.0, params)
    close(stopper.best_params["W"], epoch(1)["W"])
    stopper.update(1.0, params)
    params["W"] += 1.0  # the same array, changed in place
    stopper.update(3.0, params)
    close(stopper.best_params["W"], epoch(2)["W"])


@points(1)
@needs("two_without")
def test_refusals(submission):
    """A patience below 1 and a negative min_delta are refused with ValueError"""
    for patience in (0, -2):
        with pytest.raises(ValueError):
            submission.early_stop([2.0, 1.0], patience)
    with pytest.raises(ValueError):
        submission.early_stop([2.0, 1.0], 2, -0.25)
