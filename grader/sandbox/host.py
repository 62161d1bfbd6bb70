"""The trusted end: start the fork server, get workers, exchange frames.

Nothing that a worker sends is more than data here.  Every wait has a deadline;
a worker that passes it, dies, floods or breaks the protocol is killed with all
that it may have started, and only then is an error raised.
"""

from __future__ import annotations

import array
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from typing import Any, Literal

from grader.errors import BrokenError
from grader.model import PLAIN, Level, Limits, Protection, Setting, at_least
from grader.sandbox import protocol
from grader.sandbox.importable import MODULES
from grader.sandbox.launch import ForkServer, can_fork, start_process
from grader.sandbox.tape import Asked, Exchange, Tape, Unsteady, asked
from grader.sandbox.waiting import (
    OVER,
    READ,
    WRITE,
    Ended,
    Pipe,
    can_hand_on,
    connect,
    waiting,
)

START_S, FRAMEWORKS_START_S = 30.0, 180.0
"""How long a fork server may take to start on a machine that is busy."""

MAX_PRINTED = 16 << 20
"""A submission that prints more is stopped; less is read and dropped."""

MAX_CALLBACKS = 10_000
CALLBACK_S = 2.0


STOP_S = 0.01
"""How often it is asked whether a worker is wanted no more, where somebody asks."""

DYING_S = 0.2
"""How long a fork server may take to be gone after its workers are."""


class WorkerGone(Exception):
    """The worker ended, or was ended, before it answered; says why."""


class WorkerTimeout(WorkerGone):
    """The worker did not answer in time and was killed."""


class ProtocolBroken(WorkerGone):
    """The worker sent something that is no answer and was killed."""


Mode = Literal["fork", "spawn"]
CallbackHandler = Callable[[int, list[object], dict[str, object]], dict[str, Any]]


def start_s(setting: Setting) -> float:
    """Say how long a fork server with this may take to start."""
    return FRAMEWORKS_START_S if setting.profile == "frameworks" else START_S


