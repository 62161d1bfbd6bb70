"""``python -m tests.fuzz TARGET --count N --seed S``: fuzz for as long as you like.

An input that breaks a promise is written into ``tests/fuzz/corpus/TARGET``, where
the tests find it again.  Exits 1 if there is one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.fuzz.running import run, tried
from tests.fuzz.targets import TARGETS, opened


def main() -> int:
    """Run one target."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--count", type=int, default=100_000, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="S")
    parser.add_argument("--start", type=int, default=0, help="the first input's number")
    parser.add_argument(
        "--only", type=Path, metavar="FILE", help="try this input alone"
    )
    given = parser.parse_args()
    with opened(given.target) as target:
        if given.only is not None:
            outcome, what = tried(target, given.only.read_bytes())
            print(f"{outcome} {what}")
            return int(bool(what))
        tally = run(target, given.count, given.seed, given.start, say=_say)
        for line in tally.lines(target, given.seed, given.start):
            print(line, flush=True)
        return int(bool(tally.broken))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
