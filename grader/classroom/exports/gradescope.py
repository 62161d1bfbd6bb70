"""Gradescope's ``results.json``: what students and staff see of one submission.

Hidden checks show what they show everywhere: their claim, their message without
values and the misconception; never inputs or expected values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec

from grader.classroom.anonymous import Aliases
from grader.classroom.exports.cells import printable
from grader.classroom.exports.plain import Read, in_order
from grader.classroom.grade_rows import Cell, Grades, Row
from grader.classroom.model import safe_names
from grader.model import CheckResult, Judgement, Status, Verdict
from grader.unseen import plain_json

Visibility = Literal["hidden", "after_due_date", "after_published", "visible"]
OUR_FAULT = (
    "This could not be graded. It is the grader's fault, not yours: your submission is "
    "kept. Tell the course's staff."
)
_MAX_OUTPUT = 8_000
# Allowed in JSON, and of no use to anyone in a web page.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def results_json(
    judged: Iterable[tuple[Cell, Judgement | None]],
    *,
    titles: dict[str, str],
    score: float,
    output: str = "",
    hidden: Visibility = "after_published",
    seconds: float | None = None,
) -> dict[str, Any]:
    """Build one ``results.json``.

    Parameters
    ----------
    judged : iterable
        What each exercise came to, and the judgement where there is one.
    titles : dict
        Of the exercises, by id.
    score : float
        The total, after lateness, caps and what a person decided.
    output : str
        What concerns the whole submission.
    hidden : str
        When students see hidden checks.  While one is hidden, Gradescope hides the
        total too.
    """
    judged = list(judged)
    tests: list[dict[str, Any]] = []
    for cell, judgement in judged:
        tests += _tests(cell, judgement, titles.get(cell.exercise, ""), hidden)
    made: dict[str, Any] = {
        "score": round(max(0.0, score), 6),
        "output": _shown(output),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {
            "learn": {
                "schema": "learn.gradescope/1",
                "exercises": [_data(cell, judgement) for cell, judgement in judged],
            }
        },
    }
    if seconds is not None:
        made["execution_time"] = round(seconds, 3)
    return made


def our_fault(reason: str) -> dict[str, Any]:
    """Build a ``results.json`` that says that nothing could be graded, and why."""
    return {
        "score": 0.0,
        "output": _shown(f"{OUR_FAULT}\n\n{reason}"),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [],
        "extra_data": {"learn": {"schema": "learn.gradescope/1", "fault": "grader"}},
    }


def results_files(
    grades: Grades, aliases: Aliases, read: Read, hidden: Visibility
) -> Iterator[tuple[str, bytes]]:
    """Give a name and a ``results.json`` for each student who handed something in."""
    titles = {exercise: s.title for exercise, s in grades.settings.items()}
    names = safe_names(aliases.of(row.student) for row in grades.rows)
    for row in in_order(grades, aliases):
        judged = [(cell, _judgement(cell, read)) for cell in row.cells.values()]
        if all(cell.submission is None for cell, _ in judged):
            continue
        made = results_json(
            judged, titles=titles, score=row.total, output=_summary(row), hidden=hidden
        )
        body = plain_json(msgspec.json.format(msgspec.json.encode(made), indent=2))
        yield f"{names[aliases.of(row.student)]}.json", body + b"\n"


def _judgement(cell: Cell, read: Read) -> Judgement | None:
    if not cell.result:
        return None
    return msgspec.json.decode(read(cell.result), type=Judgement)


def _summary(row: Row) -> str:
    of = f"{row.total:g} of {row.out_of:g} points"
    broken = any(cell.state == "broken" for cell in row.cells.values())
    return f"{of}. {OUR_FAULT}" if broken else f"{of}."


# -- one test per check ---------------------------------------------------------------


def _tests(
    cell: Cell, judgement: Judgement | None, title: str, hidden: Visibility
) -> Iterator[dict[str, Any]]:
    head = f"{cell.exercise} {title}".strip()
    said = _about(cell)
    if cell.state in ("broken", "unavailable", "pending") or judgement is None:
        yield _note(f"{head}: {_STATES.get(cell.state, cell.state)}", said, cell)
        return
    # What a check is worth here: the exercise's points may be others in this course.
    scale = cell.out_of / judgement.max_score if judgement.max_score > 0 else 0.0
    texts = {m.id: m.text for m in judgement.misconceptions}
    for check in judgement.checks:
        yield {
            "name": _shown(f"{head}: {check.claim}"),
            "name_format": "text",
            "score": round(check.points * scale, 6),
            "max_score": round(check.max_points * scale, 6),
            "status": "passed" if check.verdict is Verdict.PASSED else "failed",
            "output": _output(check, texts),
            "output_format": "text",
            "visibility": hidden if check.audience == "hidden" else "visible",
            "tags": [cell.exercise, check.audience, check.verdict.value],
            "extra_data": {"check": check.id, "misconception": check.misconception},
        }
    if said:
        yield _note(f"{head}: what counts", said, cell)


_STATES = {
    "missing": "nothing was handed in",
    "not_set": "nothing was handed in",
    "pending": "not graded yet",
    "broken": "could not be graded",
    "unavailable": "could not be graded here",
    "overridden": "graded by a person",
}


def _about(cell: Cell) -> str:
    """Say what a student cannot see from the checks alone."""
    late = cell.lateness
    if cell.state == "broken":
        return OUR_FAULT
    if cell.state == "unavailable":
        return "What it needs is not available here. It counts against no one."
    if cell.state == "overridden":
        return f"{cell.points:g} of {cell.out_of:g} points, decided by a person."
    said = []
    if late.penalty > 0:
        how = "handed in late" if late.by_s else "marked late"
        said.append(f"{how}: {100 * late.penalty:g} % of the points are lost")
    if cell.capped:
        said.append("at most the highest that this exercise can count")
    if cell.dropped:
        said.append("the lowest is left out of the total, and this is it")
    if not said:
        return ""
    return f"{cell.points:g} of {cell.out_of:g} points: {'; '.join(said)}."


def _note(name: str, output: str, cell: Cell) -> dict[str, Any]:
    """Make a test without points: information, for which Gradescope wants a status."""
    return {
        "name": _shown(name),
        "name_format": "text",
        "status": "passed" if cell.state == "overridden" else "failed",
        "output": _shown(output),
        "output_format": "text",
        "visibility": "visible",
        "tags": [cell.exercise, cell.state],
    }


def _output(check: CheckResult, texts: dict[str, str]) -> str:
    rows = [check.message]
    if check.audience == "public":
        labelled = (
            ("call", check.input),
            ("yours", check.yours),
            ("expected", check.expected),
        )
        rows += [f"{label}: {value}" for label, value in labelled if value]
    if check.where:
        rows.append(f"at {check.where}  {check.code}".rstrip())
    if check.misconception in texts:
        rows.append(texts[check.misconception])
    return _shown("\n".join(row for row in rows if row))


def _data(cell: Cell, judgement: Judgement | None) -> dict[str, Any]:
    status = Status.BROKEN.value if cell.state == "broken" else None
    data: dict[str, Any] = {
        "exercise": cell.exercise,
        "state": cell.state,
        "points": cell.points,
        "out_of": cell.out_of,
        "late_by_s": cell.lateness.by_s,
        "penalty": cell.lateness.penalty,
    }
    if judgement is not None:
        data |= {
            "status": status or judgement.status.value,
            "exercise_sha256": judgement.exercise_sha256,
            "submission_sha256": judgement.submission_sha256,
            "level": judgement.protection.level,
            "version": judgement.version,
        }
    return data


def _shown(text: str) -> str:
    """Cut and clean a text for a web page."""
    text = text if len(text) <= _MAX_OUTPUT else text[:_MAX_OUTPUT] + "…"
    return _UNSHOWN.sub(lambda m: printable(m[0]), text)
