"""Hidden checks. Oracles: the rules applied here to the network's own gradients, laws."""

import numpy as np

from grader.checks import close, holds, known_by, law, needs, points


def network(submission, sizes, W, b, **options):
    """Make a tanh network whose weights and biases are known."""
    net = submission.NeuralNetwork(sizes, "tanh", **options)
    net.W, net.b = list(W), list(b)
    return net


def drawn(rng, sizes, m):
    """Draw samples, labels and parameters of order one."""
    pairs = list(zip(sizes[:-1], sizes[1:], strict=True))
    W = [rng.normal(size=pair) for pair in pairs]
    b = [rng.normal(scale=0.5, size=(1, n)) for _, n in pairs]
    return rng.normal(size=(m, sizes[0])), rng.integers(0, 2, size=m), W, b


class Rule:
    """The rules in one formula: a mean of g over the root of a mean of g * g.

    `step` is a scaled sum of past gradients, each with the weight that it has today,
    which is how the recursions of the task look when they are written out.
    """

    def __init__(self, lr, first, second, eps=1e-8, correct=False):
        self.lr, self.first, self.second = lr, first, second
        self.eps, self.correct, self.past = eps, correct, []

    def step(self, g):
        """Return what is added to the parameters."""
        self.past.append(g)
        ages = np.arange(len(self.past))[::-1]
        past = np.stack(self.past)
        weigh = (1 - self.first if self.correct else 1) * self.first**ages
        mean = np.tensordot(weigh, past, 1)
        if self.second is None:
            return -self.lr * mean
        weights = (1 - self.second) * self.second**ages
        square = np.tensordot(weights, past**2, 1)
        if self.correct:
            mean, square = mean / weigh.sum(), square / weights.sum()
        return -self.lr * mean / (np.sqrt(square) + self.eps)


RULES = {
    "momentum": lambda lr: Rule(lr, 0.9, None),
    "rmsprop": lambda lr: Rule(lr, 0.0, 0.9),
    "adam": lambda lr: Rule(lr, 0.9, 0.999, correct=True),
}


def flat(dW, db):
    """Write all arrays in one row."""
    return np.concatenate([np.ravel(a) for a in [*dW, *db]])


def cut(row, W, b):
    """Cut a row into arrays of the shapes of W and b."""
    parts = np.split(row, np.cumsum([a.size for a in [*W, *b]])[:-1])
    shaped = [p.reshape(a.shape) for p, a in zip(parts, [*W, *b], strict=True)]
    return shaped[: len(W)], shaped[len(W) :]


def followed(net, rule, X, y, W, b, steps):
    """Walk a rule's path with the gradients that the network itself gives."""
    now = flat(W, b)
    for _ in range(steps):
        net.W, net.b = cut(now, W, b)
        now = now + rule.step(flat(*net.backward(X, y)))
    return now


@points(3)
@needs("momentum_by_hand", "rmsprop_by_hand", "adam_by_hand", "what_an_optimizer_gets")
@law("every rule has failed by hand before: here in layers of several shapes")
def test_every_rule_in_a_deep_network(submission, rng):
    """Every rule goes the right way in a network of several layers, for several steps"""
    sizes, lr, steps = [2, 3, 2, 1], 0.1, 3
    X, y, W, b = drawn(rng, sizes, 5)
    guide = network(submission, sizes, W, b)
    for name, make in RULES.items():
        net = network(submission, sizes, W, b, learning_rate=lr, optimizer=name)
        net.train(X, y, epochs=steps, batch_size=5)
        expected = followed(guide, make(lr), X, y, W, b, steps)
        close(flat(net.W, net.b), expected, rtol=1e-7, atol=1e-10)


@points(2)
@needs("what_an_optimizer_gets")
def test_the_gradient_of_its_own_batch(submission):
    """Every call gets the gradient of its own batch, and an epoch calls for each batch"""
    # Sample i touches weight i alone, so a gradient tells which samples it is of.
    calls = []

    def step(params, grads):
        calls.append(grads["W0"])

    rule = submission.SGD(1.0)
    rule.step = step
    net = submission.NeuralNetwork([10, 1], optimizer=rule)
    net.W, net.b = [np.zeros((10, 1))], [np.zeros((1, 1))]
    net.train(np.eye(10), np.ones(10, dtype=int), epochs=2, batch_size=4)
    sizes = [int(np.count_nonzero(g)) for g in calls]
    # p is 1/2 throughout: a sample's share of its batch's mean is -1/2 over its size.
    sums = [float(np.sum(g)) for g in calls]
    known_by(submission, sizes, sums)
    holds(sizes == [4, 4, 2] * 2, "the gradients are not those of the single batches")
    close(sums, [-0.5] * 6)


@points(2)
@needs("an_object_is_used_as_it_is")
def test_switching(submission, rng):
    """An optimizer put in place between two trainings does the steps from there on"""
    x = float(rng.uniform(1, 2))
    net = submission.NeuralNetwork([1, 1], learning_rate=0.25, optimizer="momentum")
    net.W, net.b = [np.zeros((1, 1))], [np.zeros((1, 1))]
    now = np.zeros(2)  # w and b of p = s(w * x + b), whose gradient is (p - 1) * (x, 1)
    for name, rule in (
        ("", Rule(0.25, 0.9, None)),
        ("SGD", Rule(0.01, 0.0, None)),
        ("RMSprop", Rule(0.001, 0.0, 0.9)),
        ("Adam", Rule(0.001, 0.9, 0.999, correct=True)),
    ):
        if name:
            net.optimizer = getattr(submission, name)()
        net.train([[x], [x]], [1, 1], epochs=2)
        for _ in range(2):
            p = 1 / (1 + np.exp(-now @ [x, 1.0]))
            now = now + rule.step((p - 1) * np.array([x, 1.0]))
        close(net.W[0], [[now[0]]])
        close(net.b[0], [[now[1]]])


@points(1)
@needs("sgd_by_hand")
@law(
    "what ex36 did is what its own checks see; this compares the name with the default"
)
def test_sgd_is_the_default(submission, rng):
    """The name "sgd" trains exactly as no name at all, batches and all"""
    X, y, _, _ = drawn(rng, [2, 1], 12)
    trained = []
    for options in ({}, {"optimizer": "sgd"}):
        net = submission.NeuralNetwork([2, 4, 1], learning_rate=0.5, seed=11, **options)
        losses = net.train(X, y, epochs=3, batch_size=5)
        trained.append(np.concatenate([losses, flat(net.W, net.b)]))
    close(trained[0], trained[1], rtol=1e-12)


def moons(rng, m):
    """Draw two half circles that reach into each other."""
    angle, labels = rng.uniform(0, np.pi, m), np.arange(m) % 2
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    inputs = np.where(labels[:, np.newaxis] == 0, upper, [1.0, 0.5] - upper)
    return inputs + rng.normal(scale=0.1, size=(m, 2)), labels


@points(1)
@needs("adam_by_hand")
@law("reached quality: what a better rule is for")
def test_race(submission, rng):
    """With a learning rate of 0.01 Adam learns two moons faster than plain descent"""
    X, y = moons(rng, 60)
    won = 0
    for seed in range(3):
        last = [
            submission.NeuralNetwork([2, 16, 1], "tanh", 0.01, seed, name).train(
                X, y, epochs=12, batch_size=10
            )[-1]
            for name in ("sgd", "adam")
        ]
        won += last[1] < last[0] - 0.05
        if won == 2:
            break
    known_by(submission)
    holds(won == 2, "in two of three trainings Adam was not ahead")
