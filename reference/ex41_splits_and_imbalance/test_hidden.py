"""Hidden checks. Oracles: counting, classes of any size, recalls sample by sample."""

import math

import numpy as np

from grader.checks import close, equal, holds, known_by, law, needs, points


def split(submission, y, fractions=(0.6, 0.2, 0.2), seed=0, stratify=True):
    """Split a table whose only column is the row's number; return the parts of y."""
    X = np.arange(float(len(y)))[:, np.newaxis]
    parts = submission.train_val_test_split(X, np.array(y), fractions, seed, stratify)
    sizes = [len(part) for part in parts[3:]]
    rows = set(np.concatenate(parts[:3]).flat)
    known_by(submission, sum(sizes) - len(y), len(rows) < len(y))
    return parts[3:]


def furthest_off(parts, y, fractions):
    """Say by how many samples a class is off its share, at most."""
    off = [
        np.sum(part == label) - fraction * y.count(label)
        for label in set(y)
        for part, fraction in zip(parts, fractions, strict=True)
    ]
    return max(map(abs, off))


@points(0.25)
@needs("class_mix")
@law("classes of any size, by any fractions")
def test_any_class_sizes(submission, rng):
    """Classes of any size are dealt out by any fractions, to one sample"""
    off = []
    for seed in range(6):
        first, second = rng.uniform(0.1, 0.45, size=2).tolist()
        fractions = (first, second, 1.0 - first - second)
        counts = rng.integers(2, 60, size=4).tolist()
        y = [int(label) for label in np.repeat([5, 0, 9, 2], counts)]
        rng.shuffle(y)
        parts = split(submission, y, fractions, seed)
        equal(sum(map(len, parts)), len(y))
        off.append(furthest_off(parts, y, fractions))
    known_by(submission, bool(max(off) <= 1 + 1e-9))
    holds(max(off) <= 1 + 1e-9, "a class is off its share by more than one sample")


@points(0.25)
@needs("class_mix", "sizes_after_rounding")
@law("where leftovers pile up: many small classes")
def test_rounding_in_each_class(submission):
    """Rounding in many classes does not add up in one part"""
    y = [label for label in range(12) for _ in range(4 if label % 2 else 9)]
    parts = split(submission, y)
    off = furthest_off(parts, y, (0.6, 0.2, 0.2))
    known_by(submission, [len(part) for part in parts])
    holds(off <= 1 + 1e-9, "a class is off its share by more than one sample")


@points(0.25)
@needs("class_mix")
@law("the smallest class that can be dealt out at all")
def test_tiny_class(submission):
    """Two samples of a class go to two places or one, and are not lost"""
    parts = split(submission, [0] * 18 + [1] * 2, (0.5, 0.25, 0.25), 4)
    equal(sum(int(np.sum(part == 1)) for part in parts), 2)


@points(0.25)
@needs("class_mix", "seed")
def test_left_to_chance(submission):
    """Without stratify the classes are left to chance, and only the sizes are exact"""
    y, off = [label for label in range(15) for _ in range(10)], []
    for seed in range(4):
        parts = split(submission, y, seed=seed, stratify=False)
        equal([len(part) for part in parts], [90, 30, 30])
        off.append(furthest_off(parts, y, (0.6, 0.2, 0.2)))
    known_by(submission, bool(max(off) > 1))
    # By chance every class would keep its share about once in 10^20 times.
    holds(max(off) > 1, "the classes are dealt out by themselves all the same")


@points(0.25)
@needs("balanced", "baseline")
def test_counted_one_by_one(submission, rng):
    """Any labels and answers, counted sample by sample"""
    labels = rng.choice([-2, 4, 5, 30], size=40, p=[0.5, 0.3, 0.1, 0.1])
    labels[:4] = [-2, 4, 5, 30]
    answers = np.where(rng.random(40) < 0.6, labels, rng.choice([-2, 4, 5, 30], 40))
    right, count = {}, {}
    for label, answer in zip(labels.tolist(), answers.tolist(), strict=True):
        count[label] = count.get(label, 0) + 1
        right[label] = right.get(label, 0) + (label == answer)
    recalls = [right[label] / count[label] for label in count]
    close(submission.balanced_accuracy(labels, answers), math.fsum(recalls) / 4)
    close(submission.baseline_accuracy(labels), max(count.values()) / 40)


@points(0.25)
@needs("balanced")
def test_answers_beside_the_labels(submission):
    """A class that only the answers name is no class to be right about"""
    close(submission.balanced_accuracy([0, 0, 0, 1, 1], [0, 0, 3, 1, 3]), 7 / 12)
