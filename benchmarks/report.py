"""A report on months of work, cold, beside the imports that it cannot do without."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import LEARN, PYTHON, ROOT, seconds

EXERCISES, ATTEMPTS, QUESTIONS = 43, 500, 121
FLOOR = [PYTHON, "-c", "import numpy, matplotlib, jinja2"]
FILE = "learn-report.html"


def report(rounds: int) -> dict[str, float]:
    """Wall time of `learn report`, gathering alone, and the size of the page.

    The course has as many exercises, attempts and questions as stand above; the
    quizzes have been read before, as they have where somebody took them.
    """
    sys.path.insert(0, str(ROOT))  # the same life as in the tests
    from tests.report_world import make

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make(root, exercises=EXERCISES, attempts=ATTEMPTS, questions=QUESTIONS)
        command = [*LEARN, "--course", folder, "report"]
        seconds(command)
        seconds(FLOOR)
        ours, floor = [], []
        for _ in range(rounds):
            floor.append(seconds(FLOOR))
            ours.append(seconds(command))
        size = (root / FILE).stat().st_size
        gathered = _gathered(root, rounds)
    ratios = [a / b for a, b in zip(ours, floor, strict=True)]
    return {
        "ours_ms": statistics.median(ours) * 1e3,
        "floor_ms": statistics.median(floor) * 1e3,
        "ratio": statistics.median(ratios),
        "best": min(ratios),
        "worst": max(ratios),
        "gather_ms": gathered * 1e3,
        "kb": size / 1e3,
    }


def _gathered(root: Path, rounds: int) -> float:
    """Seconds to read course and log and to gather, without imports and rendering."""
    from grader.cli.report import in_words
    from grader.course import Course
    from grader.report.gather import gather
    from grader.store import Database

    times = []
    for _ in range(rounds + 1):
        in_words.cache_clear()
        started = time.perf_counter()
        course, database = Course(root), Database(root / ".learn" / "progress.db")
        gather(course, database, cache=root / ".learn" / "cache", in_words=in_words)
        times.append(time.perf_counter() - started)
    return statistics.median(times[1:])


if __name__ == "__main__":
    print(report(10))
