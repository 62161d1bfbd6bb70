"""Canvas and Moodle files, read back as those systems' own importers read them.

`canvas_reads` and `moodle_worksheet_reads` follow the importers' rules: which row is
which, how a student and an assignment are found, what is skipped.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from grader.classroom.exports.canvas import canvas_csv
from grader.classroom.exports.moodle import moodle_csv
from grader.classroom.exports.roster import Roster, match, name_keys, read_roster
from grader.classroom.gradebook import Gradebook
from grader.classroom.standing import given_rules, standing
from grader.errors import LearnError
from grader.model import Policies
from tests.classroom.made_book import CHANGED, COUNTER, HOSTILE, RIGHT, SQUARED, make
from tests.classroom.test_exports import harmless

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Homework 1: ex01 (901),Counting (902),Essay (903),Current Score,Final Score
    Points Possible,,,,,8,10,100,(read only),(read only)
"Lee, Ann",101,s-ann,ann,Monday,,3,77,70,70
"Stone, Bob",102,s-bob,bob@uni.example,Monday,2,,,10,10
"Li, Cy",103,s-cy,cy,Tuesday,,,,,
"Nobody, Nick",104,s-nick,nick,Tuesday,6,,,60,60
"Student, Test",105,,0123abcd,Monday,,,,,
"""

WORKSHEET = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments
Participant 55,Ann Lee,ann@uni.example,Submitted for grading,-,100.00,Yes,"Tuesday, 3 March 2026, 10:00 AM",-,
Participant 56,Bob Stone,bob@uni.example,Submitted for grading,12.00,100.00,Yes,"Tuesday, 3 March 2026, 11:00 AM","Wednesday, 4 March 2026, 9:00 AM","well, =done"
Participant 57,Nick Nobody,nick@uni.example,No submission,-,100.00,Yes,-,-,
"""


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def canvas_reads(content: bytes) -> dict[str, dict[str, str]]:
    """Read a gradebook CSV as Canvas's importer does: grades by student and column."""
    text = content.decode("utf-8")
    # It decides on the separator by the first three lines, whatever is quoted.
    counts = dict.fromkeys(";,", 0)
    for separator in counts:
        with contextlib.suppress(csv.Error):
            numbers = {
                len(next(csv.reader([line], delimiter=separator, strict=True)))
                for line in text.split("\r\n")[:3]
                if line
            }
            counts[separator] = numbers.pop() if len(numbers) == 1 else 0
    assert counts[","] > counts[";"]
    head, *rows = rows_of(content)
    assert "Student" in head[0]
    assert "ID" in head[1]
    width = 3
    if re.search(r"SIS\s+User\s+ID", head[2]) and re.search(
        r"SIS\s+Login\s+ID", head[3]
    ):
        width += 2
    assert "Section" in head[width - 1]
    found = {}
    assert "Points Possible" in rows[0][0]
    for row in rows[1:]:
        assert len(row) == len(head)
        found[row[1] or row[3]] = dict(zip(head[width:], row[width:], strict=True))
    return found


def moodle_worksheet_reads(content: bytes) -> dict[str, str]:
    """Read a worksheet as Moodle's importer does: grades by the participant's number."""
    head, *rows = rows_of(content)
    id, grade = head.index("Identifier"), head.index("Grade")
    assert "Last modified (grade)" in head
    found = {}
    for row in rows:
        number = row[id][len("Participant ") :]
        value = row[grade].replace(" ", "")
        if value not in ("", "-"):
            found[number] = value
    return found


@pytest.fixture
def roster(tmp_path):
    file = tmp_path / "canvas-export.csv"
    file.write_text(CANVAS, "utf-8-sig")
    return read_roster(file)


@pytest.fixture
def worksheet(tmp_path):
    file = tmp_path / "worksheet.csv"
    file.write_text(WORKSHEET, "utf-8")
    return read_roster(file)


@pytest.fixture
def made(tmp_path, sandbox, toy):
    """Grades of people whose ids are as a Canvas and a Moodle download have them."""
    folder = make(
        tmp_path / "grades", sandbox,
        [
            ("101", "ex01", RIGHT, {"name": "leeann"}), ("101", "ex02", COUNTER),
            ("bob@uni.example", "ex01", CHANGED, {"name": "Bob Stone"}),
            ("cy", "ex01", SQUARED, {"name": "Cy Li"}),
            ("zoe", "ex01", RIGHT, {"name": "Zoë Unknown"}),
        ],
    )  # fmt: skip
    with Gradebook(folder / "gradebook.db") as book:
        yield standing(book, toy)


