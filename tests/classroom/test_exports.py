"""Plain CSV, JSONL, JUnit and Gradescope results of a gradebook with real judgements."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.anonymous import Aliases
from grader.classroom.exports import cells
from grader.classroom.exports.gradescope import results_files
from grader.classroom.exports.junit import junit_xml
from grader.classroom.exports.plain import csv_pieces, results_jsonl
from grader.classroom.gradebook import Gradebook
from grader.classroom.standing import (
    Standing,
    given_rules,
    kept_rules,
    rules_of,
    standing,
)
from grader.model import LatePolicy, Policies
from tests.classroom.made_book import (
    CHANGED,
    COUNTER,
    HOSTILE,
    RIGHT,
    SQUARED,
    SYNTAX,
    make,
)

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
FORMULA = re.compile(r"[\"'\s;,|]*[=+\-@\t\r＝＋－＠]")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def schema(name: str) -> dict:
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))


def read(content: bytes, **dialect) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), **dialect))


def grades_csv(*args, **options) -> bytes:
    return b"".join(csv_pieces(*args, **options))


def harmless(cell: str) -> bool:
    """Whether no spreadsheet takes a cell for a formula, wherever it may split it."""
    if NUMBER.fullmatch(cell) or cell.startswith("'"):
        return not re.search(r"[\";,|][ \u00a0]*[=+\-@＝＋－＠].", cell)
    return not re.search(r"(^|[\";,|\t\r\n])[ \u00a0]*[=+\-@＝＋－＠].", cell)


@pytest.fixture
def hostile(tmp_path, sandbox):
    folder = make(tmp_path / "book", sandbox, [(id, "ex01", RIGHT) for id in HOSTILE])
    with Gradebook(folder / "gradebook.db") as book:
        yield book


@pytest.fixture
def book(tmp_path, sandbox):
    folder = make(
        tmp_path / "grades", sandbox,
        [
            ("ann", "ex01", RIGHT, {"name": "Ann Lee"}), ("ann", "ex02", COUNTER),
            ("bob", "ex01", SQUARED), ("cy", "ex01", SYNTAX), ("dan", "ex01", CHANGED),
        ],
    )  # fmt: skip
    with Gradebook(folder / "gradebook.db") as book:
        yield book


# -- cells ------------------------------------------------------------------------


@pytest.mark.parametrize("id", HOSTILE)
def test_no_id_is_a_formula_or_breaks_a_row(id):
    ((read_back,),) = read(cells.table([[cells.text(id)]]))

    assert harmless(read_back)
    assert not re.search(r"[\x00-\x1f\x7f]", read_back)
    for delimiter in ";|\t":  # as a spreadsheet in another country might split it
        for piece in read(cells.table([[cells.text(id)]]), delimiter=delimiter)[0]:
            assert harmless(piece)


@given(
    st.text(
        alphabet=st.characters(codec="utf-8") | st.sampled_from("=+-@;,\"'\t\r\n |"),
        max_size=12,
    )
)
def test_any_text_is_a_harmless_cell_and_is_only_made_so_once(text):
    made = cells.text(text)

    assert harmless(made)
    assert cells.text(made) == made
    assert read(cells.table([[made, "x"]])) == [[made, "x"]]


def test_ids_that_differ_stay_different():
    assert len({cells.text(id) for id in HOSTILE}) == len(HOSTILE)


@pytest.mark.parametrize("number", ["-5", "-5.25", "0", "12", "+3", "1,5"])
def test_a_number_stays_a_number(number):
    assert cells.text(number) == number


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.0, "1"), (-1.5, "-1.5"), (1 / 3, "0.3333"), (-1e-9, "0"), (None, ""),
     (float("nan"), ""), (float("inf"), ""), (1e6, "1000000")],
)  # fmt: skip
def test_numbers_are_written_plainly(value, written):
    assert cells.number(value) == written


def test_a_comma_for_the_decimal_point():
    assert cells.number(1.5, "comma") == "1,5"


# -- grades.csv ----------------------------------------------------------------------


def test_the_csv_has_a_row_per_student_and_a_column_per_exercise(book, toy):
    rows = read(grades_csv(Standing(book, toy), Aliases()))

    assert rows == [
        ["student", "ex01", "ex02", "total", "percent", "status"],
        ["ann", "8", "5", "13", "100", "complete"],
        ["bob", "0", "0", "0", "0", "missing"],
        ["cy", "0", "0", "0", "0", "missing"],
        ["dan", "7", "0", "7", "53.8462", "missing"],
    ]


def test_the_csv_of_hostile_ids_has_one_row_each_and_no_formula(hostile, toy):
    rows = read(grades_csv(Standing(hostile, toy), Aliases()))

    assert len(rows) == len(HOSTILE) + 1
    assert {len(row) for row in rows} == {5}
    assert all(harmless(cell) for row in rows for cell in row)
    assert len({row[0] for row in rows}) == len(rows)


def test_a_bom_and_a_decimal_comma_are_there_when_asked_for(book, toy):
    content = grades_csv(Standing(book, toy), Aliases(), decimal="comma", bom=True)

    assert content.startswith(b"\xef\xbb\xbf")
    rows = read(content.removeprefix(b"\xef\xbb\xbf"))
    assert rows[4][4] == "53,8462"
    assert grades_csv(Standing(book, toy), Aliases()).startswith(b"student")


def test_the_same_gradebook_gives_the_same_bytes(book, toy):
    assert grades_csv(Standing(book, toy), Aliases()) == grades_csv(
        Standing(book, toy), Aliases()
    )


def test_anonymous_grades_name_nobody_and_are_in_an_order_that_tells_nothing(book, toy):
    who = Aliases(b"s" * 32)
    made = standing(book, toy)
    texts = [
        grades_csv(Standing(book, toy), who).decode(),
        b"".join(results_jsonl(Standing(book, toy), who)).decode(),
        b"".join(junit_xml(made, who, book.body)).decode(),
        *[
            name + body.decode()
            for name, body in results_files(made, who, book.body, "hidden")
        ],
    ]

    for text in texts:
        assert not re.search(r"\b(ann|bob|cy|dan|Ann|Lee)\b", text)
    names = [row[0] for row in read(texts[0].encode())[1:]]
    assert names == sorted(names)
    assert set(who.table(["ann", "bob", "cy", "dan"])) == set(names)


# -- results.jsonl ------------------------------------------------------------------------


def test_each_line_is_a_check_object_with_its_student_and_grade(book, toy):
    lines = [json.loads(line) for line in results_jsonl(Standing(book, toy), Aliases())]

    for line in lines:
        jsonschema.validate(line, schema("learn.result"))
        jsonschema.validate(line, schema("learn.check"))
    assert [(line["student"], line["exercise"]) for line in lines] == [
        ("ann", "ex01"), ("ann", "ex02"), ("bob", "ex01"), ("cy", "ex01"), ("dan", "ex01"),
    ]  # fmt: skip
    assert lines[-1]["grade"]["points"] == 7


def test_hostile_ids_are_whole_in_json(hostile, toy):
    lines = [
        json.loads(line) for line in results_jsonl(Standing(hostile, toy), Aliases())
    ]

    assert {line["student"] for line in lines} == set(HOSTILE)


def test_a_late_penalty_stands_in_the_grade(book, tmp_path, sandbox, toy):
    late = {"submitted_at": "2026-03-02T12:00:00+00:00"}
    folder = make(tmp_path / "late", sandbox, [("ann", "ex01", RIGHT, late)])
    policies = Policies(late=LatePolicy(per_day=0.25))
    due = tmp_path / "due.csv"
    due.write_text("student,exercise,due\n,ex01,2026-03-01T12:00Z\n")
    with Gradebook(folder / "gradebook.db") as opened:
        rules = rules_of(opened, toy, due=due)._replace(policies=policies)
        (line,) = results_jsonl(Standing(opened, toy, rules), Aliases())

    grade = json.loads(line)["grade"]
    assert (grade["points"], grade["late_by_s"], grade["penalty"]) == (6, 86400, 0.25)


def test_the_rules_that_a_run_was_given_are_kept_with_it(tmp_path, toy):
    policy, due = tmp_path / "policy.yaml", tmp_path / "due.csv"
    policy.write_text("attempt: best\nlate: {per_day: 0.5}\n")
    due.write_text(
        "student,exercise,due\n,ex01,2026-03-01T12:00Z\nann,ex01,2026-03-08T12:00Z\n"
    )
    rules = given_rules(toy, policy, due)
    with Gradebook(tmp_path / "gradebook.db", create=True) as opened:
        opened.end_run(
            opened.begin_run("grade", 0, kept_rules(rules, policies=True, due=True)),
            "done",
        )
        opened.end_run(opened.begin_run("regrade", 0, {}), "done")

        assert rules_of(opened, toy) == rules


def test_without_files_a_run_keeps_no_rules_and_the_courses_hold(tmp_path, toy):
    with Gradebook(tmp_path / "gradebook.db", create=True) as opened:
        opened.begin_run(
            "grade", 0, kept_rules(given_rules(toy), policies=False, due=False)
        )

        assert rules_of(opened, toy) == given_rules(toy)


# -- JUnit --------------------------------------------------------------------------------


def test_junit_has_a_suite_per_student_and_a_case_per_check(book, toy):
    root = ET.fromstring(b"".join(junit_xml(standing(book, toy), Aliases(), book.body)))

    assert [suite.get("name") for suite in root] == ["ann", "bob", "cy", "dan"]
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests")) == len(cases)
        for plural, tag in (
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            assert int(suite.get(plural)) == sum(c.find(tag) is not None for c in cases)
    ann, bob, _, dan = root
    assert (ann.get("failures"), ann.get("errors"), ann.get("skipped")) == (
        "0",
        "0",
        "0",
    )
    assert (
        bob.findall("testcase/failure")[0]
        .get("message")
        .startswith("3 of 3 values differ")
    )
    assert dan.get("failures") == "1"
    assert (
        bob.findall("testcase")[-1].find("skipped").get("message")
        == "nothing was handed in"
    )


def test_junit_of_hostile_ids_is_xml(hostile, toy):
    root = ET.fromstring(
        b"".join(junit_xml(standing(hostile, toy), Aliases(), hostile.body))
    )

    assert len(root) == len(HOSTILE)
    # XML has no way to hold a NUL; everything else is as it was.
    names = {suite.get("name") for suite in root}
    assert names == {id.replace("\x00", "") for id in HOSTILE}


# -- Gradescope -------------------------------------------------------------------------


def gradescope(book, toy, hidden="after_published") -> dict[str, dict]:
    made = results_files(standing(book, toy), Aliases(), book.body, hidden)
    return {name.rpartition("-")[0]: json.loads(body) for name, body in made}


def test_gradescope_results_are_of_its_schema_and_add_up(book, toy):
    files = gradescope(book, toy)

    assert sorted(files) == ["ann", "bob", "cy", "dan"]
    for made in files.values():
        jsonschema.validate(made, schema("gradescope.results"))
        total = sum(test.get("score", 0) for test in made["tests"])
        assert made["score"] == pytest.approx(total)
    assert files["dan"]["score"] == 7


def test_hidden_checks_are_shown_when_asked_and_never_with_values(book, toy, sandbox):
    for hidden in ("hidden", "after_due_date", "after_published", "visible"):
        for made in gradescope(book, toy, hidden).values():
            for test in made["tests"]:
                if "hidden" in test["tags"]:
                    assert test["visibility"] == hidden
                    assert "expected:" not in test["output"]
                    assert "call:" not in test["output"]
                elif "public" in test["tags"]:
                    assert test["visibility"] == "visible"
            assert made["stdout_visibility"] == "hidden"


def test_what_lateness_took_is_said_and_the_score_is_what_counts(
    tmp_path, sandbox, toy
):
    late = {"late": True}
    folder = make(tmp_path / "late", sandbox, [("ann", "ex01", RIGHT, late)])
    with Gradebook(folder / "gradebook.db") as opened:
        rules = given_rules(toy)._replace(
            policies=Policies(late=LatePolicy(marked=0.5))
        )
        ((_, body),) = results_files(
            standing(opened, toy, rules), Aliases(), opened.body, "visible"
        )

    made = json.loads(body)
    jsonschema.validate(made, schema("gradescope.results"))
    assert made["score"] == 4
    assert "50 % of the points are lost" in made["tests"][-1]["output"]


def test_what_broke_is_said_to_be_our_fault(tmp_path, sandbox, toy):
    import msgspec

    from tests.classroom.made_book import judgement

    folder = make(tmp_path / "broken", sandbox, [("ann", "ex01", RIGHT)], judged=False)
    broken = judgement(sandbox, "ex01", RIGHT)
    broken = msgspec.structs.replace(broken, status="broken", score=0.0, checks=())
    with Gradebook(folder / "gradebook.db") as opened:
        opened.add_result(1, broken.to_json())
        ((_, body),) = results_files(
            standing(opened, toy), Aliases(), opened.body, "visible"
        )
        root = ET.fromstring(
            b"".join(junit_xml(standing(opened, toy), Aliases(), opened.body))
        )

    made = json.loads(body)
    jsonschema.validate(made, schema("gradescope.results"))
    assert "not yours" in made["output"]
    assert "not yours" in made["tests"][0]["output"]
    assert (
        root.find("testsuite/testcase/error").get("message")
        == "no check ran: the grader's fault"
    )
