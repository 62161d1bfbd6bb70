"""What the README promises, in an empty environment with an empty home.

A stranger installs the wheel that is built here, learns, teaches and exports, with
nothing on the path but what `pip install` put there; another one clones and types
the README's first commands.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pexpect
import pytest

from tests.strangers import ROOT, Stranger, build, for_pip, laid_out, tracked

EX01 = "exercises/ex01_weighted_sum/weighted_sum.py"
SOLUTION = "reference/ex01_weighted_sum/solution.py"
WRONG = "reference/ex01_weighted_sum/wrong"
QUIZ = "one_neuron"
FORMS = {
    "csv": "grades.csv", "canvas": "canvas.csv", "moodle": "moodle.csv",
    "gradescope": "gradescope", "junit": "junit.xml", "jsonl": "results.jsonl",
}  # fmt: skip


@pytest.fixture(scope="module")
def stranger(tmp_path_factory) -> Stranger:
    """Build the wheel and install it, as anybody would."""
    base = tmp_path_factory.mktemp("stranger")
    wheel = build(ROOT, base / "dist", "wheel")[".whl"]
    subprocess.run([sys.executable, "-m", "venv", base / "venv"], check=True)
    made = Stranger(base / "home", base / "venv" / "bin" / "python")
    subprocess.run(
        [made.bin / "python", "-m", "pip", "install", "--quiet", wheel],
        env=for_pip(), check=True,
    )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    """The release of this very course, made where it is written."""
    out = tmp_path_factory.mktemp("release") / "out"
    subprocess.run(
        [sys.executable, "-m", "grader", "--course", ROOT, "release", "--out", out],
        check=True, capture_output=True,
    )  # fmt: skip
    return out


@pytest.fixture(scope="module")
def whole(stranger, pack, tmp_path_factory) -> Path:
    """The instructor's course, from the pack, with a release of its own."""
    base = tmp_path_factory.mktemp("instructor")
    archive = shutil.copy(pack / "instructor-pack.zip", base)
    stranger("learn", "init", "--pack", archive, "whole", cwd=base)
    stranger("learn", "release", cwd=base / "whole")
    return base / "whole"


def test_a_few_packages_are_all_that_comes_with_it(stranger, tmp_path):
    listed = stranger("python", "-m", "pip", "list", "--format", "json", cwd=tmp_path)
    names = {p["name"].lower() for p in json.loads(listed.stdout)}

    assert "learn-grader" in names
    assert not names & {"distributed", "dask", "ipython", "hypothesis", "selenium"}
    assert len(names) <= 30, sorted(names)


def test_a_learner_begins_checks_asks_and_sees_progress(stranger, tmp_path):
    stranger("learn", "init", "my-course", cwd=tmp_path)
    here = tmp_path / "my-course"
    assert "ex01" in stranger("learn", cwd=here).stdout
    assert "weighted" in stranger("learn", "show", "ex01", cwd=here).stdout.lower()

    stranger("learn", "check", "ex01", cwd=here, code=1)
    shutil.copy(ROOT / WRONG / "no_bias.py", here / EX01)
    wrong = stranger("learn", "check", "ex01", "--json", cwd=here, code=1)
    assert [m["id"] for m in json.loads(wrong.stdout)["misconceptions"]] == ["no_bias"]
    shutil.copy(ROOT / SOLUTION, here / EX01)
    right = json.loads(stranger("learn", "check", "ex01", "--json", cwd=here).stdout)
    assert right["status"] == "passed"
    assert right["protection"]["level"] in ("full", "strong")
    assert {c["audience"] for c in right["checks"]} == {"public"}

    stranger("learn", "report", "--open", cwd=here)
    assert "<html" in (here / "learn-report.html").read_text("utf-8")
    stranger("learn", "explore", cwd=here)
    stranger("learn", "submit", cwd=here)
    with zipfile.ZipFile(here / "learn-submission.zip") as archive:
        assert EX01 in archive.namelist()


def test_a_learner_takes_a_quiz_at_a_terminal_and_from_a_file(stranger, tmp_path):
    stranger("learn", "init", "my-course", cwd=tmp_path)
    here = tmp_path / "my-course"

    _sit(stranger, here)
    report = json.loads(stranger("learn", "report", "--json", cwd=here).stdout)
    (here / "answers.json").write_text("{}")
    quiz = stranger(
        "learn", "quiz", QUIZ, "--answers", "answers.json", "--json", cwd=here, code=1
    )

    quizzes = {q["id"]: q for unit in report["units"] for q in unit["quizzes"]}
    assert (quizzes[QUIZ]["state"], quizzes[QUIZ]["sittings"]) == ("not passed", 1)
    assert json.loads(quiz.stdout)["score"] == 0


def _sit(stranger: Stranger, here: Path) -> None:
    """Take a quiz on a terminal: skip every question, and try none again."""
    child = pexpect.spawn(
        str(stranger.bin / "learn"), ["quiz", QUIZ], cwd=str(here), env=stranger.env,
        encoding="utf-8", timeout=60,
    )  # fmt: skip
    typed = {"Your answer": "s", "Enter for the next question": "", "n for no": "n"}
    while child.expect([f"({'|'.join(typed)}): $", pexpect.EOF]) == 0:
        child.sendline(typed[child.match[1]])
    child.close()
    assert child.exitstatus == 1, child.before


