"""Find every submission below the paths that are given, whatever their layout.

What a path is, told in this order by what stands directly in it (or in the one
folder that it holds):

1. Gradescope's export: there is a ``submission_metadata.yml``.
2. One student's: a manifest of `learn submit`, a folder ``exercises`` or one of an
   exercise.
3. Moodle's download: a name with ``_assignsubmission_``.
4. Canvas's download: a file named like ``lastfirst_123_456_name.py``.
5. One student's: files alone, and one is an exercise's.
6. A class: every folder and every archive is a student's.  An archive is a class only
   if it holds two of these or more; it is one student's otherwise.
"""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from grader import flags
from grader.classroom.intake import lms
from grader.classroom.intake.archives import Archive, open_archive
from grader.classroom.intake.catalogue import Catalogue
from grader.classroom.intake.folders import Folder, Listed
from grader.classroom.intake.lms import METADATA, Mark
from grader.classroom.intake.names import (
    answers_of,
    archive_stem,
    left_alone,
    not_looked_into,
)
from grader.classroom.intake.nodes import Limits, Node, Refused, unmapped
from grader.classroom.intake.notebooks import Notebooks
from grader.classroom.intake.student import Desk, Hand, Item, Pile
from grader.classroom.model import Student, readable
from grader.course import Course
from grader.errors import LearnError
from grader.sandbox.host import Sandbox
from grader.workspace.handin import MANIFEST

Place = Folder | Archive

_NOBODYS = frozenset(
    ".git .github .hg .svn .learn .vscode .idea __MACOSX __pycache__ "
    ".ipynb_checkpoints .venv".split()
)


def collect(
    paths: Iterable[Path],
    course: Course,
    *,
    limits: Limits | None = None,
    sandbox: Sandbox | None = None,
) -> Iterator[Item]:
    """Give what was handed in, one student at a time.

    Parameters
    ----------
    paths : iterable of Path
        Folders of a class or of one student, archives, single files.
    course : Course
    limits : Limits, optional
    sandbox : Sandbox, optional
        Where notebooks are read; one is started for the first of them otherwise.

    Yields
    ------
    Submitted, QuizAnswers or Unmapped
        In order of path and name; the same each time.

    Raises
    ------
    LearnError
        For a path that is not there or may not be read, before anything is given.
    """
    given = list(paths)
    for path in given:
        os.close(_opened(path))
    limits = limits or Limits()
    catalogue = Catalogue(course)
    with Notebooks(catalogue.exercises, sandbox, limits) as notebooks:
        desk = Desk(catalogue, notebooks, limits)
        for path in given:
            yield from _Intake(desk).path(path)


def collect_student(
    folder: Path, student: Student, course: Course, *, limits: Limits | None = None
) -> Iterator[Item]:
    """Give what one student handed in, whatever else stands in the folder.

    Yields
    ------
    Submitted, QuizAnswers or Unmapped
        At most one submission to each exercise.

    Raises
    ------
    LearnError
        When the folder is not there or may not be read.
    """
    limits = limits or Limits()
    catalogue = Catalogue(course)
    fd = _opened(folder)
    try:
        with Notebooks(catalogue.exercises, None, limits) as notebooks:
            pile = Pile(Desk(catalogue, notebooks, limits), Hand((student,)), 0)
            place = Folder(fd, readable(str(folder)), limits)
            yield from pile.items(place.under(), place.origin)
    finally:
        os.close(fd)


def _opened(path: Path) -> int:
    # The caller names the path, so a link in it is theirs; a pipe is not waited for.
    try:
        fd = os.open(path, os.O_RDONLY | flags.AT_ONCE | flags.CLOSED)
    except OSError as error:
        raise LearnError(
            f"cannot read it: {error.strerror}",
            where=str(path),
            fix="name the folder or archive that holds the submissions",
        ) from error
    if stat.S_IFMT(os.fstat(fd).st_mode) not in (stat.S_IFDIR, stat.S_IFREG):
        os.close(fd)
        raise LearnError(
            "it is neither a folder nor a file",
            where=str(path),
            fix="name the folder or archive that holds the submissions",
        )
    return fd


