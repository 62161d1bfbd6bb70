"""Hidden checks. Oracles: counts by comparison, laws of the table, reached quality."""

import numpy as np

from grader.checks import close, equal, holds, known_by, law, needs, points


def answers(rng, k, m):
    """Draw labels of all classes but the first and answers, mostly right."""
    y = rng.integers(1, k, size=m)
    return y, np.where(rng.random(m) < 0.6, y, rng.integers(0, k, size=m))


@points(1)
@needs("absent_classes")
@law("every entry has failed by hand before; here many samples")
def test_any_matrix(submission, rng):
    """Every entry counts its pairs, and rows, diagonal and total add up"""
    k, m = 5, 60
    y, y_hat = answers(rng, k, m)
    matrix = submission.confusion_matrix(y, y_hat, k)
    counts = [[np.sum((y == i) & (y_hat == j)) for j in range(k)] for i in range(k)]
    equal(matrix, counts)
    equal(matrix.sum(axis=1), [np.sum(y == i) for i in range(k)])
    close(np.trace(matrix) / m, np.mean(y == y_hat))


@points(1)
@needs("absent_classes")
@law("a renaming shows nothing that single entries do not")
def test_renamed_classes(submission, rng):
    """Other numbers for the classes move rows and columns, and change no count"""
    k = 4
    y, y_hat = answers(rng, k, 30)
    names = rng.permutation(k)
    before = submission.confusion_matrix(y, y_hat, k)
    after = submission.confusion_matrix(names[y], names[y_hat], k)
    equal(after[np.ix_(names, names)], before)


@points(1)
@needs("share_of_an_absent_class")
@law("each share has failed by hand before; here many samples")
def test_any_shares(submission, rng):
    """Every share is the mean of right answers among the samples of its class"""
    k = 5
    y, y_hat = answers(rng, k, 60)
    y[:4] = [1, 2, 3, 4]
    shares = submission.per_class_accuracy(y, y_hat, k)
    holds(np.isnan(shares[0]), "an absent class has a share")
    close(shares[1:], [np.mean(y_hat[y == i] == i) for i in range(1, k)])


def spirals(rng, m):
    """Draw three spirals, three quarters of a turn each, wound into each other."""
    t, y = np.sqrt(rng.uniform(0.02, 1, m)), np.arange(m) % 3
    angle = 2 * np.pi * (0.75 * t + y / 3)
    X = 2 * t[:, np.newaxis] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return X + rng.normal(scale=0.03, size=(m, 2)), y


@points(2)
@needs("probabilities", "loss_by_hand", "matrix_by_hand")
@law("reached quality: what all parts together are for")
def test_spirals(submission, rng):
    """Three spirals are told apart, and the matrix says so"""
    # The worst of 200 trainings reached .978, the best without a hidden layer .789.
    good = 0
    for seed in range(3):
        X, y = spirals(rng, 90)
        net = submission.NeuralNetwork([2, 64, 3], "relu", 2.0, seed)
        losses = net.train(X, y, epochs=40, batch_size=30)
        matrix = submission.confusion_matrix(y, net.predict(X), 3)
        good += np.trace(matrix) >= 0.9 * len(y)
        if good == 2:
            break
    known_by(submission)
    holds(len(losses) == 40, "training did not return one loss per epoch")
    holds(good == 2, "in two of three trainings the spirals were not told apart")
