"""The level is what the layers are, and from `strong` on every promise holds."""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import grader
from grader.model import Limits
from grader.sandbox import selftest
from grader.sandbox.host import Sandbox, Worker
from grader.sandbox.promises import PROMISES
from grader.sandbox.session import Session, SubmissionFault
from tests.test_threat_model import table

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the layers are Linux facilities"
)

DENIED = Path(__file__).with_name("denied.py")
NOBODY = 65534
KNOWN = "what only the judge knows"
ROOT = os.geteuid() == 0 if hasattr(os, "geteuid") else False


def packages() -> str:
    """Where another interpreter finds what `grader` imports."""
    homes = {str(Path(grader.__file__).parents[1])}
    for name in ("numpy", "msgspec", "pytest", "yaml"):
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        homes.add(str(Path(spec.origin).parents[1]))
    return os.pathsep.join(sorted(homes))


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("COV")}
    return kept | {"PYTHONPATH": packages(), "PYTHONDONTWRITEBYTECODE": "1"}


@functools.cache
def interpreter_of_nobody() -> str | None:
    """An interpreter that an ordinary user may run and that has NumPy."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    candidates = [
        sys.executable,
        *(f"{folder}/{version}" for folder in ("/usr/bin", "/usr/local/bin")),
        shutil.which(version) or sys.executable,
    ]
    for candidate in candidates:
        with contextlib.suppress(OSError):
            tried = subprocess.run(
                [candidate, "-c", "import grader.sandbox.selftest, numpy, pytest"],
                user=NOBODY, group=NOBODY, extra_groups=[], cwd="/", check=False,
                env=environment(), capture_output=True, timeout=60,
            )  # fmt: skip
            if tried.returncode == 0:
                return candidate
    return None


@functools.cache
def attacked(denied: str, who: str) -> dict:
    """What the self-test says where the kernel refuses some layers."""
    command = [sys.executable, str(DENIED), denied]
    if who == "nobody" and ROOT:
        python = interpreter_of_nobody()
        if python is None:
            pytest.skip("no interpreter here that another user may run")
        command = [python, str(DENIED), denied, str(NOBODY)]
    done = subprocess.run(
        command, env=environment(), capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


WHO = [
    pytest.param(
        "root",
        marks=pytest.mark.skipif(not ROOT, reason="the tests do not run as root"),
    ),
    "nobody",
]

LEVELS = [
    ("namespaces", "strong", ["namespaces"]),
    ("landlock", "strong", ["landlock"]),
    ("namespaces,landlock", "strong", ["landlock", "namespaces"]),
]


@pytest.mark.parametrize("who", WHO)
def test_a_machine_that_allows_everything_gives_full_protection(who):
    result = attacked("-", who)
    if result["level"] != "full":
        pytest.skip(f"this machine gives less: {result['missing']}")

    assert result["missing"] == []
    assert all(result["held"].values()), result["held"]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("denied", "level", "missing"), LEVELS)
def test_the_level_says_which_walls_are_missing(who, denied, level, missing):
    result = attacked(denied, who)

    assert result["level"] == level
    assert [m.partition(":")[0] for m in result["missing"]] == missing


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("denied", [denied for denied, _, _ in LEVELS])
def test_every_promise_holds_with_fewer_walls(who, denied):
    held = attacked(denied, who)["held"]

    assert len(held) == len(selftest.ATTACKS)
    assert [promise for promise, holds in held.items() if not holds] == []


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(
    "denied", ["seccomp", "namespaces,seccomp", "namespaces,landlock,seccomp"]
)
def test_without_the_system_call_filter_only_basic_protection_is_claimed(who, denied):
    result = attacked(denied, who)

    assert result["level"] == "basic"
    missing = dict(m.split(": ", 1) for m in result["missing"])
    assert set(missing) == set(denied.split(","))
    assert missing["seccomp"] == "[Errno 38] seccomp: Function not implemented"


# What is left when the kernel refuses the other walls; limits are always there.
ALONE = {
    "filter": "namespaces,landlock",
    "Landlock": "namespaces,seccomp",
    "namespaces": "landlock,seccomp",
    "limits": "namespaces,landlock,seccomp",
}


@pytest.mark.parametrize("wall", ALONE)
def test_each_wall_alone_stops_what_the_page_says(wall):
    if wall == "namespaces" and attacked("-", "nobody")["level"] != "full":
        pytest.skip("this machine has none")
    held = attacked(ALONE[wall], "nobody")["held"]

    got_through = {a.promise for a in selftest.ATTACKS if not held[a.name]}
    stopped = {
        promise.sentence: "open" if promise.id in got_through else "held"
        for promise in PROMISES
        if not promise.is_made_at("basic")
    }
    head, *rows = table("promise | filter alone | Landlock alone")
    column = head.index(f"{wall} alone")
    assert {row[0]: row[column] for row in rows} == stopped


def test_the_kernels_own_words_say_why_a_wall_is_missing():
    missing = attacked("namespaces,landlock", "nobody")["missing"]

    assert missing[0] == (
        "landlock: [Errno 38] landlock_create_ruleset: Function not implemented"
    )
    assert missing[1].startswith("namespaces: [Errno 1] unshare(")


def test_an_ordinary_user_was_really_an_ordinary_user():
    assert attacked("-", "nobody")["uid"] != 0


# -- who shares what with whom -------------------------------------------------------

NAMESPACES = ("user", "pid", "mnt", "net", "ipc", "uts")


def namespaces(pid: int) -> dict[str, str]:
    return {n: str(Path(f"/proc/{pid}/ns/{n}").readlink()) for n in NAMESPACES}


def pids_of_server(sandbox) -> list[int]:
    first = sandbox._server.process.pid
    found = [first]
    for pid in found:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            # A worker of the test before may be going just now.
            for task in Path(f"/proc/{pid}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
    return found


def pid_of(worker: Worker) -> int:
    """The worker's number here, as the kernel shows it for its pidfd."""
    info = Path(f"/proc/self/fdinfo/{worker._pidfd}").read_text()
    return int(dict(line.split(":\t") for line in info.splitlines())["Pid"])


