"""Public checks. The expected numbers are worked by hand in the comments."""

import re

import numpy as np
import pytest

from grader.checks import close, equal, holds, needs, points, unchanged

INPUTS = np.array([[1.0, -1.0], [2.0, 0.0], [-1.0, 3.0]])
HIDDEN = (np.array([[1.0, 0.5, 2.0], [-1.0, 1.0, 0.5]]), np.array([[0.5], [-1.0]]))
OUTPUT = (np.array([[2.0, -1.0]]), np.array([[0.25]]))


@points(3)
def test_worked_case(submission):
    """Two samples pass through a relu layer and a linear layer"""
    X = np.array([[1.0, -1.0], [2.0, 0.5]])
    hidden = (np.array([[1.0, 0.5], [-1.0, 2.0]]), np.array([[1.5], [-2.5]]))
    output = (np.array([[2.0, -1.0], [-2.0, 3.0]]), np.array([[0.25], [1.0]]))
    A, _ = submission.forward_deep(X, [hidden, output], ["relu", "linear"])
    # sample 1: Z1 = (3.5, 0.5), out 7 - 0.5 + 0.25 and -7 + 1.5 + 1
    # sample 2: Z1 = (0.75, -0.5), relu (0.75, 0), out 1.5 + 0.25 and -1.5 + 1
    close(A, [[6.75, 1.75], [-4.5, -0.5]])


@points(2)
@needs("worked_case")
def test_caches_of_a_narrowing_network(submission):
    """The caches hold one pair (Z, A) per layer, first layer first"""
    names = ["relu", "sigmoid"]
    _, caches = submission.forward_deep(INPUTS, [HIDDEN, OUTPUT], names)
    # sample 1: 1 + 1 - 2 + 0.5 and -1 + 2 - 0.5 - 1, then 1 - 0 + 0.25
    # sample 2: -1 + 0 + 6 + 0.5 and 1 + 0 + 1.5 - 1, then 11 - 1.5 + 0.25
    equal(len(caches), 2)
    (Z1, A1), (Z2, A2) = caches
    close(Z1, [[0.5, 5.5], [-0.5, 1.5]])
    close(A1, [[0.5, 5.5], [0.0, 1.5]])
    close(Z2, [[1.25, 9.75]])
    close(A2, [[1 / (1 + np.exp(-1.25)), 1 / (1 + np.exp(-9.75))]])


@points(2)
@needs("worked_case")
def test_bias_belongs_to_the_neuron(submission):
    """Each neuron adds its own bias in every sample of the batch"""
    batch = np.array([[1.0, 0.0, 2.0], [-1.0, 1.0, 0.0], [0.5, 2.0, -1.0]])
    W = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0], [2.0, 0.0, 1.0]])
    b = np.array([[0.5], [-1.0], [2.0]])
    A, _ = submission.forward_deep(batch, [(W, b)], ["linear"])
    # W @ batch = [[-1, 2, 2], [2.5, 5, -3], [2.5, 2, 3]]; row i then gets b[i]
    close(A, [[-0.5, 2.5, 2.5], [1.5, 4.0, -4.0], [4.5, 4.0, 5.0]])


@points(2)
@needs("worked_case")
def test_the_four_activations(submission):
    """Each of the four names stands for its own function"""
    ln = np.log
    batch = np.array([[ln(6) - 0.5, -ln(12) - 0.5], [ln(3) - 0.25, -ln(4) - 0.25]])
    layer = (np.array([[1.0, -1.0], [0.0, -1.0]]), np.array([[0.25], [-0.25]]))
    # Z = [[ln 2, -ln 3], [-ln 3, ln 4]]; tanh(ln k) = (k^2 - 1) / (k^2 + 1)
    A, _ = submission.forward_deep(batch, [layer], ["tanh"])
    close(A, [[0.6, -0.8], [-0.8, 15 / 17]])
    A, _ = submission.forward_deep(batch, [layer], ["sigmoid"])
    close(A, [[2 / 3, 1 / 4], [1 / 4, 4 / 5]])
    A, _ = submission.forward_deep(batch, [layer], ["relu"])
    close(A, [[ln(2), 0.0], [0.0, ln(4)]])
    A, _ = submission.forward_deep(batch, [layer], ["linear"])
    close(A, [[ln(2), -ln(3)], [-ln(3), ln(4)]])


@points(0.5)
@needs("worked_case")
def test_sigmoid_at_a_thousand(submission):
    """At 1000 and at -1000 the sigmoid is 1 and 0, never nan"""
    layer = (np.array([[10.0]]), np.array([[0.0]]))
    batch = np.array([[100.0, -100.0, 0.0]])
    A, _ = submission.forward_deep(batch, [layer], ["sigmoid"])
    close(A, [[1.0, 0.0, 0.5]])


@points(0.5)
@needs("worked_case")
def test_whole_numbers(submission):
    """Whole numbers are read as floats, so that all results are floats"""
    W, b = np.array([[2, -1], [1, 3]]), np.array([[1], [-4]])
    batch = np.array([[1, 0, -2], [2, 1, 0]])
    A, _ = submission.forward_deep(batch, [(W, b)], ["relu"])
    # Z = [[2 - 2 + 1, -1 + 1, -4 + 1], [1 + 6 - 4, 3 - 4, -2 - 4]]
    close(A, [[1.0, 0.0, 0.0], [3.0, 0.0, 0.0]])


@points(1)
@needs("worked_case")
def test_no_layers(submission):
    """A network without layers returns its input and no caches"""
    A, caches = submission.forward_deep(INPUTS, [], [])
    close(A, INPUTS)
    holds(len(caches) == 0, "without layers the list of caches is not empty")


@points(1)
@needs("worked_case")
def test_lengths_must_agree(submission):
    """Fewer or more names than layers are refused with ValueError"""
    with pytest.raises(ValueError):
        submission.forward_deep(INPUTS, [HIDDEN, OUTPUT], ["relu"])
    with pytest.raises(ValueError):
        submission.forward_deep(INPUTS, [HIDDEN], ["relu", "sigmoid"])


@points(0.5)
@needs("worked_case")
def test_names_are_exact(submission):
    """A name outside the four, even one spelt with capitals, is a ValueError"""
    with pytest.raises(ValueError):
        submission.forward_deep(INPUTS, [HIDDEN, OUTPUT], ["ReLU", "sigmoid"])
    with pytest.raises(ValueError):
        submission.forward_deep(INPUTS, [HIDDEN, OUTPUT], ["softplus", "sigmoid"])


@points(0.5)
@needs("worked_case")
def test_misfit_names_the_layer(submission):
    """Where a matrix does not fit, a ValueError names the layer, counted from 1"""
    with pytest.raises(ValueError) as caught:
        submission.forward_deep(INPUTS, [HIDDEN, HIDDEN], ["tanh", "sigmoid"])
    named = re.search(r"(?i)layer\W*2\b", str(caught.value))
    holds(named, "the ValueError does not name layer 2")


@points(0.5)
@needs("worked_case")
def test_arguments_are_left_alone(submission):
    """The inputs, the two lists and their arrays stay as they were"""
    submission.forward_deep(INPUTS, [HIDDEN, OUTPUT], ["relu", "sigmoid"])
    unchanged(submission)
