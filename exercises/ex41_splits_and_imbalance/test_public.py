"""Public checks: three parts, every row once, the mix, and two accuracies by hand."""

import numpy as np
import pytest

from grader.checks import close, equal, holds, known_by, law, needs, points, unchanged

FRACTIONS = (0.6, 0.2, 0.2)


def split(submission, y, fractions=FRACTIONS, seed=0, stratify=True):
    """Split rows that can be told apart; return the six parts and the row numbers.

    Row i of the table is (i, 1000 - i), so that every part says which rows it holds.
    """
    numbers = np.arange(len(y), dtype=float)
    X = np.column_stack([numbers, 1000.0 - numbers])
    parts = submission.train_val_test_split(X, np.array(y), fractions, seed, stratify)
    rows = [part[:, 0] for part in parts[:3]]
    every = np.concatenate(rows)
    within = any(len(set(part)) < len(part) for part in rows)
    known_by(
        submission,
        [len(part) for part in rows],
        len(set(every)) < len(y),
        len(set(every)) < len(every),
        within,
        bool(np.all(np.diff(every) > 0)),
        bool(np.all(sum(part.sum() for part in parts[:3]) == 1000.0 * len(every))),
    )
    return parts, rows


def of_each_class(parts, classes):
    """Count the classes in the three parts, a row per part."""
    return [[int(np.sum(part == c)) for c in classes] for part in parts[3:]]


@points(1.5)
def test_three_parts(submission):
    """The parts have the sizes that the fractions ask for"""
    parts, _ = split(submission, [0] * 10 + [1] * 10)
    equal([len(part) for part in parts], [12, 4, 4, 12, 4, 4])


@points(1)
@needs("three_parts")
def test_order_of_parts(submission):
    """Training comes first, then validation, then test"""
    parts, _ = split(submission, [0] * 10 + [1] * 10, (0.5, 0.1, 0.4))
    equal([len(part) for part in parts], [10, 2, 8, 10, 2, 8])


@points(1.5)
@needs("three_parts")
def test_every_row_once(submission):
    """Every row is in exactly one part, and unchanged"""
    parts, rows = split(submission, [0] * 30 + [1] * 20)
    every = np.concatenate(rows)
    holds(len(set(every)) == len(every), "a row is in two parts, or twice in one")
    equal(np.sort(every), np.arange(50))
    equal(np.sum(np.concatenate(parts[:3]), axis=1), np.full(50, 1000))


@points(1)
@needs("three_parts")
def test_labels_follow(submission):
    """Every row keeps its own label"""
    y = np.arange(60) % 5
    (*_, y_train, y_val, y_test), rows = split(submission, y)
    labels = np.concatenate([y_train, y_val, y_test])
    wanted = np.concatenate(rows).astype(int) % 5
    known_by(submission, bool(np.array_equal(labels, wanted)))
    holds(np.array_equal(labels, wanted), "a row has the label of another one")


@points(1)
@needs("three_parts")
def test_class_mix(submission):
    """Every class is dealt out by the fractions"""
    y = [0] * 70 + [1] * 20 + [7] * 10
    found = []
    for seed in range(5):
        parts, _ = split(submission, y, seed=seed)
        found.append(of_each_class(parts, (0, 1, 7)))
    fits = bool(np.all(np.array(found) == [[42, 12, 6], [14, 4, 2], [14, 4, 2]]))
    known_by(submission, fits)
    holds(fits, "a part has not its share of a class")


@points(0.5)
@needs("every_row_once")
def test_shuffled(submission):
    """Rows that stand together in the table do not stay together"""
    for stratify in (True, False):
        _, rows = split(submission, [0] * 40 + [1] * 40, seed=3, stratify=stratify)
        # By chance the first 24 of 40 rows would fall together once in 10^10 times.
        head = [set(range(24)) <= set(rows[0]), set(range(48)) <= set(rows[0])]
        known_by(submission, stratify, head)
        holds(not any(head), "the first rows of the table are all in the training part")


@points(0.5)
@needs("three_parts")
def test_sizes_after_rounding(submission):
    """No row is lost by rounding, and no part is off by more than one"""
    sizes, off = [], []
    for m in (9, 11, 14, 23):
        _, rows = split(submission, [4] * m, stratify=False)
        sizes.append([len(part) for part in rows])
        off += [len(part) - f * m for part, f in zip(rows, FRACTIONS, strict=True)]
    known_by(submission, sizes)
    equal([sum(three) for three in sizes], [9, 11, 14, 23])
    holds(
        np.max(np.abs(off)) <= 1 + 1e-9, "a part differs from its share by more than 1"
    )


