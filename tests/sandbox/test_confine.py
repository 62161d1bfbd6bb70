"""The system call filter, read as the kernel reads it, and each layer's steps."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import re
import resource
import struct
import sys
from pathlib import Path

import pytest

from grader.sandbox import confine, syscalls

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the layers are Linux facilities"
)

ALLOW, KILL = 0x7FFF0000, 0x80000000
X86_64, AARCH64 = 0xC000003E, 0xC00000B7
ARCH = {"x86_64": X86_64, "aarch64": AARCH64}


def refuse(number: int) -> int:
    return 0x00050000 | number


def interpret(program: bytes, nr: int, arch: int, *args: int) -> int:
    """Run classic BPF on one call, as the kernel does."""
    data = struct.pack("<IIQ6Q", nr, arch, 0, *args, *[0] * (6 - len(args)))
    code = [struct.unpack_from("HBBI", program, at) for at in range(0, len(program), 8)]
    accumulator, at = 0, 0
    for _ in range(len(code)):
        op, if_true, if_false, k = code[at]
        at += 1
        if op == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, k)
        elif op == 0x06:
            return k
        else:
            holds = {
                0x15: accumulator == k,
                0x35: accumulator >= k,
                0x45: bool(accumulator & k),
            }[op]
            at += if_true if holds else if_false
    raise AssertionError("the program does not end")


class Filter:
    """A filter for one machine, asked by name."""

    def __init__(self, machine: str, *, threads: bool = True, pid: int = 1) -> None:
        self.numbers, self.arch = syscalls.TABLES[machine], ARCH[machine]
        self.program = confine.seccomp_filter(pid, threads=threads)

    def __call__(self, name: str, *args: int) -> int:
        return self.number(self.numbers[name], *args)

    def number(self, nr: int, *args: int) -> int:
        return interpret(self.program, nr, self.arch, *args)


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request, monkeypatch):
    monkeypatch.setattr(confine, "NUMBERS", syscalls.TABLES[request.param])
    monkeypatch.setattr(confine, "AUDIT_ARCH", ARCH[request.param])
    return request.param


@pytest.fixture
def ask(machine):
    return Filter(machine)


# -- the filter -------------------------------------------------------------------------


def test_the_filter_has_a_form_that_the_kernel_takes(machine):
    program = confine.seccomp_filter(1, threads=True)

    assert len(program) % 8 == 0
    assert len(program) // 8 <= 4096
    code = [struct.unpack_from("HBBI", program, at) for at in range(0, len(program), 8)]
    assert code[-1][0] == 0x06
    for at, (op, if_true, if_false, k) in enumerate(code):
        if op == 0x20:
            assert k % 4 == 0
            assert k < 64
        elif op != 0x06:
            assert at + 1 + max(if_true, if_false) < len(code)


def test_what_numpy_code_needs_is_allowed(ask):
    for name in (
        "read", "write", "close", "mmap", "munmap", "mprotect", "brk", "futex",
        "rt_sigaction", "rt_sigprocmask", "clock_gettime", "getrandom", "exit_group",
        "sched_yield", "fstat", "lseek", "madvise", "mremap",
    ):  # fmt: skip
        assert ask(name) == ALLOW, name


def test_what_no_exercise_needs_ends_the_worker(ask):
    for name in (
        "ptrace", "process_vm_readv", "process_vm_writev", "mount", "umount2",
        "unshare", "setns", "bpf", "keyctl", "add_key", "request_key",
        "io_uring_setup", "io_uring_enter", "io_uring_register", "userfaultfd",
        "perf_event_open", "pidfd_open", "pidfd_getfd", "open_by_handle_at", "chroot",
        "pivot_root", "personality", "kexec_load", "init_module", "reboot",
    ):  # fmt: skip
        assert ask(name) == KILL, name


def test_a_path_is_denied_as_missing_permission(ask):
    for name in ("openat", "statx", "faccessat", "readlinkat", "getcwd", "getdents64"):
        assert ask(name) == refuse(errno.EACCES), name


def test_everything_that_is_not_named_is_denied(ask):
    named = set(ask.numbers.values())
    others = [nr for nr in range(600) if nr not in named]

    assert {ask.number(nr) for nr in others} == {refuse(errno.EPERM)}
    assert ask.number(0x3FFFFFFF) == refuse(errno.EPERM)


def test_programs_sockets_and_new_processes_are_denied(ask):
    for name in ("execve", "execveat", "tkill", "close_range", "seccomp"):
        assert ask(name) != ALLOW, name
    sockets = {"x86_64": range(41, 56), "aarch64": range(198, 213)}
    for nr in next(r for m, r in sockets.items() if ARCH[m] == ask.arch):
        assert ask.number(nr) == refuse(errno.EPERM)


def test_every_call_ends_in_one_of_few_answers(ask):
    answers = {ask.number(nr) for nr in range(600)}

    assert answers <= {
        ALLOW, KILL, refuse(errno.EPERM), refuse(errno.EACCES), refuse(errno.ENOSYS),
        refuse(errno.ENOTTY),
    }  # fmt: skip


def test_a_call_of_another_architecture_ends_the_worker(ask):
    i386, arm = 0x40000003, 0x40000028
    for arch in (i386, arm, 0, {X86_64: AARCH64, AARCH64: X86_64}[ask.arch]):
        for nr in (ask.numbers["read"], ask.numbers["openat"], 0, 600):
            assert interpret(ask.program, nr, arch) == KILL


def test_a_call_under_its_x32_number_ends_the_worker(ask):
    for nr in (0x40000000, 0x40000000 | ask.numbers["read"], 0xFFFFFFFF, 0x80000000):
        assert ask.number(nr) == KILL


def test_a_thread_is_allowed_and_a_process_is_not(ask):
    thread = 0x3D0F00  # what glibc's pthread_create asks for
    fork = 0x01200011  # what glibc's fork asks for

    assert ask("clone", thread) == ALLOW
    assert ask("clone", fork) == refuse(errno.EPERM)
    assert ask("clone", 0) == refuse(errno.EPERM)
    assert ask("clone", 0x4111) == refuse(errno.EPERM)  # vfork


def test_no_thread_in_a_new_namespace(ask):
    thread = 0x3D0F00
    for bit in (7, 17, 25, 26, 27, 28, 29, 30):
        assert ask("clone", thread | 1 << bit) == refuse(errno.EPERM), bit


def test_clone3_looks_unknown_so_that_libc_falls_back(ask):
    assert ask("clone3") == refuse(errno.ENOSYS)
    assert ask("openat2") == refuse(errno.ENOSYS)


def test_without_counted_threads_there_are_none(machine):
    ask = Filter(machine, threads=False)

    assert ask("clone", 0x3D0F00) == refuse(errno.EPERM)
    assert ask("clone3") == refuse(errno.ENOSYS)
    assert ask("read") == ALLOW


def test_there_is_no_other_way_to_fork(ask):
    for name in ("fork", "vfork"):
        if name in ask.numbers:
            assert ask(name) == refuse(errno.EPERM)


def test_limits_may_be_read_and_never_set(ask):
    assert ask("prlimit64", 0, 7, 0, 0x7FFF0000) == ALLOW
    assert ask("prlimit64", 0, 7, 0x1000, 0) == refuse(errno.EPERM)
    assert ask("prlimit64", 0, 7, 1 << 32, 0) == refuse(errno.EPERM)
    assert ask("prlimit64", 1, 7, 0, 0) == refuse(errno.EPERM)
    assert ask("prlimit64", 77, 7, 0x1000, 0) == refuse(errno.EPERM)


@pytest.mark.parametrize("pid", [1, 4242])
def test_only_its_own_process_can_be_signalled(machine, pid):
    ask = Filter(machine, pid=pid)
    for name in ("kill", "tgkill"):
        assert ask(name, pid, 9) == ALLOW
        for other in (pid + 1, 0, 0xFFFFFFFF, 2**32 - pid):
            assert ask(name, other, 9) == refuse(errno.EPERM), other
    assert ask("tkill", pid, 9) == refuse(errno.EPERM)


def test_descriptors_may_be_doubled_and_looked_at_and_no_more(ask):
    allowed = {c for c in range(1100) if ask("fcntl", 3, c) == ALLOW}

    assert allowed == {0, 1, 2, 3, 1030}  # F_DUPFD to F_GETFL, F_DUPFD_CLOEXEC


def test_an_odd_flag_makes_no_path_look_like_a_descriptor(ask):
    # With this flag and a path, newfstatat still looks at the path.
    empty_path = 0x1000

    assert ask("fstat", 3) == ALLOW
    for flags in (0, empty_path, 0x100 | empty_path):
        assert ask("newfstatat", 3, 0, 0, flags) == refuse(errno.EACCES)


@pytest.mark.parametrize("name", ["getpgid", "getsid", "sched_getaffinity"])
def test_only_itself_can_be_asked_about(machine, name):
    ask = Filter(machine, pid=4242)

    assert ask(name, 0) == ALLOW
    assert ask(name, 4242) == ALLOW
    for other in (1, 4241, 0xFFFFFFFF):
        assert ask(name, other) == refuse(errno.EPERM)


def test_no_terminal_answers(ask):
    assert ask("ioctl", 0, 0x5401) == refuse(errno.ENOTTY)


def test_no_descriptor_can_become_memory_of_others(ask):
    # memfd_create, shmget, shmat, shmctl, flock, sendmsg by their numbers.
    numbers = {
        X86_64: (319, 29, 30, 31, 73, 46, 53, 41),
        AARCH64: (279, 194, 196, 195, 32, 211, 199, 198),
    }
    for nr in numbers[ask.arch]:
        assert ask.number(nr) == refuse(errno.EPERM)


# -- the tables -----------------------------------------------------------------------

INCLUDE = Path("/usr/include")
HEADERS = {
    "x86_64": [
        INCLUDE / "x86_64-linux-gnu/asm/unistd_64.h",
        INCLUDE / "asm/unistd_64.h",
    ],
    "aarch64": [INCLUDE / "asm-generic/unistd.h"],
}


def header_numbers(text: str) -> dict[str, int]:
    """Read ``#define __NR_name 123``, and the generic header's own forms."""
    numbers = {
        n: int(nr) for n, nr in re.findall(r"#define\s+__NR_(\w+)\s+(\d+)", text)
    }
    # The generic header gives fcntl, lseek, mmap and others one number that 32
    # and 64 bits share, under the name that 64 bits have for it.
    shared = dict(re.findall(r"#define\s+__NR3264_(\w+)\s+(\d+)", text))
    for name, of in re.findall(r"#define\s+__NR_(\w+)\s+__NR3264_(\w+)", text):
        if of in shared:
            numbers[name] = int(shared[of])
    return numbers


