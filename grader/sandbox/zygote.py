"""The fork server: Python and NumPy loaded once, one thread, no secret.

Run as a fresh process, never forked from the trusted one, so that no expected
value was ever in its memory:

    python -P -s -S -B zygote.py CONFIG

CONFIG is JSON: `path` (folders to import from) and `control` (a socket that
brings first the `imports` to load, the `profile`, the `frameworks` and the program that
is to `prepare` them, then requests with their descriptors), or, where there is no fork
server, all these and `once` (one request, whose descriptors were inherited).

For each request it forks a worker, confines it and sends back the worker's
pidfd and, at the end, its exit status and resource use.
"""

from __future__ import annotations

import json
import os
import sys

CONFIG = json.loads(sys.argv[1])
sys.path += CONFIG["path"]  # behind the standard library: nothing here may shadow it

import array  # noqa: E402  (after the path is set)
import contextlib  # noqa: E402
import gc  # noqa: E402
import importlib  # noqa: E402
import select  # noqa: E402
import signal  # noqa: E402
import socket  # noqa: E402
import traceback  # noqa: E402
import types  # noqa: E402
from typing import Any, NoReturn  # noqa: E402

import numpy as np  # noqa: E402

from grader.sandbox import confine, practice, protocol, worker  # noqa: E402

MAX_REQUEST = 1 << 16
NO_NAMESPACES = 77
THREADS = 9  # eight beside the first


