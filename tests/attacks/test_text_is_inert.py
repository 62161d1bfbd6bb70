"""Hostile text is shown as text, wherever what a submission said is written.

Each attack in `text/` is an exercise of a course: one learner checks them all, a
class hands each in, and everything that comes of it is read as its readers read it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from tests.attacks import judging
from tests.conftest import Learn

TEXTS = [attack for attack in judging.ATTACKS if attack.area == "text"]
# Colours and weights that the platform itself writes; no attack writes one of them.
OWN_STYLE = re.compile(r"\x1b\[([0-2]|3[0-7]|9[0-7])m")
FORMULA = re.compile(r"[\"';,\s]*[=+\-@＝＋－＠]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
WIDEST = 10_000


class Written(NamedTuple):
    """What came of the attacks: on terminals, and in files."""

    shown: dict[str, str]
    lines: dict[str, str]
    pages: dict[str, str]
    rows: dict[str, str]
    values: dict[str, list[str]]
    junit: bytes


def hand_in(root: Path) -> Path:
    """Write the course, and beside it a class that hands each attack in."""
    course = root / "course"
    for number, attack in enumerate(TEXTS, 1):
        name = f"ex{number:02}_{attack.name}"
        files = {
            f"exercises/{name}/exercise.yaml": judging.EXERCISE.replace(
                "position: 1", f"position: {number}"
            ),
            f"exercises/{name}/{attack.name}.py": attack.source,
            f"exercises/{name}/test_public.py": judging.PUBLIC,
            f"reference/{name}/test_hidden.py": judging.HIDDEN,
            f"reference/{name}/solution.py": judging.SOLUTION,
        }
        for file, content in files.items():
            path = course / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(
                content if isinstance(content, bytes) else content.encode()
            )
        handed_in = root / "class" / attack.name / name / f"{attack.name}.py"
        handed_in.parent.mkdir(parents=True)
        handed_in.write_bytes(attack.source)
    (course / "exercises" / "course.yaml").write_text(judging.COURSE)
    return course


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Written:
    root = tmp_path_factory.mktemp("texts")
    learn = Learn(hand_in(root))

    def run(*args: str | Path) -> str:
        ran = learn(*args)
        assert ran.code in (0, 1), ran.err
        return ran.out + ran.err

    def on_a_terminal(*args: str) -> str:
        return learn.on_a_terminal("--color", "always", *args).out

    names = [attack.name for attack in TEXTS]
    odd = f"ex{names.index('speak_through_a_syntax_error') + 1:02}"
    every = run("-v", "--plain", "check", "--all")
    shown = {
        "terminal": on_a_terminal("-v", "check", "--all"),
        "versions": on_a_terminal("history", odd, "1"),
        "solution": on_a_terminal("solution", odd, "--give-up"),
        "history": run("history", odd),
        "list": run("list"),
    }
    values = {"check": run("check", "--all", "--json").splitlines()}
    run("report", "--out", root / "report.html")
    shown["grade"] = run(
        "grade", root / "class", "--out", root / "grades", "--jobs", "1"
    )
    run("class-report", root / "grades", "--out", root / "class.html")
    for form in ("csv", "junit", "jsonl", "gradescope"):
        place = root / f"export-{form}"
        place.mkdir()
        run("export", "gradebook", root / "grades", "--to", form, "--out", place)
    rows, lines, pages = {}, {"plain": every}, {}
    for file in sorted(root.rglob("*")):
        name = str(file.relative_to(root))
        if name.startswith(("course/", "class/")) or file.is_dir():
            continue
        if file.suffix in (".csv", ".jsonl", ".txt", ".html", ".json"):
            text = file.read_bytes().decode("utf-8")
            if file.suffix == ".csv":
                rows[name] = text
            elif file.suffix == ".txt":
                lines[name] = text
            elif file.suffix == ".html":
                pages[name] = text
            else:
                values[name] = text.splitlines() if file.suffix == ".jsonl" else [text]
    junit = (root / "export-junit" / "junit.xml").read_bytes()
    return Written(shown, lines, pages, rows, values, junit)


def hidden_characters(text: str) -> set[str]:
    """What is not seen where it stands: controls, marks of direction, halves of characters."""
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return {hex(ord(c)) for c in text if unicodedata.category(c) in unseen} - {"0xa"}


def test_each_attack_is_read_and_earns_nothing(written):
    judged = [json.loads(line) for line in written.values["check"]]

    assert [j["name"] for j in judged] == [a.name for a in TEXTS]
    assert {(j["status"], j["score"]) for j in judged} == {("failed", 0)}


def test_nothing_that_a_terminal_obeys_reaches_it(written):
    for name, text in written.shown.items():
        assert hidden_characters(OWN_STYLE.sub("", text)) == set(), name
    assert OWN_STYLE.search(written.shown["terminal"])


def test_no_line_is_forged_and_nothing_in_a_line_is_hidden(written):
    assert len(written.lines) > len(TEXTS)
    for name, text in (written.lines | written.rows).items():
        assert hidden_characters(text.replace("\r\n", "\n")) == set(), name
        assert not [line for line in text.splitlines() if line.startswith("FORGED")]
        assert max(map(len, text.splitlines())) < WIDEST, name


class Page(HTMLParser):
    """Collects what a browser would make of a page besides its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[str] = []
        self.text: list[str] = []
        self.open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open = tag
        self.made.append(tag)
        for name, value in attrs:
            self.made.append(name)
            if name in ("href", "src", "action", "srcset", "style", "srcdoc"):
                self.made.append(f"{value}")

    def handle_endtag(self, tag: str) -> None:
        self.open = ""

    def handle_comment(self, data: str) -> None:
        self.made.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def handle_data(self, data: str) -> None:
        (self.made if self.open in ("script", "style") else self.text).append(data)


