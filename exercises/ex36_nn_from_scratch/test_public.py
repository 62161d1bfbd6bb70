"""Public checks. The expected numbers are worked by hand in the comments."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, holds, known_by, needs, points

# One output: 2 inputs, 3 hidden units with ReLU, three samples.
X = np.array([[1.0, -1.0], [2.0, 0.5], [0.0, 2.0]])
Y = np.array([1, 1, 0])
W = [np.array([[0.5, -1.0, 2.0], [1.0, 0.5, -0.5]]), np.array([[1.0], [-2.0], [0.5]])]
B = [np.array([[0.5, 0.25, -1.0]]), np.array([[-0.25]])]


def s(z):
    """Sigmoid of one number."""
    return 1 / (1 + math.exp(-z))


def network(submission, sizes, W, b, activation="relu", **options):
    """Make a network whose weights and biases are known."""
    net = submission.NeuralNetwork(sizes, activation, **options)
    net.W, net.b = W, b
    return net


def gradient(y=Y):
    """Work out the gradient of the network above by hand.

    Z1 = (0, -1.25, 1.5), (2, -1.5, 2.75), (2.5, 1.25, -2); f'(0) = 0.
    """
    d1, d2, d3 = ((s(z) - t) / 3 for z, t in zip((0.5, 3.125, -0.25), y, strict=True))
    dW1 = [
        [2 * d2, 0, 0.5 * d1 + d2],
        [0.5 * d2 + 2 * d3, -4 * d3, -0.5 * d1 + 0.25 * d2],
    ]
    db1 = [[d2 + d3, -2 * d3, 0.5 * d1 + 0.5 * d2]]
    dW2 = [[2 * d2 + 2.5 * d3], [1.25 * d3], [1.5 * d1 + 2.75 * d2]]
    return [np.array(dW1), np.array(dW2)], [np.array(db1), np.array([[d1 + d2 + d3]])]


@points(3)
def test_forward_by_hand(submission):
    """Three samples pass through a ReLU layer and a sigmoid output"""
    net = network(submission, [2, 3, 1], W, B)
    # A1 = (0, 0, 1.5), (2, 0, 2.75), (2.5, 1.25, 0)
    # Z2 = 0.75 - 0.25, 2 + 1.375 - 0.25, 2.5 - 2.5 - 0.25
    close(net.forward(X), [[s(0.5)], [s(3.125)], [s(-0.25)]])


@points(2)
def test_softmax_by_hand(submission):
    """With two outputs each row is a softmax, and square layers read the right way"""
    W1, W2 = np.array([[1.0, -0.5], [0.5, 1.0]]), np.array([[0.5, -1.0], [1.0, 2.0]])
    b1, b2 = np.array([[0.25, -0.25]]), np.array([[0.5, -0.5]])
    net = network(submission, [2, 2, 2], [W1, W2], [b1, b2])
    p = net.forward(np.array([[1.0, 0.5], [-1.0, 1.0], [2.0, -1.0]]))
    # A1 = (1.5, 0), (0, 1.25), (1.75, 0)
    # Z2 = (1.25, -2), (1.75, 2), (1.375, -2.25); softmax of (u, v) is s(u - v), s(v - u)
    close(p, [[s(d), s(-d)] for d in (3.25, -0.25, 3.625)])


@points(2)
def test_loss_by_hand(submission):
    """The loss is the mean of -log(probability of what was true), for both heads"""
    net = submission.NeuralNetwork([2, 3, 1])
    p = np.array([[0.8], [0.4], [0.9]])
    loss = net.compute_loss(np.array([1, 0, 1]), p)
    close(loss, -(math.log(0.8) + math.log(0.6) + math.log(0.9)) / 3)
    net = submission.NeuralNetwork([2, 3])
    p = np.array([[0.2, 0.5, 0.3], [0.7, 0.1, 0.2]])
    one_hot = np.array([[0, 1, 0], [1, 0, 0]])
    expected = -(math.log(0.5) + math.log(0.7)) / 2
    close(net.compute_loss(one_hot, p), expected)
    close(net.compute_loss(np.array([1, 0]), p), expected)


@points(4)
@needs("forward_by_hand")
def test_gradient_by_hand(submission):
    """The gradient of every W and b of a ReLU network with one output"""
    net = network(submission, [2, 3, 1], W, B)
    dW, db = net.backward(X, Y)
    (dW1, dW2), (db1, db2) = gradient()
    equal((len(dW), len(db)), (2, 2))
    close(dW[1], dW2, part="dW[1]")
    close(db[1], db2, part="db[1]")
    close(dW[0], dW1, part="dW[0]")
    close(db[0], db1, part="db[0]")


@points(3)
@needs("softmax_by_hand")
def test_softmax_gradient_by_hand(submission):
    """The gradient of a softmax layer, with class numbers and with one-hot rows"""
    W1 = np.array([[math.log(2), 0.0, 0.0], [0.0, math.log(3), 0.0]])
    b1 = np.array([[0.0, 0.0, math.log(2)]])
    net = network(submission, [2, 3], [W1], [b1])
    inputs = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    # p = (2, 1, 2)/5, (1, 3, 2)/6, (2, 3, 2)/7; the classes are 2, 0, 1
    d1, d2, d3 = np.array([[2, 1, -3], [-5, 3, 2], [2, -4, 2]]) / [[15], [18], [21]]
    for labels in ([[0, 0, 1], [1, 0, 0], [0, 1, 0]], [2, 0, 1]):
        dW, db = net.backward(inputs, np.array(labels))
        close(dW[0], [d1 + d3, d2 + d3], part="dW[0]")
        close(db[0], [d1 + d2 + d3], part="db[0]")


@points(1)
@needs("forward_by_hand")
def test_tanh_gradient_by_hand(submission):
    """Behind a tanh or sigmoid layer the gradient has that activation's slope at z"""
    x, w, b, v = 2.0, 0.75, -0.5, 1.5  # z = 1, and the output is v * f(z)
    t = math.tanh(1.0)
    for name, f, slope in (
        ("tanh", t, 1 - t**2),
        ("sigmoid", s(1.0), s(1.0) * s(-1.0)),
    ):
        W, B = [np.array([[w]]), np.array([[v]])], [np.array([[b]]), np.zeros((1, 1))]
        net = network(submission, [1, 1, 1], W, B, name)
        dW, _ = net.backward(np.array([[x]]), np.array([0]))
        close(dW[1], [[s(v * f) * f]], part=f"dW[1] behind {name}")
        close(dW[0], [[s(v * f) * v * slope * x]], part=f"dW[0] behind {name}")


