"""The pool: whatever becomes of a worker, every unit comes to one end."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import pool as pools
from grader.classroom.frames import Job, Refused, Setup, Unpacker, packed
from grader.classroom.pool import Finished, Pool
from grader.classroom.unit import Unit
from grader.errors import BrokenError, LearnError
from grader.model import Exercise
from tests.classroom import runs

# Checks run in the worker process: what they do to it stands for any fault in it.
FAULTY = '''
import os, time

@points(1)
def test_answer(submission):
    """The answer"""
    answer = submission.f(0)
    if answer == 13:
        os._exit(7)
    if answer == 14:
        time.sleep(1000)
    if answer == 15:
        os.write(1, b"what a check prints")
    close(answer, 1)
'''


def answers(number: int, more: str = "") -> Unit:
    source = f"def f(x):\n    return {number}\n# {more}\n"
    return Unit("ex07", source.encode(), 0)


@pytest.fixture
def exercise(make_exercise: Callable[..., Exercise]) -> Exercise:
    return make_exercise(
        FAULTY, "", spec=runs.QUICK, solution="def f(x):\n    return 1\n"
    )


@pytest.fixture
def start(
    exercise: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[int], Pool]]:
    """Start a pool that gives a stuck worker up soon."""
    monkeypatch.setattr(pools, "SLACK_S", 1.0)
    made: list[Pool] = []

    def start(jobs: int) -> Pool:
        root = str(exercise.folder.parent.parent)
        made.append(Pool(jobs, Setup(root, "strong", None), lambda _: 2.0))
        return made[-1]

    yield start
    for pool in made:
        pool.close()


def statuses(finished: list[Finished]) -> dict[bytes, str]:
    return {
        f.unit.source: json.loads(f.body)["status"] if f.body else f.fault
        for f in finished
    }


def test_every_unit_is_judged_once_in_whatever_order(
    start: Callable[[int], Pool],
) -> None:
    units = [answers(i % 2, str(i)) for i in range(40)]
    found = list(start(2).run(units))
    assert len(found) == 40
    assert statuses(found) == {
        u.source: "passed" if b"return 1" in u.source else "failed" for u in units
    }


def test_what_a_check_prints_gets_between_no_two_frames(
    start: Callable[[int], Pool],
) -> None:
    found = list(start(1).run([answers(15), answers(1)]))
    assert sorted(statuses(found).values()) == ["failed", "passed"]


def test_a_unit_that_ends_its_worker_twice_is_broken_and_alone(
    start: Callable[[int], Pool],
) -> None:
    bad = answers(13)
    good = [answers(1, str(i)) for i in range(8)]
    found = statuses(list(start(2).run([*good[:4], bad, *good[4:]])))
    assert found.pop(bad.source) == "the worker process ended (7)"
    assert found == {u.source: "passed" for u in good}


def test_a_unit_that_its_worker_never_finishes_is_broken_and_alone(
    start: Callable[[int], Pool],
) -> None:
    bad = answers(14)
    good = [answers(1, str(i)) for i in range(4)]
    found = statuses(list(start(1).run([*good[:2], bad, *good[2:]])))
    assert found.pop(bad.source) == "the worker did not come to an end within 3 s"
    assert found == {u.source: "passed" for u in good}


def test_known_mistakes_that_take_long_are_waited_for(
    make_exercise: Callable[..., Exercise], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "SLACK_S", 1.0)
    endless = {f"endless_{i}": f"{runs.ENDLESS}# {i}\n" for i in range(5)}
    exercise = make_exercise(
        runs.PUBLIC, "", spec=runs.QUICK, solution=runs.RIGHT, wrong=endless
    )
    setup = Setup(str(exercise.folder.parent.parent), "strong", None)
    with Pool(1, setup, lambda _: 0.5) as pool:
        (found,) = pool.run([Unit("ex07", runs.WRONG.encode(), 0)])
    assert json.loads(found.body)["status"] == "failed"


def test_a_worker_that_is_stopped_is_replaced(start: Callable[[int], Pool]) -> None:
    pool = start(1)
    pool.probe()
    (worker,) = pool._workers
    os.kill(worker._process.pid, signal.SIGSTOP)
    # More than a pipe holds: what cannot be sent must stop nobody.
    unit = answers(1, "x" * 300_000)
    assert list(statuses(list(pool.run([unit]))).values()) == ["passed"]
    assert pool._workers[0] is not worker


def test_units_are_taken_only_as_fast_as_they_are_judged(
    start: Callable[[int], Pool],
) -> None:
    taken = 0

    def units() -> Iterator[Unit]:
        nonlocal taken
        for i in range(30):
            taken += 1
            yield answers(1, str(i))

    for done, _ in enumerate(start(2).run(units()), 1):
        assert taken <= done + 2 * pools.AHEAD
    assert taken == 30


def test_the_unit_after_one_that_broke_is_not_blamed(
    start: Callable[[int], Pool],
) -> None:
    units = [answers(13, "a"), answers(1), answers(13, "b"), answers(1, "c")]
    found = statuses(list(start(1).run(units)))
    assert [found[u.source] for u in units] == [
        "the worker process ended (7)", "passed",
        "the worker process ended (7)", "passed",
    ]  # fmt: skip


def test_a_course_that_is_not_there_is_said_once(tmp_path: Path) -> None:
    with (
        Pool(2, Setup(str(tmp_path), "strong", None), lambda _: 2.0) as pool,
        pytest.raises(LearnError, match="no course here") as caught,
    ):
        pool.probe()
    assert not isinstance(caught.value, BrokenError)


def test_workers_that_never_start_are_given_up(
    start: Callable[[int], Pool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "_BOOT", "import sys; sys.exit('no such luck')")
    with pytest.raises(BrokenError, match="no worker process") as caught:
        start(2).probe()
    assert "no such luck" in caught.value.where


def test_closing_ends_every_worker_in_the_middle_of_its_work(
    start: Callable[[int], Pool], comes_to_an_end: Callable[..., Any]
) -> None:
    pool = start(2)
    pool.probe()
    pids = [w._process.pid for w in pool._workers]
    finished = pool.run([answers(1), *(answers(14, str(i)) for i in range(4))])
    next(finished)
    with comes_to_an_end("closing"):  # and not in the 1000 s that the check sleeps
        pool.close()
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_frames_come_whole_however_they_are_cut() -> None:
    sent = [Job(answers(i, "x" * i * 50)) for i in range(5)]
    stream = b"".join(map(packed, [*sent, Refused("a", "b", "c", True)]))
    for step in (1, 3, 1000, len(stream)):
        unpacker = Unpacker()
        parts = (stream[i : i + step] for i in range(0, len(stream), step))
        got = [message for part in parts for message in unpacker.feed(part)]
        assert got == [*sent, Refused("a", "b", "c", True)]


# -- processors ------------------------------------------------------------------------


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity"), reason="no processor can be chosen here"
)
def test_with_a_worker_for_each_processor_each_stays_on_its_own(
    start: Callable[[int], Pool],
) -> None:
    usable = sorted(os.sched_getaffinity(0))
    if not 2 <= len(usable) <= 8:
        pytest.skip(f"{len(usable)} processors: not a number of workers to start here")

    pool = start(len(usable))
    pool.probe()
    os.kill(pool._workers[0]._process.pid, signal.SIGKILL)
    list(pool.run([answers(1)] * 3))

    places = [os.sched_getaffinity(w._process.pid) for w in pool._workers if w.ready]
    assert all(len(place) == 1 for place in places)
    assert len(places) == len(set().union(*places))


@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity"), reason="no processor can be chosen here"
)
def test_one_worker_may_be_anywhere(start: Callable[[int], Pool]) -> None:
    pool = start(1)
    pool.probe()
    (worker,) = pool._workers

    assert os.sched_getaffinity(worker._process.pid) == os.sched_getaffinity(0)
