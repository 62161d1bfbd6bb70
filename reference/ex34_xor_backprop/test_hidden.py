"""Hidden checks: steps replayed corner by corner, first weights, success over seeds."""

import math

import numpy as np

from grader.checks import close, equal, holds, known_by, law, needs, points, unchanged

X = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])
LABELS = (0.0, 1.0, 1.0, 0.0)
NAMES = ("W1", "b1", "W2", "b2")
CURVES = {
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    "relu": (lambda z: z * (z > 0), lambda z: 1.0 * (z > 0)),
}


def arrays(params):
    """Return the four parameters as arrays."""
    return {name: np.asarray(params[name], dtype=float) for name in NAMES}


def replayed(net, activation, rate):
    """Take one step, corner by corner; return the new network and the loss before."""
    f, slope = CURVES[activation]
    new, loss = {name: value.copy() for name, value in net.items()}, 0.0
    for x, label in zip(X.T[:, :, None], LABELS, strict=True):
        z1 = net["W1"] @ x + net["b1"]
        a1 = f(z1)
        z2 = (net["W2"] @ a1 + net["b2"]).item()
        loss += math.log1p(math.exp(-z2 if label else z2)) / 4
        error = rate * (1 / (1 + math.exp(-z2)) - label) / 4
        back = error * net["W2"].T * slope(z1)
        new["W1"] -= back @ x.T
        new["b1"] -= back
        new["W2"] -= error * a1.T
        new["b2"] -= error
    return new, loss


@points(1)
@needs("first_parameters")
def test_spread_of_the_first_weights(submission, rng):
    """The first weights have mean 0 and standard deviation 1 / sqrt(n_in)"""
    params, _ = submission.train_xor(3000, epochs=0, seed=int(rng.integers(99)))
    net = arrays(params)
    sizes = [float(net[name].std()) for name in ("W1", "W2")]
    known_by(submission, *(round(math.log10(s), 1) if s else None for s in sizes))
    # 6000 and 3000 numbers: their spreads are known to 0.9 % and 1.3 %.
    wide = [s * math.sqrt(n) for s, n in zip(sizes, (2, 3000), strict=True)]
    holds(abs(wide[0] - 1) < 0.06, "W1 has another standard deviation")
    holds(abs(wide[1] - 1) < 0.08, "W2 has another standard deviation")
    for name in ("W1", "W2"):
        middle = abs(net[name].mean()) * math.sqrt(net[name].size)
        holds(middle < 5.5 * net[name].std(), f"the mean of {name} is not 0")


@points(1.5)
@needs("first_parameters", "first_loss")
def test_relu_steps(submission, rng):
    """With ReLU training follows the gradient as well, with slope 0 at exactly 0"""
    hidden, seed = int(rng.integers(3, 7)), int(rng.integers(1000))
    runs = [submission.train_xor(hidden, "relu", 0.25, n, seed) for n in (0, 1, 2)]
    start = arrays(runs[0][0])
    first, loss = replayed(start, "relu", 0.25)
    second, then = replayed(first, "relu", 0.25)
    other, _ = replayed(start, "tanh", 0.25)
    now = arrays(runs[1][0])
    known_by(
        submission,
        [
            [
                bool(np.allclose(now[name], net[name], rtol=0, atol=1e-9))
                for name in NAMES
            ]
            for net in (first, other)
        ],
    )
    for name in NAMES:
        close(runs[1][0][name], first[name])
        close(runs[2][0][name], second[name])
    close(runs[2][1], [loss, then])


