"""Make both archives, and refuse to give away what only instructors may know."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from grader.course import Course, read_yaml
from grader.errors import CourseError
from grader.release.contents import instructor_pack, student_kit
from grader.release.leaks import Leak, ReleasedFile, leaks

MAX_TOLD = 20


class Release(NamedTuple):
    """What is given away, as files by their paths, and what was not."""

    kit: dict[str, bytes]
    pack: dict[str, bytes]
    left_out: list[str]
    """Files of the course that no archive has, since no list names them."""


def make(course: Course, *, classroom: bool = False) -> Release:
    """Choose the files of a release and look for leaks.

    Raises
    ------
    CourseError
        When something secret would be given away, or what is excused in
        ``reference/released.yaml`` occurs no more.
    """
    kit = student_kit(course, classroom=classroom)
    pack = instructor_pack(course)
    secrets = {n: b for n, b in pack.files.items() if n.startswith("reference/")}
    file = course.root / "reference" / "released.yaml"
    allowed = read_yaml(file, ReleasedFile).allowed if file.is_file() else ()
    found = leaks(kit.files, secrets)
    told = [leak for leak in found if not any(a.covers(leak) for a in allowed)]
    if told:
        raise CourseError(
            f"{len(told)} file{'s' * (len(told) > 1)} of the kit would tell what "
            "reference/ keeps:\n" + "\n".join(map(_said, told[:MAX_TOLD])),
            where=str(course.root),
            fix="reword what is public, or excuse it with a reason in "
            "reference/released.yaml",
        )
    for entry in allowed:
        if not any(entry.covers(leak) for leak in found):
            raise CourseError(
                f"{entry.file} says nothing of {entry.secret} any more",
                where=str(file),
                fix="take that entry out",
            )
    left_out = sorted({*kit.left_out, *pack.left_out})
    return Release(kit.files, pack.files, left_out)


def _said(leak: Leak) -> str:
    return f"  {leak.file} has of {leak.secret}: {leak.text[:120]}"


def write_folder(files: dict[str, bytes], folder: Path) -> None:
    """Write files below a folder that is not there yet.

    Raises
    ------
    OSError
        When they cannot be written.
    """
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