# -- who is who --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lee, Ann", "leeann"), ("Lee, Ann", "Ann Lee"), ("Müller, Åsa", "mullerasa"),
     ("van Dyk, Jan", "Jan van Dyk"), ("O'Neil, Pat", "oneilpat")],
)  # fmt: skip
def test_a_name_is_the_same_in_either_order_and_without_its_marks(one, other):
    assert name_keys(one) & name_keys(other)


def matched(students, rows):
    roster = Roster(("name", "id"), tuple(rows))
    return match(
        students, roster, [(row[1],) for row in rows], [row[0] for row in rows]
    )


def test_ids_come_before_names_and_one_row_is_one_student():
    found = matched(
        {"7": "Ann Lee", "x": "Ann Lee"}, [("Ann Lee", "8"), ("Bob Stone", "7")]
    )

    assert found.rows == {1: "7", 0: "x"}
    assert found.unmatched == []


@pytest.mark.parametrize(
    ("students", "rows", "said"),
    [
        (
            {"x": "Ann Lee"},
            [("Ann Lee", "1"), ("Lee, Ann", "2")],
            "2 rows of the roster",
        ),
        ({"x": "Ann Lee", "y": "Ann Lee"}, [("Ann Lee", "1")], "another student"),
        ({"x": "Ann Lee"}, [("Bob", "1")], "not in the roster"),
        ({"x": ""}, [("", "1")], "not in the roster"),
    ],
)
def test_nobody_gets_a_grade_by_a_guess(students, rows, said):
    found = matched(students, rows)

    assert found.rows == {}
    assert len(found.unmatched) == len(students)
    assert all(said in line for line in found.unmatched)


def test_an_id_is_found_through_what_the_csv_makes_of_it():
    assert matched({"=1+1": "a"}, [("b", "'=1+1")]).rows == {0: "=1+1"}


# -- Canvas --------------------------------------------------------------------------------


def test_canvas_gets_its_own_ids_and_columns_back(made, roster):
    out = canvas_csv(made, roster, {"ex01": "Homework 1: ex01", "ex02": "Counting"})

    assert canvas_reads(out.content) == {
        "101": {"Homework 1: ex01 (901)": "8", "Counting (902)": "5"},
        "102": {"Homework 1: ex01 (901)": "7", "Counting (902)": "0"},
        "103": {"Homework 1: ex01 (901)": "0", "Counting (902)": "0"},
    }
    head, possible, first, *_ = rows_of(out.content)
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert possible == ["    Points Possible", "", "", "", "", "8", "5"]
    assert first[:5] == ["Lee, Ann", "101", "s-ann", "ann", "Monday"]


def test_a_column_is_found_by_the_exercises_id_and_said_when_it_is_not(made, roster):
    out = canvas_csv(made, roster)

    assert rows_of(out.content)[0][5:] == ["Homework 1: ex01 (901)", "ex02 A counter"]
    assert any(
        "Canvas makes the assignment 'ex02 A counter'" in note for note in out.notes
    )


def test_who_is_not_in_the_roster_is_listed_and_gets_no_row(made, roster):
    out = canvas_csv(made, roster)

    assert list(out.unmatched) == ["zoe (Zoë Unknown): not in the roster"]
    assert "Zo" not in out.content.decode()
    assert any("2 of the roster handed in nothing" in note for note in out.notes)


def test_other_points_in_canvas_are_said(made, roster):
    out = canvas_csv(made, roster, {"ex02": "Counting (902)"})

    assert any("out of 10 in Canvas and out of 5 here" in note for note in out.notes)


def test_a_cell_that_nobody_can_fill_keeps_what_canvas_has(
    tmp_path, sandbox, toy, roster
):
    folder = make(
        tmp_path / "waiting", sandbox,
        [("102", "ex01", RIGHT, {"name": "Bob Stone"})], judged=False,
    )  # fmt: skip
    with Gradebook(folder / "gradebook.db") as book:
        out = canvas_csv(standing(book, toy), roster)

    assert canvas_reads(out.content) == {"102": {"Homework 1: ex01 (901)": "2"}}


