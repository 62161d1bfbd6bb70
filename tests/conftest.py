"""What the tests share: the toy course, one sandbox, real processes, golden files."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import io
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import textwrap
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from grader.cli.main import run
from grader.course import Course
from grader.judge import Judge
from grader.model import Exercise, Judgement
from grader.sandbox.host import Sandbox
from tests.terminal import Terminal

TESTS = Path(__file__).parent
TOY = TESTS / "toy"
GOLDEN = TESTS / "golden"

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER = 1, 2, 3

# Data: courses whose graders are not tests of the platform.
collect_ignore = ["toy", "broken", "golden", "regression"]


# By the processor time that they take, and the files that wait most in front: one
# that is started last keeps one processor at work alone.
LONGEST = (
    "test_conditions test_docs_run test_stranger test_learner_guide test_other_pythons "
    "test_explorers_in_a_browser test_watch test_grade_kill test_exports_autograder "
    "test_grade test_kill test_boundaries_in_a_browser test_network_explorer "
    "test_descent_explorer "
    "test_report_in_a_browser test_class_pages_in_a_browser test_cluster "
    "test_intake_archives test_grade_class test_handback test_fuzz test_endurance test_pool "
    "test_packaging test_author_guide test_elsewhere test_notebook test_quiz_cli test_cli test_proof "
    "test_bad_places test_screens test_update test_quiz_import test_quiz_lint "
    "test_protocol test_review test_submit test_course_proof test_course_naming"
).split()

MEASURED = frozenset(
    "test_cli test_watch test_quiz_cli test_grade test_regrade test_override "
    "test_exports test_handback test_cluster".split()
)
"""The files whose processes of `learn` report coverage: all commands are run in some.

Measured, a process takes half as long again, or twice as long if it does little.
"""

# A shell starts what it runs in the background with these ignored, and so would be
# every `learn` that a test interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGQUIT, signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden/ anew instead of comparing with it",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


# -- courses ------------------------------------------------------------------


@pytest.fixture(scope="session")
def toy() -> Course:
    """The toy course where it stands: to be read, never to be written to."""
    return Course(TOY)


@pytest.fixture
def toy_copy(tmp_path: Path) -> Path:
    """A copy of the toy course for a test to change."""
    return copy_toy(tmp_path / "course")


def copy_toy(to: Path) -> Path:
    shutil.copytree(TOY, to, ignore=shutil.ignore_patterns("__pycache__", ".learn"))
    return to


COURSE_YAML = """\
title: A made course
units: [{id: basics, title: Basics}]
concepts: [{id: idea, title: An idea}]
"""

CHECKS_HEAD = """\
import numpy as np
import pytest

from grader.checks import (
    close, equal, fresh, holds, law, mutated, needs, points, unchanged,
)

"""

SOLUTION = "def f(*args):\n    return args[0]\n"


@pytest.fixture
def make_exercise(tmp_path: Path) -> Callable[..., Exercise]:
    """Write a course of one exercise, ``ex07_sample``, from a few texts."""

    def make(
        public: str | None = "",
        hidden: str | None = "",
        *,
        spec: str = "functions: {f: {}}",
        solution: str = SOLUTION,
        right: Mapping[str, str] | None = None,
        wrong: Mapping[str, str] | None = None,
        reference: bool = True,
    ) -> Exercise:
        root = tmp_path / "made"
        folder = root / "exercises" / "ex07_sample"
        texts = {id: f"You believe {id}." for id in wrong or {}}
        head = (
            "title: A sample\nunit: basics\nposition: 1\ndifficulty: 1\npoints: 1\n"
            f"concepts: [idea]\nmisconceptions: {json.dumps(texts)}\n"
        )
        files = {
            root / "exercises" / "course.yaml": COURSE_YAML,
            folder / "exercise.yaml": head + textwrap.dedent(spec) + "\n",
            folder / "sample.py": "def f(*args):\n    raise NotImplementedError\n",
            folder / "README.md": "# A sample\n\n## Out of scope\n\nEverything.\n",
        }
        if public is not None:
            files[folder / "test_public.py"] = CHECKS_HEAD + textwrap.dedent(public)
        if reference:
            secret = root / "reference" / "ex07_sample"
            files[secret / "solution.py"] = textwrap.dedent(solution)
            if hidden is not None:
                files[secret / "test_hidden.py"] = CHECKS_HEAD + textwrap.dedent(hidden)
            for kind, sources in (("right", right), ("wrong", wrong)):
                for name, source in (sources or {}).items():
                    files[secret / kind / f"{name}.py"] = textwrap.dedent(source)
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return Course(root).exercise("ex07")

    return make


@pytest.fixture(autouse=True)
def _checks_are_read_anew() -> Iterator[None]:
    """Let no test meet a module of checks that another test's course left."""
    yield
    for name in list(sys.modules):
        if name.partition(".")[0] in {"exercises", "reference"}:
            del sys.modules[name]


