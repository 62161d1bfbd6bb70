"""Take a course kit in without trusting it: a folder, or a zip within limits.

Only ordinary files below ``exercises/`` and ``quizzes/`` are taken, of an instructor
pack those below ``reference/`` too, whatever else it holds; nothing of it is run.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NoReturn

from grader.course import FOLDER, Course, stub_in
from grader.errors import CourseError, LearnError
from grader.submission import read_submission

TAKEN = ("exercises", "quizzes")
WITH_REFERENCE = (*TAKEN, "reference")
"""What is taken of an instructor pack."""
MAX_FILES = 10_000
MAX_FILE = 16 << 20
MAX_TOTAL = 128 << 20
MAX_RATIO = 200
"""How much larger a file may become than it is in the zip; text reaches about 20."""
_COURSE = ("exercises", "course.yaml")


class Kit:
    """A course that a workspace can be written from.

    Parameters
    ----------
    root : Path
        The folder that holds ``exercises/``.
    taken : tuple of str
        The folders that are taken.

    Raises
    ------
    LearnError
        When it holds what a kit does not: links, devices, too much.
    CourseError
        When a file of the course is wrong, for this version of `learn` at least.
    """

    def __init__(self, root: Path, taken: tuple[str, ...] = TAKEN) -> None:
        if not root.joinpath(*_COURSE).is_file():
            raise CourseError(
                "there is no course here",
                where=str(root),
                fix="name a folder or zip that holds exercises/",
            )
        self.root, self.taken = root, taken
        self.files = _listed(root, taken)
        self.course = Course(root)
        self.course.exercises()
        self.course.milestones()
        self.course.portraits()

    def content(self, path: str) -> bytes:
        """Give a file's content; of a stub, as it is untouched.

        A clone of the course may be somebody's workspace too.
        """
        file = self.files[path]
        if is_stub(path):
            stub = stub_in(file.parent / "diagnosis.json")
            if stub is not None:
                return stub
        return read_submission(file, MAX_FILE)


def is_stub(path: str) -> bool:
    """Whether a course's path is that of a file that learners edit."""
    parts = PurePosixPath(path).parts
    match = FOLDER.fullmatch(parts[1]) if len(parts) == 3 else None
    return match is not None and (parts[0], parts[2]) == (
        "exercises", f"{match['name']}.py",
    )  # fmt: skip


@contextlib.contextmanager
def opened(file: Path, taken: tuple[str, ...] = TAKEN) -> Iterator[Kit]:
    """Open a kit: a folder, or a zip, which is unpacked for the while.

    Raises
    ------
    LearnError
        When it is none, or holds what a kit does not.
    """
    if file.is_dir():
        yield Kit(file.resolve(), taken)
        return
    if not file.is_file():
        raise LearnError(
            "there is no such folder or zip", where=str(file), fix="check the name"
        )
    with tempfile.TemporaryDirectory(prefix="learn-") as folder:
        try:
            _unpack(file, Path(folder), taken)
            kit = Kit(Path(folder), taken)
        except CourseError as error:
            where = error.where.replace(folder, str(file))
            raise CourseError(error.what, where=where, fix=error.fix) from error
        yield kit


def _listed(root: Path, taken: tuple[str, ...]) -> dict[str, Path]:
    """Find the files of a course below a folder, by their paths in it."""
    found: dict[str, Path] = {}
    total = 0
    for top in (t for t in taken if os.path.lexists(root / t)):
        for folder, folders, names in os.walk(root / top, onerror=_unreadable):
            folders[:] = sorted(f for f in folders if not _ignored(f))
            for name in sorted([*names, *folders]):
                file = Path(folder) / name
                if _ignored(name) or (name in folders and not file.is_symlink()):
                    continue
                info = file.lstat()
                if not stat.S_ISREG(info.st_mode):
                    raise LearnError(
                        "a course holds ordinary files only; this is none",
                        where=str(file),
                    )
                total += info.st_size
                found[file.relative_to(root).as_posix()] = file
                _within(file, len(found), info.st_size, total)
    return found


