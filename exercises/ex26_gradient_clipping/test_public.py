"""Public checks: the worked example, the limit itself, zeros, refusals."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, needs, points, unchanged

# Squares: 4 + 16 + 16 = 36 and 36 + 9 = 45, so the global norm is 9.
GRADS = {"W": np.array([[2.0, -4.0], [4.0, 0.0]]), "b": np.array([[-6.0], [3.0]])}


def same(actual, expected, rtol=1e-6):
    """Compare two dicts of arrays, name by name."""
    equal(sorted(actual) == sorted(expected), True)
    for name, value in expected.items():
        close(actual[name], value, rtol=rtol)


@points(1.5)
def test_one_factor_for_all(submission):
    """Gradients that are too long together are all multiplied by one factor"""
    clipped, _ = submission.clip_by_global_norm(GRADS, 4.5)
    same(clipped, {"W": GRADS["W"] / 2, "b": GRADS["b"] / 2})


@points(0.5)
@needs("one_factor_for_all")
def test_norm_before(submission):
    """The norm of all gradients before clipping is returned, clipped or not"""
    for max_norm in (4.5, 40.0):
        _, norm = submission.clip_by_global_norm(GRADS, max_norm)
        close(norm, 9.0, rtol=1e-6)


@points(1)
@needs("one_factor_for_all")
def test_short_gradients_stay(submission):
    """Gradients that are not too long stay exactly as they are"""
    for max_norm in (90.0, 10.0):
        clipped, _ = submission.clip_by_global_norm(GRADS, max_norm)
        same(clipped, GRADS, rtol=0.0)


@points(0.5)
@needs("one_factor_for_all")
def test_at_the_limit(submission):
    """Gradients that are exactly as long as allowed stay as they are"""
    clipped, _ = submission.clip_by_global_norm(GRADS, 9.0)
    same(clipped, GRADS)


@points(0.5)
@needs("one_factor_for_all")
def test_zeros(submission):
    """Gradients of zeros stay zeros"""
    zeros = {"W": np.zeros((2, 3)), "b": np.zeros((2, 1))}
    clipped, norm = submission.clip_by_global_norm(zeros, 1.0)
    same(clipped, zeros)
    close(norm, 0.0)


@points(1)
def test_every_entry_by_itself(submission):
    """Clipping by value brings every entry between -limit and limit"""
    same(
        submission.clip_by_value(GRADS, 3.5),
        {"W": np.array([[2.0, -3.5], [3.5, 0.0]]), "b": np.array([[-3.5], [3.0]])},
    )


@points(0.5)
@needs("one_factor_for_all", "every_entry_by_itself")
def test_the_caller_keeps_them(submission):
    """The gradients of the caller are not changed"""
    submission.clip_by_global_norm(GRADS, 4.5)
    unchanged(submission)
    submission.clip_by_value(GRADS, 3.5)
    unchanged(submission)


@points(0.5)
@needs("one_factor_for_all")
def test_max_norm_is_above_zero(submission):
    """A max_norm that is zero, negative or nan is refused with ValueError"""
    for max_norm in (-2.0, 0.0, math.nan):
        with pytest.raises(ValueError):
            submission.clip_by_global_norm(GRADS, max_norm)


@points(0.5)
@needs("every_entry_by_itself")
def test_limit_is_above_zero(submission):
    """A limit that is zero, negative or nan is refused with ValueError"""
    for limit in (-2.0, 0.0, math.nan):
        with pytest.raises(ValueError):
            submission.clip_by_value(GRADS, limit)


def refused(submission, entry):
    """Require that both functions refuse a gradient with this entry."""
    broken = {**GRADS, "b": np.array([[1.0], [entry]])}
    with pytest.raises(ValueError):
        submission.clip_by_global_norm(broken, 4.5)
    with pytest.raises(ValueError):
        submission.clip_by_value(broken, 3.5)


@points(0.5)
@needs("one_factor_for_all", "every_entry_by_itself")
def test_nan_is_refused(submission):
    """A gradient with an entry that is nan is refused with ValueError"""
    refused(submission, math.nan)


@points(0.5)
@needs("one_factor_for_all", "every_entry_by_itself")
def test_infinity_is_refused(submission):
    """A gradient with an infinite entry, above or below, is refused with ValueError"""
    refused(submission, math.inf)
    refused(submission, -math.inf)