# -- judging --------------------------------------------------------------------


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One isolated Python for all tests that judge in this process."""
    with Sandbox() as shared:
        yield shared


@pytest.fixture
def judged(sandbox: Sandbox) -> Callable[..., Judgement]:
    """Judge a source text."""

    def judged(exercise: Exercise, source: str, **options: Any) -> Judgement:
        text = textwrap.dedent(source).encode()
        return Judge(exercise, sandbox, **options).judge(text)

    return judged


# -- the command ------------------------------------------------------------------


class Ran(NamedTuple):
    """What one run of `learn` left."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[Any]:
        """The output as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def environment(**more: str) -> dict[str, str]:
    """The environment without what changes how `learn` writes."""
    unwanted = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PYTHONIOENCODING",
                "PYTHONUTF8", "_LEARN_COMPLETE", "PYTEST_ADDOPTS"}  # fmt: skip
    kept = {k: v for k, v in os.environ.items() if k not in unwanted}
    return kept | {"LC_ALL": "C.UTF-8", "TERM": "xterm"} | more


@pytest.fixture(scope="module", autouse=True)
def _measured_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let processes report coverage in the files of `MEASURED` alone."""
    with pytest.MonkeyPatch.context() as patch:
        if request.path.stem not in MEASURED:
            _measure_no_process(patch)
        yield


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes of a test report no coverage, whatever its file is.

    For the many runs of what others, measured, run too.
    """
    _measure_no_process(monkeypatch)


def _measure_no_process(patch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("COVERAGE_")]:
        patch.delenv(name)


class Learn:
    """Runs `learn` as a process of its own, in one folder."""

    command = (sys.executable, "-m", "grader")

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(
        self,
        *args: str | Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        **popen: Any,
    ) -> Ran:
        done = subprocess.run(
            [*self.command, *map(str, args)],
            cwd=cwd or self.folder,
            env=environment(**(env or {})),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            **popen,
        )
        out = done.stdout.decode("utf-8", "backslashreplace")
        err = done.stderr.decode("utf-8", "backslashreplace")
        assert "Traceback" not in err, err
        return Ran(done.returncode, out, err)

    def on_a_terminal(
        self, *args: str | Path, columns: int = 80, env: Mapping[str, str] | None = None
    ) -> Ran:
        """Run with a pseudo-terminal as standard output and error."""
        ours, theirs = pty.openpty()
        size = struct.pack("HHHH", 24, columns, 0, 0)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, size)
        process = subprocess.Popen(
            [*self.command, *map(str, args)],
            cwd=self.folder,
            env=environment(**(env or {})),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        encoding = (env or {}).get("PYTHONIOENCODING", "utf-8")
        text = _read_until_hung_up(ours).decode(encoding, "backslashreplace")
        code = process.wait(timeout=60)
        assert "Traceback" not in text, text
        return Ran(code, text.replace("\r\n", "\n"), "")


def _read_until_hung_up(fd: int, within_s: float = 60.0) -> bytes:
    parts = []
    deadline = time.monotonic() + within_s
    with os.fdopen(fd, "rb", buffering=0) as stream:
        while time.monotonic() < deadline:
            if not select.select([stream], [], [], 1.0)[0]:
                continue
            try:
                part = stream.read(1 << 16)
            except OSError as error:
                if error.errno != errno.EIO:  # Linux: nobody has it open any more
                    raise
                part = b""
            if not part:
                return b"".join(parts)
            parts.append(part)
    raise AssertionError(f"still running after {within_s:g} s")


@pytest.fixture
def terminal(toy_copy: Path) -> Iterator[Callable[..., Terminal]]:
    """Run `learn` on a terminal in memory, in a copy of the toy course."""
    with contextlib.ExitStack() as stack:

        def terminal(
            *args: str, env: Mapping[str, str] | None = None, **options: Any
        ) -> Terminal:
            there = environment(**(env or {}))
            made = Terminal(
                [*Learn.command, *args], cwd=toy_copy, env=there, **options
            )  # fmt: skip
            stack.callback(made.close)
            return made

        yield terminal


@pytest.fixture
def shell(toy_copy: Path) -> Iterator[Terminal]:
    """Give an interactive shell on a terminal in memory, in a copy of the toy course."""
    command = ["bash", "--norc", "--noprofile", "-i"]
    made = Terminal(command, cwd=toy_copy, env=environment(PS1="$ "))
    try:
        yield made
    finally:
        made.close()


@pytest.fixture
def learn(toy_copy: Path) -> Learn:
    """Run `learn` in a copy of the toy course."""
    return Learn(toy_copy)


class Stream(io.TextIOWrapper):
    """A standard output in memory that says what it is."""

    def __init__(self, terminal: bool) -> None:
        super().__init__(io.BytesIO(), "utf-8", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    @property
    def text(self) -> str:
        return self.buffer.getvalue().decode()


class Here:
    """Runs `learn` in this process: the same code, without Python's start-up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *args: str | Path, terminal: bool = False) -> Ran:
        return self.written(lambda: run([str(a) for a in args]), terminal=terminal)

    @staticmethod
    def written(write: Callable[[], int | None], *, terminal: bool) -> Ran:
        """Call a function that writes results, and keep what it writes."""
        out, err = Stream(terminal), Stream(terminal)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = write()
        assert "Traceback" not in err.text, err.text
        return Ran(code or 0, out.text, err.text)


