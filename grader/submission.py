"""Take a submitted file in without trusting it: opened once, bounded, not run.

Whether it is Python at all is for the worker to find out.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from grader import flags
from grader.errors import SubmissionError

MAX_SOURCE = 1 << 20


def read_submission(file: Path, limit: int = MAX_SOURCE) -> bytes:
    """Read a regular file of at most `limit` bytes, 1 MiB where a submission is read.

    Raises
    ------
    SubmissionError
        For a missing file, a folder, a pipe or device, or one that is too large.
    """
    try:
        # Non-blocking: opening a named pipe must not wait for a writer.
        fd = os.open(file, os.O_RDONLY | flags.AT_ONCE | flags.CLOSED)
    except OSError as error:
        fix = "check the name" if error.errno == errno.ENOENT else ""
        what = {
            errno.ENOENT: "there is no such file",
            errno.EACCES: "the file may not be read",
        }.get(error.errno or 0, f"cannot read it: {error.strerror}")
        raise SubmissionError(what, where=str(file), fix=fix) from error
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise SubmissionError("it is not an ordinary file", where=str(file))
        data = _read_all(fd, limit)
    except OSError as error:
        raise SubmissionError(
            f"cannot read it: {error.strerror}", where=str(file)
        ) from error
    finally:
        os.close(fd)
    if len(data) > limit:
        raise SubmissionError(
            f"the file is larger than {limit >> 20} MiB",
            where=str(file),
            fix="an exercise needs a few lines; take the data out of the file",
        )
    return data


def _read_all(fd: int, limit: int) -> bytes:
    """Read to the end, or one byte more than allowed: a stated size can lie."""
    data = b""
    while len(data) <= limit:
        part = os.read(fd, limit + 1 - len(data))
        if not part:
            break
        data += part
    return data
