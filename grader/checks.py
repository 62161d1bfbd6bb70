"""What a grader's author writes with: comparisons, claims and marks on checks.

A check is an ordinary pytest function.  Its claim is the first line of its
docstring, or its name with the underscores read as spaces.  Comparisons here
are strict: exact kind and shape first, NaN equals nothing, nothing broadcasts.

A failed comparison holds two sentences.  ``str(failure)`` may quote values and
is for public checks; ``failure.redacted`` quotes none and is for hidden ones.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import numpy as np

from grader.discreet import discreet, some_of
from grader.explain import explain, explain_gradient
from grader.numeric import as_numbers

Check = TypeVar("Check", bound=Callable[..., object])

MARKS = "__learn_marks__"
"""Attribute of a check function that holds what the decorators below say."""


class CheckFailed(AssertionError):
    """A comparison did not hold.

    Parameters
    ----------
    message : str
        May quote values: shown for public checks only.
    redacted : str
        Quotes no value: shown for hidden checks.
    yours, expected : object, optional
        The two sides, shown for public checks only.
    pattern : str
        What kind of difference it is; quotes no value, so shown for both.
    """

    def __init__(
        self,
        message: str,
        redacted: str = "",
        *,
        yours: object = None,
        expected: object = None,
        pattern: str = "",
    ) -> None:
        super().__init__(message)
        self.pattern = pattern
        self.redacted = redacted
        self.yours = yours
        self.expected = expected


def _mark(key: str, value: object) -> Callable[[Check], Check]:
    def put(check: Check) -> Check:
        marks: dict[str, object] = dict(getattr(check, MARKS, {}))
        marks[key] = value
        setattr(check, MARKS, marks)
        return check

    return put


def points(worth: float) -> Callable[[Check], Check]:
    """Say what a check is worth; parametrised cases share it evenly."""
    return _mark("points", float(worth))


def needs(*anchors: str) -> Callable[[Check], Check]:
    """Name the checks that must pass first; else this one is skipped."""
    return _mark("needs", tuple(a.removeprefix("test_") for a in anchors))


def law(reason: str) -> Callable[[Check], Check]:
    """Say why a check stands although no known mistake fails it alone."""
    return _mark("law", reason)


def fresh(check: Check) -> Check:
    """Give the check a new worker: nothing of earlier calls is remembered."""
    return _mark("fresh", True)(check)


def close(
    actual: Any, expected: Any, *, rtol: float = 1e-9, atol: float = 1e-12
) -> None:
    """Require equal shapes and, entry by entry, |a - e| <= atol + rtol |e|.

    Parameters
    ----------
    actual : number or ndarray
        What the submission returned.
    expected : number or array_like
        From a worked case, a law or an independent formula.
    rtol, atol : float
        The defaults suit a handful of float64 operations.

    Raises
    ------
    CheckFailed
        NaN equals nothing, an infinity only itself.
    """
    _compare(actual, expected, rtol, atol, explain)


def gradient_close(
    actual: Any, expected: Any, *, rtol: float = 1e-6, atol: float = 1e-9
) -> None:
    """Like `close`, and say of a wrong gradient how it lies to the right one.

    Parameters
    ----------
    actual, expected : array_like
        Gradients with respect to the same array.
    """
    _compare(actual, expected, rtol, atol, explain_gradient)


def _compare(
    actual: Any,
    expected: Any,
    rtol: float,
    atol: float,
    pattern: Callable[[np.ndarray[Any, Any], np.ndarray[Any, Any]], str],
) -> None:
    numbers, want = as_numbers(actual), np.asarray(expected)
    sides = {"yours": actual, "expected": expected}
    if numbers is None:
        text = f"expected numbers, got {type(actual).__name__}"
        raise CheckFailed(text, text, **sides)
    got = numbers
    if got.dtype.kind == "c" and want.dtype.kind != "c":
        text = "expected real numbers, got complex ones"
        raise CheckFailed(text, text, **sides)
    if got.shape != want.shape:
        text = f"shape {_shape(got)}, expected {_shape(want)}"
        redacted = discreet(text, want.shape)
        raise CheckFailed(text, redacted, **sides, pattern=pattern(got, want))
    wrong = ~_agree(got, want, rtol, atol)
    if wrong.any():
        message, redacted = _describe(got, want, wrong)
        raise CheckFailed(message, redacted, **sides, pattern=pattern(got, want))


def equal(actual: Any, expected: Any) -> None:
    """Require the same value exactly: for integers, truth tables and names.

    An array equals a list of the same shape and entries; 1 equals 1.0,
    ``True`` equals only a boolean, and a set only a set.
    """
    if _plain(expected) or _plain(actual):
        same_kind = _plain(actual) and _is_bool(actual) == _is_bool(expected)
        if same_kind and bool(actual == expected):
            return
        text = f"got {_shown(actual)}, expected {_shown(expected)}"
        raise CheckFailed(
            text, "the value is not the right one", yours=actual, expected=expected
        )
    close(actual, expected, rtol=0.0, atol=0.0)


def holds(condition: object, sentence: str) -> None:
    """Require a law; `sentence` says what went wrong and quotes no value.

    The sentence is shown to learners even where the check is hidden.
    """
    if not bool(condition):
        raise CheckFailed(sentence, sentence)


def sums_to_one(values: Any, axis: int = -1) -> None:
    """Require every slice along `axis` to be a distribution's worth of numbers."""
    array = as_numbers(values)
    if array is None or array.dtype.kind == "b" or array.ndim == 0 or not array.size:
        text = "expected an array of numbers"
        raise CheckFailed(text, text)
    with np.errstate(all="ignore"):
        sums = np.asarray(array.sum(axis=axis))
    wrong = ~(np.abs(sums - 1.0) <= 1e-9)
    if wrong.any():
        first = number(sums[wrong].flat[0])
        text = f"{int(wrong.sum())} of {sums.size} sums are not 1"
        raise CheckFailed(f"{text}; the first is {first}", discreet(text))


