"""Which files of a course go into what is given away: by allow-list alone.

A file of another name stays where it is, whatever it holds, and is listed.
"""

from __future__ import annotations

import re
from importlib import resources
from typing import NamedTuple

import jinja2

from grader import __version__
from grader.course import FOLDER, Course
from grader.errors import CourseError
from grader.judge import precomputed
from grader.model import Exercise
from grader.workspace.kit import Kit

KIT = re.compile(
    r"exercises/(course|milestones|portraits)\.yaml"
    r"|exercises/explorers/[\w.-]+\.(yaml|js|css|html|md)"
    rf"|exercises/{FOLDER.pattern}/(README\.md|exercise\.yaml|test_public\.py|(?P=name)\.py)"
    r"|quizzes/([\w-]+\.yaml|README\.md)"
)
"""What learners get of a course; ``diagnosis.json`` is added, made anew if need be."""

SECRET = re.compile(
    r"reference/(conftest\.py|released\.yaml|quizzes/[\w-]+\.yaml)"
    rf"|reference/{FOLDER.pattern}/(solution\.py|test_hidden\.py|probe\.py|junk\.yaml"
    r"|equivalent\.yaml|(right|wrong)/\w+\.py)"
)
"""What instructors get beside it."""

_OURS = {"README.md": "README.md.j2", "Makefile": "Makefile", ".gitignore": "gitignore",
         ".vscode/tasks.json": "tasks.json",
         ".pre-commit-config.yaml": "pre-commit.yaml"}  # fmt: skip
_CLASSROOM = {".github/workflows/check.yml": "workflow.yml"}


class Contents(NamedTuple):
    """Files by their paths in the archive, and what was left out."""

    files: dict[str, bytes]
    left_out: list[str]


def student_kit(course: Course, *, classroom: bool = False) -> Contents:
    """Choose what learners get.

    Parameters
    ----------
    classroom : bool
        Whether a workflow for GitHub goes with it.

    Raises
    ------
    CourseError
        When an exercise's ``diagnosis.json`` does not fit its other files.
    """
    kit = Kit(course.root)
    exercises = {e.slug: e for e in course.exercises()}
    for exercise in exercises.values():
        _require_diagnosis(exercise)
    files: dict[str, bytes] = {}
    left_out = []
    for path in kit.files:
        diagnosis = path.endswith("/diagnosis.json") and path.split("/")[1] in exercises
        if KIT.fullmatch(path) or diagnosis:
            files[path] = kit.content(path)
        else:
            left_out.append(path)
    return Contents(files | _extras(course, classroom=classroom), left_out)


def instructor_pack(course: Course) -> Contents:
    """Choose what instructors get: the kit's part of the course, and the reference.

    Raises
    ------
    CourseError
        When there is no ``reference/`` here.
    """
    reference = course.root / "reference"
    if not reference.is_dir():
        raise CourseError(
            "there is no reference/ here, so there is no instructor pack to make",
            where=str(course.root),
            fix="release from the whole course",
        )
    files, left_out = student_kit(course)
    for name in _extras(course):
        del files[name]
    for file in sorted(reference.rglob("*")):
        path = file.relative_to(course.root).as_posix()
        if file.is_dir() or "__pycache__" in file.parts:
            continue
        if SECRET.fullmatch(path) and file.is_file() and not file.is_symlink():
            files[path] = file.read_bytes()
        else:
            left_out.append(path)
    return Contents(files, left_out)


def _require_diagnosis(exercise: Exercise) -> None:
    if exercise.reference is not None and (
        precomputed.load(exercise) is None or precomputed.out_of_date(exercise)
    ):
        raise CourseError(
            f"what {exercise.id}'s known mistakes do was written down from other files "
            "than those that are here now",
            where=str(exercise.diagnosis),
            fix=f"if its stub is as learners shall get it, run `learn dev diagnose "
            f"{exercise.id}`, else `learn reset {exercise.id}`",
        )


def _extras(course: Course, *, classroom: bool = False) -> dict[str, bytes]:
    """Write what goes with every kit."""
    wanted = _OURS | (_CLASSROOM if classroom else {})
    folder = resources.files("grader.release") / "templates"
    files = {}
    # Markdown, of the course's own words: nothing is escaped.
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)  # noqa: S701
    for name, template in wanted.items():
        text = (folder / template).read_text("utf-8")
        if template.endswith(".j2"):
            text = environment.from_string(text).render(
                title=course.file.title,
                version=__version__,
                exercises=course.exercises(),
                hidden=any(e.hidden_checks for e in course.exercises()),
            )
        files[name] = text.rstrip("\n").encode() + b"\n"
    return files
