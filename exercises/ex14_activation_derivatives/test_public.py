"""Public checks: slopes that `math` gives, a Jacobian worked by hand."""

import math

import numpy as np
import pytest

from grader.checks import close, needs, points, unchanged

Z = np.array([-2.0, -0.5, 0.25, 1.5])


def near(actual, expected):
    """Compare to seven digits."""
    close(actual, expected, rtol=1e-7)


def logistic(z):
    """Return the sigmoid of one number."""
    return 1 / (1 + math.exp(-z))


@points(1.5)
def test_d_sigmoid_values(submission):
    """The sigmoid's slope: about 0.1050 at -2, 0.2350 at -0.5, 0.1491 at 1.5"""
    near(submission.d_sigmoid(Z), [logistic(z) * logistic(-z) for z in Z])


@points(1)
def test_d_tanh_values(submission):
    """The slope of tanh: about 0.0707 at -2, 0.7864 at -0.5, 0.1807 at 1.5"""
    near(submission.d_tanh(Z), [1 / math.cosh(z) ** 2 for z in Z])


@points(1)
def test_d_relu_values(submission):
    """The slope of ReLU is 0 on the left and 1 on the right"""
    near(submission.d_relu(Z), [0.0, 0.0, 1.0, 1.0])


@points(1)
def test_d_leaky_relu_values(submission):
    """The slope of leaky ReLU is alpha on the left and 1 on the right"""
    near(submission.d_leaky_relu(Z), [0.01, 0.01, 1.0, 1.0])
    near(submission.d_leaky_relu(Z, 0.3), [0.3, 0.3, 1.0, 1.0])


@points(1)
def test_d_elu_values(submission):
    """The slope of ELU is alpha times exp(z) on the left and 1 on the right"""
    near(submission.d_elu(Z), [math.exp(-2.0), math.exp(-0.5), 1.0, 1.0])
    # 0.4 exp(-2) is about 0.0541
    expected = [0.4 * math.exp(-2.0), 0.4 * math.exp(-0.5), 1.0, 1.0]
    near(submission.d_elu(Z, alpha=0.4), expected)


@points(1.5)
def test_d_swish_values(submission):
    """The slope of swish: about -0.0908 at -2, 0.2600 at -0.5, 1.0413 at 1.5"""
    expected = [logistic(z) + z * logistic(z) * logistic(-z) for z in Z]
    near(submission.d_swish(Z), expected)


@points(2)
def test_softmax_jacobian_values(submission):
    """The Jacobian for the probabilities 1/8, 2/8 and 5/8"""
    expected = np.array([[7.0, -2.0, -5.0], [-2.0, 12.0, -10.0], [-5.0, -10.0, 15.0]])
    near(submission.softmax_jacobian(np.log([1.0, 2.0, 5.0])), expected / 64)


@points(0.5)
@needs("d_relu_values")
def test_relu_at_the_kink(submission):
    """At exactly 0 the slope of ReLU is 0, that of its left side"""
    near(submission.d_relu(np.array([0.0, 1.0])), [0.0, 1.0])


@points(0.5)
@needs("d_leaky_relu_values", "d_elu_values")
def test_alpha_at_the_kink(submission):
    """At exactly 0 the slopes of leaky ReLU and of ELU are alpha"""
    near(submission.d_leaky_relu(np.array([0.0, 1.0])), [0.01, 1.0])
    near(submission.d_elu(np.array([0.0, 1.0]), 0.5), [0.5, 1.0])


@points(1)
@needs("d_relu_values", "d_swish_values")
def test_numbers_lists_and_tables(submission):
    """A number, a list and a matrix keep their shapes"""
    near(submission.d_relu(1.25), 1.0)
    near(submission.d_swish(0.0), 0.5)
    near(submission.d_relu([0.5, -0.5]), [1.0, 0.0])
    near(submission.d_swish([0.0, 0.0]), [0.5, 0.5])
    near(submission.d_relu(np.array([[1.5, -2.0, 0.5]])), [[1.0, 0.0, 1.0]])


@points(0.5)
@needs("d_leaky_relu_values", "d_elu_values")
def test_whole_numbers(submission):
    """Whole numbers go in, floats come out"""
    near(submission.d_leaky_relu(np.array([-2, 3])), [0.01, 1.0])
    near(submission.d_elu(np.array([-2, 3])), [math.exp(-2.0), 1.0])


@points(0.5)
@needs("d_sigmoid_values", "d_swish_values")
def test_sigmoid_and_swish_far_out(submission):
    """At -800 and 800 the slopes of sigmoid and swish are plain numbers"""
    near(submission.d_sigmoid(np.array([-800.0, 800.0])), [0.0, 0.0])
    near(submission.d_swish(np.array([-800.0, 800.0])), [0.0, 1.0])


@points(0.5)
@needs("d_tanh_values", "d_elu_values")
def test_tanh_and_elu_far_out(submission):
    """At -800 and 800 the slopes of tanh and ELU are plain numbers"""
    near(submission.d_elu(np.array([-800.0, 800.0])), [0.0, 1.0])
    near(submission.d_tanh(np.array([-800.0, 800.0])), [0.0, 0.0])


@points(0.5)
@needs("softmax_jacobian_values")
def test_large_scores(submission):
    """Scores around 1000 give the same Jacobian as scores around 0"""
    scores = np.array([1000.0, 1000.0 + math.log(3.0)])
    near(submission.softmax_jacobian(scores), [[0.1875, -0.1875], [-0.1875, 0.1875]])


@points(0.5)
@needs("softmax_jacobian_values")
def test_batches_are_refused(submission):
    """A matrix of scores, one with a single row as well, is refused with ValueError"""
    with pytest.raises(ValueError):
        submission.softmax_jacobian([[1.0, 2.0], [0.5, -1.0]])
    with pytest.raises(ValueError):
        submission.softmax_jacobian([[1.0, 0.5]])


@points(0.5)
@needs("d_relu_values")
def test_the_array_stays_as_it_is(submission):
    """The caller's array is not changed"""
    submission.d_relu(np.array([0.8, -0.3, 1.9]))
    unchanged(submission)