def _unreadable(error: OSError) -> NoReturn:
    raise LearnError(
        f"the kit cannot be read: {error.strerror}", where=str(error.filename)
    ) from error


def _ignored(name: str) -> bool:
    return name.startswith(".") or name == "__pycache__"


def _within(file: Path, count: int, size: int, total: int) -> None:
    """Make sure that a kit is no larger than any course is."""
    for value, limit, what in (
        (count, MAX_FILES, f"more than {MAX_FILES} files"),
        (size, MAX_FILE, f"a file of more than {MAX_FILE >> 20} MiB"),
        (total, MAX_TOTAL, f"more than {MAX_TOTAL >> 20} MiB"),
    ):
        if value > limit:
            raise LearnError(f"this is no course kit: it holds {what}", where=str(file))


def _unpack(file: Path, folder: Path, taken: tuple[str, ...]) -> None:
    """Write a zip's course files below a folder of ours."""
    try:
        _within(file, 0, 0, file.stat().st_size)
        with zipfile.ZipFile(file) as archive:
            for entry, parts in _entries(file, archive, taken):
                target = folder.joinpath(*parts)
                target.parent.mkdir(parents=True, exist_ok=True)
                # What an entry says of its size may be a lie: read one byte more.
                with archive.open(entry) as stream:
                    content = stream.read(entry.file_size + 1)
                if len(content) != entry.file_size:
                    raise _damaged(file)
                target.write_bytes(content)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        raise _damaged(file) from error
    except OSError as error:
        raise LearnError(
            f"the kit cannot be unpacked: {error.strerror or error}", where=str(file)
        ) from error


def _damaged(file: Path) -> LearnError:
    return LearnError(
        "this is no zip, or a damaged one", where=str(file), fix="get it again"
    )


def _entries(
    file: Path, archive: zipfile.ZipFile, taken: tuple[str, ...]
) -> list[tuple[zipfile.ZipInfo, tuple[str, ...]]]:
    """Choose the entries to unpack, by their paths in the course; check them all."""
    every = archive.infolist()
    _within(file, len(every), 0, 0)
    named = [(entry, _parts(file, entry)) for entry in every if not entry.is_dir()]
    tops = [parts[:-2] for _, parts in named if parts[-2:] == _COURSE]
    if not tops:
        raise CourseError(
            "this zip holds no course",
            where=str(file),
            fix="a kit holds exercises/course.yaml",
        )
    # As from GitHub, everything may be inside of one more folder.
    top = min(tops, key=len)
    chosen: dict[tuple[str, ...], zipfile.ZipInfo] = {}
    total = 0
    for entry, whole in named:
        parts = whole[len(top) :]
        if whole[: len(top)] != top or not parts or parts[0] not in taken:
            continue
        if any(_ignored(part) for part in parts):
            continue
        total += entry.file_size
        _within(file, 0, entry.file_size, total)
        _check_entry(file, entry)
        if parts in chosen:
            raise _hostile(file, entry, "is in it twice")
        chosen[parts] = entry
    return [(entry, parts) for parts, entry in chosen.items()]


def _parts(file: Path, entry: zipfile.ZipInfo) -> tuple[str, ...]:
    name = entry.filename
    parts = PurePosixPath(name).parts
    if ".." in parts or name.startswith("/") or "\\" in name or ":" in name:
        raise _hostile(file, entry, "leads out of it")
    return parts


def _check_entry(file: Path, entry: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise _hostile(file, entry, "is no ordinary file")
    if entry.flag_bits & 1:
        raise _hostile(file, entry, "is encrypted")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _hostile(file, entry, "is compressed in an unusual way")
    if entry.file_size > MAX_RATIO * max(entry.compress_size, 64):
        raise _hostile(file, entry, "is compressed far more than any text")


def _hostile(file: Path, entry: zipfile.ZipInfo, why: str) -> LearnError:
    return LearnError(
        f"this is no course kit: {entry.filename[:80]!r} {why}; nothing was written",
        where=str(file),
    )
