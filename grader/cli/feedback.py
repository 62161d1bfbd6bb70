"""Show one judgement on a terminal, or as one record a line."""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable
from pathlib import Path

import click

from grader.cli.main import App
from grader.cli.out import Out, plain, wrap
from grader.frameworks import missing
from grader.model import (
    FAILING,
    UNLOADABLE,
    UNWRITTEN,
    CheckResult,
    Exercise,
    Judgement,
    Status,
    Verdict,
)
from grader.regression import beliefs

_MARKS = {
    Verdict.PASSED: "PASS",
    Verdict.FAILED: "FAIL",
    Verdict.ERRORED: "FAIL",
    Verdict.TIMED_OUT: "FAIL",
    Verdict.SKIPPED: "SKIP",
    Verdict.BROKEN: "BROKEN",
}
TO_WRITE = "to write"
MAX_PRINTED_ROWS = 12
CLAIM = 14
"""The column that claims begin in, after the verdict."""
_COUNTED = (Verdict.PASSED, Verdict.SKIPPED)


class Detail(enum.IntEnum):
    """How much of a judgement to show; each is shorter than the one before."""

    ALL = 0
    """Every check, and the first failure in full."""
    COUNTED = 1
    """What passed or waits is only counted."""
    GIST = 2
    """Of the first failure what matters most comes first, the rest is left out."""
    FIRST = 3
    """Only the first failure."""


def print_judgement(
    app: App, judgement: Judgement, exercise: Exercise, file: Path
) -> None:
    """Show claims, the one root cause in full, and what to do next.

    What would not fit on the terminal is shortened, unless -v asks for all of it.
    """
    out = app.out

    def write(detail: Detail) -> None:
        print_verdicts(out, judgement, exercise, detail)
        if not out.linear and detail is not Detail.FIRST:
            out.line()
        print_caveats(out, judgement, detail)
        if detail is not Detail.ALL:
            out.sentence(f"All of it: `{app.command} -v check {exercise.id}`")
        if judgement.status is not Status.BROKEN:
            out.sentence(_next(app, judgement, exercise, file))

    details = [Detail.ALL]
    if out.terminal and not out.linear and not app.verbosity:
        details = list(Detail)
    # The prompt before and the one after are to stay in sight too.
    for row in fitting(out, details, out.height - 2, write):
        click.echo(row, color=out.color)


def fitting(
    out: Out, details: list[Detail], room: int, write: Callable[[Detail], None]
) -> list[str]:
    """Write with the first of some details that fits into so many rows, or the last."""
    rows: list[str] = []
    for detail in details:
        rows = out.kept(functools.partial(write, detail))
        if sum(len(out.folded(row)) for row in rows) <= room:
            break
    return rows


def print_verdicts(
    out: Out, judgement: Judgement, exercise: Exercise, detail: Detail = Detail.ALL
) -> None:
    """Show claims and the one root cause."""
    if judgement.status is Status.UNAVAILABLE:
        _unavailable(out, judgement)
        return
    if out.linear:
        _linear(out, judgement, exercise)
        return
    _screen(out, judgement, exercise, detail)
    if detail is Detail.FIRST:
        return
    _notes(out, judgement)
    if detail is Detail.ALL and any(c.needs for c in judgement.checks):
        out.sentence("Skipped checks build on those that do not pass yet.")


def _unavailable(out: Out, judgement: Judgement) -> None:
    """Say what is missing here, and that nobody is the worse for it."""
    why = "; ".join(o.text for o in judgement.observations)
    if out.linear:
        out.line(plain(f"{judgement.exercise} unavailable: {why}"))
        return
    out.line(out.style(plain(f"{judgement.exercise}  {judgement.title}"), bold=True))
    out.sentence(
        f"It {plain(why)}, which is not installed here. Your file was not judged, and "
        "that counts against no one."
    )


def place_to_edit(out: Out, judgement: Judgement, file: Path) -> str:
    """Name the file, and the line of the first failure where it has one."""
    root = _root_cause(judgement)
    line = root.where.rpartition(":")[2] if root and root.where else ""
    return named(out, file) + (f":{line}" if line else "")


def _summary(judgement: Judgement) -> str:
    passed = sum(c.verdict is Verdict.PASSED for c in judgement.checks)
    count = len(judgement.checks)
    kind = "" if judgement.hidden_checks else "public "
    text = f"{passed} of {count} {kind}checks pass"
    return f"{text}, {judgement.score:g} of {judgement.max_score:g} points"


