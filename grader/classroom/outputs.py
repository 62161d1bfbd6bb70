"""Write what a run leaves beside the gradebook: whole files or none, always the same.

Nothing here depends on when or in how many runs the results came: the same
submissions give the same files, but for durations.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO

from grader.classroom.gradebook import Gradebook
from grader.classroom.gradebook_rows import Lost
from grader.errors import LearnError

RESULTS, UNMAPPED = "results.jsonl", "unmapped.txt"


@contextlib.contextmanager
def replacing(file: Path) -> Iterator[IO[bytes]]:
    """Write a file beside its place; put it there when all of it is on the disk.

    Raises
    ------
    LearnError
        When it cannot be written; what was there stays.
    """
    beside = file.with_name(f".{file.name}.partial")
    try:
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(file)
    except OSError as error:
        raise LearnError(
            f"cannot write it: {error.strerror}",
            where=str(file),
            fix="check that the folder can be written to and has room; every result "
            "is kept, and the same command goes on from there",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def write_unmapped(file: Path, book: Gradebook, more: Iterable[Lost] = ()) -> None:
    """Write what could not be placed, and more; no file where there is nothing."""
    lost = chain(book.unmapped(), more)
    first = next(lost, None)
    if first is None:
        with contextlib.suppress(FileNotFoundError):
            file.unlink()
        return
    with replacing(file) as stream:
        stream.write(_unmapped(first))
        for item in lost:
            stream.write(_unmapped(item))


def _unmapped(item: Lost) -> bytes:
    text = f"{item.origin}: {item.reason}"
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text).encode(
        "utf-8", "backslashreplace"
    ) + (b"\n")
