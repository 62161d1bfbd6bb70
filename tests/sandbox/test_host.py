"""Replies that a hostile worker may send, and the life of fork server and worker."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from grader.errors import BrokenError
from grader.model import Contract, Function, Limits, Protection
from grader.sandbox import host, launch
from grader.sandbox.host import Sandbox, WorkerGone, _protection
from grader.sandbox.session import Session, SubmissionFault, problem_of

# Finds the server that it runs under and answers in its place.
FORGER = """
import gc, os, struct, time
import numpy as np
[S] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
P = type(S).run.__globals__["protocol"]
def reply(**fields):
    S.connection.send(P.encode({"nonce": S.nonce} | fields))
"""


def forged(submit, body, **options):
    return submit(FORGER + f"def f(*g):\n    {body}\n", **options)


# -- replies ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "S.connection.send(b'')",
        "S.connection.send(b'?')",
        "S.connection.send(os.urandom(64))",
        "S.connection.send(P.encode(None))",
        "S.connection.send(P.encode([1, 2]))",
        "S.connection.send(P.encode('text'))",
        "S.connection.send(P.encode({}))",
        "S.connection.send(P.encode({'value': P.encode(1)}))",
        "S.connection.send(P.encode({'nonce': None, 'value': P.encode(1)}))",
        "S.connection.send(P.encode({'nonce': bytes(16), 'value': P.encode(1)}))",
        "S.connection.send(P.encode({'nonce': np.zeros(0), 'value': P.encode(1)}))",
        "S.connection.send(P.encode({'nonce': np.zeros(2), 'value': P.encode(1)}))",
        "S.connection.send(P.encode({'nonce': np.False_, 'value': P.encode(1)}))",
        "S.connection.send(P.encode({'nonce': P.Handle(1, 'x')}))",
        "S.connection.send(P.encode([[[[S.nonce]]]]))",
        "os.write(3, b'\\xff\\xff\\xff\\xff')",
        "os.write(3, struct.pack('<I', 65 << 20))",
        "reply(callback=1)",
        "reply(callback=1, args=1, kwargs={})",
        "reply(callback=1, args=[], kwargs=[])",
        "reply(callback='1', args=[], kwargs={})",
        "reply(callback=True, args=[], kwargs={})",
        "reply(callback=np.zeros(2), args=[], kwargs={})",
        "reply()",
        "reply(value=None)",
        "reply(value=5)",
        "reply(value='text')",
        "reply(value=[1])",
        "reply(value=b'')",
        "reply(value=b'NN')",
        "reply(value=np.zeros(3))",
        "reply(value=np.zeros((2, 2), np.uint8))",
        "reply(value=np.zeros((), np.uint8))",
        "reply(value=b'N', error=None)",
        "reply(error=None)",
        "reply(error=5)",
        "reply(error=[])",
        "reply(error={})",
        "reply(error=np.zeros(2))",
        "reply(error={'types': 5, 'message': 5, 'line': 'x'})",
        "reply(error={'types': [5, None, []], 'message': None, 'line': -1})",
        "reply(error={'types': ['SystemExit'], 'message': 'x', 'line': 1 << 900})",
        "reply(error={'types': ['x' * 10**6], 'message': 'y' * 10**6, 'line': 1.5})",
        "reply(error={'types': ['__import__', 'object', 'ExceptionGroup']})",
        "reply(unsendable=None)",
        "reply(unsendable=np.zeros(3))",
        "reply(missing=True)",
        "reply(missing=1)",
        "reply(missing=np.zeros(2))",
    ],
)
def test_no_reply_is_more_than_a_failure_of_the_submission(submit, body):
    task = forged(submit, body, limits=Limits(call_s=2))

    with pytest.raises(BaseException) as error:  # noqa: PT011  (whose fault it is)
        task.f()

    assert problem_of(error.value) is not None, f"ours: {error.value!r}"
    assert len(str(error.value)) < 2000


@pytest.mark.parametrize(
    "mutated",
    ["None", "5", "{'a': 1}", "[None, 1.5]", "np.zeros(3)", "['x' * 10**6]",
     "[1 << 900, -1, True]", "['secret'] * 10**5"],
)  # fmt: skip
def test_a_lie_about_changed_arguments_harms_nobody(submit, mutated):
    task = forged(submit, f"reply(value=P.encode(1.5), mutated={mutated})")

    assert task.f() == 1.5
    assert len(repr(task.session.last_mutated)) < 5000


def test_a_name_among_changed_arguments_is_one_of_the_arguments(submit):
    task = forged(submit, "reply(value=P.encode(1), mutated=['8675309', 0])")

    task.f(5)

    assert "8675309" not in repr(task.session.last_mutated)


def test_a_forged_reason_is_not_shown_where_inputs_are_hidden(submit, problem):
    task = forged(submit, "reply(unsendable='the input was 8675309')")

    assert "8675309" not in problem(task.f).redacted


def test_the_first_of_two_answers_counts_and_the_second_ends_the_worker(
    submit, problem
):
    task = forged(submit, "reply(value=P.encode(1.0)); return 2.0")

    assert task.f() == 1.0
    assert problem(task.f).message == (
        "`f` gave no answer: it answered a question that was not asked"
    )


def test_an_answer_cannot_be_given_ahead_of_its_question(submit, problem):
    task = submit(
        FORGER
        + "def ahead(): reply(value=P.encode(1)); reply(value=P.encode(42))\n"
        + "def f(): return 0\n"
    )
    task.ahead()

    assert problem(task.f).verdict == "errored"


def test_a_forged_answer_is_a_value_like_any_other(submit, problem):
    spec = {"f": Function(returns=Contract(kind="array", shape=(2,)))}
    task = forged(submit, "reply(value=P.encode(np.zeros(3)))", functions=spec)

    assert "wrong shape: expected (2,), got (3,)" in problem(task.f).message


def test_an_unknown_function_of_ours_cannot_be_called(submit):
    task = forged(
        submit,
        "reply(callback=77, args=[], kwargs={}); "
        "return S.connection.receive(None)['raise']",
    )

    assert task.f() == "TypeError"


def test_a_call_back_where_no_function_was_given_ends_the_worker(submit):
    task = forged(submit, "reply(callback=1, args=[], kwargs={})")
    request = {"op": "call", "on": 0, "name": "f", "args": [], "kwargs": {}}

    with pytest.raises(WorkerGone, match="it sent a call-back that is none"):
        task.session._worker.ask(request, 5.0)


def test_a_worker_that_hangs_up_is_ended(submit, problem, quick):
    task = submit(
        "import os, time\ndef f():\n    os.close(3)\n    time.sleep(1000)\n",
        limits=quick,
    )

    assert problem(task.f).verdict in {"errored", "timed_out"}
    assert task.session.begin() is None


def test_a_worker_that_reads_its_own_questions_only_hurts_itself(submit, quick):
    task = submit(
        """
        import os, threading
        def steal():
            while True:
                os.read(3, 1)
        threading.Thread(target=steal, daemon=True).start()
        def f():
            return 1
        """,
        limits=quick,
    )

    try:
        assert task.loading is not None or task.f() == 1
    except SubmissionFault as fault:
        ended = problem_of(fault)
    else:
        return
    assert ended.verdict in {"errored", "timed_out"}


# -- the fork server -------------------------------------------------------------------


def ask_one(sandbox, source=b"def f():\n    return 1\n"):
    session = Session(sandbox, "ex04", source, "task.py", 0, Limits())
    try:
        loading = session.begin()
        assert loading is None, loading
        return session.call("f", Function(), (), {})
    finally:
        session.close()


@contextlib.contextmanager
def not_forever(seconds=10):
    """Fail instead of hanging, where a hang is what a test is about."""

    def fail(*_):
        raise TimeoutError(f"still waiting after {seconds} s")

    old = signal.signal(signal.SIGALRM, fail)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, old)


def test_many_workers_live_at_once(sandbox):
    sessions = [
        Session(sandbox, "ex04", f"def f(): return {i}".encode(), "t.py", 0, Limits())
        for i in range(20)
    ]

    answers = []
    for session in sessions:
        session.begin()
    for session in sessions:
        answers.append(session.call("f", Function(), (), {}))
        session.close()

    assert answers == list(range(20))


def test_a_worker_that_is_never_used_is_ended_at_once(sandbox):
    with not_forever():
        for _ in range(5):
            sandbox.spawn("ex04", 0, Limits()).close()

    assert ask_one(sandbox) == 1


def test_a_server_started_ahead_serves():
    server = launch.ForkServer()
    with Sandbox(server=server) as sandbox:
        assert ask_one(sandbox) == 1

    assert server.process.returncode is not None


def test_a_server_that_is_never_used_can_be_closed():
    server = launch.ForkServer()
    server.close()

    assert server.process.returncode is not None


@pytest.fixture
def failing_python(tmp_path, monkeypatch):
    """An interpreter that says why it does not start."""
    script = tmp_path / "python"
    script.write_text("#!/bin/sh\necho 'first line' >&2\necho 'no NumPy' >&2\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))


@pytest.mark.usefixtures("failing_python")
@pytest.mark.parametrize("mode", ["fork", "spawn"])
def test_an_interpreter_that_does_not_start_is_our_fault_and_says_why(mode):
    with not_forever(), pytest.raises(BrokenError) as error, Sandbox(mode=mode) as made:
        ask_one(made)

    assert error.value.what == "the isolated Python process could not be started"
    assert error.value.where == "no NumPy"


@pytest.mark.usefixtures("failing_python")
def test_a_server_that_died_before_it_was_used_is_our_fault_too():
    server = launch.ForkServer()
    server.process.wait()

    try:
        with (
            not_forever(),
            pytest.raises(BrokenError, match="could not be started"),
            Sandbox(server=server) as sandbox,
        ):
            ask_one(sandbox)
    finally:
        server.close()


def test_a_server_that_was_killed_is_our_fault_and_nobody_waits():
    with Sandbox() as sandbox:
        assert ask_one(sandbox) == 1
        first = sandbox._server.process
        children = Path(f"/proc/{first.pid}/task/{first.pid}/children")
        others = [Path(f"/proc/{pid}") for pid in children.read_text().split()]
        first.kill()
        first.wait()
        # What it started ends with it, a moment later, and could still answer.
        while any(other.exists() for other in others):
            time.sleep(0.01)

        with not_forever(), pytest.raises(BrokenError, match="could not be started"):
            ask_one(sandbox)


def test_an_environment_without_numpy_is_said_to_be_so(monkeypatch):
    monkeypatch.setattr(launch.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(BrokenError) as error:
        launch.ForkServer()

    assert str(error.value) == "numpy is not installed\n  fix pip install numpy"


def test_only_linux_can_fork(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")

    assert not launch.can_fork()


# -- descriptors, environment, processes ---------------------------------------------


def test_a_worker_holds_four_descriptors_and_nothing_else(submit):
    task = submit(
        """
        import os, sys
        def held():
            found = []
            for fd in range(2000):
                try:
                    os.get_inheritable(fd)
                except OSError:
                    continue
                found.append(fd)
            return found
        def around():
            return [dict(os.environ), sys.argv, sys.path]
        """
    )

    assert task.held() == [0, 1, 2, 3]
    assert task.around() == [{}, ["ex04"], []]


def run_python(source, *args, **options):
    here = [str(Path(host.__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(here).rstrip(os.pathsep)}
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(source), *args],
        stdout=subprocess.PIPE, text=True, env=environment, **options,
    )  # fmt: skip


ONE_CALL = """
    from grader.model import Function, Limits
    from grader.sandbox.host import Sandbox
    from grader.sandbox.session import Session
    with Sandbox() as sandbox:
        source = b"def f():\\n    return 41 + 1\\n"
        session = Session(sandbox, "ex04", source, "task.py", 0, Limits())
        session.begin()
        print("asking", flush=True)
        print(session.call("f", Function(), (), {}))
        session.close()
