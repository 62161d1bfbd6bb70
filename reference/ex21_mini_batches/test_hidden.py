"""Hidden checks. Oracles: our own loop over the submission's batches, and laws."""

import numpy as np
import pytest

from grader.checks import close, equal, holds, known_by, law, needs, points


def numbered(rng, m, n):
    """Draw m samples of n numbers, of which the first tells the sample's number."""
    X = rng.normal(size=(m, n))
    X[:, 0] = np.arange(m)
    return X, 100.0 * np.arange(m)


def samples_of(batches):
    """Return the numbers of the samples in the order in which they came."""
    return [round(float(x)) for Xb, _ in batches for x in Xb[:, 0]]


@points(1)
@needs("every_sample_once", "pairs_stay_together")
def test_any_sizes(submission, rng):
    """Whole rows, full batches, a rest and every sample once, for many sizes"""
    facts = []
    for m, size, n in ((9, 4, 2), (12, 3, 3), (1, 5, 4), (7, 7, 1), (10, 1, 2)):
        X, y = numbered(rng, m, n)
        batches = submission.iterate_minibatches(X, y, size, int(rng.integers(99)))
        order = samples_of(batches)
        rows = np.concatenate([np.zeros((0, n)), *(Xb for Xb, _ in batches)])
        labels = np.concatenate([np.zeros(0), *(yb for _, yb in batches)])
        wanted = [size] * (m // size) + [m % size] * (m % size > 0)
        facts.append(
            [
                [len(yb) for _, yb in batches] == wanted,
                sorted(order) == list(range(m)),
                np.array_equal(rows, X[order]) and np.array_equal(labels, y[order]),
            ]
        )
    known_by(submission, facts)
    sizes, once, whole = np.array(facts).T
    holds(sizes.all(), "a batch has another size than the task says")
    holds(once.all(), "a sample came twice, or never")
    holds(whole.all(), "a sample or its label did not stay whole")


@points(1)
@needs("order_follows_from_the_seed")
def test_without_a_seed(submission, rng):
    """Without a seed every order differs, even after calls with one"""
    X, y = numbered(rng, 12, 2)
    seed = int(rng.integers(1000))
    alone = [samples_of(submission.iterate_minibatches(X, y, 12)) for _ in range(2)]
    after = []
    for _ in range(2):
        submission.iterate_minibatches(X, y, 12, seed)
        after.append(samples_of(submission.iterate_minibatches(X, y, 12, None)))
    facts = [alone[0] != alone[1], after[0] != after[1]]
    known_by(submission, facts)
    holds(facts[0], "two calls without a seed gave the same order")
    holds(facts[1], "after a call with a seed, a call without one repeats itself")


def walk(batches, w, b, lr):
    """Step once per batch."""
    for Xb, yb in batches:
        error = np.sum(Xb * w, axis=1) + b - yb
        w = w - lr * 2 * np.mean(error[:, np.newaxis] * Xb, axis=0)
        b = b - lr * 2 * np.mean(error)
    return w, b


@points(1.5)
@needs("short_last_batch", "order_follows_from_the_seed")
def test_epochs_have_their_own_order(submission, rng):
    """Every epoch takes its batches with a seed of its own, counted from the one given"""
    X, y = rng.normal(size=(8, 2)), rng.normal(size=8)
    seed, facts = int(rng.integers(1000)), []
    w, b, _ = submission.fit_linear(X, y, 0.1, 3, 1, seed)
    for seeds in ((0, 1, 2), (0, 0, 0), (1, 2, 3)):
        mine, bias = np.zeros(2), 0.0
        for each in seeds:
            batches = submission.iterate_minibatches(X, y, 1, seed + each)
            mine, bias = walk(batches, mine, bias, 0.1)
        same = np.allclose(w, mine, rtol=1e-9) and np.isclose(b, bias, rtol=1e-9)
        facts.append(bool(same))
    known_by(submission, facts)
    holds(facts[0], "an epoch did not take the samples in the order of its seed")


@points(1)
@needs("short_last_batch", "every_sample_once", "pairs_stay_together")
@law("any data, batch size and learning rate; equal samples show the same mistakes")
def test_epochs_by_a_loop_of_ours(submission, rng):
    """Weights, bias and loss agree with a plain loop over the same batches"""
    for m, n, size in ((8, 3, 3), (5, 1, 2), (6, 2, 6)):
        X, y = rng.normal(size=(m, n)), rng.normal(size=m)
        lr, seed = float(rng.uniform(0.02, 0.1)), int(rng.integers(1000))
        w, b, losses = submission.fit_linear(X, y, lr, 1, size, seed)
        batches = submission.iterate_minibatches(X, y, size, seed)
        mine, bias = walk(batches, np.zeros(n), 0.0, lr)
        close(w, mine)
        close(b, bias)
        errors = [x @ mine + bias - t for x, t in zip(X, y, strict=True)]
        close(losses, [float(np.dot(errors, errors)) / m])


@points(0.5)
@needs("two_full_steps")
@law("full batch is the largest batch, and the default seed is 0")
def test_all_at_once(submission, rng):
    """A batch size of None, of m and above m give the same fit, and the seed is 0"""
    X, y = rng.normal(size=(6, 2)), rng.normal(size=6)
    w, b, losses = submission.fit_linear(X, y, 0.1, 3, None, seed=5)
    for size in (6, 40):
        w_too, b_too, losses_too = submission.fit_linear(X, y, 0.1, 3, size, seed=8)
        close(w_too, w)
        close(b_too, b)
        close(losses_too, np.array(losses))
    by_default = submission.fit_linear(X, y, 0.1, 2, batch_size=2)
    close(submission.fit_linear(X, y, 0.1, 2, 2, 0)[0], by_default[0])


@points(0.5)
@needs("losses", "every_sample_once", "pairs_stay_together")
@law("what small batches are: quick and rough")
def test_small_batches_are_noisy(submission, rng):
    """All at once the loss only falls; sample by sample it jumps up and down"""
    X = rng.normal(size=(20, 2))
    y = X @ [1.0, -2.0] + rng.normal(size=20)
    _, _, smooth = submission.fit_linear(X, y, 0.05, 25)
    _, _, rough = submission.fit_linear(X, y, 0.05, 25, 1)
    holds(np.all(np.diff(smooth) < 0), "with all samples at once the loss went up")
    jumps = np.std(np.diff(rough[5:]))
    holds(jumps > 0, "sample by sample the loss did not change at all")
    holds(np.any(np.diff(rough[5:]) > 0), "sample by sample the loss never went up")


@points(0.5)
@needs("batch_size_below_one", "lengths_differ")
@law("fitting refuses what cutting refuses")
def test_refusals_of_the_fit(submission, rng):
    """Fitting refuses what does not fit, whichever is longer, and any bad batch size"""
    X, y = rng.normal(size=(6, 2)), rng.normal(size=6)
    for labels, size in (
        (y[:5], 2),
        (np.append(y, 1.0), 2),
        (y, -int(rng.integers(9))),
    ):
        with pytest.raises(ValueError):
            submission.fit_linear(X, labels, 0.1, 1, size)
    _, _, losses = submission.fit_linear(X, y, 0.1, 0)
    equal(len(losses), 0)
