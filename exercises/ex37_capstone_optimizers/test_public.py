"""Public checks. The expected numbers are worked by hand in the comments."""

import math

import numpy as np
import pytest

from grader.checks import close, equal, holds, known_by, needs, points

# 2 inputs, 3 hidden units with ReLU, one output, three samples: the case of ex36.
X = np.array([[1.0, -1.0], [2.0, 0.5], [0.0, 2.0]])
Y = np.array([1, 1, 0])
W = [np.array([[0.5, -1.0, 2.0], [1.0, 0.5, -0.5]]), np.array([[1.0], [-2.0], [0.5]])]
B = [np.array([[0.5, 0.25, -1.0]]), np.array([[-0.25]])]
KEYS = ["W0", "W1", "b0", "b1"]


def s(z):
    """Sigmoid of one number."""
    return 1 / (1 + math.exp(-z))


def gradient():
    """Give the gradient of that network; Z2 is 0.5, 3.125 and -0.25."""
    d1, d2, d3 = ((s(z) - t) / 3 for z, t in zip((0.5, 3.125, -0.25), Y, strict=True))
    dW1 = [
        [2 * d2, 0, 0.5 * d1 + d2],
        [0.5 * d2 + 2 * d3, -4 * d3, -0.5 * d1 + 0.25 * d2],
    ]
    db1 = [[d2 + d3, -2 * d3, 0.5 * d1 + 0.5 * d2]]
    dW2 = [[2 * d2 + 2.5 * d3], [1.25 * d3], [1.5 * d1 + 2.75 * d2]]
    db2 = [[d1 + d2 + d3]]
    every = {"W0": dW1, "b0": db1, "W1": dW2, "b1": db2}
    return {name: np.array(value) for name, value in every.items()}


def network(submission, **options):
    """Make that network."""
    net = submission.NeuralNetwork([2, 3, 1], **options)
    net.W, net.b = W, B
    return net


def single(submission, **options):
    """Make a network of one weight and one bias, both 0: p = s(w * x + b)."""
    net = submission.NeuralNetwork([1, 1], **options)
    net.W, net.b = [np.zeros((1, 1))], [np.zeros((1, 1))]
    return net


def path(rule, steps):
    """Train that one on x = 2, y = 1 by hand; `rule(t)` makes a step from (g, memory)."""
    w, b, memories = 0.0, 0.0, {"w": {}, "b": {}}
    for t in range(1, steps + 1):
        delta = s(2 * w + b) - 1
        w += rule(2 * delta, memories["w"], t)
        b += rule(delta, memories["b"], t)
    return w, b


def momentum(lr, share=0.9):
    """Give the rule of SGD with momentum."""

    def step(g, memory, t):
        memory["v"] = share * memory.get("v", 0.0) - lr * g
        return memory["v"]

    return step


def rmsprop(lr, decay=0.9, eps=1e-8):
    """Give the rule of RMSprop."""

    def step(g, memory, t):
        memory["s"] = decay * memory.get("s", 0.0) + (1 - decay) * g * g
        return -lr * g / (math.sqrt(memory["s"]) + eps)

    return step