@points(1)
@needs("one_step")
@law("Any number of units, rate and seed, replayed corner by corner.")
def test_tanh_steps(submission, rng):
    """With tanh three epochs are three steps, for any number of units"""
    for hidden in (1, int(rng.integers(5, 9))):
        rate, seed = float(rng.uniform(0.1, 1.0)), int(rng.integers(1000))
        start, _ = submission.train_xor(hidden, "tanh", rate, 0, seed)
        params, losses = submission.train_xor(hidden, "tanh", rate, 3, seed)
        known_by(submission)
        net, expected = arrays(start), []
        for _ in range(3):
            net, loss = replayed(net, "tanh", rate)
            expected.append(loss)
        for name in NAMES:
            close(params[name], net[name])
        close(losses, expected)


@points(1)
@needs("first_parameters")
def test_seeds(submission, rng):
    """The same seed gives the same network, and another seed another one"""
    seed = int(rng.integers(1000))
    one, again, other = (
        arrays(submission.train_xor(3, epochs=0, seed=number)[0])
        for number in (seed, seed, seed + 1)
    )
    same = bool(np.array_equal(one["W1"], again["W1"]))
    differs = bool(np.all(one["W1"] != other["W1"]))
    known_by(submission, same, differs)
    holds(same, "the same seed gave another network")
    holds(differs, "two seeds gave the same weights")


@points(1.5)
@needs("it_learns")
@law("Reached quality, over seeds that nobody knows beforehand.")
def test_most_seeds(submission, rng):
    """With 4 tanh units XOR is learned from at least three of five seeds"""
    good, first = 0, int(rng.integers(1000))
    for seed in range(first, first + 5):
        params, losses = submission.train_xor(4, "tanh", 1.0, 200, seed)
        net = arrays(params)
        z = (net["W2"] @ np.tanh(net["W1"] @ X + net["b1"]) + net["b2"])[0]
        p = 1 / (1 + np.exp(-z))
        right = np.all((p > 0.5) == np.array(LABELS)) and np.abs(p - 0.5).min() > 0.1
        good += bool(right and losses[-1] < 0.1)
    known_by(submission)
    holds(good >= 3, "XOR was learned from fewer than three of five seeds")


@points(0.5)
@needs("it_learns")
@law("Defaults that the task states.")
def test_defaults(submission):
    """Unless told otherwise: 4 tanh units, rate 0.5, 2000 epochs, seed 0"""
    told, told_losses = submission.train_xor(4, "tanh", 0.5, 3, 0)
    params, losses = submission.train_xor()
    known_by(submission)
    equal(len(losses), 2000)
    equal(params["activation"], told["activation"])
    close(losses[:3], np.asarray(told_losses))


@points(0.5)
@needs("predictions_by_hand")
@law("Networks that nobody knows beforehand; one point keeps its column.")
def test_answers_follow_from_the_numbers(submission, rng):
    """Whatever the network's numbers say is what predict answers, also at the corners"""
    for activation in ("tanh", "relu"):
        net = {
            "W1": rng.normal(size=(5, 2)),
            "b1": rng.normal(size=(5, 1)),
            "W2": rng.normal(size=(1, 5)),
            "b2": rng.normal(size=(1, 1)),
        }
        where = np.hstack([X, 2 * rng.normal(size=(2, 12))])
        z = net["W2"] @ CURVES[activation][0](net["W1"] @ where + net["b1"]) + net["b2"]
        found = np.asarray(submission.predict(where, net | {"activation": activation}))
        unchanged(submission)
        clear = np.abs(z) > 1e-6
        equal(np.where(clear, found, 0), np.where(clear, z > 0, 0).astype(int))
    one = submission.predict(where[:, :1], net | {"activation": "relu"})
    equal(np.shape(one), (1, 1))


@points(0.5)
@needs("predictions_by_hand")
@law("One half is not above one half.")
def test_on_the_fence(submission, rng):
    """A network that says exactly one half everywhere answers 0"""
    net = {"W1": rng.normal(size=(3, 2)), "b1": np.zeros((3, 1))}
    net |= {"W2": np.zeros((1, 3)), "b2": np.zeros((1, 1)), "activation": "tanh"}
    equal(submission.predict(X, net), [[0, 0, 0, 0]])