def _screen(out: Out, judgement: Judgement, exercise: Exercise, detail: Detail) -> None:
    title = plain(f"{judgement.exercise}  {judgement.title}")
    if detail is Detail.FIRST and len(title) > out.width:
        title = title[: out.width - 3].rstrip() + "..."
    out.line(out.style(title, bold=True))
    out.sentence(_summary(judgement))
    out.line()
    root = _root_cause(judgement)
    waiting = [c for c in judgement.checks if c.message == UNLOADABLE]
    if waiting and root is not None:
        _unloadable(out, judgement, root, len(waiting))
        return
    told: set[str] = set()
    for check in judgement.checks:
        if detail and check.verdict in _COUNTED:
            continue
        if detail is Detail.FIRST and check is not root:
            continue
        # What was never begun has gone wrong for nobody.
        _claim(out, TO_WRITE if _unwritten(check) else check.verdict, check.claim)
        if check is root and detail >= Detail.GIST:
            _gist(out, check, exercise, told)
        elif check is root:
            _details(out, check, exercise, told)
        elif not detail:
            _more(out, check, exercise, told)
    if detail and (detail is not Detail.FIRST or root is None):
        _counted(out, judgement)


def _more(out: Out, check: CheckResult, exercise: Exercise, told: set[str]) -> None:
    """Say of a check that is not the root cause what is new in it."""
    if check.verdict in FAILING:
        if check.message and not _unwritten(check):
            out.wrapped("", check.message, hang=0)
        if check.pattern and not check.candidates:
            out.wrapped("", check.pattern, hang=0)
        _diagnosis(out, check, exercise, told)
    elif check.verdict is Verdict.BROKEN or (
        check.verdict is Verdict.SKIPPED and not check.needs
    ):
        out.wrapped("", check.message, hang=0)


def _counted(out: Out, judgement: Judgement) -> None:
    for verdict in _COUNTED:
        count = sum(c.verdict is verdict for c in judgement.checks)
        wait = ": it builds" if count == 1 else ": they build"
        why = f"{wait} on those" if verdict is Verdict.SKIPPED else ""
        if count:
            _claim(out, verdict, f"{_checks(count)}{why}")


def _unloadable(
    out: Out, judgement: Judgement, root: CheckResult, waiting: int
) -> None:
    """Say why the file does not run, once, and that all checks wait for it."""
    _claim(out, root.verdict, f"{judgement.file} does not run")
    out.wrapped("what", _said(root))
    if root.where:
        out.wrapped("where", f"{root.where}   {root.code}")
    count = waiting + 1
    wait = "waits" if count == 1 else "wait"
    _claim(out, Verdict.SKIPPED, f"{_checks(count)} {wait} until it does")


def _checks(count: int) -> str:
    return f"{count} check{'' if count == 1 else 's'}"


def _unwritten(check: CheckResult) -> bool:
    return check.verdict is Verdict.ERRORED and check.message == UNWRITTEN


def _claim(out: Out, verdict: str, claim: str) -> None:
    """Write a verdict and what it is about, which goes on below itself."""
    head, rest = f"  {out.verdict(verdict)} ", " " * (4 if out.narrow else CLAIM)
    first, *others = wrap(claim, max(30, out.width), " " * CLAIM, rest) or [""]
    out.line(head + first[CLAIM:])
    for row in others:
        out.line(row)


def _root_cause(judgement: Judgement) -> CheckResult | None:
    """Choose the failure to show in full: the first, so what others build on."""
    failing = [c for c in judgement.checks if c.verdict in FAILING]
    return failing[0] if failing else None


def _said(check: CheckResult) -> str:
    """Give a check's message; of one that took too long, what to look for too."""
    if check.verdict is Verdict.TIMED_OUT and check.message:
        return f"{check.message}. Is there a loop that never ends?"
    return check.message


def _details(out: Out, check: CheckResult, exercise: Exercise, told: set[str]) -> None:
    for label, text in (
        ("input", check.input),
        ("yours", check.yours),
        ("expected", check.expected),
    ):
        if text:
            out.wrapped(label, text)
    if check.message:
        out.wrapped("what", _said(check))
    if check.pattern and not check.candidates:
        out.wrapped("pattern", check.pattern)
    for i, row in enumerate(check.printed.rstrip().splitlines()[:MAX_PRINTED_ROWS]):
        out.wrapped("" if i else "printed", row)
    _diagnosis(out, check, exercise, told)
    if check.where:
        out.wrapped("where", f"{check.where}   {check.code}")


