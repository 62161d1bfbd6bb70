"""Public checks: shapes, zeros, how far the weights spread, seeds, refusals."""

import math

import numpy as np
import pytest

from grader.checks import close, holds, known_by, needs, points

METHODS = ("zeros", "small", "xavier", "he")


def network(submission, layer_sizes, method, seed=None):
    """Return the pairs of a network that has the right shapes."""
    params = submission.init_params(layer_sizes, method, seed)
    known_by(submission, method, [[*W.shape, *b.shape] for W, b in params])
    holds(len(params) == len(layer_sizes) - 1, "there is not one pair for each layer")
    for (W, b), n_in, n_out in zip(params, layer_sizes, layer_sizes[1:], strict=False):
        holds(W.shape == (n_out, n_in), "weights do not have the shape (n_out, n_in)")
        holds(b.shape == (n_out, 1), "biases do not have the shape (n_out, 1)")
    return params


def drawn(submission, n_in, n_out, method, seed):
    """Return the weights of a network of one layer."""
    return network(submission, [n_in, n_out], method, seed)[0][0]


def kind_of_spread(W):
    """Tell apart mistakes: what is the standard deviation closest to, and the mean."""
    n_out, n_in = W.shape
    squares = {
        "zero": 0.0,
        "small": 0.01**2,
        "1/in": 1 / n_in,
        "2/in": 2 / n_in,
        "2/in squared": (2 / n_in) ** 2,
        "2/in in the third": 2 / n_in / 3,
        "1/out": 1 / n_out,
        "2/out": 2 / n_out,
        "1/both": 1 / (n_in + n_out),
        "2/both": 2 / (n_in + n_out),
        "2/both squared": (2 / (n_in + n_out)) ** 2,
        "2/both in the third": 2 / (n_in + n_out) / 3,
    }
    nearest = min(squares, key=lambda name: abs(math.sqrt(squares[name]) - W.std()))
    sides = bool((W > 0).any()), bool((W < 0).any())
    return [nearest, *sides]


def spread_is(submission, W, std):
    """Require weights around 0; 9500 of them know their spread to 0.73 %."""
    known_by(submission, kind_of_spread(W))
    holds((W > 0).any() and (W < 0).any(), "all weights lie on the same side of 0")
    holds(abs(W.mean()) < 0.06 * std, "the mean of the weights is not 0")
    close(float(W.std()), std, rtol=0.045, part="the standard deviation")


@points(2)
def test_shapes(submission):
    """A layer has weights (n_out, n_in) and biases (n_out, 1), for every method"""
    for method in METHODS:
        network(submission, [4, 3, 2], method, 1)


@points(1)
@needs("shapes")
def test_zeros(submission):
    """The method 'zeros' makes all weights 0"""
    for W, _ in network(submission, [3, 2, 1], "zeros"):
        known_by(submission, bool(W.any()))
        close(W, np.zeros(W.shape), atol=0.0)


@points(2)
@needs("shapes")
def test_he(submission):
    """He weights have the standard deviation sqrt(2 / n_in)"""
    W = drawn(submission, 50, 190, "he", 1)
    spread_is(submission, W, 0.2)  # sqrt(2 / 50) = sqrt(0.04)


@points(2)
@needs("shapes")
def test_xavier(submission):
    """Xavier weights have the standard deviation sqrt(2 / (n_in + n_out))"""
    W = drawn(submission, 50, 190, "xavier", 2)
    spread_is(submission, W, math.sqrt(1 / 120))  # 2 / 240


@points(1)
@needs("shapes")
def test_small(submission):
    """Small weights have the standard deviation 0.01"""
    W = drawn(submission, 50, 190, "small", 3)
    spread_is(submission, W, 0.01)


@points(1)
@needs("shapes")
def test_biases(submission):
    """All biases start at 0, whatever the method"""
    networks = [network(submission, [4, 3, 2], method, 1) for method in METHODS]
    started = [bool(b.any()) for params in networks for _, b in params]
    known_by(submission, started)
    holds(not any(started), "a bias is not 0")


@points(1.5)
@needs("shapes")
def test_seed(submission):
    """The same seed gives the same weights, another seed gives others"""
    one, same, other, zero, again = (
        drawn(submission, 5, 3, "he", seed) for seed in (7, 7, 8, 0, 0)
    )
    facts = [np.array_equal(*pair) for pair in ((one, same), (one, other))]
    facts.append(np.array_equal(zero, again))
    known_by(submission, facts)
    holds(facts[0], "the same seed gave other weights")
    holds(facts[2], "the seed 0 gave other weights in the next call")
    holds(not facts[1], "two different seeds gave the same weights")


@points(1)
@needs("shapes")
def test_methods_have_names(submission):
    """A method that is none of the four is refused with ValueError"""
    for method in ("glorot", ""):
        with pytest.raises(ValueError):
            submission.init_params([2, 4, 1], method, 0)


@points(0.5)
@needs("shapes")
def test_too_few_sizes(submission):
    """Fewer than two sizes are refused with ValueError"""
    for layer_sizes in ([5], []):
        with pytest.raises(ValueError):
            submission.init_params(layer_sizes, "he", 0)