def test_an_instructors_own_release_is_that_of_the_course(whole, pack):
    for name in ("student-kit.zip", "instructor-pack.zip"):
        assert (whole / "release" / name).read_bytes() == (pack / name).read_bytes()
    with zipfile.ZipFile(whole / "release" / "student-kit.zip") as archive:
        assert not [n for n in archive.namelist() if "reference" in n]


def test_an_instructor_grades_what_the_kits_handed_in_and_exports_it(
    stranger, whole, tmp_path
):
    mine = stranger("learn", "check", "ex01", "--json", cwd=whole, code=1)
    assert "hidden" in {c["audience"] for c in json.loads(mine.stdout)["checks"]}

    handed_in = tmp_path / "handed-in"
    handed_in.mkdir()
    works = {"ada": ROOT / SOLUTION, "bob": ROOT / WRONG / "no_bias.py"}
    for student, source in works.items():
        kit = tmp_path / student
        with zipfile.ZipFile(whole / "release" / "student-kit.zip") as archive:
            archive.extractall(kit)
        shutil.copy(source, kit / EX01)
        stranger("learn", "check", "ex01", cwd=kit, code=0 if student == "ada" else 1)
        (kit / "answers.json").write_text("{}")
        stranger("learn", "quiz", QUIZ, "--answers", "answers.json", cwd=kit, code=1)
        stranger("learn", "submit", "--out", handed_in / f"{student}.zip", cwd=kit)

    grade = ("learn", "grade", handed_in, "--exercise", "ex01", "--out", "grades")
    stranger(*grade, cwd=whole)
    with (whole / "grades" / "grades.csv").open(newline="") as stream:
        rows = {row["student"]: float(row["ex01"]) for row in csv.DictReader(stream)}
    assert rows["ada"] == 10
    assert rows["bob"] < 10
    stranger("learn", "class-report", "grades", cwd=whole)
    out = tmp_path / "exports"
    for form, name in FORMS.items():
        to = ("--to", form, "--out", out / form / name)
        (out / form).mkdir(parents=True)
        stranger("learn", "export", "grades", *to, cwd=whole)
        assert _holds_something(out / form), form


@pytest.mark.parametrize("form", ["gift", "moodle-xml", "qti21"])
def test_a_quiz_is_exported_as(stranger, whole, tmp_path, form):
    stranger("learn", "export", "quiz", QUIZ, "--to", form, "--out", tmp_path / "out",
             cwd=whole)  # fmt: skip

    assert _holds_something(tmp_path)


def test_an_autograder_is_exported(stranger, whole, tmp_path):
    stranger("learn", "export", "autograder", "ex01", "--out", tmp_path / "a.zip",
             cwd=whole)  # fmt: skip

    assert zipfile.ZipFile(tmp_path / "a.zip").testzip() is None


def _holds_something(folder: Path) -> bool:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return bool(files) and all(file.stat().st_size for file in files)


def test_the_doctor_finds_everything_in_order(stranger, tmp_path):
    said = json.loads(stranger("learn", "doctor", "--json", cwd=tmp_path).stdout)

    assert said["level"] in ("full", "strong")
    assert all(said["promises"].values())


# -- the README's first commands, in a clone ------------------------------------------


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """What git would give somebody who clones this."""
    return laid_out(tracked(), tmp_path_factory.mktemp("clone") / "learn")


def test_in_a_clone_make_sets_up_once_and_checks(clone, tmp_path):
    # The settings and the downloads of pip stay; all else of the home is empty.
    cache = subprocess.run(
        [sys.executable, "-m", "pip", "cache", "dir"],
        env=for_pip(), check=True, capture_output=True, text=True,
    )  # fmt: skip
    env = for_pip(
        HOME=str(tmp_path), PIP_CACHE_DIR=cache.stdout.strip(), PIP_NO_COMPILE="1"
    )
    settings = Path("~/.config/pip/pip.conf").expanduser()
    if settings.is_file():
        env["PIP_CONFIG_FILE"] = str(settings)
    env.pop("VIRTUAL_ENV", None)
    make = ["make", "learn", "EX=ex03", f"PYTHON={sys.executable}"]

    first, again = (
        subprocess.run(make, cwd=clone, env=env, capture_output=True, text=True)
        for _ in range(2)
    )

    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    assert "Setting up .venv (once)..." in first.stderr
    assert "Setting up" not in again.stderr
    assert re.search(r"^ex03", first.stdout, re.M)
    assert again.stdout.splitlines()[0] == first.stdout.splitlines()[0]


def test_in_a_clone_pip_installs_the_command_and_the_public_course(clone, tmp_path):
    if not (clone / ".venv").is_dir():
        pytest.skip("needs the environment that `make` has set up")
    reader = Stranger(tmp_path / "home", clone / ".venv" / "bin" / "python")
    # In the environment of `make`, so that what it needs is not installed again.
    subprocess.run(
        [reader.bin / "pip", "install", "--quiet", "."],
        cwd=clone, env=for_pip(PIP_NO_COMPILE="1"), check=True,
    )  # fmt: skip

    reader("learn", "init", "my-course", cwd=tmp_path)
    status = reader("learn", cwd=tmp_path / "my-course")

    assert "ex01" in status.stdout
    assert not (tmp_path / "my-course" / "reference").exists()
