"""Judge on the machines of a Dask cluster: what `Pool` does here, done there.

The scheduler sees submissions, packs of exercises and results, and nothing else of a
gradebook.  Results come back as plain bytes: the client is told to unpickle none, and
what an answer says of itself is checked against what was asked.
"""

from __future__ import annotations

import contextlib
import ipaddress
import queue
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from grader import __version__
from grader.classroom import packs
from grader.classroom.cluster_unit import LEAST, Answer, hello, judge
from grader.classroom.pool import Finished
from grader.classroom.unit import Unit, exercise_sha256
from grader.course import Course
from grader.errors import BrokenError, LearnError
from grader.model import Protection, at_least

if TYPE_CHECKING:
    from distributed import Client, Future

    from grader.classroom.frames import Setup
    from grader.classroom.grading import Options, Start

AHEAD = 4
"""Units that each thread of the cluster has waiting, so that none stands still."""
CONNECT_S = 10.0
NOBODY_S = 60.0
"""How long a run waits for a worker when all of them are gone."""


class _Head(msgspec.Struct):
    exercise: str
    exercise_sha256: str
    submission_sha256: str
    seed: int
    protection: Protection


class Cluster:
    """A cluster that judges units of one course; to be closed.

    Parameters
    ----------
    address : str
        The scheduler's, ``tcp://HOST:PORT`` on this machine or ``tls://HOST:PORT``
        anywhere.
    course : Course
    current : mapping of str to str
        The hash of each exercise that may be asked for.

    Raises
    ------
    LearnError
        When the address is none, may not be used, or nobody answers there.
    """

    def __init__(
        self, address: str, course: Course, current: Mapping[str, str]
    ) -> None:
        self._address, self._current = address, dict(current)
        checked(address)
        self._client = _client(address)
        with contextlib.ExitStack() as stack:
            stack.callback(self.close)
            chosen = [e for e in course.exercises() if e.id in current]
            pack = packs.packed(course, chosen)
            self._name = packs.sha256(pack)
            # The result of a task, not scattered data: what a dead worker held is
            # made again.
            self._pack = self._client.submit(bytes, pack, key=f"pack-{self._name}")
            stack.pop_all()

    def probe(self) -> Protection:
        """Ask every worker which version it runs.

        Returns
        -------
        Protection
            The least that a worker judges at; each judgement says what it had.

        Raises
        ------
        LearnError
            When there is no worker, or one runs another version.
        """
        try:
            self._client.wait_for_workers(1, timeout=CONNECT_S)
        except TimeoutError as error:
            raise LearnError(
                "the cluster has no worker",
                where=self._address,
                fix=f"start some: dask worker {self._address}",
            ) from error
        workers = self._workers()
        asked = [
            self._client.submit(
                hello, workers=[w], pure=False, allow_other_workers=False
            )
            for w in workers
        ]
        for worker, future in zip(workers, asked, strict=True):
            try:
                answer = _answer(future.result(timeout=CONNECT_S))
            except Exception as error:  # whatever a foreign machine raises
                raise LearnError(
                    f"a worker of the cluster does not know learn {__version__}",
                    where=str(worker),
                    fix=f"install the same version there: {_words(error)}",
                ) from error
            if answer.version != __version__:
                raise LearnError(
                    f"a worker of the cluster has learn {answer.version}, and this "
                    f"is {__version__}",
                    where=str(worker),
                    fix="install the same version there",
                )
        return Protection(LEAST)

    def _workers(self) -> list[str]:
        known: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return sorted(known)

    def run(self, units: Iterable[Unit]) -> Iterator[Finished]:
        """Give each unit's judgement as soon as it is there, in whatever order.

        Raises
        ------
        LearnError
            When a machine refuses, answers what was not asked, or none is left.
        """
        source = iter(units)
        going: dict[object, Unit] = {}
        done: queue.SimpleQueue[Future[bytes]] = queue.SimpleQueue()

        def hand_out() -> None:
            threads = max(1, sum(self._client.nthreads().values()))
            while len(going) < AHEAD * threads:
                unit = next(source, None)
                if unit is None:
                    return
                future = self._send(unit)
                going[future.key] = unit
                future.add_done_callback(done.put)

        hand_out()
        while going:
            future = self._next(done)
            yield self._finished(going.pop(future.key), future)
            future.release()
            hand_out()

    def _send(self, unit: Unit) -> Future[bytes]:
        body = msgspec.msgpack.encode(unit)
        # Not pure: a run that is told to judge again must not get an old answer.
        return self._client.submit(
            judge, self._pack, self._name, body, pure=False, retries=0
        )

    def _next(self, done: queue.SimpleQueue[Future[bytes]]) -> Future[bytes]:
        """Wait for an answer, as long as there is somebody to give one."""
        while True:
            try:
                return done.get(timeout=NOBODY_S)
            except queue.Empty:
                if not self._workers():
                    raise LearnError(
                        f"the cluster has had no worker for {NOBODY_S:g} s",
                        where=self._address,
                        fix="start workers; what was judged is kept, and the same "
                        "command goes on with the rest",
                    ) from None

    def _finished(self, unit: Unit, future: Future[bytes]) -> Finished:
        if future.status != "finished":
            return Finished(
                unit, b"", f"the cluster gave it up: {_words(future.exception())}"
            )
        answer = _answer(future.result())
        if answer.refused is not None:
            what, where, fix = answer.refused
            raise BrokenError(f"a machine of the cluster: {what}", where=where, fix=fix)
        if not answer.body:
            return Finished(unit, b"", answer.fault)
        self._check(unit, answer.body)
        return Finished(unit, answer.body)

    def _check(self, unit: Unit, body: bytes) -> None:
        """Refuse an answer to something that was not asked.

        Raises
        ------
        BrokenError
        """
        try:
            head = msgspec.json.decode(body, type=_Head)
        except msgspec.MsgspecError as error:
            raise BrokenError("a machine of the cluster sent no judgement") from error
        asked = unit.exercise, unit.submission_sha256, unit.seed
        if (head.exercise, head.submission_sha256, head.seed) != asked:
            raise BrokenError("a machine of the cluster answered what was not asked")
        if head.exercise_sha256 != self._current.get(unit.exercise):
            raise BrokenError(
                "a machine of the cluster has another version of the exercise"
            )
        if head.protection.level not in at_least(LEAST):
            raise BrokenError(
                f"a machine of the cluster judged at {head.protection.level}"
            )

    def close(self) -> None:
        """Leave the cluster; what was under way there is dropped."""
        with contextlib.suppress(Exception):  # it may be gone already
            self._client.close(timeout=5)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def on(address: str, course: Course) -> Start:
    """Give what starts grading on a cluster, for `grader.classroom.grading.grade`."""

    def start(
        options: Options, _setup: Setup, _limit_s: Callable[[Unit], float]
    ) -> Cluster:
        wanted = [e for e in course.exercises() if e.id in options.exercises]
        chosen = wanted or course.exercises()
        return Cluster(address, course, {e.id: exercise_sha256(e) for e in chosen})

    return start


