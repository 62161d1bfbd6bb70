"""Make the folders and files that classes come in, one function a layout.

Each takes an empty folder and the work of a class, ``{student: {exercise: source}}``,
and gives the path to hand to `collect`.  Exercises are named by id; where a file
stands follows from the course.
"""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.course import Course
from grader.workspace.handin import Piece, pack

Work = Mapping[str, Mapping[str, bytes]]

AT = "2026-11-20T09:30:00+00:00"


def work(course: Course, students: Mapping[str, Mapping[str, str]]) -> Work:
    """Write sources as text."""
    return {
        who: {course.exercise(ex).id: text.encode() for ex, text in files.items()}
        for who, files in students.items()
    }


def many(course: Course, count: int, exercise: str, *sources: bytes) -> Work:
    """A class of `count`, who hand in the given sources in turn."""
    id = course.exercise(exercise).id
    return {f"student{i:05}": {id: sources[i % len(sources)]} for i in range(count)}


def write(file: Path, content: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


# -- folders ----------------------------------------------------------------------


def by_exercise(root: Path, course: Course, work: Work) -> Path:
    """``<student>/exNN_name/name.py``."""
    for who, exercise, content in _each(course, work):
        write(root / who / exercise.slug / exercise.stub.name, content)
    return root


def flat(root: Path, course: Course, work: Work) -> Path:
    """``<student>/name.py``."""
    for who, exercise, content in _each(course, work):
        write(root / who / exercise.stub.name, content)
    return root


def numbered(root: Path, course: Course, work: Work) -> Path:
    """``<student>/exNN….py``."""
    for who, exercise, content in _each(course, work):
        write(root / who / f"{exercise.id}-final.py", content)
    return root


def clones(root: Path, course: Course, work: Work) -> Path:
    """``<student>/**/exercises/exNN_name/name.py``, with all that a clone holds."""
    for who in work:
        clone = root / who / "nn-course"
        for file in sorted((course.root / "exercises").rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                write(clone / file.relative_to(course.root), file.read_bytes())
        write(clone / ".git" / "HEAD", b"ref: refs/heads/main\n")
        write(clone / ".git" / "hooks" / "ex01.py", b"no submission\n")
        write(clone / ".venv" / "lib" / "double.py", b"no submission\n")
        write(clone / "node_modules" / "double.py", b"no submission\n")
        write(clone / "reference" / "ex01_double" / "double.py", b"no submission\n")
    for who, exercise, content in _each(course, work):
        folder = root / who / "nn-course" / "exercises" / exercise.slug
        write(folder / exercise.stub.name, content)
    return root


# -- archives ---------------------------------------------------------------------


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(files: Mapping[str, bytes], packed: str = "gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=f"w:{packed}") as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return stream.getvalue()


def archives(root: Path, course: Course, work: Work, ending: str = ".zip") -> Path:
    """``<student>.zip``, ``.tar``, ``.tar.gz``, ``.tgz``, ``.tar.xz`` or ``.tar.bz2``."""
    for who, files in work.items():
        held = {
            f"{who}/{course.exercise(ex).slug}/{course.exercise(ex).stub.name}": content
            for ex, content in files.items()
        }
        packed = {".tar": "", ".tgz": "gz"}.get(ending, ending.rpartition(".")[2])
        data = zipped(held) if ending == ".zip" else tarred(held, packed)
        write(root / f"{who}{ending}", data)
    return root


def submission(course: Course, files: Mapping[str, bytes], at: str = AT) -> bytes:
    """What `learn submit` packs."""
    pieces = [Piece(course.exercise(ex), content) for ex, content in files.items()]
    return pack(course.file.title, pieces, at)


def submissions(root: Path, course: Course, work: Work, at: str = AT) -> Path:
    """``<student>.zip`` from `learn submit`."""
    for who, files in work.items():
        write(root / f"{who}.zip", submission(course, files, at))
    return root


# -- learning management systems -----------------------------------------------------


def canvas(
    root: Path, course: Course, work: Work, *, late: frozenset[str] = frozenset()
) -> Path:
    """Canvas's bulk download, unpacked: ``lastfirst_LATE_123_456_name.py``."""
    for i, (who, files) in enumerate(work.items()):
        for j, (ex, content) in enumerate(files.items()):
            mark = "LATE_" if who in late else ""
            name = course.exercise(ex).stub.name
            write(root / f"{who}_{mark}{100 + i}_{5000 + 10 * i + j}_{name}", content)
    return root


def moodle(root: Path, course: Course, work: Work) -> Path:
    """Moodle's download, unpacked: ``Full Name_123_assignsubmission_file/name.py``."""
    for i, (who, files) in enumerate(work.items()):
        folder = root / f"{who}_{100 + i}_assignsubmission_file"
        for ex, content in files.items():
            write(folder / course.exercise(ex).stub.name, content)
    return root


def gradescope(root: Path, course: Course, work: Work) -> Path:
    """Gradescope's export, unpacked: ``submission_123/name.py`` and its list."""
    listed = []
    for i, (who, files) in enumerate(work.items()):
        for ex, content in files.items():
            write(
                root / f"submission_{900 + i}" / course.exercise(ex).stub.name, content
            )
        listed.append(
            f"submission_{900 + i}:\n"
            "  :submitters:\n"
            f"  - :name: {json.dumps(who)}\n"
            f"    :sid: '{300 + i}'\n"
            f"    :email: s{i}@example.org\n"
            "  :created_at: 2026-11-20 01:30:00.123456000 -08:00\n"
            "  :score: 0.0\n"
            "  :history:\n"
            "  - :id: 7\n"
            "    :created_at: 2026-11-19 01:30:00.123456000 -08:00\n"
        )
    write(root / "submission_metadata.yml", b"---\n" + "".join(listed).encode())
    return root


def zip_of(folder: Path, to: Path) -> Path:
    """Pack a folder's files, as a system does before it gives them out."""
    files = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    return write(to, zipped(files))


# -- notebooks ----------------------------------------------------------------------


def notebook(*cells: str | tuple[str, list[str]], **more: Any) -> bytes:
    """A notebook of code cells; a cell may be ``(text, tags)``."""
    made = []
    for cell in cells:
        text, tags = cell if isinstance(cell, tuple) else (cell, [])
        made.append(
            {
                "cell_type": "code",
                "execution_count": None,
                "metadata": {"tags": tags} if tags else {},
                "outputs": [],
                "source": text.splitlines(keepends=True),
            }
        )
    body = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(body | more).encode()


def _each(course: Course, work: Work) -> Iterator[tuple[str, Any, bytes]]:
    for who, files in work.items():
        for ex, content in files.items():
            yield who, course.exercise(ex), content


# -- hostile ------------------------------------------------------------------------


def deep_folders(root: Path, depth: int = 5_000) -> Path:
    """Folders in folders, deeper than a path can say; see `remove_deep`."""
    root.mkdir(parents=True, exist_ok=True)
    fd = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=fd)
        inside = os.open("d", os.O_RDONLY | os.O_DIRECTORY, dir_fd=fd)
        os.close(fd)
        fd = inside
    os.close(fd)
    return root


def remove_deep(root: Path) -> None:
    """Take away what `deep_folders` made: Python's own way recurses."""
    subprocess.run(["rm", "-rf", "--", str(root)], check=True)


def bomb(size: int = 1 << 30) -> bytes:
    """A zip of a few KiB that says it is a file of `size` zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    crc, body = 0, b""
    part = bytes(1 << 20)
    for _ in range(size >> 20):
        crc = zlib.crc32(part, crc)
        body += packer.compress(part)
    body += packer.flush()
    return raw_zip([("double.py", body, crc, len(body), size)])


def raw_zip(members: list[tuple[str, bytes, int, int, int]], method: int = 8) -> bytes:
    """A zip that says what it is told to: name, data, CRC, packed and full size."""
    out, central = bytearray(), bytearray()
    for name, data, crc, packed, full in members:
        raw = name.encode("utf-8", "surrogateescape")
        at = len(out)
        head = struct.pack(
            "<HHHHHIIIHH", 20, 0x800, method, 0, 0x21, crc, packed, full, len(raw), 0
        )
        out += b"PK\3\4" + head + raw + data
        central += b"PK\1\2" + struct.pack("<H", 0x314) + head
        central += struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, at) + raw
    start = len(out)
    count = min(len(members), 0xFFFF)
    out += central
    out += b"PK\5\6" + struct.pack(
        "<HHHHIIH", 0, 0, count, count, len(central), start, 0
    )
    return bytes(out)