@pytest.mark.parametrize("name", ["x86_64", "aarch64"])
def test_every_number_is_the_kernels_own(name):
    headers = [h for h in HEADERS[name] if h.is_file()]
    if not headers:
        pytest.skip(f"the kernel's headers for {name} are not installed")
    real = header_numbers(headers[0].read_text())
    ours = syscalls.TABLES[name]

    # Headers older than a call do not know it.
    known = {call: nr for call, nr in ours.items() if call in real}
    assert known == {call: real[call] for call in known}
    assert len(known) > 0.9 * len(ours)
    assert len(set(ours.values())) == len(ours)


def test_the_tables_name_the_same_calls_but_for_old_ones():
    x86, arm = syscalls.TABLES["x86_64"], syscalls.TABLES["aarch64"]

    only_x86 = set(x86) - set(arm)
    assert set(arm) <= set(x86)
    assert only_x86 == {
        "open", "stat", "lstat", "poll", "access", "select", "pause", "fork", "vfork",
        "readlink", "getpgrp", "time", "modify_ldt", "arch_prctl",
    }  # fmt: skip


def test_every_call_that_the_filter_names_has_a_number():
    named = {*confine._ALLOWED, *confine._FATAL, *confine._PATHS}
    x86 = syscalls.TABLES["x86_64"]

    assert named - set(x86) == set()
    assert not set(confine._ALLOWED) & set(confine._FATAL)
    assert not set(confine._ALLOWED) & set(confine._PATHS)


