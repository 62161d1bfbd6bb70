"""Hidden checks: laws of softmax, `math.exp` on shifted scores, refusals."""

import math

import numpy as np
import pytest

from grader.checks import close, holds, law, needs, points, unchanged


def shares(exponents):
    """Return exp of each number, divided by the sum of all."""
    parts = [math.exp(e) for e in exponents]
    return [part / math.fsum(parts) for part in parts]


def entropy(probs):
    """Return how evenly the probability is spread, in nats."""
    p = np.ravel(probs)
    p = p[p > 0]
    return -float(np.sum(p * np.log(p)))


@points(2)
@needs("ordinary_softmax")
def test_temperature_divides_the_scores(submission, rng):
    """Dividing the scores beforehand and using temperature 1 gives the same"""
    z = rng.permutation([-1.7, -0.2, 0.9, 2.4])
    for t in (2.5, 0.4):
        probs = submission.softmax_with_temperature(z, t)
        close(probs, submission.softmax_with_temperature(z / t, 1.0))


@points(1)
@needs("ordinary_softmax")
def test_extreme_temperatures(submission):
    """Close to zero the largest scores share everything; at a million all are equal"""
    f = submission.softmax_with_temperature
    close(f(np.array([0.3, 0.1, 0.3]), 1e-3), [0.5, 0.0, 0.5])
    close(f(np.array([0.1, 0.4, 0.3]), 1e-3), [0.0, 1.0, 0.0])
    close(f(np.array([2.0, 1.0, 0.5]), 1e6), np.full(3, 1 / 3), rtol=0, atol=1e-5)


@points(0.5)
@needs("ordinary_softmax")
@law("What the temperature is for, stated without any formula.")
def test_heat_spreads_the_probability(submission, rng):
    """The higher the temperature, the more evenly the probability is spread"""
    z = rng.permutation([-1.1, 0.0, 0.7, 1.9])
    spread = [
        entropy(submission.softmax_with_temperature(z, t)) for t in (0.5, 1.0, 2.0, 5.0)
    ]
    holds(np.all(np.diff(spread) > 0), "a higher temperature did not spread it more")


@points(0.5)
@needs("ordinary_softmax")
@law("Defines a distribution; stricter about the sum than the value checks.")
def test_is_a_distribution(submission, rng):
    """No probability leaves [0, 1], and every row adds up to 1"""
    probs = submission.softmax_with_temperature(rng.normal(0, 3, (4, 5)), 0.7)
    close(np.sum(probs, axis=-1), np.ones(4), rtol=0, atol=1e-12)
    holds(np.all(np.asarray(probs) >= 0), "a probability is negative")
    holds(np.all(np.asarray(probs) <= 1), "a probability is above 1")


@points(0.5)
@needs("ordinary_softmax")
@law("Ranking is what a classifier reads off; it must survive any repair.")
def test_the_order_is_kept(submission, rng):
    """Larger scores get larger probabilities, equal scores equal ones"""
    z = rng.permutation([-2.0, -0.5, 0.1, 1.3, 1.3])
    probs = np.asarray(submission.softmax_with_temperature(z, 1.7))
    close(probs[z == 1.3], np.full(2, probs.max()))
    holds(np.all(np.diff(probs[np.argsort(z)])[:3] > 0), "the order has changed")


@points(1)
@needs("ordinary_softmax")
def test_wide_spread(submission):
    """Scores in the thousands next to small ones do no harm"""
    probs = submission.softmax_with_temperature(np.array([0.5, 1799.2, 1800.0]))
    close(probs, shares([-1799.5, -0.8, 0.0]))


@points(1)
@needs("ordinary_softmax")
def test_scores_far_below_zero(submission):
    """Scores that are all far below zero work as well"""
    probs = submission.softmax_with_temperature(np.array([-1000.0, -1001.0]))
    close(probs, shares([0.0, -1.0]))


@points(1)
@needs("ordinary_softmax")
def test_rows_do_not_influence_each_other(submission, rng):
    """A row gives the same result whatever stands in the other rows"""
    rows = rng.uniform(-2.0, 2.0, (3, 4))
    lifted = rows + np.array([[0.0], [2000.0], [1000.0]])
    close(submission.softmax_with_temperature(lifted), [shares(r) for r in rows])


@points(0.5)
@needs("ordinary_softmax")
def test_columns_are_left_apart(submission, rng):
    """With axis=0 a column gives the same result as a vector of its scores"""
    z = rng.permutation([-1.4, -0.6, 0.3, 0.8, 1.7, 2.2, -2.5, 1.1]).reshape(2, 4)
    columns = [shares(column) for column in z.T]
    close(submission.softmax_with_temperature(z, 1.0, 0), np.transpose(columns))


@points(0.5)
@needs("ordinary_softmax")
def test_no_negative_temperature_is_used(submission, rng):
    """Whatever its size, a temperature below zero is refused with ValueError"""
    for t in (-rng.uniform(1e-3, 0.5), -rng.uniform(2.0, 50.0)):
        with pytest.raises(ValueError):
            submission.softmax_with_temperature(np.array([0.4, 1.6]), t)


@points(0.5)
@needs("ordinary_softmax")
def test_a_batch_stays_as_it_is(submission, rng):
    """The caller's batch is not changed"""
    submission.softmax_with_temperature(rng.normal(size=(3, 2)), 1.5, 0)
    unchanged(submission)
