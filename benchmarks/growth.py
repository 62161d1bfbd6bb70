"""What grading costs as a class grows: 100, 1,000, 10,000 submissions; one job and two.

    python -m benchmarks.growth [--sizes N...] [--jobs J...] [--cap SECONDS] [--write]

Each row is one class of different right and wrong files of ex04, graded anew, then
graded again with nothing to do, then what is made of the grades.  With --write each row
goes to docs/benchmarks.md as soon as it is there.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks import grade
from benchmarks.classes import Made, hand_in, made
from benchmarks.grading import place, right
from benchmarks.measure import LEARN, ROOT, Meter, machine, ready
from benchmarks.table import Row, markdown, save
from grader.model import Exercise

EACH_S = 0.045
"""One submission on one of two free cores, about, with what follows."""


class Took(NamedTuple):
    """One command."""

    seconds: float | None
    """None if it was stopped at the cap."""
    failed: str = ""

    def __str__(self) -> str:
        if self.failed:
            return self.failed
        return "stopped at the cap" if self.seconds is None else f"{self.seconds:.1f} s"


def took(command: list[str], cap_s: float) -> Took:
    """Run a command; what it says does not matter."""
    started = time.perf_counter()
    try:
        done = subprocess.run(
            [*LEARN, *command], cwd=ROOT, capture_output=True, timeout=cap_s
        )
    except subprocess.TimeoutExpired:
        return Took(None)
    said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
    failed = f"exit code {done.returncode}: {said}" if done.returncode else ""
    return Took(time.perf_counter() - started, failed)


def grown(
    count: int, jobs: int, folder: Path, every: dict[str, Made], cap_s: float
) -> Row:
    """Grade one class and make everything of its grades."""
    out, page = folder.parent / "out", folder.parent / "similar.html"
    meter = Meter.start()
    ours = grade.graded(folder, out, jobs)
    cpu = meter.cpu_s()
    kept = sum(f.stat().st_size for f in out.glob("gradebook.db*")) / 2**20
    after = {
        "graded again": ["grade", str(folder), "--out", str(out), "--jobs", str(jobs)],
        "`class-report`": ["class-report", str(out)],
        "`export --to csv`": ["export", "gradebook", str(out), "--to", "csv", "--out",
                              str(folder.parent / "grades.csv")],
        "`similar`": ["similar", str(folder), "--out", str(page), "--force"],
    }  # fmt: skip
    times = {name: took(command, cap_s) for name, command in after.items()}
    (folder.parent / "grades.csv").unlink(missing_ok=True)
    cells = {
        "submissions": f"{count:,}",
        "jobs": str(jobs),
        "`learn grade`": f"{ours.seconds:.1f} s",
        "each": f"{ours.seconds / count * 1e3:.1f} ms",
        "CPU, each": f"{cpu / count * 1e3:.1f} ms",
        "most memory": f"{ours.peak_mib:.0f} MiB",
        "gradebook": f"{kept:.1f} MiB",
        **{name: str(one) for name, one in times.items()},
        "verdicts": right(every, ours).removesuffix(" verdicts right") + " right",
    }
    values = {
        "seconds": ours.seconds,
        "each_ms": ours.seconds / count * 1e3,
        "cpu_each_ms": cpu / count * 1e3,
        "peak_mib": ours.peak_mib,
        "gradebook_mib": kept,
    }
    values |= {
        n.strip("`"): t.seconds for n, t in times.items() if t.seconds is not None
    }
    key = f"{count} with {jobs}"
    row = Row(key, cells, {k: round(v, 4) for k, v in values.items()})
    return row.placed(meter.others())


def class_of(exercise: Exercise, count: int, folder: Path) -> dict[str, Made]:
    """Hand in a class without hostile ones: their deadlines are no work."""
    return hand_in(folder, exercise, made(exercise, count, hostile=0.0))


def main() -> None:
    """Measure, print, and keep where that was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sizes, jobs = [100, 1_000, 10_000], [1, 2]
    parser.add_argument("--sizes", type=int, nargs="+", default=sizes)
    parser.add_argument("--jobs", type=int, nargs="+", default=jobs)
    parser.add_argument(
        "--cap", type=float, default=900, help="of each later command, s"
    )
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    asked = parser.parse_args()
    ready()
    about = sum(EACH_S * n / min(j, 2) for n in asked.sizes for j in asked.jobs)
    print(
        f"about {about / 60 + 1:.0f} min on a quiet machine; {machine()}",
        file=sys.stderr,
    )
    order = [f"{n} with {j}" for n in sorted({*sizes, *asked.sizes}) for j in jobs]
    rows = []
    for count in asked.sizes:
        with place() as (top, exercise):
            every = class_of(exercise, count, top / "class")
            for number in asked.jobs:
                row = grown(count, number, top / "class", every, asked.cap)
                rows.append(row)
                print(f"{row.key}: {row.cells['`learn grade`']}", file=sys.stderr)
                if asked.write:
                    save("growth", [row], order)
    print(markdown(rows))


if __name__ == "__main__":
    main()