@points(3)
@needs("gradient_by_hand")
def test_gradient_of_the_batch_given(submission):
    """The gradient belongs to the batch given to backward, not to an earlier one"""
    net = network(submission, [2, 3, 1], W, B)
    net.forward(X[::-1] + 0.5)
    slopes = net.backward(X, Y)
    for name, mine, expected in zip(("dW", "db"), slopes, gradient(), strict=True):
        close(mine[0], expected[0], part=f"{name}[0]")
        close(mine[1], expected[1], part=f"{name}[1]")


@points(1)
@needs("gradient_by_hand")
def test_backward_changes_nothing(submission):
    """After backward the weights and biases are what they were"""
    net = network(submission, [2, 3, 1], W, B)
    net.backward(X, Y)
    for now, before in zip(net.W + net.b, W + B, strict=True):
        equal(now, before)


@points(3)
@needs("gradient_by_hand")
def test_one_step(submission):
    """One batch of everything: each W and b moves against its gradient, 0.01 of it"""
    net = network(submission, [2, 3, 1], W, B)
    net.train(X, np.array([1, 1, 1]), epochs=1, batch_size=10)
    dW, db = gradient(y=[1, 1, 1])
    names = ("W[0]", "W[1]", "b[0]", "b[1]")
    now, before, slopes = net.W + net.b, W + B, dW + db
    for name, q, start, slope in zip(names, now, before, slopes, strict=True):
        close(q, start - 0.01 * slope, part=name)


@points(1)
@needs("one_step")
def test_losses(submission):
    """Training returns one loss per epoch: the mean over all samples after its last step"""
    net = network(
        submission, [1, 1], [np.array([[0.0]])], [np.array([[0.0]])], learning_rate=1.0
    )
    x, y = np.ones((5, 1)), np.ones(5, dtype=int)
    losses = net.train(x, y, epochs=2, batch_size=2)
    # Five equal samples, three steps an epoch: w and b grow by 1 - p, and z = w + b.
    z, expected = 0.0, []
    for step in range(1, 7):
        z += 2 * (1 - s(z))
        if step % 3 == 0:
            expected.append(-math.log(s(z)))
    close(losses, expected)


@points(1)
@needs("forward_by_hand")
def test_new_network(submission):
    """A new network has one W (n_in, n_out) and one b (1, n_out) of zeros per layer"""
    net = submission.NeuralNetwork([3, 5, 2], seed=1)
    weights, biases = net.W, net.b
    shapes = [np.shape(w) for w in weights]
    known_by(submission, *(n for shape in shapes for n in shape))
    holds(shapes == [(3, 5), (5, 2)], "the shapes of W are not those of the layers")
    for b, n_out in zip(biases, (5, 2), strict=True):
        equal(b, np.zeros((1, n_out)))
    units = {tuple(column) for column in weights[0].T}
    holds(len(units) == 5, "two units start with the same weights")


