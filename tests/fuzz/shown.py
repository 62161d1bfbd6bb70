"""Everything that shows a learner's or a worker's text: screens, pages, tables, files.

An input is a letter (what is shown), four bytes that the rest is drawn from, and texts
with U+001E between them, which go into every field that takes one.
"""

from __future__ import annotations

import contextlib
import csv
import html.parser
import io
import itertools
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import click

from grader.classroom.anonymous import Aliases
from grader.classroom.class_page import render_class
from grader.classroom.exports.canvas import canvas_csv
from grader.classroom.exports.gradescope import results_json
from grader.classroom.exports.junit import junit_xml
from grader.classroom.exports.moodle import moodle_csv
from grader.classroom.exports.plain import csv_head, csv_line, jsonl_lines
from grader.classroom.feedback import as_html, as_text
from grader.classroom.feedback import feedback as compose
from grader.classroom.grade_rows import Cell, Grades, Row, Setting
from grader.classroom.gradebook_rows import ResultRow
from grader.classroom.model import Student, Submitted, readable
from grader.classroom.similar import page, search
from grader.cli.feedback import print_caveats, print_verdicts
from grader.cli.out import Out
from grader.course import Course
from grader.model import (
    FAILING,
    CheckResult,
    Judgement,
    Misconception,
    Observation,
    Policies,
    Protection,
    Status,
    Verdict,
)
from grader.report.learner import render_report
from tests import class_pages, report_pages
from tests.fuzz.bytesof import spoilt
from tests.fuzz.handed_in import NAMES, TEXTS
from tests.fuzz.running import Broken, Target

BETWEEN = "\x1e"
_PIECES = (
    *report_pages.HOSTILE, *NAMES, *(t.decode("utf-8", "replace") for t in TEXTS),
    "=1+1", "+1", "-1+1", "@SUM(1)", "\uff1d1", "\t=1", "a,=1", 'a";=1', "'", '"', "\r", "\n",
    "\x1b]0;x\x07", "\x9b31m", "\u2028", "\x85", "\ufffe", "`", "``x`", "\\", "\\u001b", "%s{0}",
    "]]>", "<!--", "&#0;", "\u202e", "e" + "\u0301" * 50, "\U0001f393", "x" * 900, "", " ",
)  # fmt: skip
_KINDS = "ttttttffffeeeeeescr"


def make(rng: random.Random, known: Sequence[bytes]) -> bytes:
    """Choose what is shown, and hostile texts to show."""
    if known and rng.random() < 0.15:
        one = rng.choice(known)
        return one[:1] + spoilt(one[1:], rng, known)
    kind = rng.choice(_KINDS) if rng.random() < 0.9 else "t"
    texts = []
    for _ in range(rng.choice((1, 3, 8, 20))):
        text = "".join(rng.choice(_PIECES) for _ in range(rng.choice((1, 1, 2, 4))))
        if rng.random() < 0.3:
            code = rng.choice((rng.randrange(0x300), rng.randrange(0xD800)))
            text = text[: rng.randrange(len(text) + 1)] + chr(code) + text
        texts.append(text)
    data = BETWEEN.join(texts).encode("utf-8", "replace")
    data = spoilt(data, rng) if rng.random() < 0.3 else data
    return kind.encode() + rng.randbytes(4) + data


# -- what is shown ---------------------------------------------------------------------


class Said:
    """The texts of an input, in turn."""

    def __init__(self, data: bytes) -> None:
        self.rng = random.Random(data[1:5])
        # What a worker sends, or a file holds, is read like this too.
        text = data[5:].decode("utf-8", "replace")
        self.texts = text.split(BETWEEN)
        self._turn = itertools.cycle(self.texts)

    def __call__(self) -> str:
        return next(self._turn)


def _judgement(said: Said, exercise: str) -> Judgement:
    """Make a judgement whose every text is hostile."""
    rng = said.rng
    checks = []
    for _ in range(rng.choice((0, 1, 3, 6))):
        verdict = rng.choice([*Verdict])
        checks.append(
            CheckResult(
                id=said(), claim=said(), verdict=verdict, message=said(),
                audience=rng.choice(("public", "hidden")), max_points=2.0,
                points=2.0 * (verdict is Verdict.PASSED), printed=said(), code=said(),
                where=said() if rng.random() < 0.7 else None, input=said(), yours=said(),
                expected=said(), pattern=said(), about=said(),
                needs=(said(),) if rng.random() < 0.3 else (),
                candidates=(said(), said()) if rng.random() < 0.5 else (),
                misconception=said() if rng.random() < 0.5 else None,
            )
        )  # fmt: skip
    notes = tuple(Observation("hard_coded", 3, said()) for _ in range(rng.randrange(3)))
    beliefs = tuple(Misconception(said(), said(), ()) for _ in range(rng.randrange(3)))
    return Judgement(
        exercise=exercise, name=said(), title=said(), file=said(), seed=0, score=1.0,
        submission_sha256="0" * 64, exercise_sha256="0" * 64, max_score=10.0,
        status=rng.choice([*Status]), checks=tuple(checks), misconceptions=beliefs,
        observations=notes, duration_ms=1.5, version="1", hidden_checks=rng.random() < 0.5,
        protection=Protection("basic", (said(),)),
    )  # fmt: skip