class Sandbox:
    """A source of confined workers.

    Parameters
    ----------
    imports : tuple of str
        Modules that submissions may import beside `MODULES`.
    mode : {"fork", "spawn"}, optional
        ``fork`` needs Linux; ``spawn`` starts a whole process per worker and
        confines it by what a single process can: no namespaces.
    server : ForkServer, optional
        One that was started ahead; closed with this.
    least : {"full", "strong", "basic"}
        The protection below which nothing of a submission is run.
    """

    def __init__(
        self,
        imports: tuple[str, ...] = (),
        mode: Mode | None = None,
        server: ForkServer | None = None,
        least: Level = "basic",
    ) -> None:
        self.imports, self.least = (*MODULES, *imports), least
        self._server = server
        self._others: dict[Setting, ForkServer] = {}
        if server is None and (mode or ("fork" if can_fork() else "spawn")) == "fork":
            self._server = ForkServer()
        if self._server is not None:
            self._tell(self._server, PLAIN)

    def _tell(self, server: ForkServer, setting: Setting) -> None:
        """Say to a new fork server what to load."""
        try:
            server.control.send(json.dumps(self._wanted(setting)).encode())
        except OSError as error:
            dead = self._dead(server.process)
            self.close()
            raise dead from error

    def _wanted(self, setting: Setting) -> dict[str, object]:
        """Say what a fork server, or a worker without one, is to load."""
        return {
            "imports": self.imports,
            "profile": setting.profile,
            "frameworks": setting.frameworks,
            "prepare": setting.prepare,
        }

    def _server_for(self, setting: Setting) -> ForkServer | None:
        """Give the fork server of a setting; one but for the plain starts when needed.

        None where every worker is a process started anew.
        """
        if setting == PLAIN or self._server is None:
            return self._server
        if setting not in self._others:
            self._others[setting] = ForkServer(setting)
            self._tell(self._others[setting], setting)
        return self._others[setting]

    def spawn(
        self, exercise: str, seed: int, limits: Limits, setting: Setting = PLAIN
    ) -> Worker:
        """Ask for a worker; does not wait until it is ready.

        Parameters
        ----------
        exercise : str
            Named in messages that the learner's code may see.
        seed : int
            Of everything random in the worker; no check's inputs follow from it.
        setting : Setting, optional
            What the worker has beside NumPy.
        """
        server = self._server_for(setting)
        request = {
            "exercise": exercise,
            "seed": seed,
            "memory_mib": limits.memory_mib,
            "cpu_s": processor_s(limits),
        }
        if server is None and not can_hand_on():
            return self._spawn_with_pipes(request, limits, setting)
        rpc, theirs = socket.socketpair()
        out, their_out = os.pipe()
        status: socket.socket | None = None
        process = server.process if server is not None else None
        try:
            fds = [theirs.fileno(), their_out]
            if server is None:
                request |= {"rpc": fds[0], "out": fds[1]}
                config = {"once": request} | self._wanted(setting)
                process = start_process(config, fds, setting)
            else:
                status, their_status = socket.socketpair(
                    socket.AF_UNIX, socket.SOCK_SEQPACKET
                )
                with their_status:
                    fds.append(their_status.fileno())
                    rights = array.array("i", fds).tobytes()
                    ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)]
                    server.control.sendmsg([json.dumps(request).encode()], ancillary)
        except OSError as error:
            rpc.close()
            os.close(out)
            if status is not None:
                status.close()
            raise self._dead(process) from error
        finally:
            theirs.close()
            os.close(their_out)
        ends = rpc, Pipe(out), status
        return Worker(self, ends, process, limits, start_s(setting))

    def _spawn_with_pipes(
        self, request: dict[str, object], limits: Limits, setting: Setting
    ) -> Worker:
        """Start a worker that is reached by its standard streams."""
        config = {"once": request} | self._wanted(setting)
        try:
            process = start_process(config, None, setting)
        except OSError as error:
            raise self._dead(None, otherwise=str(error)) from error
        ends = *connect(process), None
        return Worker(self, ends, process, limits, start_s(setting))

    def _dead(
        self,
        process: subprocess.Popen[bytes] | None,
        said: bytes = b"",
        otherwise: str = "",
    ) -> BrokenError:
        """Say that no worker could be had, with the last words there are.

        A fork server is left alone: other submissions may be using it.
        """
        if not said and process is not None and process.stderr is not None:
            os.set_blocking(process.stderr.fileno(), False)
            said = (process.stderr.read() or b"")[-2000:]
        words = said.decode("utf-8", "replace").strip().splitlines()
        return BrokenError(
            "the isolated Python process could not be started",
            where=words[-1] if words else otherwise,
            fix="run `learn doctor` to see what this machine allows",
        )

    def must_live(self, process: subprocess.Popen[bytes] | None) -> None:
        """Blame no submission for what the end of its fork server did to its worker.

        Raises
        ------
        BrokenError
            When the fork server, this process, has ended.
        """
        if self._server is None or process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(DYING_S)
            raise self._dead(process)

    def must_protect(self, protection: Protection) -> None:
        """Make sure that a worker is confined well enough to run anything in it.

        Raises
        ------
        BrokenError
            When it is not.
        """
        if protection.level not in at_least(self.least):
            raise BrokenError(
                f"submissions would run here at protection level {protection.level}; "
                f"at least {self.least} is asked for",
                where="; ".join(protection.missing),
                fix="`learn doctor` says how to get the missing layers",
            )

    def close(self) -> None:
        """End the fork servers and every worker."""
        while self._others:
            self._others.popitem()[1].close()
        if self._server is not None:
            self._server.close()
            self._server = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Worker:
    """One confined process that serves one submission.

    Attributes
    ----------
    unwanted : callable, optional
        Asked every few milliseconds while the worker is waited for; once it says
        yes, the worker is killed.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        ends: tuple[socket.socket, Ended, socket.socket | None],
        process: subprocess.Popen[bytes] | None,
        limits: Limits,
        start_s: float,
    ) -> None:
        self._rpc, self._out, self._status = ends
        self._sandbox, self._start_s = sandbox, start_s
        self._process, self._limits = process, limits
        self._kept = limits.output_kib << 10
        # Threads bring what it prints, each in its own time.
        self._joined = isinstance(self._out, socket.socket)
        self._last_printed = b""
        self._nonce = b""
        self._rest_s = 0.0
        self._pidfd = -1
        self._received = bytearray()
        self._printed = bytearray()
        self._printed_total = 0
        self._out_open = True
        self._ready = False
        self.alive = True
        self.protection = Protection("basic")
        self.cause = ""
        self.unwanted: Callable[[], bool] | None = None
        self._rpc.setblocking(False)
        self._out.setblocking(False)
        self._poll = waiting()
        self._poll.register(self._rpc, READ)
        self._poll.register(self._out, READ)

    # -- what the session uses ------------------------------------------------

    def ready(self) -> Protection:
        """Wait until the worker is confined; return how well."""
        if not self._ready:
            self._deadline = time.monotonic() + self._start_s
            try:
                self._take_pidfd()
                hello = self._read(self._message())
                said = hello.get("applied"), hello.get("missing")
                self.protection = _protection(*said)
            except (WorkerGone, OSError) as error:
                printed = bytes(self._printed)
                dead = self._sandbox._dead(self._process, printed, str(error))
                self.close()
                if self._status is None and self._process and self._process.stderr:
                    self._process.stderr.close()
                raise dead from error
            self._ready = True
            try:
                self._sandbox.must_protect(self.protection)
            except BrokenError:
                self.close()
                raise
        return self.protection

    def ask(
        self,
        request: dict[str, Any],
        timeout_s: float,
        on_callback: CallbackHandler | None = None,
        tape: Tape | None = None,
    ) -> dict[str, Any]:
        """Send one request and wait for its answer, serving call-backs meanwhile.

        Parameters
        ----------
        request : dict
            `op` and its arguments, plain values.
        timeout_s : float
            Wall time; time spent in call-backs does not count.
        tape : Tape, optional
            What was asked already is taken from it; what is asked is noted on it.

        Raises
        ------
        WorkerGone
            After the worker is dead, with the reason in plain words.
        Unsteady
            When the tape holds another question.
        """
        tape = tape or Tape()
        if not tape.heard:
            self.ready()
            self._nonce = os.urandom(protocol.NONCE)
        # Else the worker may be in the middle of a call, which has its number.
        nonce = self._nonce
        self._deadline = time.monotonic() + timeout_s
        request["nonce"] = nonce
        if self._joined:
            request["mark"] = True
        encode = protocol.encode_call if request["op"] == "call" else protocol.encode
        reply = self._exchange(encode(request), tape, continues=False)
        allowed, spent = MAX_CALLBACKS, 0.0
        while True:
            if "callback" not in reply:
                if self._joined:
                    self._await_mark(nonce)
                return reply
            started = time.monotonic()
            allowed -= 1
            if allowed < 0:
                raise self._violated(
                    f"it called the function that it was given more than "
                    f"{MAX_CALLBACKS:,} times"
                )
            answer = self._called_back(reply, on_callback)
            lasted = time.monotonic() - started
            spent += lasted
            self._deadline += lasted
            if spent > CALLBACK_S:
                raise self._violated(
                    "the function that it was given took more than "
                    f"{CALLBACK_S:g} s in all"
                )
            reply = self._exchange(answer, tape, continues=True)

    def repeat(self, message: Asked, timeout_s: float) -> Exchange:
        """Send what was sent to another worker once; read the answer, and no more.

        Raises
        ------
        WorkerGone
            As `ask` does.
        """
        self.ready()
        if not message.continues:
            self.printed()
            self._nonce = os.urandom(protocol.NONCE)
            self._deadline = time.monotonic() + timeout_s
        printed = len(self._printed)
        number = self._nonce if message.signed else b""
        self._send(message.head + number + message.tail)
        data = self._message()
        if self._nonce not in data:
            self._answer(data)  # says what is wrong with it
        self._rest_s = self._deadline - time.monotonic()
        # Whoever compares it with an answer that was read need not read it.
        return self._noted(message, data, printed)

    def _exchange(self, body: bytes, tape: Tape, *, continues: bool) -> dict[str, Any]:
        """Send a message and read the one that follows, or take both from a tape."""
        message = asked(body, self._nonce, continues=continues)
        if tape.heard:
            past = tape.heard.popleft()
            if past.asked != message:
                tape.steady = False
                raise Unsteady
            if past.failure is not None:
                raise past.failure
            head, tail = past.answered
            data = head + self._nonce + tail
            reply, exchange = self._answer(data), past
            self._printed += past.printed
            # It has waited for what is ours: the rest of its time begins here.
            self._deadline = time.monotonic() + self._rest_s
        else:
            printed = len(self._printed)
            self._send(body)
            data = self._message()
            reply, exchange = self._answer(data), self._noted(message, data, printed)
        tape.note(exchange)
        return reply

    def _noted(self, message: Asked, data: bytes, printed: int) -> Exchange:
        head, _, tail = data.partition(self._nonce)
        return Exchange(message, (head, tail), bytes(self._printed[printed:]))

    def _await_mark(self, mark: bytes) -> None:
        """Take what was printed before an answer, where that comes another way.

        The worker prints the mark behind it; one that does not waits in vain.
        """
        until = time.monotonic() + DYING_S
        while mark not in self._last_printed:
            left = until - time.monotonic()
            if left <= 0 or not self._out_open:
                return
            if select.select([self._out], [], [], left)[0]:
                self._drain()
        self._printed = self._printed.replace(mark, b"")

    def printed(self) -> str:
        """Take what the submission has printed since the last time.

        What it printed before it answered was in the pipe when its answer was
        waited for, and was taken then.
        """
        if not self._printed:
            return ""
        text = bytes(self._printed).decode("utf-8", "replace")
        self._printed.clear()
        self._printed_total = 0
        return text

    def close(self) -> None:
        """Kill the worker and give everything back."""
        if not self.alive:
            return
        self.alive = False
        self._kill()
        self._rpc.close()
        self._out.close()
        if self._status is not None:
            self._status.close()
        if self._pidfd >= 0:
            os.close(self._pidfd)
            self._pidfd = -1
        if self._status is None and self._process is not None:
            self._process.wait()
            if self._process.stderr is not None and self._ready:
                self._process.stderr.close()

    # -- frames ---------------------------------------------------------------

    def _called_back(
        self, reply: dict[str, Any], on_callback: CallbackHandler | None
    ) -> bytes:
        id, args, kwargs = (reply.get(k) for k in ("callback", "args", "kwargs"))
        if (
            on_callback is None
            or type(id) is not int
            or type(args) is not list
            or type(kwargs) is not dict
        ):
            raise self._violated("it sent a call-back that is none")
        return protocol.encode(on_callback(id, args, kwargs))

    def _send(self, body: bytes) -> None:
        left = memoryview(protocol.frame(body))
        while left:
            try:
                left = left[self._rpc.send(left) :]
            except BlockingIOError:
                self._poll.modify(self._rpc, READ | WRITE)
                self._wait(WRITE)
                self._poll.modify(self._rpc, READ)
            except OSError:
                raise self._died() from None

    def _message(self) -> bytes:
        size = protocol.frame_length(self._exactly(4))
        if size > (self._limits.returned_mib << 20) + 4096:
            returned = self._limits.returned_mib
            raise self._violated(f"it returned more than {returned} MiB")
        return self._exactly(size)

    def _answer(self, data: bytes) -> dict[str, Any]:
        """Read an answer to the question that was asked last."""
        reply = self._read(data)
        given = reply.get("nonce")
        if type(given) is not bytes or given != self._nonce:
            raise self._violated("it answered a question that was not asked")
        return reply

    def _read(self, data: bytes) -> dict[str, Any]:
        try:
            value = protocol.decode_answer(data, resolve=_as_it_is)
        except protocol.WireError as error:
            raise self._violated(str(error)) from None
        if type(value) is not dict:
            raise self._violated("it sent something that is no answer")
        return value

    def _exactly(self, count: int) -> bytes:
        # As much at once as there is: most answers come in one piece.
        data = self._received
        while len(data) < count:
            self._wait(READ)
            try:
                part = self._rpc.recv(min(max(count - len(data), 1 << 16), 1 << 20))
            except BlockingIOError:
                continue
            except OSError:
                part = b""
            if not part:
                raise self._died()
            data += part
        with memoryview(data) as view:  # a slice of it alone would be copied twice
            taken = bytes(view[:count])
        del data[:count]
        return taken

    def _wait(self, event: int) -> None:
        """Wait for the socket; meanwhile keep the output pipe empty."""
        while True:
            left = self._deadline - time.monotonic()
            if left <= 0:
                self.cause = "timeout"
                self.close()
                raise WorkerTimeout("it did not finish in time")
            if self.unwanted is not None:
                if self.unwanted():
                    self.cause = "unwanted"
                    self.close()
                    raise WorkerGone("it was not wanted any more")
                left = min(left, STOP_S)
            come = False
            for fd, events in self._poll.poll(left * 1000 + 1):
                if fd == self._out.fileno():
                    self._drain()
                elif events & (event | OVER):
                    come = True
            if come:
                return

    def _drain(self) -> None:
        while self.alive:
            try:
                part = self._out.recv(1 << 16)
            except BlockingIOError:
                return
            except OSError:
                part = b""
            if not part:
                if self._out_open:
                    self._out_open = False
                    self._poll.unregister(self._out)
                return
            if self._joined:
                self._last_printed = (self._last_printed + part)[-_TAIL:]
            self._printed += part[: max(0, self._kept - len(self._printed))]
            self._printed_total += len(part)
            if self._printed_total > MAX_PRINTED:
                raise self._violated("it printed more than 16 MiB")

    # -- endings --------------------------------------------------------------

    def _violated(self, what: str) -> ProtocolBroken:
        self.close()
        return ProtocolBroken(what)

    def _died(self) -> WorkerGone:
        """Say how the worker ended by itself."""
        hung_up = not self._ends_by_itself()
        self._drain()
        last = self._last()
        self.close()
        if last is None:
            self._sandbox.must_live(self._process)
            return WorkerGone("it stopped running")
        if hung_up:
            last = protocol.CUT_OFF, 0.0
        return WorkerGone(self._words(*last))

    def _ends_by_itself(self) -> bool:
        """Whether the worker, which has hung up, is about to be gone."""
        try:
            if self._status is None:
                if self._process is not None:
                    self._process.wait(DYING_S)
                return True
            self._take_pidfd()
            ended = select.poll()
            ended.register(self._pidfd, READ)
            return bool(ended.poll(DYING_S * 1000))
        except (OSError, WorkerGone):
            return True
        except subprocess.TimeoutExpired:
            return False

    def _words(self, code: int, cpu_s: float) -> str:
        """Say what an exit status, or minus a signal's number, means."""
        memory = f"it used more than {in_memory(self._limits.memory_mib)} of memory"
        if code == protocol.OUT_OF_MEMORY or _BLAS_GAVE_UP in self._printed:
            return memory
        if code == protocol.CUT_OFF:
            return "it closed the connection that it answers on"
        if code >= _WINDOWS_CRASH:
            return "it crashed Python"
        if code >= 0:
            return "it ended Python itself"
        name = _signal_name(-code)
        most = processor_s(self._limits)
        if name == "SIGXCPU" or (name == "SIGKILL" and cpu_s > most - 0.5):
            return f"it used more than {most} s of processor time"
        return _SIGNALS.get(name, "it was stopped by a signal")

    def _last(self) -> tuple[int, float] | None:
        """Take the exit status, or minus a signal's number, and the processor time."""
        self._kill()
        if self._status is None:
            if self._process is None:
                return None
            return self._process.wait(), 0.0
        self._status.settimeout(5)
        try:
            self._take_pidfd()
            said = json.loads(self._status.recv(1 << 12))
            return os.waitstatus_to_exitcode(said["status"]), float(said["cpu_s"])
        except (OSError, ValueError, KeyError):
            return None

    def _take_pidfd(self) -> None:
        if self._status is None or self._pidfd >= 0:
            return
        self._status.settimeout(self._start_s)
        message, ancillary, _, _ = self._status.recvmsg(1 << 12, socket.CMSG_SPACE(4))
        for _, _, data in ancillary:
            self._pidfd = array.array("i", data)[0]
        if self._pidfd < 0:
            why = json.loads(message).get("error", "") if message else ""
            raise WorkerGone(why or "no worker was started")

    def _kill(self) -> None:
        try:
            if self._status is None and self._process is not None:
                self._process.kill()
                return
            if self._pidfd < 0:
                self._take_pidfd()
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        except (OSError, WorkerGone):
            return  # it has gone by itself


