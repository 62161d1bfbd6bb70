"""Hidden checks. Oracles: updates worked by hand, truth tables, two theorems."""

import numpy as np

from grader.checks import close, equal, holds, law, needs, points, unchanged

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def start(submission, weights, bias, learning_rate=1.0):
    """Make a perceptron whose weights and bias are known."""
    p = submission.Perceptron(len(weights), learning_rate=learning_rate)
    p.weights, p.bias = np.array(weights), bias
    return p


@points(1)
@needs("missed_one", "false_alarm")
def test_three_inputs(submission):
    """The weights move by learning rate x error x input, for any number of inputs"""
    p = start(submission, [1.0, -0.5, 2.0], -0.75, learning_rate=0.25)
    p.train(np.array([[2.0, -3.0, 0.5]]), np.array([0]), epochs=1)
    # z = 2 + 1.5 + 1 - 0.75 > 0, error -1: each weight loses 0.25 x its input
    close(p.weights, [0.5, 0.25, 1.875])


@points(1)
@needs("missed_one", "false_alarm")
def test_one_sample_at_a_time(submission):
    """Each sample is judged with the weights that the sample before it left"""
    p = start(submission, [0.5, -0.25], 0.25)
    p.train(np.array([[1.0, 2.0], [2.0, 1.0]]), np.array([0, 0]), epochs=1)
    # first z = 0.25, error -1: (-0.5, -2.25); second z = -4, nothing to correct
    close(p.weights, [-0.5, -2.25])


@points(1)
@needs("missed_one", "false_alarm", "predictions")
def test_other_gates(submission, rng):
    """The same class learns AND, NAND and NOR, with small and large learning rates"""
    for targets in ([0, 0, 0, 1], [1, 1, 1, 0], [1, 0, 0, 0]):
        for learning_rate in (0.01, 0.1, 1.0):
            weights = rng.uniform(-0.01, 0.01, size=2)
            p = start(submission, weights, 0.0, learning_rate)
            p.train(CORNERS, np.array(targets))
            equal(p.predict(CORNERS), targets)


@points(1)
@needs("missed_one", "false_alarm", "predictions")
@law("convergence: whatever a line separates with a margin is learned")
def test_separable_points(submission, rng):
    """Points that a line separates with a gap are all learned"""
    angle = rng.uniform(0.0, 2.0 * np.pi)
    cloud = rng.uniform(-1.0, 1.0, size=(60, 2))
    distance = cloud @ [np.cos(angle), np.sin(angle)]
    clear = np.abs(distance) >= 0.2
    X, y = cloud[clear], (distance[clear] > 0).astype(int)
    p = start(submission, [0.0, 0.0], 0.0)
    p.train(X, y, epochs=200)  # Novikoff: at most (1 + 1 + 1) / 0.2**2 = 75 mistakes
    equal(p.predict(X), y)


@points(1)
@needs("missed_one", "false_alarm", "predictions")
def test_xor_is_out_of_reach(submission):
    """XOR cannot be learned: train returns None and an answer stays wrong"""
    p = start(submission, [0.3, -0.2], 0.15, learning_rate=0.1)
    epoch = p.train(CORNERS, np.array([0, 1, 1, 0]))
    answers = p.predict(CORNERS)
    holds(epoch is None, "train reported a pass without mistakes on XOR")
    holds(not np.array_equal(answers, [0, 1, 1, 0]), "all four answers match XOR")


@points(0.5)
@needs("missed_one", "false_alarm")
def test_default_number_of_passes(submission):
    """Without `epochs` in the call, train makes at most 100 passes"""
    p = start(submission, [-300.0], 0.5)
    p.train(np.array([[1.0]]), np.array([1]))
    # z = -299.5 is missed, and each pass adds 1 to the weight and 1 to the bias
    close(p.weights, [-200.0])


@points(0.5)
@needs("missed_one", "false_alarm")
def test_default_learning_rate(submission):
    """Without a learning rate in the call, it is 0.1"""
    p = submission.Perceptron(2)
    p.weights, p.bias = np.array([0.5, -1.0]), 0.25
    p.train(np.array([[3.0, 5.0]]), np.array([1]), epochs=1)
    # z = 1.5 - 5 + 0.25, so it says 0; the error is +1
    close(p.weights, [0.5 + 0.1 * 3, -1.0 + 0.1 * 5])


@points(0.5)
@needs("missed_one", "false_alarm")
def test_first_weights_are_small(submission):
    """The first weights all lie between -0.05 and 0.05"""
    weights = submission.Perceptron(200, seed=7).weights
    small = np.max(np.abs(weights)) <= 0.05
    holds(small, "a first weight is farther from zero than 0.05")


@points(0.5)
@needs("missed_one", "false_alarm")
def test_first_bias(submission):
    """The bias of a new perceptron is 0"""
    equal(submission.Perceptron(3, seed=7).bias, 0)


@points(0.5)
@needs("missed_one", "false_alarm")
def test_seed(submission, rng):
    """The same seed gives the same first weights, another seed gives others"""
    seed = int(rng.integers(1000))
    one, same, other = (
        submission.Perceptron(3, seed=s) for s in (seed, seed, seed + 1)
    )
    first = one.weights
    equal(same.weights, first)
    differs = not np.array_equal(other.weights, first)
    holds(differs, "two different seeds gave the same weights")


@points(0.5)
@needs("missed_one", "false_alarm")
def test_seed_stays_inside(submission):
    """A seed does not leak: unseeded perceptrons differ even after seeded ones"""
    first_weights = []
    for _ in range(2):
        submission.Perceptron(3, seed=5)
        first_weights.append(submission.Perceptron(3).weights)
    same = np.array_equal(*first_weights)
    holds(not same, "two perceptrons without a seed started the same")


@points(0.5)
@needs("missed_one", "false_alarm")
def test_data_is_left_alone(submission):
    """Training does not change the samples and labels it is given"""
    p = start(submission, [0.5, 0.5], 0.25)
    p.train(CORNERS.astype(float), np.array([0.0, 1.0, 1.0, 1.0]))
    unchanged(submission)
