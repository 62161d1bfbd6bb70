"""Public checks. The expected numbers are worked by hand in the comments."""

import numpy as np
import pytest

from grader.checks import close, gradient_close, holds, needs, points, unchanged

X = np.array([[1.0, 2.0], [-1.0, 1.0]])
Y = np.array([[1.0, 0.0]])
NET = {
    "W1": np.array([[1.0, 1.0], [-1.0, 2.0], [0.5, -1.0]]),
    "b1": np.array([[0.5], [0.5], [-1.0]]),
    "W2": np.array([[1.0, -2.0, 3.0]]),
    "b2": np.array([[-2.0]]),
}
Q = 1 / (1 + np.exp(-0.5))  # the prediction of the second sample; the first is 0.5


def forward(net, X):
    """Return what the forward pass leaves behind."""
    Z1 = net["W1"] @ X + net["b1"]
    A1 = np.maximum(Z1, 0.0)
    Z2 = net["W2"] @ A1 + net["b2"]
    A2 = np.exp(np.minimum(Z2, 0.0)) / (1.0 + np.exp(-np.abs(Z2)))
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


@points(3)
def test_output_weights(submission):
    """The worked example gives the right dW2"""
    grads = submission.backward_propagation(X, Y, NET, forward(NET, X))
    # errors -0.5 and Q, times A1 = (0.5, 3.5), (0, 0.5), (0.5, 0); two samples
    gradient_close(grads["dW2"], [[(3.5 * Q - 0.25) / 2, Q / 4, -0.125]])


@points(1.5)
def test_output_bias(submission):
    """The worked example gives the right db2"""
    grads = submission.backward_propagation(X, Y, NET, forward(NET, X))
    gradient_close(grads["db2"], [[(Q - 0.5) / 2]])


@points(3)
def test_hidden_weights(submission):
    """The worked example gives the right dW1"""
    grads = submission.backward_propagation(X, Y, NET, forward(NET, X))
    # errors of the units: (-0.5, Q), (0, -2 Q), (-1.5, 0); inputs (1, 2) and (-1, 1)
    gradient_close(
        grads["dW1"],
        [[(2 * Q - 0.5) / 2, (Q + 0.5) / 2], [-2 * Q, -Q], [-0.75, 0.75]],
    )


@points(1.5)
def test_hidden_biases(submission):
    """The worked example gives the right db1"""
    grads = submission.backward_propagation(X, Y, NET, forward(NET, X))
    gradient_close(grads["db1"], [[(Q - 0.5) / 2], [-Q], [-0.75]])


@points(1)
@needs("output_weights", "hidden_weights", "hidden_biases")
def test_one_sample(submission):
    """A batch of one sample keeps all its axes"""
    grads = submission.backward_propagation(
        X[:, :1], Y[:, :1], NET, forward(NET, X[:, :1])
    )
    for name, expected in (
        ("dW1", [[-0.5, 0.5], [0.0, 0.0], [-1.5, 1.5]]),
        ("db1", [[-0.5], [0.0], [-1.5]]),
        ("dW2", [[-0.25, 0.0, -0.25]]),
        ("db2", [[-0.5]]),
    ):
        gradient_close(grads[name], expected, part=name)


@points(1.5)
@needs("output_weights", "output_bias", "hidden_weights", "hidden_biases")
def test_all_units_off(submission):
    """Where no hidden unit is on, only the bias of the output learns"""
    net = NET | {"b1": np.array([[-9.0], [-9.0], [-9.0]])}
    grads = submission.backward_propagation(X, Y, net, forward(net, X))
    p = 1 / (1 + np.exp(2.0))
    close(grads["db2"], [[p - 0.5]])
    for name, shape in (("dW1", (3, 2)), ("db1", (3, 1)), ("dW2", (1, 3))):
        close(grads[name], np.zeros(shape), part=name)


@points(0.5)
@needs("hidden_weights", "hidden_biases")
def test_on_the_bend(submission):
    """Where the input of ReLU is exactly 0, its slope is 0"""
    net = NET | {"b1": np.array([[0.0], [0.5], [-1.0]])}
    grads = submission.backward_propagation(
        X[:, :1], Y[:, :1], net, forward(net, X[:, :1])
    )
    # Z1 = 1 - 1 + 0 = 0 in the first unit; the prediction is sigmoid(1.5 - 2)
    e = -1 / (1 + np.exp(-0.5))
    gradient_close(grads["db1"], [[0.0], [0.0], [3 * e]])


@points(0.5)
@needs("output_weights", "hidden_weights")
def test_sure_mistakes(submission):
    """A prediction of exactly 1 or 0 that is wrong gives finite gradients"""
    net = NET | {"b2": np.array([[900.0]])}
    zeros = np.zeros((1, 2))
    grads = submission.backward_propagation(X, zeros, net, forward(net, X))
    # both errors are 1
    gradient_close(grads["dW2"], [[2.0, 0.25, 0.25]])
    gradient_close(grads["db1"], [[1.0], [-1.0], [1.5]])


@points(1)
@needs("output_weights", "hidden_weights")
def test_vector_of_labels(submission):
    """A vector or a column of labels is refused with ValueError"""
    cache = forward(NET, X)
    for labels in (Y.T, Y[0]):
        with pytest.raises(ValueError):
            submission.backward_propagation(X, labels, NET, cache)


@points(1)
@needs("output_weights", "hidden_weights")
def test_missing_entry(submission):
    """Where A1 or A2 is missing in the cache, a KeyError says so"""
    for name in ("A2", "A1"):
        cache = forward(NET, X)
        del cache[name]
        with pytest.raises(KeyError):
            submission.backward_propagation(X, Y, NET, cache)


@points(1)
@needs("output_weights", "hidden_weights")
def test_arguments_stay_as_they_are(submission):
    """Parameters, cache, inputs and labels are not changed"""
    grads = submission.backward_propagation(X, Y, NET, forward(NET, X))
    holds(len(grads) >= 4, "a gradient is missing")
    unchanged(submission)
