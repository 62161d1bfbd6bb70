"""Decide what a learner may see of a result, by an allow-list.

A public check shows its claim, the call, both values and the first difference.
A hidden check shows its claim, the redacted sentence, the diagnosis and the
learner's own line; nothing that it called, expected or got, and nothing that
the submission said or printed, since that could quote a hidden input.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from grader.explain import in_words
from grader.judge.run import RawResult
from grader.model import CheckResult, Exercise, Verdict
from grader.sandbox.session import Call

MAX_VALUE = 400
MAX_PRINTED = 2000
MAX_MESSAGE = 1000
MAX_LINE = 2000


def compose(
    result: RawResult,
    exercise: Exercise,
    lines: list[str],
    named: tuple[str, ...],
    claims: Mapping[str, str],
) -> CheckResult:
    """Turn a raw result into one that may be shown.

    Parameters
    ----------
    lines : list of str
        Of the learner's file.
    named : tuple of str
        Misconceptions that the check shows.
    claims : mapping of str to str
        Claims by check id, for "needs".
    """
    check = result.check
    public = check.audience == "public"
    passed = result.verdict is Verdict.PASSED
    message = result.message if public else result.redacted
    if result.verdict is Verdict.BROKEN:
        message = "this check is broken; that is not your fault"
    if result.verdict is Verdict.SKIPPED and result.needs:
        first = claims.get(result.needs[0], result.needs[0])
        message = f"needs “{first}” first"
    show = public and not passed and result.verdict is not Verdict.SKIPPED
    failure = result.failure
    # A learner can write a line for every answer: only so many may be told apart.
    own = 0 < result.line <= len(lines) and (public or result.line <= MAX_LINE)
    return CheckResult(
        id=check.id,
        claim=check.claim,
        audience=check.audience,
        verdict=result.verdict,
        points=check.points if passed else 0.0,
        max_points=check.points,
        message=message[:MAX_MESSAGE],
        misconception=named[0] if len(named) == 1 else None,
        candidates=named,
        where=f"{exercise.stub.name}:{result.line}" if own else None,
        code=lines[result.line - 1].strip()[:200] if own else "",
        input=_call(result.call) if show and result.call else "",
        yours=show_value(failure.yours) if show and failure else "",
        expected=show_value(failure.expected) if show and failure else "",
        pattern=in_words(failure.pattern, numbers=public) if failure else "",
        printed=result.printed[:MAX_PRINTED] if show else "",
        needs=result.needs,
        about=_about(result.call, exercise),
        # How long a hidden check takes can be made to say what it was given.
        duration_ms=round(result.duration_ms, 3 if public else -2),
    )


def _about(call: Call | None, exercise: Exercise) -> str:
    name = call.name.partition(".")[0] if call else ""
    spec = exercise.spec
    return name if name in spec.functions or name in spec.classes else ""


def _call(call: Call) -> str:
    args = [show_value(a) for a in call.args]
    args += [f"{k}={show_value(v)}" for k, v in call.kwargs.items()]
    return f"{call.name}({', '.join(args)})"


def _in_braces(value: dict[object, object] | set[object]) -> str:
    if isinstance(value, set):
        return "{" + ", ".join(sorted(map(repr, value))) + "}" if value else "set()"
    return "{" + _joined(f"{k!r}: {show_value(v)}" for k, v in value.items()) + "}"


def _joined(texts: Iterable[str]) -> str:
    """Join until there is more than is shown: a value may have very many entries."""
    some, length = [], 0
    for text in texts:
        some.append(text)
        length += len(text) + 2
        if length > MAX_VALUE:
            break
    return ", ".join(some)


def show_value(value: object) -> str:
    """Write a value on one line, shortened, as a learner would type it."""
    if value is None:
        return ""
    if isinstance(value, np.ndarray):
        if value.ndim > 4 or value.size > 1000:
            some = show_value(value.ravel()[:24])
            return f"{some[:-1]}, ...] in an array of shape {value.shape}"
        text = np.array2string(
            value,
            separator=", ",
            threshold=24,
            max_line_width=10_000,
            formatter={"float_kind": lambda x: f"{x:.6g}"},
        ).replace("\n", "")
        text = " ".join(text.split())
    elif isinstance(value, (float, np.floating)):
        text = f"{float(value):.6g}"
    elif isinstance(value, np.generic):
        text = str(value.item())
    elif isinstance(value, (list, tuple)):
        ends = "[]" if isinstance(value, list) else "()"
        text = ends[0] + _joined(map(show_value, value)) + ends[1]
    elif isinstance(value, (dict, set)):
        text = _in_braces(value)
    elif callable(value):
        mine = hasattr(value, "__learn_handle__")
        text = "<your object>" if mine else "<a function>"
    elif isinstance(value, (str, bytes)):
        text = repr(value[:MAX_VALUE])
    else:
        text = repr(value)
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"
