"""The machines that users really have: what their kernels and containers refuse.

Each condition is simulated for real: the kernel refuses what is named, to the
process that asks and to all that it starts.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from grader.model import Level
from grader.sandbox import confine
from grader.sandbox.confine import (
    CLONE_NEWIPC,
    CLONE_NEWNS,
    CLONE_NEWPID,
    CLONE_NEWUSER,
)


class Condition(NamedTuple):
    """One kind of machine.

    Attributes
    ----------
    about : str
        Where it is met, for the table.
    refused : tuple of str
        Of `tests.sandbox.denied.LAYERS`.
    level : str
        What it is to be called.
    missing : frozenset of str
        The layers that must be said to be missing.
    proc : bool
        Whether there is a /proc.
    """

    about: str
    refused: tuple[str, ...] = ()
    level: Level = "strong"
    missing: frozenset[str] = frozenset()
    proc: bool = True


NO_NAMESPACES = frozenset({"namespaces"})

CONDITIONS = {
    "full": Condition("every layer holds", level="full"),
    "no_namespaces": Condition(
        "user namespaces are switched off", ("namespaces",), missing=NO_NAMESPACES
    ),
    "no_landlock": Condition(
        "a kernel before 5.13, or Landlock not built in",
        ("landlock",), missing=frozenset({"landlock"}),
    ),
    "no_seccomp": Condition(
        "a kernel without system call filters",
        ("seccomp",), "basic", frozenset({"seccomp"}),
    ),
    "no_rlimits": Condition(
        "limits may not be set", ("rlimits",), "basic", frozenset({"rlimits"})
    ),
    "container": Condition(
        "a container: no namespaces, and its own filter",
        ("namespaces", "tools"), missing=NO_NAMESPACES,
    ),
    "filter_alone": Condition(
        "a container on an old kernel: the system call filter alone",
        ("namespaces", "tools", "landlock"), missing=NO_NAMESPACES | {"landlock"},
    ),
    "no_rights": Condition(
        "user namespaces without rights inside, as Ubuntu's AppArmor gives them",
        ("rights",), missing=NO_NAMESPACES,
    ),
    "no_proc": Condition("no /proc", missing=NO_NAMESPACES, proc=False),
}  # fmt: skip

RESTS_ON = {
    "rlimits": """
        fill_the_memory lock_memory map_memory_beside_the_allocator
        reserve_large_stacks start_threads_without_end use_up_descriptors
    """.split(),
    "seccomp": """
        ask_who_listens become_somebody_else change_the_machine
        leave_semaphores_and_queues list_folders lock_memory lock_what_it_shares
        loosen_itself make_a_program_in_memory move_data_inside_the_kernel
        queue_signals_to_others take_more_than_its_share type_into_the_terminal
        use_the_keyring watch_files watch_the_kernel
    """.split(),
}
"""The attacks of which a part is stopped by that layer alone.

Every other is stopped by two layers or more.
"""


def falls(attack: str, condition: Condition) -> bool:
    """Whether an attack is known to succeed there, where nothing is promised."""
    return condition.level == "basic" and any(
        attack in RESTS_ON.get(layer, ()) for layer in condition.refused
    )


UNCONTAINED = 77
PR_SET_CHILD_SUBREAPER = 36
NET_MIB = 2048


def contain(*, proc: bool) -> bool:
    """Go on in a child where nothing that gets through can reach the machine.

    The child is process 1 of a pid namespace, with a /proc and temporary folders
    of its own.  The caller ends as the child does, and never returns, unless there
    can be no such child.

    Returns
    -------
    bool
        True in the child, False where the kernel makes none.
    """
    first = os.fork()
    if first == 0:
        confine.die_with_parent()
        try:
            _enter(proc=proc)
        except OSError as error:
            print(error, file=sys.stderr)
            os._exit(UNCONTAINED)
        second = os.fork()
        if second == 0:
            confine.die_with_parent()
            _mount(proc=proc)
            return True
        os._exit(os.waitstatus_to_exitcode(os.waitpid(second, 0)[1]) & 0xFF)
    code = os.waitstatus_to_exitcode(os.waitpid(first, 0)[1])
    if code != UNCONTAINED:
        os._exit(code & 0xFF)
    return False


def _enter(*, proc: bool) -> None:
    uid, gid = os.geteuid(), os.getegid()
    flags = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC
    confine._unshare(flags if uid == 0 else flags | CLONE_NEWUSER)
    if uid != 0:
        for name, text in (
            ("setgroups", "deny"),
            ("gid_map", f"{gid} {gid} 1"),
            ("uid_map", f"{uid} {uid} 1"),
        ):
            Path("/proc/self", name).write_text(text)
    confine._mount(None, b"/", None, confine.MS_REC | confine.MS_PRIVATE)
    if not proc:
        confine._mount(b"none", b"/proc", b"tmpfs", confine.MS_RDONLY)


def own_folders() -> list[str]:
    """Name the folders that anybody may write to and that the runner gets empty.

    One that these files or the interpreter are in has to stay as it is.
    """
    return [
        folder
        for folder in ("/tmp", "/var/tmp", "/dev/shm")
        if Path(folder).is_dir()
        and not any(Path(p).is_relative_to(folder) for p in (sys.prefix, __file__))
    ]


def _mount(*, proc: bool) -> None:
    if proc:
        # A container that hides parts of its own /proc lets nobody mount another.
        with contextlib.suppress(OSError):
            confine._mount(b"proc", b"/proc", b"proc", confine.MS_NOSUID)
    for folder in own_folders():
        confine._mount(b"none", folder.encode(), b"tmpfs", 0, b"mode=1777")
    if os.geteuid() != 0:
        confine.drop_capabilities()


def become(user: int | None) -> None:
    """Be an ordinary user for good, in a folder of its own for temporary files."""
    folder = tempfile.mkdtemp(prefix="attacks")
    Path(folder).chmod(0o755)
    if user is not None:
        os.chown(folder, user, user)
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
        confine.die_with_parent()
    os.environ["TMPDIR"] = os.environ["HOME"] = tempfile.tempdir = folder
    os.chdir("/")


def adopt_orphans() -> None:
    """Have every process that loses its parent become a child of this one."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
