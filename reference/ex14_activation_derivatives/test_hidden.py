"""Hidden checks: slopes measured on curves from `math`, laws of the Jacobian, shapes."""

import math

import numpy as np
import pytest

from grader.checks import close, holds, law, needs, points, slopes, unchanged

NAMES = ("d_sigmoid", "d_tanh", "d_relu", "d_leaky_relu", "d_elu", "d_swish")
ALL_SIX = tuple(f"{name}_values" for name in NAMES)


def logistic(z):
    """Return the sigmoid of one number through tanh, another formula for it."""
    return (1.0 + math.tanh(z / 2.0)) / 2.0


CURVES = {  # the activations themselves, of one number
    "d_sigmoid": logistic,
    "d_tanh": math.tanh,
    "d_relu": lambda z: max(z, 0.0),
    "d_leaky_relu": lambda z: max(z, 0.01 * z),
    "d_elu": lambda z: z if z > 0 else math.expm1(z),
    "d_swish": lambda z: z * logistic(z),
}


def measured(name, z):
    """Measure the slope of a curve at every entry, by central differences."""
    curve = CURVES[name]
    found = [float(slopes(lambda v: curve(float(v)), entry)) for entry in np.ravel(z)]
    return np.reshape(found, np.shape(z))


def near(actual, expected):
    """Compare with measured slopes, which are good to nine digits."""
    close(actual, expected, rtol=1e-7, atol=1e-9)


def off_kinks(rng, *shape):
    """Return numbers of size 0.2 to 3 and either sign."""
    return rng.uniform(0.2, 3.0, shape) * rng.choice([-1.0, 1.0], shape)


def shares(z):
    """Return the softmax of a few numbers of moderate size."""
    parts = [math.exp(v) for v in z]
    return np.array(parts) / math.fsum(parts)


@points(0.5)
@needs(*ALL_SIX)
@law("The definition of a slope, at points that nobody can know beforehand.")
def test_slopes_are_slopes(submission, rng):
    """All six agree with slopes measured at many points away from the kinks"""
    z = off_kinks(rng, 34)
    for name in NAMES:
        near(getattr(submission, name)(z), measured(name, z))


@points(0.5)
@needs("d_leaky_relu_values", "d_elu_values")
def test_any_alpha(submission, rng):
    """Whatever alpha is, leaky ReLU and ELU use it; with 0 they are flat on the left"""
    z = np.array([-2.4, -0.7, 0.9])
    for alpha in (*rng.uniform(0.05, 0.95, 3), 0.0, 1.0):
        near(submission.d_leaky_relu(z, alpha), [alpha, alpha, 1.0])
        bent = [alpha * math.exp(-2.4), alpha * math.exp(-0.7), 1.0]
        near(submission.d_elu(z, alpha), bent)


@points(0.5)
@needs("d_sigmoid_values", "d_tanh_values", "d_swish_values")
@law("Where curves are steepest or flat, without their formulas.")
def test_special_places(submission, rng):
    """Sigmoid and tanh are steepest at 0 and alike on both sides; swish turns once"""
    close(submission.d_sigmoid(0.0), 0.25)
    close(submission.d_tanh(0.0), 1.0)
    z = rng.uniform(0.1, 4.0, 5)
    right = submission.d_sigmoid(z)
    close(submission.d_sigmoid(-z), right, rtol=1e-7)
    holds(np.all(right < 0.25), "the sigmoid is steeper somewhere else than at 0")
    # its lowest point, from literature
    close(submission.d_swish(np.array([-1.27846454])), [0.0], atol=1e-8)


@points(0.5)
@needs(*ALL_SIX)
def test_single_numbers_and_lists(submission, rng):
    """A number gives one slope, a list gives as many as it has entries"""
    z = off_kinks(rng, 3)
    for name in NAMES:
        near(getattr(submission, name)(float(z[0])), measured(name, z[0]))
        near(getattr(submission, name)(z.tolist()), measured(name, z))


@points(0.5)
@needs(*ALL_SIX)
def test_any_shape(submission, rng):
    """The result has the shape of z: a matrix, a column, three axes, no entries"""
    for shape in ((2, 3), (3, 1), (2, 1, 2), (0,)):
        z = off_kinks(rng, *shape)
        for name in NAMES:
            near(getattr(submission, name)(z), measured(name, z))


@points(0.5)
@needs(*ALL_SIX)
def test_small_whole_numbers(submission):
    """Small and unsigned integer dtypes count as the numbers they hold"""
    for dtype in (np.int64, np.int8, np.uint8):
        z = np.array([1, 3, 2], dtype=dtype)
        for name in NAMES:
            near(getattr(submission, name)(z), measured(name, z))
    near(submission.d_leaky_relu(np.array([-2, 3, 0])), [0.01, 1.0, 0.01])


@points(1)
@needs("softmax_jacobian_values")
@law("The definition of a Jacobian, for sizes and scores that nobody knows beforehand.")
def test_jacobian_of_any_scores(submission, rng):
    """For any number of scores the Jacobian says how each probability changes"""
    for k in (2, 4, 1):
        z = rng.uniform(-1.5, 1.5, k)
        jacobian = submission.softmax_jacobian(z.tolist())
        columns = [
            (shares(z + step) - shares(z - step)) / 2e-5 for step in 1e-5 * np.eye(k)
        ]
        near(jacobian, np.transpose(columns))


@points(0.5)
@needs("softmax_jacobian_values")
@law("What sharing one sum means; applied to weights that are not all alike.")
def test_laws_of_the_jacobian(submission, rng):
    """The Jacobian is symmetric, its rows add up to 0, and it moves a mean rightly"""
    z, w = rng.uniform(-1.5, 1.5, (2, 4))
    jacobian = np.asarray(submission.softmax_jacobian(z))
    near(jacobian, jacobian.T)
    near(jacobian.sum(axis=1), np.zeros(4))
    # the slope of the mean of w under p is p_j (w_j - mean)
    p = shares(z)
    near(w @ jacobian, p * (w - p @ w))


@points(0.5)
@needs("softmax_jacobian_values")
def test_other_shapes_are_refused(submission):
    """One number, a column and a single entry in a matrix are refused, too"""
    for z in (1.5, [[0.5], [1.0]], [[2.0]]):
        with pytest.raises(ValueError):
            submission.softmax_jacobian(z)


@points(0.5)
@needs("softmax_jacobian_values", "large_scores")
def test_scores_far_apart(submission):
    """Scores of any size and spread give a Jacobian without nan"""
    near(submission.softmax_jacobian(np.array([800.0, -800.0])), np.zeros((2, 2)))
    apart = submission.softmax_jacobian(np.array([-1000.0, -1000.0, -3000.0]))
    near(apart, [[0.25, -0.25, 0.0], [-0.25, 0.25, 0.0], [0.0, 0.0, 0.0]])


@points(0.5)
@needs(*ALL_SIX, "softmax_jacobian_values")
def test_no_array_is_changed(submission, rng):
    """None of the seven functions changes the caller's array"""
    for name in (*NAMES, "softmax_jacobian"):
        getattr(submission, name)(off_kinks(rng, 3))
        unchanged(submission)
