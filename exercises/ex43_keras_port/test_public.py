"""Public checks: parameters, predictions, the loss, and a head for each task."""

import numpy as np
import pytest

from grader.checks import equal, holds, known_by, needs, points, prepared

X = np.array([[0.5, -1.0, 0.75, 0.2], [1.5, 0.3, -0.6, -0.4], [-0.8, 0.9, 0.1, 1.2]])


@points(2)
def test_parameters(submission):
    """4 inputs and layers of 64, 32 and 1 unit: 2433 numbers, before any data"""
    equal(prepared(submission).count(submission.build_model()), 2433)


@points(1)
@needs("parameters")
def test_other_sizes(submission):
    """The inputs and the hidden layers are those that are asked for"""
    counts = [
        prepared(submission).count(submission.build_model(n_in, hidden))
        for n_in, hidden in ((2, (64, 32)), (4, (5,)), (3, (4, 3, 2)))
    ]
    equal(counts, [192 + 2080 + 33, 25 + 6, 16 + 15 + 8 + 3])


@points(1)
@needs("parameters")
def test_probabilities(submission):
    """A batch of m rows gives m probabilities, in a column"""
    p = prepared(submission).predict(submission.build_model(), 20.0 * X)
    facts = [list(p.shape), bool(np.all((p >= 0) & (p <= 1))), bool(np.all(p == 1))]
    known_by(submission, facts)
    equal(facts[0], [3, 1])
    holds(facts[1], "an output is no probability")
    holds(not facts[2], "every output is 1")


@points(1.5)
@needs("probabilities")
def test_loss(submission):
    """The loss is the binary cross-entropy of probabilities"""
    found = prepared(submission).loss(submission.build_model())
    equal(found, "binarycrossentropy")


@points(0.5)
@needs("parameters")
def test_accuracy(submission):
    """The accuracy is watched"""
    holds(
        prepared(submission).watched(submission.build_model()),
        "no metric is an accuracy",
    )


@points(1)
def test_binary_head(submission):
    """For yes or no: one unit with a sigmoid"""
    made = prepared(submission).head(submission.output_layer("binary", 3))[1:]
    known_by(submission, made)
    equal(made[0], 1)
    equal(made[1], "sigmoid")


@points(0.5)
def test_multiclass_head(submission):
    """For one of k classes: k units with a softmax"""
    made = prepared(submission).head(submission.output_layer("multiclass", 3))[1:]
    known_by(submission, made)
    equal(made[0], 3)
    equal(made[1], "softmax")


@points(0.5)
def test_regression_head(submission):
    """For a number: one unit, linear"""
    made = prepared(submission).head(submission.output_layer("regression", 3))[1:]
    known_by(submission, made)
    equal(made[0], 1)
    equal(made[1], "linear")


@points(0.5)
@needs("binary_head", "multiclass_head")
def test_unknown_task(submission):
    """Another task is refused with ValueError"""
    for task in ("ranking", "Binary", ""):
        with pytest.raises(ValueError):
            submission.output_layer(task, 3)


@points(0.5)
@needs("probabilities")
def test_relu_layers(submission):
    """The outputs follow from the weights: ReLU, ReLU, sigmoid"""
    model = submission.build_model(4, (6, 5))
    A, weights = X, prepared(submission).weights(model)
    holds(len(weights) == 6, "there are not three layers with weights and biases")
    for W, b in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        A = np.maximum(A @ W + b, 0.0)
    p = 1.0 / (1.0 + np.exp(-(A @ weights[-2] + weights[-1])))
    fits = np.allclose(prepared(submission).predict(model, X), p, rtol=1e-4, atol=1e-5)
    known_by(submission, fits)
    holds(fits, "the outputs are not those of ReLU layers and a sigmoid")
