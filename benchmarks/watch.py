"""From an editor's rename to the last byte of the verdict, beside its floor."""

from __future__ import annotations

import contextlib
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

    Right and wrong files in turn, each with new content.  The floor is what isolation
    and the checks cannot do without: a fork, every wall, and the checks' own code with
    its calls into the worker; no pytest, no diagnosis, no store, no screen.
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
    floor = _floor(sources, count)
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


def _floor(sources: list[str], count: int) -> float:
    """Milliseconds of a new worker and the checks' calls into it, without pytest.

    Nothing is composed, diagnosed, recorded or drawn.
    """
    import numpy as np

    from grader.course import Course
    from grader.judge.engine import Engine
    from grader.sandbox.host import Sandbox
    from grader.sandbox.proxy import Submission
    from grader.sandbox.session import Session

    exercise = Course.find(ROOT).exercise("ex04")
    engine = Engine(exercise)
    times = []
    with Sandbox() as sandbox:
        for number in range(count):
            source = sources[number % len(sources)].encode()
            started = time.perf_counter()
            session = Session(
                sandbox, "ex04", source, exercise.stub.name, 0, exercise.spec.limits
            )
            session.begin()
            submission = Submission(session, exercise.spec)
            for check in engine.checks:
                session.begin(check.id, fresh=check.fresh)
                _called(check.item, submission, np.random.default_rng(0))
            session.close()
            times.append(time.perf_counter() - started)
    return statistics.median(times) * 1e3


def _called(item: object, submission: object, rng: object) -> None:
    """Call a check's function; a failure ends it as it ends a check."""
    known = {"submission": submission, "rng": rng}
    known |= getattr(getattr(item, "callspec", None), "params", {})
    function = item.function  # type: ignore[attr-defined]
    wanted = function.__code__.co_varnames[: function.__code__.co_argcount]
    # What a submission did wrong is no ordinary exception, so that no check hides it.
    with contextlib.suppress(BaseException):
        function(**{name: known[name] for name in wanted})
