"""check --format: what CI servers read is well-formed whatever a learner writes."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import Here, Learn

STUB = "exercises/ex01_double/double.py"
SQUARED = """\
import numpy as np

def double(x):
    if not len(x):
        raise ValueError("nothing")
    return np.asarray(x) ** 2
"""
RIGHT = """\
import numpy as np

def double(x):
    if not len(x):
        raise ValueError("nothing")
    return 2 * np.asarray(x)
"""
HOSTILE = r"""
class Odd(Exception):
    def __str__(self):
        return "a\n::error file=x::pwned\r\n##[group]%0A::stop-commands::z \x1b[31m <b>]]> \x00"
Odd.__name__ = "::warning::"

def double(x):
    print("::set-output name=a::b")
    raise Odd()
"""
COMMAND = re.compile(r"::error file=[^,:]+(,line=\d+)?,title=[^:]*::.*")


def check(learn: Learn, form: str, source: str, *, env: dict[str, str] | None = None):
    (learn.folder / STUB).write_text(source)
    return learn("check", "ex01", "--format", form, env=env)


# -- GitHub ----------------------------------------------------------------------------


def test_a_failure_is_an_annotation_at_the_learners_line(learn):
    (learn.folder / STUB).write_text("def double(x):\n    return x[9]\n")
    ran = learn("check", "ex01", "--format", "github")

    first, *rest = ran.out.splitlines()
    assert ran.code == 1
    assert first.startswith(
        f"::error file={STUB},line=2,title=worked_case%3A Twice 1%2C"
    )
    assert "IndexError" in first
    assert rest == ["ex01 not yet: 0 of 5 checks"]


def test_the_misconception_is_in_the_annotation(learn):
    ran = check(learn, "github", SQUARED)

    assert "%0AThe entries are squared" in ran.out


def test_what_passed_is_no_annotation(learn):
    ran = check(learn, "github", RIGHT)

    assert ran.code == 0
    assert ran.out == "ex01 passed: 5 of 5 checks\n"


def test_a_learners_text_is_no_command(learn):
    ran = check(learn, "github", HOSTILE)

    *commands, last = ran.out.splitlines()
    assert last == "ex01 not yet: 0 of 5 checks"
    assert commands
    for command in commands:
        assert COMMAND.fullmatch(command), command
        assert "\x1b" not in command


def test_the_summary_goes_to_the_file_that_is_named(learn, tmp_path):
    file = tmp_path / "summary.md"
    file.write_text("before\n")
    check(learn, "github", SQUARED, env={"GITHUB_STEP_SUMMARY": str(file)})

    text = file.read_text()
    assert text.startswith(
        "before\n| exercise | | checks | points |\n|---|---|---|---|\n"
    )
    assert "| ex01 Twice a number | not yet | 0 of 5 | 0 of 8 |\n" in text
    assert "- **ex01** The entries are squared;" in text


def test_a_summary_that_cannot_be_written_costs_nothing_else(learn, tmp_path):
    env = {"GITHUB_STEP_SUMMARY": str(tmp_path / "no" / "such.md")}
    ran = check(learn, "github", RIGHT, env=env)

    assert ran.code == 0
    assert "the summary was not written" in ran.err


def test_files_are_named_from_the_workspace_that_github_says(learn):
    env = {"GITHUB_WORKSPACE": str(learn.folder.parent)}
    ran = check(learn, "github", SQUARED, env=env)

    assert ran.out.startswith(f"::error file={learn.folder.name}/{STUB},")


# -- JUnit -----------------------------------------------------------------------------


def test_each_exercise_is_a_suite_and_each_check_a_case(learn):
    (learn.folder / STUB).write_text(SQUARED)
    ran = learn("check", "ex01", "ex02", "--format", "junit")

    root = ET.fromstring(ran.out)
    one, two = root.findall("testsuite")
    assert (root.tag, one.get("name")) == ("testsuites", "ex01 Twice a number")
    assert (one.get("tests"), one.get("failures"), one.get("skipped")) == (
        "5",
        "1",
        "4",
    )
    assert two.get("name", "").startswith("ex02 ")
    failed = one.find("testcase/failure")
    assert failed is not None
    assert failed.text == "double([1, 3, 0.5])\n[1, 9, 0.25]\n[2, 6, 1]"


def test_no_learners_text_breaks_the_xml(learn):
    ran = check(learn, "junit", HOSTILE)

    errors = ET.fromstring(ran.out).findall("testsuite/testcase/error")
    assert errors
    assert "pwned" in errors[0].get("message", "")


@pytest.mark.parametrize("form", ["github", "junit"])
def test_of_a_hidden_check_nothing_is_said_but_its_claim(learn, form):
    keeps = RIGHT.replace("return 2 *", "return (1 + (len(x) == 3)) *")
    ran = check(learn, form, keeps)

    assert ran.code == 1
    assert "number added to itself" in ran.out
    assert "yours" not in ran.out
    for failure in re.findall(r"<failure[^>]*>([^<]*)<", ran.out):
        assert not failure.strip()


def test_json_is_one_of_the_formats(learn):
    (learn.folder / STUB).write_text(RIGHT)
    one = learn("check", "ex01", "--json").out
    two = learn("check", "ex01", "--format", "json").out

    keep = re.compile(r'"duration_ms":[^,}]*')
    assert keep.sub("", one) == keep.sub("", two)


def test_it_does_not_go_with_watch(here: Here):
    ran = here("check", "--watch", "--format", "github")

    assert ran.code == 2
    assert "--watch goes with" in ran.err


def test_what_could_not_be_judged_here_is_skipped(here: Here, tmp_path: Path):
    exercise = here.folder / "exercises/ex01_double/exercise.yaml"
    text = exercise.read_text() + "profile: frameworks\nframeworks: [no_such_thing]\n"
    exercise.write_text(text)
    ran = here("check", "ex01", "--format", "junit")

    skipped = ET.fromstring(ran.out).find("testsuite/testcase/skipped")
    assert ran.code == 0
    assert skipped is not None
