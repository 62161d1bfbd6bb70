"""Say in one sentence how two arrays differ, where the difference has a pattern.

Each pattern is a mistake that people make in numerical code: transposed,
negated, off by a factor or a constant, not normalised, cut to integers.  A
sentence quotes no value of either array; a factor in it is marked, so that
`in_words` can leave it out where the check is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

_RTOL = 1e-6
_ATOL = 1e-9


_OPEN, _CLOSE = "\x02", "\x03"


def _quoted(number: str) -> str:
    return f"{_OPEN}{number}{_CLOSE}"


def in_words(pattern: str, *, numbers: bool) -> str:
    """Write a pattern with its numbers, or with an n in the place of each."""
    if numbers:
        return pattern.replace(_OPEN, "").replace(_CLOSE, "")
    return re.sub(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}", "n", pattern)


def explain(got: Array, want: Array) -> str:
    """Describe the pattern of a difference, or return an empty string.

    Parameters
    ----------
    got, want : ndarray
        Of numbers; any shapes.
    """
    if (
        got.size == 0
        or want.size == 0
        or {got.dtype.kind, want.dtype.kind} - set("biuf")
    ):
        return ""
    got, want = got.astype(float), want.astype(float)
    with np.errstate(all="ignore"):
        if got.shape != want.shape:
            return _first(_SHAPES, got, want)
        if not np.isfinite(want).all():
            return ""
        if not np.isfinite(got).all():
            return _not_finite(got)
        return _first(_VALUES, got, want)


def _first(
    patterns: tuple[Callable[[Array, Array], str], ...], got: Array, want: Array
) -> str:
    return next((text for p in patterns if (text := p(got, want))), "")


def _alike(a: Array, b: Array) -> bool:
    scale = float(np.abs(b).max()) if b.size else 0.0
    return a.shape == b.shape and bool(
        np.allclose(a, b, rtol=_RTOL, atol=_ATOL * max(scale, 1e-300))
    )


# -- where the shapes differ ------------------------------------------------------


def _transposed(got: Array, want: Array) -> str:
    if got.ndim == 2 and got.shape == want.shape[::-1] and _alike(got.T, want):
        return "the result is transposed: its rows are the columns that are asked for"
    return ""


def _table_from_vectors(got: Array, want: Array) -> str:
    n = want.size
    if got.ndim == 2 and got.shape == (n, n) and n > 1 and want.ndim in (1, 2):
        return (
            "an array of shape (n,) met one of shape (n, 1): NumPy made a table of "
            "all pairs out of them"
        )
    return ""


def _lost_axis(got: Array, want: Array) -> str:
    if got.size == want.size and _alike(got.reshape(want.shape), want):
        more = "an axis too many" if got.ndim > want.ndim else "an axis too few"
        if got.ndim == want.ndim:
            more = "its axes in another order"
        return f"the numbers are right, and the result has {more}"
    return ""


def _reduced_too_far(got: Array, want: Array) -> str:
    if got.size != 1 or want.size == 1:
        return ""
    number = got.reshape(())
    for total, word in ((want.sum(), "added up"), (want.mean(), "averaged")):
        if _alike(number, np.asarray(total)):
            return f"all entries were {word} into one number"
    return ""


def _not_reduced(got: Array, want: Array) -> str:
    if want.size != 1 or got.size == 1:
        return ""
    number = want.reshape(())
    for total, word in ((got.sum(), "sum"), (got.mean(), "mean")):
        if _alike(np.asarray(total), number):
            return f"the {word} over the entries is missing"
    return ""


_SHAPES = (_transposed, _lost_axis, _reduced_too_far, _not_reduced, _table_from_vectors)


# -- where the values differ ----------------------------------------------------------


def _not_finite(got: Array) -> str:
    if np.isnan(got).any():
        return (
            "nan comes from 0/0, inf/inf or inf - inf: somewhere before this a number "
            "overflowed, or zero was divided by zero"
        )
    if got.dtype.kind == "f" and (got == -np.inf).any():
        return "-inf is what log gives for zero"
    return "inf comes from an overflow, of exp for example, or from a division by zero"


def _square_transposed(got: Array, want: Array) -> str:
    if want.ndim == 2 and want.shape[0] == want.shape[1] and _alike(got.T, want):
        return "the result is transposed: its rows are the columns that are asked for"
    return ""


def _negated(got: Array, want: Array) -> str:
    return "every sign is the opposite" if _alike(-got, want) else ""


def _cut_to_integers(got: Array, want: Array) -> str:
    whole = np.equal(got, np.round(got)).all()
    if not whole or np.equal(want, np.round(want)).all():
        return ""
    if np.equal(got, np.trunc(want)).all():
        return "the decimals were cut off: somewhere the numbers became integers"
    if np.equal(got, np.round(want)).all():
        return "the numbers were rounded to integers"
    return ""


def _one_hot(got: Array, want: Array) -> str:
    if want.ndim == 0 or not np.isin(got, (0, 1)).all():
        return ""
    probabilities = _alike(np.asarray(want.sum(axis=-1)), np.ones(want.shape[:-1]))
    ones = np.equal(np.asarray(got.sum(axis=-1)), 1).all()
    top = np.equal(got.argmax(axis=-1), want.argmax(axis=-1)).all()
    if probabilities and ones and top and want.shape[-1] > 1:
        return "each row has a single 1 where probabilities are asked for"
    return ""


def _not_normalised(got: Array, want: Array) -> str:
    if want.ndim == 0 or want.shape[-1] < 2:
        return ""
    if not _alike(np.asarray(want.sum(axis=-1)), np.ones(want.shape[:-1])):
        return ""
    total = np.asarray(got.sum(axis=-1, keepdims=True))
    if _alike(total, np.ones(total.shape)):
        return ""
    if _alike(got / total, want):
        return "the proportions are right, and they do not add up to 1"
    columns = np.asarray(got.sum(axis=0))
    if want.ndim == 2 and _alike(columns, np.ones(columns.shape)):
        return "the columns add up to 1 where the rows are meant to"
    if _alike(np.asarray(got.sum()), np.ones(())):
        return "all entries together add up to 1 where each row is meant to"
    return ""


def _complement(got: Array, want: Array) -> str:
    return "each number is 1 minus the right one" if _alike(1 - got, want) else ""


def _reversed(got: Array, want: Array) -> str:
    if want.ndim and want.shape[0] > 1 and _alike(got[::-1], want):
        return "the entries are right, in the opposite order"
    return ""


def _factor(got: Array, want: Array) -> str:
    energy = float(np.sum(np.square(want)))
    if want.size < 2 or energy == 0.0:
        return ""
    factor = float(np.sum(got * want)) / energy
    if factor == 0.0 or not _alike(got, factor * want):
        return ""
    return _factor_in_words(factor, want.shape)


def _factor_in_words(factor: float, shape: tuple[int, ...]) -> str:
    sizes = [n for n in shape if n > 1]
    if len(sizes) > 1:
        sizes.append(int(np.prod(sizes)))
    for n in sizes:
        count = f"{_quoted(str(n))}, the number of entries" + (
            " along an axis" if n in shape else ""
        )
        if abs(factor - n) < 1e-6 * n:
            return (
                f"every number is too large by a factor of {count}: is a sum meant to be "
                "a mean?"
            )
        if abs(factor * n - 1) < 1e-6:
            return (
                f"every number is too small by a factor of {count}: is there a division "
                "too many?"
            )
    if factor > 1:
        return (
            f"every number is too large by the same factor, {_quoted(f'{factor:.3g}')}"
        )
    if factor > 0:
        return f"every number is too small by the same factor, {_quoted(f'{1 / factor:.3g}')}"
    return f"every number has the opposite sign and {_quoted(f'{abs(factor):.3g}')} times the size"


def _offset(got: Array, want: Array) -> str:
    if want.size < 2:
        return ""
    difference = np.asarray(got - want)
    if _alike(difference, np.full(want.shape, difference.flat[0])):
        return "every number is off by the same amount: is a constant missing or added twice?"
    if want.ndim == 2 and min(want.shape) > 1:
        if _alike(difference, np.broadcast_to(difference[:, :1], want.shape)):
            return "in each row, every number is off by the same amount"
        if _alike(difference, np.broadcast_to(difference[:1], want.shape)):
            return "in each column, every number is off by the same amount"
    return ""


_VALUES = (
    _negated,
    _square_transposed,
    _cut_to_integers,
    _one_hot,
    _not_normalised,
    _factor,
    _offset,
    _complement,
    _reversed,
)


def explain_gradient(got: Array, want: Array) -> str:
    """Describe a wrong gradient by its projection on the right one.

    The projection ratio <g, g_ref> / <g_ref, g_ref> is -1 for a flipped sign, m
    or 1/m for a wrong mean, near 0 for a missing path; what is left after it
    says whether there is more to it than a factor.
    """
    pattern = explain(got, want)
    energy = float(np.sum(np.square(want)))
    if (
        pattern
        or got.dtype.kind not in "iuf"
        or got.shape != want.shape
        or energy == 0.0
    ):
        return pattern
    with np.errstate(all="ignore"):
        ratio = float(np.sum(got * want)) / energy
        rest = float(np.linalg.norm(got - ratio * want)) / energy**0.5
    if not np.isfinite(ratio) or not np.isfinite(rest):
        return ""
    where = "mostly" if rest > abs(ratio) else "partly"
    length = _quoted(f"{ratio:.2g}")
    return (
        f"it points {where} elsewhere than the right gradient, along which it has "
        f"{length} times the length"
    )
