"""The worker's and the fork server's own code, run where coverage can watch it.

What confinement does is proved by attacks; here the walls are left out, in
processes of their own (`unconfined.py`), and the rest runs as it ships.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from grader.errors import BrokenError
from grader.model import Class, Contract, Function, Limits
from grader.sandbox import host, worker
from grader.sandbox.host import Sandbox, Worker

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the fork server needs Linux"
)

UNCONFINED = Path(__file__).with_name("unconfined.py")
HERE = os.pathsep.join(
    [str(Path(host.__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
).rstrip(os.pathsep)


def start(how: str, config: dict, fds: list[int]) -> subprocess.Popen:
    environment = os.environ | {
        "PYTHONPATH": HERE, "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, str(UNCONFINED), json.dumps(config | {"path": []}), how],
        pass_fds=fds, env=environment, stderr=subprocess.PIPE,
    )  # fmt: skip


class Unconfined:
    """A fork server that is ended by hanging up, and waited for with all its own."""

    def __init__(self, how: str) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.alive, kept_open = os.pipe()
        with theirs:
            fd = theirs.fileno()
            self.process = start(how, {"control": fd}, [fd, kept_open])
        os.close(kept_open)
        self.control = ours
        self.said = b""

    def close(self) -> None:
        self.control.close()
        # End of file once nobody holds the other end: everybody has gone.
        ready, _, _ = select.select([self.alive], [], [], 20)
        assert ready, "a process was left"
        os.close(self.alive)
        self.process.wait(20)
        self.said += self.process.stderr.read()
        self.process.stderr.close()


@contextlib.contextmanager
def unconfined(how: str) -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patch:
        # Workers end when we hang up, so that they can write what was covered.
        patch.setattr(Worker, "_kill", lambda self: None)
        with Sandbox(server=Unconfined(how)) as sandbox:
            yield sandbox


@pytest.fixture(scope="module")
def bare() -> Iterator[Sandbox]:
    with unconfined("works") as sandbox:
        yield sandbox


@pytest.fixture
def submit_bare(submit, bare):
    return lambda source, **options: submit(source, within=bare, **options)


def test_a_worker_loads_calls_gets_and_sets(submit_bare):
    task = submit_bare(
        """
        class P:
            def __init__(self, n):
                self.n = n
            def add(self, x=1):
                self.n += x
                return self.n
            def twin(self):
                return self
        def f(a, b=0):
            return a + b
        """,
        classes={"P": Class(methods={"add": Function(), "twin": Function()})},
    )

    p = task.P(5)
    p.n = 7

    assert task.f(1, b=2) == 3
    assert p.add(x=2) == 9
    assert p.n == 9
    assert p.twin() == p
    assert task.session.protection.level == "basic"


def test_what_one_worker_sets_on_a_descriptor_no_other_sees(submit_bare):
    """Their standard input is empty, and not one and the same for all of them."""
    source = """
        import os
        def set():
            for fd in (0, 1, 2):
                os.set_blocking(fd, False)
            return os.read(0, 1)
        def get():
            return [os.get_blocking(fd) for fd in (0, 1, 2)]
        """

    assert submit_bare(source).set() == b""
    assert submit_bare(source).get() == [True, True, True]


def test_a_worker_reports_changes_and_what_cannot_be_sent(submit_bare, problem):
    task = submit_bare(
        """
        class P:
            big = 1 << 9000
        def f(a, b=None):
            a[0] = 1
            b.append(b)
        def g():
            return 1 << 9000
        """,
        classes={"P": Class()},
    )

    task.f(np.zeros(2), b=[])
    assert task.session.last_mutated == ("argument 1", "b")
    assert "cannot be judged" in problem(task.g).message
    assert "cannot be judged" in problem(lambda: task.P().big).message


def test_a_worker_says_what_is_missing(submit_bare, problem):
    task = submit_bare("class P: pass\n", classes={"P": Class()})

    assert "`f` is not defined" in problem(task.f).message
    assert "`P.n` is not defined" in problem(lambda: task.P().n).message


def test_a_worker_calls_back(submit_bare, problem):
    task = submit_bare(
        """
        def f(g):
            return [g(1), g(2)], g is g
        def same(g):
            return g
        def caught(g):
            try:
                g(1)
            except ZeroDivisionError as error:
                return str(error)
        """
    )

    assert task.f(lambda x: 10 * x) == ([10, 20], True)
    assert task.same(abs) is not None
    assert "raised in the function" in task.caught(lambda x: 1 / 0)
    assert "ZeroDivisionError" in problem(task.f, lambda x: 1 / 0).message


@pytest.mark.parametrize(
    ("source", "message", "line"),
    [
        ("def f(:\n", "SyntaxError: invalid syntax", 1),
        ("x = 1\n1 / 0\n", "ZeroDivisionError: division by zero", 2),
        ("import scipy\n", "ModuleNotFoundError: `scipy` is not available in ex04", 1),
        (
            "raise type('E', (ValueError,), {'__str__': lambda s: 1 / 0})\n",
            "E",
            1,
        ),
    ],
)
def test_a_worker_explains_why_a_file_does_not_load(submit_bare, source, message, line):
    loading = submit_bare(source).loading.problem

    assert (loading.message, loading.line) == (message, line)


@pytest.mark.parametrize(
    "source",
    [
        b"# coding: unicode_escape\n", b"\r# coding: unicode-escape",
        b"#" + b"x" * 5_000 + b"\n# coding=utf-16\n", b"# \xff\n#coding: utf-7",
        b"\xef\xbb\xbf# -*- coding: rot13 -*-", b"# coding coding:\tUTF-7\n",
        b" \x0c#vim: fileencoding=Unicode-Escape :",
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_it_looks_like_is_refused(source):
    with pytest.raises(SyntaxError, match="the file must be UTF-8, not "):
        worker.refuse_disguise(source, "task.py")


@pytest.mark.parametrize(
    "source",
    [
        b"", b"x = 1\n# coding: utf-7\n", b"# coding: latin-1\n# coding: utf-7\n",
        b"\n\n# coding: utf-7\n", b"# coding: windows-1252\n", b"#coding :utf-7\n",
        b'"""\n# coding: utf-7"""\n', b"# coding: utf8\n", b"\xef\xbb\xbf# coding: utf-8\n",
    ],
)  # fmt: skip
def test_a_file_in_an_ordinary_encoding_is_taken_as_python_takes_it(source):
    worker.refuse_disguise(source, "task.py")

    compile(source, "task.py", "exec")


