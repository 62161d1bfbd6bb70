"""Public checks. They run your numbers in a forward pass of their own."""

import numpy as np
import pytest

from grader.checks import close, equal, holds, known_by, needs, points, slopes

X = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
Y = np.array([[0.0, 1.0, 1.0, 0.0]])
NAMES = ("W1", "b1", "W2", "b2")


def started(submission, *options, **named):
    """Train; return the parameters as arrays, and the losses."""
    params, losses = submission.train_xor(*options, **named)
    return {name: np.asarray(params[name], dtype=float) for name in NAMES}, losses


def scores(net, hidden=np.tanh):
    """Return Z1 and the scores of the four corners."""
    Z1 = net["W1"] @ X + net["b1"]
    return Z1, net["W2"] @ hidden(Z1) + net["b2"]


def cross_entropy(z, y):
    """Return the mean cross-entropy of scores."""
    return float(np.mean(np.logaddexp(0.0, z) - y * z))


def squared(z, y):
    """Return the mean squared error of probabilities."""
    return float(np.mean((1 / (1 + np.exp(-z)) - y) ** 2))


LOSSES = {
    "the loss": lambda net: cross_entropy(scores(net)[1], Y),
    "no activation": lambda net: cross_entropy(scores(net, lambda z: z)[1], Y),
    "squared error": lambda net: squared(scores(net)[1], Y),
}
LOSSES |= {
    f"corner {j + 1} alone": lambda net, j=j: cross_entropy(
        scores(net)[1][:, j], Y[:, j]
    )
    for j in range(4)
}


def with_slope(net, slope):
    """Return how W1 and b1 would move if `slope` were that of the hidden layer."""
    Z1, Z2 = scores(net)
    back = net["W2"].T @ (1 / (1 + np.exp(-Z2)) - Y) / 4 * slope(Z1)
    return {"W1": back @ X.T, "b1": back.sum(axis=1, keepdims=True)}


def what_it_follows(before, after, rate):
    """Say for each parameter which gradient it followed, and how far."""
    known = {
        label: {
            name: slopes(lambda v, name=name, f=f: f(before | {name: v}), before[name])
            for name in NAMES
        }
        for label, f in LOSSES.items()
    }
    known["slope at tanh(z)"] = with_slope(
        before, lambda Z: 1 - np.tanh(np.tanh(Z)) ** 2
    )
    known["slope of ReLU"] = with_slope(before, lambda Z: np.where(Z > 0, 1.0, 0.0))
    found = []
    for name in NAMES:
        moved = (before[name] - after[name]) / rate
        if not moved.any():
            found.append(["nothing", 0.0])
            continue
        for label, gradients in known.items():
            gradient = gradients.get(name, np.zeros(1))
            share = float(np.sum(moved * gradient) / max(np.sum(gradient**2), 1e-30))
            if np.abs(moved - share * gradient).max() < 1e-6:
                found.append([label, round(share, 3)])
                break
        else:
            found.append(["elsewhere", 0.0])
    return found


@points(2)
def test_first_parameters(submission):
    """With no epochs the first parameters come back, in the shapes of the task"""
    params, losses = started(submission, 3, epochs=0)
    drawn = len(np.unique(params["W1"])) == 6 and len(np.unique(params["W2"])) == 3
    shapes = [list(params[name].shape) for name in NAMES]
    known_by(submission, shapes, drawn, bool(params["W1"].any()), len(losses))
    equal(len(losses), 0)
    equal(shapes, [[3, 2], [3, 1], [1, 3], [1, 1]])
    close(params["b1"], np.zeros((3, 1)))
    close(params["b2"], np.zeros((1, 1)))
    holds(drawn, "some of the first weights are equal")


@points(1)
@needs("first_parameters")
def test_name_of_the_activation(submission):
    """The parameters hold the name of their activation"""
    for name in ("relu", "tanh"):
        params, _ = submission.train_xor(3, name, epochs=0)
        equal(params["activation"], name)


