"""Write files whole or not at all, and only inside the workspace.

A file is written beside the one that it replaces and then renamed: whoever looks,
and whenever the machine stops, there is the old content or the new one.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from grader.errors import LearnError, StoreError
from grader.store.database import make_folder
from grader.store.foreign import locked
from grader.submission import read_submission

MAX_KEPT = 64 << 20
"""The largest file that is kept before it is replaced, in bytes."""
BUSY_S = 10.0
UNFINISHED = ".learn-new"


class Workspace:
    """The folder that a learner works in.

    Parameters
    ----------
    root : Path
        Holds ``exercises/``; resolved.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.state = root / ".learn"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Let no other command change files here meanwhile.

        Raises
        ------
        StoreError
            When nothing can be written here, or another command does not end.
        """
        with contextlib.ExitStack() as stack:
            try:
                make_folder(self.state)
                stack.enter_context(locked(self.state / "workspace.lock", BUSY_S))
            except TimeoutError as error:
                raise StoreError(
                    "another learn is changing files here and does not come to an end",
                    where=str(self.state),
                    fix="end it and try again",
                ) from error
            except OSError as error:
                raise StoreError(
                    f"nothing can be kept here: {error.strerror}",
                    where=str(self.state),
                    fix="check that the folder can be written to and has room; no file "
                    "was changed",
                ) from error
            yield

    def target(self, file: Path) -> Path:
        """Find the file itself, behind links, if it is in this workspace.

        Raises
        ------
        LearnError
            For a link that leads out of it: a course that somebody made must not
            choose which of a learner's other files is written.
        """
        try:
            real = file.resolve()
        except (OSError, RuntimeError) as error:
            raise LearnError("a link that leads to itself", where=str(file)) from error
        state = self.state.resolve()
        if not real.is_relative_to(self.root) or real.is_relative_to(state):
            raise LearnError(
                "this is a link to outside of the workspace; learn does not follow it",
                where=str(file),
                fix="put the file itself in the link's place, then try again",
            )
        return real


def read(file: Path) -> bytes | None:
    """Give a file's content, None where there is no file.

    Raises
    ------
    SubmissionError
        For a folder, a device, a file that may not be read or is too large to keep.
    """
    return read_submission(file, MAX_KEPT) if os.path.lexists(file) else None


@contextlib.contextmanager
def staged(file: Path, content: bytes) -> Iterator[Callable[[], None]]:
    """Write a content beside `file`; calling what is given puts it in its place.

    The file keeps its mode.  What was not put in place is gone at the end.

    Raises
    ------
    LearnError
        When it cannot be written; the file is then as it was.
    """
    beside = file.with_name(f".{secrets.token_hex(6)}{UNFINISHED}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC

    def place() -> None:
        beside.replace(file)
        _sync_folder(file.parent)

    try:
        with os.fdopen(os.open(beside, flags, 0o666), "wb") as stream:
            _like(stream.fileno(), file)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        yield place
    except OSError as error:
        raise LearnError(
            f"the file cannot be written: {error.strerror}",
            where=str(file),
            fix="check that its folder can be written to and has room; the file is as "
            "it was",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def replace(file: Path, content: bytes) -> None:
    """Give a file a new content, whole or not at all."""
    with staged(file, content) as place:
        place()


def sweep(folder: Path) -> None:
    """Remove what a killed command left unfinished; the caller holds the lock."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f".*{UNFINISHED}"):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
            else:
                left.unlink()


def _like(fd: int, file: Path) -> None:
    """Give an open file the owner and mode of another, as far as that is allowed."""
    with contextlib.suppress(OSError):
        old, new = file.stat(), os.fstat(fd)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            os.fchown(fd, old.st_uid, old.st_gid)
        os.fchmod(fd, stat.S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make a rename last, where the file system can."""
    with contextlib.suppress(OSError):
        fd = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
