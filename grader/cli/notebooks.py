"""Judge what a notebook holds for one exercise."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.errors import SubmissionError

if TYPE_CHECKING:
    from grader.model import Exercise, Judgement
    from grader.sandbox.host import Sandbox

_LINE = re.compile(r"(?P<file>.*):(?P<line>[0-9]{1,7})")


def code_for(exercise: Exercise, file: Path, sandbox: Sandbox) -> bytes:
    """Take an exercise's code out of a notebook; a confined worker reads it.

    Raises
    ------
    SubmissionError
        When it cannot be read, or holds nothing for the exercise.
    """
    from grader.classroom.intake.nodes import Limits, Refused
    from grader.classroom.intake.notebooks import Notebooks
    from grader.submission import read_submission

    limits = Limits()
    raw = read_submission(file, limits.notebook)
    try:
        found = Notebooks([exercise], sandbox, limits).extract(raw, exercise.id)
    except Refused as why:
        raise SubmissionError(
            str(why),
            where=str(file),
            fix=f"define what {exercise.id} asks for in a cell, or tag it `{exercise.id}`",
        ) from why
    source = found.sources.get(exercise.id)
    if source is None:
        raise SubmissionError("; ".join(found.problems), where=str(file))
    return source


def in_cells(judgement: Judgement, source: bytes) -> Judgement:
    """Say where in its cells a judgement's places are."""
    from grader.classroom.intake.notebooks import cell_of

    def told(where: str | None) -> str | None:
        match = _LINE.fullmatch(where or "")
        place = match and cell_of(source, int(match["line"]))
        return f"cell {place[0]}:{place[1]}" if place else where

    checks = tuple(
        msgspec.structs.replace(check, where=told(check.where))
        for check in judgement.checks
    )
    return msgspec.structs.replace(judgement, checks=checks)