def _as_it_is(reference: protocol.Handle | protocol.CallbackRef) -> object:
    return reference


_TAIL = 4096  # bytes; of what threads print behind an answer
_WINDOWS_CRASH = 0xC0000000
_BLAS_GAVE_UP = b"OpenBLAS error: Memory allocation"

_SIGNALS = {
    "SIGSEGV": "it crashed Python (segmentation fault)",
    "SIGABRT": "it crashed Python (abort)",
    "SIGBUS": "it crashed Python (bus error)",
    "SIGFPE": "it crashed Python (arithmetic fault)",
    "SIGILL": "it crashed Python (illegal instruction)",
    "SIGTRAP": "it crashed Python (breakpoint)",
    "SIGSYS": "it asked the system for something that no exercise needs",
    "SIGKILL": "the system killed it, most likely for want of memory",
}


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return ""


def processor_s(limits: Limits) -> int:
    """Say how many seconds of processor time one worker has."""
    return int(limits.submission_s) + 1


def in_memory(mib: int) -> str:
    """Write an amount of memory as people say it."""
    return f"{mib / 1024:g} GiB" if mib >= 1024 else f"{mib} MiB"


def _protection(applied: object, missing: object) -> Protection:
    """Name the level that the applied layers make (design: full, strong, basic).

    Raises
    ------
    ProtocolBroken
        When the worker did not say which they are.
    """
    if type(applied) is not list or type(missing) is not dict:
        raise ProtocolBroken("it did not say how it is confined")
    layers = {layer for layer in applied if type(layer) is str}
    level: Level = "basic"
    if {"seccomp", "rlimits"} <= layers:
        level = "strong"
        if {"namespaces", "landlock"} <= layers:
            level = "full"
    reasons = [f"{k}: {v}" for k, v in missing.items() if type(k) is type(v) is str]
    return Protection(level, tuple(sorted(reasons)))
