"""Public checks: cases small enough to follow with pencil and paper."""

import numpy as np

from grader.checks import close, equal, needs, points


@points(1)
def test_products_are_summed(submission):
    """With bias 0 the total is the sum of input times weight"""
    # 0.5*0.4 + 0.3*0.6 + 0.2*0.8 = 0.20 + 0.18 + 0.16
    x, w = np.array([0.5, 0.3, 0.2]), np.array([0.4, 0.6, 0.8])
    close(submission.weighted_sum(x, w, 0.0), 0.54)


@points(1)
@needs("products_are_summed")
def test_bias_is_added_once(submission):
    """The bias is added to the sum, once"""
    # 0.2 + 1.6 - 1.5 = 0.3, and 2 more
    x, w = np.array([1.0, 2.0, 3.0]), np.array([0.2, 0.8, -0.5])
    close(submission.weighted_sum(x, w, 2), 2.3)
    # 0.20 + 0.18 + 0.16 - 0.1
    x, w = np.array([0.5, 0.3, 0.2]), np.array([0.4, 0.6, 0.8])
    close(submission.weighted_sum(x, w, -0.1), 0.44)


@points(0.5)
@needs("products_are_summed")
def test_lists_work_too(submission):
    """Python lists work as well as NumPy vectors"""
    # 0.6*0.5 + 0.8*0.5 - 0.4; in floating point 0.29999999999999993, which is right
    close(submission.weighted_sum([0.6, 0.8], [0.5, 0.5], -0.4), 0.3)


@points(0.5)
def test_step_decides(submission):
    """The step gives 1 for a total above zero and 0 for a total below zero"""
    equal(submission.step(2.5), 1)
    equal(submission.step(-1.5), 0)


@points(1)
def test_neuron_decides(submission):
    """The neuron fires exactly when its total is above zero"""
    x, w = np.array([1.0, 2.0, 3.0]), np.array([0.2, 0.8, -0.5])
    equal(submission.neuron(x, w, 2), 1)  # z = 2.3
    equal(submission.neuron(x, w, -1), 0)  # z = -0.7
    x, w = np.array([0.6, 0.8]), np.array([0.5, 0.5])
    equal(submission.neuron(x, w, -0.4), 1)  # z = 0.3