@points(2)
@needs("forward_by_hand", "softmax_by_hand")
def test_predictions(submission):
    """Predictions are integers, one per row; predict_proba gives the probabilities"""
    net = network(submission, [2, 3, 1], W, B)
    equal(net.predict(X), [1, 1, 0])
    close(net.predict_proba(X), [[s(0.5)], [s(3.125)], [s(-0.25)]])
    logit = np.array([[0.1], [0.0], [-0.1]])
    net = network(submission, [1, 1], [np.array([[1.0]])], [np.array([[0.0]])])
    equal(net.predict(logit), [1, 0, 0])  # p is exactly 0.5 in the middle
    z = np.array([[0.5, 2.0, 1.0], [3.0, -1.0, 0.0]])
    net = network(submission, [3, 3], [np.eye(3)], [np.zeros((1, 3))])
    equal(net.predict(z), [1, 0])


@points(0.5)
def test_refusals(submission):
    """An unknown activation and X that does not fit are refused"""
    network(submission, [2, 3, 1], W, B).forward(X)  # nothing to refuse here
    for name in ("ReLU", "linear"):
        with pytest.raises(ValueError):
            submission.NeuralNetwork([2, 3, 1], name)
    net = network(submission, [2, 3, 1], W, B)
    with pytest.raises(ValueError):
        net.forward(np.array([1.0, 2.0]))
    with pytest.raises(ValueError):
        net.forward(np.ones((2, 3)))


@points(0.5)
def test_refused_labels(submission):
    """A y that does not fit is refused"""
    net = network(submission, [2, 3, 1], W, B)
    net.backward(X, Y)  # nothing to refuse here
    for labels in (Y[:, np.newaxis], Y[:2], Y[:1]):
        with pytest.raises(ValueError):
            net.backward(X, labels)


@points(1)
@needs("loss_by_hand")
def test_sure_and_wrong(submission):
    """The loss of a certain prediction is finite, large if wrong and near 0 if right"""
    binary, several = (submission.NeuralNetwork(sizes) for sizes in ([2, 1], [2, 3]))
    surely = np.array([[0.0], [1.0]])
    rows = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    wrong = (
        binary.compute_loss(np.array([1, 0]), surely),
        several.compute_loss(np.array([[1, 0, 0], [0, 0, 1]]), rows),
    )
    holds(np.isfinite(wrong).all(), "the loss of a certain mistake is not finite")
    holds(
        min(wrong) > 15 and max(wrong) < 40,
        "the probability is clipped too far or too little",
    )
    right = (
        binary.compute_loss(np.array([0, 1]), surely),
        several.compute_loss(rows.astype(int), rows),
    )
    holds(
        np.isfinite(right).all() and max(right) < 1e-6,
        "a perfect prediction costs something",
    )


@points(1)
@needs("forward_by_hand", "softmax_by_hand")
def test_huge_sums(submission):
    """Both heads give probabilities for huge weighted sums, never nan"""
    net = network(submission, [2, 3], [np.array([[1e3, 1e3, -1e3], [-1e3, -1e3, -1e3]])],
                  [np.array([[0.0, math.log(3), 0.0]])])  # fmt: skip
    # rows 1000 (1, 1, -1) and -1000 (1, 1, 1), with log 3 more in the middle
    close(net.forward(np.eye(2)), [[0.25, 0.75, 0.0], [0.2, 0.6, 0.2]])
    net = network(submission, [1, 1, 1], [np.array([[1e3]]), np.array([[1e3]])],
                  [np.zeros((1, 1)), np.array([[-500.0]])], "sigmoid")  # fmt: skip
    close(net.forward(np.array([[1.0], [-1.0]])), [[1.0], [0.0]])


@points(1)
def test_nan_is_refused(submission):
    """One nan or infinity in X is refused, to predict as to train"""
    net = network(submission, [2, 3, 1], W, B)
    net.forward(X)  # nothing to refuse here
    spoilt, endless = X.copy(), X.copy()
    spoilt[1, 0], endless[2, 1] = np.nan, -np.inf
    with pytest.raises(ValueError):
        net.forward(spoilt)
    with pytest.raises(ValueError):
        net.backward(spoilt, Y)
    with pytest.raises(ValueError):
        net.predict(endless)
    with pytest.raises(ValueError):
        net.train(endless, Y, epochs=1)


@points(3)
@needs("one_step", "predictions")
def test_moons(submission, rng):
    """Two moons are told apart: new points too, for two of three seeds at least"""
    inputs, labels = moons(rng, 80)
    new_inputs, new_labels = moons(rng, 200)
    good = 0
    for seed in range(3):
        net = submission.NeuralNetwork([2, 16, 1], "tanh", learning_rate=2.0, seed=seed)
        losses = net.train(inputs, labels, epochs=40, batch_size=20)
        right = np.mean(net.predict(new_inputs) == new_labels)
        good += right >= 0.85 and losses[-1] < 0.2
        if good == 2:
            break
    known_by(submission)
    holds(good == 2, "in two of three trainings the two moons were not told apart")


def moons(rng, m):
    """Draw two half circles that reach into each other."""
    angle, labels = rng.uniform(0, np.pi, m), np.arange(m) % 2
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    inputs = np.where(labels[:, np.newaxis] == 0, upper, [1.0, 0.5] - upper)
    return inputs + rng.normal(scale=0.05, size=(m, 2)), labels
