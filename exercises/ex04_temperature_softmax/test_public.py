"""Public checks: the table of the task text, computed with `math.exp`; refusals."""

import math

import numpy as np
import pytest

from grader.checks import close, holds, needs, points, unchanged


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


@points(0.5)
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


@points(1)
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
def test_columns_on_request(submission):
    """With axis=0 every column adds up to 1"""
    z = np.array([[0.0, 1.2], [1.5, -0.3], [-0.7, 0.4]])
    columns = [shares(z[:, 0]), shares(z[:, 1])]
    close(submission.softmax_with_temperature(z, axis=0), np.transpose(columns))


@points(0.5)
@needs("ordinary_softmax")
def test_shape_is_kept(submission):
    """A batch of one row stays a batch; a single score gets probability 1"""
    z = np.array([[1.5, 0.2, -0.4]])
    close(submission.softmax_with_temperature(z), [shares([1.5, 0.2, -0.4])])
    close(submission.softmax_with_temperature(np.array([-3.2]), 0.5), [1.0])


@points(0.5)
@needs("ordinary_softmax")
def test_scores_around_a_thousand(submission):
    """Scores around 1000 give the same as small ones with equal differences"""
    probs = submission.softmax_with_temperature(np.array([1000.0, 999.0, 998.5]))
    close(probs, shares([0.0, -1.0, -1.5]))


@points(0.5)
@needs("ordinary_softmax")
def test_lists_work_too(submission):
    """A Python list works as well as an array"""
    probs = submission.softmax_with_temperature([2.0, 1.0, 0.5], temperature=2.0)
    close(probs, shares([1.0, 0.5, 0.25]))


@points(0.5)
@needs("ordinary_softmax")
def test_whole_numbers(submission):
    """Arrays of whole numbers, signed or unsigned, are scores like any other"""
    for dtype in (np.int64, np.uint8):
        z = np.array([3, 1, 2], dtype=dtype)
        close(submission.softmax_with_temperature(z), shares([3.0, 1.0, 2.0]))


@points(0.5)
@needs("ordinary_softmax")
def test_scores_stay_as_they_are(submission):
    """The caller's array is not changed"""
    submission.softmax_with_temperature(np.array([0.8, -0.3, 1.9]), 2.0)
    unchanged(submission)


@points(0.5)
@needs("ordinary_softmax")
def test_zero_temperature_is_refused(submission):
    """Temperature 0 is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.softmax_with_temperature(np.array([2.0, 1.0, 0.5]), temperature=0.0)


@points(0.5)
@needs("ordinary_softmax")
def test_negative_temperature_is_refused(submission):
    """A negative temperature is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.softmax_with_temperature(np.array([2.0, 1.0, 0.5]), temperature=-1.0)


@points(0.5)
@needs("ordinary_softmax")
def test_unusable_temperature_is_refused(submission):
    """An infinite temperature and one that is not a number are refused"""
    for t in (math.inf, math.nan):
        with pytest.raises(ValueError):
            submission.softmax_with_temperature(np.array([2.0, 1.0, 0.5]), t)


@points(0.5)
@needs("ordinary_softmax")
def test_unknown_score_stays_visible(submission):
    """A score that is nan makes the result nan, or is refused with ValueError"""
    try:
        probs = submission.softmax_with_temperature(np.array([0.5, np.nan, 1.5]))
    except ValueError:
        return
    holds(np.all(np.isnan(probs)), "numbers came out although a score is nan")


@points(0.5)
@needs("ordinary_softmax")
def test_no_scores_are_refused(submission):
    """An empty array is refused with ValueError, a batch without rows as well"""
    for shape in ((0,), (0, 3)):
        with pytest.raises(ValueError):
            submission.softmax_with_temperature(np.zeros(shape))
