"""``kill -9`` of `learn grade` at any moment: the next run goes on, and all comes out the same."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.model import Exercise
from tests.classroom import runs
from tests.conftest import Learn, environment
from tests.full import times

KILLS, SUBMISSIONS = 30, times(300, usual=150)
CONTENTS = SUBMISSIONS // 2  # two students hand in each

# What is killed can report no coverage, and starts twice as fast without it.
ENVIRONMENT = {k: v for k, v in environment().items() if not k.startswith("COVERAGE_")}


@pytest.fixture
def exercise(make_exercise: Callable[..., Exercise]) -> Exercise:
    """One check, of the cheapest; one known mistake, so that there is diagnosis too."""
    return make_exercise(
        runs.PUBLIC,
        "",
        spec="functions: {f: {args: {x: number}, returns: number}}",
        solution=runs.RIGHT,
        wrong={"adds_one": runs.WRONG},
    )


def work() -> dict[str, str]:
    sources = (runs.RIGHT, runs.WRONG, "def f(x):\n    return x\n", "x = 1\n", "def f(")
    return {
        f"student{i:03}": f"{sources[i % 5]}\n# {i % CONTENTS}\n"
        for i in range(SUBMISSIONS)
    }


def judged(out: Path) -> int:
    """How many results there are, as somebody who reads meanwhile sees it."""
    with contextlib.suppress(sqlite3.Error):
        db = sqlite3.connect(f"file:{out / 'gradebook.db'}?mode=ro", uri=True)
        with contextlib.closing(db):
            (count,) = db.execute("SELECT count(*) FROM result").fetchone()
            return int(count)
    return 0


def killed(command: list[str], root: Path, out: Path, rng: random.Random) -> bool:
    """Begin a run and kill it at some moment; False if it was done before."""
    process = subprocess.Popen(
        command, cwd=root, env=ENVIRONMENT,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    enough = judged(out) + rng.randrange(1, CONTENTS // 8)
    give_up = time.monotonic() + rng.choice((rng.uniform(0, 1.5), 60.0))
    while process.poll() is None and time.monotonic() < give_up:
        if judged(out) >= min(enough, CONTENTS) and rng.random() < 0.3:
            break
        time.sleep(0.01)
    process.kill()
    _, said = process.communicate()
    assert process.returncode in (0, -signal.SIGKILL), said.decode()
    return process.returncode != 0


def test_thirty_kills_change_nothing(exercise: Exercise, tmp_path: Path) -> None:
    place = runs.hand_in(tmp_path / "class", exercise, work())
    (place / "student007" / "notes.txt").write_text("not work")
    root = exercise.folder.parent.parent
    straight, cut = tmp_path / "straight", tmp_path / "cut"
    assert Learn(root)("grade", place, "--out", straight, "--jobs", "2").code == 0
    assert set(runs.statuses(straight).values()) == {"passed", "failed"}
    assert judged(straight) == CONTENTS

    rng = random.Random(os.environ.get("KILL_SEED", "a class"))
    command = [*Learn.command, "grade", str(place), "--out", str(cut), "--jobs", "2"]
    kills, seen = 0, {0}
    while kills < KILLS:
        kills += killed(command, root, cut, rng)
        seen.add(judged(cut))
    assert len(seen) > 5, "hardly a run was cut in the middle of judging"

    assert Learn(root)("grade", place, "--out", cut, "--jobs", "2").code == 0
    assert runs.files(cut) == runs.files(straight)
    assert runs.tables(cut) == runs.tables(straight)
