"""Submissions written inside a test, and real workers to run them in."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from grader.model import Class, Contract, ExerciseFile, Function, Kind, Limits
from grader.sandbox.host import Sandbox
from grader.sandbox.proxy import Submission
from grader.sandbox.session import Problem, Session, problem_of

QUICK = Limits(call_s=0.3)
"""For submissions that do not come back."""


class Submitted:
    """A loaded submission: call it like the module that it is."""

    def __init__(self, session: Session, spec: ExerciseFile) -> None:
        self.session = session
        self.loading = session.begin()
        self.module = Submission(session, spec)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.module, name)


def exercise_file(
    functions: dict[str, Function] | None = None,
    classes: dict[str, Class] | None = None,
    limits: Limits | None = None,
    values: dict[str, Contract | Kind] | None = None,
) -> ExerciseFile:
    return ExerciseFile(
        title="t", unit="u", position=1, difficulty=1, points=1, concepts=(),
        functions=functions or {}, classes=classes or {}, limits=limits or Limits(),
        values=values or {},
    )  # fmt: skip


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as shared:
        yield shared


@pytest.fixture
def submit(sandbox: Sandbox) -> Iterator[Callable[..., Submitted]]:
    """Load a source text in a worker of its own."""
    opened: list[Session] = []

    def submit(
        source: str | bytes,
        *,
        functions: dict[str, Function] | None = None,
        classes: dict[str, Class] | None = None,
        limits: Limits | None = None,
        values: dict[str, Contract | Kind] | None = None,
        seed: int = 0,
        within: Sandbox | None = None,
    ) -> Submitted:
        if isinstance(source, str):
            source = textwrap.dedent(source).encode()
        spec = exercise_file(functions, classes, limits, values)
        session = Session(
            within or sandbox, "ex04", source, "task.py", seed, spec.limits
        )
        opened.append(session)
        return Submitted(session, spec)

    yield submit
    for session in opened:
        session.close()


@pytest.fixture(scope="session")
def quick() -> Limits:
    return QUICK


@pytest.fixture(scope="session")
def problem() -> Callable[..., Problem]:
    """Call something of a submission and return the problem that came of it."""

    def problem(
        call: Callable[..., object], *args: object, **kwargs: object
    ) -> Problem:
        with pytest.raises(BaseException) as caught:  # noqa: PT011  (its problem counts)
            call(*args, **kwargs)
        found = problem_of(caught.value)
        assert found is not None, f"not the submission's fault: {caught.value!r}"
        return found

    return problem
