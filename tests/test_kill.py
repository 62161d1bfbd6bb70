"""``kill -9`` at any moment: the database stays whole, and so does every file."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.store.versions import digest
from tests.full import times
from tests.terminal import Terminal

KILLS = times(40, usual=10)

# What is killed can report no coverage, and starts twice as fast without it.
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}
STUB = Path("exercises/ex01_double/double.py")
UNTOUCHED = (Path(__file__).parent / "toy" / STUB).read_bytes()


def version(number: int) -> bytes:
    """A file of a size that takes more than one write, right or wrong in turn."""
    wrong = " + 1" if number % 2 else ""
    padding = f"# version {number} " + "x" * 200
    return (
        "import numpy as np\n\n\ndef double(x):\n    x = np.asarray(x)\n"
        "    if len(x) == 0:\n        raise ValueError('no entries')\n"
        f"    return 2 * x{wrong}\n" + f"{padding}\n" * 40
    ).encode()


class Workspace:
    """A workspace whose learner is interrupted all the time."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.file = folder / STUB
        self.rng = random.Random(seed)
        self.mine = b""
        self.number = 0

    @property
    def database(self) -> Path:
        return self.folder / ".learn" / "progress.db"

    def write(self) -> bytes:
        """Save a new version as an editor does."""
        self.number += 1
        self.mine = version(self.number)
        beside = self.file.with_name(".double.py.swp")
        beside.write_bytes(self.mine)
        beside.rename(self.file)
        return self.mine

    def killed(self, process: subprocess.Popen[bytes], within_s: float) -> int | None:
        """Kill after a random time; give the exit code of one that was quicker."""
        give_up = time.monotonic() + self.rng.uniform(0.0, within_s)
        while time.monotonic() < give_up:
            if process.poll() is not None:
                return process.returncode
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.wait()
        return None

    def query(self, text: str) -> list[tuple[object, ...]]:
        if not self.database.exists():
            return []
        db = sqlite3.connect(self.database)
        try:
            return db.execute(text).fetchall()
        finally:
            db.close()

    def kept(self) -> set[str]:
        """Hashes of every content that was judged or kept, whole as they are."""
        rows = self.query("SELECT sha256, content FROM source")
        assert all(digest(content) == sha256 for sha256, content in rows)
        return {sha256 for sha256, _ in rows}

    def must_be_whole(self) -> None:
        assert self.query("PRAGMA integrity_check") in ([], [("ok",)])
        assert self.query("PRAGMA foreign_key_check") == []
        half = "SELECT count(*) FROM attempt WHERE id NOT IN (SELECT attempt FROM check_result)"
        assert self.query(half) in ([], [(0,)])
        left = [f.name for f in (self.folder / STUB.parent).iterdir()]
        assert "double.py" in left


@pytest.fixture
def workspace(toy_copy: Path, request: pytest.FixtureRequest) -> Workspace:
    return Workspace(toy_copy, seed=len(request.node.name))


def learn(workspace: Workspace, *args: str, **popen: object) -> subprocess.Popen[bytes]:
    streams = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | popen
    command = [sys.executable, "-m", "grader", *args]
    return subprocess.Popen(
        command, cwd=workspace.folder, env=ENVIRONMENT, **streams
    )  # fmt: skip


def duration(workspace: Workspace, *args: str) -> float:
    """How long a command takes here, so that kills hit all of it."""
    started = time.monotonic()
    learn(workspace, *args, stdout=subprocess.DEVNULL).wait()
    return time.monotonic() - started


def test_during_check_at_most_the_attempt_in_flight_is_missing(workspace):
    workspace.write()
    lasts = duration(workspace, "check", "ex01")
    ended = 1
    for _ in range(KILLS):
        mine = workspace.write()
        before = len(workspace.query("SELECT id FROM attempt"))
        process = learn(workspace, "check", "ex01", stdout=subprocess.DEVNULL)

        code = workspace.killed(process, 1.1 * lasts)

        ended += code is not None
        workspace.must_be_whole()
        assert workspace.file.read_bytes() == mine
        now = len(workspace.query("SELECT id FROM attempt"))
        assert now == before + 1 if code is not None else now in (before, before + 1)
    assert ended < KILLS  # some were hit
    assert ended <= len(workspace.query("SELECT id FROM attempt")) <= KILLS + 1