@pytest.fixture
def here(toy_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    """Run `learn` in a copy of the toy course, in this process."""
    monkeypatch.chdir(toy_copy)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    return Here(toy_copy)


@contextlib.contextmanager
def started(*command: str | Path, **popen: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process that is gone at the end, whatever happens."""
    process = subprocess.Popen([*map(str, command)], **popen)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


@pytest.fixture
def start() -> Callable[..., Any]:
    """Give `started` to a test."""
    return started


@contextlib.contextmanager
def ending(what: object, within_s: int = 10) -> Iterator[None]:
    """Fail, and say with what, when something does not come to an end."""

    def late(signum: int, frame: object) -> None:
        raise AssertionError(f"no end within {within_s} s: {what!r}")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(within_s)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def comes_to_an_end() -> Callable[..., Any]:
    """Give `ending` to a test."""
    return ending


@pytest.fixture
def unprivileged() -> Callable[[], None]:
    """Take root's power over files away from a child, for `preexec_fn`."""

    def drop() -> None:
        if os.geteuid() == 0:
            libc = ctypes.CDLL(None)
            for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER):
                libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)

    return drop


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 KiB, mounted for real."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    if (
        not shutil.which("mount")
        or subprocess.run(mount, capture_output=True).returncode
    ):
        pytest.skip("this user may not mount a disk here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


# -- golden files -----------------------------------------------------------------


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with ``tests/golden/NAME``."""
    update = request.config.getoption("--update-golden")

    def compare(name: str, actual: str) -> None:
        file = GOLDEN / name
        beside = GOLDEN / f"{name}.actual"
        actual = scrubbed(actual)
        if update:
            file.write_text(actual, "utf-8")
        expected = file.read_text("utf-8") if file.exists() else ""
        if actual == expected:
            beside.unlink(missing_ok=True)
        else:
            beside.write_text(actual, "utf-8")
        assert actual == expected, f"pytest --update-golden writes {file.name} anew"

    return compare


_CHANGING = (
    (r'("duration_(?:ms|s)": )[\d.e+-]+', r"\g<1>0.0"),
    (r'("version": )"[^"]*"', r'\g<1>"…"'),
    (r'("exercise_sha256": )"[^"]*"', r'\g<1>"…"'),
    (r'("protection": )\{[^}]*\}', r'\g<1>"…"'),
    (r"\d+\.\d s\b", "… s"),
    (r"\d{4}-\d\d-\d\d( \d\d:\d\d)?", "2026-11-21 14:02"),
)


def scrubbed(text: str) -> str:
    """Replace what differs from run to run and from machine to machine."""
    for pattern, by in _CHANGING:
        text = re.sub(pattern, by, text)
    return text
