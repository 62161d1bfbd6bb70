"""Public checks: counts, scales, the way back, evaluation, seeds, refusals.

Random numbers are never compared with ours. A mistake is recognised by what is the same
for every generator, such as the factors that occur.
"""

import numpy as np
import pytest

from grader.checks import close, equal, holds, known_by, mutated, needs, points

ONES = np.ones((30, 20))
NUMBERS = np.linspace(0.5, 8.0, 600).reshape(30, 20)


def factors(after, before):
    """Return by which factors entries were multiplied, if they are few."""
    after = np.asarray(after, dtype=float)
    if after.shape != before.shape:
        return "another shape"
    found = np.unique(np.round(after / before, 9)).tolist()
    return found if len(found) <= 3 else "many"


def share(after):
    """Return which share of the entries is 0."""
    return float(np.mean(np.asarray(after) == 0))


@points(2.5)
def test_share_of_dropped(submission):
    """In training, entries are dropped with probability rate"""
    # In 200,000 entries the share is off by 0.001 or so; 0.01 is ten times that.
    x = np.ones((1, 200_000))
    low = share(submission.Dropout(0.3, seed=1).forward(x))
    high = share(submission.Dropout(0.75, seed=2).forward(x))
    known_by(submission, round(low, 1) if 0 < low < 1 else "all or none")
    close([low, high], [0.3, 0.75], rtol=0.0, atol=0.01)


@points(2.5)
@needs("share_of_dropped")
def test_scale_of_kept(submission):
    """In training, kept entries are divided by 1 - rate"""
    after = submission.Dropout(0.3, seed=3).forward(NUMBERS)
    known_by(submission, factors(after, NUMBERS))
    equal(np.shape(after), NUMBERS.shape)
    kept = np.asarray(after) != 0
    close(np.asarray(after)[kept], NUMBERS[kept] / 0.7)


@points(2)
@needs("share_of_dropped")
def test_evaluation(submission):
    """At evaluation nothing is dropped and nothing is scaled"""
    layer = submission.Dropout(0.4, seed=4)
    layer.forward(NUMBERS, training=True)
    after = layer.forward(NUMBERS, training=False)
    known_by(submission, factors(after, NUMBERS))
    equal(after, NUMBERS)


@points(1)
def test_every_entry_by_itself(submission):
    """Every entry is decided by itself, not a row or a column at a time"""
    dropped = np.asarray(submission.Dropout(0.5, seed=5).forward(ONES)) == 0
    equal(dropped.shape, ONES.shape)
    rows = bool(np.all(dropped == dropped[:1]))
    columns = bool(np.all(dropped == dropped[:, :1]))
    known_by(submission, rows, columns)
    holds(not rows, "all rows drop the same columns")
    holds(not columns, "all columns drop the same rows")


@points(1)
@needs("share_of_dropped")
def test_every_call_anew(submission):
    """Every call decides anew, with a seed and without one"""
    alike = []
    for seed in (6, None):
        layer = submission.Dropout(0.5, seed=seed)
        first, second = layer.forward(ONES), layer.forward(ONES)
        alike.append(bool(np.array_equal(first, second)))
    known_by(submission, alike)
    holds(not any(alike), "two calls drop the same entries")


@points(1)
@needs("share_of_dropped")
def test_seed_repeats(submission):
    """Layers with the same seed agree call by call, those with another one do not"""
    runs = []
    for seed in (7, 7, 8, 0, 0):
        layer = submission.Dropout(0.5, seed=seed)
        runs.append([layer.forward(ONES), layer.forward(ONES)])
    again, other = np.array_equal(runs[0], runs[1]), np.array_equal(runs[0], runs[2])
    zero = np.array_equal(runs[3], runs[4])
    known_by(submission, bool(again), bool(other), bool(zero))
    holds(again, "the same seed drops other entries")
    holds(zero, "the seed 0 drops other entries in the next layer")
    holds(not other, "another seed drops the same entries")


