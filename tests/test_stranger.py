"""What the README promises, in an empty environment with an empty home.

A stranger installs the wheel that is built here, learns, teaches and exports, with
nothing on the path but what `pip install` put there.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EX01 = "exercises/ex01_weighted_sum/weighted_sum.py"
SOLUTION = "reference/ex01_weighted_sum/solution.py"
WRONG = "reference/ex01_weighted_sum/wrong"


class Stranger:
    """Somebody with an environment of their own."""

    def __init__(self, home: Path, python: Path) -> None:
        self.home, self.bin = home, python.parent

    def __call__(
        self, *command: str | Path, cwd: Path, code: int = 0
    ) -> subprocess.CompletedProcess[str]:
        env = {
            "HOME": str(self.home), "PATH": f"{self.bin}:/usr/bin:/bin",
            "LANG": "C.UTF-8",
        }  # fmt: skip
        done = subprocess.run(
            [str(part) for part in command], cwd=cwd, env=env, text=True,
            stdin=subprocess.DEVNULL, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == code, (command, done.stdout[-2000:], done.stderr)
        assert "Traceback" not in done.stderr, done.stderr
        return done


@pytest.fixture(scope="module")
def stranger(tmp_path_factory) -> Stranger:
    """Build the wheel and install it, as anybody would."""
    base = tmp_path_factory.mktemp("stranger")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", base / "dist"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = (base / "dist").glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", base / "venv"], check=True)
    made = Stranger(base / "home", base / "venv" / "bin" / "python")
    made.home.mkdir()
    # Where pip finds packages is this machine's business, so its settings stay.
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV"))}
    subprocess.run(
        [made.bin / "python", "-m", "pip", "install", "--quiet",
         "--disable-pip-version-check", wheel],
        env=kept, check=True,
    )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Path:
    """The kit and the pack of this very course."""
    out = tmp_path_factory.mktemp("release") / "out"
    subprocess.run(
        [sys.executable, "-m", "grader", "--course", ROOT, "release", "--out", out],
        check=True, capture_output=True,
    )  # fmt: skip
    return out


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

    (here / "answers.json").write_text("{}")
    quiz = stranger(
        "learn", "quiz", "one_neuron", "--answers", "answers.json", "--json",
        cwd=here, code=1,
    )  # fmt: skip
    assert json.loads(quiz.stdout)["score"] == 0
    stranger("learn", "report", cwd=here)
    assert "<html" in (here / "learn-report.html").read_text("utf-8")
    stranger("learn", "explore", cwd=here)
    stranger("learn", "submit", cwd=here)
    with zipfile.ZipFile(here / "learn-submission.zip") as archive:
        assert EX01 in archive.namelist()


def test_an_instructor_grades_what_the_kit_handed_in_and_exports_it(
    stranger, released, tmp_path
):
    stranger(
        "learn",
        "init",
        "--pack",
        released / "instructor-pack.zip",
        "whole",
        cwd=tmp_path,
    )
    whole, handed_in = tmp_path / "whole", tmp_path / "handed-in"
    handed_in.mkdir()
    works = {"ada": ROOT / SOLUTION, "bob": ROOT / WRONG / "no_bias.py"}
    for student, source in works.items():
        kit = tmp_path / student
        with zipfile.ZipFile(released / "student-kit.zip") as archive:
            archive.extractall(kit)
        shutil.copy(source, kit / EX01)
        stranger("learn", "check", "ex01", cwd=kit, code=0 if student == "ada" else 1)
        stranger("learn", "submit", "--out", handed_in / f"{student}.zip", cwd=kit)

    grade = ("learn", "grade", handed_in, "--exercise", "ex01", "--out", "grades")
    stranger(*grade, cwd=whole)
    with (whole / "grades" / "grades.csv").open(newline="") as stream:
        rows = {row["student"]: float(row["ex01"]) for row in csv.DictReader(stream)}
    assert rows["ada"] == 10
    assert rows["bob"] < 10
    stranger("learn", "class-report", "grades", cwd=whole)
    for form in ("csv", "canvas", "moodle", "gradescope", "junit", "jsonl"):
        stranger("learn", "export", "grades", "--to", form, cwd=whole)
    stranger("learn", "release", "--out", "again", cwd=whole)
    for name in ("student-kit.zip", "instructor-pack.zip"):
        assert (whole / "again" / name).read_bytes() == (released / name).read_bytes()


def test_the_doctor_finds_everything_in_order(stranger, tmp_path):
    said = json.loads(stranger("learn", "doctor", "--json", cwd=tmp_path).stdout)

    assert said["level"] in ("full", "strong")
    assert all(said["promises"].values())
