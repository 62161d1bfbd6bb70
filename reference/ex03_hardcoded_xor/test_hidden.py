"""Hidden checks. Oracle: the grader's own forward pass on the learner's numbers."""

import numpy as np
import pytest

from grader.checks import equal, needs, points

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


@points(6)
@needs("truth_table", "weights_compute_xor")
def test_function_uses_the_weights(submission, rng):
    """Near the corners and far from them, xor_forward answers as your weights do"""
    near = np.tile(CORNERS, (13, 1))[:50] + rng.uniform(-0.1, 0.1, size=(50, 2))
    X = np.vstack([near, rng.uniform(-1.0, 2.0, size=(100, 2))])
    params = submission.xor_params()
    W1, b1, W2, b2 = (
        np.asarray(params[k], dtype=float) for k in ("W1", "b1", "W2", "b2")
    )
    with np.errstate(all="ignore"):
        z1 = X @ W1.T + b1  # (150, 2)
        z2 = (z1 > 0) @ W2.T + b2  # (150, 1)
    clear = np.min(np.abs(np.hstack([z1, z2])), axis=1) > 1e-6  # no rounding decides
    expected = (z2[clear, 0] > 0).astype(int)
    equal(submission.xor_forward(X[clear]), expected)


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


@points(2)
@needs("truth_table", "weights_compute_xor")
def test_three_columns(submission):
    """Samples with three columns are refused with a ValueError"""
    with pytest.raises(ValueError):
        submission.xor_forward(np.array([[0.0, 1.0, 1.0], [1.0, 1.0, 0.0]]))
