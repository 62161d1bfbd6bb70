"""Time whole commands, interleaved, and take ratios within a round."""

from __future__ import annotations

import compileall
import contextlib
import ctypes
import datetime
import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
LEARN = [PYTHON, "-m", "grader"]


def seconds(command: Sequence[str], expect: int = 0, cwd: Path = ROOT) -> float:
    """Wall time of one run; a wrong exit code is an error, not a figure."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True)
    lasted = time.perf_counter() - started
    if done.returncode != expect:
        sys.exit(
            f"{command} ended with {done.returncode}: {done.stderr.decode()[-500:]}"
        )
    return lasted


def compare(
    ours: Sequence[str], floor: Sequence[str], rounds: int, expect: int = 0
) -> dict[str, float]:
    """Run both in turn; medians in ms, and the median of the rounds' ratios."""
    mine, theirs = [], []
    for command, code in ((ours, expect), (floor, 0)):  # bytecode and page cache
        seconds(command, code)
    for _ in range(rounds):
        theirs.append(seconds(floor))
        mine.append(seconds(ours, expect))
    ratios = [a / b for a, b in zip(mine, theirs, strict=True)]
    return {
        "ours_ms": statistics.median(mine) * 1e3,
        "floor_ms": statistics.median(theirs) * 1e3,
        "ratio": statistics.median(ratios),
        "best": min(ratios),
        "worst": max(ratios),
    }


def in_turn(
    ours: Sequence[float], floor: Sequence[float], parts: int = 5
) -> dict[str, float]:
    """Compare seconds that were taken in turn: medians in ms, and ratios by fifths.

    One short judgement against one other says little; a fifth of them is a round.
    """
    size = max(1, len(ours) // parts)
    starts = range(0, len(ours) - size + 1, size)
    ratios = [
        statistics.median(ours[i : i + size]) / statistics.median(floor[i : i + size])
        for i in starts
    ]
    return {
        "ours_ms": statistics.median(ours) * 1e3,
        "floor_ms": statistics.median(floor) * 1e3,
        "ratio": statistics.median(ratios),
        "best": min(ratios),
        "worst": max(ratios),
    }


def ready() -> None:
    """Keep bytecode, as an install does: a system may forbid Python to write it."""
    compileall.compile_dir(ROOT / "grader", quiet=1)


def machine() -> str:
    """One line about where the figures come from."""
    load = os.getloadavg()[0]
    version = sys.version.split()[0]
    return f"{os.cpu_count()} cores, Python {version}, load average {load:.1f}"


def versions() -> dict[str, str]:
    """What a figure depends on besides the program."""
    packages = {p: importlib.metadata.version(p) for p in ("numpy", "pytest")}
    return {
        "cores": str(os.cpu_count()),
        "Python": platform.python_version(),
        "NumPy": packages["numpy"],
        "pytest": packages["pytest"],
        platform.system(): ".".join(platform.release().split(".")[:2]),
    }


def today() -> str:
    """The date that a figure carries."""
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


class Meter(NamedTuple):
    """Processor time, ours and that of others, from a moment on.

    The load average would not do: it counts the work that is measured, and what was
    measured before it.  Both ends are to lie where no child is running.
    """

    begun: float
    busy: float
    ours: float

    @classmethod
    def start(cls) -> Meter:
        """Begin now."""
        _adopt_orphans()
        return cls(time.monotonic(), _busy_s(), _ours_s())

    def cpu_s(self) -> float:
        """Processor seconds of this process and all below it since then."""
        return _ours_s() - self.ours

    def others(self) -> float:
        """Cores that other processes have kept busy since then, on average."""
        lasted = time.monotonic() - self.begun
        busy = _busy_s() - self.busy
        return max(0.0, (busy - self.cpu_s()) / lasted) if lasted else 0.0


def _busy_s() -> float:
    """Processor seconds that the machine has spent on anything since it started."""
    first = Path("/proc/stat").read_text().splitlines()[0].split()
    user, nice, system, _idle, _wait, irq, soft, *_ = map(int, first[1:])
    return (user + nice + system + irq + soft) / os.sysconf("SC_CLK_TCK")


def _adopt_orphans() -> None:
    """Be the parent of what children leave behind: a fork server is not waited for."""
    with contextlib.suppress(OSError, AttributeError):  # another system
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def _ours_s() -> float:
    """Processor seconds of this process and of all below it that has ended."""
    end = time.monotonic() + 1
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < end:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.01)  # it is being killed
    return sum(os.times()[:4])
