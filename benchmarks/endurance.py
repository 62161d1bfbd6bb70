"""Judge thousands of submissions in one process, and see what is left of them.

``python -m benchmarks.endurance --count 10000`` prints, now and then, what this
process and its fork server hold: memory, open files, sockets, threads, processes,
mounts and files.  At the end it is what it was at the beginning.
"""

from __future__ import annotations

import argparse
import collections
import contextlib
import ctypes
import gc
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import ROOT, machine
from grader.cli.feedback import print_caveats, print_verdicts
from grader.cli.out import Out
from grader.course import Course
from grader.judge import Judge
from grader.model import Judgement, Limits
from grader.sandbox.host import Sandbox

LIMITS = Limits(call_s=0.1, submission_s=1.0, memory_mib=256)
HONEST = Limits(call_s=10.0, submission_s=60.0)
"""Of those that come to an end by themselves: no busy machine may stop one."""

_BAD = {
    "raises": "def double(x):\n    raise ValueError(x)\n",
    "does_not_load": "def double(x:\n",
    "exits": "import os\ndef double(x):\n    os._exit(3)\n",
    "crashes": "import os\ndef double(x):\n    os.kill(os.getpid(), 11)\n",
    "hangs": "def double(x):\n    while True:\n        pass\n",
    "sleeps_at_the_start": "import time\ntime.sleep(60)\n",
    "floods": "def double(x):\n    while True:\n        print('x' * 65536)\n",
    "hoards": "def double(x):\n    return bytearray(1 << 40)\n",
    "returns_much": "import numpy as np\ndef double(x):\n    return np.ones(1 << 19)\n",
    "forks": "import os\ndef double(x):\n    while True:\n        os.fork()\n",
    "leaves_a_daemon": "import os, time\nif os.fork() == 0:\n    os.setsid()\n"
    "    time.sleep(60)\ndef double(x):\n    return x * 2\n",
    "opens_all": "import socket\nkept = []\ndef double(x):\n    while True:\n"
    "        kept.append(socket.socketpair())\n",
    "writes_files": "import tempfile\nkept = tempfile.NamedTemporaryFile(delete=False)\n"
    "kept.write(b'x' * 9999)\ndef double(x):\n    return x * 2\n",
    "breaks_the_protocol": "import os\ndef double(x):\n"
    "    for fd in range(3, 20):\n        try:\n            os.write(fd, b'\\xff' * 99)\n"
    "        except OSError:\n            pass\n    return x * 2\n",
}  # fmt: skip


def mixture(course: Course) -> Iterator[tuple[str, bytes, Limits]]:
    """Give submissions without end: right, wrong and hostile ones in turn."""
    exercise = course.exercise("ex01")
    assert exercise.solution is not None
    solution = ("solution", exercise.solution.read_bytes(), HONEST)
    honest = [solution] * 3
    for kind in ("right", "wrong"):
        found = exercise.submissions(kind)  # type: ignore[arg-type]  # one of the two
        honest += [(f.stem, f.read_bytes(), HONEST) for f in found]
    hostile = [(name, text.encode(), LIMITS) for name, text in _BAD.items()]
    # As many honest ones as hostile ones.
    yield from itertools.chain.from_iterable(
        zip(itertools.cycle(honest), itertools.cycle(hostile), strict=False)
    )


class Held(NamedTuple):
    """What the process and its fork server hold.

    `memory` is in bytes, of this process, without what the allocator keeps for later;
    `with_spare` is with that.
    """

    memory: int
    with_spare: int
    served: int
    files: int
    sockets: int
    threads: int
    processes: int
    zombies: int
    mounts: int
    temporary: int

    def line(self) -> str:
        """Write it on one line."""
        parts = [f"{n / (1 << 20):.1f} MiB {name}" for name, n in self.in_bytes.items()]
        parts += [f"{n} {name}" for name, n in self.counts.items()]
        return ", ".join(parts)

    @property
    def in_bytes(self) -> dict[str, int]:
        """What is memory; `served` is the fork server's and its own processes'."""
        return dict(zip(self._fields[:3], self[:3], strict=True))

    @property
    def counts(self) -> dict[str, int]:
        """What is counted."""
        return dict(zip(self._fields[3:], self[3:], strict=True))


