"""Public checks: the parts of the model, and one and two steps computed with NumPy.

The tensors are made and read in the isolated process; here there is NumPy only.
"""

import numpy as np
import pytest

from grader.checks import close, equal, holds, known_by, needs, points, prepared

CLOSE = {"rtol": 1e-4, "atol": 1e-6}  # float32
X = np.array([[0.5, -1.0, 0.75, 0.2], [1.5, 0.3, -0.6, -0.4], [-0.8, 0.9, 0.1, 1.2]])
Y = np.array([[1.0], [0.0], [1.0]])


def numpy_params():
    """Return weights that differ everywhere, by a formula."""
    params = []
    for n_in, n_out in ((4, 8), (8, 4), (4, 1)):
        place = np.arange(n_in * n_out).reshape(n_in, n_out)
        params.append(
            (np.sin(3.0 * place + n_in), 0.3 * np.cos(np.arange(n_out))[None])
        )
    return params


def forward(params, X):
    """Return what every layer reads, and the probabilities."""
    read = [X]
    for W, b in params[:-1]:
        read.append(np.maximum(read[-1] @ W + b, 0.0))
    W, b = params[-1]
    return read, 1.0 / (1.0 + np.exp(-(read[-1] @ W + b)))


def loss_of(params, X, y):
    p = forward(params, X)[1]
    return -float(np.log(np.where(y > 0.5, p, 1 - p)).mean())


def stepped(params, X, y, lr):
    """Make one step of gradient descent, by hand."""
    read, p = forward(params, X)
    delta, new = (p - y) / len(X), []
    for (W, b), A in zip(params[::-1], read[::-1], strict=True):
        new.insert(0, (W - lr * A.T @ delta, b - lr * delta.sum(axis=0, keepdims=True)))
        delta = delta @ W.T * (A > 0)
    return new


def as_stored(params):
    """Write the pairs as PyTorch stores them."""
    return [array for W, b in params for array in (W.T, b[0])]


def model_with(submission, params):
    """Make a model with these weights."""
    net = submission.Net()
    submission.copy_weights(params, net)
    return net


def stored_as(submission, net, params):
    """Require that the model's parameters are these pairs."""
    got, want = prepared(submission).weights(net), as_stored(params)
    holds(len(got) == len(want), "the model has not six parameters")
    for mine, right in zip(got, want, strict=True):
        close(mine, right, **CLOSE)


def batch(submission):
    return prepared(submission).tensor(X), prepared(submission).tensor(Y)


@points(2)
def test_parameters(submission):
    """The network has 81 numbers in three layers with biases"""
    shapes = [list(p.shape) for p in prepared(submission).weights(submission.Net())]
    known_by(submission, shapes)
    equal(sum(int(np.prod(shape)) for shape in shapes), 81)
    wanted = [[8, 4], [8], [4, 8], [4], [1, 4], [1]]
    holds(sorted(shapes) == sorted(wanted), "the layers are not 4 to 8 to 4 to 1")


@points(1.5)
@needs("parameters")
def test_probabilities(submission):
    """A batch of m rows gives m probabilities, in a column"""
    p = prepared(submission).outputs(submission.Net(), 3.0 * X)
    known_by(submission, list(np.shape(p)), bool(np.all((p > 0) & (p < 1))))
    equal(list(np.shape(p)), [3, 1])
    holds(np.all((p > 0) & (p < 1)), "an output is no probability")


@points(2)
@needs("parameters")
def test_weights_are_copied(submission):
    """Each layer gets the weights and the biases of its pair"""
    params = numpy_params()
    net = model_with(submission, params)
    stored_as(submission, net, params)


@points(2)
@needs("weights_are_copied", "probabilities")
def test_same_outputs(submission):
    """With the same weights the outputs are those of the NumPy network"""
    net = model_with(submission, numpy_params())
    close(prepared(submission).outputs(net, X), forward(numpy_params(), X)[1], **CLOSE)


@points(1.5)
@needs("same_outputs")
def test_loss_before_the_step(submission):
    """A step returns the mean binary cross-entropy before it, as a number"""
    net = model_with(submission, numpy_params())
    loss = submission.train_step(
        net, *batch(submission), prepared(submission).sgd(net, 0.5)
    )
    close(loss, loss_of(numpy_params(), X, Y), **CLOSE)


@points(2)
@needs("same_outputs")
def test_one_step(submission):
    """A step moves every parameter against its gradient"""
    net = model_with(submission, numpy_params())
    submission.train_step(net, *batch(submission), prepared(submission).sgd(net, 0.5))
    stored_as(submission, net, stepped(numpy_params(), X, Y, 0.5))


@points(1)
@needs("one_step")
def test_two_steps(submission):
    """The second step uses its own gradient alone"""
    net = model_with(submission, numpy_params())
    optimizer = prepared(submission).sgd(net, 0.5)
    for _ in range(2):
        submission.train_step(net, *batch(submission), optimizer)
    stored_as(submission, net, stepped(stepped(numpy_params(), X, Y, 0.5), X, Y, 0.5))


@points(0.5)
@needs("one_step")
def test_flat_labels(submission):
    """Labels of shape (m,) are refused with ValueError, and nothing has moved"""
    net = model_with(submission, numpy_params())
    x, y = prepared(submission).tensor(X), prepared(submission).tensor(Y[:, 0])
    with pytest.raises(ValueError):
        submission.train_step(net, x, y, prepared(submission).sgd(net, 0.5))
    stored_as(submission, net, numpy_params())
