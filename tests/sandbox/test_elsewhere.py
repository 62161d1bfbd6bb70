"""On macOS and Windows, as far as Linux can play them: see `elsewhere.py`.

What only Linux has is hidden; a worker is then a whole process, started anew, and on
Windows it is reached by its standard streams.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.model import Limits
from grader.sandbox import host
from grader.sandbox.host import Sandbox
from grader.sandbox.waiting import READ, WRITE, Pipe, Waiting
from tests.full import FULL
from tests.sandbox.test_levels import NOBODY, ROOT, environment

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux is made to look like another"
)

ELSEWHERE = Path(__file__).with_name("elsewhere.py")
SYSTEMS = ("darwin", "win32")
BASIC = "ran without walls around its files"


def on(system: str, *command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, str(ELSEWHERE), system, *map(str, command)], cwd=cwd,
        env=environment(), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    assert "a fault of learn itself" not in done.stderr, done.stderr
    return done


@pytest.fixture
def solved(toy_copy) -> Path:
    """A course whose exercises are all solved."""
    for exercise in (toy_copy / "exercises").glob("ex*"):
        stub = exercise / f"{exercise.name.partition('_')[2]}.py"
        shutil.copy(toy_copy / "reference" / exercise.name / "solution.py", stub)
    return toy_copy


@pytest.mark.parametrize("system", SYSTEMS if FULL else ["win32"])
def test_every_module_is_imported_where_there_is_no_linux(system, tmp_path):
    done = on(system, "import", cwd=tmp_path)

    assert done.returncode == 0, done.stdout
    assert int(done.stdout) > 250


@pytest.mark.parametrize("system", SYSTEMS if FULL else ["win32"])
def test_a_whole_course_is_checked_and_the_level_is_said(system, solved):
    done = on(system, "learn", "check", "--all", "--json", cwd=solved)

    judged = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["status"] for one in judged] == ["passed"] * 3, done.stdout
    assert done.returncode == 0
    for one in judged:
        assert one["protection"]["level"] == "basic"
        missing = [why.partition(":")[0] for why in one["protection"]["missing"]]
        assert missing == ["namespaces", "rlimits"]


@pytest.mark.parametrize("system", SYSTEMS if FULL else ["darwin"])
def test_a_learner_reads_what_is_wrong_and_at_which_level(system, solved):
    file = solved / "exercises/ex01_double/double.py"
    file.write_text("def double(x):\n    print('hello')\n")

    done = on(system, "learn", "check", "ex01", cwd=solved)

    assert done.returncode == 1
    assert "`double` returned None; it printed something" in done.stdout
    assert BASIC in done.stdout


@pytest.fixture
def handed_in(solved, tmp_path) -> Path:
    """Three students: one is right, and the code of two does not come back."""
    sources = {
        "ann": (solved / "reference/ex01_double/solution.py").read_text(),
        "bob": "while True: pass\n",
        "eve": "import os\ndef double(x):\n    os._exit(3)\n",
    }
    for student, source in sources.items():
        folder = tmp_path / "handed_in" / student
        folder.mkdir(parents=True)
        (folder / "double.py").write_text(source)
    return tmp_path / "handed_in"


def test_a_class_is_graded_at_basic_when_that_is_asked_for(solved, handed_in, tmp_path):
    grade = "learn", "grade", handed_in, "--exercise", "ex01", "--out", tmp_path / "out"

    refused = on("darwin", *grade, cwd=solved)

    assert refused.returncode == 3
    assert "at protection level basic; at least strong is asked for" in refused.stderr
    assert "--allow-weak-isolation" in refused.stderr
    assert not (tmp_path / "out" / "grades.csv").exists()

    done = on("darwin", *grade, "--allow-weak-isolation", cwd=solved)

    assert done.returncode == 0, done.stderr
    results = map(json.loads, (tmp_path / "out/results.jsonl").read_text().splitlines())
    by_student = {one["student"]: one for one in results}
    assert {s: one["score"] for s, one in by_student.items()} == {
        "ann": 8, "bob": 0, "eve": 0,
    }  # fmt: skip
    assert {one["protection"]["level"] for one in by_student.values()} == {"basic"}
    said = {s: one["checks"][0]["message"] for s, one in by_student.items()}
    assert said["bob"].endswith("took longer than 2 s")
    assert said["eve"] == "`double` gave no answer: it ended Python itself"


def test_grading_a_class_on_windows_says_where_it_can_be_done(
    solved, handed_in, tmp_path
):
    done = on(
        "win32", "learn", "grade", handed_in, "--exercise", "ex01",
        "--out", tmp_path / "out", "--allow-weak-isolation", cwd=solved,
    )  # fmt: skip

    assert done.returncode == 3
    assert "can be judged on Linux and macOS alone" in done.stderr
    assert "WSL" in done.stderr


# -- a worker that is reached by its standard streams --------------------------------


@pytest.fixture(scope="module")
def by_streams() -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(host, "can_hand_on", lambda: False)
        patch.setattr(host, "waiting", Waiting)
        with Sandbox(mode="spawn") as sandbox:
            yield sandbox


def test_what_is_printed_is_there_when_the_answer_is(submit, by_streams):
    task = submit(
        "import sys\nprint('loading')\ndef f(n):\n    print('x' * n)\n"
        "    print('error', file=sys.stderr)\n    return n\n",
        within=by_streams,
    )

    assert task.session.printed == "loading\n"
    assert task.f(3) == 3
    assert task.session.printed == "loading\nxxx\nerror\n"
    assert task.f(200_000) == 200_000
    assert len(task.session.printed) <= 64 << 10
    task.session.begin()
    assert task.f(1) == 1
    assert task.session.printed == "x\nerror\n"


def test_a_function_is_called_back_and_large_values_cross(submit, by_streams):
    task = submit(
        "def f(g, x):\n    return [g(i) for i in range(50)], x\n",
        within=by_streams,
        limits=Limits(call_s=20),
    )
    large = "x" * (4 << 20)

    assert task.f(lambda i: 2 * i, large) == ([2 * i for i in range(50)], large)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("while True: pass", "`f` took longer than 0.5 s"),
        ("os._exit(3)", "`f` gave no answer: it ended Python itself"),
        (
            "ctypes.string_at(0)",
            "`f` gave no answer: it crashed Python (segmentation fault)",
        ),
        (
            "while True: os.write(1, b'x' * 65536)",
            "`f` gave no answer: it printed more than 16 MiB",
        ),
        ("return 'x' * (3 << 20)", "`f` gave no answer: it returned more than 2 MiB"),
        ("os.fork()", "`f` started a process, and a submission may not"),
        (
            "threading.Thread(target=print).start()",
            "`f` started a thread, and at protection level strong it has only one",
        ),
        (
            "[os.close(fd) for fd in (3, 4)]",
            "`f` gave no answer: it closed the connection that it answers on",
        ),
    ],
)
def test_what_crosses_a_limit_is_told_the_same(submit, problem, by_streams, body, said):
    task = submit(
        f"import ctypes, os, threading\ndef f():\n    {body}\n",
        within=by_streams,
        limits=Limits(call_s=0.5 if "longer" in said else 20, returned_mib=2),
    )
    if "level" in said:
        said = said.replace("strong", task.session.protection.level)

    assert problem(task.f).message == said


@pytest.mark.skipif(not ROOT, reason="the tests do not run as root")
def test_a_worker_without_a_fork_server_is_not_root_either(submit, by_streams):
    task = submit(
        "import os\ndef f(): return os.getuid(), os.getgid()\n", within=by_streams
    )

    assert task.f() == (NOBODY, NOBODY)


def test_nothing_is_left_of_it(submit, by_streams):
    task = submit("def f(): return 1\n", within=by_streams)
    process = task.session._worker._process

    task.session.close()

    assert process.poll() is not None


def test_waiting_by_select_tells_what_has_come(tmp_path):
    one, other = socket.socketpair()
    reading, writing = os.pipe()
    pipe, waiting = Pipe(reading), Waiting()
    with one, other:
        waiting.register(one, READ)
        waiting.register(pipe, READ)
        assert waiting.poll(0) == []
        waiting.modify(one, READ | WRITE)
        assert waiting.poll(0) == [(one.fileno(), WRITE)]
        other.send(b"x")
        os.write(writing, b"y")
        assert dict(waiting.poll(1000)) == {
            one.fileno(): READ | WRITE, pipe.fileno(): READ,
        }  # fmt: skip
        assert pipe.recv(5) == b"y"
        waiting.unregister(pipe)
        os.close(writing)
        assert dict(waiting.poll(0)) == {one.fileno(): READ | WRITE}
    pipe.close()