def increasing(inputs: Any, outputs: Any, *, strictly: bool = True) -> None:
    """Require outputs to grow with inputs; name the first pair that does not.

    Parameters
    ----------
    inputs : array_like of shape (n,)
        In rising order.
    outputs : array_like of shape (n,)
    """
    x, y = np.asarray(inputs, float), as_numbers(outputs)
    if y is None or y.dtype.kind not in "iuf" or y.shape != x.shape or y.size < 2:
        text = "expected one number for each input"
        raise CheckFailed(text, text)
    y = y.astype(float)
    grows = np.diff(y) > 0 if strictly else np.diff(y) >= 0
    if not grows.all():
        i = int(np.argmin(grows))
        raise CheckFailed(
            f"from input {number(x[i])} to {number(x[i + 1])} the result goes from "
            f"{number(y[i])} to {number(y[i + 1])}: it must grow",
            "a larger input did not give a larger result",
        )


def invariant(
    function: Callable[[Any], Any], x: Any, change: Callable[[Any], Any], said: str
) -> None:
    """Require that changing the input in a certain way changes nothing.

    On failure a smaller input that still fails is looked for and reported.

    Parameters
    ----------
    function : callable
        One argument; a law about more is written with a lambda.
    x : ndarray
    change : callable
        What must make no difference, e.g. ``lambda z: z + 3.0``.
    said : str
        The change in words: "adding a constant to every score".
    """

    def fails(candidate: Any) -> bool:
        return not _near(function(candidate), function(change(candidate)))

    if fails(x):
        small = smaller(fails, np.asarray(x))
        raise CheckFailed(
            f"{said} changes the result, for example for {small.tolist()}",
            f"{said} changes the result",
        )


def symmetric(function: Callable[[Any, Any], Any], a: Any, b: Any) -> None:
    """Require that exchanging the two arguments changes nothing."""
    if not _near(function(a, b), function(b, a)):
        text = "exchanging the two arguments changes the result"
        raise CheckFailed(text, text)


def agrees_with_slopes(
    gradient: Any, function: Callable[[Any], float], x: Any, *, tol: float = 1e-6
) -> None:
    """Require a gradient to agree with central differences of the function.

    Parameters
    ----------
    gradient : ndarray, shape of `x`
    function : callable
        Of an array like `x`, gives one number; ours or the submission's.
    x : ndarray of floats
    tol : float
        On ||g - n|| / (||g|| + ||n||).
    """
    measured = slopes(function, x)
    got = as_numbers(gradient)
    if got is None:
        text = "expected an array of numbers"
        raise CheckFailed(text, text)
    if got.shape != measured.shape:
        text = f"shape {_shape(got)}, expected {_shape(measured)}"
        raise CheckFailed(text, discreet(text, measured.shape))
    size = float(np.linalg.norm(got) + np.linalg.norm(measured))
    error = float(np.linalg.norm(got - measured)) / size if size else 0.0
    if not error <= tol:
        raise CheckFailed(
            f"the gradient and the measured slopes differ: relative error {error:.2g}",
            "the gradient does not agree with the measured slopes",
            yours=got,
            expected=measured,
            pattern=explain_gradient(got, measured),
        )


def slopes(
    function: Callable[[Any], float], x: Any, eps: float = 1e-5
) -> np.ndarray[Any, Any]:
    """Measure d function / d x by central differences, one entry at a time."""
    point = np.array(x, dtype=float)
    result = np.zeros(point.shape)
    for index in np.ndindex(point.shape):
        kept = point[index]
        point[index] = kept + eps
        above = float(function(point.copy()))
        point[index] = kept - eps
        below = float(function(point.copy()))
        point[index] = kept
        result[index] = (above - below) / (2 * eps)
    return result


