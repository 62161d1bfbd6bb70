"""Frames a second of the explorers in a headless browser, beside an empty loop in it."""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measure import LEARN, ROOT, machine, seconds
from benchmarks.trace import Trace


class Play(NamedTuple):
    """A page in a state, and what is pressed there before frames are counted."""

    name: str
    state: str
    press: str
    bar: str


NONE_LATE = "none over 50 ms"
LATE_MS = 51.0
"""Three frames of 60 a second are 50 ms and a little."""
LARGE = "[2, 16, 16, 1]"

PLAYS = (
    Play("network", "sizes=[3, 12, 12, 12, 2]", "Play", ">= 30 a second"),
    Play(
        "network", "sizes=[3, 12, 12, 12, 2]&pace=neuron&direction=backward", "Play",
        ">= 30 a second",
    ),
    Play("boundaries", "epochs=0", "Play", NONE_LATE),
    Play("boundaries", "large=1&cell=8", "Play", NONE_LATE),
    Play("boundaries", f"n=200&net1={LARGE}&net2={LARGE}&net3={LARGE}", "Play", NONE_LATE),
    Play("boundaries", "epochs=800", "", NONE_LATE),
)  # fmt: skip

# Times of the frames after a button was pressed, and where it stands then.
FRAMES = """
const [press, count, done] = arguments;
document.getElementById("skip-guess")?.click();
const button = Array.from(document.querySelectorAll("button"))
  .find((b) => b.textContent === press);
const times = [];
const tick = (time) => {
  times.push(time);
  if (times.length <= count) requestAnimationFrame(tick);
  else done([times, button ? button.textContent : ""]);
};
button?.click();
requestAnimationFrame(tick);
"""


def gaps(browser: Any, press: str, count: int) -> list[float]:
    """Milliseconds between frames; the page must play until the last of them."""
    times, then = browser.driver.execute_async_script(FRAMES, press, count)
    if press and then == press:
        sys.exit(f"it no longer played after {count} frames")
    return [b - a for a, b in itertools.pairwise(times)]


def explorers(count: int) -> list[tuple[Play, dict[str, float]]]:
    """Measure each play: gaps between frames, their ratio, and the longest task.

    On a machine with other work a frame is late without the page's doing: what a page
    costs by itself is the processor time of its longest task.
    """
    sys.path.insert(0, str(ROOT))  # the same browser as in the tests
    from tests.browser.chromium import started

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder)
        seconds([*LEARN, "explore", "--out", folder])
        empty = pages / "empty.html"
        empty.write_text("<!doctype html><title>empty</title>", "utf-8")
        with started(pages) as browser:
            for play in PLAYS:
                browser.open(empty)
                floor = gaps(browser, "", count)
                browser.open(pages / f"{play.name}.html", at=f"#{play.state}")
                trace = Trace(browser.driver)
                ours = gaps(browser, play.press, count)
                rows.append((play, _row(ours, floor, trace.tasks())))
    return rows


def _row(ours: list[float], floor: list[float], tasks: list[float]) -> dict[str, float]:
    mine, theirs = statistics.median(ours), statistics.median(floor)
    return {
        "per_second": 1e3 * len(ours) / sum(ours),
        "ours_ms": mine,
        "floor_ms": theirs,
        "ratio": mine / theirs,
        "worst_ms": max(ours),
        "late": sum(gap > LATE_MS for gap in ours),
        "task_ms": max(tasks),
    }


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=150)
    count = parser.parse_args().frames
    print(machine())
    print(
        "| play | frames a second | gap ms | empty page ms | ratio | worst | over 50 ms "
        "| longest task, processor time | bar |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for play, row in explorers(count):
        print(
            f"| `{play.name}` at {play.state} | {row['per_second']:.0f} "
            f"| {row['ours_ms']:.1f} | {row['floor_ms']:.1f} | {row['ratio']:.2f} "
            f"| {row['worst_ms']:.0f} ms | {row['late']} | {row['task_ms']:.0f} ms "
            f"| {play.bar} |"
        )


if __name__ == "__main__":
    main()
