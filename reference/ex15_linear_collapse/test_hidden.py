"""Hidden checks. Oracles: the stack itself, layer by layer, and least squares."""

import numpy as np
import pytest

from grader.checks import close, holds, law, needs, points


def stack(rng, sizes):
    """Draw a layer of order one for every two neighbouring sizes."""
    return [
        (rng.normal(size=(n_out, n_in)), rng.normal(size=(n_out, 1)))
        for n_in, n_out in zip(sizes, sizes[1:], strict=False)
    ]


def through(layers, x):
    """Send samples through the layers, one after the other."""
    for W, b in layers:
        x = W @ x + b
    return x


@points(1)
@needs("worked_case")
@law("a stack that is right up to three layers and wrong beyond has no name yet")
def test_same_answers(submission, rng):
    """For stacks of one to five layers the one layer answers like the stack"""
    for sizes in ((3, 2), (2, 4, 3), (3, 3, 3, 3), (4, 1, 5, 2, 3), (2, 6, 3, 4, 2, 5)):
        layers = stack(rng, sizes)
        W, b = submission.collapse(layers)
        samples = rng.normal(size=(sizes[0], 20))
        # five products of entries of order one: sums of order 100
        close(W @ samples + b, through(layers, samples), atol=1e-9)


@points(0.5)
@needs("worked_case")
@law("a bias that is wrong is seen in the worked case first")
def test_zeros_and_unit_samples(submission, rng):
    """Zeros in give the bias; a single 1 in gives a column of the weights on top"""
    layers = stack(rng, (3, 4, 2, 3))
    W, b = submission.collapse(layers)
    close(b, through(layers, np.zeros((3, 1))), atol=1e-10)
    close(W + b, through(layers, np.eye(3)), atol=1e-10)


@points(0.5)
@needs("worked_case")
@law("joining in parts follows from joining right")
def test_in_two_parts(submission, rng):
    """Collapsing a part of the stack first leads to the same layer"""
    layers = stack(rng, (2, 3, 4, 3, 2))
    whole = submission.collapse(layers)
    part = submission.collapse(layers[:2])
    for one, other in zip(whole, submission.collapse([part, *layers[2:]]), strict=True):
        close(one, other, atol=1e-10)


@points(0.5)
@needs("worked_case")
@law("shows what the exercise is about; every mistake in it is seen elsewhere")
def test_relu_forbids_it(submission):
    """At five points one layer does what the stack does, and none does it with ReLU"""
    first = (np.array([[1.0], [-1.0]]), np.array([[0.5], [0.5]]))
    second = (np.array([[2.0, 1.0]]), np.array([[-1.0]]))
    x = np.array([[-2.0, -1.0, 0.0, 1.0, 2.0]])
    W, b = submission.collapse([first, second])
    close(W @ x + b, through([first, second], x))
    bent = second[0] @ np.maximum(first[0] @ x + first[1], 0.0) + second[1]
    line = np.vstack([x, np.ones(5)]).T
    _, residual, *_ = np.linalg.lstsq(line, bent[0], rcond=None)
    holds(residual[0] > 0.1, "a single layer fits the network with ReLU")
    holds(np.abs(W @ x + b - bent).max() > 0.1, "the one layer bends like ReLU")


@points(0.5)
@needs("worked_case")
def test_every_layer_is_looked_at(submission):
    """A misfit or a bias of another shape is refused with ValueError in any layer"""
    square = (np.array([[1.0, 0.5], [2.0, -1.0]]), np.array([[1.0], [2.0]]))
    flat, row = (square[0], np.array([1.0, 2.0])), (square[0], np.array([[1.0, 2.0]]))
    one = (square[0], np.array([[1.0]]))
    for bad in (flat, row, one):
        for layers in ([bad], [bad, square], [square, square, bad]):
            with pytest.raises(ValueError):
                submission.collapse(layers)
    third = (np.ones((2, 3)), np.ones((2, 1)))
    with pytest.raises(ValueError):
        submission.collapse([square, square, third])
