"""`learn similar`: what it says, writes and refuses, in processes of its own."""

from __future__ import annotations

import json
import os
import random
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from benchmarks.plants import PLANTS
from tests.classroom.twins import CLASSES, HELPERS, INDEPENDENT, LOOP, MATRIX, SHORT

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads(
    (ROOT / "docs/schemas/learn.similar.schema.json").read_text("utf-8")
)
FILE = "ex01_double/double.py"
HOSTILE = "<img src=x onerror=alert(1)>"


def write(root: Path, texts: dict[str, str | bytes], file: str = FILE) -> Path:
    for who, text in texts.items():
        there = root / who / file
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


@pytest.fixture
def handed_in(toy_copy: Path) -> Path:
    """A class in which one copied, renaming everything, and one took the solution."""
    copy = PLANTS["mixed"](LOOP, random.Random(4), frozenset({"double"}))
    solution = (toy_copy / "reference/ex01_double/solution.py").read_text()
    return write(
        toy_copy.parent / "handed-in",
        INDEPENDENT
        | {"Zoe": copy, "Sol": solution, "Stub": "def double(x):\n    pass\n"},
    )


# -- what it says --------------------------------------------------------------------


def test_the_table_reads_as_it_is_meant_to(here, learn, handed_in, golden):
    ran = here("similar", handed_in)
    assert (ran.code, ran.err) == (0, "")
    golden("similar.txt", ran.out)
    shown = learn.on_a_terminal("similar", handed_in)
    assert shown.code == 0
    golden("similar.screen.txt", re.sub(r"\x1b\[\d*m", "", shown.out))


def test_a_class_without_copies_is_told_so_without_a_promise(here, tmp_path):
    ran = here("similar", write(tmp_path / "in", INDEPENDENT))
    assert ran.code == 0
    assert "6 students, no similar pairs" in ran.out
    assert "Nothing stands out. That is no proof" in ran.out


def test_json_is_one_object_an_exercise_by_its_schema(here, handed_in):
    write(
        handed_in, {"Loop": HELPERS, "Zoe": HELPERS}, "ex03_apply_twice/apply_twice.py"
    )
    ran = here("similar", handed_in, "--json")
    first, third = ran.objects
    for one in (first, third):
        jsonschema.validate(one, SCHEMA)
    assert [first["exercise"], third["exercise"]] == ["ex01", "ex03"]
    (pair,) = first["pairs"]
    assert {pair["left"]["student"], pair["right"]["student"]} == {"Loop", "Zoe"}
    assert [f["student"] for f in first["like_the_solution"]] == ["Sol"]
    assert [f["student"] for f in first["too_short"]] == ["Stub"]
    assert third["pairs"][0]["score"] == 1.0
    only = here("similar", handed_in, "--exercise", "3", "--json").objects
    assert [one["exercise"] for one in only] == ["ex03"]


def test_the_threshold_says_what_is_listed(here, handed_in):
    (pair,) = here("similar", handed_in, "--json").objects[0]["pairs"]
    above = str(min(1.0, pair["score"] + 0.01))
    assert (
        here("similar", handed_in, "--json", "--threshold", above).objects[0]["pairs"]
        == []
    )
    (one,) = here(
        "similar", handed_in, "--json", "--threshold", "0.3", "--most", "1"
    ).objects
    assert len(one["pairs"]) == 1


def test_archives_and_another_year_are_taken_as_they_come(here, tmp_path):
    now = write(tmp_path / "now", {"Ann": LOOP, "Bob": MATRIX, "Cyd": SHORT})
    old = tmp_path / "old"
    old.mkdir()
    with zipfile.ZipFile(old / "Dan.zip", "w") as file:
        file.writestr(FILE, LOOP)
    write(old, {"Eve": CLASSES, "Fay": CLASSES})
    (one,) = here("similar", now, "--previous", old, "--json").objects
    (pair,) = one["pairs"]
    assert (pair["left"]["student"], pair["right"]["student"]) == ("Ann", "Dan")
    assert (pair["left"]["previous"], pair["right"]["previous"]) == (False, True)
    assert "Dan.zip" in pair["right"]["origin"]
    assert "Dan (a previous year)" in here("similar", now, "--previous", old).out


def test_staff_and_code_that_was_given_out_do_not_count(here, handed_in, tmp_path):
    without = here("similar", handed_in, "--staff", "Zoe", "--json").objects[0]
    assert (without["pairs"], without["students"]) == ([], 8)
    old = tmp_path / "old_stub.py"
    old.write_text(LOOP)
    given = here("similar", handed_in, "--given", old, "--json").objects[0]
    assert given["pairs"] == []
    assert "Loop" in [f["student"] for f in given["too_short"]]