def smaller(
    fails: Callable[[Any], bool], x: np.ndarray[Any, Any], tries: int = 30
) -> np.ndarray[Any, Any]:
    """Look for a simpler input that still fails: fewer entries, rounder numbers."""
    best = x
    progress = True
    while progress and tries > 0:
        progress = False
        for candidate in _simpler(best):
            tries -= 1
            if tries < 0:
                break
            if fails(candidate):
                best, progress = candidate, True
                break
    return best


def _simpler(x: np.ndarray[Any, Any]) -> Iterator[np.ndarray[Any, Any]]:
    if x.ndim >= 1 and x.shape[0] > 1:
        half = x.shape[0] // 2
        yield x[:half]
        yield x[half:]
        if x.shape[0] <= 4:
            yield from (np.delete(x, i, axis=0) for i in range(x.shape[0]))
    for digits in (0, 1):
        rounded = np.round(x, digits)
        if not np.array_equal(rounded, x):
            yield rounded


def _near(a: Any, b: Any) -> bool:
    x, y = as_numbers(a), as_numbers(b)
    if x is None or y is None:
        return False
    return x.shape == y.shape and bool(np.allclose(x, y, rtol=1e-9, atol=1e-12))


def known_by(submission: Any, *features: Any) -> None:
    """Recognise mistakes in this check by these values alone.

    Without it a mistake is recognised by what the calls returned.  That is too
    much where many answers are right (weights that may be chosen freely: name
    what they compute), and too little where few bits come back (no feature at
    all: nothing is recognised here).

    Parameters
    ----------
    features : plain values
        Equal for equal mistakes, whatever numbers a learner chose.
    """
    submission.__learn_session__.recognise_by(features)


def prepared(submission: Any) -> Any:
    """Give what the exercise's `prepare` defines: ``prepared(submission).name(…)``.

    Each function is called in the worker, on plain values and on objects that are
    there already; so a check can hand a submission what only the framework makes.
    """
    return submission.__learn_prepared__


def mutated(submission: Any) -> tuple[str, ...]:
    """Name the arguments that the submission's last call changed in place."""
    names: tuple[str, ...] = submission.__learn_session__.last_mutated
    return names


def unchanged(submission: Any) -> None:
    """Require that the submission's last call left its arguments alone."""
    names = mutated(submission)
    if names:
        text = f"the call changed its argument {_and(names)} in place"
        raise CheckFailed(text, text)


def _agree(
    got: np.ndarray[Any, Any], want: np.ndarray[Any, Any], rtol: float, atol: float
) -> np.ndarray[Any, Any]:
    if got.dtype.kind in "bi" and want.dtype.kind in "bi":
        return np.asarray(got == want)
    with np.errstate(all="ignore"):
        near = np.abs(got - want) <= atol + rtol * np.abs(want)
    return np.asarray((near & np.isfinite(want)) | (got == want))


def _describe(
    got: np.ndarray[Any, Any], want: np.ndarray[Any, Any], wrong: np.ndarray[Any, Any]
) -> tuple[str, str]:
    """Return the public and the redacted sentence about the first difference."""
    count = int(wrong.sum())
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    mine, theirs = got[first], want[first]
    kind = _kind(mine)
    values = f"got {number(mine)}, expected {number(theirs)}"
    if got.ndim == 0:
        return values, kind or "the value is not the right one"
    head = f"{count} of {got.size} values differ"
    place = f"first at [{', '.join(map(str, first))}]"
    redacted = f"{some_of(count, got.size)} values differ"
    return f"{head}; {place}: {values}", redacted + (f"; {kind}" if kind else "")


def _kind(value: Any) -> str:
    if np.isnan(value):
        return "the first is nan"
    if np.isinf(value):
        return "the first is infinite"
    return ""


def number(value: Any) -> str:
    """Write one number with the digits that a person compares."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (complex, np.complexfloating)):
        return f"{complex(value):.6g}"
    return f"{float(value):.6g}"


def _shape(array: np.ndarray[Any, Any]) -> str:
    if array.ndim == 0:
        return "of a single number"
    # Lengths are the submission's to choose: too long a one says too much.
    if array.ndim > 3 or max(array.shape) > 99:
        return "another one"
    return str(tuple(array.shape))


def _plain(value: object) -> bool:
    return value is None or isinstance(value, (str, bytes, bool, np.bool_, set))


def _is_bool(value: object) -> bool:
    return isinstance(value, (bool, np.bool_))


def _shown(value: object) -> str:
    if isinstance(value, set):
        shown = [_shown(v) for v in itertools.islice(sorted(value, key=str), 12)]
        more = ", and so on" if len(value) > 12 else ""
        return "{" + ", ".join(shown) + more + "}" if shown else "set()"
    if isinstance(value, (str, bytes)) and len(value) > 80:
        return f"{value[:80]!r} and so on"
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (int, float, complex)):
        return repr(value)
    return repr(value) if _plain(value) else f"a {type(value).__name__}"


def _and(names: tuple[str, ...]) -> str:
    return " and ".join(f"`{n}`" for n in names)
