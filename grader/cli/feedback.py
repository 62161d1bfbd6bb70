"""Show one judgement on a terminal, or as one record a line."""

from __future__ import annotations

from pathlib import Path

from grader.cli.main import App
from grader.cli.out import Out, plain
from grader.model import (
    FAILING,
    UNLOADABLE,
    CheckResult,
    Exercise,
    Judgement,
    Status,
    Verdict,
)

_MARKS = {
    Verdict.PASSED: "PASS",
    Verdict.FAILED: "FAIL",
    Verdict.ERRORED: "FAIL",
    Verdict.TIMED_OUT: "FAIL",
    Verdict.SKIPPED: "SKIP",
    Verdict.BROKEN: "BROKEN",
}
MAX_PRINTED_ROWS = 12
_COUNTED = (Verdict.PASSED, Verdict.SKIPPED)


def print_judgement(
    app: App, judgement: Judgement, exercise: Exercise, file: Path
) -> None:
    """Show claims, the one root cause in full, and what to do next."""
    print_verdicts(app.out, judgement, exercise)
    if not app.out.linear:
        app.out.line()
    print_caveats(app.out, judgement)
    if judgement.status is not Status.BROKEN:
        app.out.sentence(_next(app, judgement, exercise, file))


def print_verdicts(
    out: Out, judgement: Judgement, exercise: Exercise, *, brief: bool = False
) -> None:
    """Show claims and the one root cause in full.

    Parameters
    ----------
    brief : bool
        Give the first failure in full, of the others the claim, and only count the
        checks that passed or wait.
    """
    if out.linear:
        _linear(out, judgement, exercise)
        return
    _screen(out, judgement, exercise, brief=brief)
    _notes(out, judgement)
    if not brief and any(c.needs for c in judgement.checks):
        out.sentence("Skipped checks build on those that do not pass yet.")


def place_to_edit(judgement: Judgement, file: Path) -> str:
    """Name the file, and the line of the first failure where it has one."""
    root = _root_cause(judgement)
    line = root.where.rpartition(":")[2] if root and root.where else ""
    return relative(file) + (f":{line}" if line else "")


def _summary(judgement: Judgement) -> str:
    passed = sum(c.verdict is Verdict.PASSED for c in judgement.checks)
    count = len(judgement.checks)
    kind = "" if judgement.hidden_checks else "public "
    text = f"{passed} of {count} {kind}checks pass"
    return f"{text}, {judgement.score:g} of {judgement.max_score:g} points"


def _screen(out: Out, judgement: Judgement, exercise: Exercise, *, brief: bool) -> None:
    title = plain(f"{judgement.exercise}  {judgement.title}")
    out.line(out.style(title, bold=True))
    out.line(_summary(judgement))
    out.line()
    root = _root_cause(judgement)
    waiting = [c for c in judgement.checks if c.message == UNLOADABLE]
    if waiting and root is not None:
        _unloadable(out, judgement, root, len(waiting))
        return
    told: set[str] = set()
    shown = [c for c in judgement.checks if not brief or c.verdict not in _COUNTED]
    for check in shown:
        out.line(_first_row(out, check))
        for row in _more_rows(out, check):
            out.line(row)
        if check is root and brief:
            _gist(out, check, exercise, told)
        elif check is root:
            _details(out, check, exercise, told)
        elif not brief:
            _more(out, check, exercise, told)
    if brief:
        _counted(out, judgement)


def _more(out: Out, check: CheckResult, exercise: Exercise, told: set[str]) -> None:
    """Say of a check that is not the root cause what is new in it."""
    if check.verdict in FAILING:
        if check.message:
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
        why = ": they build on those" if verdict is Verdict.SKIPPED else ""
        if count:
            out.line(f"  {out.verdict(verdict)} {count} checks{why}")


def _unloadable(
    out: Out, judgement: Judgement, root: CheckResult, waiting: int
) -> None:
    """Say why the file does not run, once, and that all checks wait for it."""
    out.line(f"  {out.verdict(root.verdict)} {plain(judgement.file)} does not run")
    out.wrapped("what", root.message)
    if root.where:
        out.wrapped("where", f"{root.where}   {root.code}")
    out.line(
        f"  {out.verdict(Verdict.SKIPPED)} {waiting + 1} checks wait until it does"
    )


def _first_row(out: Out, check: CheckResult) -> str:
    return f"  {out.verdict(check.verdict)} {_claim_rows(out, check)[0]}"


def _more_rows(out: Out, check: CheckResult) -> list[str]:
    return [" " * 14 + row for row in _claim_rows(out, check)[1:]]


def _claim_rows(out: Out, check: CheckResult) -> list[str]:
    import textwrap

    claim = plain(check.claim)
    return textwrap.wrap(claim, max(16, out.width - 14)) or [""]


def _root_cause(judgement: Judgement) -> CheckResult | None:
    """Choose the failure to show in full: the first, so what others build on."""
    failing = [c for c in judgement.checks if c.verdict in FAILING]
    return failing[0] if failing else None


def _details(out: Out, check: CheckResult, exercise: Exercise, told: set[str]) -> None:
    for label, text in (
        ("input", check.input),
        ("yours", check.yours),
        ("expected", check.expected),
    ):
        if text:
            out.wrapped(label, text)
    if check.message:
        out.wrapped("what", check.message)
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
    for label, text in (
        ("yours", check.yours),
        ("expected", check.expected),
        ("input", check.input),
    ):
        if text:
            out.wrapped(label, text)
    if check.message and not (told and check.yours):
        out.wrapped("what", check.message)
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
        out.wrapped(label, exercise.misconceptions.get(id, id))


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
            ("what", check.message),
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
        return f"{id}, as above"
    told.add(id)
    return f"{id}: {plain(exercise.misconceptions.get(id, id))}"


def print_caveats(out: Out, judgement: Judgement) -> None:
    """Say what a verdict leaves open: a broken check, hidden checks, weak walls."""
    if judgement.status is Status.BROKEN:
        out.sentence(
            "A check of this exercise is broken. This is not your fault: the attempt "
            "is saved and not scored."
        )
        return
    if not judgement.hidden_checks:
        out.sentence("More checks run when your instructor grades.")
    if judgement.protection.level == "basic":
        out.sentence(
            "Your code ran without walls around its files; `learn doctor` says why."
        )


def _next(app: App, judgement: Judgement, exercise: Exercise, file: Path) -> str:
    if judgement.status is Status.PASSED:
        return f"Next: `{app.command}` shows what comes after this."
    place = place_to_edit(judgement, file)
    again = "" if file == exercise.stub else f" --file {relative(file)}"
    return f"Next: edit {place}, save, then `{app.command} check {exercise.id}{again}`."


def relative(file: Path) -> str:
    """Name a file as it would be typed here."""
    try:
        return str(file.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(file)
