"""Hidden checks: other ranges, second calls and refusals, read off the Axes."""

import math

import numpy as np

from grader.checks import close, holds, known_by, needs, points
from grader.drawing import blank_axes, figures


def sigmoid(x):
    """Return the sigmoid, one number at a time."""
    return np.array([(1 + math.tanh(each / 2)) / 2 for each in x])


def relu(x):
    """Return ReLU, one number at a time."""
    return np.array([each if each > 0 else 0.0 for each in x])


@points(1.5)
@needs("both_curves")
def test_range_and_number_of_points(submission, rng):
    """The limits `lo`, `hi` and `n` say where the curves begin and end and how many points they have"""
    for ax, n in ((None, int(rng.integers(30, 60))), (blank_axes(submission), 2)):
        lo, hi = rng.uniform(-4, -1), rng.uniform(1, 4)
        drawn = submission.plot_relu_vs_sigmoid(ax, lo=lo, hi=hi, n=n)
        curves = [drawn.curve(function) for function in (sigmoid, relu)]
        ends = [(c.x[0] - lo, c.x[-1] - hi, c.x.size - n) for c in curves if c]
        known_by(submission, *ends)
        holds(len(ends) == 2, "one of the curves is missing")
        for curve in curves:
            holds(curve.x.size == n, "a curve does not have n points")
            close(np.sort(curve.x), np.linspace(lo, hi, n))


@points(1)
@needs("both_curves")
def test_each_call_begins_anew(submission):
    """Each call without ax opens one figure and draws a picture of its own"""
    first = submission.plot_relu_vs_sigmoid()
    opened = figures(submission).opened
    second = submission.plot_relu_vs_sigmoid()
    alone = len(first.lines) == len(second.lines)
    known_by(submission, opened, alone)
    holds(opened == 1, "not exactly one figure was opened")
    holds(alone, "the second picture has lines of the first")
    holds(first.handle != second.handle, "the second call drew on the first picture")


@points(1)
@needs("both_curves")
def test_bad_range_is_refused(submission, rng):
    """A `hi` not above `lo` is refused with ValueError before a figure opens"""
    lo = rng.uniform(-2, 2)
    refused = []
    for hi in (lo - 1.5, lo):
        try:
            submission.plot_relu_vs_sigmoid(lo=lo, hi=hi)
        except ValueError:
            refused.append(True)
        else:
            refused.append(False)
        refused.append(figures(submission).opened)
    known_by(submission, *refused)
    holds(refused[0], "a range that runs backwards was drawn")
    holds(refused[2], "a range without length was drawn")
    holds(not (refused[1] or refused[3]), "a figure was opened before the refusal")
