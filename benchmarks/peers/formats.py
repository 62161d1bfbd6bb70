"""The checks in each peer's own format, written from the exercise's two test files.

Every check is one test, cell or check with one point and its title, as in the course;
what it does is `course_checks.run`.  `{...}` are filled in by `Task`.
"""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measure import ROOT
from grader.model import Exercise


class Task(NamedTuple):
    """What every format needs to know of the exercise."""

    checks: Path
    """The folder that holds the checks."""
    names: dict[str, str]
    """The checks' titles by their functions' names."""
    module: str
    function: str

    def call(self, name: str, value: str) -> str:
        """Write the line that runs a check on a submission's function."""
        return f"run({name!r}, {self.function}={value})"

    @property
    def imports(self) -> str:
        """Write the lines that find `run`."""
        return (
            f"import sys\nsys.path.insert(0, {str(self.checks)!r})\n"
            "from course_checks import run\n"
        )


def task(exercise: Exercise, folder: Path) -> Task:
    """Put the checks in a folder and say what is in them."""
    folder.mkdir(parents=True)
    benchmarks = ROOT / "benchmarks"
    names: dict[str, str] = {}
    for file in (exercise.public_checks, exercise.hidden_checks):
        assert file is not None
        shutil.copy(file, folder)
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                names[node.name] = ast.get_docstring(node) or node.name
    shutil.copy(benchmarks / "plain_checks.py", folder)
    shutil.copy(benchmarks / "peers" / "course_checks.py", folder)
    function = next(iter(exercise.spec.functions))
    return Task(folder, names, exercise.stub.stem, function)


def gradescope(task: Task) -> dict[str, str]:
    """Write Gradescope's documented run_tests.py and its tests."""
    methods = "".join(
        f"    @weight(1)\n    def {name}(self):\n        {title!r}\n"
        f"        {task.call(name, f'submission.{task.function}')}\n\n"
        for name, title in task.names.items()
    )
    return {
        "run_tests.py": (
            "import unittest\n"
            "from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner\n"
            "suite = unittest.defaultTestLoader.discover('tests')\n"
            "with open('results.json', 'w') as f:\n"
            "    JSONTestRunner(visibility='visible', stream=f).run(suite)\n"
        ),
        "tests/test_course.py": (
            f"{task.imports}import unittest\n"
            "from gradescope_utils.autograder_utils.decorators import weight\n"
            f"import {task.module} as submission\n\n"
            f"class TestCourse(unittest.TestCase):\n{methods}"
        ),
    }


def check50(task: Task) -> dict[str, str]:
    """Write a folder of checks for ``check50 --dev``."""
    file = f"{task.module}.py"
    checks = "".join(
        f"@check50.check(compiles)\ndef {name}():\n    {title!r}\n    tried({name!r})\n\n"
        for name, title in task.names.items()
    )
    return {
        ".cs50.yml": f'check50:\n  files:\n    - !exclude "*"\n    - !require {file}\n',
        "__init__.py": (
            f"{task.imports}import check50\nimport check50.py\n\n"
            "def tried(name):\n"
            f"    submission = check50.py.import_({file!r})\n"
            "    try:\n"
            f"        run(name, {task.function}=submission.{task.function})\n"
            "    except Exception as error:\n"
            "        raise check50.Failure(f'{type(error).__name__}: {error}')\n\n"
            f"@check50.check()\ndef compiles():\n    'it compiles'\n"
            f"    check50.py.compile({file!r})\n\n{checks}"
        ),
    }


def otter(task: Task) -> dict[str, str]:
    """Write a question of otter's exception-based format."""
    cases = "".join(
        f"@test_case(points=1, hidden=True)\ndef {name}({task.function}):\n"
        + "".join(f"    {line}\n" for line in task.imports.splitlines())
        + f"    {task.call(name, task.function)}\n\n"
        for name in task.names
    )
    head = "from otter.test_files import test_case\n\nOK_FORMAT = False\n"
    points = len(task.names)
    return {"q1.py": f"{head}name = 'q1'\npoints = {points}\n\n{cases}"}


def otter_notebook(source: str) -> str:
    """Write a student's notebook for otter."""
    cells = [
        "import otter\ngrader = otter.Notebook()",
        source,
        'grader.check("q1")',
    ]
    return _notebook([(cell, {}) for cell in cells])


def nbgrader_notebook(task: Task, source: str, *, hidden: bool) -> str:
    """Write an assignment, or a student's with the tests still to be put in."""
    cells: list[tuple[str, dict[str, Any]]] = [(source, _cell("solution"))]
    for name, title in task.names.items():
        body = f"{task.imports}{task.call(name, task.function)}"
        tests = f"\n### BEGIN HIDDEN TESTS\n{body}\n### END HIDDEN TESTS"
        cells.append((f"# {title}{tests if hidden else ''}", _cell(name, points=1)))
    return _notebook(cells)


def nbgrader_stub(task: Task) -> str:
    """Write the cell that students fill in."""
    return (
        f"### BEGIN SOLUTION\ndef {task.function}(*args):\n    pass\n### END SOLUTION"
    )


def _cell(name: str, points: int | None = None) -> dict[str, Any]:
    graded = points is not None
    known = {
        "grade": graded, "grade_id": name, "locked": graded, "schema_version": 3,
        "solution": not graded, "task": False,
    }  # fmt: skip
    return {"nbgrader": known | ({"points": points} if graded else {})}


def _notebook(cells: list[tuple[str, dict[str, Any]]]) -> str:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    written: list[dict[str, Any]] = [
        {
            "cell_type": "code", "execution_count": None, "id": f"cell{n}",
            "metadata": metadata, "outputs": [], "source": source,
        }
        for n, (source, metadata) in enumerate(cells)
    ]  # fmt: skip
    return json.dumps(
        {
            "cells": written,
            "metadata": {"kernelspec": kernel},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )
