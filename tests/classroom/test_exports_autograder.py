"""The autograder.zip, unpacked and run in a folder laid out like Gradescope's.

What Gradescope does: unpacks the zip to ``source/``, copies ``run_autograder`` one
up, runs ``setup.sh`` once; for each submission it fills ``submission/``, writes
``submission_metadata.json`` and runs ``run_autograder``.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest

from tests.classroom.made_book import COUNTER, RIGHT, SQUARED, SYNTAX, TOY
from tests.conftest import Learn, copy_toy, environment

SCHEMA = json.loads(
    (
        Path(__file__).parents[2] / "docs/schemas/gradescope.results.schema.json"
    ).read_text()
)
METADATA = {
    "id": 123456,
    "created_at": "2026-03-01T14:22:32.365935-07:00",
    "assignment": {
        "due_date": "2026-03-01T23:00:00.000000-07:00", "group_size": None,
        "group_submission": False, "id": 25828, "course_id": 1234,
        "late_due_date": None, "release_date": "2026-02-02T00:00:00.000000-07:00",
        "title": "Homework 1", "total_points": "13.0",
    },
    "submission_method": "upload",
    "users": [{"email": "student@example.com", "id": 1234, "name": "Student User"}],
    "previous_submissions": [],
}  # fmt: skip


class Gradescope(NamedTuple):
    """A folder as ``/autograder`` is in Gradescope's image."""

    root: Path

    def set_up(self, **env: str) -> subprocess.CompletedProcess[bytes]:
        return self._run("source/setup.sh", **env)

    def grade(self, files: dict[str, bytes], metadata: object = METADATA) -> dict:
        """Hand files in and give the results, checked against Gradescope's format."""
        submission = self.root / "submission"
        shutil.rmtree(submission, ignore_errors=True)
        submission.mkdir()
        for name, content in files.items():
            file = submission / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return self.run(metadata)

    def run(self, metadata: object = METADATA) -> dict:
        file = self.root / "submission_metadata.json"
        file.write_text(metadata if isinstance(metadata, str) else json.dumps(metadata))
        (self.root / "results" / "results.json").unlink(missing_ok=True)
        ran = self._run("run_autograder")
        assert ran.returncode == 0
        return self.results()

    def results(self) -> dict:
        made = json.loads((self.root / "results" / "results.json").read_bytes())
        jsonschema.validate(made, SCHEMA)
        return made

    def environment(self, **more: str) -> dict[str, str]:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return environment(PATH=path, LEARN_AUTOGRADER_ROOT=str(self.root), **more)

    def _run(self, script: str, **env: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [str(self.root / script)], cwd=self.root, capture_output=True, timeout=120,
            env={**self.environment(), **env}, check=False,
        )  # fmt: skip


