"""What a submission cannot do: one file in a folder of `attacks/` for each promise.

Every attack is judged like any submission, as whoever runs the tests, with all the
layers that there are; the name of its test is the promise.  `test_conditions.py` judges
them as another user and with fewer layers.
`pytest -s` prints the table of attacks, scores and verdicts.
"""

from __future__ import annotations

import collections
import functools
from collections.abc import Callable, Iterator

import pytest

from grader.course import Course
from grader.judge import Judge
from grader.model import Judgement, Limits, Verdict
from grader.sandbox.host import Sandbox
from tests.attacks.judging import (
    ATTACKS,
    PATIENT,
    SOLUTION,
    STUB,
    Attack,
    breaches,
    write_course,
)

Judged = Callable[[Attack], tuple[Judgement, Judgement]]


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    return write_course(tmp_path_factory.mktemp("secrets"))


@pytest.fixture(scope="module")
def judge(course) -> Iterator[Judge]:
    with Sandbox() as sandbox:
        made = Judge(course.exercise("ex01"), sandbox)
        yield made
        made.engine.close()


@pytest.fixture(scope="module")
def judged(judge, course) -> Judged:
    """Judge an attack, once, and the right solution after it."""

    @functools.cache
    def judged(attack: Attack) -> tuple[Judgement, Judgement]:
        result = judge.judge(attack.aimed(course.root))
        return result, judge.judge(SOLUTION.encode(), limits=PATIENT)

    return judged


def render_table(rows: list[tuple[Attack, Judgement]]) -> str:
    lines = [f"{'attack':<36}{'score':>6} {'honest':>6}  verdicts"]
    for attack, result in rows:
        counts = collections.Counter(c.verdict.value for c in result.checks)
        verdicts = ", ".join(f"{n} {v}" for v, n in counts.most_common())
        lines.append(
            f"{attack.name:<36}{result.score:>6g} {attack.earns:>6g}  {verdicts}"
        )
    return "\n".join(lines)


def _promise(attack: Attack) -> Callable[[Judged], None]:
    def promise(judged: Judged) -> None:
        result, after = judged(attack)

        assert breaches(attack, result, after) == [], render_table([(attack, result)])

    promise.__doc__ = attack.promise
    return promise


for _attack in ATTACKS:
    globals()[f"test_cannot_{_attack.name}"] = _promise(_attack)


def test_no_two_attacks_have_one_name():
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS)


def test_every_attack_names_a_promise():
    assert [a.name for a in ATTACKS if not a.promise.startswith("Cannot ")] == []


def test_the_table_of_attacks(judged):
    rows = [(attack, judged(attack)[0]) for attack in ATTACKS]

    print(f"\n{render_table(rows)}")

    assert sum(result.score for _, result in rows) == sum(a.earns for a, _ in rows)


def test_the_untouched_stub_earns_nothing_either(judge):
    assert judge.judge(STUB.encode()).score == 0


def test_an_attack_cannot_make_the_run_longer_than_its_limits(judge):
    hangs = b"while True: pass\n"

    result = judge.judge(hangs, limits=Limits(call_s=0.2, submission_s=1))

    verdicts = [c.verdict for c in result.checks]
    assert verdicts == [Verdict.TIMED_OUT] + [Verdict.SKIPPED] * 6