def test_this_machine_is_one_of_those_that_we_know():
    assert platform.machine() == syscalls.MACHINE
    if syscalls.MACHINE not in syscalls.TABLES:
        pytest.skip("another machine: the level here is basic")
    assert ARCH[syscalls.MACHINE] == syscalls.AUDIT_ARCH


# -- each layer, without giving anything up ------------------------------------------


class FakeLibc:
    """Writes down what would be asked of the kernel; refuses what it is told to."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.refused: dict[str, int] = {}
        self.answers: dict[int, int] = {}

    def __getattr__(self, name: str):
        def call(*args: object) -> int:
            plain = [getattr(a, "value", a) for a in args]
            self.calls.append((name, *plain))
            what = name
            if name == "syscall":
                what = next(n for n, nr in confine.NUMBERS.items() if nr == plain[0])
            if what in self.refused:
                ctypes.set_errno(self.refused[what])
                return -1
            return self.answers.get(what, 0)

        return call

    def asked(self, name: str) -> list[tuple[object, ...]]:
        return [args for called, *args in self.calls if called == name]


@pytest.fixture
def libc(monkeypatch):
    fake = FakeLibc()
    monkeypatch.setattr(confine, "_libc", fake)
    return fake


@pytest.fixture
def limits(monkeypatch):
    """What would be limited, by name."""
    names = {getattr(resource, n): n for n in dir(resource) if n.startswith("RLIMIT_")}
    found: dict[str, tuple[int, int]] = {}
    monkeypatch.setattr(
        confine.resource,
        "setrlimit",
        lambda which, both: found.__setitem__(names[which], both),
    )
    return found


def test_a_refusal_by_the_kernel_is_an_error_with_its_words(libc):
    libc.refused["unshare"] = errno.EPERM

    with pytest.raises(
        OSError, match=r"unshare\(0x10000000\): Operation not permitted"
    ):
        confine._unshare(confine.CLONE_NEWUSER)


def test_a_call_without_a_number_is_an_error(libc, monkeypatch):
    monkeypatch.setattr(confine, "NUMBERS", {})

    with pytest.raises(OSError, match="no number known for this machine"):
        confine.landlock()


def test_the_user_namespace_is_left_last(libc):
    confine.leave_shared_namespaces()

    others, user = (flags for [flags] in libc.asked("unshare"))
    assert user == confine.CLONE_NEWUSER
    assert not others & confine.CLONE_NEWUSER
    for flag in ("NEWNS", "NEWNET", "NEWIPC", "NEWUTS"):
        assert others & getattr(confine, f"CLONE_{flag}")


def test_every_limit_is_hard(limits):
    confine.limit_resources(512, 21, threads=9)

    assert limits["RLIMIT_AS"] == (512 << 20, 512 << 20)
    assert limits["RLIMIT_CPU"] == (21, 21)
    assert limits["RLIMIT_NPROC"] == (9, 9)
    for name in ("RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE"):
        assert limits[name] == (0, 0)


def test_threads_are_only_limited_where_they_are_counted_alone(limits):
    confine.limit_resources(512, 21, threads=None)

    assert "RLIMIT_NPROC" not in limits


def test_a_limit_that_a_system_does_not_know_is_left_out(limits, monkeypatch):
    monkeypatch.delattr(confine.resource, "RLIMIT_MSGQUEUE")

    confine.limit_resources(512, 21, threads=None)

    assert "RLIMIT_AS" in limits


def test_every_capability_is_dropped_until_there_are_no_more(libc):
    confine.drop_capabilities()

    dropped = [args[1] for args in libc.asked("prctl") if args[0] == 24]
    assert dropped == list(range(64))
    [(header, none)] = libc.asked("capset")
    assert none == bytes(24)
    assert struct.unpack("Ii", header) == (0x20080522, 0)


def test_the_end_of_the_capabilities_is_no_error(libc, monkeypatch):
    real = FakeLibc.__getattr__

    def only_41(self, name):
        call = real(self, name)
        if name != "prctl":
            return call
        return lambda *args: -1 if args[0] == 24 and args[1] > 40 else call(*args)

    monkeypatch.setattr(FakeLibc, "__getattr__", only_41)

    confine.drop_capabilities()

    assert [a[1] for a in libc.asked("prctl") if a[0] == 24] == list(range(41))


@pytest.mark.parametrize(
    ("abi", "files", "rest"),
    [
        (1, 13, (0, 0)),
        (2, 14, (0, 0)),
        (3, 15, (0, 0)),
        (4, 15, (3, 0)),
        (5, 16, (3, 0)),
        (6, 16, (3, 3)),
        (9, 16, (3, 3)),
    ],
)
def test_landlock_forbids_all_that_its_version_knows(
    libc, monkeypatch, abi, files, rest
):
    closed: list[int] = []
    libc.answers["landlock_create_ruleset"] = abi
    monkeypatch.setattr(confine.os, "close", closed.append)

    confine.landlock()

    version, create, restrict = libc.asked("syscall")
    assert version[1:] == [None, 0, 1]
    rules = create[1] + bytes(24 - len(create[1]))
    assert create[2] == len(create[1])
    assert struct.unpack("QQQ", rules) == ((1 << files) - 1, *rest)
    assert restrict[1] == closed[0] == abi


def test_root_becomes_nobody_for_good(libc, monkeypatch):
    done: list[tuple[object, ...]] = []
    monkeypatch.setattr(confine.os, "geteuid", lambda: 0)
    for name in ("setgroups", "setresgid", "setresuid"):
        monkeypatch.setattr(confine.os, name, lambda *a, n=name: done.append((n, *a)))

    confine.leave_root()

    assert done == [
        ("setgroups", []),
        ("setresgid", 65534, 65534, 65534),
        ("setresuid", 65534, 65534, 65534),
    ]


def test_an_ordinary_user_stays_who_they_are(libc, monkeypatch):
    monkeypatch.setattr(confine.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(confine.os, "setresuid", lambda *_: pytest.fail("changed"))

    confine.leave_root()

    assert libc.calls == []


def test_namespaces_are_entered_with_one_user_mapped_to_itself(
    libc, monkeypatch, tmp_path
):
    written: list[str] = []

    def fake_open(path, mode):
        assert path.startswith("/proc/self/")
        assert mode == "w"
        written.append(Path(path).name)
        return (tmp_path / Path(path).name).open("w")

    monkeypatch.setattr(confine, "open", fake_open, raising=False)
    confine.enter_namespaces()

    assert written == ["setgroups", "gid_map", "uid_map"]
    assert (tmp_path / "setgroups").read_text() == "deny"
    uid, gid = os.getuid(), os.getgid()
    assert (tmp_path / "uid_map").read_text() == f"{uid} {uid} 1"
    assert (tmp_path / "gid_map").read_text() == f"{gid} {gid} 1"


def test_the_root_becomes_an_empty_read_only_folder(libc, monkeypatch):
    gone: list[str] = []
    monkeypatch.setattr(confine.os, "chdir", gone.append)

    confine.empty_root()

    private, tmpfs, read_only = libc.asked("mount")
    assert private[3] == confine.MS_REC | confine.MS_PRIVATE
    assert tmpfs[2] == b"tmpfs"
    assert b"mode=555" in tmpfs[4]
    assert read_only[3] & confine.MS_RDONLY
    assert read_only[3] & confine.MS_REMOUNT
    assert libc.asked("umount2") == [[b".", confine.MNT_DETACH]]
    assert gone[-1] == "/"


def test_a_mount_that_is_refused_is_named(libc):
    libc.refused["mount"] = errno.EPERM

    with pytest.raises(OSError, match="mount on /: Operation not permitted"):
        confine.empty_root()


def test_a_process_with_a_pid_namespace_comes_back_to_its_own(libc, monkeypatch):
    monkeypatch.setattr(confine.os, "fork", lambda: 77)
    assert confine.fork_pid_1(5) == 77
    assert libc.calls == [
        ("unshare", confine.CLONE_NEWPID),
        ("setns", 5, confine.CLONE_NEWPID),
    ]

    libc.calls.clear()
    monkeypatch.setattr(confine.os, "fork", lambda: 0)
    assert confine.fork_pid_1(5) == 0
    assert libc.calls == [("unshare", confine.CLONE_NEWPID)]


def test_the_filter_is_handed_over_whole(libc):
    program = confine.seccomp_filter(1, threads=True)

    confine.seccomp(program)

    [(number, mode, flags, header)] = libc.asked("syscall")
    assert (number, mode, flags) == (confine.NUMBERS["seccomp"], 1, 0)
    length, address = struct.unpack("HxxxxxxQ", header)
    assert length == len(program) // 8
    assert address != 0


ASKED = {
    "memory_mib": 512, "cpu_s": 21, "threads": 9, "programs": {},
}  # fmt: skip


@pytest.fixture
def walls(libc, limits, monkeypatch):
    """A kernel that allows everything and changes nothing."""
    libc.answers["landlock_create_ruleset"] = 7
    monkeypatch.setattr(confine.os, "close", lambda fd: None)
    return libc


def test_all_layers_are_applied_in_order_and_the_filter_last(walls):
    applied, missing = confine.apply(namespaces=True, **ASKED)

    assert applied == ["namespaces", "rlimits", "landlock", "capabilities", "seccomp"]
    assert missing == {}
    assert walls.calls[-1][1] == confine.NUMBERS["seccomp"]


def test_a_filter_that_was_made_ahead_is_used(walls):
    made = confine.seccomp_filter(os.getpid(), threads=True) + confine.seccomp_filter(
        os.getpid(), threads=True
    )

    confine.apply(namespaces=True, **ASKED | {"programs": {os.getpid(): made}})

    assert struct.unpack("HxxxxxxQ", walls.calls[-1][4])[0] == len(made) // 8


@pytest.mark.parametrize(
    ("refused", "layer", "number"),
    [
        ("unshare", "namespaces", errno.EPERM),
        ("landlock_create_ruleset", "landlock", errno.ENOSYS),
        ("landlock_restrict_self", "landlock", errno.EPERM),
        ("capset", "capabilities", errno.EPERM),
        ("seccomp", "seccomp", errno.EINVAL),
    ],
)
def test_a_layer_that_the_kernel_refuses_is_missing_and_says_why(
    walls, refused, layer, number
):
    walls.refused[refused] = number

    applied, missing = confine.apply(namespaces=True, **ASKED)

    assert layer not in applied
    assert list(missing) == [layer]
    assert os.strerror(number) in missing[layer]
    assert len(applied) == 4


def test_without_namespaces_there_are_no_threads(walls, limits):
    walls.refused["unshare"] = errno.EPERM

    confine.apply(namespaces=True, **ASKED)

    assert "RLIMIT_NPROC" not in limits


def test_a_limit_that_may_not_be_raised_is_a_missing_layer(walls, monkeypatch):
    def refuse_limit(which, both):
        raise ValueError("not allowed to raise maximum limit")

    monkeypatch.setattr(confine.resource, "setrlimit", refuse_limit)

    applied, missing = confine.apply(namespaces=False, **ASKED)

    assert missing == {"rlimits": "not allowed to raise maximum limit"}
    assert "seccomp" in applied


def test_elsewhere_only_limits_are_applied(limits, monkeypatch):
    monkeypatch.setattr(confine, "LINUX", False)

    assert confine.apply(namespaces=False, **ASKED) == (["rlimits"], {})
    confine.die_with_parent()


def test_the_parent_takes_its_child_along(libc):
    confine.die_with_parent()

    assert libc.asked("prctl") == [[1, 9, 0, 0, 0]]
