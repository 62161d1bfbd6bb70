"""Hidden checks. Oracles: measured slopes, ex06's columns, replayed epochs, laws."""

import math

import numpy as np
import pytest

from grader.checks import (
    agrees_with_slopes,
    close,
    equal,
    holds,
    known_by,
    law,
    mutated,
    needs,
    points,
)

HIDDEN = {
    "relu": lambda z: np.where(z > 0, z, 0.0),
    "tanh": np.tanh,
    "sigmoid": lambda z: 0.5 + 0.5 * np.tanh(0.5 * z),
}


def network(submission, sizes, W, b, activation="relu", **options):
    """Make a network whose weights and biases are known."""
    net = submission.NeuralNetwork(sizes, activation, **options)
    net.W, net.b = list(W), list(b)
    return net


def in_columns(X, W, b, activation):
    """Return (p, all hidden z), samples in columns as in ex06."""
    A, hidden = X.T, []
    for w, c in zip(W[:-1], b[:-1], strict=True):
        hidden.append(w.T @ A + c.T)
        A = HIDDEN[activation](hidden[-1])
    z = W[-1].T @ A + b[-1].T
    if len(z) == 1:
        return HIDDEN["sigmoid"](z), hidden
    return np.exp(z) / np.exp(z).sum(axis=0), hidden


def loss_in_columns(X, classes, W, b, activation):
    """Return the mean of -log(probability of the true class)."""
    p, _ = in_columns(X, W, b, activation)
    if len(p) == 1:
        p = np.vstack([1 - p, p])
    return -np.mean(np.log(p[classes, np.arange(len(classes))]))


def drawn(rng, sizes, activation, m):
    """Draw X, W and b such that slopes can be measured: no kink, no saturation."""
    while True:
        pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
        W = [rng.normal(size=pair) for pair in pairs]
        b = [rng.normal(scale=0.5, size=(1, n)) for _, n in pairs]
        X = rng.normal(size=(m, sizes[0]))
        p, hidden = in_columns(X, W, b, activation)
        clear = all(np.abs(z).min() > 1e-3 for z in hidden)
        alive = all((z > 0).any(axis=1).all() for z in hidden)
        if clear and alive and p.min() > 0.01 and p.max() < 0.99:
            return X, W, b


NETWORKS = (
    ([3, 4, 1], "tanh", 5),
    ([2, 4, 3], "relu", 5),
    ([2, 3, 2], "sigmoid", 4),
    ([2, 3, 2, 3, 2], "tanh", 3),
    ([4, 1], "relu", 1),
)


@points(3.5)
@needs("gradient_by_hand", "softmax_by_hand")
def test_any_network(submission, rng):
    """Prediction and gradient are right for any activation, head, depth and batch"""
    for sizes, activation, m in NETWORKS:
        X, W, b = drawn(rng, sizes, activation, m)
        k = sizes[-1]
        classes = rng.integers(0, max(k, 2), size=m)
        y = classes if k == 1 else np.eye(k, dtype=int)[classes]
        net = network(submission, sizes, W, b, activation)
        p = net.forward(X.tolist())
        dW, db = net.backward(X, y)
        for mine, parameters in ((dW, W), (db, b)):
            equal(len(mine), len(sizes) - 1)
            for slope, parameter in zip(mine, parameters, strict=True):

                def loss(moved, parameter=parameter, X=X, W=W, b=b):
                    replaced = [moved if q is parameter else q for q in W + b]
                    W, b = replaced[: len(W)], replaced[len(W) :]
                    return loss_in_columns(X, classes, W, b, activation)

                agrees_with_slopes(slope, loss, parameter, tol=1e-5)
        close(p, in_columns(X, W, b, activation)[0].T)


X = np.array([[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]])
W = (np.array([[0.8, -0.6, 1.1], [-0.9, 0.7, 0.4]]), np.array([[1.2], [-0.5], [0.9]]))
B = (np.array([[0.3, -0.7, 0.2]]), np.array([[-0.4]]))
Y = np.array([1, 0, 1])


@points(3)
@needs("softmax_gradient_by_hand", "loss_by_hand", "one_step")
def test_class_numbers_and_one_hot(submission, rng):
    """Class numbers and one-hot rows mean the same, whatever the number of samples"""
    W3, b3 = [rng.normal(size=(2, 3))], [rng.normal(size=(1, 3))]
    net = network(submission, [2, 3], W3, b3)
    for classes in ([1, 2, 0, 2, 1], [1]):
        inputs, one_hot = rng.normal(size=(len(classes), 2)), np.eye(3)[classes]
        p = net.forward(inputs)
        close(net.compute_loss(classes, p), net.compute_loss(one_hot, p))
        dW, db = net.backward(inputs, classes)
        dW_too, db_too = net.backward(inputs, one_hot)
        close(dW[0], dW_too[0])
        close(db[0], db_too[0])
    other = network(submission, [2, 3], W3, b3)
    net.train(X, np.array([1, 2, 0]), epochs=1, batch_size=3)
    other.train(X, np.eye(3, dtype=int)[[1, 2, 0]], epochs=1, batch_size=3)
    close(net.W[0], other.W[0])


