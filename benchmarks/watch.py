"""From an editor's rename to the last byte of the verdict, beside its floor."""

from __future__ import annotations

import os
import pty
import select
import shutil
import statistics
import struct
import subprocess
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path

from benchmarks.measure import LEARN, ROOT

EXERCISE = "ex04_temperature_softmax"
END = b"\x1b[?2026l"
"""What ends a screen that is drawn in one piece."""


def watch(count: int) -> dict[str, float]:
    """Milliseconds from the rename to the whole screen, the settling time left out.

    Right and wrong files in turn, each with new content.  The floor is a confined
    worker's start and end, and the checks' own computation without any worker.
    """
    from grader.watching import SETTLE_S

    reference = ROOT / "reference" / EXERCISE
    sources = [
        (reference / name).read_text("utf-8")
        for name in ("solution.py", "wrong/multiply_t.py")
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("exercises", "reference"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        times = _watched(Path(folder), sources, count)
    ours = [(t - SETTLE_S) * 1e3 for t in times]
    floor = _floor(count)
    median = statistics.median(ours)
    return {
        "ours_ms": median,
        "p95_ms": sorted(ours)[int(0.95 * len(ours))],
        "floor_ms": floor,
        "ratio": median / floor,
        "settle_ms": SETTLE_S * 1e3,
    }


def _watched(root: Path, sources: list[str], count: int) -> list[float]:
    file = root / "exercises" / EXERCISE / "temperature_softmax.py"
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [*LEARN, "watch", "ex04"], cwd=root, stdin=theirs, stdout=theirs, stderr=theirs,
        env=os.environ | {"TERM": "xterm"},
    )  # fmt: skip
    try:
        _screen(ours)
        times = []
        for number in range(-4, count):  # the first few warm everything up
            time.sleep(0.15)
            beside = file.with_name(".saving")
            text = sources[number % len(sources)]
            beside.write_text(f"{text}\n# version {number}\n", "utf-8")
            started = time.perf_counter()
            beside.rename(file)
            _screen(ours)
            if number >= 0:
                times.append(time.perf_counter() - started)
        return times
    finally:
        process.terminate()
        process.wait()
        os.close(ours)
        os.close(theirs)


def _screen(fd: int) -> None:
    """Read until a whole screen has been drawn, down to the line of keys."""
    text = b""
    while not (text.endswith(END) and b"quit" in text):
        if not select.select([fd], [], [], 30)[0]:
            raise SystemExit(f"no screen was drawn: {text[-500:]!r}")
        text += os.read(fd, 1 << 16)


def _floor(count: int) -> float:
    """Milliseconds of a worker that does nothing, and of the checks beside none."""
    import importlib.util

    import numpy as np

    from grader.course import Course
    from grader.judge.engine import Engine
    from grader.model import Limits
    from grader.sandbox.host import Sandbox

    exercise = Course.find(ROOT).exercise("ex04")
    assert exercise.solution is not None
    spec = importlib.util.spec_from_file_location("solution", exercise.solution)
    assert spec is not None
    assert spec.loader is not None
    solution = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(solution)
    engine = Engine(exercise)
    workers, checks = [], []
    with Sandbox() as sandbox:
        for _ in range(count):
            started = time.perf_counter()
            worker = sandbox.spawn("ex04", 0, Limits())
            worker.ready()
            worker.close()
            workers.append(time.perf_counter() - started)
            started = time.perf_counter()
            for check in engine.checks:
                _called(check.item, solution, np.random.default_rng(0))
            checks.append(time.perf_counter() - started)
    return (statistics.median(workers) + statistics.median(checks)) * 1e3


def _called(item: object, solution: object, rng: object) -> None:
    """Call a check's function on the reference itself; one that needs more ends early."""
    known = {"submission": solution, "rng": rng}
    known |= getattr(getattr(item, "callspec", None), "params", {})
    function = item.function  # type: ignore[attr-defined]
    wanted = function.__code__.co_varnames[: function.__code__.co_argcount]
    try:
        function(**{name: known[name] for name in wanted})
    except (AssertionError, AttributeError, KeyError, TypeError):
        return
