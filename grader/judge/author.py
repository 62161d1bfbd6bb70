"""Run an exercise's checks under plain pytest, for the one who writes them.

A ``conftest.py`` in ``reference/`` imports this module's names; then

    pytest reference/ex00_name --submission FILE

works like any pytest run, with ``-k`` and ``--pdb``.  Without ``--submission``
the reference solution is judged.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.course import Course
from grader.judge.run import open_session
from grader.sandbox.host import Sandbox
from grader.sandbox.proxy import Submission


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--submission`` and ``--grading-seed``."""
    parser.addoption("--submission", type=Path, help="the file to judge")
    parser.addoption("--grading-seed", type=int, default=0, help="replay a seed")


@pytest.fixture(scope="session")
def learn_sandbox() -> Iterator[Sandbox]:
    """Start one isolated Python for the whole run."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def submission(
    request: pytest.FixtureRequest, learn_sandbox: Sandbox
) -> Iterator[Submission]:
    """Give the learner's file, in a new worker for each check."""
    course = Course.find(request.path.parent)
    exercise = course.exercise(request.path.parent.name)
    file: Path | None = request.config.getoption("--submission")
    file = file or exercise.solution
    assert file is not None
    seed: int = request.config.getoption("--grading-seed")
    session = open_session(learn_sandbox, exercise, file.read_bytes(), seed)
    failed = session.begin(_check_id(request.node))
    if failed is not None:
        pytest.fail(f"{file} does not load: {failed.problem.message}", pytrace=False)
    yield Submission(session, exercise.spec)
    session.close()


def _check_id(node: Any) -> str:
    """Name a check as the judge does: hidden cases by number."""
    name: str = node.name.removeprefix("test_")
    if node.path.name != "test_hidden.py" or not hasattr(node, "callspec"):
        return name
    same = [
        item
        for item in node.session.items
        if item.path == node.path and item.originalname == node.originalname
    ]
    return f"{node.originalname.removeprefix('test_')}[{same.index(node) + 1}]"


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """Give the same inputs that the judge would, for the same seed."""
    exercise = request.path.parent.name
    number = int(exercise[2:].partition("_")[0])
    check = _check_id(request.node)
    seed: int = request.config.getoption("--grading-seed")
    return np.random.default_rng([seed, number, zlib.crc32(check.encode())])
