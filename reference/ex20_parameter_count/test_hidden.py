"""Hidden checks. Oracles: one connection counted at a time, arrays really made."""

import numpy as np
import pytest

from grader.checks import equal, holds, law, needs, points


def one_by_one(sizes):
    """Count a weight for every line between two neighbours, and a bias per neuron."""
    lines = sum(
        1
        for left, right in zip(sizes, sizes[1:], strict=False)
        for _ in range(left)
        for _ in range(right)
    )
    return lines + len([n for size in sizes[1:] for n in range(size)])


@points(0.5)
@needs("one_hidden_layer")
@law("a count that is right for one hidden layer and wrong for more has no name yet")
def test_any_depth(submission, rng):
    """The count is right for shallow, deep, narrow and wide networks"""
    # 704 + 2080 + 528 + 136 + 9; 320 + 2080 + 33; 40 + 36 + 5
    equal(submission.count_parameters([10, 64, 32, 16, 8, 1]), 3457)
    equal(submission.count_parameters([4, 64, 32, 1]), 2433)
    equal(submission.count_parameters([4, 8, 4, 1]), 81)
    equal(submission.count_parameters([2, 1]), 3)
    for depth in (1, 2, 3, 5, 8):
        sizes = rng.integers(1, 12, depth + 1).tolist()
        equal(submission.count_parameters(sizes), one_by_one(sizes))


@points(0.25)
@needs("shapes_of_one_hidden_layer")
@law("shapes that are right for one hidden layer and wrong for more have no name yet")
def test_a_sample_passes_through(submission, rng):
    """Arrays of these shapes carry a batch from the first size to the last"""
    for depth in (1, 2, 4, 6):
        sizes = rng.integers(1, 9, depth + 1).tolist()
        pairs = submission.shapes(sizes)
        holds(len(pairs) == depth, "there is not one entry per layer after the input")
        A = np.ones((sizes[0], 2))
        for (weights, biases), n_out in zip(pairs, sizes[1:], strict=True):
            fits = weights[1] == len(A) and tuple(biases) == (weights[0], 1)
            holds(fits, "arrays of these shapes cannot be chained")
            A = np.ones(weights) @ A + np.ones(biases)
            equal(len(A), n_out)


@points(0.25)
@needs("one_hidden_layer", "shapes_of_one_hidden_layer")
@law("that the two functions agree follows where both are right")
def test_both_functions_agree(submission, rng):
    """The arrays of `shapes` hold as many numbers as `count_parameters` says"""
    for depth in (1, 3, 4):
        sizes = rng.integers(1, 9, depth + 1).tolist()
        arrays = [np.zeros(s) for pair in submission.shapes(sizes) for s in pair]
        equal(submission.count_parameters(sizes), sum(a.size for a in arrays))


@points(0.25)
@needs("one_hidden_layer", "shapes_of_one_hidden_layer")
def test_any_place_is_looked_at(submission):
    """A size below 1 is refused in any place, by both functions"""
    for sizes in ([0, 3, 2], [-1, 2], [4, 3, 0], [4, 2, 3, -2], [0], [-3]):
        with pytest.raises(ValueError):
            submission.count_parameters(sizes)
        with pytest.raises(ValueError):
            submission.shapes(sizes)
    with pytest.raises(ValueError):
        submission.shapes([])
