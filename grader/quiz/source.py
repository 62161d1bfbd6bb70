"""One quiz file as text, tree and values, and what is wrong with it, by place."""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader.course import read_yaml
from grader.errors import CourseError
from grader.quiz.model import Quiz, QuizFile


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong, and where: ``file:line:column``."""

    file: Path
    line: int
    column: int
    what: str
    fix: str = ""

    @property
    def where(self) -> str:
        """The place as editors read it."""
        return f"{self.file}:{self.line}:{self.column}"


class Source(msgspec.Struct):
    """A quiz file that was read; `quiz` is None when it holds no usable one."""

    file: Path
    findings: list[Finding]
    quiz: Quiz | None = None


def read_source(
    file: Path, reference: Path | None, *, pass_mark: float, sha256: str
) -> Source:
    """Read a quiz file strictly and merge its withheld keys in."""
    try:
        read = read_yaml(file, QuizFile)
    except CourseError as error:
        return Source(file, [Finding(file, 1, 1, str(error))])
    made = Quiz(
        id=file.stem,
        title=read.title,
        file=file,
        unit=read.unit,
        pass_mark=pass_mark if read.pass_mark is None else read.pass_mark,
        feedback=read.feedback,
        keys=read.keys,
        shuffle=read.shuffle,
        items=read.items,
        has_keys=read.keys == "shipped" or reference is not None,
        sha256=sha256,
    )
    return Source(file, [], made)