@points(0.5)
@needs("three_parts")
def test_seed(submission):
    """The same seed gives the same split, another one another"""
    y = [0] * 30 + [1] * 30
    first, again, other = (split(submission, y, seed=s)[1] for s in (5, 5, 6))
    facts = [
        all(map(np.array_equal, first, again)),
        all(set(a) == set(b) for a, b in zip(first, other, strict=True)),
    ]
    known_by(submission, facts)
    holds(facts[0], "two calls with the same seed gave different splits")
    holds(not facts[1], "two different seeds gave the same split")


@points(0.5)
@needs("three_parts")
def test_nearly_one(submission):
    """0.7, 0.2 and 0.1 are accepted, though Python's sum of them is not quite 1"""
    parts, _ = split(submission, [0] * 10 + [1] * 10, (0.7, 0.2, 0.1))
    equal([len(part) for part in parts], [14, 4, 2, 14, 4, 2])


@points(0.5)
@needs("three_parts")
def test_an_empty_part(submission):
    """A fraction of 0 makes an empty part"""
    parts, _ = split(submission, [0] * 10 + [1] * 10, (0.8, 0.2, 0.0))
    equal([len(part) for part in parts], [16, 4, 0, 16, 4, 0])


@points(0.5)
@needs("three_parts")
def test_sum_of_fractions(submission):
    """Fractions that do not add up to 1 are refused with ValueError"""
    for fractions in ((0.5, 0.2, 0.2), (0.6, 0.3, 0.2)):
        with pytest.raises(ValueError):
            split(submission, [0] * 10 + [1] * 10, fractions)


@points(0.5)
@needs("three_parts")
def test_negative_fraction(submission):
    """A negative fraction is refused with ValueError"""
    for fractions in ((0.9, 0.3, -0.2), (-0.1, 0.6, 0.5)):
        with pytest.raises(ValueError):
            split(submission, [0] * 10 + [1] * 10, fractions)


@points(0.25)
@needs("three_parts")
def test_lengths_of_the_table(submission):
    """A table and labels of different lengths are refused with ValueError"""
    X = np.arange(40.0).reshape(20, 2)
    for count in (19, 21):
        with pytest.raises(ValueError):
            submission.train_val_test_split(X, np.arange(count) % 2)


@points(1)
def test_baseline(submission):
    """The baseline is the share of the most frequent class"""
    close(submission.baseline_accuracy(np.array([0, 1, 0, 0, 1, 0, 2, 0])), 0.625)


@points(0.5)
@needs("baseline")
def test_baseline_of_other_labels(submission):
    """Any whole numbers can be labels"""
    close(submission.baseline_accuracy([7, -3, 7, 7, 12]), 0.6)


@points(1)
def test_balanced(submission):
    """Balanced accuracy is the mean of the recalls"""
    labels, answers = [0, 0, 0, 0, 0, 1, 1, 2], [0, 0, 0, 0, 1, 1, 0, 0]
    close(submission.balanced_accuracy(np.array(labels), np.array(answers)), 1.3 / 3)


@points(0.5)
@needs("balanced")
def test_always_no(submission):
    """Always naming the common class is worth no more than a coin"""
    labels = [0] * 95 + [1] * 5
    close(submission.balanced_accuracy(labels, [0] * 100), 0.5)


@points(0.25)
@needs("balanced")
def test_lengths_of_the_answers(submission):
    """Labels and answers of different lengths are refused with ValueError"""
    for answers in ([1], [1, 0]):
        with pytest.raises(ValueError):
            submission.balanced_accuracy(np.array([1, 0, 1]), np.array(answers))


@points(0.25)
@needs("every_row_once", "seed")
@law("whoever names nothing gets what the signature says")
def test_lists_and_defaults(submission):
    """Lists do as well as arrays, and every argument but X and y has a default"""
    X, y = [[i, -i] for i in range(30)], [1] * 20 + [3] * 10
    short = submission.train_val_test_split(X, y)
    full = submission.train_val_test_split(X, y, FRACTIONS, 0, True)
    for one, other in zip(short, full, strict=True):
        holds(np.array_equal(one, other), "without the arguments the split is another")


@points(0.25)
@needs("every_row_once")
def test_table_stays(submission):
    """The caller's table and labels are not changed"""
    split(submission, [3, 1, 2, 1, 3, 2, 1, 1, 2, 3])
    unchanged(submission)
