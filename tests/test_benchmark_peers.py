"""What other auto-graders are given is the same exercise, in their own formats."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.peers import formats, graders
from grader.course import Course

ROOT = Path(__file__).parent.parent

PROGRAM = """
import importlib.util, json, sys
sys.path.insert(0, sys.argv[1])
from course_checks import CHECKS, run

failed = {}
for file in sys.argv[3:]:
    space = {}
    failed[file] = []
    exec(compile(open(file).read(), file, "exec"), space)
    for name in CHECKS:
        try:
            run(name, **{sys.argv[2]: space[sys.argv[2]]})
        except Exception:
            failed[file].append(name)
print(json.dumps(failed))
"""


@pytest.fixture(scope="module")
def exercise():
    return Course(ROOT).exercise("ex04")  # the benchmarks are about this one


@pytest.fixture
def task(exercise, tmp_path):
    return formats.task(exercise, tmp_path / "checks")


def test_the_checks_without_a_framework_judge_as_the_course_does(exercise, task):
    right = [exercise.solution, *exercise.submissions("right")]
    wrong = [*exercise.submissions("wrong")]
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM]
    files = map(str, (*right, *wrong))

    ran = subprocess.run(
        [*command, str(task.checks), task.function, *files],
        capture_output=True,
        text=True,
    )

    assert ran.returncode == 0, ran.stderr
    failed = json.loads(ran.stdout.splitlines()[-1])  # one of them prints
    assert [file.name for file in right if failed[str(file)]] == []
    assert [file.name for file in wrong if not failed[str(file)]] == []


def test_every_format_holds_every_check(task):
    notebook = json.loads(formats.nbgrader_notebook(task, "x = 1", hidden=True))
    written = {
        "gradescope": formats.gradescope(task)["tests/test_course.py"],
        "check50": formats.check50(task)["__init__.py"],
        "otter": formats.otter(task)["q1.py"],
        "nbgrader": "\n".join(cell["source"] for cell in notebook["cells"]),
    }

    for name, text in written.items():
        compile(text, name, "exec")
        assert [
            check
            for check in task.names
            if repr(check) not in text and f"def {check}(" not in text
        ] == [], name
    assert len(task.names) == 26


def test_a_students_notebook_holds_no_test(task):
    notebook = formats.nbgrader_notebook(task, "x = 1", hidden=False)

    assert "course_checks" not in notebook
    assert "x = 1" in notebook


def test_workers_share_all_students_once():
    students = [f"s{n}" for n in range(7)]

    shared = graders._shared(students, 2)

    assert sorted([*shared[0], *shared[1]]) == students
    assert len(shared) == 2
