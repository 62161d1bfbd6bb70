"""Hidden checks. Oracles: plain sums with `math`, laws, ranges near log(0)."""

import math

import numpy as np
import pytest

from grader.checks import close, holds, law, needs, points

ln = math.log


def some(rng, shape, low=0.02, high=0.98):
    """Return probabilities that are all different and off both ends."""
    count = math.prod(shape)
    return rng.permutation(np.linspace(low, high, count)).reshape(shape)


@points(1)
@needs("mse_by_hand")
@law("Values of any size and sign, beyond the three of the worked case.")
def test_any_numbers_any_shape(submission, rng):
    """The mean squared error of a table of any numbers"""
    y, guess = rng.normal(0, 3, (2, 3, 4))
    pairs = zip(y.ravel(), guess.ravel(), strict=True)
    close(submission.mse(y, guess), math.fsum((a - b) ** 2 for a, b in pairs) / 12)


@points(1)
@needs("bce_by_hand")
@law("Labels of all kinds in one batch, beyond the three of the worked case.")
def test_any_probabilities(submission, rng):
    """The binary cross-entropy of seven samples with labels of all kinds"""
    y, p = rng.permutation([0.0, 1.0, 0.0, 1.0, 0.25, 0.7, 1.0]), some(rng, (7,))
    terms = [a * ln(b) + (1 - a) * ln(1 - b) for a, b in zip(y, p, strict=True)]
    close(submission.bce(y, p), -math.fsum(terms) / 7)


@points(1)
@needs("cce_by_hand")
@law("More samples than classes, so that a mean over either one shows.")
def test_any_table(submission, rng):
    """The categorical cross-entropy of five samples and three classes"""
    Y, P = np.eye(3)[rng.permutation([0, 1, 2, 1, 2])], some(rng, (5, 3))
    P = P / P.sum(axis=1, keepdims=True)
    chosen = [row[truth] for row, truth in zip(P, Y.argmax(axis=1), strict=True)]
    close(submission.cce(Y, P), -math.fsum(ln(p) for p in chosen) / 5)


@points(0.5)
@needs("bce_by_hand", "cce_by_hand")
@law("The bridge between the two losses, stated without either formula.")
def test_two_classes(submission, rng):
    """With two classes, cce is bce of the probability of the second one"""
    y, p = rng.permutation([1.0, 0.0, 0.0, 0.6]), some(rng, (4,))
    two = submission.cce(np.column_stack([1 - y, y]), np.column_stack([1 - p, p]))
    close(two, submission.bce(y, p))


@points(0.5)
@needs("cce_by_hand")
def test_rows_as_they_are(submission):
    """Rows that do not add up to 1 are used as they are"""
    Y, P = np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[0.3, 0.6], [0.4, 0.9]])
    close(submission.cce(Y, P), -ln(0.24) / 2)


@points(0.5)
@needs("bce_by_hand", "cce_by_hand")
def test_eps_is_the_callers(submission):
    """The eps that is given decides what a sure mistake costs"""
    close(submission.bce(np.array([1.0]), np.array([0.0]), 1e-3), -ln(1e-3), rtol=1e-6)
    close(submission.bce(np.array([0.0]), np.array([1.0]), 1e-3), -ln(1e-3), rtol=1e-6)
    Y, P = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])
    close(submission.cce(Y, P, eps=1e-3), -ln(1e-3), rtol=1e-6)


@points(0.5)
@needs("bce_by_hand", "cce_by_hand")
def test_default_eps(submission):
    """Where no eps is given, a very small probability still counts as it is"""
    y, p = np.array([1.0, 0.0]), np.array([1e-8, 0.5])
    close(submission.bce(y, p), -(ln(1e-8) + ln(0.5)) / 2, rtol=1e-7)
    Y, P = np.array([[1.0, 0.0, 0.0]]), np.array([[1e-8, 0.5, 0.5]])
    close(submission.cce(Y, P), -ln(1e-8), rtol=1e-7)
    # and what is far smaller is: the loss stays at -log(1e-12)
    close(submission.bce(np.array([1.0]), np.array([1e-30])), -ln(1e-12), rtol=1e-3)
    close(submission.cce([[1.0, 0.0]], [[1e-30, 1.0]]), -ln(1e-12), rtol=1e-3)