def held(folder: Path) -> Held:
    """Say what this process and all below it hold, and what stands in `folder`."""
    below = _below(os.getpid())
    alive = [pid for pid, state in below.items() if state != "Z"]
    targets = [t for pid in (os.getpid(), *alive) for t in _open_files(pid)]
    with_spare = _memory(os.getpid())
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)
    return Held(
        memory=_memory(os.getpid()),
        with_spare=with_spare,
        served=sum(map(_memory, alive)),
        files=len(targets),
        sockets=sum(t.startswith("socket:") for t in targets),
        threads=len([*Path("/proc/self/task").iterdir()]),
        processes=len(alive),
        zombies=len(below) - len(alive),
        mounts=len(Path("/proc/self/mountinfo").read_text().splitlines()),
        temporary=sum(len(files) + len(dirs) for _, dirs, files in os.walk(folder)),
    )


def _below(pid: int) -> dict[int, str]:
    """Find every process below one, with its state."""
    parents: dict[int, list[tuple[int, str]]] = collections.defaultdict(list)
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit():
                stat = (entry / "stat").read_text("latin-1")
                state, parent = stat.rpartition(")")[2].split()[:2]
                parents[int(parent)].append((int(entry.name), state))
    found: dict[int, str] = {}
    waiting = [pid]
    while waiting:
        for child, state in parents[waiting.pop()]:
            found[child] = state
            waiting.append(child)
    return found


def _open_files(pid: int) -> list[str]:
    found = []
    with contextlib.suppress(OSError):  # it ended, or closed one, meanwhile
        for fd in Path(f"/proc/{pid}/fd").iterdir():
            found.append(str(fd.readlink()))
    return found


def _memory(pid: int) -> int:
    try:
        pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def settled(folder: Path, within_s: float = 5.0) -> Held:
    """Say what is held once the last workers are gone: they end by themselves."""
    end = time.monotonic() + within_s
    before, now = None, held(folder)
    while (now.zombies or now.counts != before) and time.monotonic() < end:
        time.sleep(0.05)
        before, now = now.counts, held(folder)
    return now


class Endured(NamedTuple):
    """What was held after how many submissions, and what became of each kind."""

    held: dict[int, Held]
    scores: dict[str, collections.Counter[tuple[str, float]]]
    lasted: float


def endure(
    course: Course,
    count: int,
    marks: tuple[int, ...],
    folder: Path,
    say: Callable[[str], None] = lambda _: None,
) -> Endured:
    """Judge `count` submissions and show each to nobody.

    Parameters
    ----------
    marks : tuple of int
        After how many submissions to say what is held; 0 stands for before the first.
    folder : Path
        Where temporary files would go.
    """
    exercise = course.exercise("ex01")
    scores: dict[str, collections.Counter[tuple[str, float]]]
    scores = collections.defaultdict(collections.Counter)
    seen: dict[int, Held] = {}
    began, out = time.monotonic(), Out("never")
    with Sandbox(course.file.imports) as sandbox:
        judge = Judge(exercise, sandbox, course.file.seed)
        for done, (name, source, limits) in enumerate(mixture(course)):
            if done in marks or done == count:
                seen[done] = settled(folder)
                say(f"{done:>6,} submissions: {seen[done].line()}")
            if done == count:
                break
            text = source + f"\n# {done}\n".encode()
            judgement = judge.judge(text, limits=limits)
            scores[name][judgement.status.value, judgement.score] += 1
            _show(out, judgement, course)
        judge.engine.close()
    return Endured(seen, dict(scores), time.monotonic() - began)


def _show(out: Out, judgement: Judgement, course: Course) -> None:
    exercise = course.exercise(judgement.exercise)
    out.linear = judgement.score > 0
    out.kept(lambda: print_verdicts(out, judgement, exercise))
    out.kept(lambda: print_caveats(out, judgement))
    judgement.to_json()


def main() -> None:
    """Run it and print what is held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000)
    given = parser.parse_args()
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        marks = (0, 50, 100, 1_000, 2_000, 5_000)
        course = Course(ROOT / "tests" / "toy")
        done = endure(course, given.count, marks, Path(folder), print)
    print(f"{given.count:,} in {done.lasted:.0f} s")
    for name, found in sorted(done.scores.items()):
        print(f"  {name}: {dict(found)}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
