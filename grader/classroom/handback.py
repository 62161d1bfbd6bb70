"""Write what goes back to each student, ``feedback/NAME.html`` and ``.txt``.

A file is only written where it has changed, whole or not at all.  A page of somebody
who is in the gradebook no more, or who was called something else, is taken away.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.classroom.anonymous import Aliases
from grader.classroom.feedback import as_html, as_text, feedback
from grader.classroom.gradebook import Gradebook
from grader.classroom.model import safe_names
from grader.classroom.quizbook import QuizBook, StudentMarks
from grader.classroom.quizmarks import QuizScore
from grader.classroom.standing import Standing
from grader.course import Course
from grader.errors import LearnError

FOLDER = "feedback"


def write_feedback(
    book: Gradebook,
    course: Course,
    folder: Path,
    quizzes: QuizBook,
    standing: Standing,
    who: Aliases,
) -> int:
    """Write everybody's feedback; return for how many.

    Raises
    ------
    LearnError
        When a file cannot be written.
    """
    exercises = {e.id: e for e in course.exercises()}
    lost: dict[str, list[tuple[str, str]]] = {}
    for item in book.unmapped():
        if item.student is not None:
            lost.setdefault(item.student, []).append((item.origin, item.reason))
    there = folder / FOLDER
    with _in_words(there):
        there.mkdir(exist_ok=True)
        names = safe_names(who.of(id) for id in standing.people())
        written: set[str] = set()
        for row, judged in standing.rows(who):
            marks = quizzes.of(row.student)
            told = feedback(
                row,
                course=course.file.title,
                student=who.of(row.student),
                name=who.name(row.student, row.name),
                exercises=exercises,
                judged=judged,
                quizzes=_titled(marks, quizzes),
                problems=_problems(row.student, lost, marks, anonymous=who.anonymous),
            )
            name = names[who.of(row.student)]
            for ending, text in (("html", as_html(told)), ("txt", as_text(told))):
                _keep(there / f"{name}.{ending}", text.encode("utf-8"))
                written.add(f"{name}.{ending}")
        _take_away(there, written)
    return len(written) // 2


def _problems(
    student: str,
    lost: Mapping[str, list[tuple[str, str]]],
    marks: StudentMarks | None,
    *,
    anonymous: bool,
) -> list[tuple[str, str]]:
    """Give what of theirs could not be taken: where it was, and why."""
    of_answers = marks.problems if marks else ()
    if anonymous:  # a path tells a name
        return [("answers to quizzes", why) for _, why in of_answers]
    found = (*lost.get(student, ()), *of_answers)
    return [(_theirs(origin, student), why) for origin, why in found]


def _theirs(origin: str, student: str) -> str:
    """Shorten a path to what is the student's own: the rest is the instructor's."""
    place, inside, member = origin.partition("!/")
    parts = place.split("/")
    own = [
        i for i, p in enumerate(parts) if p == student or p.startswith(f"{student}.")
    ]
    return "/".join(parts[own[-1] if own else -1 :]) + inside + member


def _titled(
    marks: StudentMarks | None, quizzes: QuizBook
) -> Iterator[tuple[str, QuizScore]]:
    for score in marks.scores if marks else ():
        yield quizzes.quizzes[score.quiz].title, score


def _keep(file: Path, content: bytes) -> None:
    with contextlib.suppress(OSError):
        if file.read_bytes() == content:
            return
    part = file.with_name(f".{file.name}.partial")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _take_away(there: Path, written: set[str]) -> None:
    """Remove pages that we wrote for a name that nobody has any more."""
    from grader.report.data import MARKER

    for page in there.glob("*.html"):
        if page.name in written or page.is_symlink():
            continue
        with page.open("rb") as stream:
            ours = MARKER.encode() in stream.read(2048)
        if ours:
            page.unlink()
            page.with_suffix(".txt").unlink(missing_ok=True)


@contextlib.contextmanager
def _in_words(there: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LearnError(
            f"the feedback cannot be written: {error.strerror}",
            where=str(there),
            fix="check that the folder can be written to and has room; every result "
            "is kept, and the same command goes on from there",
        ) from error
