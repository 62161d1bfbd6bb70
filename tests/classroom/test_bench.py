"""What a worker process does: warm, in one process, one unit after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.classroom.bench import Bench
from grader.classroom.unit import Unit
from grader.errors import BrokenError
from grader.judge.judges import Judges
from grader.model import Exercise, Status
from grader.sandbox.host import Sandbox
from tests.classroom import runs


@pytest.fixture
def exercise(make_exercise: Callable[..., Exercise]) -> Exercise:
    return make_exercise(
        runs.PUBLIC,
        runs.HIDDEN,
        spec=runs.QUICK,
        solution=runs.RIGHT,
        wrong={"adds_one": runs.WRONG, "squares": "def f(x):\n    return x * x\n"},
    )


@pytest.fixture
def asked() -> list[float]:
    return []


@pytest.fixture
def bench(exercise: Exercise, asked: list[float]) -> Iterator[Bench]:
    bench = Bench(exercise.folder.parent.parent, "strong", asks=asked.append)
    yield bench
    bench.close()


def unit(source: str, seed: int = 0) -> Unit:
    return Unit("ex07", source.encode(), seed)


def test_known_mistakes_are_learned_once_and_the_time_for_it_is_asked_for(
    bench: Bench, asked: list[float]
) -> None:
    assert bench.judge(unit(runs.RIGHT)).status is Status.PASSED
    assert asked == []
    for number in range(3):
        judged = bench.judge(unit(f"{runs.WRONG}# {number}\n"))
        assert [m.id for m in judged.misconceptions] == ["adds_one"]
    assert asked == [4.0]  # two files, 2 s each at most


def test_each_seed_has_inputs_and_known_mistakes_of_its_own(
    bench: Bench, asked: list[float]
) -> None:
    for seed in (0, 1, 0, 1):
        judged = bench.judge(unit(runs.WRONG, seed))
        assert (judged.seed, judged.misconceptions[0].id) == (seed, "adds_one")
    assert len(asked) == 2


def test_faulty_checks_are_read_once_and_break_every_unit(
    bench: Bench, exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise.public_checks.write_text("import no_such_module\n")
    before = bench._judges._sandbox
    for source in (runs.RIGHT, runs.WRONG):
        judged = bench.judge(unit(source))
        assert judged.status is Status.BROKEN
        assert "no_such_module" in judged.observations[0].text
        assert judged.submission_sha256 == unit(source).submission_sha256
    # The isolated Python is not at fault and was left alone.
    assert bench._judges._sandbox is before


def test_an_isolated_python_that_died_is_replaced(bench: Bench) -> None:
    assert bench.judge(unit(runs.RIGHT)).status is Status.PASSED
    server = bench._judges._sandbox._server
    assert server is not None
    server.control.close()
    assert bench.judge(unit(runs.RIGHT)).status is Status.PASSED


def test_only_a_few_exercises_are_kept_warm(
    toy_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Judges, "KEPT", 1)
    bench = Bench(toy_copy, "strong")
    try:
        for _ in range(2):
            for id in ("ex01", "ex02", "ex03"):
                solution = bench.course.exercise(id).solution
                assert solution is not None
                judged = bench.judge(Unit(id, solution.read_bytes(), 0))
                assert judged.status is Status.PASSED
                assert [key for key, _ in bench._judges._judges] == [id]
    finally:
        bench.close()


def test_nothing_is_run_below_the_protection_that_is_asked_for(
    exercise: Exercise,
) -> None:
    with Sandbox(mode="spawn", least="full") as sandbox:
        worker = sandbox.spawn(exercise.id, 0, exercise.spec.limits)
        with pytest.raises(BrokenError, match="protection level"):
            worker.ready()
        assert not worker.alive
