"""Hidden checks: `math` one entry at a time, identities between the curves, shapes."""

import math

import numpy as np
import pytest

from grader.checks import close, holds, law, needs, points, unchanged

NAMES = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "swish")
ALL_SIX = tuple(f"{name}_values" for name in NAMES)


def logistic(x):
    """Return the sigmoid of one number through tanh, another formula for it."""
    return (1.0 + math.tanh(x / 2.0)) / 2.0


ONE_NUMBER = {  # each curve for one number of moderate size
    "sigmoid": logistic,
    "tanh": math.tanh,
    "relu": lambda x: x if x > 0 else 0.0,
    "leaky_relu": lambda x: x if x > 0 else 0.01 * x,
    "elu": lambda x: x if x > 0 else math.expm1(x),
    "swish": lambda x: x * logistic(x),
}


def entry_by_entry(name, x):
    """Return the curve for every entry of an array."""
    values = [ONE_NUMBER[name](float(entry)) for entry in np.ravel(x)]
    return np.reshape(values, np.shape(x))


@points(0.5)
@needs("sigmoid_values", "tanh_values")
@law("What the two curves have to do with one another, without any exponential.")
def test_sigmoid_and_tanh_belong_together(submission, rng):
    """Two laws hold: tanh(x) is 2 sigmoid(2x) - 1, and sigmoid(-x) is 1 - sigmoid(x)"""
    x = rng.uniform(-5.0, 5.0, 7)
    wide = submission.sigmoid(2.0 * x)
    close(submission.tanh(x), 2.0 * wide - 1.0)
    close(submission.sigmoid(-x), 1.0 - submission.sigmoid(x))


@points(1.5)
@needs(*ALL_SIX)
@law("Leaves no room for a table of the values that the task shows.")
def test_many_points(submission, rng):
    """All six are right at many points between -6 and 6"""
    x = rng.uniform(-6.0, 6.0, 40)
    for name in NAMES:
        close(getattr(submission, name)(x), entry_by_entry(name, x))


@points(0.5)
@needs("leaky_relu_with_alpha", "elu_with_alpha")
def test_any_alpha(submission, rng):
    """Whatever alpha is, leaky ReLU and ELU use it; 0 makes both of them ReLU"""
    x = np.array([-2.4, -0.7, 0.9])
    for alpha in (*rng.uniform(0.05, 0.95, 3), 0.0, 1.0):
        close(submission.leaky_relu(x, alpha), [-2.4 * alpha, -0.7 * alpha, 0.9])
        bent = [alpha * math.expm1(-2.4), alpha * math.expm1(-0.7), 0.9]
        close(submission.elu(x, alpha=alpha), bent)


@points(0.5)
@needs("elu_with_alpha")
@law("ELU is one curve and not two pieces; stated without its formula.")
def test_elu_has_no_jump(submission, rng):
    """The two sides of ELU meet at zero, whatever alpha is"""
    alpha = rng.uniform(0.2, 0.9)
    left, at_zero, right = submission.elu(np.array([-1e-9, 0.0, 1e-9]), alpha)
    holds(abs(at_zero - left) < 1e-8, "ELU jumps just below zero")
    holds(abs(right - at_zero) < 1e-8, "ELU jumps just above zero")


@points(0.5)
@needs("swish_values", "sigmoid_far_out")
def test_swish_far_out(submission):
    """Swish is 0 far to the left, x far to the right, and lowest near -1.278"""
    close(submission.swish(np.array([-800.0, 800.0])), [0.0, 800.0])
    # the lowest point, from literature: -0.2784645 at -1.2784645
    lowest = submission.swish(np.array([-1.2784645]))
    close(lowest, [-0.2784645], rtol=1e-6)


@points(0.5)
@needs(*ALL_SIX)
def test_single_numbers(submission, rng):
    """A single number gives a single number, in all six functions"""
    for x in rng.uniform(0.2, 2.0, 2) * (-1, 1):
        for name in NAMES:
            close(getattr(submission, name)(float(x)), entry_by_entry(name, x))


@points(0.5)
@needs(*ALL_SIX)
@law("NumPy's functions take lists by themselves, a minus sign does not.")
def test_lists(submission, rng):
    """Lists, and lists of lists, work like arrays"""
    x = rng.uniform(-2.0, 2.0, (2, 3))
    for name in NAMES:
        close(getattr(submission, name)(x.tolist()), entry_by_entry(name, x))


@points(0.5)
@needs(*ALL_SIX)
def test_any_shape(submission, rng):
    """The result has the shape of x: a column, three axes, no entries at all"""
    for shape in ((3, 1), (2, 1, 3), (0,), (0, 2)):
        x = rng.uniform(-2.0, 2.0, shape)
        for name in NAMES:
            close(getattr(submission, name)(x), entry_by_entry(name, x))


@points(0.5)
@needs(*ALL_SIX)
def test_unsigned_whole_numbers(submission):
    """Small and unsigned integer dtypes count as the numbers they hold"""
    for dtype in (np.uint8, np.int8):
        x = np.array([3, 0, 5], dtype=dtype)
        for name in NAMES:
            close(getattr(submission, name)(x), entry_by_entry(name, x))


@points(0.5)
@needs(*ALL_SIX)
def test_results_are_double(submission):
    """Results are float64, also where x is whole or of single precision"""
    for dtype in (np.int64, np.float32):
        x = np.array([1, -2], dtype=dtype)
        for name in NAMES:
            result = np.asarray(getattr(submission, name)(x))
            holds(result.dtype == np.float64, "a result is no float64 array")


@points(0.5)
@needs(*ALL_SIX)
def test_nan_stays_visible(submission):
    """An entry that is nan stays nan, and its neighbours are not touched"""
    for name in ("relu", "leaky_relu", "elu", "sigmoid", "tanh", "swish"):
        result = getattr(submission, name)(np.array([np.nan, -0.4]))
        holds(np.isnan(result[0]), "a number came out where nan went in")
        close(result[1], ONE_NUMBER[name](-0.4))


@points(0.5)
@needs(*ALL_SIX)
def test_text_is_refused(submission):
    """Text is refused with TypeError, even if it looks like a number"""
    for text in ("0.5", ["1", "-2"]):
        for name in NAMES:
            with pytest.raises(TypeError):
                getattr(submission, name)(text)


@points(0.5)
@needs("table_of_functions", *ALL_SIX)
def test_table_leads_to_the_right_function(submission, rng):
    """Each name in ACTIVATIONS leads to its own function"""
    x = rng.uniform(0.3, 2.0, 4) * (-1, 1, -1, 1)
    table = submission.ACTIVATIONS
    for name in NAMES:
        close(table[name](x), entry_by_entry(name, x))


@points(0.5)
@needs(*ALL_SIX)
def test_no_array_is_changed(submission, rng):
    """None of the six functions changes the caller's array"""
    for name in NAMES:
        getattr(submission, name)(rng.uniform(-2.0, 2.0, 5))
        unchanged(submission)
