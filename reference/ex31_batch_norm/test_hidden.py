"""Hidden checks. Oracles: `statistics` in the standard library, laws of normalising."""

import statistics

import numpy as np
import pytest

from grader.checks import close, law, needs, points, unchanged


def batch(rng, m, dim):
    """Return rows whose features differ in place and in spread."""
    return rng.normal(size=(m, dim)) * rng.uniform(0.2, 5.0, dim) + rng.normal(size=dim)


def by_features(X, gamma, beta, eps):
    """Normalise feature by feature with the standard library."""
    columns = []
    for column, g, b in zip(X.T.tolist(), gamma, beta, strict=True):
        mean, var = statistics.fmean(column), statistics.pvariance(column)
        columns.append([g * (x - mean) / (var + eps) ** 0.5 + b for x in column])
    return np.transpose(columns)


@points(0.5)
@needs("gamma_and_beta", "one_batch_moves")
@law("the whole layer against the standard library, on batches of any content")
def test_any_batch(submission, rng):
    """Whatever the batch, gamma, beta and eps are, the formulas hold"""
    for m, dim in ((5, 3), (2, 4), (9, 1)):
        X, eps = batch(rng, m, dim), float(rng.uniform(0.01, 2.0))
        layer = submission.BatchNorm(dim, eps=eps)
        layer.gamma, layer.beta = rng.normal(size=dim), rng.normal(size=dim)
        expected = by_features(X, layer.gamma, layer.beta, eps)
        close(layer.forward(X), expected)
        means = [statistics.fmean(column) for column in X.T.tolist()]
        close(layer.running_mean, 0.1 * np.array(means))


@points(0.5)
@needs("evaluation", "three_batches_move")
@law("training and evaluation together, as a network uses them")
def test_training_then_evaluation(submission, rng):
    """After training on some batches, rows are evaluated with what was kept of them"""
    layer = submission.BatchNorm(2, 0.6, 0.1)
    mean, var = np.zeros(2), np.ones(2)
    for _ in range(4):
        X = batch(rng, 6, 2)
        layer.forward(X)
        layer.forward(10.0 * X, False)
        columns = X.T.tolist()
        mean = 0.6 * mean + 0.4 * np.array([statistics.fmean(c) for c in columns])
        var = 0.6 * var + 0.4 * np.array([statistics.pvariance(c) for c in columns])
    rows = batch(rng, 3, 2)
    close(layer.forward(rows, False), (rows - mean) / (var + 0.1) ** 0.5)


@points(0.25)
@needs("evaluation")
@law("what evaluation is for: an answer does not depend on the other rows")
def test_rows_are_independent(submission, rng):
    """At evaluation every row gives what it gives alone"""
    layer, X = submission.BatchNorm(3), batch(rng, 5, 3)
    layer.forward(X)
    layer.beta = rng.normal(size=3)
    together = layer.forward(X, False)
    for row, answer in zip(X, together, strict=True):
        close(layer.forward(row[np.newaxis], False), answer[np.newaxis])


@points(0.25)
@needs("gamma_and_beta")
@law("normalising forgets where a feature lay before")
def test_offset_does_not_matter(submission, rng):
    """In training a constant added to a feature changes nothing"""
    X, gamma = batch(rng, 6, 3), rng.normal(size=3)
    results = []
    for offset in (0.0, [5.0, -3.0, 0.5]):
        layer = submission.BatchNorm(3)
        layer.gamma = gamma
        results.append(layer.forward(X + offset))
    close(results[1], results[0], rtol=1e-7)


@points(0.5)
@needs("evaluation")
def test_batches_are_left_alone(submission, rng):
    """The batch of the caller is not changed, in training or at evaluation"""
    layer, X = submission.BatchNorm(2), batch(rng, 4, 2)
    layer.forward(X)
    unchanged(submission)
    layer.forward(X, False)
    unchanged(submission)


@points(0.5)
@needs("other_shapes_are_refused", "evaluation")
def test_refused_at_evaluation(submission, rng):
    """Other shapes are refused at evaluation, too, and leave no trace in training"""
    layer = submission.BatchNorm(3, 0.5)
    for shape in ((4, 2), (2, 1), (1, 4), (3,)):
        with pytest.raises(ValueError):
            layer.forward(rng.normal(size=shape), False)
        with pytest.raises(ValueError):
            layer.forward(rng.normal(size=shape))
    close(layer.running_mean, np.zeros(3))
    close(layer.running_var, np.ones(3))