@points(1)
@needs("loss_by_hand", "sure_and_wrong", "forward_by_hand", "softmax_by_hand")
@law("by hand the same was asked before; where only these checks run, this asks")
def test_any_loss(submission, rng):
    """The loss is right for any probabilities, and finite for any mistake"""
    binary, several = (submission.NeuralNetwork(sizes) for sizes in ([2, 1], [2, 3]))
    for b in (*binary.b, *several.b):
        equal(b, np.zeros_like(b))
    p, classes = rng.uniform(0.1, 0.9, size=(5, 1)), np.array([0, 1, 1, 0, 1])
    expected = -np.log(np.abs(1 - classes - p[:, 0])).sum() / 5
    close(binary.compute_loss(classes, p), expected)
    rows, classes = rng.dirichlet([2.0, 2.0, 2.0], size=5), np.array([2, 0, 1, 2, 2])
    expected = sum(-np.log(row[k]) for row, k in zip(rows, classes, strict=True)) / 5
    close(several.compute_loss(classes, rows), expected)
    # -log(eps) lies between these for any eps from 1e-17 to 1e-7.
    sure = binary.compute_loss([0, 1], np.array([[1.0], [0.0]]))
    holds(15 < sure < 40, "a certain mistake costs too little or too much")
    sure = several.compute_loss([0, 1], np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]))
    holds(15 < sure < 40, "a certain mistake costs too little or too much")


@points(1)
@needs("one_step", "predictions", "refusals", "nan_is_refused", "huge_sums")
@law("by hand the same was asked before; where only these checks run, this asks")
def test_limits(submission):
    """What the task refuses is refused; huge sums, ties and the first step are as stated"""
    with pytest.raises(ValueError):
        submission.NeuralNetwork([2, 3, 1], "linear")
    net = network(submission, [2, 1], [np.array([[1.0], [-1.0]])], [np.zeros((1, 1))])
    for refused in ([1.0, 2.0], [[1.0], [2.0]], [[np.nan, 0.0]], [[0.0, -np.inf]]):
        with pytest.raises(ValueError):
            net.forward(np.array(refused))
    with pytest.raises(ValueError):
        net.backward(np.eye(2), np.array([[1], [0]]))
    equal(net.predict(np.array([[1.0, 0.9], [2.0, 2.0], [0.5, 1.0]])), [1, 0, 0])
    close(net.forward(np.array([[1e3, 0.0], [0.0, 1e3]])), [[1.0], [0.0]])
    net.train(np.eye(2), np.array([1, 1]), epochs=1, batch_size=2)
    # p is s(1) and s(-1); each sample moves its own weight by 0.01 * (1 - p) / 2.
    up, down = (0.005 / (1 + math.exp(sign)) for sign in (1.0, -1.0))
    close(net.W[0], [[1.0 + up], [-1.0 + down]])
    net = network(
        submission, [1, 3], [np.array([[1e3, 1e3, -1e3]])], [np.zeros((1, 3))]
    )
    rows = [[0.5, 0.5, 0.0], [0.0, 0.0, 1.0], [1 / 3, 1 / 3, 1 / 3]]
    close(net.forward(np.array([[1.0], [-1.0], [0.0]])), rows)


@points(3)
@needs("gradient_by_hand")
def test_every_sample_once(submission):
    """One epoch visits every sample once with its own label, the last few as well"""
    # Sample i touches weight i alone, so the weights tell what was visited.
    net = network(
        submission, [12, 1], [np.zeros((12, 1))], [np.zeros((1, 1))], learning_rate=0.5
    )
    net.train(np.eye(12), np.eye(12, dtype=int)[4], epochs=1, batch_size=5)
    moves = net.W[0].ravel()
    away = np.sign(moves) != np.where(np.arange(12) == 4, 1, -1)
    known_by(submission, np.sort(away).tolist(), int(np.count_nonzero(moves)))
    holds(np.all(moves != 0), "a sample was never visited")
    holds(not away.any(), "a sample was trained towards another one's label")
    # Without a batch size: 32 samples, then 8. Equal ones move equally far.
    net = network(
        submission, [40, 1], [np.zeros((40, 1))], [np.zeros((1, 1))], learning_rate=2.0
    )
    net.train(np.eye(40), np.ones(40, dtype=int), epochs=1)
    moves = np.sort(net.W[0].ravel())
    known_by(submission, moves)
    # First p = 1/2: w moves by 2 * (1/2) / 32, b by 1; then p = s(1).
    second = 2 / (1 + math.exp(1.0)) / 8
    close(moves, [*[1 / 32] * 32, *[second] * 8])