@points(2)
@needs("share_of_dropped")
def test_way_back(submission):
    """Backward multiplies by what forward has multiplied by, entry by entry"""
    layer = submission.Dropout(0.4, seed=9)
    after = np.asarray(layer.forward(ONES))
    back = layer.backward(NUMBERS)
    shapes = np.shape(after) == np.shape(back) == ONES.shape
    same_zeros = shapes and np.array_equal(np.asarray(back) == 0, after == 0)
    known_by(submission, bool(same_zeros), factors(back, NUMBERS))
    equal(np.shape(back), NUMBERS.shape)
    close(back, NUMBERS * after)


@points(0.5)
@needs("way_back")
def test_way_back_of_zeros(submission):
    """An entry that was 0 and was kept has a slope, too"""
    layer = submission.Dropout(0.4, seed=16)
    layer.forward(np.zeros(NUMBERS.shape))
    back = layer.backward(NUMBERS)
    known_by(submission, factors(back, NUMBERS))
    equal(np.shape(back), NUMBERS.shape)
    slopes = np.asarray(back)
    holds(slopes.any(), "where all entries were 0, no slope comes back")
    close(slopes[slopes != 0], NUMBERS[slopes != 0] / 0.6)


@points(0.5)
@needs("way_back", "evaluation")
def test_way_back_after_evaluation(submission):
    """After an evaluation slopes pass unchanged"""
    layer = submission.Dropout(0.4, seed=10)
    layer.forward(ONES)
    layer.forward(ONES, training=False)
    back = layer.backward(NUMBERS)
    known_by(submission, factors(back, NUMBERS))
    close(back, NUMBERS)


@points(0.5)
@needs("way_back")
def test_rate_zero(submission):
    """With rate 0 everything passes unchanged, forward and backward"""
    layer = submission.Dropout(0.0, seed=11)
    close(layer.forward(NUMBERS), NUMBERS)
    close(layer.backward(ONES), ONES)


@points(0.5)
@needs("scale_of_kept")
def test_any_shape(submission):
    """Arrays of any shape keep it, also without entries"""
    shapes = ((7,), (2, 3, 4), (0, 3), (5, 1))
    layer = submission.Dropout(0.5, seed=12)
    found = [np.shape(layer.forward(np.ones(shape))) for shape in shapes]
    known_by(submission, *map(list, found))
    equal(found == list(shapes), True)


@points(0.5)
@needs("scale_of_kept")
def test_whole_numbers(submission):
    """Whole numbers become decimal ones where they are scaled"""
    x = np.arange(1, 201).reshape(10, 20)
    after = np.asarray(submission.Dropout(0.2, seed=13).forward(x), dtype=float)
    known_by(submission, bool(np.array_equal(after, np.floor(after))))
    equal(after.shape, x.shape)
    kept = after != 0
    close(after[kept], 1.25 * x[kept])


@points(0.5)
@needs("way_back")
def test_the_caller_keeps_them(submission):
    """The arrays of the caller are not changed"""
    layer = submission.Dropout(0.5, seed=14)
    layer.forward(ONES)
    forward = bool(mutated(submission))
    layer.backward(NUMBERS)
    backward = bool(mutated(submission))
    known_by(submission, forward, backward)
    holds(not forward, "forward changes its argument")
    holds(not backward, "backward changes its argument")


@points(0.5)
@needs("share_of_dropped")
def test_negative_rate(submission):
    """A negative rate is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.Dropout(-0.1)


@points(0.5)
@needs("share_of_dropped")
def test_rate_of_one(submission):
    """A rate of 1 or above is refused with ValueError"""
    for rate in (1.5, 1.0):
        with pytest.raises(ValueError):
            submission.Dropout(rate)


@points(0.5)
@needs("way_back")
def test_backward_first(submission):
    """Backward before any forward is refused with RuntimeError or ValueError"""
    layer = submission.Dropout(0.5, seed=15)
    with pytest.raises((RuntimeError, ValueError)):
        layer.backward(ONES)
