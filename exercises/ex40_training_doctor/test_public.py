"""Public checks: one small run for every rule, and for what is no finding."""

import math

import numpy as np
import pytest

from grader.checks import equal, needs, points, unchanged

# 20 epochs each, so a window has two.
LEARNS = [1.0, 0.7, 0.5, 0.4, 0.3, 0.25, 0.2, 0.16, 0.13, 0.11] + [0.1] * 10
LATER = [1.1, 0.8, 0.6, 0.5, 0.4, 0.34, 0.28, 0.23, 0.2, 0.18] + [0.17] * 10
SLOW = np.linspace(1.0, 0.7, 20).tolist()
STUCK = [0.72, 0.71, 0.7] + [0.693] * 17
FINE = [0.02, 0.03, 0.05]


@points(1.5)
def test_healthy(submission):
    """A run that learns and then stays low is healthy; a distance is no finding"""
    equal(submission.diagnose(LEARNS, LATER, FINE), {"healthy"})


@points(0.5)
@needs("healthy")
def test_no_gradients(submission):
    """Without gradient norms the curves are judged alone"""
    equal(submission.diagnose(LEARNS, LATER, None), {"healthy"})


@points(1.75)
def test_overfitting(submission):
    """The validation loss has turned up and the training loss still falls"""
    train = np.geomspace(1.0, 0.02, 20).tolist()
    val = [1.1, 0.9, 0.75, 0.65, 0.58, 0.54, 0.51, *np.linspace(0.5, 0.76, 13)]
    equal(submission.diagnose(train, val, FINE), {"overfitting"})


@points(1)
def test_still_falling(submission):
    """Slow learning is underfitting"""
    equal(submission.diagnose(SLOW, [x + 0.1 for x in SLOW], FINE), {"underfitting"})


@points(1.5)
def test_stuck(submission):
    """Where nothing moves any more, it is a plateau as well"""
    equal(submission.diagnose(STUCK, STUCK, FINE), {"underfitting", "plateau"})


@points(1.25)
def test_nan(submission):
    """A run that ends in nan has diverged, and no more is said about it"""
    curve = LEARNS[:12] + [math.nan] * 8
    equal(submission.diagnose(curve, curve, [1e-8, 0.0, 0.5]), {"diverged"})


@points(1)
def test_rising(submission):
    """A run that ends well above its start has diverged"""
    train = np.linspace(1.0, 1.6, 20)
    equal(
        submission.diagnose(train.tolist(), (train + 0.2).tolist(), FINE), {"diverged"}
    )


@points(1)
def test_oscillating(submission):
    """Jumps again and again are an oscillation"""
    train = [1.0, 0.6, 0.9, 0.5, 0.8, 0.4, 0.7, 0.35, 0.6, 0.3] * 2
    train = [x * share for x, share in zip(train, np.linspace(1, 0.5, 20), strict=True)]
    equal(submission.diagnose(train, [x + 0.05 for x in train], FINE), {"oscillating"})


@points(0.5)
@needs("healthy", "oscillating")
def test_one_setback(submission):
    """One setback that is made good is no oscillation"""
    train, val = list(LEARNS), list(LATER)
    train[6], val[6] = 0.5, 0.6
    equal(submission.diagnose(train, val, FINE), {"healthy"})


@points(0.5)
@needs("healthy", "oscillating")
def test_trembling(submission):
    """A loss that trembles by a few hundredths of itself does not oscillate"""
    train = [x * (1.03 if i % 2 else 0.97) for i, x in enumerate(LEARNS)]
    equal(submission.diagnose(train, LATER, FINE), {"healthy"})


@points(0.5)
@needs("healthy", "overfitting")
def test_one_unlucky_epoch(submission):
    """One unlucky epoch at the end is no overfitting"""
    val = [*np.geomspace(1.0, 0.21, 15), *[0.2] * 14, 0.24]
    train = np.geomspace(1.0, 0.05, 30).tolist()
    equal(submission.diagnose(train, val, FINE), {"healthy"})


@points(0.5)
@needs("healthy", "overfitting")
def test_one_lucky_epoch(submission):
    """One lucky epoch on the way is no sign that the rest got worse"""
    val = [*np.geomspace(1.0, 0.21, 15), 0.17, *[0.2] * 14]
    train = np.geomspace(1.0, 0.05, 30).tolist()
    equal(submission.diagnose(train, val, FINE), {"healthy"})


@points(0.25)
@needs("healthy", "overfitting")
def test_windows_overlap(submission):
    """A window begins at every epoch, so the best one may lie anywhere"""
    train = np.geomspace(1.0, 0.02, 20).tolist()
    val = [1.0, 0.9, 0.85, 0.8, 0.75, *[0.7] * 6, 0.6, 0.6, *[0.7] * 7]
    equal(submission.diagnose(train, val, FINE), {"overfitting"})


@points(1)
def test_vanishing(submission):
    """The first layer gets less than a thousandth of the signal"""
    norms = [2e-6, 4e-5, 8e-4, 0.02]
    equal(submission.diagnose(LEARNS, LATER, norms), {"vanishing"})


@points(0.5)
def test_exploding(submission):
    """The signal has grown by more than a thousand on its way back"""
    norms = [60.0, 2.0, 0.1, 0.01]
    equal(submission.diagnose(LEARNS, LATER, norms), {"exploding"})


@points(0.5)
@needs("stuck", "vanishing")
def test_several_findings(submission):
    """Everything that holds is in the answer"""
    found = submission.diagnose(STUCK, STUCK, [3e-8, 1e-5, 0.03])
    equal(found, {"underfitting", "plateau", "vanishing"})


@points(1)
@needs("healthy")
def test_other_units(submission):
    """In other units a run is as healthy as before"""
    for factor in (1000.0, 0.001):
        train, val = [x * factor for x in LEARNS], [x * factor for x in LATER]
        equal(submission.diagnose(train, val, FINE), {"healthy"})


@points(0.5)
@needs("stuck")
def test_one_epoch(submission):
    """After a single epoch nothing has been learned yet"""
    equal(submission.diagnose([0.7], [0.8], None), {"underfitting", "plateau"})


@points(0.5)
@needs("healthy")
def test_bad_curves(submission):
    """Curves of different lengths, and empty ones, are refused with ValueError"""
    for train, val in ((LEARNS, LATER[:-1]), (LEARNS[:5], LATER), ([], [])):
        with pytest.raises(ValueError):
            submission.diagnose(train, val, None)


@points(0.25)
@needs("healthy")
def test_lists_stay(submission):
    """The caller's lists are not changed"""
    submission.diagnose(list(STUCK), list(SLOW), list(FINE))
    unchanged(submission)