def order_of(before, after):
    """Recover in which order twelve samples, each with its own weight, were visited.

    A move is 1 - s(w + b), and b grows with every visit: b tells when it was.
    """
    p = np.clip(1 - (after - before), 1e-9, 1 - 1e-9)
    return np.argsort(np.log(p / (1 - p)) - before).tolist()


@points(3)
@needs("one_step")
def test_a_new_order_in_every_epoch(submission, rng):
    """Every epoch takes the samples in another order, in one call and in the next"""
    seed, y = int(rng.integers(1000)), np.ones(12, dtype=int)
    start = [np.zeros((12, 1))], [np.zeros((1, 1))]
    net, twin = (
        network(submission, [12, 1], *start, learning_rate=1.0, seed=seed)
        for _ in range(2)
    )
    net.train(np.eye(12), y, epochs=1, batch_size=1)
    first = net.W[0].ravel()
    net.train(np.eye(12), y, epochs=1, batch_size=1)
    then = net.W[0].ravel()
    twin.train(np.eye(12), y, epochs=2, batch_size=1)
    at_once = twin.W[0].ravel()
    given = list(range(12))
    one, two, next_call = (
        order_of(0 * first, first), order_of(first, at_once), order_of(first, then)
    )  # fmt: skip
    facts = [one != given, two != given, one != two, one != next_call]
    known_by(submission, facts)
    holds(facts[0] and facts[1], "an epoch took the samples in the order they came in")
    holds(facts[2], "two epochs took the samples in the same order")
    holds(facts[3], "a second call of train repeated the order of the first")


TRAINING = np.array(
    [[0.5, 1], [-1, 0.3], [2, -1], [0, 0.7], [1, 1], [-2, 0.5], [0.4, -2]]
)


def trained(net, *epochs, batch_size=2):
    """Train on seven fixed samples, and return all parameters in one list."""
    y = np.array([1, 0, 1, 1, 0, 0, 1])
    for n in epochs:
        net.train(TRAINING, y, epochs=n, batch_size=batch_size)
    return np.concatenate([np.ravel(q) for q in net.W + net.b])


@points(2)
@needs("gradient_by_hand")
@law("training continues: the hand-worked step fails as well, and does not say why")
def test_training_continues(submission):
    """Training starts from what is there: 2 epochs and then 3 are the same as 5"""
    net = network(submission, [2, 3, 1], W, B, learning_rate=0.0)
    net.train(X, Y, epochs=1)
    for now, before in zip(net.b + net.W, B + W, strict=True):
        close(now, before)
    at_once, in_turns = (
        trained(
            submission.NeuralNetwork([2, 4, 1], "tanh", 0.3, 5), *epochs, batch_size=7
        )
        for epochs in ([5], [2, 3])
    )
    known_by(submission)
    close(in_turns, at_once)


@points(3)
@needs("one_step")
def test_seed_decides_alone(submission, rng):
    """The seed decides the whole training, and nothing outside the network matters"""
    seed = int(rng.integers(1000))

    def make(seed=None):
        return submission.NeuralNetwork([2, 4, 1], "tanh", 0.3, seed)

    one, other = make(seed).W[0], make(seed + 1).W[0]
    alone, again = (trained(make(seed), 1) for _ in range(2))
    first, second = make(seed), make(seed)
    side_by_side = trained(first, 1), trained(second, 1)
    unseeded = []
    for _ in range(2):
        make(seed)
        unseeded.append(make().W[0])
    facts = {
        "two different seeds gave the same first weights": np.array_equal(one, other),
        "the same seed gave another training": not np.array_equal(alone, again),
        "networks that are trained in turn disturb each other": not np.array_equal(
            *side_by_side
        ),
        "the seed 0 gave other first weights": not np.array_equal(
            make(0).W[0], make(0).W[0]
        ),
        "two networks without a seed started the same": np.array_equal(*unseeded),
    }
    known_by(submission, list(facts.values())[:4])
    for sentence, fact in facts.items():
        holds(not fact, sentence)


