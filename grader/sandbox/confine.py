"""Give up, step by step and for good, what a learner's code must not have.

Every function here does one thing to the calling process through the C
library and raises `OSError` when the kernel will not.  They are called in a
freshly forked, single-threaded process before any of the learner's code is
read.  The order matters: mounts before Landlock (which forbids mounting), all
else before the system call filter (which forbids nearly everything).

Nothing here is needed on a system without these facilities; `apply` says which
layers hold and why the others do not.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable

from grader.sandbox.syscalls import AUDIT_ARCH, NUMBERS

try:
    import resource
except ModuleNotFoundError:  # Windows
    resource = None  # type: ignore[assignment]

LINUX = sys.platform == "linux"
NOBODY = 65534

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
CLONE_NEWCGROUP, CLONE_NEWTIME, CLONE_THREAD = 0x02000000, 0x00000080, 0x00010000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE, MNT_DETACH = 4096, 16384, 1 << 18, 2

SIOCGSKNS = 0x894C

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4

if LINUX:
    _libc = ctypes.CDLL(None, use_errno=True)
    _libc.syscall.restype = ctypes.c_long
    # Numbers are converted by this as they are; each worker makes fifty such calls.
    _libc.prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _syscall(name: str, *args: object) -> int:
    if name not in NUMBERS:
        raise OSError(errno.ENOSYS, f"{name}: no number known for this machine")
    return _checked(_libc.syscall(ctypes.c_long(NUMBERS[name]), *args), name)


def _prctl(option: int, a: int = 0, b: int = 0) -> None:
    _checked(_libc.prctl(option, a, b, 0, 0), f"prctl({option})")


def _unshare(flags: int) -> None:
    _checked(_libc.unshare(ctypes.c_int(flags)), f"unshare({flags:#x})")


def die_with_parent() -> None:
    """Ask for SIGKILL when the parent thread ends; lost on a change of user."""
    if LINUX:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def leave_root() -> None:
    """Become nobody for good where this process is root.

    A user namespace in which root is mapped to root still reads root's files.
    """
    if not LINUX or os.geteuid() != 0:
        return
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    # setresuid clears this, which would hand /proc/self/uid_map to root.
    _prctl(PR_SET_DUMPABLE, 1)


def enter_namespaces() -> None:
    """Move into new user, mount, net, ipc and uts namespaces; children also pid."""
    uid, gid = os.getuid(), os.getgid()
    _unshare(
        CLONE_NEWUSER
        | CLONE_NEWNS
        | CLONE_NEWPID
        | CLONE_NEWNET
        | CLONE_NEWIPC
        | CLONE_NEWUTS
    )
    for name, text in (
        ("setgroups", "deny"),
        ("gid_map", f"{gid} {gid} 1"),
        ("uid_map", f"{uid} {uid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:  # noqa: PTH123  (pathlib costs 10 ms here)
            file.write(text)


def empty_root() -> None:
    """Make the root of this mount namespace an empty read-only folder."""
    _mount(None, b"/", None, MS_REC | MS_PRIVATE)
    _mount(
        b"tmpfs",
        b"/tmp",
        b"tmpfs",
        MS_NOSUID | MS_NODEV | MS_NOEXEC,
        b"size=4k,nr_inodes=1,mode=555",
    )
    os.chdir("/tmp")  # noqa: S108  (the new mount)
    _syscall("pivot_root", b".", b".")
    _checked(_libc.umount2(b".", MNT_DETACH), "umount2")
    os.chdir("/")
    _mount(
        None,
        b"/",
        None,
        MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC,
    )


def _mount(
    source: bytes | None,
    target: bytes,
    kind: bytes | None,
    flags: int,
    data: bytes | None = None,
) -> None:
    result = _libc.mount(source, target, kind, ctypes.c_ulong(flags), data)
    _checked(result, f"mount on {target.decode()}")


def fork_pid_1(home: int) -> int:
    """Fork a child that is process 1 of a pid namespace of its own.

    One fork fewer than unshare, fork, fork: the caller goes back to its own
    pid namespace with setns, so that it can do this again.

    Parameters
    ----------
    home : int
        A pidfd of the calling process.

    Returns
    -------
    int
        0 in the child, the child's pid in the caller.
    """
    _unshare(CLONE_NEWPID)
    pid = -1
    try:
        pid = os.fork()
    finally:
        if pid != 0:
            _checked(_libc.setns(home, CLONE_NEWPID), "setns")
    return pid


def empty_network() -> int:
    """Make a network namespace with nothing in it; give a descriptor of it.

    It belongs to the user namespace of the caller, which does not stay in it: a worker
    that joins it, and then leaves that user namespace, has no right over it.  To make
    one and take it down costs the kernel more than all other walls; where no process is
    left in it, nothing is.
    """
    home = _own_network()
    try:
        _unshare(CLONE_NEWNET)
        try:
            return _own_network()
        finally:
            join_network(home)
    finally:
        os.close(home)


def _own_network() -> int:
    """Open the network namespace that this process is in; there is no /proc."""
    import fcntl  # not on Windows

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as one:
        return fcntl.ioctl(one, SIOCGSKNS)


def join_network(network: int) -> None:
    """Go into a network namespace."""
    _checked(_libc.setns(network, CLONE_NEWNET), "setns")


def leave_shared_namespaces(*, network: bool = True) -> None:
    """Leave every namespace that the forking process is in.

    User last: before it this process still has the forking process's rights,
    after it none over anything but its own new namespace.

    Parameters
    ----------
    network : bool
        Whether to leave its network namespace, too; else it was left before.
    """
    _unshare(CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | (CLONE_NEWNET * network))
    _unshare(CLONE_NEWUSER)


def limit_resources(memory_mib: int, cpu_s: int, threads: int | None) -> None:
    """Bound memory, processor time, files and, where counted alone, threads.

    Process 1 of a pid namespace ignores SIGXCPU, and nobody ignores SIGKILL; any
    other process ends by the first, which says what it ended of.
    """
    if resource is None:
        raise OSError("this system knows no limits of a process")

    def limit(name: str, value: int, most: int = 0) -> None:
        which = getattr(resource, name, None)
        if which is not None:
            resource.setrlimit(which, (value, max(value, most)))

    limit("RLIMIT_CORE", 0)
    limit("RLIMIT_FSIZE", 0)
    limit("RLIMIT_NOFILE", 32)
    limit("RLIMIT_MEMLOCK", 0)
    limit("RLIMIT_MSGQUEUE", 0)
    limit("RLIMIT_CPU", cpu_s, cpu_s if threads is not None else cpu_s + 1)
    limit("RLIMIT_AS", memory_mib << 20)
    if threads is not None:
        limit("RLIMIT_NPROC", threads)


def no_new_privileges() -> None:
    """Make every later exec unable to gain rights; the filter needs it."""
    _prctl(PR_SET_NO_NEW_PRIVS, 1)


def drop_capabilities() -> None:
    """Give up every capability, those that a user namespace hands out too."""
    _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for capability in range(64):
        if _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            break  # past the last one, or not ours to drop
    header = struct.pack("Ii", 0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3
    _checked(_libc.capset(header, b"\0" * 24), "capset")


def not_dumpable() -> None:
    """Close /proc/self to others of the same user, and dump no core."""
    _prctl(PR_SET_DUMPABLE, 0)


def landlock() -> None:
    """Forbid every file, TCP and, where known, signals to outside."""
    version = ctypes.c_uint(1)  # LANDLOCK_CREATE_RULESET_VERSION
    abi = _syscall("landlock_create_ruleset", None, ctypes.c_size_t(0), version)
    files = (1 << 13) - 1
    for since, bit in ((2, 13), (3, 14), (5, 15)):  # refer, truncate, ioctl
        if abi >= since:
            files |= 1 << bit
    tcp = 3 if abi >= 4 else 0  # bind and connect
    scope = 3 if abi >= 6 else 0  # abstract sockets and signals
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    rules = struct.pack("QQQ", files, tcp, scope)[:size]
    none = ctypes.c_uint(0)
    fd = _syscall("landlock_create_ruleset", rules, ctypes.c_size_t(size), none)
    try:
        _syscall("landlock_restrict_self", ctypes.c_int(fd), none)
    finally:
        os.close(fd)


# -- the system call filter ------------------------------------------------

_KILL, _ALLOW, _ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
_LD, _JEQ, _JGE, _JSET, _RET = 0x20, 0x15, 0x35, 0x45, 0x06
_NR, _ARCH_FIELD = 0, 4

# What NumPy code needs once everything is imported.  No path can reach the
# kernel: there is no file system any more, whatever else fails.
_ALLOWED = """
read write close fstat lseek pread64 readv writev mmap mprotect munmap mremap brk
madvise rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending sigaltstack
futex set_robust_list rseq set_tid_address restart_syscall sched_yield
getpid getppid gettid getuid geteuid getgid getegid getgroups
getresuid getresgid getpgrp uname sysinfo times getrusage getrlimit
gettimeofday time clock_gettime clock_getres clock_nanosleep nanosleep getrandom exit
exit_group poll ppoll select pselect6 pause dup membarrier
""".split()

# No exercise calls these by accident: the worker dies and the report says so.
_FATAL = """
ptrace process_vm_readv process_vm_writev mount umount2 pivot_root chroot unshare
setns bpf userfaultfd keyctl add_key request_key io_uring_setup io_uring_enter
io_uring_register perf_event_open kexec_load kexec_file_load init_module finit_module
delete_module open_by_handle_at name_to_handle_at open_tree move_mount fsopen fsconfig
fsmount fspick mount_setattr modify_ldt personality swapon swapoff reboot quotactl
pidfd_getfd pidfd_open pidfd_send_signal process_madvise process_mrelease kcmp
""".split()

# Denied as "permission denied", so that Python's own fallbacks work and a
# learner's open() says what it should; everything unnamed is EPERM.
_PATHS = """
open openat stat lstat newfstatat statx access faccessat faccessat2 readlink
readlinkat getcwd getdents64
""".split()

_X32 = 0x40000000
_F_DUPFD_CLOEXEC = 1030
_CHUNK = 12

_Instruction = tuple[int, int, int, int]


def _ret(value: int) -> _Instruction:
    return (_RET, 0, 0, value)


def _load_low(argument: int) -> _Instruction:
    return (_LD, 0, 0, 16 + 8 * argument)


def _load_high(argument: int) -> _Instruction:
    return (_LD, 0, 0, 20 + 8 * argument)


def seccomp_filter(own_pid: int, *, threads: bool) -> bytes:
    """Build the filter as classic BPF.

    Parameters
    ----------
    own_pid : int
        The only process that may be signalled.
    threads : bool
        Whether clone may make threads (never processes).
    """
    allow, eperm = _ret(_ALLOW), _ret(_ERRNO | errno.EPERM)
    actions: dict[str, list[_Instruction]] = {name: [allow] for name in _ALLOWED}
    actions |= {name: [_ret(_KILL)] for name in _FATAL}
    actions |= {name: [_ret(_ERRNO | errno.EACCES)] for name in _PATHS}
    # Not even for an open descriptor: the filter cannot see whether the path is
    # empty, and with one this would be stat.
    # Only about oneself: these tell which processes there are.
    for name in ("getpgid", "getsid", "sched_getaffinity"):
        actions[name] = [
            _load_low(0),
            (_JEQ, 1, 0, 0),
            (_JEQ, 0, 1, own_pid),
            allow,
            eperm,
        ]
    # F_DUPFD to F_GETFL; no locks, leases or owners.
    actions["fcntl"] = [
        _load_low(1),
        (_JGE, 1, 0, 4),
        allow,
        (_JEQ, 0, 1, _F_DUPFD_CLOEXEC),
        allow,
        eperm,
    ]
    actions["ioctl"] = [_ret(_ERRNO | errno.ENOTTY)]
    for name in ("kill", "tgkill"):
        actions[name] = [_load_low(0), (_JEQ, 0, 1, own_pid), allow, eperm]
    # Read one's own limits: pid 0, and a null pointer for the new ones.
    actions["prlimit64"] = [
        _load_low(0),
        (_JEQ, 0, 5, 0),
        _load_low(2),
        (_JEQ, 0, 3, 0),
        _load_high(2),
        (_JEQ, 0, 1, 0),
        allow,
        eperm,
    ]
    # ENOSYS, so that libc falls back to clone, whose flags can be looked at.
    actions["clone3"] = actions["openat2"] = [_ret(_ERRNO | errno.ENOSYS)]
    if threads:
        new = (
            CLONE_NEWNS
            | CLONE_NEWUTS
            | CLONE_NEWIPC
            | CLONE_NEWUSER
            | CLONE_NEWPID
            | CLONE_NEWNET
            | CLONE_NEWCGROUP
            | CLONE_NEWTIME
        )
        actions["clone"] = [
            _load_low(0),
            (_JSET, 2, 0, new),
            (_JSET, 0, 1, CLONE_THREAD),
            allow,
            eperm,
        ]
    return _assemble(actions, default=eperm)


def _assemble(actions: dict[str, list[_Instruction]], default: _Instruction) -> bytes:
    program: list[_Instruction] = [
        (_LD, 0, 0, _ARCH_FIELD),
        (_JEQ, 1, 0, AUDIT_ARCH),
        _ret(_KILL),
        (_LD, 0, 0, _NR),
        (_JGE, 0, 1, _X32),
        _ret(_KILL),
    ]
    known = sorted(
        (NUMBERS[name], body) for name, body in actions.items() if name in NUMBERS
    )
    # The kernel runs the filter once per call number when it is installed:
    # skipping whole chunks makes that, and every call, several times cheaper.
    for start in range(0, len(known), _CHUNK):
        chunk = known[start : start + _CHUNK]
        body: list[_Instruction] = []
        for number, action in chunk:
            body += [(_JEQ, 0, len(action), number), *action]
        body.append(default)
        program += [(_JGE, len(body), 0, chunk[-1][0] + 1), *body]
    program.append(default)
    return b"".join(struct.pack("HBBI", code, jt, jf, k) for code, jt, jf, k in program)


def seccomp(program: bytes) -> None:
    """Install a filter made by `seccomp_filter`; there is no way back."""
    buffer = ctypes.create_string_buffer(program, len(program))
    address = ctypes.addressof(buffer)
    header = struct.pack("HxxxxxxQ", len(program) // 8, address)
    set_filter = ctypes.c_uint(1)  # SECCOMP_SET_MODE_FILTER
    _syscall("seccomp", set_filter, ctypes.c_uint(0), header)


def apply(
    *,
    namespaces: bool,
    memory_mib: int,
    cpu_s: int,
    threads: int,
    programs: dict[int, bytes],
    network: bool = True,
) -> tuple[list[str], dict[str, str]]:
    """Apply every layer in order to this process, which will run student code.

    Parameters
    ----------
    namespaces : bool
        Whether the forking process is in namespaces of its own.
    memory_mib, cpu_s : int
        Address space in MiB; processor seconds.
    threads : int
        How many threads at most; counted only where namespaces hold.
    programs : dict of int to bytes
        Filters built ahead, by the pid that they let be signalled.
    network : bool
        Whether to leave the network namespace; else it was left before.

    Returns
    -------
    applied : list of str
        Names of the layers that hold.
    missing : dict of str to str
        The others, with what the kernel said.
    """
    applied: list[str] = []
    missing: dict[str, str] = {}

    def layer(name: str, *steps: Callable[[], None]) -> None:
        try:
            for step in steps:
                step()
        except (OSError, ValueError) as error:
            missing[name] = str(error)
        else:
            applied.append(name)

    if namespaces:
        layer("namespaces", lambda: leave_shared_namespaces(network=network))
    may_count = "namespaces" in applied
    layer(
        "rlimits",
        lambda: limit_resources(memory_mib, cpu_s, threads if may_count else None),
    )
    if not LINUX:
        return applied, missing
    with contextlib.suppress(OSError):  # seccomp below reports what follows from it
        no_new_privileges()
    layer("landlock", landlock)
    layer("capabilities", drop_capabilities, not_dumpable)
    pid = os.getpid()
    program = programs.get(pid) if may_count else None
    layer("seccomp", lambda: seccomp(program or seccomp_filter(pid, threads=may_count)))
    return applied, missing
