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

from grader import flags
from grader.errors import LearnError, StoreError
from grader.store.database import make_folder
from grader.store.foreign import locked
from grader.submission import read_submission
from grader.workspace.rename import EXCHANGE, NO_REPLACE, rename

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
def staged(file: Path, content: bytes) -> Iterator[Callable[[bytes | None], bool]]:
    """Write a content beside `file`; calling what is given puts it in its place.

    It is called with what the file is known to hold, None for no file, and says
    whether that was so at the very moment: if not, the file is as it was, and the
    content must be staged again.  The file keeps its mode.  What was not put in place
    is gone at the end.

    Raises
    ------
    LearnError
        When it cannot be written; the file is then as it was.
    """
    with _beside(file, content) as beside:

        def place(known: bytes | None) -> bool:
            placed = _placed(beside, file, content, known)
            _sync_folder(file.parent)
            return placed

        yield place


def replace(file: Path, content: bytes) -> None:
    """Give a file of our own a new content, whole or not at all."""
    with _beside(file, content) as beside:
        beside.replace(file)
        _sync_folder(file.parent)


@contextlib.contextmanager
def _beside(file: Path, content: bytes) -> Iterator[Path]:
    beside = file.with_name(f".{secrets.token_hex(6)}{UNFINISHED}")
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | flags.CLOSED
    try:
        with os.fdopen(os.open(beside, how, 0o666), "wb") as stream:
            _like(stream.fileno(), file)
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        yield beside
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


def _placed(beside: Path, file: Path, content: bytes, known: bytes | None) -> bool:
    """Put a file in another's place, if that holds what it is known to hold.

    The two are exchanged in one step and looked at afterwards, so that no save of an
    editor falls between looking and replacing.
    """
    if known is None and rename(beside, file, NO_REPLACE):
        return True
    if known is not None and rename(beside, file, EXCHANGE):
        taken = _held(beside)
        if taken == known:
            return True
        # Somebody saved just now: theirs goes back, and so does what came meanwhile.
        put: bytes | bool | None = content
        while rename(beside, file, EXCHANGE):
            before, put, taken = put, taken, _held(beside)
            if taken == before:
                break
        return False
    # Gone or there meanwhile, or the file system knows no such step.
    if _held(file) != known:
        return False
    beside.replace(file)
    return True


def _held(file: Path) -> bytes | bool | None:
    """Give a content as `read`; False, which is no content, where it cannot be read."""
    try:
        return read(file)
    except LearnError:
        return False


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
    if not hasattr(os, "fchmod"):
        return  # a system whose files have no mode
    with contextlib.suppress(OSError):
        old, new = file.stat(), os.fstat(fd)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            os.fchown(fd, old.st_uid, old.st_gid)
        os.fchmod(fd, stat.S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make a rename last, where the file system can."""
    with contextlib.suppress(OSError):
        fd = os.open(folder, os.O_RDONLY | flags.CLOSED)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
