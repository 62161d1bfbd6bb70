"""Run something of ours as if this were another system: what only Linux has is hidden.

    python elsewhere.py SYSTEM import
    python elsewhere.py SYSTEM learn ARGUMENT...
    python elsewhere.py SYSTEM worker CONFIG

SYSTEM is ``darwin`` or ``win32``; ``import`` imports every module of ours, ``worker``
stands in for ``zygote.py`` and is what the others start.  What a system has and Linux
has not, and we use, is made from what Linux has.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import resource
import runpy
import select
import signal
import socket
import subprocess
import sys
import types
from pathlib import Path

SYSTEM, COMMAND = sys.argv[1:3]

# By module: what neither macOS nor Windows has, as far as we could meet it.
ONLY_LINUX = {
    os: "pidfd_open setresuid setresgid getresuid memfd_create sched_getaffinity "
    "unshare setns posix_fadvise eventfd",
    signal: "pidfd_send_signal",
    select: "epoll",
    socket: "SO_PASSCRED SO_PEERCRED",
}
NOT_WINDOWS = {
    os: "fork forkpty geteuid getuid getegid getgid getgroups setgroups setuid setgid "
    "setsid getsid getpgid setpgid killpg uname chown lchown fchown fchmod chroot nice "
    "set_blocking get_blocking mkfifo mknod openpty pipe2 pread pwrite wait3 wait4 "
    "waitid WNOHANG sysconf statvfs getloadavg posix_spawn register_at_fork O_CLOEXEC "
    "O_NONBLOCK O_NOFOLLOW O_DIRECTORY O_NOCTTY O_SYNC",
    signal: "SIGKILL SIGHUP SIGQUIT SIGPIPE SIGALRM SIGUSR1 SIGUSR2 SIGCHLD SIGTSTP "
    "SIGCONT SIGSTOP SIGWINCH SIGBUS SIGSYS SIGXCPU SIGXFSZ alarm setitimer siginterrupt "
    "pthread_sigmask pthread_kill sigwait pause",
    select: "poll POLLIN POLLOUT POLLHUP POLLERR",
    socket: "AF_UNIX SOCK_SEQPACKET SCM_RIGHTS CMSG_SPACE CMSG_LEN send_fds recv_fds "
    "MSG_DONTWAIT",
}
NO_MODULE = {
    "darwin": (),
    "win32": ("fcntl", "resource", "termios", "tty", "pty", "pwd", "grp", "posix"),
}


class Hidden:
    """An import finder that finds some modules no more."""

    def find_spec(self, name: str, *_: object) -> None:
        if name in NO_MODULE[SYSTEM]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def fake_msvcrt() -> types.ModuleType:
    """What Windows locks files with, made of what Linux does."""
    import fcntl

    def locking(fd: int, mode: int, count: int) -> None:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PermissionError(13, "Permission denied") from error

    made = types.ModuleType("msvcrt")
    made.locking, made.LK_NBLCK = locking, 2  # type: ignore[attr-defined]
    return made


def pair_without_families() -> None:
    """Connect sockets as Windows does, over TCP."""

    def socketpair() -> tuple[socket.socket, socket.socket]:
        with socket.create_server(("127.0.0.1", 0)) as server:
            one = socket.create_connection(server.getsockname())
            return one, server.accept()[0]

    socket.socketpair = socketpair  # type: ignore[assignment]


def only_sockets() -> None:
    """Let `select` wait for sockets alone."""
    real = select.select

    def chosen(*args: object) -> object:
        for watched in args[:3]:
            for one in watched:  # type: ignore[attr-defined]
                fd = one if isinstance(one, int) else one.fileno()
                with socket.socket(fileno=os.dup(fd)):
                    pass  # raises for what is no socket
        return real(*args)  # type: ignore[arg-type]

    select.select = chosen  # type: ignore[assignment]


def refuse_what_windows_refuses() -> None:
    """Start processes that inherit no descriptors but the three."""
    real = subprocess.Popen.__init__

    def start(self: object, *args: object, **options: object) -> None:
        for name in ("pass_fds", "preexec_fn", "start_new_session"):
            if options.get(name):
                raise ValueError(f"{name} is not supported on Windows platforms")
        real(self, *args, **options)  # type: ignore[arg-type, misc]

    subprocess.Popen.__init__ = start  # type: ignore[method-assign]
    # How it does the rest is its own business.
    for name in ("os", "signal"):
        setattr(subprocess, name, types.SimpleNamespace(**vars(sys.modules[name])))


def no_limit_of_the_address_space() -> None:
    """Refuse the limit that macOS has and does not keep."""
    real = resource.setrlimit

    def setrlimit(which: int, limits: tuple[int, int]) -> None:
        if which == resource.RLIMIT_AS:
            raise ValueError("current limit exceeds maximum limit")
        real(which, limits)

    resource.setrlimit = setrlimit  # type: ignore[assignment]


def hide() -> None:
    """Take away what the system has not."""
    hidden = [ONLY_LINUX] + [NOT_WINDOWS] * (SYSTEM == "win32")
    if SYSTEM == "win32":
        sys.modules["msvcrt"] = fake_msvcrt()
        pair_without_families()
        only_sockets()
        refuse_what_windows_refuses()
    else:
        no_limit_of_the_address_space()
    for table in hidden:
        for module, names in table.items():
            for name in names.split():
                if hasattr(module, name):
                    delattr(module, name)
    for name in NO_MODULE[SYSTEM]:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, Hidden())  # type: ignore[arg-type]
    sys.platform = SYSTEM


def every_module() -> list[str]:
    import grader

    found = pkgutil.walk_packages(grader.__path__, "grader.")
    # Programs: one starts `learn`, one serves, one needs what is not installed.
    programs = {"grader.__main__", "grader.sandbox.zygote"}
    return sorted({module.name for module in found} - programs)


def load(names: list[str]) -> dict[str, str]:
    failed = {}
    for name in names:
        try:
            importlib.import_module(name)
        except Exception as error:  # noqa: BLE001  (whatever one is found by)
            failed[name] = f"{type(error).__name__}: {error}"
    return failed


def load_others(names: list[str]) -> None:
    """Load what is not ours as Linux has it; ours is to be loaded once more."""
    load(names)
    for name in [n for n in sys.modules if n.partition(".")[0] == "grader"]:
        del sys.modules[name]


def start_workers_here() -> None:
    """Have the workers run as on that system too."""
    from grader.sandbox import launch

    real = launch.subprocess.Popen

    def start(command: list[str], **options: object) -> object:
        at = command.index(f"{launch._HERE}/zygote.py")
        stands_in = [str(Path(__file__)), SYSTEM, "worker"]
        return real([*command[:at], *stands_in, *command[at + 1 :]], **options)

    launch.subprocess = types.SimpleNamespace(  # type: ignore[assignment]
        Popen=start, DEVNULL=subprocess.DEVNULL, PIPE=subprocess.PIPE
    )


def grade_here() -> None:
    """Have the processes that `learn grade` starts run as on that system too."""
    from grader.classroom import pool

    pool._BOOT = (
        "import runpy, sys; here = sys.argv.pop(); sys.path.append(here); "
        f"sys.argv[1:] = [{SYSTEM!r}, 'serve']; "
        f"runpy.run_path({str(Path(__file__))!r}, run_name='__main__')"
    )


def main() -> None:
    if COMMAND == "worker":
        import json

        config = sys.argv[3]
        sys.path += json.loads(config)["path"]
        import numpy  # noqa: F401

        zygote = importlib.util.find_spec("grader.sandbox.zygote")
        hide()
        sys.argv[:] = [zygote.origin, config]
        runpy.run_path(zygote.origin, run_name="__main__")
        return
    names = every_module()
    load_others(names)
    hide()
    if COMMAND == "import":
        failed = load(names)
        print(len(names), *(f"\n{k}: {v}" for k, v in failed.items()))
        sys.exit(bool(failed))
    start_workers_here()
    if COMMAND == "serve":
        from grader.classroom.worker import main as serve

        serve()
        return
    grade_here()
    from grader.cli.main import run

    sys.exit(run(sys.argv[3:]))


if __name__ == "__main__":
    main()
