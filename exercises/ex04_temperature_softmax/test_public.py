"""Public checks: the table of the task text, computed with `math.exp`."""

import math

import numpy as np
import pytest

from grader.checks import close, needs, points


def shares(exponents):
    """Return exp of each number, divided by the sum of all."""
    parts = [math.exp(e) for e in exponents]
    return [part / math.fsum(parts) for part in parts]


@points(2)
def test_ordinary_softmax(submission):
    """Temperature 1 gives the ordinary softmax"""
    # about 0.6285, 0.2312, 0.1402
    close(
        submission.softmax_with_temperature(np.array([2.0, 1.0, 0.5])),
        shares([2.0, 1.0, 0.5]),
    )


@points(1)
def test_full_precision(submission):
    """The result is as precise as float64 allows, for scores around 100 too"""
    # the same as for 2.4, 1.6, 0: only the differences matter
    close(
        submission.softmax_with_temperature(np.array([102.1, 101.3, 99.7])),
        shares([2.4, 1.6, 0.0]),
    )


@points(2)
@needs("ordinary_softmax")
def test_temperature_flattens_and_sharpens(submission):
    """Temperature 5 flattens the distribution, temperature 0.5 sharpens it"""
    z = np.array([2.0, 1.0, 0.5])
    # about 0.3907, 0.3199, 0.2894
    close(submission.softmax_with_temperature(z, 5.0), shares([0.4, 0.2, 0.1]))
    # about 0.8438, 0.1142, 0.0420
    close(submission.softmax_with_temperature(z, 0.5), shares([4.0, 2.0, 1.0]))


@points(1.5)
@needs("ordinary_softmax")
def test_every_row_adds_up_to_one(submission):
    """In a batch, every row is a distribution of its own"""
    close(
        submission.softmax_with_temperature(
            np.array([[2.0, 1.0, 0.5], [0.0, 0.0, 3.0]])
        ),
        [shares([2.0, 1.0, 0.5]), shares([0.0, 0.0, 3.0])],
    )


@points(0.5)
@needs("ordinary_softmax")
def test_lists_work_too(submission):
    """A Python list works as well as an array"""
    probs = submission.softmax_with_temperature([2.0, 1.0, 0.5], temperature=2.0)
    close(probs, shares([1.0, 0.5, 0.25]))


@points(1)
@needs("ordinary_softmax")
def test_zero_temperature_is_refused(submission):
    """Temperature 0 is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.softmax_with_temperature(np.array([2.0, 1.0, 0.5]), temperature=0.0)
