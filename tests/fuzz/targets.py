"""Everything that is fuzzed, by name."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from grader.course import Course
from tests.fuzz import checking, handed_in, shown, wire
from tests.fuzz.running import Target

TOY = Path(__file__).parent.parent / "toy"
DECODING = {t.name: t for t in (wire.DECODER, wire.FRAMES, checking.CHECKS)}
TARGETS = (*DECODING, "intake", "shown")


@contextlib.contextmanager
def opened(name: str) -> Iterator[Target]:
    """Give a target, ready."""
    if name in DECODING:
        yield DECODING[name]
        return
    opening = {"intake": handed_in.intake, "shown": shown.shown}[name]
    with (
        tempfile.TemporaryDirectory() as folder,
        opening(Course(TOY), Path(folder)) as target,
    ):
        yield target