def test_the_total_is_a_column_when_it_is_asked_for(made, roster):
    out = canvas_csv(made, roster, {"total": "Essay"})

    assert canvas_reads(out.content)["101"] == {"Essay (903)": "13"}
    assert canvas_reads(out.content)["102"] == {"Essay (903)": "7"}


def test_a_total_without_what_broke_is_the_same_share_of_the_whole(
    tmp_path, sandbox, toy, roster
):
    folder = make(
        tmp_path / "half", sandbox,
        [("101", "ex01", RIGHT), ("101", "ex02", COUNTER), ("102", "ex01", CHANGED)],
    )  # fmt: skip
    with Gradebook(folder / "gradebook.db") as book:
        run = book.begin_run("grade", 0, {})
        from grader.classroom.model import Student, Submitted

        more = Submitted(
            student=Student("102", "Bob"), exercise="ex02", content=b"waits", origin="b"
        )
        list(book.add_submissions(run, [more]))
        out = canvas_csv(standing(book, toy), roster, {"total": "Essay"})

    assert canvas_reads(out.content)["102"]["Essay (903)"] == "11.375"  # 7 of 8, of 13
    assert any("same share of 13" in note for note in out.notes)


@pytest.mark.parametrize(
    ("columns", "said"),
    [({"ex09": "x"}, "no 'ex09'"), ({"ex01": "Essay", "ex02": "Essay"}, "one column")],
)
def test_a_column_that_cannot_be_is_refused(made, roster, columns, said):
    with pytest.raises(LearnError, match=said):
        canvas_csv(made, roster, columns)


def test_what_is_no_export_of_canvas_is_refused(made, worksheet):
    with pytest.raises(LearnError, match="no gradebook that Canvas exported"):
        canvas_csv(made, worksheet)


def test_a_column_that_canvas_would_not_read_is_said(made):
    out = canvas_csv(made, None, {"total": "Final Score"})

    assert any(
        "does not read a column named 'Final Score'" in note for note in out.notes
    )


def test_without_a_roster_the_ids_are_those_of_the_submissions(made):
    out = canvas_csv(made)

    found = canvas_reads(out.content)
    assert set(found) == {"101", "bob@uni.example", "cy", "zoe"}
    assert found["101"] == {"ex01 Twice a number": "8", "ex02 A counter": "5"}
    assert any("--roster" in note for note in out.notes)


@pytest.mark.parametrize("to", [canvas_csv, moodle_csv])
def test_hostile_ids_are_rows_without_formulas(tmp_path, sandbox, toy, to):
    students = [(id, "ex01", RIGHT, {"name": id}) for id in HOSTILE]
    folder = make(tmp_path / "hostile", sandbox, students)
    with Gradebook(folder / "gradebook.db") as book:
        content = to(standing(book, toy)).content

    rows = rows_of(content)
    assert len({len(row) for row in rows}) == 1
    assert all(harmless(cell) for row in rows for cell in row)
    assert content.count(b"\r\n") == len(rows)  # no row of two lines
    if to is canvas_csv:
        assert len(rows) == len(HOSTILE) + 2
        canvas_reads(content)
    else:
        assert len(rows) == len(HOSTILE) + 1


