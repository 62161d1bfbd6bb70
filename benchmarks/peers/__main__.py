"""`make bench-peers`: our platform beside other auto-graders, installed for that.

    python -m benchmarks.peers [--rounds N] [--count N] [--cap SECONDS] [--only PEER]... [--write]

Each peer gets a virtual environment in .venv-peers/, the course's checks in its own
format and the same class: half right, half wrong, one that does not load.  One that
never ends is given to each alone, and stopped at the cap.  With --write the table goes
to docs/benchmarks.md, and its ratios into the table of all figures.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks.measure import Meter, machine, ready
from benchmarks.peers import rounds, venvs
from benchmarks.peers.graders import PEERS
from benchmarks.run import FIGURES
from benchmarks.table import Row, markdown, save

A_ROUND_S = 3.3
"""For each submission of the class, with every peer, on two free cores, about."""


def main() -> None:
    """Install what is missing, measure, print."""
    names = [peer.name for peer in PEERS]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument(
        "--cap", type=float, default=60, help="of the endless one, in s"
    )
    parser.add_argument("--only", action="append", choices=names, default=[])
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    asked = parser.parse_args()
    if asked.only and asked.write:
        parser.error("--only is for trying: what it measures is not written down")
    ready()
    reasons = venvs.install()
    peers = [p for p in venvs.installed() if p.name in (asked.only or names)]
    if not peers:
        sys.exit(f"none of them could be installed: {reasons}")
    about = asked.rounds * asked.count * A_ROUND_S * len(peers) / len(names) + asked.cap
    print(
        f"about {about / 60:.0f} min on a quiet machine; {machine()}", file=sys.stderr
    )
    meter = Meter.start()
    turns, endless, some = rounds.rounds(peers, asked.rounds, asked.count, asked.cap)
    others = meter.others()
    rows = rounds.table(turns, endless, some)
    rows += [
        Row(name, {"grader": f"{name}: could not be installed, {why}"})
        for name, why in reasons.items()
    ]
    rows = [row.placed(others) for row in rows]
    print(markdown(rows))
    if asked.write:
        remark = (
            f"{asked.rounds} rounds; {asked.count} submissions, of which the endless one "
            f"was given to each alone, and stopped after {asked.cap:.0f} s."
        )
        save("peers", rows, ["learn", *names], remark=remark)
        save("figures", [row.placed(others) for row in rounds.figures(turns)], FIGURES)


if __name__ == "__main__":
    main()
