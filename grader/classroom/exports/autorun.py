"""Grade one submission where Gradescope unpacked an ``autograder.zip``.

Reads ``source/`` (ours), ``submission/`` and ``submission_metadata.json``; gives the
``results.json``.  A fault of ours is said to be one; a submission's is judged.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import msgspec

from grader.classroom.exports.autograder import CONFIG, Config
from grader.classroom.exports.cells import printable
from grader.classroom.exports.gradescope import results_json
from grader.classroom.grade_rows import Grades, Result
from grader.classroom.intake import collect
from grader.classroom.late import Dues, moment
from grader.classroom.model import Submitted, Unmapped
from grader.classroom.policies import settings
from grader.classroom.policy import grades
from grader.course import Course
from grader.errors import BrokenError
from grader.judge.judges import Judges
from grader.model import Judgement

_WHO = "student"
_MAX_METADATA = 16 << 20
_LISTED = 20


class _Assignment(msgspec.Struct, frozen=True):
    due_date: str | None = None


class _Metadata(msgspec.Struct, frozen=True):
    """What is read of ``submission_metadata.json``."""

    created_at: str | None = None
    assignment: _Assignment = _Assignment()


def graded(root: Path) -> dict[str, Any]:
    """Grade what is in ``root/submission``.

    Raises
    ------
    LearnError, OSError
        When the autograder itself cannot work: `BrokenError` where isolation is not
        to be had.
    """
    started = time.perf_counter()
    raw = (root / "source" / CONFIG).read_bytes()
    config = msgspec.json.decode(raw, type=Config)
    course = Course(root / "source" / "course")
    found, strange = _handed_in(root / "submission", course, config)
    judged = _judged(course, found, config)
    made = _grades(course, config, judged, _metadata(root))
    (row,) = made.rows
    titles = {id: setting.title for id, setting in made.settings.items()}
    return results_json(
        [(cell, judged.get(exercise)) for exercise, cell in row.cells.items()],
        titles=titles,
        score=row.total,
        output=_output(config, found, strange, judged),
        hidden=config.hidden,
        seconds=time.perf_counter() - started,
    )


def _handed_in(
    folder: Path, course: Course, config: Config
) -> tuple[dict[str, Submitted], list[str]]:
    """Find a file for each exercise, and say what else there is."""
    folder.mkdir(exist_ok=True)
    found: dict[str, Submitted] = {}
    strange = []
    for item in collect([folder], course):
        if isinstance(item, Submitted) and item.exercise in config.exercises:
            if item.exercise not in found:
                found[item.exercise] = item
            else:
                strange.append(
                    f"{_short(item.origin, folder)}: a second {item.exercise}"
                )
        elif isinstance(item, Unmapped):
            strange.append(f"{_short(item.origin, folder)}: {item.reason}")
    return found, strange


def _short(origin: str, folder: Path) -> str:
    return origin.removeprefix(str(folder)).lstrip("/") or folder.name


def _judged(
    course: Course, found: dict[str, Submitted], config: Config
) -> dict[str, Judgement]:
    judged = {}
    with Judges(course.file.imports, config.seed) as judges:
        for exercise in sorted(found):
            made = judges.judge(course.exercise(exercise), found[exercise].content)
            if made.protection.level == "basic" and not config.weak:
                missing = "; ".join(made.protection.missing)
                raise BrokenError(
                    "this container does not isolate submissions well enough to grade",
                    where=missing,
                    fix="use Gradescope's own Ubuntu image, or make the autograder with "
                    "--allow-weak-isolation",
                )
            judged[exercise] = made
    return judged


def _metadata(root: Path) -> _Metadata:
    """Read Gradescope's metadata; nothing is known where it cannot be read."""
    try:
        with (root / "submission_metadata.json").open("rb") as stream:
            return msgspec.json.decode(stream.read(_MAX_METADATA), type=_Metadata)
    except (OSError, msgspec.MsgspecError):
        return _Metadata()


def _grades(
    course: Course,
    config: Config,
    judged: dict[str, Judgement],
    metadata: _Metadata,
) -> Grades:
    """Apply the policies; a due date of theirs stands before Gradescope's."""
    due = moment(metadata.assignment.due_date)
    by_exercise = {e: due for e in config.exercises if due is not None}
    policies = msgspec.structs.replace(config.policies, required=config.exercises)
    return grades(
        [
            Result(
                student=_WHO, exercise=exercise, submission=1, result=1,
                submitted_at=metadata.created_at, status=judgement.status.value,
                score=judgement.score, max_score=judgement.max_score,
            )
            for exercise, judgement in judged.items()
        ],
        settings(course),
        policies,
        dues=Dues({**by_exercise, **config.policies.due}),
        students={_WHO: ""},
    )  # fmt: skip


def _output(
    config: Config,
    found: dict[str, Submitted],
    strange: list[str],
    judged: dict[str, Judgement],
) -> str:
    """Say what was found and what was not."""
    rows = []
    missing = [exercise for exercise in config.exercises if exercise not in found]
    if missing:
        rows.append(f"No file was found for {', '.join(missing)}.")
    if strange:
        rows.append("Not used:")
        rows += [f"  {printable(line)}" for line in strange[:_LISTED]]
        if len(strange) > _LISTED:
            rows.append(f"  and {len(strange) - _LISTED} more")
    if any(made.status.value == "broken" for made in judged.values()):
        rows.append("Something of the grader broke. That is not your fault.")
    return "\n".join(rows)