def test_a_hostile_roster_is_made_harmless_too(made, tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text(CANVAS.replace("s-ann", '"=cmd|x;=y"').replace("Monday", '"@now"'))

    out = canvas_csv(made, read_roster(file))

    assert all(harmless(cell) for row in rows_of(out.content) for cell in row)
    assert "101" in canvas_reads(out.content)


# -- Moodle ---------------------------------------------------------------------------------


@pytest.fixture
def moodle_made(tmp_path, sandbox, toy):
    folder = make(
        tmp_path / "moodle", sandbox,
        [
            ("55", "ex01", RIGHT, {"name": "Ann Lee"}),
            ("56", "ex01", CHANGED, {"name": "Bob Stone"}),
            ("99", "ex01", RIGHT, {"name": "Zoë Unknown"}),
        ],
    )  # fmt: skip
    with Gradebook(folder / "gradebook.db") as book:
        yield standing(book, toy)


def test_the_worksheet_comes_back_with_grades_and_nothing_else_changed(
    moodle_made, worksheet
):
    out = moodle_csv(moodle_made, worksheet)

    assert moodle_worksheet_reads(out.content) == {"55": "8", "56": "7"}
    before, after = rows_of(WORKSHEET.encode()), rows_of(out.content)
    grade = before[0].index("Grade")
    for old, new in zip(before, after, strict=True):
        rest = [c.replace("'=", "=") for n, c in enumerate(new) if n != grade]
        assert rest == [c for n, c in enumerate(old) if n != grade]
    assert list(out.unmatched) == ["99 (Zoë Unknown): not in the roster"]


def test_another_maximum_is_said_since_moodle_skips_what_is_above(
    moodle_made, worksheet
):
    (note,) = moodle_csv(moodle_made, worksheet).notes

    assert "out of 100.00" in note
    assert "out of 8" in note


def test_a_decimal_comma_where_it_is_asked_for(tmp_path, sandbox, toy, worksheet):
    folder = make(tmp_path / "m", sandbox, [("55", "ex01", CHANGED)])
    with Gradebook(folder / "gradebook.db") as book:
        rules = given_rules(toy)._replace(policies=Policies(points={"ex01": 4}))
        made = standing(book, toy, rules)

    assert moodle_worksheet_reads(moodle_csv(made, worksheet).content) == {
        "55": "3.5",
        "56": "12.00",
    }
    comma = moodle_csv(made, worksheet, {}, "comma")
    assert moodle_worksheet_reads(comma.content)["55"] == "3,5"


def test_a_worksheet_takes_one_column(made, worksheet):
    with pytest.raises(LearnError, match="one --column"):
        moodle_csv(made, worksheet, {"ex01": "Grade", "ex02": "Grade"})
    with pytest.raises(LearnError, match="no column 'Note'"):
        moodle_csv(made, worksheet, {"ex01": "Note"})


def test_a_list_of_participants_becomes_a_file_for_the_grade_import(made, tmp_path):
    file = tmp_path / "participants.csv"
    file.write_text(
        "First name,Surname,ID number,Email address,Last access\n"
        "Ann,Lee,101,ann@uni.example,never\nBob,Stone,,BOB@uni.example,never\n"
    )

    out = moodle_csv(made, read_roster(file))

    assert rows_of(out.content) == [
        ["First name", "Surname", "ID number", "Email address", "ex01 Twice a number",
         "ex02 A counter", "Total"],
        ["Ann", "Lee", "101", "ann@uni.example", "8", "5", "13"],
        ["Bob", "Stone", "", "BOB@uni.example", "7", "0", "7"],
    ]  # fmt: skip
    assert len(out.unmatched) == 2


def test_without_a_roster_mail_addresses_are_told_from_ids(made):
    rows = rows_of(moodle_csv(made).content)

    assert rows[0] == ["Full name", "ID number", "Email address", "ex01 Twice a number",
                       "ex02 A counter", "Total"]  # fmt: skip
    assert rows[1][:3] == ["leeann", "101", ""]
    assert rows[2][:3] == ["Bob Stone", "", "bob@uni.example"]


def test_a_roster_without_anything_to_know_people_by_is_refused(made, tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text("First name,Surname\nAnn,Lee\n")

    with pytest.raises(LearnError, match="to know people by"):
        moodle_csv(made, read_roster(file))


@pytest.mark.skipif(not shutil.which("php"), reason="there is no PHP here")
def test_php_which_moodle_is_written_in_reads_the_same_cells(tmp_path, sandbox, toy):
    folder = make(
        tmp_path / "hostile",
        sandbox,
        [(id, "ex01", RIGHT, {"name": id}) for id in HOSTILE],
    )
    with Gradebook(folder / "gradebook.db") as book:
        content = moodle_csv(standing(book, toy)).content
    file = tmp_path / "moodle.csv"
    file.write_bytes(content)
    program = (
        '$f = fopen($argv[1], "r");'
        'while (($r = fgetcsv($f, 0, ",", "\\"", "\\\\")) !== false) echo json_encode($r), "\\n";'
    )

    ran = subprocess.run(
        ["php", "-r", program, str(file)], capture_output=True, check=True
    )

    import json

    assert [json.loads(line) for line in ran.stdout.splitlines()] == rows_of(content)


# -- rosters --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [CANVAS.encode(), CANVAS.encode("utf-8-sig"), CANVAS.encode("utf-16"),
     CANVAS.replace("\n", "\r\n").encode(),
     "\n".join(";".join(r) for r in csv.reader(io.StringIO(CANVAS))).encode()],
)  # fmt: skip
def test_a_roster_is_read_as_systems_write_it(raw, tmp_path):
    file = tmp_path / "roster.csv"
    file.write_bytes(raw)

    roster = read_roster(file)

    assert roster.place("sis login id") == 3
    assert len(roster.rows) == 6


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b"\xff\xff\xff", b"a,b\n" + b"x" * 200_000]
)
def test_what_is_no_roster_is_refused(raw, tmp_path):
    file = tmp_path / "roster.csv"
    file.write_bytes(raw)

    with pytest.raises(LearnError):
        read_roster(file)


