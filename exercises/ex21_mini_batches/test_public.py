"""Public checks. The expected numbers are worked by hand in the comments."""

import numpy as np
import pytest

from grader.checks import close, equal, holds, known_by, mutated, needs, points

# Sample i is (i, 10 + i) and has label 100 i: a batch says which samples are in it.
X5 = np.array([[0.0, 10.0], [1.0, 11.0], [2.0, 12.0], [3.0, 13.0], [4.0, 14.0]])
Y5 = 100.0 * np.arange(5)


def numbered(m):
    """Return m samples that tell their number, with labels that tell it as well."""
    i = np.arange(float(m))
    return np.stack([i, 10 + i], axis=1), 100 * i


def read(batches):
    """Return sizes, numbers of the samples, numbers of the labels, in their order."""
    sizes = [len(yb) for _, yb in batches]
    samples = [round(float(x)) for Xb, _ in batches for x in Xb[:, 0]]
    labels = [round(float(label) / 100) for _, yb in batches for label in yb]
    return sizes, samples, labels


@points(1.5)
def test_cut_in_order(submission):
    """Five samples, two at a time and not shuffled: the batches have 2, 2 and 1"""
    batches = submission.iterate_minibatches(X5, Y5, 2, shuffle=False)
    holds(len(batches) == 3, "the number of batches is not right")
    for (Xb, yb), rows in zip(batches, ([0, 1], [2, 3], [4]), strict=True):
        equal(Xb, X5[rows])
        equal(yb, Y5[rows])


@points(2)
@needs("cut_in_order")
def test_every_sample_once(submission):
    """Eleven shuffled samples in fours: sizes 4, 4, 3, and every sample exactly once"""
    X, y = numbered(11)
    epochs = [submission.iterate_minibatches(X, y, 4, seed) for seed in range(8)]
    found = [read(batches) for batches in epochs]
    sizes = all(each == [4, 4, 3] for each, _, _ in found)
    once = all(sorted(samples) == list(range(11)) for _, samples, _ in found)
    given = all(samples == list(range(11)) for _, samples, _ in found)
    rows = [Xb for batches in epochs for Xb, _ in batches]
    neighbours = all(np.all(np.diff(Xb[:, 0]) == 1) for Xb in rows)
    known_by(submission, sizes, once, given, neighbours, sorted(found[0][0]))
    holds(once, "a sample came twice, or never")
    holds(sizes, "the batches have other sizes")


@points(2)
@needs("cut_in_order")
def test_pairs_stay_together(submission):
    """However the samples are shuffled, each keeps its own label"""
    X, y = numbered(11)
    found = [read(submission.iterate_minibatches(X, y, 3, seed)) for seed in range(4)]
    together = all(samples == labels for _, samples, labels in found)
    in_order = all(labels == sorted(labels) for _, _, labels in found)
    known_by(submission, together, in_order)
    holds(together, "a sample came with the label of another one")


@points(1.5)
@needs("cut_in_order")
def test_order_follows_from_the_seed(submission):
    """Samples are shuffled; the same seed repeats the order, another one changes it"""
    X, y = numbered(12)
    orders = [
        read(submission.iterate_minibatches(X, y, 5, seed))[1] for seed in (3, 3, 4)
    ]
    facts = [
        orders[0] != list(range(12)),
        orders[0] == orders[1],
        orders[0] != orders[2],
    ]
    known_by(submission, facts)
    holds(facts[0], "the samples came in the order in which they were given")
    holds(facts[1], "the same seed gave another order")
    holds(facts[2], "another seed gave the same order")


@points(0.5)
@needs("cut_in_order")
def test_largest_and_smallest_batches(submission):
    """A batch size above the number of samples makes one batch, a size of 1 makes five"""
    batches = submission.iterate_minibatches(X5, Y5, 9, shuffle=False)
    equal([len(yb) for _, yb in batches], [5])
    equal(batches[0][0], X5)
    equal(batches[0][1], Y5)
    ones = submission.iterate_minibatches(X5, Y5, 1, shuffle=False)
    equal([len(yb) for _, yb in ones], [1] * 5)


@points(2)
def test_two_full_steps(submission):
    """Two epochs with all samples at once, worked by hand"""
    X, y = np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 3.0], [1.0, 2.0]]), np.full(4, 2.0)
    w, b, _ = submission.fit_linear(X, y, 0.05, 2)
    # errors -2 four times: dw = 2/4 * -2 * (4, 4) = (-4, -4), db = -4
    # w = (0.2, 0.2), b = 0.2; predictions 0.4, 0.4, 0.8, 0.8
    # errors -1.6, -1.6, -1.2, -1.2: dw = 2/4 * (-6, -4.4), db = 2/4 * -5.6
    close(w, [0.2 + 0.05 * 3, 0.2 + 0.05 * 2.2])
    close(b, 0.2 + 0.05 * 2.8)


@points(2)
@needs("two_full_steps")
def test_short_last_batch(submission):
    """The short last batch is averaged over its own samples"""
    X, y = np.array([[1.0, -2.0]] * 5), np.full(5, 3.0)
    w, b, _ = submission.fit_linear(X, y, 1 / 24, 1, batch_size=2)
    # Five equal samples: a step moves the prediction by 2 lr (1 + 4 + 1) = 1/2 of the
    # error, which goes from 3 to 1.5, 0.75 and 0.375 in three steps.
    moved = (3 - 0.375) / 6
    close(w, [moved, -2 * moved])
    close(b, moved)


@points(1)
@needs("short_last_batch")
def test_losses(submission):
    """There is one loss per epoch: the mean over all samples after its last step"""
    X, y = np.array([[1.0, -2.0]] * 5), np.full(5, 3.0)
    _, _, losses = submission.fit_linear(X, y, 1 / 24, 3, batch_size=2)
    # The error is halved three times in each epoch.
    close(losses, [(3 / 8) ** 2, (3 / 64) ** 2, (3 / 512) ** 2])


@points(0.5)
@needs("cut_in_order", "two_full_steps")
def test_batch_size_below_one(submission):
    """A batch size below 1 is refused with ValueError"""
    for batch_size in (-2, 0):
        with pytest.raises(ValueError):
            submission.iterate_minibatches(X5, Y5, batch_size)
        with pytest.raises(ValueError):
            submission.fit_linear(X5, Y5, 0.001, 1, batch_size)


@points(0.5)
@needs("cut_in_order", "two_full_steps")
def test_lengths_differ(submission):
    """X and y of different lengths are refused with ValueError"""
    longer = np.append(Y5, 500.0)
    for labels in (longer, Y5[:4]):
        with pytest.raises(ValueError):
            submission.iterate_minibatches(X5, labels, 2)


@points(0.5)
@needs("cut_in_order", "two_full_steps")
def test_data_is_left_alone(submission):
    """Neither function changes the samples and labels that it is given"""
    X, y = numbered(7)
    submission.iterate_minibatches(X, y, 3, seed=2)
    names = mutated(submission)
    submission.fit_linear(X / 10, y / 100, 0.1, 2, 3)
    names += mutated(submission)
    known_by(submission, list(names))
    holds(not names, "the samples or labels that were given have been changed")
