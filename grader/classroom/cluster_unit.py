"""What a machine of a cluster does: the unit of work, in a worker process of its own.

Named by its place, so that nothing of ours but this name and plain bytes travels.
The scheduler and the process that Dask runs this in are as trusted as the machine
that grades; a student's code runs in neither.
"""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import msgspec

from grader import __version__
from grader.classroom import packs
from grader.classroom.frames import Setup
from grader.classroom.pool import Pool
from grader.classroom.unit import Unit
from grader.course import Course
from grader.errors import BrokenError, LearnError
from grader.model import Level

LEAST: Level = "strong"
"""A machine that confines less judges nothing, whoever asks."""


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """What comes back: a judgement, or a fault with the unit, or with the machine."""

    body: bytes = b""
    fault: str = ""
    refused: tuple[str, str, str] | None = None
    version: str = __version__


_lock = threading.Lock()
_courses: dict[str, Path] = {}
_here = threading.local()


def judge(pack: bytes, name: str, unit: bytes) -> bytes:
    """Judge one unit.

    Parameters
    ----------
    pack : bytes
        The exercises (`grader.classroom.packs`).
    name : str
        The pack's hash, under which it is kept unpacked here.
    unit : bytes
        A `Unit`, as MessagePack.

    Returns
    -------
    bytes
        An `Answer`, as MessagePack: nothing is ever raised, so that nothing but
        bytes travels back.
    """
    try:
        work = msgspec.msgpack.decode(unit, type=Unit)
        pool = _pool(pack, name)
        (finished,) = pool.run([work])
        answer = Answer(finished.body, finished.fault)
    except LearnError as error:
        _forget()
        answer = Answer(refused=(error.what, error.where, error.fix))
    except (OSError, msgspec.MsgspecError) as error:
        _forget()
        answer = Answer(refused=(f"{type(error).__name__}: {error}", "", ""))
    return msgspec.msgpack.encode(answer)


def hello() -> bytes:
    """Say which version is here; the first thing that is asked of a machine."""
    return msgspec.msgpack.encode(Answer())


def _pool(pack: bytes, name: str) -> Pool:
    """Give this thread's own worker process, warm.

    The isolated Python belongs to the thread that made it, so each has its own.
    """
    held: tuple[str, Pool] | None = getattr(_here, "pool", None)
    if held is not None and held[0] == name:
        return held[1]
    _forget()
    if packs.sha256(pack) != name:
        raise BrokenError("a pack of exercises arrived damaged")
    root = _unpacked(pack, name)
    course = Course(root)

    def limit_s(unit: Unit) -> float:
        return course.exercise(unit.exercise).spec.limits.submission_s

    pool = Pool(1, Setup(str(root), LEAST, str(root / "cache")), limit_s)
    try:
        pool.probe()
    except BaseException:
        pool.close()
        raise
    _here.pool = name, pool
    return pool


def _forget() -> None:
    held: tuple[str, Pool] | None = getattr(_here, "pool", None)
    if held is not None:
        held[1].close()
        _here.pool = None


def _unpacked(pack: bytes, name: str) -> Path:
    """Unpack a course once for this process, where Dask tidies up after itself."""
    from distributed import get_worker

    with _lock:
        if name not in _courses:
            beside = Path(get_worker().local_directory)
            folder = Path(tempfile.mkdtemp(prefix="learn-", dir=beside))
            _courses[name] = packs.unpacked(pack, folder)
        return _courses[name]
