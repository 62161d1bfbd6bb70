"""Hidden checks. Oracles: counts and means with known spread, laws of independence."""

import numpy as np

from grader.checks import close, equal, holds, known_by, law, needs, points

ONES = np.ones((10, 10))


def zeros(after):
    """Return which entries are 0."""
    return np.asarray(after) == 0


@points(0.5)
@needs("share_of_dropped", "scale_of_kept")
@law("the definition for any rate, not only for those of the public checks")
def test_any_rate(submission, rng):
    """Whatever the rate, its share is dropped and the rest divided by 1 - rate"""
    # 0.01 is more than five times the spread of either share
    for size, rate in ((30_000, 0.95), (70_000, float(rng.uniform(0.1, 0.9)))):
        x = rng.uniform(0.5, 2.0, size=(1, size))
        after = np.asarray(submission.Dropout(rate, seed=1).forward(x))
        equal(after.shape, x.shape)
        close(np.mean(after == 0), rate, rtol=0.0, atol=0.01)
        close(after[after != 0], x[after != 0] / (1 - rate))


@points(0.5)
@needs("share_of_dropped", "scale_of_kept")
@law("what the scale is for: the next layer gets sums as large as before")
def test_mean_stays(submission, rng):
    """With dropout the mean of many entries stays what it was"""
    # The spread of the mean is at most 0.0034; 0.02 is more than five times that.
    rate = float(rng.uniform(0.2, 0.4))
    after = submission.Dropout(rate, seed=2).forward(np.ones((1, 60_000)))
    close(np.mean(np.asarray(after)), 1.0, rtol=0.0, atol=0.02)


@points(0.5)
@needs("share_of_dropped", "every_call_anew")
def test_counts_vary(submission):
    """How many entries are dropped differs from call to call"""
    # For independent decisions twelve equal counts are rarer than 1 in 10^11.
    layer = submission.Dropout(0.3, seed=3)
    counts = {int(zeros(layer.forward(ONES)).sum()) for _ in range(12)}
    known_by(submission, len(counts) == 1)
    holds(len(counts) > 1, "every call drops equally many entries")


@points(0.5)
@needs("every_entry_by_itself", "every_call_anew")
@law("independence of neighbours, rows, columns and calls")
def test_decisions_are_independent(submission, rng):
    """What is dropped says nothing about its neighbours or about the next call"""
    rate = float(rng.uniform(0.3, 0.7))
    layer = submission.Dropout(rate, seed=4)
    first, second = (zeros(layer.forward(np.ones((100, 100)))) for _ in range(2))
    equal([first.shape, second.shape] == [(100, 100)] * 2, True)
    pairs = (
        (first[1:], first[:-1]),
        (first[:, 1:], first[:, :-1]),
        (first, second),
    )
    for one, other in pairs:
        # the spread of this mean is below 0.008
        close(np.mean(one & other), rate**2, rtol=0.0, atol=0.06)


@points(0.75)
@needs("seed_repeats")
def test_layers_do_not_disturb_each_other(submission):
    """Layers that take turns drop what each of them would drop alone"""

    def alone(seed):
        layer = submission.Dropout(0.5, seed=seed)
        return [zeros(layer.forward(ONES)) for _ in range(3)]

    left, right = alone(5), alone(6)
    one, two = submission.Dropout(0.5, seed=5), submission.Dropout(0.5, seed=6)
    turns = [(zeros(one.forward(ONES)), zeros(two.forward(ONES))) for _ in range(3)]
    same = all(
        np.array_equal(turn, both)
        for turn, both in zip(turns, zip(left, right, strict=True), strict=True)
    )
    known_by(submission, bool(same))
    holds(same, "a second layer changes what the first one drops")


@points(0.5)
@needs("way_back", "every_call_anew")
@law("backward belongs to the last forward pass, in any order of calls")
def test_last_decisions_count(submission, rng):
    """Backward goes with the last forward pass, and can be asked again"""
    layer = submission.Dropout(float(rng.uniform(0.3, 0.7)), seed=7)
    x, grad = rng.uniform(0.5, 2.0, size=(2, 8, 9))
    for training in (True, True, False, True):
        after = np.asarray(layer.forward(x, training=training))
        equal(after.shape, x.shape)
        for slopes in (grad, -2 * grad):
            close(layer.backward(slopes), slopes * after / x)


@points(0.25)
@needs("evaluation")
@law("a network that is only used never trained at all")
def test_evaluation_comes_first(submission, rng):
    """Evaluation works in a layer that was never trained, for any entries"""
    layer = submission.Dropout(0.6)
    x = rng.normal(size=(5, 4))
    close(layer.forward(x, training=False), x)
    close(layer.backward(x), x)
