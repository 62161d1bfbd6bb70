"""Time whole commands, interleaved, and take ratios within a round."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

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


def machine() -> str:
    """One line about where the figures come from."""
    load = os.getloadavg()[0]
    version = sys.version.split()[0]
    return f"{os.cpu_count()} cores, Python {version}, load average {load:.1f}"
