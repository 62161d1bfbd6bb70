"""`make bench`: every figure as a ratio against a floor or a rival, in one run.

    python -m benchmarks.run [--only NAME]... [--quick] [--rounds N] [--write] [--json FILE]

Nothing here passes or fails: a bar is stated beside its figure, and a person reads it.
No test asserts a time.  With --write the table goes to docs/benchmarks.md; rows that
were not measured this time stay there as they are, with their date.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks import commands, grading
from benchmarks.bars import BARS
from benchmarks.measure import Meter, machine, ready
from benchmarks.peers import venvs
from benchmarks.table import Row, markdown, missing, save


class Figure(NamedTuple):
    """Something that is measured and gives one row or more."""

    measure: Callable[[int, bool], Iterable[Row]]
    """Takes a number of rounds and whether to be quick."""
    seconds: int
    """How long it takes on two free cores with 15 rounds, about."""


FIGURES = {
    "check": Figure(lambda n, _: commands.check(n), 45),
    "watch": Figure(lambda n, _: commands.watch(n), 60),
    "grade": Figure(
        lambda n, quick: grading.throughput(*((100, 1) if quick else (1000, _few(n)))),
        150,
    ),
    "memory": Figure(
        lambda _, quick: grading.memory((50, 200) if quick else (100, 10_000)), 240
    ),
    "endless": Figure(lambda n, quick: grading.endless(1 if quick else _few(n)), 30),
    "hanging": Figure(
        lambda n, quick: grading.hanging(*((4, 1) if quick else (40, _few(n)))), 140
    ),
    "help": Figure(lambda n, _: commands.help_(n), 5),
    "loading": Figure(lambda n, _: commands.loading(n), 5),
    "report": Figure(lambda n, _: commands.report(n), 40),
    "warm": Figure(lambda n, _: commands.warm(n), 5),
    "diagnosis": Figure(lambda n, _: commands.diagnosis(n), 5),
    "first": Figure(lambda n, _: commands.first(n), 5),
    "walls": Figure(lambda n, _: commands.walls(n), 20),
    "similar": Figure(lambda n, _: commands.similar(n), 45),
    "peers": Figure(lambda n, quick: _peers(1 if quick else _few(n)), 230),
}
"""In the order of the table."""


def _peers(rounds: int) -> Iterable[Row]:
    """Beside those that are installed; `make bench-peers` does it at length."""
    from benchmarks.peers import rounds as peers

    turns, _, _ = peers.rounds(venvs.installed(), rounds, 20)
    return peers.figures(turns)


def _few(rounds: int) -> int:
    """How often to do what takes minutes."""
    return max(1, rounds // 5)


def measured(name: str, rounds: int, quick: bool) -> list[Row]:
    """Measure one figure; say why in its place if that fails."""
    meter = Meter.start()
    rows: list[Row] = []
    try:
        rows.extend(FIGURES[name].measure(rounds, quick))
    except (Exception, SystemExit) as error:  # noqa: BLE001  (no other row is lost)
        why = f"{type(error).__name__}: {error}".replace("SystemExit: ", "")
        known = {row.key for row in rows}
        promised = [key for key in BARS if key.startswith(name) and key not in known]
        rows += [missing(key, why[:300]) for key in promised or [name]]
    others = meter.others()
    return [row.placed(others) for row in rows]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", choices=FIGURES, default=[])
    parser.add_argument(
        "--quick", action="store_true", help="few rounds, small classes"
    )
    parser.add_argument("--rounds", type=int, help="15, or 3 with --quick")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write the rows there"
    )
    asked = parser.parse_args()
    if asked.quick and asked.write:
        parser.error("--quick is for trying: what it measures is not written down")
    return asked


def main() -> None:
    """Print the table, and keep it where that was asked for."""
    asked = _asked()
    ready()
    names = asked.only or list(FIGURES)
    if "peers" in names and not venvs.installed():
        names.remove("peers")  # what was measured with them before stays on the page
        print("peers: left out, `make bench-peers` installs them", file=sys.stderr)
    rounds = asked.rounds or (3 if asked.quick else 15)
    total = sum(FIGURES[name].seconds for name in names)
    if asked.quick:
        print("quick: a minute or two for everything; for trying", file=sys.stderr)
    else:
        print(f"about {total / 60:.0f} min on a quiet machine", file=sys.stderr)
    if os.getloadavg()[0] > 1:
        print(
            f"the machine is busy ({machine()}): the table says how much other work "
            "there was beside each figure; ratios hold, times do not",
            file=sys.stderr,
        )
    rows: list[Row] = []
    for name in names:
        started = time.monotonic()
        some = measured(name, rounds, asked.quick)
        rows += some
        print(f"{name}: {time.monotonic() - started:.0f} s", file=sys.stderr)
        if asked.write:
            save("figures", some, FIGURES)
    print(f"{machine()}\n\n{markdown(rows)}")
    if asked.json:
        asked.json.write_text(json.dumps([row._asdict() for row in rows], indent=1))


if __name__ == "__main__":
    main()