def test_a_worker_gives_the_line_of_a_call_that_never_began(submit_bare, problem):
    task = submit_bare("# one\ndef f(a):\n    return a\n")

    assert problem(task.f).line == 2


def test_a_worker_passes_on_what_is_printed(submit_bare):
    task = submit_bare(
        """
        import sys
        def f():
            print("out")
            print("err", file=sys.stderr)
            return sys.stdin.read()
        def g():
            sys.stdout.close()
            return 1
        """
    )

    assert task.f() == ""
    assert task.session.printed == "out\nerr\n"
    assert task.g() == 1


def test_a_worker_starts_unseeded_randomness_from_its_seed(submit_bare):
    source = (
        "import numpy as np\ndef f():\n    return np.random.default_rng().random()\n"
    )

    assert submit_bare(source, seed=3).f() == submit_bare(source, seed=3).f()
    assert submit_bare(source, seed=3).f() != submit_bare(source, seed=4).f()


def test_a_worker_that_ends_itself_is_noticed(submit_bare, problem):
    task = submit_bare("import os\ndef f():\n    os._exit(3)\n")

    assert problem(task.f).message == "`f` gave no answer: it ended Python itself"
    assert task.session.begin() is None


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("no-namespaces", "namespaces: no namespaces"),
        ("no-trial", "namespaces: no trial"),
        ("no-fork", "namespaces: no fork"),
    ],
)
def test_a_server_without_namespaces_serves_and_says_why(submit, how, reason):
    with unconfined(how) as sandbox:
        task = submit("def f():\n    return 5\n", within=sandbox)

        assert task.f() == 5
        assert reason in task.session.protection.missing
        task.session.close()


def test_a_worker_that_cannot_be_confined_is_our_fault(submit):
    with unconfined("no-worker") as sandbox, pytest.raises(BrokenError) as error:
        submit("def f():\n    return 5\n", within=sandbox)

    assert error.value.where == "RuntimeError: our own fault"


def test_a_worker_that_cannot_be_had_is_our_fault_and_says_why(submit):
    with unconfined("no-later-fork") as sandbox, pytest.raises(BrokenError) as error:
        submit("def f():\n    return 5\n", within=sandbox)

    assert error.value.where == "no fork left"


def test_a_server_that_is_given_up_before_it_was_used_ends():
    server = Unconfined("works")

    server.close()

    assert server.process.returncode == 0
    assert server.said == b""


def test_a_worker_without_a_server_serves_once(submit, monkeypatch):
    monkeypatch.setattr(Worker, "_kill", lambda self: None)
    monkeypatch.setattr(
        host, "start_process", lambda config, fds, setting: start("works", config, fds)
    )

    with Sandbox(mode="spawn") as sandbox:
        task = submit("def f():\n    return 5\n", within=sandbox)

        assert task.f() == 5
        assert "namespaces: no fork server here" in task.session.protection.missing
        task.session.close()


# -- what is importable is what was there ---------------------------------------------

SEALED = """
import sys
from grader.sandbox import protocol, worker
finders = sys.meta_path[:]
worker.prepare("ex04", 5)
worker.seal()
found = [dict(__import__("os").environ), sys.path, sys.argv,
         [n for n in sys.modules if n.startswith("grader")]]
try:
    import wave
except ModuleNotFoundError as error:
    found.append(str(error))
sys.meta_path[:] = finders
print(found)
"""


def test_a_sealed_process_imports_nothing_more_and_has_no_environment():
    done = subprocess.run(
        [sys.executable, "-c", SEALED],
        env=os.environ | {"PYTHONPATH": HERE}, capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip

    assert done.stdout == (
        "[{}, [], ['ex04'], [], '`wave` is not available in ex04']\n"
    )


def test_limits_and_contracts_are_the_same_without_walls(submit_bare, problem):
    task = submit_bare(
        "def f():\n    return [1, 2, 3]\ndef g():\n    return 'x' * (3 << 20)\n",
        functions={"f": Function(returns=Contract(kind="array", shape=(2,)))},
        limits=Limits(returned_mib=1),
    )

    assert "wrong shape: expected (2,), got (3,)" in problem(task.f).message
    assert "it returned more than 1 MiB" in problem(task.g).message
