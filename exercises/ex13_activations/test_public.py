"""Public checks: values that `math` gives, one number at a time, and the shapes."""

import math

import numpy as np

from grader.checks import close, holds, needs, points, unchanged

X = np.array([-2.0, -0.5, 0.0, 1.5])
NAMES = {"sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish"}


@points(1.5)
def test_sigmoid_values(submission):
    """Sigmoid gives 1 / (1 + exp(-x)): about 0.1192 at -2, 0.5 at 0"""
    close(submission.sigmoid(X), [1 / (1 + math.exp(-x)) for x in X])


@points(1)
def test_tanh_values(submission):
    """Tanh gives about -0.9640 at -2, 0 at 0 and 0.9051 at 1.5"""
    close(submission.tanh(X), [math.tanh(x) for x in X])


@points(1)
def test_relu_values(submission):
    """ReLU keeps 1.5 and gives 0 for -2, -0.5 and 0"""
    close(submission.relu(X), [0.0, 0.0, 0.0, 1.5])


@points(1)
def test_leaky_relu_values(submission):
    """Without an alpha, leaky ReLU multiplies what is negative by 0.01"""
    close(submission.leaky_relu(X), [-0.02, -0.005, 0.0, 1.5])


@points(1)
def test_elu_values(submission):
    """Without an alpha, ELU gives exp(x) - 1 for what is negative"""
    close(submission.elu(X), [math.expm1(-2.0), math.expm1(-0.5), 0.0, 1.5])


@points(1)
def test_swish_values(submission):
    """Swish gives x times sigmoid of x: about -0.2384 at -2, 1.2264 at 1.5"""
    close(submission.swish(X), [x / (1 + math.exp(-x)) for x in X])


@points(0.5)
@needs("leaky_relu_values")
def test_leaky_relu_with_alpha(submission):
    """Leaky ReLU uses the alpha that the caller gives"""
    close(submission.leaky_relu(X, 0.3), [-0.6, -0.15, 0.0, 1.5])
    close(submission.leaky_relu(X, alpha=0.1), [-0.2, -0.05, 0.0, 1.5])


@points(0.5)
@needs("elu_values")
def test_elu_with_alpha(submission):
    """ELU uses the alpha that the caller gives"""
    # 0.4 (exp(-2) - 1) is about -0.3459
    expected = [0.4 * math.expm1(-2.0), 0.4 * math.expm1(-0.5), 0.0, 1.5]
    close(submission.elu(X, 0.4), expected)


@points(0.5)
@needs("sigmoid_values")
def test_sigmoid_far_out(submission):
    """Sigmoid is 0 at -800 and 1 at 800, and about 0.0000454 at -10"""
    small = math.exp(-10) / (1 + math.exp(-10))
    close(submission.sigmoid(np.array([-800.0, -10.0, 800.0])), [0.0, small, 1.0])


@points(0.5)
@needs("tanh_values")
def test_tanh_far_out(submission):
    """Tanh is -1 at -800 and 1 at 800"""
    close(submission.tanh(np.array([-800.0, 800.0])), [-1.0, 1.0])


@points(0.5)
@needs("elu_values")
def test_elu_far_out(submission):
    """ELU is -1 at -800 and 800 at 800"""
    close(submission.elu(np.array([-800.0, 800.0])), [-1.0, 800.0])


@points(1)
@needs("relu_values", "leaky_relu_values")
def test_numbers_lists_and_tables(submission):
    """A number, a list and a matrix keep their shapes"""
    close(submission.relu(-1.25), 0.0)
    close(submission.leaky_relu(2.5), 2.5)
    close(submission.relu([0.5, -0.5]), [0.5, 0.0])
    close(submission.leaky_relu([-3.0, 0.5]), [-0.03, 0.5])
    close(submission.relu(np.array([[1.5, -2.0, 0.5]])), [[1.5, 0.0, 0.5]])


@points(0.5)
@needs("leaky_relu_values", "elu_values")
def test_whole_numbers(submission):
    """Whole numbers go in, floats come out"""
    close(submission.leaky_relu(np.array([-2, 3, 0])), [-0.02, 3.0, 0.0])
    close(submission.elu(np.array([-2, 3, 0])), [math.expm1(-2.0), 3.0, 0.0])
    close(submission.relu(np.array([-2, 3, 0])), [0.0, 3.0, 0.0])


@points(1)
@needs("relu_values", "sigmoid_values")
def test_table_of_functions(submission):
    """ACTIVATIONS holds the six functions under their six names"""
    table = submission.ACTIVATIONS
    holds(set(table) == NAMES, "there are other names in it than the six")
    close(table["relu"](np.array([-1.5, 2.5])), [0.0, 2.5])
    close(table["sigmoid"](np.array([0.0, -800.0])), [0.5, 0.0])


@points(0.5)
@needs("relu_values")
def test_the_array_stays_as_it_is(submission):
    """The caller's array is not changed"""
    submission.relu(np.array([0.8, -0.3, 1.9]))
    unchanged(submission)
