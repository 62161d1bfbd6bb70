"""Whole runs of `learn grade`: a small class, and what a run leaves, times aside."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.model import Exercise
from tests.conftest import Learn, Ran

RIGHT = "def f(x):\n    return 2 * x\n"
WRONG = "def f(x):\n    return x + 1\n"
ENDLESS = "def f(x):\n    while True:\n        pass\n"
ENDS_PYTHON = "import os\nos._exit(0)\n"
FLOODS = "def f(x):\n    while True:\n        print('x' * 100_000)\n"
HUNGRY = "def f(x):\n    return [0] * 10**12\n"

PUBLIC = '''
@points(1)
def test_twice(submission):
    """Twice 3 is 6"""
    close(submission.f(3), 6)
'''
HIDDEN = '''
@points(1)
@needs("twice")
def test_another(submission, rng):
    """Another number"""
    x = int(rng.integers(10, 1000))
    close(submission.f(x), 2 * x)
'''
QUICK = """\
functions: {f: {args: {x: number}, returns: number}}
limits: {call_s: 0.5, submission_s: 2}
"""
"""An exercise that costs next to nothing and gives up soon."""


class OneJob(Learn):
    """Runs `learn`, and grades with one worker where it is not said with how many.

    A worker takes longer to start than it has to judge in a class of two.
    """

    def __call__(self, *args: str | Path, **options: Any) -> Ran:
        named = {"--jobs", "--cluster"} & {*args}
        more = () if named or args[0] != "grade" else ("--jobs", "1")
        return super().__call__(*args, *more, **options)


def hand_in(root: Path, exercise: Exercise, work: Mapping[str, str | bytes]) -> Path:
    """``<student>/exNN_name/name.py`` for each student."""
    for student, source in work.items():
        file = root / student / exercise.slug / exercise.stub.name
        file.parent.mkdir(parents=True, exist_ok=True)
        content = source.encode() if isinstance(source, str) else source
        file.write_bytes(content)
    return root


def results(folder: Path) -> dict[tuple[str, str], Any]:
    """The lines of ``results.jsonl`` by student and exercise."""
    rows = map(json.loads, (folder / "results.jsonl").read_text("utf-8").splitlines())
    return {(row["student"], row["exercise"]): row for row in rows}


def statuses(folder: Path) -> dict[str, str]:
    """What became of each student, where there is one exercise."""
    return {student: row["status"] for (student, _), row in results(folder).items()}


def files(folder: Path) -> dict[str, str]:
    """The texts that a run leaves, without durations and run ids."""
    kept = {}
    for file in sorted(folder.iterdir()):
        if file.suffix in (".csv", ".jsonl", ".txt"):
            text = file.read_text("utf-8")
            text = re.sub(r'("duration_ms":)[-\d.e+]+', r"\1 0", text)
            kept[file.name] = re.sub(r'("run":)\d+', r"\1 0", text)
    return kept


def tables(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What stands in the gradebook, without times and ids, in an order of its own."""
    db = sqlite3.connect(folder / "gradebook.db")
    queries = {
        "results": "SELECT exercise, exercise_sha256, submission_sha256, seed, level,"
        " status, score, max_score FROM result",
        "submissions": "SELECT student, exercise, source, origin, kind FROM submission",
        "sources": "SELECT sha256, content FROM source",
        "unmapped": "SELECT DISTINCT origin, reason, student FROM unmapped",
    }
    try:
        (sound,) = db.execute("PRAGMA integrity_check").fetchone()
        assert sound == "ok"
        return {name: sorted(db.execute(q)) for name, q in queries.items()}
    finally:
        db.close()