def checked(address: str) -> str:
    """Refuse an address that submissions must not be sent to.

    Raises
    ------
    LearnError
        For what is no address, and for a plain one of another machine.
    """
    scheme, _, rest = address.partition("://")
    host = rest.rpartition(":")[0].strip("[]")
    if (
        scheme not in ("tcp", "tls")
        or not host
        or not rest.rpartition(":")[2].isdigit()
    ):
        raise LearnError(
            f"{address!r} is not the address of a scheduler",
            fix="write it as `dask scheduler` does: tls://HOST:PORT, or "
            "tcp://127.0.0.1:PORT for one on this machine",
        )
    if scheme == "tcp" and not _is_loopback(host):
        raise LearnError(
            f"{host} is another machine, and tcp:// neither encrypts submissions nor "
            "says who reads them",
            fix=f"use tls://{rest}, with certificates named in Dask's configuration "
            "(distributed.comm.tls)",
        )
    return address


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _client(address: str) -> Client:
    try:
        from distributed import Client, Security
    except ImportError as error:
        raise LearnError(
            "grading on a cluster needs Dask, which is not installed",
            fix="pip install 'learn-grader[cluster]'",
        ) from error
    try:
        _knock(address)
        return Client(
            address,
            security=Security(require_encryption=address.startswith("tls://")),
            timeout=CONNECT_S,
            set_as_default=False,
            # Answers are bytes; nothing else is taken from another machine.
            deserializers=["msgpack", "dask", "error"],
        )
    except Exception as error:  # OSError, TimeoutError, and Dask's own for TLS
        raise LearnError(
            f"no scheduler answers: {_words(error)}",
            where=address,
            fix="start one with `dask scheduler` and give the address that it names",
        ) from error


def _knock(address: str) -> None:
    """Find out at once that nobody is there: Dask would go on trying."""
    host, _, port = address.partition("://")[2].rpartition(":")
    with socket.create_connection((host.strip("[]"), int(port)), CONNECT_S):
        pass


def _answer(raw: object) -> Answer:
    if not isinstance(raw, bytes):
        raise BrokenError("a machine of the cluster sent something else than bytes")
    try:
        return msgspec.msgpack.decode(raw, type=Answer)
    except msgspec.MsgspecError as error:
        raise BrokenError("a machine of the cluster sent no answer of ours") from error


def _words(error: BaseException | None) -> str:
    text = " ".join(str(error).split())[:300] if error else ""
    return text or type(error).__name__
