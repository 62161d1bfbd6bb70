"""Item analysis: against the textbooks' formulas, written out, and simulated classes."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.classroom.item_rows import FEW, MANY, Question, Response
from grader.classroom.items import analyse

A_TO_D = (("a", True), ("b", False), ("c", False), ("d", False))


def answered(marks, most=None, chosen=None):
    """Turn a table of points, students by questions, into responses."""
    return [
        Response(
            student=f"s{row:04}",
            item=f"q{column}",
            points=float(value),
            max_points=1.0 if most is None else most[column],
            chosen=chosen(row, column) if chosen else (),
        )
        for row, line in enumerate(marks)
        for column, value in enumerate(line)
    ]


def questions(count, options=()):
    return [
        Question(id=f"q{k}", stem=f"Question {k}", kind="single", options=options)
        for k in range(count)
    ]


def simulated(students, count, seed=0):
    """A class by the Rasch model: ability against difficulty."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(0, 1.3, (students, 1))
    difficulty = np.linspace(-1.5, 1.5, count)
    chance = 1 / (1 + np.exp(difficulty - ability))
    return (rng.random((students, count)) < chance).astype(float), ability[:, 0]


def pearson(a, b):
    """By the sums of the definition, without NumPy."""
    ma, mb = statistics.fmean(a), statistics.fmean(b)
    over = sum((x - ma) * (y - mb) for x, y in zip(a, b, strict=True))
    under = math.sqrt(sum((x - ma) ** 2 for x in a) * sum((y - mb) ** 2 for y in b))
    return over / under


def test_facility_discrimination_and_reliability_follow_the_formulas():
    marks, _ = simulated(60, 8)
    found = analyse(questions(8), answered(marks))
    lines = marks.tolist()
    totals = [sum(line) for line in lines]

    for k, item in enumerate(found.items):
        mine = [line[k] for line in lines]
        rest = [total - own for total, own in zip(totals, mine, strict=True)]
        assert item.facility == pytest.approx(statistics.fmean(mine))
        assert item.discrimination.value == pytest.approx(pearson(mine, rest))
        assert item.discrimination.low < item.discrimination.value
        assert item.discrimination.value < item.discrimination.high
    # KR-20, as Kuder and Richardson wrote it for marks of 0 and 1; both variances
    # over n, which cancels in the ratio.
    spread = sum(
        statistics.fmean(c) * (1 - statistics.fmean(c))
        for c in zip(*lines, strict=True)
    )
    kr20 = 8 / 7 * (1 - spread / statistics.pvariance(totals))
    assert found.reliability.value == pytest.approx(kr20)
    assert found.error == pytest.approx(
        statistics.stdev(t / 8 for t in totals) * math.sqrt(1 - kr20)
    )
    assert found.mean == pytest.approx(statistics.fmean(totals) / 8)
    assert found.median == pytest.approx(statistics.median(totals) / 8)


def test_a_case_worked_by_hand():
    # 12 students, 3 questions; q0 is right for the first six, q1 for the first
    # three and q2 for everybody but the last.
    marks = [[i < 6, i < 3, i < 11] for i in range(12)]
    found = analyse(questions(3), answered(marks))
    assert [item.facility for item in found.items] == [0.5, 0.25, 11 / 12]
    # q0 with the rest (2 2 2 1 1 1 | 1 1 1 1 1 0): mean of the rest 14/12; among
    # the right ones 1.5, among the wrong ones 5/6; point-biserial correlation
    # (1.5 - 5/6) / sd * sqrt(1/4), sd = sqrt(20/12 - (14/12)^2).
    by_hand = (1.5 - 5 / 6) / math.sqrt(20 / 12 - (14 / 12) ** 2) * 0.5
    assert found.items[0].discrimination.value == pytest.approx(by_hand)
    assert found.items[0].flags == ()
    assert "12 students" in found.note


def test_the_interval_covers_the_truth_as_often_as_it_says():
    big, _ = simulated(200_00, 6, seed=99)
    truth = np.corrcoef(big[:, 2], big.sum(axis=1) - big[:, 2])[0, 1]
    inside = 0
    for seed in range(60):
        marks, _ = simulated(60, 6, seed)
        interval = analyse(questions(6), answered(marks)).items[2].discrimination
        inside += interval.low <= truth <= interval.high
    # 90 % of 60 is 54; fewer than 46 would be a fault, not chance (p < 0.001).
    assert inside >= 46


@pytest.mark.parametrize(("n", "claims"), [(FEW - 1, False), (FEW, True)])
def test_below_ten_students_nothing_is_claimed(n, claims):
    marks, _ = simulated(n, 5, seed=3)
    found = analyse(questions(5, A_TO_D), answered(marks))
    assert (found.reliability is not None) is claims
    assert any(i.discrimination for i in found.items) is claims
    assert all(bool(i.options) is claims for i in found.items)
    assert found.note.startswith("not enough data yet") is not claims