# -- the command -------------------------------------------------------------------------------


@pytest.fixture
def graded(toy_copy, sandbox) -> Path:
    return make(
        toy_copy / "grades", sandbox,
        [("101", "ex01", RIGHT, {"name": "leeann"}), ("zoe", "ex01", CHANGED)],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "name"),
    [("csv", "grades.csv"), ("canvas", "canvas.csv"), ("moodle", "moodle.csv"),
     ("junit", "junit.xml"), ("jsonl", "results.jsonl")],
)  # fmt: skip
def test_each_form_is_a_file_here_and_nothing_is_overwritten(
    here, graded, toy_copy, form, name
):
    ran = here("export", "grades", "--to", form)

    assert (ran.code, ran.out) == (0, f"{name}\n")
    content = (toy_copy / name).read_bytes()
    assert content
    again = here("export", "gradebook", "grades", "--to", form)
    assert again.code == 2
    assert "already there" in again.err
    assert here("export", "--to", form, "--force", "grades").code == 0
    assert (toy_copy / name).read_bytes() == content


def test_gradescope_is_a_folder_of_files(here, graded, toy_copy):
    ran = here("export", "grades", "--to", "gradescope", "--out", "gs")

    assert ran.code == 0
    assert len(list((toy_copy / "gs").glob("*.json"))) == 2


def test_who_has_no_row_is_listed_on_standard_error(here, graded, toy_copy):
    (toy_copy / "roster.csv").write_text(CANVAS)

    ran = here("export", "grades", "--to", "canvas", "--roster", "roster.csv")

    assert ran.code == 0
    assert "1 without a row in the file:\n  zoe (Zoe): not in the roster" in ran.err
    assert ran.out == "canvas.csv\n"


@pytest.mark.parametrize(
    "args",
    [("--to", "csv", "--roster", "x"), ("--to", "jsonl", "--column", "ex01=x"),
     ("--to", "canvas", "--decimal", "comma"), ("--to", "moodle", "--bom"), (),
     ("--to", "canvas", "--column", "ex01"), ("--to", "xls")],
)  # fmt: skip
def test_an_option_that_would_do_nothing_is_refused(here, graded, args):
    assert here("export", "grades", *args).code == 2


def test_a_quiz_is_still_exported(here):
    assert here("export", "quiz", "basics", "--to", "gift").code == 0


def test_help_is_there_behind_a_folder_too(here):
    assert "--roster" in here("export", "grades", "--help").out


def test_help_names_both(here):
    out = here("export", "--help").out

    assert "gradebook" in out
    assert "quiz" in out
    assert "autograder" in out


def test_an_lms_gets_real_ids_in_anonymous_mode_and_it_is_said(here, graded, toy_copy):
    file = toy_copy / "exercises" / "course.yaml"
    file.write_text(file.read_text() + "\npolicies: {anonymous: true}\n")

    ran = here("export", "grades", "--to", "canvas")

    assert "101" in (toy_copy / "canvas.csv").read_text()
    assert "real ids" in ran.err
    here("export", "grades", "--to", "csv")
    assert "101" not in (toy_copy / "grades.csv").read_text()


def test_a_policy_for_this_export_only(here, graded, toy_copy):
    (toy_copy / "policy.yaml").write_text("points: {ex01: 100}\n")

    here("export", "grades", "--to", "csv", "--policy", "policy.yaml")

    assert "101,100,100,100,complete" in (toy_copy / "grades.csv").read_text()
