"""Hidden checks. Oracle: the grader's own forward pass on the learner's numbers."""

import numpy as np
import pytest

from grader.checks import equal, holds, known_by, needs, points

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def network(params, X, fires=np.greater):
    """Return the answers of the 2-2-1 step network and the z of its three neurons."""
    W1, b1, W2, b2 = (
        np.asarray(params[k], dtype=float) for k in ("W1", "b1", "W2", "b2")
    )
    with np.errstate(all="ignore"):
        z1 = X @ W1.T + b1  # (m, 2)
        z2 = fires(z1, 0) @ W2.T + b2  # (m, 1)
    return fires(z2[:, 0], 0).astype(int), np.hstack([z1, z2])


@points(5)
@needs("truth_table", "weights_compute_xor")
def test_function_uses_the_weights(submission, rng):
    """Near the corners and far from them, xor_forward answers as your weights do"""
    near = np.tile(CORNERS, (13, 1))[:50] + rng.uniform(-0.1, 0.1, size=(50, 2))
    X = np.vstack([near, rng.uniform(-1.0, 2.0, size=(100, 2))])
    answers, z = network(submission.xor_params(), X)
    clear = np.min(np.abs(z), axis=1) > 1e-6  # no rounding decides
    given = submission.xor_forward(X[clear])
    known_by(submission, "another rule")  # whatever rule it is
    equal(given, answers[clear])


@points(1)
@needs("truth_table", "weights_compute_xor")
def test_tie(submission):
    """A neuron whose sum is exactly zero stays quiet"""
    params = submission.xor_params()
    steps = np.arange(-2.0, 3.25, 0.25)
    X = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    quiet, _ = network(params, X)
    firing, _ = network(params, X, np.greater_equal)
    # With multiples of 1/8 every sum is exact, as it is with whole numbers
    numbers = np.concatenate([np.ravel(v) for v in params.values()]).astype(float)
    exact = np.all(numbers % 0.125 == 0) and np.max(np.abs(numbers)) < 1000
    tied = (quiet != firing) & exact
    if tied.any():
        answers = submission.xor_forward(X[tied])
        same = np.array_equal(answers, firing[tied])
        holds(not same, "a neuron fires although its sum is exactly zero")


@points(2)
@needs("truth_table", "weights_compute_xor")
def test_one_sample(submission):
    """A batch of one sample, also as a list, gives an array with one answer"""
    equal(submission.xor_forward([[1.0, 0.0]]), [1])


@points(2)
@needs("truth_table", "weights_compute_xor")
def test_booleans(submission):
    """True and False work like 1 and 0"""
    equal(submission.xor_forward(CORNERS[[3, 1, 0]] > 0.5), [0, 1, 0])


@points(1)
@needs("truth_table", "weights_compute_xor")
def test_three_columns(submission):
    """Samples with three columns are refused with a ValueError"""
    with pytest.raises(ValueError):
        submission.xor_forward(np.array([[0.0, 1.0, 1.0], [1.0, 1.0, 0.0]]))


@points(1)
@needs("truth_table", "weights_compute_xor")
def test_flat_sample(submission):
    """A sample that is not in a row of its own is refused with a ValueError"""
    with pytest.raises(ValueError):
        submission.xor_forward(np.array([1.0, 0.0]))
