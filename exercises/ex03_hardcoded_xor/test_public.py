"""Public checks: the truth table, from your function and from your nine numbers."""

import numpy as np

from grader.checks import equal, holds, needs, points

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR = [0, 1, 1, 0]


def network(params, X, transpose=False):
    """Return the answers of the 2-2-1 step network and the z of its three neurons."""
    W1, b1, W2, b2 = (
        np.asarray(params[k], dtype=float) for k in ("W1", "b1", "W2", "b2")
    )
    with np.errstate(all="ignore"):
        z1 = X @ (W1 if transpose else W1.T) + b1  # (m, 2)
        z2 = (z1 > 0) @ W2.T + b2  # (m, 1)
    return (z2[:, 0] > 0).astype(int), np.hstack([z1, z2])


@points(2)
def test_truth_table(submission):
    """Your xor_forward answers 0, 1, 1, 0 on the four corners"""
    equal(submission.xor_forward(CORNERS), XOR)


@points(4)
def test_weights_compute_xor(submission):
    """Your nine numbers compute XOR in the grader's own forward pass"""
    params = submission.xor_params()
    answers, _ = network(params, CORNERS)
    swapped, _ = network(params, CORNERS, transpose=True)
    holds(
        np.array_equal(answers, XOR) or not np.array_equal(swapped, XOR),
        "W1 holds one row per hidden neuron: your numbers compute XOR only after its "
        "rows and columns are swapped",
    )
    equal(answers, XOR)


@points(2)
@needs("weights_compute_xor")
def test_margin(submission):
    """Every neuron stays at least 0.1 away from zero on the four corners"""
    _, z = network(submission.xor_params(), CORNERS)
    margin = float(np.min(np.abs(z)))
    holds(
        margin >= 0.1 - 1e-9,  # 0.3 - 0.2 is a little less than 0.1 in float64
        f"the smallest |z| of the three neurons is {margin:.3g}, at least 0.1 is asked",
    )