"""


@pytest.mark.parametrize("files", [64, 256, 4096])
def test_any_usual_limit_of_open_files_will_do(files):
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = files if hard == resource.RLIM_INFINITY else min(files, hard)

    with run_python(
        f"import resource\nresource.setrlimit(resource.RLIMIT_NOFILE, "
        f"({files}, {files}))\n" + textwrap.dedent(ONE_CALL),
        stderr=subprocess.PIPE,
    ) as process:
        out, err = process.communicate(timeout=60)

    assert out == "asking\n42\n", err


def alive(pid):
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][:3]
    except OSError:
        return False


def family(pid):
    """Every process below one, by the system's own table."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(stat[1])
    found = {pid}
    while more := {p for p, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def all_gone(pids, within_s=10.0):
    deadline = time.monotonic() + within_s
    while any(map(alive, pids)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_nothing_outlives_the_process_that_judges():
    source = textwrap.dedent(ONE_CALL).replace("return 41 + 1", "while True: pass")
    with run_python(source) as process:
        process.stdout.readline()
        time.sleep(0.05)
        descendants = family(process.pid)

        process.kill()

        assert (
            len(descendants) >= 4
        )  # it, the first of the server, the server, a worker
        assert all_gone(descendants)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_nothing_is_left_when_a_sandbox_is_closed():
    with Sandbox() as sandbox:
        session = Session(
            sandbox, "ex04", b"import time\ntime.sleep(100)", "t.py", 0, Limits()
        )
        session._worker.ready()
        processes = family(sandbox._server.process.pid)
        assert len(processes) >= 3

    assert all_gone(processes)
    session.close()


# -- one whole process per worker -----------------------------------------------------


@pytest.fixture(scope="module")
def spawning():
    with Sandbox(mode="spawn") as sandbox:
        yield sandbox


def test_a_worker_without_a_fork_server_judges_alike(submit, spawning):
    task = submit(
        "import random\nprint('hello')\ndef f(x):\n    x.append(1)\n"
        "    return random.random()\n",
        within=spawning,
    )
    forked = submit("import random\ndef f(x):\n    return random.random()\n")

    assert task.f([]) == forked.f([])
    assert task.session.printed == "hello\n"
    assert task.session.last_mutated == ("argument 1",)


def test_a_worker_without_a_fork_server_says_what_is_missing(submit, spawning):
    protection = submit("", within=spawning).session.protection

    assert protection.level in {"strong", "basic"}
    assert "namespaces: no fork server here" in protection.missing


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("while True: pass", "`f` took longer than 0.3 s"),
        ("os._exit(3)", "`f` gave no answer: it ended Python itself"),
        (
            "ctypes.string_at(0)",
            "`f` gave no answer: it crashed Python (segmentation fault)",
        ),
    ],
)
def test_a_worker_without_a_fork_server_ends_in_the_same_words(
    submit, problem, spawning, body, message, quick
):
    task = submit(
        f"import ctypes, os\ndef f():\n    {body}\n", within=spawning, limits=quick
    )

    assert problem(task.f).message == message


def test_a_worker_without_a_fork_server_cannot_hang_by_hanging_up(
    submit, problem, spawning, quick
):
    task = submit(
        "import os, time\ndef f():\n    os.close(3)\n    time.sleep(1000)\n",
        within=spawning,
        limits=quick,
    )

    with not_forever(5):
        assert problem(task.f).verdict in {"errored", "timed_out"}


# -- the name of the level ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("layers", "level"),
    [
        ("namespaces rlimits landlock capabilities seccomp", "full"),
        ("namespaces rlimits landlock seccomp", "full"),
        ("namespaces rlimits seccomp", "strong"),
        ("landlock rlimits seccomp", "strong"),
        ("rlimits seccomp", "strong"),
        ("namespaces rlimits landlock capabilities", "basic"),
        ("namespaces landlock capabilities seccomp", "basic"),
        ("rlimits", "basic"),
        ("", "basic"),
    ],
)
def test_a_level_is_the_layers_that_hold(layers, level):
    missing = {"b": "why", "a": "because"}

    assert _protection(layers.split(), missing) == Protection(
        level, ("a: because", "b: why")
    )