def _gist(out: Out, check: CheckResult, exercise: Exercise, told: set[str]) -> None:
    """Say what matters most first: the rest may not fit."""
    _diagnosis(out, check, exercise, told)
    if check.message and not check.yours:
        out.wrapped("what", _said(check))
    for label, text in (
        ("yours", check.yours),
        ("expected", check.expected),
        ("input", check.input),
    ):
        if text:
            out.wrapped(label, text)
    if check.message and check.yours and not told:
        out.wrapped("what", _said(check))
    if check.where:
        out.wrapped("where", f"{check.where}   {check.code}")


def _diagnosis(
    out: Out, check: CheckResult, exercise: Exercise, told: set[str]
) -> None:
    new = [id for id in check.candidates if id not in told]
    if not new:
        return
    told.update(new)
    if len(check.candidates) > 1:
        out.wrapped("perhaps", "one of these:")
    for id in new:
        label = "perhaps" if len(check.candidates) == 1 else "  -"
        out.wrapped(label, beliefs(exercise).get(id, id))


def _notes(out: Out, judgement: Judgement) -> None:
    """Say what reading the file shows; an untouched function said so already."""
    for note in judgement.observations:
        if note.kind != "untouched":
            out.wrapped("note", f"line {note.line}: {note.text}", indent=2, hang=12)


def _linear(out: Out, judgement: Judgement, exercise: Exercise) -> None:
    out.line(f"{judgement.exercise} {judgement.status}: {_summary(judgement)}")
    told: set[str] = set()
    for check in judgement.checks:
        name = f"{judgement.exercise}.{plain(check.id)}"
        parts = [f"{_MARKS[check.verdict]} {name} {plain(check.claim)}"]
        fields = (
            ("input", check.input),
            ("yours", check.yours),
            ("expected", check.expected),
            ("what", _said(check)),
            ("pattern", "" if check.candidates else check.pattern),
            ("where", check.where or ""),
        )
        parts += [f"{label}: {plain(text)}" for label, text in fields if text]
        if check.candidates:
            label = "perhaps" if len(check.candidates) == 1 else "perhaps one of"
            texts = [_said_once(exercise, i, told) for i in check.candidates]
            parts.append(f"{label}: {' / '.join(texts)}")
        out.line(" | ".join(parts))
    for note in judgement.observations:
        if note.kind != "untouched":
            out.line(f"NOTE {judgement.exercise} line {note.line}: {plain(note.text)}")


def _said_once(exercise: Exercise, id: str, told: set[str]) -> str:
    """Give a misconception's text the first time, then its id."""
    if id in told:
        return f"{plain(id)}, as above"
    told.add(id)
    return plain(f"{id}: {beliefs(exercise).get(id, id)}")


def print_caveats(out: Out, judgement: Judgement, detail: Detail = Detail.ALL) -> None:
    """Say what a verdict leaves open: a broken check, hidden checks, weak walls."""
    if judgement.status is Status.BROKEN:
        out.sentence(
            "A check of this exercise is broken. This is not your fault: the attempt "
            "is saved and not scored."
        )
        return
    if detail is Detail.FIRST or judgement.status is Status.UNAVAILABLE:
        return
    if not judgement.hidden_checks:
        out.sentence("More checks run when your instructor grades.")
    if judgement.protection.level == "basic":
        out.sentence(
            "Your code ran without walls around its files; `learn doctor` says why."
        )


def _next(app: App, judgement: Judgement, exercise: Exercise, file: Path) -> str:
    if judgement.status is Status.PASSED:
        after = f"Next: `{app.command}` shows what comes after this"
        if exercise.solution is None:
            return f"{after}."
        return f"{after}, `{app.command} solution {exercise.id}` the reference."
    if judgement.status is Status.UNAVAILABLE:
        names = " ".join(missing(exercise.spec))
        return (
            f"Next: `pip install {names}` makes it possible, `{app.command}` goes on."
        )
    place = place_to_edit(app.out, judgement, file)
    again = "" if file == exercise.stub else f" --file {relative(file)}"
    return f"Next: edit {place}, save, then `{app.command} check {exercise.id}{again}`."


def relative(file: Path) -> str:
    """Name a file as it would be typed here."""
    try:
        return str(file.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(file)


def named(out: Out, file: Path) -> str:
    """Name a file as `relative`, or by its own name where that would fill a row."""
    name = relative(file)
    return file.name if not out.linear and len(name) > out.width - 14 else name