@pytest.fixture
def running(sandbox):
    source = b"def f(): return 1\n"
    opened = [Session(sandbox, "ex04", source, "t.py", 0, Limits()) for _ in range(2)]
    for session in opened:
        session.begin()
    if opened[0].protection.level != "full":
        pytest.skip(f"needs level full: {opened[0].protection.missing}")
    yield [pid_of(session._worker) for session in opened]
    for session in opened:
        session.close()


def test_a_worker_shares_no_namespace_with_anybody(sandbox, running):
    try:
        workers = [namespaces(pid) for pid in running]
        others = [namespaces(pid) for pid in pids_of_server(sandbox)[:-2]]
    except PermissionError:
        pytest.skip("the kernel shows namespaces of confined processes to root only")
    others.append(namespaces(os.getpid()))

    assert len(others) == 4, "us, and three processes of the fork server"
    for name in NAMESPACES:
        assert workers[0][name] != workers[1][name]
        for other in others:
            assert workers[0][name] != other[name], name


def test_an_empty_network_is_used_by_one_worker_after_another():
    """Never by two at a time, and nobody of the fork server is in it."""
    seen = []
    with Sandbox() as sandbox:
        for count in (2, 1, 2):
            workers = [sandbox.spawn("ex00", 0, Limits()) for _ in range(count)]
            if any(worker.ready().level != "full" for worker in workers):
                pytest.skip(f"needs level full: {workers[0].protection.missing}")
            pids = [pid_of(worker) for worker in workers]
            try:
                networks = {namespaces(pid)["net"] for pid in pids}
                others = set(pids_of_server(sandbox)) - set(pids)
                assert not networks & {namespaces(pid)["net"] for pid in others}
            except PermissionError:
                pytest.skip("the kernel shows namespaces of others to root only")
            assert len(networks) == count
            seen.append(networks)
            for worker in workers:
                worker.close()
            while any(Path(f"/proc/{pid}").exists() for pid in pids):
                time.sleep(0.01)

    assert seen[1] < seen[0]
    assert seen[2] == seen[0]


