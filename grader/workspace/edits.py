"""Replace a learner's file by another content; what it held is kept first."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from grader.course import Course, untouched_stub
from grader.errors import CourseError, LearnError
from grader.model import Exercise
from grader.store.versions import Kind, Version, Versions
from grader.workspace.files import Workspace, read, staged, sweep


class Replaced(NamedTuple):
    """What became of a learner's file."""

    changed: bool
    kept: int
    """The number of the version that it was; 0 if there was no file."""


class Undone(NamedTuple):
    """Which version a learner's file is now."""

    now: Version
    kept: int
    """The version that it was; 0 if there was no file."""
    unsaved: bool
    """Whether that version is made of edits that nobody had checked."""


def untouched(exercise: Exercise, installed: Path | None) -> bytes | None:
    """Give an exercise's stub as the course has it, if it can be known.

    Parameters
    ----------
    installed : Path or None
        A course that may hold the same exercise, untouched.
    """
    stub = untouched_stub(exercise)
    if stub is not None or installed is None:
        return stub
    if installed.resolve() in exercise.folder.parents:
        return None  # it is this course, whose stubs the learner edits
    try:
        same = Course.at(installed).exercise(exercise.slug)
        return untouched_stub(same) or read(same.stub)
    except LearnError:
        return None


def put(
    workspace: Workspace,
    versions: Versions,
    exercise: Exercise,
    kind: Kind,
    content: bytes,
) -> Replaced:
    """Give a learner's file another content; what it held is kept first.

    Raises
    ------
    LearnError
        When what it holds cannot be kept, or the file not be written; then it is
        as it was.
    """
    with workspace.locked():
        file = _file(workspace, exercise)
        before = read(file)
        if before == content:
            return Replaced(False, versions.standing(exercise.id, content))
        before = _replace(file, versions, exercise.id, kind, before, content)
        kept = 0 if before is None else _number(versions, exercise.id, before)
        return Replaced(True, kept)


def undo(
    workspace: Workspace, versions: Versions, exercise: Exercise, to: int | None = None
) -> Undone:
    """Go one version back, or to any version; edits not checked yet are kept first.

    Raises
    ------
    LearnError
        When there is no such version, or the file cannot be replaced.
    """
    with workspace.locked():
        file = _file(workspace, exercise)
        before = read(file)
        known = versions.of(exercise.id)
        standing = 0 if before is None else versions.standing(exercise.id, before)
        wanted = to
        if wanted is None:
            # From edits to what they changed, from a version to what it was made from.
            last = versions.last(exercise.id)
            wanted = known[standing - 1].parent if standing else last
        if not 1 <= wanted <= len(known):
            raise _no_version(exercise, to, len(known))
        version = known[wanted - 1]
        content = versions.content(version.sha256)
        if before == content and standing == wanted:
            raise LearnError(f"your file is version {wanted} already")
        unsaved = before is not None and not standing
        before = _replace(
            file, versions, exercise.id, "undo", before, content, version=wanted
        )
        kept = standing
        if before is not None and not standing:
            kept = _number(versions, exercise.id, before)
        return Undone(version, kept, unsaved)


def _no_version(exercise: Exercise, to: int | None, count: int) -> LearnError:
    if to is None:
        what = f"there is nothing older of {exercise.stub.name} to go back to"
        fix = f"`learn reset {exercise.id}` puts the untouched stub back and keeps your file"
        if count:
            fix = f"`learn history {exercise.id}` lists every version there is"
        return LearnError(what, fix=fix)
    have = f"it has {count}" if count else "it has none yet"
    return LearnError(
        f"there is no version {to} of {exercise.stub.name}; {have}",
        fix=f"`learn history {exercise.id}` lists them",
    )


def _file(workspace: Workspace, exercise: Exercise) -> Path:
    file = workspace.target(exercise.stub)
    sweep(file.parent)
    return file


def _replace(
    file: Path,
    versions: Versions,
    exercise: str,
    kind: Kind,
    before: bytes | None,
    content: bytes,
    version: int | None = None,
) -> bytes | None:
    """Keep and replace; give what was replaced.

    The new content is on the disk before anything is recorded, and replaces only what
    is recorded: what an editor saves meanwhile, however late, is kept too.
    """
    while True:
        with staged(file, content) as place:
            versions.changed(exercise, kind, before, content, version)
            if place(before):
                return before
        before = read(file)


def _number(versions: Versions, exercise: str, content: bytes) -> int:
    """Give the number of the newest version with a content."""
    from grader.store.versions import digest

    sha256 = digest(content)
    same = [v.number for v in versions.of(exercise) if v.sha256 == sha256]
    return same[-1] if same else 0


def require_untouched(exercise: Exercise, installed: Path | None) -> bytes:
    """Give an exercise's stub as the course has it.

    Raises
    ------
    CourseError
        When this course does not say how the stub was, and the installed one has
        no such exercise.
    """
    stub = untouched(exercise, installed)
    if stub is None:
        raise CourseError(
            f"this course does not say how the stub of {exercise.id} was",
            where=str(exercise.diagnosis),
            fix="`learn update` gets it from a newer course; your file is as it was",
        )
    return stub
