"""Stands for `grader.checks` where a submission is an ordinary module: nothing but asserts.

What a grader of plain pytest files would write; without feedback, without isolation.
"""

import copy

import numpy as np


def close(actual, expected, *, rtol=1e-9, atol=1e-12):
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape, f"{actual.shape} != {expected.shape}"
    assert np.allclose(actual, expected, rtol=rtol, atol=atol), (
        f"{actual} != {expected}"
    )


def holds(condition, sentence):
    assert condition, sentence


def unchanged(submission):
    assert not submission.changed, "the argument was changed"


def _marks(*_):
    return lambda check: check


points = needs = law = _marks


class Submission:
    """A module whose functions give arrays, and that tells whether they changed any."""

    def __init__(self, module):
        self.module, self.changed = module, False

    def __getattr__(self, name):
        function = getattr(self.module, name)

        def call(*args, **kwargs):
            before = copy.deepcopy(args)
            result = np.asarray(function(*args, **kwargs))
            self.changed = not all(
                np.array_equal(a, b, equal_nan=True)
                for a, b in zip(args, before, strict=True)
            )
            return result

        return call