def adam(lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Give the rule of Adam."""

    def step(g, memory, t):
        m = memory["m"] = beta1 * memory.get("m", 0.0) + (1 - beta1) * g
        v = memory["v"] = beta2 * memory.get("v", 0.0) + (1 - beta2) * g * g
        return -lr * m / (1 - beta1**t) / (math.sqrt(v / (1 - beta2**t)) + eps)

    return step


def follows(net, rule, steps=4):
    """Require that the network of one weight goes the path of a rule."""
    net.train(np.full((3, 1), 2.0), np.ones(3, dtype=int), epochs=steps, batch_size=3)
    w, b = path(rule, steps)
    close(net.W[0], [[w]])
    close(net.b[0], [[b]])


@points(3)
def test_sgd_by_hand(submission):
    """By default, and as "sgd", each W and b moves against its gradient"""
    expected = gradient()
    for options in ({}, {"optimizer": "sgd"}):
        net = network(submission, learning_rate=0.5, **options)
        net.train(X, Y, epochs=1, batch_size=10)
        for i in (0, 1):
            close(net.W[i], W[i] - 0.5 * expected[f"W{i}"])
            close(net.b[i], B[i] - 0.5 * expected[f"b{i}"])


@points(2)
@needs("sgd_by_hand")
def test_two_networks(submission):
    """Two networks made alike are trained alike: neither knows what the other did"""
    trained = []
    for _ in range(2):
        net = network(submission, learning_rate=0.5, optimizer="momentum")
        net.train(X, Y, epochs=2, batch_size=10)
        trained.append(net.W[0])
    alike = bool(np.allclose(*trained, rtol=1e-9, atol=1e-12))
    known_by(submission, alike)
    holds(alike, "the second of two equal networks was trained differently")


@points(3)
@needs("two_networks")
def test_momentum_by_hand(submission):
    """As "momentum" a velocity of each parameter survives, nine tenths of it"""
    net = single(submission, learning_rate=0.25, optimizer="momentum")
    follows(net, momentum(0.25))


@points(2)
@needs("two_networks")
def test_rmsprop_by_hand(submission):
    """As "rmsprop" each gradient is divided by the root of its mean square"""
    net = single(submission, learning_rate=0.125, optimizer="rmsprop")
    follows(net, rmsprop(0.125))


@points(3)
@needs("two_networks")
def test_adam_by_hand(submission):
    """As "adam" both means are corrected with the number of the step"""
    net = single(submission, learning_rate=0.125, optimizer="adam")
    follows(net, adam(0.125))


@points(2)
@needs("adam_by_hand")
def test_an_object_is_used_as_it_is(submission):
    """An optimizer given as an object keeps its own lr and settings"""
    rule = submission.Adam(lr=0.25, beta1=0.5, beta2=0.75)
    follows(
        single(submission, learning_rate=8.0, optimizer=rule), adam(0.25, 0.5, 0.75)
    )
    rule = submission.SGD(0.25, 0.5)
    follows(single(submission, learning_rate=8.0, optimizer=rule), momentum(0.25, 0.5))
    rule = submission.RMSprop(0.25, 0.5)
    follows(single(submission, learning_rate=8.0, optimizer=rule), rmsprop(0.25, 0.5))


def watched(submission):
    """Make an optimizer whose step writes down what it gets and moves nothing."""
    calls = []

    def step(params, grads):
        calls.append((params, grads))

    rule = submission.SGD(1.0)
    rule.step = step
    return rule, calls


@points(3)
@needs("sgd_by_hand")
def test_what_an_optimizer_gets(submission):
    """One call per batch, with every W and b by name and its gradient; no other moves"""
    rule, calls = watched(submission)
    net = network(submission, optimizer=rule)
    net.train(X, Y, epochs=2, batch_size=3)
    moved = [np.array_equal(a, b) for a, b in zip(net.W + net.b, W + B, strict=True)]
    keys = [sorted(params) for params, _ in calls]
    known_by(submission, len(calls), keys, moved)
    holds(len(calls) == 2, "step was not called once per batch")
    holds(keys == [KEYS] * 2, "the keys of params are not W0, b0, W1, b1")
    holds(all(moved), "something else than step moved the parameters")
    for params, grads in calls:
        for name, expected in gradient().items():
            close(params[name], (W if name[0] == "W" else B)[int(name[1])])
            close(grads[name], expected)


@points(2)
@needs("adam_by_hand", "momentum_by_hand")
def test_training_goes_on(submission):
    """A second call of train goes on with the velocity, the means and t of the first"""
    for name, rule in (("momentum", momentum(0.25)), ("adam", adam(0.25))):
        net = single(submission, learning_rate=0.25, optimizer=name)
        for epochs in (1, 3):
            net.train(np.full((3, 1), 2.0), np.ones(3, dtype=int), epochs=epochs)
        w, b = path(rule, 4)
        close(net.W[0], [[w]])
        close(net.b[0], [[b]])


@points(1)
@needs("sgd_by_hand")
def test_unknown_names(submission):
    """A name that is none of the four is refused"""
    for name in ("Adam", "SGD", "adagrad", ""):
        with pytest.raises(ValueError):
            submission.NeuralNetwork([2, 3, 1], optimizer=name)
    equal(len(submission.NeuralNetwork([2, 3, 1], optimizer="rmsprop").W), 2)