@points(2)
@needs("gradient_by_hand", "softmax_by_hand")
def test_labels_are_checked(submission):
    """A label that is none of the classes is refused, and so is a y that does not fit"""
    several = network(submission, [2, 3], [W[0]], [B[0]])
    binary = network(submission, [2, 3, 1], W, B)
    p, q = several.forward(X), binary.forward(X)
    for net, probabilities, labels in (
        (several, p, [0, -1, 2]),
        (binary, q, [0, 2, 1]),
        (binary, q, [1, -1, 1]),
        (several, p, [0, 3, 2]),
        (several, p, [[0], [1], [2]]),
        (several, p, [1]),
        (several, p, [[0, 1], [1, 0], [0, 1]]),
    ):
        with pytest.raises(ValueError):
            net.backward(X, np.array(labels))
        with pytest.raises(ValueError):
            net.compute_loss(np.array(labels), probabilities)
    with pytest.raises(ValueError):
        binary.train(X, np.array([0, 2, 1]), epochs=1)


@points(0.5)
@needs("one_step", "predictions")
def test_lists(submission):
    """Lists of rows and labels are as good as arrays, in every method"""
    one, other = (network(submission, [2, 3, 1], W, B) for _ in range(2))
    one.train(X.tolist(), Y.tolist(), epochs=2, batch_size=3)
    other.train(X, Y, epochs=2, batch_size=3)
    close(one.W[0], other.W[0])
    close(one.backward(X.tolist(), Y.tolist())[0][0], one.backward(X, Y)[0][0])
    p = one.forward(X)
    close(one.compute_loss(Y.tolist(), p), one.compute_loss(Y, p))
    equal(one.predict(X.tolist()), other.predict(X))


@points(1)
@needs("one_step")
def test_data_is_left_alone(submission):
    """Training does not change the samples and labels it is given"""
    net = network(submission, [2, 3, 1], W, B)
    data = np.arange(24.0).reshape(12, 2) / 8 - 1
    net.train(data, np.arange(12) % 2, epochs=2, batch_size=4)
    names = mutated(submission)
    known_by(submission, list(names))
    holds(not names, "training changed the samples or labels it was given")


@points(2)
@needs("new_network")
@law("what is far too small shows in training as well; what is too large need not")
def test_size_of_the_first_weights(submission):
    """The first weights of hidden layers have mean 0 and the stated standard deviation"""
    facts = []
    for activation, gain in (("relu", 2.0), ("tanh", 1.0)):
        net = submission.NeuralNetwork([150, 150, 150, 1], activation, seed=3)
        weights = np.stack(net.W[:2])
        unit = math.sqrt(gain / 150)
        # 45000 numbers: their spread is known to 0.33 %, their mean to 0.5 % of it.
        facts += [weights.std() / unit, weights.mean() / unit]
    known_by(submission, *(round(fact, 1) for fact in facts))
    spread, mean = np.array(facts[::2]), np.array(facts[1::2])
    holds(
        np.all(np.abs(spread - 1) < 0.025),
        "the first weights have another standard deviation",
    )
    holds(np.all(np.abs(mean) < 0.03), "the mean of the first weights is not 0")


def succeeds(submission, make, rng, sizes, epochs, wanted, *, one_hot=False):
    """Train networks until two have reached an accuracy, at most three."""
    (X, y), (new_X, new_y) = make(rng, 80), make(rng, 200)
    labels = np.eye(sizes[-1], dtype=int)[y] if one_hot else y
    good = 0
    for seed in range(3):
        net = submission.NeuralNetwork(sizes, learning_rate=1.0, seed=seed)
        net.train(X, labels, epochs=epochs, batch_size=20)
        good += np.mean(net.predict(new_X) == new_y) >= wanted
        if good == 2:
            break
    known_by(submission)
    return good == 2


def circles(rng, m):
    """Draw one circle inside another."""
    angle, y = rng.uniform(0, 2 * np.pi, m), np.arange(m) % 2
    radius = np.where(y == 0, 1.0, 0.4)[:, np.newaxis]
    points = radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return points + rng.normal(scale=0.08, size=(m, 2)), y


def blobs(rng, m):
    """Draw three clouds."""
    y = np.arange(m) % 3
    centres = np.array([[0.0, 1.5], [-1.3, -0.75], [1.3, -0.75]])
    return centres[y] + rng.normal(scale=0.35, size=(m, 2)), y


@points(1)
@needs("one_step", "predictions")
@law("reached quality: what all parts together are for")
def test_circles(submission, rng):
    """A circle inside a circle is told apart, new points too"""
    good = succeeds(submission, circles, rng, [2, 16, 1], 25, 0.93)
    holds(good, "in two of three trainings the circles were not told apart")


@points(1)
@needs("one_step", "predictions", "softmax_gradient_by_hand")
@law("reached quality: what all parts together are for")
def test_blobs(submission, rng):
    """Three clouds are told apart, new points too"""
    good = succeeds(submission, blobs, rng, [2, 8, 3], 8, 0.95, one_hot=True)
    holds(good, "in two of three trainings the clouds were not told apart")
