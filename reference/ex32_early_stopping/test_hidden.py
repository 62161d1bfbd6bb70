"""Hidden checks. Oracles: improvements listed first, and only then asked for a gap."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, law, needs, points, unchanged


def by_gaps(losses, patience, min_delta):
    """List all improvements as if training never stopped, then look for the first gap."""
    improvements = [0]
    for i, loss in enumerate(losses):
        if losses[improvements[-1]] - loss > min_delta:
            improvements.append(i)
    for here, following in zip(
        improvements, [*improvements[1:], math.inf], strict=True
    ):
        if following - here > patience:
            stop = here + patience
            return (stop, here) if stop < len(losses) else (None, here)
    raise AssertionError("there is a gap after the last improvement")


def drawn(rng):
    """Draw losses that fall, turn and jump, in sixteenths, which subtract exactly."""
    steps = rng.integers(-5, 5, size=14)
    return ((64 + np.cumsum(steps)) / 16).tolist()


@points(0.5)
@needs("min_delta", "recovery", "never")
@law("the whole rule against another one, on losses of any course")
def test_any_losses(submission, rng):
    """Whatever the losses, patience and min_delta are, the rule holds"""
    for patience in (1, 2, 3, 5):
        for min_delta in (0.0, 0.125, 0.25):
            losses = drawn(rng)
            stop, best = submission.early_stop(losses, patience, min_delta)
            expected = by_gaps(losses, patience, min_delta)
            equal(stop, expected[0])
            equal(best, expected[1])
            unchanged(submission)


@points(0.5)
@needs("update_says_when", "best_params")
@law("one rule in two forms: an object that is asked epoch by epoch, and a look back")
def test_class_follows_the_rule(submission, rng):
    """Epoch by epoch the class stops, and keeps what was best, by the same rule"""
    for patience, min_delta in ((1, 0.0), (2, 0.25), (3, 0.125), (9, 0.0)):
        losses = drawn(rng)
        stop, best = by_gaps(losses, patience, min_delta)
        stopper = submission.EarlyStopping(patience, min_delta)
        for epoch, loss in enumerate(losses):
            params = {"W": np.full((2, 2), float(epoch))}
            equal(stopper.update(loss, params), epoch == stop)
            unchanged(submission)
            if epoch == stop:
                break
        close(stopper.best_params["W"], np.full((2, 2), float(best)))


@points(0.5)
@needs("update_says_when")
@law("two at the same time; what is shared one after the other shows in every check")
def test_two_stoppers(submission, rng):
    """Two objects do not share what they remember"""
    one, two = submission.EarlyStopping(2), submission.EarlyStopping(2)
    one.update(0.25, {"W": np.array([1.0])})
    equal(two.best_params, None)
    said = [two.update(loss, {"W": np.array([loss])}) for loss in (2.0, 1.0, 1.5)]
    equal(said, [False, False, False])
    close(two.best_params["W"], [1.0])
    close(one.best_params["W"], [1.0])


@points(0.5)
@needs("update_says_when")
def test_class_refuses(submission, rng):
    """The class refuses a patience below 1 and a negative min_delta as well"""
    for patience, min_delta in (
        (0, 0.0),
        (-1, 0.5),
        (2, -float(rng.uniform(0.1, 1.0))),
    ):
        with pytest.raises(ValueError):
            submission.EarlyStopping(patience, min_delta)
    equal(submission.EarlyStopping(1, 0.0).update(1.0, {"W": np.ones(1)}), False)


@points(0.5)
@needs("update_says_when")
@law("nan in the object as well as in the function")
def test_nan_is_waited_for(submission):
    """In the class, too, nan is an epoch without improvement"""
    stopper = submission.EarlyStopping(2)
    said = []
    for i, loss in enumerate((1.0, math.nan, 0.5, math.nan, math.nan)):
        said.append(stopper.update(loss, {"W": np.array([float(i)])}))
    equal(said, [False, False, False, False, True])
    close(stopper.best_params["W"], [2.0])
