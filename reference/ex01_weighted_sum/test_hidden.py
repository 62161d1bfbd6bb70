"""Hidden checks: exact sums by `math.fsum`, cases worked by hand, refusals."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, needs, points, unchanged


@points(1)
@needs("products_are_summed")
def test_any_number_of_inputs(submission, rng):
    """The sum is right for any number of inputs, from one to a thousand"""
    for n in (3, *range(1, 13), *rng.integers(1, 13, 6), 1000):
        x = rng.uniform(0.5, 2.0, n)
        w = rng.uniform(0.5, 2.0, n) * (1 if n == 1000 else rng.choice([-1, 1], n))
        close(submission.weighted_sum(x, w, 0.0), math.fsum(x * w))


@points(1)
@needs("products_are_summed")
def test_only_the_bias_is_left(submission):
    """When every input is zero, the total is the bias"""
    w = np.array([0.7, -1.2, 2.1])
    close(submission.weighted_sum(np.zeros(3), w, -1.25), -1.25)
    close(submission.weighted_sum(np.zeros(3), w, 2.5), 2.5)


@points(0.5)
@needs("products_are_summed")
def test_no_inputs_at_all(submission):
    """For empty vectors the total is the bias"""
    close(submission.weighted_sum([], [], 1.0), 1.0)


@points(0.5)
@needs("products_are_summed")
def test_different_lengths_are_refused(submission):
    """Vectors of different lengths are refused with ValueError"""
    with pytest.raises(ValueError):
        submission.weighted_sum([1.0, 2.0, 3.0], [0.5, 0.25], 0.1)
    with pytest.raises(ValueError):
        submission.weighted_sum([1.0, 2.0, 3.0], [0.5], 0.1)
    with pytest.raises(ValueError):
        submission.neuron([1.0, 2.0, 3.0], [0.5, 0.25], 0.1)


@points(0.5)
@needs("products_are_summed")
def test_matrices_are_refused(submission):
    """A matrix in place of one vector or of both is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.weighted_sum([[1.0, 2.0], [3.0, 4.0]], [[0.5, 1.5], [2.5, 0.3]], 0.1)
    with pytest.raises(ValueError):
        submission.weighted_sum([[1.0, 2.0], [3.0, 4.0]], [0.5, 1.5], 0.1)
    with pytest.raises(ValueError):
        submission.weighted_sum([0.5, 1.5], [[1.0], [2.0]], 0.1)


@points(0.5)
@needs("products_are_summed")
def test_arguments_stay_as_they_are(submission):
    """The caller's vectors are not changed"""
    submission.weighted_sum(np.array([0.4, -1.1]), np.array([2.0, 0.3]), 0.5)
    unchanged(submission)


@points(0.5)
@needs("step_decides")
def test_below_zero_is_silent(submission, rng):
    """Every total below zero gives 0"""
    for z in rng.uniform(-5.0, -0.01, 5):
        equal(submission.step(float(z)), 0)


@points(0.5)
@needs("step_decides")
def test_barely_above_zero_fires(submission):
    """A total above zero gives 1, however small it is"""
    equal(submission.step(0.04), 1)
    equal(submission.step(1e-9), 1)


@points(0.5)
@needs("step_decides", "neuron_decides")
def test_zero_is_silent(submission):
    """A total of exactly zero gives 0"""
    equal(submission.step(0), 0)
    # 2*-1 + 1*2 + 0 in whole numbers, so the zero is exact
    equal(submission.neuron(np.array([2, 1]), np.array([-1, 2]), 0), 0)


@points(0.5)
@needs("neuron_decides")
def test_bias_takes_part_in_the_decision(submission):
    """A large enough bias makes the neuron fire although the inputs speak against it"""
    x, w = np.array([2.0, -1.0]), np.array([-1.0, 0.5])
    equal(submission.neuron(x, w, 4), 1)  # z = -2 - 0.5 + 4
    equal(submission.neuron(x, w, 5), 1)  # z = -2 - 0.5 + 5
