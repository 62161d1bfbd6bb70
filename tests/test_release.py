"""release: learners get what the lists name, instructors the rest, nobody a secret."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from grader.course import Course
from grader.release import leaks as leaking
from grader.release.contents import instructor_pack, student_kit
from grader.release.release import make
from tests.conftest import Here

STUB = "exercises/ex01_double/double.py"
README = "exercises/ex01_double/README.md"
SOLUTION = "reference/ex01_double/solution.py"
HIDDEN = "reference/ex01_double/test_hidden.py"


def released(here: Here, *options: str, to: str = "release") -> Path:
    ran = here("release", "--out", to, *options)
    assert ran.code == 0, ran.err
    return here.folder / to


def add(here: Here, path: str, text: str) -> None:
    file = here.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as stream:
        stream.write(text)


def names(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return archive.namelist()


# -- what is in them -------------------------------------------------------------------


def test_the_kit_holds_the_public_course_and_how_to_begin(here):
    kit = names(released(here) / "student-kit.zip")

    assert {f"exercises/ex01_double/{f}" for f in (
        "README.md", "double.py", "exercise.yaml", "test_public.py", "diagnosis.json",
    )} <= set(kit)  # fmt: skip
    assert {"exercises/course.yaml", "quizzes/basics.yaml", "README.md", "Makefile",
            ".gitignore", ".vscode/tasks.json", ".pre-commit-config.yaml"} <= set(kit)  # fmt: skip
    secret = ("reference", "solution", "hidden", "wrong/", "right/")
    assert not [name for name in kit if any(s in name for s in secret)]


def test_the_folder_and_the_zip_of_the_kit_are_one(here):
    out = released(here)

    with zipfile.ZipFile(out / "student-kit.zip") as archive:
        zipped = {name: archive.read(name) for name in archive.namelist()}
    folder = out / "student-kit"
    assert zipped == {
        f.relative_to(folder).as_posix(): f.read_bytes()
        for f in folder.rglob("*")
        if f.is_file()
    }


def test_the_pack_holds_the_public_course_and_the_reference(here):
    out = released(here)
    kit, pack = names(out / "student-kit.zip"), names(out / "instructor-pack.zip")

    assert {SOLUTION, HIDDEN, "reference/ex01_double/wrong/squared.py"} <= set(pack)
    assert {n for n in kit if n.startswith(("exercises/", "quizzes/"))} == {
        n for n in pack if not n.startswith("reference/")
    }


def test_what_no_list_names_is_in_neither_and_is_said(here):
    add(here, "exercises/ex01_double/my_solution.py", "answer = 1\n")
    add(here, "reference/notes.txt", "about the class\n")
    ran = here("release")

    out = here.folder / "release"
    every = names(out / "student-kit.zip") + names(out / "instructor-pack.zip")
    assert not [n for n in every if "my_solution" in n or "notes" in n]
    said = " ".join(ran.out.split())
    assert "exercises/ex01_double/my_solution.py, reference/notes.txt" in said


def test_the_same_course_gives_the_same_bytes(here):
    one, two = released(here, to="one"), released(here, to="two")

    for name in ("student-kit.zip", "instructor-pack.zip"):
        assert (one / name).read_bytes() == (two / name).read_bytes()


def test_a_stub_that_somebody_worked_in_is_not_given_out(here):
    (here.folder / STUB).write_text("def double(x):\n    return x + x\n")
    ran = here("release")

    assert ran.code == 2
    assert "learn reset ex01" in ran.err
    assert not (here.folder / "release").exists()


def test_descriptions_of_known_mistakes_must_fit_the_checks(here):
    add(here, "exercises/ex01_double/test_public.py", "\n# another\n")
    ran = here("release")

    assert ran.code == 2
    assert "learn dev diagnose ex01" in " ".join(ran.err.split())


def test_a_workflow_goes_with_it_where_it_is_wanted(here):
    without = names(released(here) / "student-kit.zip")
    with_it = names(released(here, "--classroom", "--force") / "student-kit.zip")

    assert set(with_it) - set(without) == {".github/workflows/check.yml"}


# -- leaks -----------------------------------------------------------------------------

KEPT = """
def double(x):
    numbers = [float(entry) for entry in flat(x)]
    for place, number in enumerate(numbers):
        numbers[place] = number + number
    return rebuilt(numbers, like=shape_of(x))