def test_a_page_is_made_of_nothing_that_a_submission_wrote(written):
    assert len(written.pages) > len(TEXTS)
    said = ""
    for name, page in written.pages.items():
        read = Page(page)
        assert not [part for part in read.made if "got-through" in part], name
        assert not [
            part for part in read.made if part.startswith(("on", "javascript:"))
        ]
        # It ends where it ends: nothing in it was left open or closed early.
        assert page.rstrip().endswith("</html>")
        assert page.count("</html>") == page.count("</body>") == 1
        said += "".join(read.text)
    assert "<x-got-through>" in said  # where it is shown at all, it is shown as text


def test_a_page_hides_nothing_that_a_submission_wrote(written):
    for name, page in written.pages.items():
        found = hidden_characters("".join(Page(page).text))
        assert found <= {"0x9", "0x200c", "0x200d"}, name  # scripts need joiners


def test_no_cell_of_a_table_is_a_formula(written):
    assert written.rows
    for name, text in written.rows.items():
        table = list(csv.reader(io.StringIO(text, newline="")))
        assert len({len(row) for row in table}) == 1, name
        for cell in (cell for row in table for cell in row):
            assert NUMBER.fullmatch(cell) or not FORMULA.match(cell), (name, cell)


def test_every_value_is_json_that_any_reader_takes(written):
    assert any(name.endswith("results.jsonl") for name in written.values)

    def refused(constant: str) -> None:
        raise AssertionError(constant)

    for texts in written.values.values():
        for text in texts:
            value = json.loads(text, parse_constant=refused)
            json.dumps(value, ensure_ascii=False).encode()  # no half of a character
            assert isinstance(value, dict)
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", text)


def test_junit_is_xml_with_nothing_but_our_elements(written):
    suites = ET.fromstring(written.junit)

    assert b"<!DOCTYPE" not in written.junit
    known = {
        "testsuite",
        "properties",
        "property",
        "testcase",
        "failure",
        "error",
        "skipped",
    }
    assert {element.tag for element in suites.iter()} == known | {"testsuites"}
    names = {case.get("name", "") for case in suites.iter("testcase")}
    assert not [name for name in names if "got-through" in name]
    assert [s.get("name") for s in suites] == sorted(a.name for a in TEXTS)
    texts = [e.text or "" for e in suites.iter()]
    texts += [value for e in suites.iter() for value in e.attrib.values()]
    assert hidden_characters("".join(texts)) == set()