@points(0.5)
@needs("bce_by_hand", "cce_by_hand")
def test_rounding_is_forgiven(submission):
    """A probability that misses the range by no more than eps counts as 0 or 1"""
    for p in (1 + 1e-13, -1e-13):
        loss = submission.bce(np.array([p > 0.5]), np.array([p]))
        holds(abs(loss) < 1e-6, "a probability that is off by rounding is not 0 or 1")
    for p in (-0.25, 1.25):  # exact in binary, as is 1 + 0.25
        submission.bce(np.array([1.0, 0.0]), np.array([0.5, p]), 0.25)
        submission.cce(np.array([[1.0, 0.0]]), np.array([[0.5, p]]), 0.25)


@points(0.5)
@needs("bce_by_hand", "cce_by_hand")
def test_a_little_is_too_much(submission):
    """What misses the range by more than eps is refused, wherever it stands"""
    for p in (-0.001, 1.001, 3.0):
        with pytest.raises(ValueError):
            submission.bce(np.array([[0.0, 1.0, 1.0]]), np.array([[p, 0.4, 0.7]]))
        with pytest.raises(ValueError):
            submission.cce(np.eye(2), np.array([[0.4, 0.6], [p, 0.5]]))


@points(0.5)
@needs("bce_by_hand", "cce_by_hand")
def test_single_precision(submission):
    """Labels and probabilities in float32 are as safe as those in float64"""
    y, p = np.array([1, 0, 1], np.float32), np.array([1, 1, 0.5], np.float32)
    loss = submission.bce(y, p)
    holds(3 < loss < 14, "the loss of float32 probabilities is not finite")
    loss = submission.cce(np.eye(2), np.eye(2, dtype=np.float32))
    holds(0 <= loss < 1e-6, "the loss of sure float32 probabilities is not 0")
    label = np.float32([0.1])  # in float32, 1 - 0.1 would lose a digit
    terms = float(label[0]) * ln(0.6) + (1 - float(label[0])) * ln(0.4)
    close(submission.bce(label, np.array([0.6])), -terms)


@points(0.5)
@needs("mse_by_hand")
def test_pixels(submission, rng):
    """Arrays of unsigned integers give the same as floats of those values"""
    y, guess = rng.permutation([[2, 250, 9, 40], [3, 10, 7, 90]]).astype(np.uint8)
    expected = (1**2 + 240**2 + 2**2 + 50**2) / 4
    close(submission.mse(y, guess), expected)
    close(submission.mse([True, False], [False, False]), 0.5)


@points(0.5)
@needs("mse_by_hand", "bce_by_hand", "cce_by_hand")
def test_unknown_stays_visible(submission):
    """A prediction that is nan makes the loss nan, or is refused with ValueError"""
    p, P = np.array([0.4, np.nan]), np.array([[0.4, 0.6], [np.nan, 0.5]])
    y, Y = np.array([1.0, 0.0]), np.array([[0.0, 1.0], [1.0, 0.0]])
    for loss, truth, guess in (
        (submission.mse, y, p),
        (submission.bce, y, p),
        (submission.cce, Y, P),
    ):
        try:
            value = loss(truth, guess)
        except ValueError:
            continue
        holds(np.isnan(value), "a number came out although a prediction is nan")


@points(0.5)
@needs("mse_by_hand")
def test_mse_refuses_any_other_shape(submission, rng):
    """A call of mse refuses whatever differs in shape, even where NumPy could stretch it"""
    for a, b in (((3,), (1, 3)), ((4, 2), (4, 1)), ((2, 3), (3, 2)), ((), (3,))):
        with pytest.raises(ValueError):
            submission.mse(rng.normal(size=a), rng.normal(size=b))


@points(0.5)
@needs("bce_by_hand")
def test_bce_refuses_any_other_shape(submission, rng):
    """A call of bce refuses whatever differs in shape, even where NumPy could stretch it"""
    for a, b in (((3,), (1, 3)), ((4, 2), (4, 1)), ((2, 3), (3, 2)), ((), (3,))):
        with pytest.raises(ValueError):
            submission.bce(rng.uniform(size=a), rng.uniform(0.1, 0.9, size=b))


@points(0.5)
@needs("cce_by_hand")
def test_cce_refuses_any_other_shape(submission, rng):
    """A call of cce refuses whatever differs in shape, even where NumPy could stretch it"""
    for a, b in (((2, 1), (2, 3)), ((2, 3), (1, 3)), ((2, 3), (3, 2))):
        with pytest.raises(ValueError):
            submission.cce(rng.uniform(size=a), rng.uniform(0.1, 0.9, size=b))
