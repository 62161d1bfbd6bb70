"""Hidden checks. Oracles: counting, and what the heads do with any features."""

import numpy as np

from grader.checks import close, equal, holds, law, needs, points, prepared


@points(0.5)
@needs("other_sizes")
@law("any sizes, counted layer by layer")
def test_any_sizes(submission, rng):
    """Any number of layers of any size has as many numbers as counting gives"""
    for depth in (1, 2, 4):
        sizes = [int(n) for n in rng.integers(1, 9, size=depth + 1)]
        pairs = zip(sizes, [*sizes[1:], 1], strict=True)
        wanted = sum(n_in * n_out + n_out for n_in, n_out in pairs)
        model = submission.build_model(sizes[0], tuple(sizes[1:]))
        equal(prepared(submission).count(model), wanted)


@points(0.5)
@needs("multiclass_head", "regression_head")
@law("what the heads are for")
def test_what_heads_do(submission, rng):
    """Classes share a whole, and a number can be anything"""
    features = rng.normal(0.0, 30.0, size=(40, 6))
    k = int(rng.integers(3, 7))
    shares = prepared(submission).on(submission.output_layer("multiclass", k), features)
    close(shares.sum(axis=1), np.ones(40), rtol=1e-4)
    numbers = prepared(submission).on(
        submission.output_layer("regression", k), features
    )
    equal(list(numbers.shape), [40, 1])
    holds(numbers.min() < 0, "no number is below 0")
    holds(numbers.max() > 1, "no number is above 1")