"""
CHECK = """
def test_twice(submission, rng):
    drawn = rng.uniform(-3, -1, size=4)
    again = submission.double(drawn) - drawn
    close(again, drawn, rtol=1e-9, atol=1e-9)
    holds(len(again) == len(drawn), "some entries are missing")
"""


@pytest.mark.parametrize(
    ("public", "text"),
    [
        (STUB, "\n# numbers = [float(entry) for entry in flat(x)]\n"),
        (STUB, "\n    numbers = [float(entry) for entry in flat(x)]\n"),
        (README, "\n" + KEPT.strip().replace("\n", " ")),
        ("quizzes/basics.yaml", "\n# " + KEPT.strip().replace("\n", "\n# ")),
    ],
    ids=["comment", "code", "one line", "another folder"],
)
@pytest.mark.parametrize("kind", ["solution.py", "right/other.py", "wrong/other.py"])
def test_a_secret_in_a_public_file_leaks(public, text, kind):
    secret = f"reference/ex01_double/{kind}"
    if kind.startswith("wrong") and public == STUB and "# numbers" in text:
        text += KEPT  # a line alone is no mistake's own

    found = leaking.leaks({public: text.encode()}, {secret: KEPT.encode()})

    line = "numbers = [float(entry) for entry in flat(x)]"
    whole = public != STUB or KEPT in text
    alone = line in map(str.strip, text.splitlines()) and not kind.startswith("wrong")
    assert [(leak.file, leak.secret) for leak in found] == (
        [(public, secret)] if whole or alone else []
    )


def test_a_hidden_check_in_a_public_file_leaks():
    public = {"exercises/ex01_double/test_public.py": CHECK.encode()}

    assert leaking.leaks(public, {HIDDEN: CHECK.encode()})
    helper = CHECK.replace("test_twice", "prepared").encode()
    assert leaking.leaks(public, {HIDDEN: helper}) == []


def test_a_withheld_key_in_a_public_file_leaks():
    why = (
        "Each hidden unit computes the same thing as its neighbour, gets the same "
        "gradient and so stays its twin for ever."
    )
    key = f"items: {{q1: {{explanation: '{why}'}}}}\n".encode()

    found = leaking.leaks(
        {"exercises/ex02_counter/README.md": f"# Task\n\n{why}\n".encode()},
        {"reference/quizzes/basics.yaml": key},
    )

    assert [leak.secret for leak in found] == ["reference/quizzes/basics.yaml"]


def test_what_three_exercises_say_alike_is_no_secret():
    secrets = {f"reference/ex0{n}_task/solution.py": KEPT.encode() for n in range(1, 4)}

    assert (
        leaking.leaks({"exercises/ex01_task/README.md": KEPT.encode()}, secrets) == []
    )


def test_a_leak_stops_the_release_and_says_where(here):
    (here.folder / SOLUTION).write_text(KEPT)
    add(here, README, KEPT)
    ran = here("release")

    assert ran.code == 2
    said = " ".join(ran.err.split())
    assert f"{README} has of {SOLUTION}: for place, number in enumerate" in said
    assert not (here.folder / "release").exists()


def test_what_is_excused_with_a_reason_may_be_public(here):
    (here.folder / SOLUTION).write_text(KEPT)
    add(here, README, KEPT)
    excuse = f"{{file: {README}, secret: {SOLUTION}, why: the task shows it}}"
    add(here, "reference/released.yaml", f"allowed: [{excuse}]\n")

    kit = names(released(here) / "student-kit.zip")
    assert "reference/released.yaml" not in kit


def test_an_excuse_for_nothing_is_to_be_taken_out(here):
    excuse = f"{{file: {README}, secret: {SOLUTION}, why: the task shows it}}"
    add(here, "reference/released.yaml", f"allowed: [{excuse}]\n")
    ran = here("release")

    assert ran.code == 2
    assert "any more" in ran.err


# -- where it is written ---------------------------------------------------------------


def test_an_older_release_is_replaced_only_if_that_is_said(here):
    out = released(here)
    (out / "student-kit" / "old.txt").write_text("old")
    refused = here("release")

    assert refused.code == 2
    assert "--force" in refused.err
    assert (out / "student-kit" / "old.txt").exists()
    released(here, "--force")
    assert not (out / "student-kit" / "old.txt").exists()
    assert sorted(p.name for p in out.iterdir()) == [
        "instructor-pack.zip", "student-kit", "student-kit.zip",
    ]  # fmt: skip


def test_without_reference_there_is_nothing_to_release(here):
    shutil.rmtree(here.folder / "reference")
    ran = here("release")

    assert ran.code == 2
    assert "no reference/ here" in ran.err


# -- what is done with them ------------------------------------------------------------


def test_in_the_kit_public_checks_run_and_mistakes_are_named(here, learn):
    kit = released(here) / "student-kit"
    wrong = here.folder / "reference/ex01_double/wrong/squared.py"
    shutil.copy(wrong, kit / STUB)

    done = learn("check", "ex01", "--json", cwd=kit)
    result = json.loads(done.out)
    assert done.code == 1
    assert [m["id"] for m in result["misconceptions"]] == ["squared"]
    assert {c["audience"] for c in result["checks"]} == {"public"}
    assert (
        "More checks run when your instructor grades"
        in learn("check", "ex01", cwd=kit).out
    )


def test_a_pack_makes_a_whole_course_elsewhere(here, learn, tmp_path):
    pack = released(here) / "instructor-pack.zip"
    there = tmp_path / "there"

    assert learn("init", "--pack", pack, there).code == 0
    result = json.loads(
        learn("check", "ex01", "--json", "--file", there / SOLUTION, cwd=there).out
    )
    assert result["status"] == "passed"
    assert {c["audience"] for c in result["checks"]} == {"public", "hidden"}


def test_a_pack_is_added_to_the_exercises_that_it_belongs_to(here, learn):
    out = released(here)
    kit = out / "student-kit"
    (kit / STUB).write_text("def double(x):\n    return x + x\n")

    assert learn("init", "--pack", out / "instructor-pack.zip", kit).code == 0
    assert (kit / HIDDEN).is_file()
    assert (kit / STUB).read_text() == "def double(x):\n    return x + x\n"


def test_a_pack_of_other_exercises_is_refused(here, learn):
    out = released(here)
    kit = out / "student-kit"
    with (kit / "exercises/ex01_double/test_public.py").open("a") as stream:
        stream.write("\n# older\n")
    ran = learn("init", "--pack", out / "instructor-pack.zip", kit)

    assert ran.code == 2
    assert "belongs to other exercises" in ran.err
    assert not (kit / "reference").exists()


def test_a_kit_is_no_pack(here, learn, tmp_path):
    ran = learn("init", "--pack", released(here) / "student-kit.zip", tmp_path / "x")

    assert ran.code == 2
    assert "holds no reference/" in ran.err
    assert not (tmp_path / "x").exists()


def test_a_pack_that_leads_out_of_its_folder_is_refused(here, learn, tmp_path):
    pack = released(here) / "instructor-pack.zip"
    with zipfile.ZipFile(pack, "a") as archive:
        archive.writestr("reference/../../escaped.py", "x = 1\n")
    ran = learn("init", "--pack", pack, tmp_path / "x")

    assert ran.code == 2
    assert "leads out of it" in ran.err
    assert not (tmp_path / "escaped.py").exists()


def test_a_pack_is_not_put_over_another_reference(here, learn):
    pack = released(here) / "instructor-pack.zip"
    before = (here.folder / SOLUTION).read_bytes()
    (here.folder / SOLUTION).write_bytes(before + b"# mine\n")
    ran = learn("init", "--pack", pack, here.folder)

    assert ran.code == 2
    assert "already a folder reference/" in ran.err
    assert (here.folder / SOLUTION).read_bytes() == before + b"# mine\n"


def test_a_folder_that_cannot_be_written_is_one_sentence(here):
    (here.folder / "file").write_text("in the way")
    ran = here("release", "--out", "file/release")

    assert ran.code == 2
    assert "cannot be written" in ran.err


# -- the course itself -----------------------------------------------------------------


@pytest.mark.course
def test_the_course_gives_nothing_away():
    course = Course.find(Path(__file__).parent)
    kit, pack = student_kit(course), instructor_pack(course)
    secrets = {n: b for n, b in pack.files.items() if n.startswith("reference/")}

    assert make(course).kit == kit.files
    assert kit.left_out == pack.left_out == []
    assert len(secrets) > 1000