class _Intake:
    """Goes through one path."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.level = 0

    def path(self, path: Path) -> Iterator[Item]:
        """Give everything below one path."""
        fd = _opened(path)
        origin, name = readable(str(path)), path.resolve().name
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            try:
                folder = Folder(fd, origin, self.desk.limits)
                yield from self._place(folder, readable(name))
            except Refused as error:
                yield unmapped(origin, str(error), None)
            finally:
                os.close(fd)
            return
        with cast(BinaryIO, os.fdopen(fd, "rb")) as stream:
            stem = archive_stem(name)
            if stem is None:
                yield from self._file(path, origin, stream)
                return
            self.level = 1
            try:
                archive = open_archive(stream, name, origin, self.desk.limits)
                yield from self._place(archive, readable(stem))
            except Refused as error:
                yield unmapped(origin, str(error), None)

    def _file(self, path: Path, origin: str, stream: BinaryIO) -> Iterator[Item]:
        """Take one file: its system's name, or its folder, says whose it is."""
        real = path.resolve()
        size = os.fstat(stream.fileno()).st_size
        parts = real.parts[1:][-3:]
        mark = lms.moodle(real.name) or lms.canvas(real.name)
        node = Node(parts, origin, size, "", lambda: stream)
        if mark is not None:
            yield from self._hand([self._marked(node, mark)], mark, origin)
            return
        folders = [n for n in reversed(real.parts[1:-1]) if not self._is_course(n)]
        name = readable(folders[0] if folders else "")
        hand = Hand((Student(name, name),))
        yield from Pile(self.desk, hand, self.level).items([node], origin)

    def _is_course(self, name: str) -> bool:
        return name == "exercises" or self.desk.catalogue.is_exercise_folder(name)

    # -- layouts -----------------------------------------------------------------

    def _place(self, place: Place, name: str) -> Iterator[Item]:
        top = _visible(place.top())
        found = self._layout(place, top)
        if found is None:
            inner = self._wrapped(place, top)
            found = self._layout(inner, _visible(inner.top())) if inner else None
        if found is None:
            found = self._class_or_student(place, top, name)
        yield from found

    def _layout(self, place: Place, top: list[Listed]) -> Iterator[Item] | None:
        """Recognise what a learning management system gave out."""
        if any(e.name == METADATA and not e.is_folder for e in top):
            return self._gradescope(place, top)
        if self._is_workspace(top):
            return None
        if any(lms.moodle(e.name) for e in top):
            return self._marked_names(place, top, lms.moodle)
        if any(lms.canvas(e.name) and not e.is_folder for e in top):
            return self._marked_names(place, top, _canvas_file)
        return None

    def _wrapped(self, place: Place, top: list[Listed]) -> Place | None:
        folders = [e for e in top if e.is_folder]
        if len(top) != 1 or len(folders) != 1:
            return None
        try:
            inner = place.inside(folders[0].name)
            inner.top()
        except Refused:
            return None
        return inner

    def _class_or_student(
        self, place: Place, top: list[Listed], name: str
    ) -> Iterator[Item]:
        if self._is_student(top):
            return self._student(place, name)
        if isinstance(place, Folder):
            return self._class(place, top)
        inner = self._wrapped(place, top) or place
        inside = _visible(inner.top())
        owners = [e for e in inside if _is_owner(e)]
        if len(owners) < 2 or self._is_student(inside):
            return self._student(place, name)
        return self._class(inner, inside)

    def _is_student(self, top: list[Listed]) -> bool:
        if self._is_workspace(top):
            return True
        if any(_is_owner(e) for e in top):
            return False
        files = [e.name for e in top]
        fit = self.desk.catalogue.fit
        return any(fit((f,)) is not None or answers_of(f) is not None for f in files)

    def _is_workspace(self, top: list[Listed]) -> bool:
        return any(
            self._is_course(e.name) if e.is_folder else e.name == MANIFEST for e in top
        )

    # -- students ------------------------------------------------------------------

    def _student(self, place: Place, name: str) -> Iterator[Item]:
        pile = Pile(self.desk, Hand((Student(name, name),)), self.level)
        yield from pile.items(place.under(), place.origin)

    def _class(self, place: Place, top: list[Listed]) -> Iterator[Item]:
        found = False
        for entry in top:
            found = True
            yield from self._member(place, entry)
        if not found:
            yield unmapped(place.origin, "it is empty", None)

    def _member(self, place: Place, entry: Listed) -> Iterator[Item]:
        """Take what stands directly in a class: a student's folder or archive."""
        stem = archive_stem(entry.name)
        if entry.is_folder:
            origin = place.inside(entry.name).origin
            if not_looked_into(entry.name):
                if entry.name not in _NOBODYS:
                    why = "a folder of this name is not looked into"
                    yield unmapped(origin, why, None)
                return
            id = readable(entry.name)
            pile = Pile(self.desk, Hand((Student(id, id),)), self.level)
            yield from pile.items(place.under(entry.name), origin)
            return
        node = place.file(entry)
        if stem is None:
            why = node.problem or "it is in nobody's folder; put it into its student's"
            yield unmapped(node.origin, why, None)
            return
        id = readable(stem)
        pile = Pile(self.desk, Hand((Student(id, id),)), self.level)
        yield from pile.items([node], node.origin)

    def _marked_names(
        self, place: Place, top: list[Listed], mark: Callable[[str], Mark | None]
    ) -> Iterator[Item]:
        """Put together what a system's names say belongs to one student."""

        def key(entry: Listed) -> tuple[bool, str, bool]:
            read = mark(entry.name)
            # Those that nobody marked come last.
            return (
                (False, read.student.id, bool(read.late)) if read else (True, "", False)
            )

        for (stray, _, _), group in itertools.groupby(sorted(top, key=key), key):
            if stray:
                for entry in group:
                    yield from self._member(place, entry)
            else:
                yield from self._marked_student(place, list(group), mark)

    def _marked_student(
        self, place: Place, group: list[Listed], mark: Callable[[str], Mark | None]
    ) -> Iterator[Item]:
        files, last = [], None
        for entry in group:
            last = mark(entry.name)
            assert last is not None
            if last.problem:
                origin = f"{place.origin}/{readable(entry.name)}"
                yield unmapped(origin, last.problem, last.student.id)
            elif entry.is_folder:
                origin = place.inside(entry.name).origin
                yield from self._hand(place.under(entry.name), last, origin)
            else:
                files.append(self._marked(place.file(entry), last))
        if last is not None and files:
            yield from self._hand(files, last, files[0].origin)

    def _marked(self, node: Node, mark: Mark) -> Node:
        """Give a file the name that its student gave it, and the attempt."""
        parts = (*node.parts[:-1], mark.file)
        if mark.late is not None:  # Canvas
            parts, attempt = self.desk.catalogue.attempt((mark.file,))
            return node._replace(parts=parts, attempt=attempt)
        return node._replace(parts=parts)

    def _hand(
        self, nodes: Iterable[Node], mark: Mark, origin: str
    ) -> Iterator[Item]:  # fmt: skip
        pile = Pile(self.desk, Hand((mark.student,), None, mark.late), self.level)
        yield from pile.items(nodes, origin)

    def _gradescope(self, place: Place, top: list[Listed]) -> Iterator[Item]:
        listed = next(e for e in top if e.name == METADATA)
        node = place.file(listed)
        try:
            if node.problem or node.size > lms.MAX_METADATA:
                raise Refused(node.problem or "it is too large")
            with node.open() as stream:
                exports = lms.gradescope(stream)
        except Refused as error:
            yield unmapped(node.origin, str(error), None)
            return
        for entry in top:
            export = exports.get(entry.name)
            if entry.is_folder and export is not None:
                hand = Hand(export.students, export.submitted_at)
                origin = place.inside(entry.name).origin
                pile = Pile(self.desk, hand, self.level)
                yield from pile.items(place.under(entry.name), origin)
            elif entry is not listed and entry.name not in _NOBODYS:
                why = f"{METADATA} does not say whose it is"
                origin = f"{place.origin}/{readable(entry.name)}"
                yield unmapped(origin, why, None)


def _canvas_file(name: str) -> Mark | None:
    return lms.canvas(name)


def _visible(top: list[Listed]) -> list[Listed]:
    """Leave out what systems and tools keep beside people's files."""
    return [
        e
        for e in top
        if e.name not in _NOBODYS
        and (e.is_folder or e.problem or not left_alone(e.name))
    ]


def _is_owner(entry: Listed) -> bool:
    """Whether it can be a student's: a folder or an archive."""
    if entry.is_folder:
        return not not_looked_into(entry.name)
    return archive_stem(entry.name) is not None
