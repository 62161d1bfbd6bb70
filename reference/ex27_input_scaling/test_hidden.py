"""Hidden checks. Oracles: `statistics` in the standard library, laws of scaling."""

import statistics

import numpy as np
import pytest

from grader.checks import close, law, needs, points, unchanged


def by_columns(train, rows):
    """Scale rows column by column with the standard library."""
    columns = []
    for seen, column in zip(np.transpose(train), np.transpose(rows), strict=True):
        mean = statistics.fmean(seen)
        spread = statistics.pstdev(seen)
        columns.append([(x - mean) / spread for x in column])
    return np.transpose(columns)


def table(rng, m, n):
    """Return rows whose columns differ in place and in spread."""
    return rng.normal(size=(m, n)) * [0.5, 3.0, 40.0][:n] + [1.0, -20.0, 300.0][:n]


@points(0.5)
@needs("later_rows")
@law("the whole method against the standard library, on tables of any content")
def test_any_training_rows(submission, rng):
    """Whatever the training rows are, later rows are scaled with their statistics"""
    train, later = table(rng, 7, 3), table(rng, 4, 3) + 10.0
    scaler = submission.StandardScaler()
    close(scaler.fit_transform(train), by_columns(train, train))
    close(scaler.transform(later), by_columns(train, later))


@points(0.25)
@needs("later_rows")
@law("what the exercise is about: only fit may change what a scaler knows")
def test_transform_learns_nothing(submission, rng):
    """Scaling other rows in between changes nothing for the next ones"""
    train, other, later = table(rng, 6, 2), 5.0 * table(rng, 9, 2), table(rng, 1, 2)
    scaler = submission.StandardScaler()
    scaler.fit(train)
    scaler.transform(other)
    scaler.inverse_transform(other)
    close(scaler.transform(later), by_columns(train, later))


@points(0.25)
@needs("later_rows")
def test_fit_starts_afresh(submission, rng):
    """A second fit forgets what the first one learned"""
    first, second = table(rng, 5, 2), 3.0 * table(rng, 8, 2) + 7.0
    scaler = submission.StandardScaler()
    scaler.fit(first)
    scaler.fit(second)
    close(scaler.transform(first), by_columns(second, first))


@points(0.25)
@needs("later_rows")
def test_two_scalers(submission, rng):
    """Two scalers do not share what they have learned"""
    first, second = table(rng, 5, 2), 3.0 * table(rng, 8, 2) + 7.0
    one, two = submission.StandardScaler(), submission.StandardScaler()
    one.fit(first)
    two.fit(second)
    close(one.transform(second), by_columns(first, second))


@points(0.25)
@needs("later_rows", "constant_column")
@law("standardisation has no units, however the columns are measured")
def test_units_do_not_matter(submission, rng):
    """Measured in other units, the same columns give the same result"""
    X = table(rng, 6, 3)
    other = X * [1e-4, 100.0, 1.8] + [3.0, -2.0, 32.0]
    once = submission.StandardScaler().fit_transform(X)
    close(submission.StandardScaler().fit_transform(other), once, atol=1e-9)
    close(submission.StandardScaler().fit_transform(once), once)


@points(0.25)
@needs("later_rows", "constant_column")
def test_one_training_row(submission, rng):
    """A single training row becomes zeros, and later rows their distance from it"""
    row = rng.integers(-9, 9, size=(1, 3)).astype(float)
    scaler = submission.StandardScaler()
    close(scaler.fit_transform(row), np.zeros((1, 3)))
    close(scaler.transform(row + [[0.5, -2.0, 3.0]]), [[0.5, -2.0, 3.0]])


@points(0.5)
@needs("back_to_the_units", "constant_column")
def test_round_trip(submission, rng):
    """There and back gives the rows again, in constant columns too"""
    train, later = table(rng, 6, 3), table(rng, 4, 3)
    train[:, 1] = -4.0
    scaler = submission.StandardScaler()
    scaler.fit(train)
    close(scaler.inverse_transform(scaler.transform(later)), later)
    scaler.inverse_transform(later)
    unchanged(submission)


@points(0.25)
@needs("other_columns_are_refused")
def test_no_column_is_stretched(submission, rng):
    """Other numbers of columns are refused both ways, also where one of them is 1"""
    wide, narrow = table(rng, 3, 3), table(rng, 4, 1)
    for train, rows in ((wide, narrow), (narrow, wide), (wide, wide[:, :2])):
        scaler = submission.StandardScaler()
        scaler.fit(train)
        with pytest.raises(ValueError):
            scaler.inverse_transform(rows)
        with pytest.raises(ValueError):
            scaler.transform(rows)