_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _screen(said: Said, course: Course) -> str:
    """Show a judgement on a terminal, and as records of a line each."""
    judgement = _judgement(said, "ex01")
    exercise = course.exercise("ex01")
    out = Out("always" if said.rng.random() < 0.3 else "never", linear=None)
    out.linear = said.rng.random() < 0.5
    out.encoding = "ascii" if out.linear else "utf-8"
    rows = out.kept(lambda: print_verdicts(out, judgement, exercise))
    rows += out.kept(lambda: print_caveats(out, judgement))
    for row in rows:
        text = click.unstyle(row) if out.color else row
        if command := _COMMANDS.search(text):
            raise Broken(f"a terminal is told {command[0]!r} in {text[:200]!r}")
        if out.linear and not text.isascii():
            raise Broken("a linear record is not ASCII")
    failing = sum(c.verdict in FAILING for c in judgement.checks)
    records = sum(row.startswith(("PASS", "FAIL", "SKIP", "BROKEN")) for row in rows)
    told = out.linear and judgement.status is not Status.UNAVAILABLE
    if told and not failing <= records <= len(judgement.checks):
        raise Broken("not a record for each check")
    return "linear" if out.linear else "a screen"


class _Shape(html.parser.HTMLParser):
    """The tags of a page and their attributes; every one is closed in order."""

    VOID = frozenset("meta link br hr img input col wbr source area base".split())

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self.scripts = 0
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *sorted(name for name, _ in attrs)))
        self.scripts += tag == "script"
        for name, value in attrs:
            if name in ("href", "src") and not (value or "").startswith(("#", "data:")):
                raise Broken(f"a page leads to {value!r}")
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *sorted(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if not self._open or self._open.pop() != tag:
            raise Broken(f"a page closes {tag}, which is not open")

    def close(self) -> None:
        super().close()
        if self._open:
            raise Broken(f"a page leaves {self._open[-1]} open")


_SHAPES: dict[str, set[tuple[str, ...]]] = {}


def _page(kind: str, render: Callable[[Said], str], said: Said, state: Any) -> None:
    """Compare a page's tags with those of the same page of harmless texts."""
    shape = _shape(render(said))
    known = _SHAPES.setdefault(kind, set())
    if shape.found <= known:
        return
    for calm in ("x", "a `b` c", "", "x" * 4000, "a\nb"):
        said.texts, said._turn = [calm], itertools.cycle([calm])
        said.rng.setstate(state)
        known |= _shape(render(said)).found
    if not shape.found <= known:
        raise Broken(f"a text made tags: {sorted(shape.found - known)[:3]}")


def _shape(text: str) -> _Shape:
    text.encode()
    shape = _Shape()
    shape.feed(text)
    shape.close()
    return shape


class _Judged:
    def __init__(self, judgement: Judgement) -> None:
        self._judgement = judgement

    def judgement(self) -> Judgement:
        return self._judgement


def _row(said: Said, judgement: Judgement | None) -> Row:
    cell = Cell(
        exercise="ex01", state="graded" if judgement else "overridden", points=1.5,
        out_of=10.0, share=0.15, score=1.0, max_score=10.0, reason=said(), submission=1,
        result=1 if judgement else None,
    )  # fmt: skip
    student, name = readable(said()), readable(said())
    return Row(
        student=student, name=name, cells={"ex01": cell}, total=1.5, out_of=10.0,
        percent=15.0, passed=False, status="complete",
    )  # fmt: skip


def _feedback(said: Said, course: Course) -> str:
    def made() -> Any:
        judgement = _judgement(said, "ex01")
        row = _row(said, judgement)
        return compose(
            row, course=said(), student=row.student, name=row.name,
            exercises={"ex01": course.exercise("ex01")}, judged={1: _Judged(judgement)},
            problems=[(said(), said())],
        )  # fmt: skip

    state = said.rng.getstate()
    _page("feedback", lambda _: as_html(made()), said, state)
    said.rng.setstate(state)
    text = as_text(made())
    if _COMMANDS.search(text.replace("\n", "")):
        raise Broken("a text file commands a terminal")
    return "feedback"


_FORMULA = re.compile("[ \u00a0\u3000]*[=+\\-@\uff1d\uff0b\uff0d\uff20].")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def _table(data: bytes) -> None:
    """Read a CSV as a spreadsheet does."""
    text = data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    for row in rows:
        if len(row) != len(rows[0]):
            raise Broken(f"a row of a table has {len(row)} cells")
        for cell in row:
            if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
                raise Broken(f"a cell is a formula: {cell[:80]!r}")
            if _COMMANDS.search(cell):
                raise Broken(f"a cell commands a terminal: {cell[:80]!r}")
    if len(text.splitlines()) != len(rows):
        raise Broken("a text begins a row")


def _exports(said: Said, course: Course) -> str:
    judgement = _judgement(said, "ex01")
    body = judgement.to_json()
    row = _row(said, judgement)
    names, bodies = Aliases(), {1: body}
    setting = Setting(10.0, "u", said())
    grades = Grades(
        exercises=("ex01",), settings={"ex01": setting}, rows=(row,), policies=Policies(),
        notes=(),
    )  # fmt: skip
    _table(csv_head(["ex01"]) + csv_line(["ex01"], row, names))
    for export in (canvas_csv, moodle_csv):
        _table(export(grades).content)
    result = ResultRow(
        row.student, row.name, "ex01", 1, "0" * 64, readable(said()), "file", None, None,
        None, "graded", result=1, book=_Book(bodies),
    )  # fmt: skip
    for line in jsonl_lines(["ex01"], row, {1: result}, names):
        read = json.loads(line)
        if len(line.decode().splitlines()) != 1 or read["student"] != row.student:
            raise Broken("a line of JSON is more than one, or another's")
    root = ET.fromstring(b"".join(junit_xml(grades, names, bodies.__getitem__)))
    if len(root) != 1 or len(root[0].findall("testcase")) != max(
        1, len(judgement.checks)
    ):
        raise Broken("JUnit holds other cases")
    cell = row.cells["ex01"]
    made = results_json([(cell, judgement)], titles={"ex01": said()}, score=1.0)
    for test in json.loads(json.dumps(made))["tests"]:
        if _COMMANDS.search(test.get("output", "").replace("\n", "").replace("\t", "")):
            raise Broken("Gradescope is told something")
    return "exports"


class _Book:
    def __init__(self, bodies: dict[int, bytes]) -> None:
        self._bodies = bodies

    def body(self, result: int) -> bytes:
        return self._bodies[result]


def _similar(said: Said, course: Course) -> str:
    """Compare two files that share hostile lines, and show both."""
    source = course.exercise("ex02").solution
    assert source is not None
    shared = source.read_text("utf-8")

    def made(_: Said) -> str:
        lines = "".join(
            f"# {said()}\ny = {said()!r}\nz = '''{said()}'''\n" for _ in range(2)
        )
        handed = [
            Submitted(student=Student(readable(said()) + str(n), readable(said())),
                      exercise="ex02", content=(lines + shared).encode(), origin=said())
            for n in range(2)
        ]  # fmt: skip
        found = search.search("ex02", handed, [], search.given([]), threshold=0.1)
        return page.page(said(), [(course.exercise("ex02"), found)], Aliases(), 0.1)

    _page("similar", made, said, said.rng.getstate())
    return "similar"


def _class(said: Said, course: Course) -> str:
    plain = class_pages.class_report(students=3, exercises=2, questions=2)

    def made(said: Said) -> str:
        return render_class(class_pages.all_of(plain, *said.texts))

    _page("class", made, said, said.rng.getstate())
    return "class report"


def _report(said: Said, course: Course) -> str:
    plain = report_pages.report(exercises=5, attempts=20, questions=12)

    def made(said: Said) -> str:
        return render_report(report_pages.all_of(plain, *said.texts))

    _page("report", made, said, said.rng.getstate())
    return "report"


_SHOWN: dict[str, Callable[[Said, Course], str]] = {
    "t": _screen, "f": _feedback, "e": _exports, "s": _similar, "c": _class, "r": _report,
}  # fmt: skip
KINDS = "".join(_SHOWN)


def check(data: bytes, course: Course) -> str:
    """Show what an input says; what comes out is well formed and tells nobody to act."""
    kind = data[:1].decode("latin-1")
    return _SHOWN[kind](Said(data), course) if kind in _SHOWN else "of no kind"


@contextlib.contextmanager
def shown(course: Course, folder: Path) -> Iterator[Target]:
    """Give the target."""
    yield Target("shown", make, lambda data: check(data, course))