class Zygote:
    """Fork confined workers on request.

    Parameters
    ----------
    control : socket
        Where requests come from; end of file ends everything.
    namespaces : bool
        Whether this process is in namespaces made by `enter_namespaces`.
    reason : str
        Why not, for the report.
    """

    def __init__(self, control: socket.socket, namespaces: bool, reason: str) -> None:
        self.control, self.namespaces, self.reason = control, namespaces, reason
        self.home = os.pidfd_open(os.getpid()) if namespaces else -1
        self.programs = {1: confine.seccomp_filter(1, threads=True)}
        self.children: dict[int, tuple[int, socket.socket, int]] = {}
        self.networks: list[int] = []
        self.prepared: tuple[str, int] | None = None

    def serve(self) -> None:
        """Answer requests until the trusted side hangs up."""
        poll = select.poll()
        poll.register(self.control, select.POLLIN)
        while True:
            for fd, _ in poll.poll():
                if fd == self.control.fileno():
                    child = self._accept()
                    if child is None:
                        return
                    if child:
                        poll.register(child, select.POLLIN)
                else:
                    poll.unregister(fd)
                    self._reap(fd)

    def _accept(self) -> int | None:
        """Fork one worker; return its pidfd, 0 for none, None at end of file."""
        message, ancillary, _, _ = self.control.recvmsg(
            MAX_REQUEST, socket.CMSG_SPACE(3 * 4)
        )
        if not message:
            return None
        fds = array.array("i")
        for _, _, data in ancillary:
            fds.frombytes(data)
        rpc, out, report = fds
        request = json.loads(message)
        self.prepare(request)
        network = self._empty_network()
        try:
            pid = self.fork()
        except OSError as error:
            # One worker that cannot be had must not end all later ones.
            for fd in (rpc, out):
                os.close(fd)
            if network >= 0:
                self.networks.append(network)
            with socket.socket(fileno=report) as status:
                _send(status, [json.dumps({"error": str(error)}).encode()])
            return 0
        if pid == 0:
            self.control.close()
            become_worker(self, request, rpc, out, network=network)
        os.close(rpc)
        os.close(out)
        status = socket.socket(fileno=report)
        pidfd = os.pidfd_open(pid)
        self.children[pidfd] = (pid, status, network)
        body = json.dumps({"pid": pid}).encode()
        rights = array.array("i", [pidfd]).tobytes()
        _send(status, [body], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
        return pidfd

    def prepare(self, request: dict[str, Any]) -> None:
        """Have the workers that are forked from here on serve a request's exercise."""
        wanted = request["exercise"], request["seed"]
        if wanted != self.prepared:
            worker.prepare(*wanted)
            self.prepared = wanted

    def _empty_network(self) -> int:
        """Give a network namespace that no process is in; -1 where none can be had."""
        if self.networks:
            return self.networks.pop()
        try:
            return confine.empty_network() if self.namespaces else -1
        except OSError:
            return -1  # each worker makes its own

    def fork(self) -> int:
        """Fork, into a pid namespace of the child's own where there is one."""
        return confine.fork_pid_1(self.home) if self.namespaces else os.fork()

    def _reap(self, pidfd: int) -> None:
        pid, status, network = self.children.pop(pidfd)
        _, code, usage = os.wait4(pid, 0)
        os.close(pidfd)
        if network >= 0:
            self.networks.append(network)
        _send(
            status,
            [
                json.dumps(
                    {
                        "status": code,
                        "cpu_s": usage.ru_utime + usage.ru_stime,
                        "peak_kib": usage.ru_maxrss,
                    }
                ).encode()
            ],
        )
        status.close()


def _send(
    to: socket.socket, data: list[bytes], rights: list[Any] | None = None
) -> None:
    try:
        to.sendmsg(data, rights or [], socket.MSG_DONTWAIT)
    except OSError:
        return  # the trusted side has given this worker up


def become_worker(
    zygote: Zygote,
    request: dict[str, Any],
    rpc: int,
    out: int,
    answers: int = -1,
    network: int = -1,
) -> NoReturn:
    """In the child: arrange descriptors, confine, serve; never returns.

    Where `rpc` only brings requests, `answers` takes what is sent back.  `network` is
    a network namespace that nobody else is in.
    """
    try:
        confine.die_with_parent()
        if network >= 0:
            confine.join_network(network)
        if hasattr(os, "setsid"):
            os.setsid()
        worker.prepared()
        # A standard input of its own: how a shared one stands, or that it does not
        # wait, would be a note for the next worker.
        nothing, end = os.pipe()
        os.close(end)
        needed = [nothing, out, out, rpc] + ([answers] if answers >= 0 else [])
        for i, fd in enumerate([_out_of_the_way(fd) for fd in needed]):
            os.dup2(fd, i)
        os.closerange(len(needed), 1 << 16)
        applied, missing = confine.apply(
            namespaces=zygote.namespaces,
            memory_mib=request["memory_mib"],
            cpu_s=request["cpu_s"],
            threads=THREADS,
            programs=zygote.programs,
            network=network < 0,
        )
        if not zygote.namespaces:
            missing["namespaces"] = zygote.reason
        ready = {"ready": True, "applied": applied, "missing": missing}
        worker.serve(3, request["exercise"], ready, len(needed) - 1)
    except BaseException:  # noqa: BLE001  (before any of the learner's code: our own fault)
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(1)


def _out_of_the_way(fd: int) -> int:
    """Duplicate a descriptor to 10 or above; what comes up below is closed with all."""
    while fd < 10:
        fd = os.dup(fd)
    return fd


def warm() -> None:
    """Touch once what every submission touches, so that no child pays for it."""
    a = np.arange(9.0).reshape(3, 3) + np.eye(3)
    np.linalg.solve(a, a @ a)
    np.einsum("ij,jk->ik", a, a)
    np.random.default_rng(0).normal(size=3)
    np.exp(a).sum(axis=-1, keepdims=True)
    repr(a)
    protocol.decode(protocol.encode({"a": [a, (1, 2.0, "s", None, True, 1j)]}))
    exec(compile("def f(x: float = 1.0) -> float:\n    return x\n", "warm", "exec"), {})  # noqa: S102  (our own text)


def load(names: list[str]) -> None:
    """Import what a submission may import; what is not installed is left out."""
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            continue


def prepare(program: str, frameworks: list[str]) -> None:
    """Load frameworks, and run the course's program that uses them for the first time.

    The program goes first: some read settings when they are imported.
    """
    namespace: dict[str, Any] = {"__name__": "prepare"}
    exec(compile(program, "prepare", "exec"), namespace)  # noqa: S102  (of the course, as its checks are)
    for name in frameworks:
        importlib.import_module(name)
    worker.provide(
        {k: v for k, v in namespace.items() if isinstance(v, types.FunctionType)}
    )


def trial(zygote: Zygote) -> str:
    """Confine one child for nothing; return what went wrong, or nothing."""
    ends = os.pipe()
    try:
        pid = zygote.fork()
    except OSError as error:
        return str(error)
    if pid == 0:
        try:
            confine.leave_shared_namespaces()
            os._exit(0)
        except OSError as error:
            os.write(ends[1], str(error).encode())
        finally:
            os._exit(1)
    os.close(ends[1])
    reason = os.read(ends[0], 1000).decode()
    os.close(ends[0])
    os.waitpid(pid, 0)
    return reason


def serve_in_namespaces(control: socket.socket, tell: int) -> NoReturn:
    """In a child of the first process: make namespaces, fork process 1, serve there."""
    try:
        confine.die_with_parent()
        confine.enter_namespaces()
        pid = os.fork()
        if pid:
            _, status = os.waitpid(pid, 0)
            os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
        confine.die_with_parent()
        confine.empty_root()
        zygote = Zygote(control, namespaces=True, reason="")
        reason = trial(zygote)
        if reason:
            raise OSError(reason)
        os.close(tell)
        zygote.serve()
        os._exit(0)
    except OSError as error:
        os.write(tell, str(error).encode())
        os._exit(NO_NAMESPACES)
    finally:
        os._exit(1)


def get_ready(wanted: dict[str, Any]) -> None:
    """Do once, before any fork, what every worker would do."""
    load(wanted["imports"])
    if wanted["profile"] == "frameworks":
        prepare(wanted["prepare"], wanted["frameworks"])
    if wanted["profile"] == "plots":
        from grader.sandbox import plots

        worker.draw_with(plots.load())
    warm()
    if wanted["profile"] != "frameworks":  # whose randomness is a worker's business
        practice.practise()
    worker.seal()
    for name in ("SIGINT", "SIGTERM", "SIGPIPE"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    worker.open_streams()
    gc.collect()
    gc.freeze()


def _first_message(control: socket.socket) -> dict[str, Any]:
    message = control.recv(MAX_REQUEST)
    if not message:
        os._exit(0)  # given up before it was used
    wanted: dict[str, Any] = json.loads(message)
    return wanted


def main() -> None:
    """Load, then serve in namespaces where they can be had, else without."""
    control = socket.socket(fileno=CONFIG["control"]) if "control" in CONFIG else None
    wanted = CONFIG if control is None else _first_message(control)
    get_ready(wanted)
    if control is None:
        # Whoever may not change users is confined by what is left.
        with contextlib.suppress(OSError):
            confine.leave_root()
        request = CONFIG["once"]
        nobody = socket.socket()
        zygote = Zygote(nobody, namespaces=False, reason="no fork server here")
        zygote.prepare(request)
        if "rpc" in request:
            become_worker(zygote, request, request["rpc"], request["out"])
        become_worker(zygote, request, 0, 2, 1)
    stayed_root = ""
    try:
        confine.leave_root()
    except OSError as error:  # a container that may not change users
        stayed_root = f"; still root: {error}"
    confine.die_with_parent()
    ends = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ends[0])
        serve_in_namespaces(control, ends[1])
    os.close(ends[1])
    reason = os.read(ends[0], 1000).decode()
    os.close(ends[0])
    if reason:
        os.waitpid(pid, 0)
        # Nothing else keeps a worker of the same user from attaching to this.
        confine.not_dumpable()
        Zygote(control, namespaces=False, reason=reason + stayed_root).serve()
    else:
        control.close()
        os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