def unpacked(root: Path, archive: Path) -> Gradescope:
    """Lay a zip out as Gradescope does, permissions included."""
    source = root / "source"
    source.mkdir(parents=True)
    with zipfile.ZipFile(archive) as made:
        made.extractall(source)
        for info in made.infolist():
            (source / info.filename).chmod(info.external_attr >> 16)
    shutil.copy2(source / "run_autograder", root / "run_autograder")
    (root / "results").mkdir()
    return Gradescope(root)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The zip of two toy exercises, with a late penalty."""
    folder = tmp_path_factory.mktemp("course")
    course = copy_toy(folder / "course")
    with (course / "exercises" / "course.yaml").open("a") as file:
        file.write("\npolicies: {late: {per_day: 0.25}}\n")
    out = folder / "autograder.zip"
    ran = Learn(course)("export", "autograder", "ex01", "counter", "--out", out)
    assert ran.code == 0, ran.err
    return out


@pytest.fixture(scope="module")
def image(made, tmp_path_factory) -> Gradescope:
    """A layout in which setup.sh has run."""
    there = unpacked(tmp_path_factory.mktemp("autograder"), made)
    ran = there.set_up()
    assert ran.returncode == 0, ran.stderr
    return there


def verdicts(results: dict) -> set[str]:
    return {tag for test in results["tests"] for tag in test["tags"]}


# -- submissions ------------------------------------------------------------------------


def test_a_right_submission_gets_everything(image):
    results = image.grade({"double.py": RIGHT, "counter.py": COUNTER})

    assert results["score"] == 13
    assert all(test["status"] == "passed" for test in results["tests"])
    assert {t["visibility"] for t in results["tests"]} == {"visible", "after_published"}
    assert results["execution_time"] > 0


def test_a_wrong_one_is_told_why_and_hidden_checks_show_no_values(image):
    results = image.grade({"double.py": SQUARED, "counter.py": COUNTER})

    assert results["score"] == 5
    (worked,) = (
        t for t in results["tests"] if t["extra_data"]["check"] == "worked_case"
    )
    assert "got 1, expected 2" in worked["output"]
    assert "squared" in worked["output"]
    for test in results["tests"]:
        if "hidden" in test["tags"]:
            assert "expected:" not in test["output"]


def test_what_learn_submit_packs_is_taken(image, tmp_path):
    course = copy_toy(tmp_path / "course")
    (course / "exercises/ex01_double/double.py").write_bytes(RIGHT)
    Learn(course)("submit", "--out", "in.zip")

    packed = image.grade({"in.zip": (course / "in.zip").read_bytes()})
    with zipfile.ZipFile(course / "in.zip") as archive:
        loose = image.grade({n: archive.read(n) for n in archive.namelist()})

    assert packed["score"] == loose["score"] == 8


def test_an_empty_submission_is_judged_as_nothing(image):
    results = image.grade({})

    assert results["score"] == 0
    assert "No file was found for ex01, ex02." in results["output"]
    assert "fault" not in results["extra_data"]["learn"]


def test_files_of_other_names_are_listed(image):
    results = image.grade(
        {"homework.py": RIGHT, "notes.txt": b"x", "counter.py": COUNTER}
    )

    assert results["score"] == 5
    assert "homework.py" in results["output"]


def test_other_folders_beside_the_files_do_no_harm(image):
    files = {
        "double.py": RIGHT,
        "src/counter.py": COUNTER,
        "data/x.csv": b"1",
        "README": b"x",
    }

    assert image.grade(files)["score"] == 13


def test_a_notebook_is_taken(image):
    cells = [{"cell_type": "code", "source": RIGHT.decode(), "metadata": {}, "outputs": [],
              "execution_count": None}]  # fmt: skip
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}

    assert image.grade({"double.ipynb": json.dumps(notebook).encode()})["score"] == 8


def test_a_syntax_error_is_the_submissions(image):
    results = image.grade({"double.py": SYNTAX, "counter.py": COUNTER})

    assert results["score"] == 5
    assert any("double.py:1" in test["output"] for test in results["tests"])
    assert "not yours" not in json.dumps(results)


def test_a_hang_is_the_submissions_and_ends(image):
    hangs = b"def double(x):\n    while True:\n        pass\n"

    results = image.grade({"double.py": hangs, "counter.py": COUNTER})

    assert results["score"] == 5
    assert "timed_out" in verdicts(results)


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos._exit(0)\n",
        "def double(x):\n    raise SystemExit(0)\n",
        "print('x' * 10_000_000)\ndef double(x):\n    return 2 * x\n",
        "\x00\x01",
        "def double(x):\n    return double(x)\n",
        "raise KeyboardInterrupt\n",
    ],
)
def test_what_tries_to_get_round_it_gets_no_more_than_it_earned(image, source):
    results = image.grade({"double.py": source.encode(), "counter.py": COUNTER})

    assert 5 <= results["score"] <= 13
    assert "fault" not in results["extra_data"]["learn"]


def test_a_submission_reads_nothing_of_the_grader_and_writes_no_results(image):
    secret = (
        image.root / "source" / "course" / "reference" / "ex01_double" / "solution.py"
    )
    assert secret.is_file()
    source = f"""
        import pathlib
        def double(x):
            found = ""
            try:
                found = pathlib.Path({str(secret)!r}).read_text()
            except Exception as error:
                found = type(error).__name__
            try:
                pathlib.Path({str(image.root / "results" / "results.json")!r}).write_text("{{}}")
            except Exception:
                pass
            raise ValueError("read:" + found[:2000])
        """

    results = image.grade({"double.py": textwrap.dedent(source).encode()})

    assert results["score"] == 0
    assert secret.read_text().splitlines()[-1].strip() not in json.dumps(results)


def test_a_link_to_the_solution_is_not_followed(image):
    submission = image.root / "submission"
    shutil.rmtree(submission, ignore_errors=True)
    submission.mkdir()
    solution = image.root / "source/course/reference/ex01_double/solution.py"
    (submission / "double.py").symlink_to(solution)

    results = image.run()

    assert results["score"] == 0
    assert "double.py" in results["output"]


def test_late_by_gradescopes_own_times(image):
    late = json.loads(json.dumps(METADATA))
    late["created_at"] = "2026-03-02T12:00:00.000000-07:00"

    results = image.grade({"double.py": RIGHT, "counter.py": COUNTER}, late)

    assert results["score"] == 9.75
    assert (
        sum("25 % of the points are lost" in t["output"] for t in results["tests"]) == 2
    )


@pytest.mark.parametrize(
    "metadata", ["", "{", "[]", '{"created_at": 5}', '{"assignment": null}']
)
def test_metadata_that_says_nothing_costs_nobody_anything(image, metadata):
    assert (
        image.grade({"double.py": RIGHT, "counter.py": COUNTER}, metadata)["score"]
        == 13
    )


# -- faults of ours ---------------------------------------------------------------------


def is_our_fault(results: dict) -> bool:
    return (
        results["extra_data"]["learn"].get("fault") == "grader"
        and "not yours" in results["output"]
        and results["tests"] == []
    )


def test_without_its_setup_it_says_whose_fault_it_is(made, tmp_path):
    there = unpacked(tmp_path, made)

    results = there.grade({"double.py": RIGHT})

    assert is_our_fault(results)
    assert "setup.sh" in results["output"]


def test_a_setup_that_fails_fails_and_leaves_nothing_that_grades(made, tmp_path):
    there = unpacked(tmp_path, made)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("python3", "python3.11", "python3.12", "python3.13", "apt-get"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n")
        (tools / name).chmod(0o755)

    ran = there.set_up(PATH=f"{tools}:/usr/bin:/bin")

    assert ran.returncode != 0
    assert is_our_fault(there.grade({"double.py": RIGHT}))


@pytest.mark.parametrize(
    "damage",
    ["course/exercises/course.yaml", "course/reference/ex01_double/test_hidden.py",
     "platform/grader/judge/engine.py", "learn-autograder.json"],
)  # fmt: skip
def test_whatever_is_broken_of_ours_is_said_to_be(made, tmp_path, damage):
    there = unpacked(tmp_path, made)
    assert there.set_up().returncode == 0
    (there.root / "source" / damage).write_text("%% broken {")

    results = there.grade({"double.py": RIGHT})

    assert results["score"] == 0
    text = json.dumps(results)
    assert "not yours" in text
    assert "Traceback" not in text


def test_killed_in_the_middle_there_are_results_that_say_so(image, start):
    submission = image.root / "submission"
    shutil.rmtree(submission, ignore_errors=True)
    submission.mkdir()
    (submission / "double.py").write_bytes(b"while True:\n    pass\n")
    (image.root / "results" / "results.json").unlink(missing_ok=True)
    with start(image.root / "run_autograder", cwd=image.root, env=image.environment(),
               start_new_session=True, stderr=-3) as process:  # fmt: skip
        while not (image.root / "results" / "results.json").exists():
            time.sleep(0.01)
        time.sleep(0.3)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    assert is_our_fault(image.results())


def test_isolation_that_is_too_weak_grades_nothing(image, monkeypatch):
    from grader.classroom.exports import autorun
    from grader.errors import BrokenError
    from grader.judge.judges import Judges
    from grader.model import Protection

    judge = Judges.judge

    def weakly(self, exercise, source):
        import msgspec

        made = judge(self, exercise, source)
        return msgspec.structs.replace(made, protection=Protection("basic", ("x",)))

    image.grade({"double.py": RIGHT})
    monkeypatch.setattr(Judges, "judge", weakly)
    with pytest.raises(BrokenError, match="does not isolate"):
        autorun.graded(image.root)


# -- the zip -------------------------------------------------------------------------------


def test_the_zip_has_what_gradescope_asks_for_at_its_root(made):
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
        assert {"setup.sh", "run_autograder"} <= set(names)
        for script in ("setup.sh", "run_autograder"):
            assert archive.getinfo(script).external_attr >> 16 & 0o111
            assert archive.read(script).startswith(b"#!/usr/bin/env bash\n")
    assert not any(
        part in name for name in names for part in ("__pycache__", ".pyc", "..")
    )
    assert "course/reference/ex02_counter/test_hidden.py" in names
    assert not any("ex03" in name for name in names)
    assert not any(name.startswith("platform/grader/_course") for name in names)


@pytest.mark.parametrize("script", ["setup.sh", "run_autograder"])
def test_the_scripts_are_bash(made, script, tmp_path):
    with zipfile.ZipFile(made) as archive:
        text = archive.read(script)

    ran = subprocess.run(["bash", "-n"], input=text, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_the_same_course_gives_the_same_zip(toy):
    from grader.classroom.exports.autograder import autograder_zip

    one = autograder_zip(toy, [toy.exercise("ex01")], toy.file.policies)

    assert one == autograder_zip(toy, [toy.exercise("ex01")], toy.file.policies)
    assert zipfile.ZipFile(io.BytesIO(one)).testzip() is None


def test_a_private_seed_is_in_the_zip_and_in_no_result(tmp_path):
    from grader.classroom.grading import seed_from

    (tmp_path / "seed.txt").write_text("nobody guesses this")
    out = tmp_path / "autograder.zip"

    ran = Learn(TOY)("export", "autograder", "ex01", "--out", out,
                     "--seed-file", tmp_path / "seed.txt")  # fmt: skip

    assert ran.code == 0
    with zipfile.ZipFile(out) as archive:
        config = json.loads(archive.read("learn-autograder.json"))
    assert config["seed"] == seed_from(tmp_path / "seed.txt")
    there = unpacked(tmp_path / "autograder", out)
    assert there.set_up().returncode == 0
    results = there.grade({"double.py": SQUARED})
    assert str(config["seed"]) not in json.dumps(results)
    assert results["tests"]


def test_where_there_are_no_hidden_checks_there_is_nothing_to_grade_with(tmp_path):
    course = copy_toy(tmp_path / "course")
    shutil.rmtree(course / "reference")

    ran = Learn(course)("export", "autograder", "ex01")

    assert ran.code == 2
    assert "no hidden checks here" in ran.err
    assert not (course / "autograder.zip").exists()


def test_no_zip_is_replaced_unless_asked(tmp_path):
    (tmp_path / "autograder.zip").write_bytes(b"mine")
    out = tmp_path / "autograder.zip"

    assert Learn(TOY)("export", "autograder", "ex01", "--out", out).code == 2
    assert out.read_bytes() == b"mine"
    assert Learn(TOY)("export", "autograder", "ex01", "--out", out, "--force").code == 0