def test_a_worker_has_no_proc_and_no_file(running):
    try:
        mounts = Path(f"/proc/{running[0]}/mountinfo").read_text().splitlines()
        root = list(Path(f"/proc/{running[0]}/root").iterdir())
    except PermissionError:
        pytest.skip("the kernel shows mounts of confined processes to root only")

    assert len(mounts) == 1
    _, _, after = mounts[0].partition(" - ")
    assert after.split()[0] == "tmpfs"
    assert "ro" in mounts[0].split()[5].split(",")
    assert root == []


def test_a_worker_shares_its_standard_input_with_no_other(running):
    # How a shared one stands would be a note for the next worker.
    try:
        inputs = {str(Path(f"/proc/{pid}/fd/0").readlink()) for pid in running}
    except PermissionError:
        pytest.skip("the kernel shows descriptors of confined processes to root only")

    assert len(inputs) == len(running)


def test_a_worker_has_no_right_left(running):
    status = Path(f"/proc/{running[0]}/status").read_text()
    fields = dict(line.split(":\t") for line in status.splitlines() if ":\t" in line)

    assert fields["NoNewPrivs"] == "1"
    assert fields["Seccomp"] == "2"
    for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
        assert int(fields[name], 16) == 0, name
    if ROOT:
        assert set(fields["Uid"].split()) == {str(NOBODY)}
        assert fields["Groups"].strip() in {"", str(NOBODY)}


def test_a_worker_cannot_write_the_memory_of_the_fork_server(submit, sandbox):
    probe = """
        import ctypes, os, struct
        libc = ctypes.CDLL(None, use_errno=True)
        def open_memory():
            for name in ("/proc/%d/mem" % os.getppid(), "/proc/self/mem", "/proc/1/mem"):
                try:
                    os.open(name, os.O_RDWR)
                    return name
                except OSError:
                    pass
            return ""
        def write_memory(pid):
            buffer = ctypes.create_string_buffer(8)
            vector = struct.pack("QQ", ctypes.addressof(buffer), 8)
            return libc.process_vm_writev(pid, vector, 1, vector, 1, 0)
        def attach(pid):
            return libc.ptrace(16, pid, 0, 0)
        def by_handle(pid):
            return libc.syscall(434, pid, 0)
    """
    server = pids_of_server(sandbox)

    assert submit(probe).open_memory() == ""
    for pid in (*server, os.getpid(), 0, 1):
        for name in ("write_memory", "attach", "by_handle"):
            with pytest.raises(SubmissionFault, match="no exercise needs"):
                getattr(submit(probe), name)(pid)
    assert submit("def f(): return 2\n").f() == 2


# -- the self-test tells the truth ------------------------------------------------------


def test_the_self_test_holds_on_this_machine(sandbox):
    result = selftest.attack_this_machine(sandbox)
    if result.level == "basic":
        pytest.skip(f"nothing is promised at this level: {result.protection.missing}")

    assert list(result.held) == [attack.name for attack in selftest.ATTACKS]
    assert all(result.held.values()), result.held


def test_the_self_test_notices_an_attack_that_succeeds(sandbox, monkeypatch):
    adds = "def attack():\n    return 1 + 1 == 2\n"
    succeeds = selftest.Attack("add", "earn", adds)
    no_load = selftest.Attack("load", "earn", "import nothing\n")
    monkeypatch.setattr(selftest, "ATTACKS", (succeeds, no_load))

    result = selftest.attack_this_machine(sandbox)

    assert result.held == {"add": False, "load": True}


def test_the_self_test_does_not_take_a_fault_of_ours_for_a_wall(sandbox, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Session, "call", broken)

    with pytest.raises(ZeroDivisionError):
        selftest.attack_this_machine(sandbox)


@pytest.mark.parametrize("attack", selftest.ATTACKS, ids=lambda a: a.name)
def test_an_attack_of_the_self_test_succeeds_where_nothing_stops_it(attack, tmp_path):
    # An attack that could never succeed would prove nothing.
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    if attack.name == "attach to another process":
        pytest.skip("it would stop this very process")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        code = attack.aimed(secret, KNOWN, listening.getsockname()[1])
        script = f"known = [{KNOWN!r}]\n{code}\nimport sys\nsys.exit(not attack())\n"

        for _ in range(attack.times):
            done = subprocess.run(
                [sys.executable, "-c", script], check=False, timeout=30,
                stdout=subprocess.DEVNULL,
            )  # fmt: skip

    assert done.returncode == 0
