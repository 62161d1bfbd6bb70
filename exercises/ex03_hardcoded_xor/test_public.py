"""Public checks: the truth table, from your function and from your nine numbers."""

import numpy as np

from grader.checks import equal, holds, known_by, needs, points

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR = [0, 1, 1, 0]
OR, AND = (0, 1, 1, 1), (0, 0, 0, 1)


def step(z):
    return np.where(z > 0, 1, 0)


def network(params, X, transpose=False, hidden_step=step):
    """Return the answers of the 2-2-1 step network and the z of its three neurons."""
    W1, b1, W2, b2 = (
        np.asarray(params[k], dtype=float) for k in ("W1", "b1", "W2", "b2")
    )
    with np.errstate(all="ignore"):
        z1 = X @ (W1 if transpose else W1.T) + b1  # (m, 2)
        z2 = hidden_step(z1) @ W2.T + b2  # (m, 1)
    return step(z2[:, 0]), np.hstack([z1, z2])


def what_it_computes(params, works):
    """Describe a wrong network by what its neurons do: any numbers may do it."""
    answers, z = network(params, CORNERS)
    tables = sorted(tuple(column) for column in step(z[:, :2]).T.tolist())
    if works:  # xor_forward is right although the numbers are not
        return ["another way", tables == [AND, OR]]
    if not np.any(params["b1"]) and not np.any(params["b2"]):
        return ["no bias"]
    if not np.any(np.asarray(params["W1"]), axis=1).all():
        return ["an idle neuron"]
    if np.array_equal(answers, 1 - np.array(XOR)):
        return ["inverted"]
    both = dict(zip(map(tuple, step(z[:, :2]).tolist()), answers.tolist(), strict=True))
    return ["tables", tables, sorted((sum(h), a) for h, a in both.items())]


@points(2)
def test_truth_table(submission):
    """Your xor_forward answers 0, 1, 1, 0 on the four corners"""
    answers = submission.xor_forward(CORNERS)
    if not np.array_equal(answers, XOR):
        params = submission.xor_params()
        own, _ = network(params, CORNERS)
        turned, _ = network(params, CORNERS, transpose=True)
        smooth, _ = network(params, CORNERS, hidden_step=lambda z: z)
        slips = [np.array_equal(answers, other) for other in (turned, smooth)]
        # Four bits are few: a slip is named only where it explains the answers
        # and the learner's own numbers do not.
        features = [slips] if any(slips) and not np.array_equal(answers, own) else []
        known_by(submission, *features)
    equal(answers, XOR)


@points(4)
def test_weights_compute_xor(submission):
    """Your nine numbers compute XOR in the grader's own forward pass"""
    params = submission.xor_params()
    answers, _ = network(params, CORNERS)
    swapped, _ = network(params, CORNERS, transpose=True)
    if not np.array_equal(answers, XOR):
        if np.array_equal(swapped, XOR):
            known_by(submission, "swapped")
        else:
            works = np.array_equal(submission.xor_forward(CORNERS), XOR)
            known_by(submission, *what_it_computes(params, works))
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
    known_by(submission, "a sum of exactly zero" if margin < 1e-9 else "close to zero")
    holds(
        margin >= 0.1 - 1e-9,  # 0.3 - 0.2 is a little less than 0.1 in float64
        f"the smallest |z| of the three neurons is {margin:.3g}, at least 0.1 is asked",
    )
