"""What isolation costs a submission, wall by wall, in one run.

    python -m benchmarks.isolation [--rounds N]

Fork servers that differ only in the walls around their workers take turns, in an order
that is drawn anew each round.  A submission is: ask for a worker, load a file, call a
function once, kill the worker.  Then it is *answered*; *gone* is when the kernel has said
that nothing is left of it, which nobody waits for when submissions are judged.  The floor
is one bare fork of the same server, with the same messages.  As root it is measured for
an ordinary user too.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT, machine
from benchmarks.rungs import RUNGS
from grader.model import Function, Limits
from grader.sandbox import launch
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session

NOBODY = 65534
BARE, TWICE, SHIPPED = "bare fork", "bare double fork", "as shipped"
LADDER: dict[str, tuple[str, ...]] = {
    BARE: (),
    TWICE: ("second fork",),
    **{f"+ {rung}": RUNGS[: n + 1] for n, rung in enumerate(RUNGS)},
    SHIPPED: RUNGS,
}
SOURCE = b"def f(x):\n    return x + 1\n"
FUNCTION = Function(returns="number")

Times = tuple[float, float]
"""Milliseconds until a submission is answered, and until it is gone."""
Costs = dict[str, list[Times]]


@contextlib.contextmanager
def fork_server(rung: str) -> Iterator[Sandbox]:
    """A source of workers with the walls of a rung; the real one for the last."""
    start, here = subprocess.Popen, launch._HERE

    def stand_in(command, **options):
        assert command[-2] == f"{here}/zygote.py"
        file = str(Path(__file__).with_name("rungs.py"))
        walls = ",".join(LADDER[rung])
        return start([*command[:-2], file, command[-1], walls], **options)

    if rung != SHIPPED:
        launch.subprocess.Popen = stand_in
    try:
        server = launch.ForkServer()
    finally:
        launch.subprocess.Popen = start
    with Sandbox(server=server) as sandbox:
        yield sandbox


def submission(sandbox: Sandbox) -> tuple[Times, tuple[str, ...]]:
    """How long one takes, and the walls that it did not have."""
    started = time.perf_counter()
    session = Session(sandbox, "bench", SOURCE, "bench.py", 0, Limits())
    assert session.begin() is None
    assert session.call("f", FUNCTION, (1.0,), {}) == 2.0
    worker = session._worker
    worker._kill()
    answered = time.perf_counter() - started
    worker._status.recv(1 << 12)
    gone = time.perf_counter() - started
    missing = session.protection.missing
    session.close()
    return (answered * 1e3, gone * 1e3), missing


def measure(rounds: int) -> Costs:
    """Milliseconds of each round, by rung."""
    with contextlib.ExitStack() as stack:
        servers = {r: stack.enter_context(fork_server(r)) for r in LADDER}
        for sandbox in servers.values():
            for _ in range(3):
                _, missing = submission(sandbox)
        if missing:
            print(f"  this machine lacks {'; '.join(missing)}", file=sys.stderr)
        costs: Costs = {rung: [] for rung in LADDER}
        turns = list(LADDER)
        for _ in range(rounds):
            random.shuffle(turns)
            for rung in turns:
                costs[rung].append(submission(servers[rung])[0])
    return costs


def measure_as_nobody(rounds: int) -> Costs | None:
    """The same in a process of an ordinary user, with an interpreter that it may run."""
    import msgspec
    import numpy as np

    homes = {str(ROOT), *(str(Path(m.__file__).parents[1]) for m in (np, msgspec))}
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        command = [
            python,
            "-m",
            "benchmarks.isolation",
            "--raw",
            "--rounds",
            f"{rounds}",
        ]
        with contextlib.suppress(OSError):
            done = subprocess.run(
                command, user=NOBODY, group=NOBODY, extra_groups=[], cwd="/",
                env={"PYTHONPATH": os.pathsep.join(homes), "PYTHONDONTWRITEBYTECODE": "1"},
                check=False, stdout=subprocess.PIPE,
            )  # fmt: skip
            if done.returncode == 0:
                return json.loads(done.stdout)
    return None


def added(costs: Costs, rung: str, floor: str, which: int) -> float:
    """The median, over the rounds, of what one rung costs more than another."""
    pairs = zip(costs[rung], costs[floor], strict=True)
    return statistics.median(a[which] - b[which] for a, b in pairs)


def isolation(rounds: int) -> dict[str, Costs]:
    """Milliseconds of each round, by user and rung."""
    who = {"root" if os.geteuid() == 0 else "user": measure(rounds)}
    if "root" in who:
        ordinary = measure_as_nobody(rounds)
        who |= {"user": ordinary} if ordinary else {}
    return who


def table(user: str, costs: Costs) -> str:
    """Milliseconds of each rung, what it adds to the one below, and the ratios."""
    beside = "| this wall adds | / bare fork |"
    lines = [f"| as {user} | answered, ms {beside} gone, ms {beside}", "|---" * 7 + "|"]
    before = BARE
    for rung in LADDER:
        # The second fork is beside the ladder: our server needs none.
        below = BARE if rung in (TWICE, SHIPPED, f"+ {RUNGS[0]}") else before
        cells = [rung]
        for which in (0, 1):
            pairs = zip(costs[rung], costs[BARE], strict=True)
            cells += [
                f"{statistics.median(c[which] for c in costs[rung]):.2f}",
                "" if rung == BARE else f"{added(costs, rung, below, which):+.2f}",
                f"{statistics.median(a[which] / b[which] for a, b in pairs):.2f}",
            ]
        lines.append(f"| {' | '.join(cells)} |")
        before = rung
    return "\n".join(lines)


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--raw", action="store_true", help="this user only, as JSON")
    asked = parser.parse_args()
    if asked.raw:
        print(json.dumps(measure(asked.rounds)))
        return
    print(machine())
    for user, costs in isolation(asked.rounds).items():
        print(f"\n{table(user, costs)}")
    print("\nbar: as shipped costs at most 5 ms more than a bare fork")


if __name__ == "__main__":
    main()