def printed(stream: object) -> Iterator[bytes]:
    """Lines that are already there, without waiting for more."""
    fd = stream.fileno()
    os.set_blocking(fd, False)
    text = b""
    while True:
        try:
            part = os.read(fd, 1 << 16)
        except BlockingIOError:
            break
        if not part:
            break
        text += part
    yield from text.splitlines()


def test_during_watch_every_verdict_that_was_shown_is_kept(workspace):
    workspace.write()
    lasts = duration(workspace, "check", "ex01")
    for _ in range(KILLS):
        workspace.write()
        before = len(workspace.query("SELECT id FROM attempt"))
        process = learn(workspace, "watch", "ex01", stdout=subprocess.PIPE)
        give_up = time.monotonic() + workspace.rng.uniform(0.2, 2.0) * lasts
        while time.monotonic() < give_up:
            time.sleep(0.05)
            workspace.write()

        workspace.killed(process, 0.05)

        verdicts = sum(
            line.startswith((b"ex01 passed", b"ex01 failed"))
            for line in printed(process.stdout)
        )
        process.stdout.close()
        workspace.must_be_whole()
        assert workspace.file.read_bytes() == workspace.mine
        assert len(workspace.query("SELECT id FROM attempt")) - before >= verdicts


def test_during_a_quiz_every_answer_that_was_marked_is_kept(workspace):
    """Typed answers: right and wrong ones, a hint, a skipped one, malformed ones."""
    typed = b"a\n?\nc d\ns\nnonsense\n5.5\nthe half\n"
    command = ("quiz", "basics", "--fresh", "--seed", "3")
    lasts = duration(workspace, *command)
    mine = workspace.write()
    total = killed = 0
    for _ in range(KILLS):
        before = len(workspace.query("SELECT id FROM quiz_answer"))
        process = learn(
            workspace, *command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        process.stdin.write(typed)
        process.stdin.flush()

        # It waits for more answers, so that no end comes before the kill.
        killed += workspace.killed(process, 2.5 * lasts) is None

        marked = sum(
            line.startswith((b"Right", b"Wrong", b"Partly", b"Skipped"))
            for line in printed(process.stdout)
        )
        process.stdout.close()
        process.stdin.close()
        workspace.must_be_whole()
        now = len(workspace.query("SELECT id FROM quiz_answer"))
        assert marked <= now - before <= marked + 1
        total += marked
    assert killed > KILLS // 2
    assert total > 0
    assert workspace.file.read_bytes() == mine


@pytest.mark.parametrize("command", ["reset", "undo"])
def test_during_what_replaces_a_file_it_is_whole_and_what_was_there_is_kept(
    workspace, command
):
    workspace.write()
    learn(workspace, "check", "ex01", stdout=subprocess.DEVNULL).wait()
    first = workspace.mine
    workspace.write()
    lasts = duration(workspace, command, "ex01")
    for _ in range(KILLS):
        mine = workspace.write()
        process = learn(workspace, command, "ex01", stdout=subprocess.DEVNULL)

        workspace.killed(process, 1.1 * lasts)

        workspace.must_be_whole()
        now = workspace.file.read_bytes()
        if now != mine:
            assert digest(mine) in workspace.kept()
            known = UNTOUCHED if command == "reset" else first
            assert digest(now) in workspace.kept()
            assert command == "undo" or now == known


def test_after_all_of_it_the_workspace_works(workspace):
    for command in ("check", "reset", "undo"):
        workspace.write()
        workspace.killed(learn(workspace, command, "ex01"), 0.3)
    workspace.write()

    assert learn(workspace, "check", "ex01", stdout=subprocess.DEVNULL).wait() in (0, 1)
    assert learn(workspace, stdout=subprocess.DEVNULL).wait() == 0


def test_a_killed_watch_leaves_no_process(terminal, toy_copy):
    watch: Terminal = terminal("watch", "ex01")
    watch.until("not written yet")
    before = children_of(watch.process.pid)
    assert before

    watch.process.send_signal(signal.SIGKILL)
    watch.process.wait()

    give_up = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in before):
        assert time.monotonic() < give_up
        time.sleep(0.02)


def children_of(pid: int) -> list[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()]
