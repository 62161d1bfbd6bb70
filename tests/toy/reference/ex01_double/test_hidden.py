"""Hidden checks. Oracle: a law, with inputs drawn anew for each seed."""

import numpy as np
import pytest

from grader.checks import close, law, needs, points, unchanged


@points(3)
@needs("worked_case")
@law("the sizes share one mistake, so none is the only one to catch it")
@pytest.mark.parametrize("size", [2, 5])
def test_twice_is_the_sum_with_itself(submission, rng, size):
    """Twice a number is the number added to itself"""
    x = rng.uniform(-3, -1, size=size)
    close(submission.double(x), x + x)


@points(1)
@needs("worked_case")
def test_leaves_its_argument_alone(submission, rng):
    """The array that was given is still the same afterwards"""
    submission.double(rng.uniform(1, 2, size=3))
    unchanged(submission)


@points(2)
@needs("worked_case")
def test_refuses_an_empty_array(submission):
    """An array without entries is refused with a ValueError"""
    with pytest.raises(ValueError):  # noqa: PT011  (what it says is free)
        submission.double(np.array([]))