def test_names_can_be_hidden_the_same_way_each_time(here, handed_in, tmp_path):
    page = tmp_path / "page.html"
    first = here("similar", handed_in, "--anonymous", "--out", page)
    again = here(
        "similar", handed_in, "--anonymous", "--out", page, "--force", "--json"
    )
    text = page.read_text()
    aliases = set(re.findall(r"student-[0-9a-f]{12}", first.out))
    assert len(aliases) >= 3
    assert aliases <= set(re.findall(r"student-[0-9a-f]{12}", again.out))
    for shown in (first.out.replace(str(page), ""), again.out, text):
        assert not re.search(r"\b(Loop|Zoe|Stub|Sol)\b|handed-in", shown)


# -- the page ------------------------------------------------------------------------


class Page(HTMLParser):
    """The elements of a page, and the text of each one that marks a passage."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]


def page_of(here, *args: str | Path) -> tuple[str, Page]:
    file = here.folder.parent / "page.html"
    ran = here("similar", *args, "--out", file, "--force")
    assert ran.code == 0, ran.err
    assert str(file) in ran.out.replace("\n", "")
    text = file.read_text("utf-8")
    return text, Page(text)


def test_the_page_shows_both_and_numbers_lead_to_the_other_side(here, handed_in):
    text, page = page_of(here, handed_in)
    assert "1 pair to look at" in text
    numbers = [a for tag, a in page.tags if tag == "a" and a.get("class") == "nr"]
    assert len(numbers) >= 2
    assert {a["href"] for a in numbers} == {f"#{a['id']}" for a in numbers}
    assert len(set(page.ids)) == len(page.ids)
    assert "for place in range(" in text


def test_the_page_names_nothing_outside_itself(here, handed_in):
    page = page_of(here, handed_in)[1]
    (policy,) = (a for t, a in page.tags if "http-equiv" in a)
    assert "default-src 'none'" in policy["content"]
    for tag, attributes in page.tags:
        assert tag not in ("link", "img", "iframe", "object")
        assert not set(attributes) & {"src", "style", "srcset"}
        assert (attributes.get("href") or "#").startswith("#")


def test_hostile_names_and_code_stay_text(here, tmp_path):
    evil = f"{LOOP}\n# </pre></mark><script>alert(2)</script> \x1b[31m \u202e \x00 {{{{ 7*7 }}}}\n"
    late = 'NAME = "</script><svg onload=alert(3)>"\n'
    handed = write(tmp_path / "in", INDEPENDENT | {HOSTILE: evil + late})
    text, page = page_of(here, handed)
    assert "1 pair to look at" in text
    assert not [t for t, _ in page.tags if t == "img"]
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert not any(name.startswith("on") for _, a in page.tags for name in a)
    assert not set(text) & {"\x1b", "\u202e", "\x00"}
    ran = here(
        "similar",
        write(tmp_path / "two", {"A\x1b[2J": LOOP, "B\u202e": LOOP, "C": MATRIX}),
    )
    assert "100% of A\\x1b[2J" in ran.out
    assert not {"\x1b", "\u202e"} & set(ran.out)


def test_the_page_is_the_same_for_the_same_class(here, handed_in):
    assert page_of(here, handed_in)[0] == page_of(here, handed_in)[0]


# -- what it refuses -------------------------------------------------------------------


def test_hostile_submissions_are_compared_or_named_and_hurt_no_other(here, tmp_path):
    handed = write(
        tmp_path / "in",
        INDEPENDENT | {
            "Copy": LOOP, "NUL": b"\0" * 999, "Wide": LOOP.encode("utf-16"),
            "Deep": "x = " + "[" * 5000, "Long": "x " * (1 << 19), "Huge": b"x" * (2 << 20),
        },
    )  # fmt: skip
    os.mkfifo(handed / "Loop" / "ex01_double" / "pipe.py")
    ran = here("similar", handed, "--json")
    assert ran.code == 0
    (one,) = ran.objects
    found = {
        frozenset((p["left"]["student"], p["right"]["student"])) for p in one["pairs"]
    }
    assert found == {
        frozenset(p) for p in (("Loop", "Copy"), ("Loop", "Wide"), ("Copy", "Wide"))
    }
    assert "Huge" in ran.err
    assert "Long" in [f["student"] for f in one["cut"]]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nowhere"], "nowhere"),
        (["empty"], "no submission to compare was found"),
        (["in", "--exercise", "ex99"], "there is no exercise 'ex99'"),
        (["in", "--previous", "nowhere"], "nowhere"),
        (["in", "--given", "nowhere.py"], "there is no such file"),
        (["in", "--out", "taken.html"], "there is a file of this name"),
        (["in", "--out", "no/folder/page.html"], "the page cannot be written"),
        (["in", "--threshold", "2"], "--threshold"),
        ([], "PATH"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_in_one_message(here, args, said):
    write(here.folder / "in", {"Ann": LOOP, "Bob": MATRIX})
    (here.folder / "empty").mkdir()
    (here.folder / "taken.html").write_text("mine")
    ran = here("similar", *args)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert (here.folder / "taken.html").read_text() == "mine"