@points(1.5)
@needs("first_parameters")
def test_first_loss(submission):
    """The first loss is the mean cross-entropy of the first parameters"""
    start, _ = started(submission, epochs=0)
    _, losses = started(submission, epochs=1)
    equal(len(losses), 1)
    z = scores(start)[1]
    known_by(
        submission,
        abs(losses[0] - cross_entropy(z.T, Y)) < 1e-9,  # every score with every label
        abs(losses[0] - cross_entropy(z[:, 3], Y[:, 3])) < 1e-9,
        abs(losses[0] - squared(z, Y)) < 1e-9,
        abs(losses[0] - cross_entropy(scores(start, lambda v: v)[1], Y)) < 1e-9,
    )
    close(losses[0], cross_entropy(z, Y))


@points(4)
@needs("first_parameters")
def test_one_step(submission):
    """With tanh one epoch moves all four parameters by the rate times their gradient"""
    start, _ = started(submission, epochs=0, seed=2)
    after, _ = started(submission, lr=0.5, epochs=1, seed=2)
    found = what_it_follows(start, after, 0.5)
    known_by(submission, found)
    for name, (label, share) in zip(NAMES, found, strict=True):
        holds(label != "nothing", f"{name} did not move")
        holds(label == "the loss", f"{name} did not move along its gradient")
        holds(share > 0, f"{name} moved uphill")
        holds(share == 1.0, f"{name} moved {share:g} times as far as it should")


@points(1.5)
@needs("one_step", "first_loss")
def test_every_loss(submission):
    """There is one loss per epoch, each of the parameters before that epoch's step"""
    nets = [started(submission, epochs=epochs)[0] for epochs in range(4)]
    _, losses = started(submission, epochs=4)
    close(losses, [cross_entropy(scores(net)[1], Y) for net in nets])


@points(2)
def test_predictions_by_hand(submission):
    """A network with known numbers answers at points anywhere in the plane"""
    net = {
        "W1": np.array([[1.0, -1.0], [2.0, 1.0]]),
        "b1": np.array([[0.0], [-1.0]]),
        "W2": np.array([[3.0, -2.0]]),
        "b2": np.array([[0.1]]),
        "activation": "relu",
    }
    # Z1 = (0, 0), (-2, 1), (3, 2), (1, -1.5), (0.5, 0); Z2 = 0.1, -1.9, 5.1, 3.1, 1.6
    where = np.array([[1 / 3, 0.0, 2.0, 1 / 6, 0.5], [1 / 3, 2.0, -1.0, -5 / 6, 0.0]])
    equal(submission.predict(where, net), [[1, 0, 1, 1, 1]])
    bent = net | {"activation": "tanh", "b2": np.array([[-1.0]])}
    # tanh: (0, 0), (-0.96, 0.76), (0.995, 0.964), (0.76, -0.91), (0.46, 0)
    equal(submission.predict(where, bent), [[0, 0, 1, 1, 1]])


def solved(net, losses):
    """Say whether the four answers are right, with a margin."""
    p = 1 / (1 + np.exp(-scores(net)[1]))
    return np.all((p > 0.5) == Y) and np.abs(p - 0.5).min() > 0.1 and losses[-1] < 0.1


@points(3)
@needs("one_step")
def test_it_learns(submission):
    """With 8 tanh units XOR is learned from at least two of three seeds"""
    runs = [started(submission, 8, "tanh", 1.0, 200, seed) for seed in range(3)]
    known_by(submission)
    good = sum(bool(solved(*run)) for run in runs)
    holds(good >= 2, "XOR was learned from fewer than two of three seeds")


@points(1)
@needs("it_learns", "predictions_by_hand")
def test_truth_table(submission):
    """A trained network answers 0, 1, 1, 0"""
    for seed in range(3):
        params, losses = submission.train_xor(8, lr=1.0, epochs=200, seed=seed)
        if losses[-1] < 0.1:
            break
    known_by(submission)
    equal(submission.predict(X, params), [[0, 1, 1, 0]])


@points(0.5)
@needs("first_parameters", "first_loss")
def test_no_units(submission):
    """Fewer than one hidden unit is refused with ValueError"""
    for hidden in (0, -2):
        with pytest.raises(ValueError):
            submission.train_xor(hidden, epochs=1)
            known_by(submission, "trained", hidden)


@points(1)
@needs("first_parameters", "first_loss")
def test_unknown_activation(submission):
    """An activation that is none of the two is refused with ValueError"""
    for name in ("linear", "sigmoid", "Tanh"):
        with pytest.raises(ValueError):
            submission.train_xor(4, name, epochs=1)
            known_by(submission, "trained", name)