def wrong_key(students, seed=5):
    """Question 0 has the wrong key: whoever is able chooses b."""
    marks, ability = simulated(students, 10, seed)
    able = ability > 0
    marks[:, 0] = ~able

    def chosen(row, column):
        if column:
            return ("a",) if marks[row, column] else ("c",)
        return ("b",) if able[row] else ("a",)

    return answered(marks, chosen=chosen)


def test_a_wrong_key_is_suspected_from_thirty_students_on():
    found = analyse(questions(10, A_TO_D), wrong_key(60))
    assert "key suspect" in found.items[0].flags
    assert "better students do worse" in found.items[0].flags
    assert all("key suspect" not in item.flags for item in found.items[1:])
    small = analyse(questions(10, A_TO_D), wrong_key(MANY - 1))
    assert "key suspect" not in small.items[0].flags
    # What is sure with few is said all the same.
    assert "better students do worse" in small.items[0].flags


def test_right_keys_are_rarely_suspected():
    suspected = 0
    for seed in range(25):
        marks, _ = simulated(60, 8, seed)
        rng = np.random.default_rng(seed)
        wrong = rng.choice(["b", "c", "d"], marks.shape)
        responses = answered(
            marks,
            chosen=lambda r, c, m=marks, w=wrong: ("a",) if m[r, c] else (w[r, c],),
        )
        found = analyse(questions(8, A_TO_D), responses)
        suspected += sum("key suspect" in item.flags for item in found.items)
    assert suspected <= 2  # of 200


def test_the_table_of_options_counts_everybody_once():
    found = analyse(questions(10, A_TO_D), wrong_key(60)).items[0]
    a, b, c, d = found.options
    assert a.chosen + b.chosen == 60
    assert c.chosen == d.chosen == 0
    assert "dead option" in found.flags
    assert c.mean_rest is None
    assert b.mean_rest > a.mean_rest
    assert sum(o.share for o in found.options) == pytest.approx(1)
    assert sum(o.top for o in found.options) == pytest.approx(1)
    assert sum(o.bottom for o in found.options) == pytest.approx(1)


def test_common_wrong_answers_are_counted_where_there_are_no_options():
    marks, _ = simulated(30, 4)
    responses = [
        Response(
            student=r.student,
            item=r.item,
            points=r.points,
            max_points=1.0,
            given="0.25" if r.points else ("1.0" if int(r.student[1:]) % 2 else "0.5"),
        )
        for r in answered(marks)
    ]
    for item in analyse(questions(4), responses).items:
        assert {text for text, _ in item.common} <= {"1.0", "0.5"}
        counts = [count for _, count in item.common]
        assert counts == sorted(counts, reverse=True)
        assert sum(counts) <= 30 * (1 - item.facility) + 1e-9


def test_who_left_a_question_out_was_asked_it_all_the_same():
    responses = [r for r in answered(np.ones((20, 4))) if r.item != "q3"]
    responses += answered(np.ones((5, 4)))[3::4]
    last = analyse(questions(4), responses).items[3]
    assert (last.n, last.answered) == (20, 5)
    assert last.facility == 0.25


def test_only_the_first_answer_of_a_student_counts():
    first = answered(np.zeros((12, 3)))
    again = answered(np.ones((12, 3)))
    assert all(i.facility == 0 for i in analyse(questions(3), first + again).items)


def test_an_unknown_question_and_no_answers_at_all_are_no_matter():
    stray = Response(student="x", item="gone", points=1, max_points=1)
    found = analyse(questions(2), [stray])
    assert found.n == 0
    assert found.mean is None
    assert all(item.facility is None for item in found.items)
    assert analyse([], []).items == ()


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 40).flatmap(
        lambda n: st.integers(1, 6).flatmap(
            lambda k: st.lists(
                st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=k, max_size=k),
                min_size=n,
                max_size=n,
            )
        )
    )
)
def test_any_class_gives_numbers_within_their_bounds(marks):
    count = len(marks[0]) if marks else 2
    found = analyse(questions(count, A_TO_D), answered(marks))
    for item in found.items:
        assert item.facility is None or 0 <= item.facility <= 1
        if item.discrimination is not None:
            value = item.discrimination
            assert -1 - 1e-9 <= value.low <= value.high <= 1 + 1e-9
        # A share of the best there could be; the worst can be further from 0 than that.
        assert item.efficiency is None or item.efficiency <= 1 + 1e-9
    # The order of the students in the file says nothing.
    shuffled = answered(marks)[::-1]
    assert analyse(questions(count, A_TO_D), shuffled) == found
