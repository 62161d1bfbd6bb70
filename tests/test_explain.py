"""A difference with a pattern is said in one sentence."""

from __future__ import annotations

import numpy as np
import pytest

from grader.checks import (
    CheckFailed,
    agrees_with_slopes,
    increasing,
    invariant,
    slopes,
    sums_to_one,
    symmetric,
)
from grader.explain import explain, explain_gradient, in_words

RNG = np.random.default_rng(0)
W = RNG.normal(size=(3, 4))
E = np.exp(W)
P = E / E.sum(axis=1, keepdims=True)
SQUARE = W[:, :3] + np.triu(np.ones((3, 3)))

PATTERNS = [
    (W.T, W, "transposed"),
    (SQUARE.T, SQUARE, "transposed"),
    (-W, W, "every sign is the opposite"),
    (4 * W, W, "too large by a factor of 4, the number of entries along an axis"),
    (W / 12, W, "too small by a factor of 12, the number of entries:"),
    (2 * W, W, "too large by the same factor, 2"),
    (-2.5 * W, W, "the opposite sign and 2.5 times the size"),
    (W + 0.3, W, "off by the same amount"),
    (W + RNG.normal(size=(3, 1)), W, "in each row"),
    (W + RNG.normal(size=(1, 4)), W, "in each column"),
    (np.trunc(10 * W), 10 * W, "decimals were cut off"),
    (np.round(10 * W), 10 * W, "rounded to integers"),
    ((P.max(axis=1, keepdims=True) == P).astype(int), P, "a single 1"),
    (3 * P, P, "do not add up to 1"),
    (E / E.sum(axis=0), P, "the columns add up to 1"),
    (np.asarray(W.sum()), W, "added up into one number"),
    (np.asarray(W.mean()), W, "averaged into one number"),
    (W, np.asarray(W.mean()), "the mean over the entries is missing"),
    (np.zeros((4, 4)), np.ones(4), "a table of all pairs"),
    (W[:1], W[0], "an axis too many"),
    (W[0], W[:1], "an axis too few"),
    (W * np.nan, W, "nan comes from"),
    (np.full(3, np.inf), np.ones(3), "overflow"),
    (np.full(3, -np.inf), np.ones(3), "log gives for zero"),
    (1 - P, P, "1 minus the right one"),
    (W[::-1], W, "in the opposite order"),
]


@pytest.mark.parametrize(
    ("got", "want", "said"), PATTERNS, ids=[p[2] for p in PATTERNS]
)
def test_a_pattern_is_named(got, want, said):
    assert said in in_words(explain(np.asarray(got), np.asarray(want)), numbers=True)


def test_no_pattern_is_claimed_where_there_is_none():
    assert explain(RNG.normal(size=(3, 4)), W) == ""
    assert explain(np.array([]), W) == ""
    assert explain(W.astype(complex), W) == ""


def test_a_gradient_is_placed_by_its_projection():
    off = W + 0.5 * RNG.normal(size=W.shape)

    said = explain_gradient(off, W)

    assert "elsewhere than the right gradient" in said
    assert explain_gradient(-W, W) == explain(-W, W)


def test_laws_hold_for_what_obeys_them():
    sums_to_one(P)
    increasing([1, 2, 3], [0.1, 0.2, 5.0])
    invariant(lambda z: z - z.max(), W[0], lambda z: z + 3.0, "adding a constant")
    symmetric(lambda a, b: a * b, 2.0, 3.0)
    agrees_with_slopes(2 * W, lambda x: float(np.sum(x**2)), W)


def test_a_broken_law_comes_with_a_small_counter_example():
    with pytest.raises(CheckFailed) as caught:
        invariant(
            np.square, np.array([1.234, -5.678, 9.1]), lambda z: z + 1, "adding 1"
        )

    shown = str(caught.value)
    assert shown.startswith("adding 1 changes the result, for example for [")
    assert shown.count(",") == 1  # one entry is left of three
    assert not any(c.isdigit() for c in caught.value.redacted.replace("adding 1", ""))


def test_a_wrong_gradient_is_told_from_the_measured_slopes():
    with pytest.raises(CheckFailed, match=r"relative error 0\.33"):
        agrees_with_slopes(4 * W, lambda x: float(np.sum(x**2)), W)
    assert slopes(lambda x: float(x[0] * x[1]), [2.0, 3.0]) == pytest.approx([3.0, 2.0])
