"""The tables of docs/benchmarks.md are what was measured, and hold every promised bar."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from benchmarks import bars, run, table
from benchmarks.peers.rounds import make_class
from benchmarks.table import Row, figure, missing

# What was promised before anything was measured; a row of the table for each.
PROMISED = {
    "check": "<= 1.8 ×",
    "watch": "<= 60 ms, <= 4 ×",
    "grade / floor": ">= 0.5 ×",
    "grade / pytest": ">= 15 ×",
    "memory": "<= 1.1 ×",
    "endless": "<= 20 s",
    "help": "<= 1.5 ×",
    "loading": "<= 60 ms",
    "report": "<= 2000 ms, <= 600 KB",
}

PAGE = (
    "# Title\n\nBy hand.\n\n<!-- measured: some -->\nold\n<!-- end: some -->\n\nLast.\n"
)


@pytest.fixture
def files(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    return {"page": page, "kept": tmp_path / "page.json"}


@pytest.fixture
def _no_meter(monkeypatch):
    """A meter reaps every child of its process, and here others have theirs."""

    class Still:
        start = classmethod(lambda cls: cls())

        def others(self):
            return 0.5

    monkeypatch.setattr(run, "Meter", Still)


def found(ratio):
    return {"ratio": ratio, "best": ratio - 0.25, "worst": ratio + 0.5}


def test_every_promise_has_its_bar():
    assert {key: bars.text(key) for key in PROMISED} == PROMISED


def test_every_bar_has_a_figure_that_measures_it():
    assert {key.partition(" /")[0] for key in bars.BARS} <= set(run.FIGURES)


def test_an_endless_submission_may_cost_what_a_submission_may():
    from grader.model import Limits

    (limit,) = bars.BARS["endless"]

    assert limit.limit == Limits().submission_s


@pytest.mark.parametrize(
    ("key", "values", "met"),
    [
        ("check", {"ratio": 1.8}, True),
        ("check", {"ratio": 1.81}, False),
        ("grade / floor", {"ratio": 0.51}, True),
        ("grade / floor", {"ratio": 0.49}, False),
        ("watch", {"ratio": 2, "ms": 61}, False),
        ("watch", {"ratio": 4.5, "ms": 50}, False),
        ("walls, user", {"ms": 5.5}, False),
        ("warm", {"ratio": 9}, None),
    ],
)
def test_a_bar_is_met_or_not(key, values, met):
    assert bars.met(key, values) is met


def test_a_row_shows_median_best_and_worst():
    less = figure("check", "ours", "floor", ("2 ms", "1 ms"), found(2.0))
    more = figure("grade / floor", "ours", "floor", ("2 /s", "1 /s"), found(2.0))

    assert less.cells["ratio (best .. worst)"] == "2.00 (1.75 .. 2.50)"
    assert (less.cells["bar"], less.cells["met"]) == ("<= 1.8 ×", "**no**")
    assert more.cells["ratio (best .. worst)"] == "2.00 (2.50 .. 1.75)"
    assert more.cells["met"] == "yes"


def test_a_cell_stays_in_its_cell():
    lines = table.markdown([Row("a", {"one": "x | y\nz", "two": ""})]).splitlines()

    assert lines == ["| one | two |", "| --- | --- |", "| x \\| y z | |"]


def test_only_what_stands_between_the_marks_is_written(files):
    table.save("some", [Row("a", {"figure": "1.5"}).placed(0.25)], **files)

    written = files["page"].read_text()
    before, after = PAGE.split("old")
    assert written.startswith(before)
    assert written.endswith(after)
    assert "old" not in written
    assert "| 1.5 | 0.2 |" in written
    assert json.loads(files["kept"].read_text())["some"]["rows"][0]["key"] == "a"


def test_a_row_measured_again_leaves_the_others(files):
    order = ["a", "b"]
    table.save("some", [Row("b", {"figure": "second"}).placed(0)], order, **files)
    table.save("some", [Row("a, 1", {"figure": "old"}).placed(0)], order, **files)
    table.save("some", [missing("a", "nobody knows")], order, **files)

    rows = json.loads(files["kept"].read_text())["some"]["rows"]
    assert [row["key"] for row in rows] == ["a", "b"]
    assert "not measured, nobody knows" in files["page"].read_text()


@pytest.mark.parametrize("page", ["nothing", PAGE + PAGE, "<!-- end: some -->" + PAGE])
def test_a_page_without_its_marks_is_refused(page):
    with pytest.raises(ValueError, match="measured: some"):
        table.placed(page, "some", "text")


@pytest.mark.usefixtures("_no_meter")
def test_a_figure_that_fails_says_why_and_loses_no_other(monkeypatch):
    def broken(rounds, quick):
        yield Row("check", {"figure": "the first row"})
        raise SystemExit("no such command")

    monkeypatch.setitem(run.FIGURES, "check", run.Figure(broken, 0))

    first, second = run.measured("check", 1, True)

    assert first.cells["figure"] == "the first row"
    assert "not measured, no such command" in second.cells["figure"]


def test_the_page_shows_what_was_kept():
    page, kept = table.PAGE.read_text("utf-8"), table.load()

    for section in ("figures", "peers", "growth"):
        assert table.placed(page, section, table.block(kept[section])) == page


def test_the_page_shows_every_promised_bar():
    rows = {row["key"]: row for row in table.load()["figures"]["rows"]}

    assert {key: rows[key]["cells"]["bar"] for key in PROMISED} == PROMISED


@pytest.mark.usefixtures("_no_meter")
def test_every_promise_of_a_figure_that_fails_has_its_row(monkeypatch):
    def broken(rounds, quick):
        raise OSError("no room")

    monkeypatch.setitem(run.FIGURES, "grade", run.Figure(broken, 0))

    rows = run.measured("grade", 1, True)

    assert [row.key for row in rows] == ["grade / floor", "grade / pytest"]


# A child that works, says so and ends when its parent is gone already.
ORPHAN = """
import subprocess, sys
from benchmarks.measure import Meter

meter = Meter.start()
if sys.argv[1:]:
    program = (
        "import os, time\\n"
        "ends = os.pipe()\\n"
        "if os.fork():\\n"
        "    os.read(ends[0], 1)\\n"
        "    os._exit(0)\\n"
        "while time.process_time() < 0.3:\\n"
        "    pass\\n"
        "os.write(ends[1], b'.')\\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
print(meter.cpu_s() >= 0.25, meter.others() >= 0)
"""


@pytest.mark.parametrize("works", [True, False])
def test_the_work_of_orphans_counts_as_ours(works):
    command = [sys.executable, "-c", ORPHAN, *["work"] * works]

    ran = subprocess.run(command, cwd=table.ROOT, capture_output=True, text=True)

    assert ran.stdout.split() == [str(works), "True"], ran.stderr


def test_a_class_for_the_peers_has_its_two_odd_ones(toy, tmp_path):
    some = make_class(toy.exercise("ex01"), tmp_path / "class", 8)

    (endless,) = some.endless.values()
    assert "while True" in endless.read_text()
    assert len(some.files) == 7
    broken = []
    for student, file in some.files.items():
        try:
            compile(file.read_text(), student, "exec")
        except SyntaxError:
            broken.append(student)
    assert [some.passes[student] for student in broken] == [False]
