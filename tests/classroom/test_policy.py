"""Policies: the same results give the same grades, and never more or less than allowed."""

from __future__ import annotations

import contextlib
import datetime
import random
import stat
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.anonymous import SALT, aliases
from grader.classroom.grade_rows import Result, Setting
from grader.classroom.gradebook_rows import Override
from grader.classroom.late import (
    DueError,
    Dues,
    Lateness,
    lateness,
    moment,
    parse_dues,
    read_dues,
)
from grader.classroom.policy import grades
from grader.course import Course
from grader.errors import CourseError, LearnError
from grader.model import LatePolicy, Policies

SETTINGS = {
    "ex01": Setting(10.0, "one", "First"),
    "ex02": Setting(5.0, "one", "Second"),
    "ex03": Setting(20.0, "two", "Third"),
}
DUE = datetime.datetime(2026, 3, 1, 22, 59, tzinfo=datetime.UTC)
MINUTE, HOUR, DAY = 60, 3600, 86_400


def result(
    student: str = "ann",
    exercise: str = "ex01",
    score: float = 10.0,
    max_score: float = 10.0,
    **more: object,
) -> Result:
    status = "passed" if score == max_score else "failed"
    given = {"submission": 1, "result": 1, "run": 1, "status": status, **more}
    return Result(
        student=student, exercise=exercise, score=score, max_score=max_score, **given
    )


def cell(results, policies=None, exercise="ex01", student="ann", **more):
    made = grades(results, SETTINGS, policies or Policies(), **more)
    return next(r for r in made.rows if r.student == student).cells[exercise]


def row(results, policies=None, student="ann", **more):
    made = grades(results, SETTINGS, policies or Policies(), **more)
    return next(r for r in made.rows if r.student == student)


# -- late ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("late_s", "policy", "penalty"),
    [
        (0, LatePolicy(per_day=0.1), 0.0),
        (-5, LatePolicy(per_day=0.1), 0.0),
        (1, LatePolicy(per_day=0.1), 0.1),
        (DAY, LatePolicy(per_day=0.1), 0.1),
        (DAY + 1, LatePolicy(per_day=0.1), 0.2),
        (30 * DAY, LatePolicy(per_day=0.1), 1.0),
        (30 * DAY, LatePolicy(per_day=0.1, floor=0.4), 0.6),
        (10 * MINUTE, LatePolicy(grace_minutes=10, per_day=0.1), 0.0),
        (10 * MINUTE + 1, LatePolicy(grace_minutes=10, per_day=0.1), 0.1),
        (DAY + 1, LatePolicy(grace_minutes=10, per_day=0.1), 0.2),
        (90 * MINUTE, LatePolicy(per_hour=0.02), 0.04),
        (HOUR, LatePolicy(per_hour=0.02, per_day=0.1), 0.12),
        (2 * DAY, LatePolicy(per_day=0.1, max_days=2), 0.2),
        (2 * DAY + 1, LatePolicy(per_day=0.1, max_days=2), 1.0),
        (2 * DAY + 1, LatePolicy(per_day=0.1, max_days=2, floor=0.5), 1.0),
        (5 * MINUTE, LatePolicy(max_days=0, grace_minutes=10), 0.0),
        (11 * MINUTE, LatePolicy(max_days=0, grace_minutes=10), 1.0),
        (5 * DAY, LatePolicy(), 0.0),
    ],
)
def test_what_lateness_costs(late_s, policy, penalty):
    at = DUE + datetime.timedelta(seconds=late_s)

    found = lateness((DUE, False), at, None, policy)

    assert found.penalty == pytest.approx(penalty)
    assert found.kind == ("late" if late_s > 0 else "in_time")
    assert found.by_s == max(0, late_s)


@given(
    st.floats(-1e7, 1e7), st.floats(0, 1e6),
    st.builds(
        LatePolicy,
        grace_minutes=st.floats(0, 1e4), per_day=st.floats(0, 1),
        per_hour=st.floats(0, 1), max_days=st.none() | st.floats(0, 100),
        floor=st.floats(0, 1),
    ),
)  # fmt: skip
def test_later_never_costs_less_and_never_more_than_all(late_s, more_s, policy):
    first, second = (
        lateness((DUE, False), DUE + datetime.timedelta(seconds=s), None, policy)
        for s in (late_s, late_s + more_s)
    )

    assert 0.0 <= first.penalty <= second.penalty <= 1.0
    accepted = policy.max_days is None or first.by_s <= policy.max_days * DAY
    assert first.penalty <= 1.0 - policy.floor or not accepted


def test_a_mark_of_the_lms_counts_only_where_nobody_said_when_it_was_due():
    policy = LatePolicy(per_day=0.5, marked=0.2)
    before = DUE - datetime.timedelta(hours=1)

    assert lateness(None, None, True, policy) == Lateness("marked", 0.0, 0.2)
    assert lateness(None, None, False, policy) == Lateness("no_due")
    assert lateness(None, None, None, policy) == Lateness("no_due")
    assert lateness((DUE, False), before, True, policy).penalty == 0.0


def test_late_by_nobody_knows_how_much_is_said_and_costs_nothing():
    policies = Policies(due={"ex01": DUE}, late=LatePolicy(per_day=0.5, marked=0.3))
    made = grades([result(late=True)], SETTINGS, policies)

    assert made.rows[0].cells["ex01"].lateness == Lateness("unknown")
    assert made.rows[0].cells["ex01"].points == 10.0
    assert any("unknown time" in note for note in made.notes)


@pytest.mark.parametrize("stored", [None, "", "yesterday", "2026-03-01T12:00:00", "9"])
def test_a_time_without_zone_or_sense_is_unknown(stored):
    assert moment(stored) is None


def test_the_zone_of_a_time_counts():
    policies = Policies(due={"ex01": DUE}, late=LatePolicy(per_day=0.5))

    assert (
        cell([result(submitted_at="2026-03-01T23:59:00+01:00")], policies).points == 10
    )
    assert (
        cell([result(submitted_at="2026-03-01T23:59:01+01:00")], policies).points == 5
    )
    assert (
        cell([result(submitted_at="2026-03-02T00:30:00+02:00")], policies).points == 10
    )


def test_an_extension_gives_time_and_never_takes_it():
    later, sooner = DUE + datetime.timedelta(days=7), DUE - datetime.timedelta(days=7)
    dues = Dues({"ex01": DUE}, {("ann", "ex01"): later, ("bob", "ex01"): sooner,
                                ("cy", "*"): later})  # fmt: skip

    assert dues.of("ann", "ex01") == (later, True)
    assert dues.of("bob", "ex01") == (DUE, False)
    assert dues.of("cy", "ex01") == (later, True)
    assert dues.of("cy", "ex02") == (later, True)
    assert dues.of("dan", "ex02") is None


# -- the file of due dates -----------------------------------------------------------


def test_due_dates_and_extensions_are_read_from_one_file(tmp_path):
    file = tmp_path / "due.csv"
    file.write_bytes(
        b"\xef\xbb\xbfStudent,Exercise,Due\r\n"
        b",ex01,2026-03-01T23:59+01:00\r\n"
        b"*,ex02,2026-03-02T12:00:00Z\r\n"
        b"\r\n"
        b'"M\xc3\xbcller, Ann",ex01,2026-03-08 23:59:00+01:00\r\n'
        b"bob,*,2026-03-09T00:00Z\r\n"
    )

    dues = read_dues(file, SETTINGS)

    assert dues.by_exercise["ex01"] == DUE
    assert sorted(dues.by_exercise) == ["ex01", "ex02"]
    assert sorted(dues.extensions) == [("Müller, Ann", "ex01"), ("bob", "*")]


def test_excels_semicolons_are_read_too():
    dues = parse_dues("student;exercise;due\n;ex01;2026-03-01T22:59Z\n", SETTINGS)

    assert dues.by_exercise == {"ex01": DUE}


def test_every_bad_row_is_refused_with_its_line():
    text = (
        "student,exercise,due\n"
        "ann,ex01,2026-03-01T12:00Z\n"
        "ann,ex99,2026-03-01T12:00Z\n"
        "ann,ex02,2026-03-01T12:00\n"
        '"two\nlines",ex02,tomorrow\n'
        "ann,ex01,2026-03-02T12:00Z\n"
        "ann,ex03\n"
        "*,*,2026-03-02T12:00Z\n"
    )

    with pytest.raises(DueError) as refused:
        parse_dues(text, SETTINGS, "due.csv")

    assert str(refused.value).splitlines()[1:7] == [
        "  line 3: there is no exercise 'ex99' in this course",
        "  line 4: '2026-03-01T12:00' has no time zone: write +01:00 or Z behind it",
        "  line 5: 'tomorrow' is no date and time",
        "  line 7: the same student and exercise stand in line 2",
        "  line 8: it has 2 cells, not 3",
        "  line 9: there is no exercise '*' in this course",
    ]


@pytest.mark.parametrize(
    "raw",
    [b"", b"who,what,when\n", b"student,exercise\n", b"\xff\xfes\x00t\x00",
     b"student,exercise,due\nann,ex01," + b"9" * 200_000, b"student,exercise,due\x00\n"],
)  # fmt: skip
def test_what_is_no_file_of_due_dates_is_refused(raw, tmp_path):
    file = tmp_path / "due.csv"
    file.write_bytes(raw)

    with pytest.raises(DueError):
        read_dues(file, SETTINGS)


def test_a_missing_file_of_due_dates_is_an_error_and_not_no_due_dates(tmp_path):
    with pytest.raises(DueError):
        read_dues(tmp_path / "none.csv", SETTINGS)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(DueError):
        parse_dues("student,exercise,due\n" + text, SETTINGS)


# -- which result counts ----------------------------------------------------------------


def test_points_are_the_policys_and_by_default_the_exercises():
    assert cell([result(score=3, max_score=4)]).points == 7.5
    assert (
        cell([result(score=3, max_score=4)], Policies(points={"ex01": 2})).points == 1.5
    )


def test_a_new_result_of_the_same_file_takes_the_old_ones_place():
    two = [result(score=10, result=1), result(score=4, result=2)]

    assert cell(two).points == 4
    assert cell(two, Policies(attempt="best")).points == 4


def test_a_run_that_keeps_the_best_lowers_nothing_and_raises_what_rises():
    two = [result(score=7, result=1, run=1), result(score=4, result=2, run=2)]
    three = [*two, result(score=9, result=3, run=3)]

    assert cell(two, keeps_best={2}).points == 7
    assert cell(three, keeps_best={2, 3}).points == 9
    assert cell(two, keeps_best={3}).points == 4


@pytest.mark.parametrize("status", ["broken", "unavailable"])
def test_what_has_no_verdict_never_replaces_what_has(status):
    later = result(score=0, max_score=10, status=status, result=2)

    assert cell([result(score=7), later]).points == 7
    assert cell([later]).state == status


def test_the_latest_attempt_or_the_best():
    first = result(score=9, submission=1, result=1, submitted_at="2026-03-01T12:00Z")
    second = result(score=4, submission=2, result=2, submitted_at="2026-03-02T12:00Z")

    assert cell([first, second]).points == 4
    assert cell([first, second], Policies(attempt="best")).points == 9


def test_the_lmss_numbers_decide_before_times_do():
    first = result(score=9, submission=7, attempt=1, submitted_at="2026-03-02T12:00Z")
    second = result(score=4, submission=3, attempt=2, submitted_at="2026-03-01T12:00Z")

    assert cell([second, first]).points == 4


def test_a_file_that_is_no_longer_there_was_replaced():
    old = result(score=9, submission=2, submitted_at="2026-03-02T12:00Z", seen=1)
    new = result(score=4, submission=1, submitted_at="2026-03-01T12:00Z", seen=2)

    assert cell([old, new]).points == 4
    assert cell([old, new], Policies(attempt="best")).points == 9


def test_a_result_of_the_exercise_as_it_is_now_stands_before_newer_stale_ones():
    now = result(score=9, result=1)
    other = result(score=4, result=2, stale=True)

    assert cell([other, now]).points == 9


def test_an_attempt_without_a_number_is_the_first():
    again = result(score=4, submission=1, attempt=2)
    first = result(score=9, submission=2)

    assert cell([again, first]).points == 4


def test_a_time_that_only_some_attempts_have_decides_nothing():
    first = result(score=9, submission=1, submitted_at="2026-03-02T12:00Z")
    second = result(score=4, submission=2)

    assert cell([first, second]).points == 4


def test_the_best_attempt_is_the_best_after_its_penalty():
    policies = Policies(attempt="best", due={"ex01": DUE}, late=LatePolicy(per_day=0.5))
    early = result(score=6, submission=1, submitted_at="2026-03-01T12:00Z")
    late = result(score=10, submission=2, submitted_at="2026-03-02T12:00Z")

    found = cell([early, late], policies)

    assert (found.points, found.lateness.penalty, found.submission) == (6, 0, 1)


# -- what counts ----------------------------------------------------------------------


def test_what_somebody_handed_in_counts_for_all_and_is_said():
    made = grades(
        [result("ann", "ex01"), result("bob", "ex01"), result("cy", "ex01"),
         result("cy", "ex03")], SETTINGS, Policies(),
    )  # fmt: skip

    assert made.exercises == ("ex01", "ex03")
    assert [r.status for r in made.rows] == ["missing", "missing", "complete"]
    assert made.rows[0].out_of == 30
    assert any("ex03 counts for everybody, and 1 of 3" in note for note in made.notes)


def test_an_extension_for_nobody_is_said_without_telling_a_hidden_name():
    more = {("Anne", "ex01"): DUE, ("bob", "*"): DUE}
    results = [result("ann"), result("bob")]

    def note(policies):
        made = grades(results, SETTINGS, policies, dues=Dues({}, more))
        return next(note for note in made.notes if "extensions" in note)

    assert note(Policies()).endswith("extensions name 1 of whom nothing was found; ids "
                                     "are as in grades.csv: 'Anne'")  # fmt: skip
    assert "Anne" not in note(Policies(anonymous=True))


def test_what_the_lms_has_marked_and_a_clock_denies_is_said():
    policies = Policies(due={"ex01": DUE}, late=LatePolicy(per_day=0.5))
    early = result(submitted_at="2020-01-01T00:00:00+00:00", late=True)
    longer = Dues({}, {("ann", "ex01"): DUE + datetime.timedelta(days=1)})

    def said(*results, dues=None):
        notes = grades(results, SETTINGS, policies, dues=dues).notes
        return any("marked late" in note and "own clock" in note for note in notes)

    assert said(early)
    assert not said(early, dues=longer)
    assert not said(msgspec.structs.replace(early, late=None))


def test_what_is_required_counts_whoever_handed_it_in():
    policies = Policies(required=("ex02",))
    made = grades([result("ann", "ex01")], SETTINGS, policies)

    assert made.exercises == ("ex02",)
    assert (made.rows[0].total, made.rows[0].out_of) == (0, 5)


def test_what_is_optional_adds_and_is_not_asked_for():
    policies = Policies(required=("ex01",), optional=("ex02",), cap=1.2)
    bonus = row([result(score=8), result(exercise="ex02")], policies)
    without = row([result(score=8)], policies)

    assert (bonus.total, bonus.out_of, bonus.percent) == (12, 10, 120)
    assert (without.total, without.status) == (8, "complete")


def test_no_total_is_above_the_cap():
    policies = Policies(required=("ex01",), optional=("ex02",))

    assert row([result(), result(exercise="ex02")], policies).percent == 100


def test_no_exercise_is_above_its_own_cap():
    found = cell([result(score=9.5)], Policies(caps={"ex01": 0.9}))

    assert found.points == 9
    assert found.capped


@pytest.mark.parametrize("status", ["broken", "unavailable", None])
def test_what_is_no_fault_of_the_student_counts_against_nobody(status):
    found = row([result(score=5), result(exercise="ex03", score=0, status=status)])

    assert (found.total, found.out_of, found.percent) == (5, 10, 50)


@pytest.mark.parametrize(
    ("status", "said"),
    [("broken", "broken"), (None, "pending"), ("unavailable", "complete")],
)
def test_a_row_says_what_is_the_matter(status, said):
    assert row([result(exercise="ex03", status=status)]).status == said


def test_the_lowest_is_dropped_by_its_share_not_its_points():
    results = [result(score=4, max_score=10), result(exercise="ex02", score=3, max_score=5),
               result(exercise="ex03", score=10, max_score=20)]  # fmt: skip
    found = row(results, Policies(drop_lowest=1))

    assert [e for e, c in found.cells.items() if c.dropped] == ["ex01"]
    assert (found.total, found.out_of) == (13, 25)


def test_the_lowest_of_each_unit_is_dropped_and_one_always_stays():
    results = [result(score=4), result(exercise="ex02", score=3, max_score=5),
               result(exercise="ex03", score=0, max_score=20)]  # fmt: skip
    found = row(results, Policies(drop_lowest_per_unit=5))

    assert [e for e, c in found.cells.items() if c.dropped] == ["ex01"]
    assert found.out_of == 25


def test_what_was_not_handed_in_is_the_lowest():
    found = row([result(score=1)], Policies(required=("ex01", "ex02"), drop_lowest=1))

    assert (found.total, found.out_of, found.status) == (1, 10, "complete")


def test_an_exercise_worth_nothing_counts_nothing_and_is_not_dropped():
    policies = Policies(points={"ex01": 0}, drop_lowest=1)
    found = row([result(score=0), result(exercise="ex02", score=0, max_score=5),
                 result(exercise="ex03", score=5, max_score=20)], policies)  # fmt: skip

    assert [e for e, c in found.cells.items() if c.dropped] == ["ex02"]
    assert (found.total, found.out_of, found.percent) == (5, 20, 25)


def test_nothing_to_be_had_is_no_percentage():
    found = row([result()], Policies(points={"ex01": 0}))

    assert (found.total, found.out_of, found.percent, found.passed) == (
        0,
        0,
        None,
        None,
    )


def test_a_pass_is_at_the_policys_mark_or_the_courses():
    assert row([result(score=8)]).passed
    assert not row([result(score=7.9)]).passed
    assert row([result(score=6)], Policies(pass_mark=0.6)).passed


def test_people_who_handed_in_nothing_have_a_row():
    made = grades([result("ann")], SETTINGS, Policies(), students={"zoe": "Zoë"})

    assert [(r.student, r.name, r.status) for r in made.rows] == [
        ("ann", "", "complete"),
        ("zoe", "Zoë", "missing"),
    ]


def test_an_exercise_that_left_the_course_is_said():
    made = grades([result(exercise="ex77")], SETTINGS, Policies())

    assert made.exercises == ()
    assert "ex77" in made.notes[0]


# -- a person's decisions --------------------------------------------------------------


def decision(id: int, points: float | None, student="ann", exercise="ex01") -> Override:
    return Override(id, "", student, exercise, points, "spoke with me")


def test_the_newest_decision_stands_and_no_penalty_touches_it():
    policies = Policies(
        due={"ex01": DUE}, late=LatePolicy(per_day=0.5), caps={"ex01": 0}
    )
    late = result(score=10, submitted_at="2026-03-02T12:00Z")

    found = cell([late], policies, overrides=[decision(2, 7), decision(1, 3)])

    assert (found.state, found.points, found.reason) == (
        "overridden",
        7,
        "spoke with me",
    )


def test_a_decision_can_be_withdrawn_and_taken_again():
    results = [result(score=2)]

    assert cell(results, overrides=[decision(1, 7), decision(2, None)]).points == 2
    again = [decision(1, 7), decision(2, None), decision(3, 5)]
    assert cell(results, overrides=again).points == 5


def test_a_decision_counts_where_our_fault_left_nothing():
    broken = [result(status="broken", score=0)]

    assert row(broken).out_of == 0
    assert row(broken, overrides=[decision(1, 6)]).percent == 60


def test_a_decision_survives_a_regrade():
    results = [result(score=2, result=1), result(score=9, result=2, run=2)]

    assert cell(results, overrides=[decision(1, 4)]).points == 4


def test_a_decision_for_somebody_who_handed_in_nothing_counts():
    policies = Policies(required=("ex01",))
    found = row([], policies, student="zoe", overrides=[decision(1, 5, "zoe")])

    assert (found.total, found.status) == (5, "complete")


def test_a_decision_on_what_does_not_count_is_said():
    made = grades(
        [result()], SETTINGS, Policies(), overrides=[decision(1, 5, exercise="ex03")]
    )

    assert any("ex03 has overrides" in note for note in made.notes)


# -- what holds for any class ------------------------------------------------------------

SHARES = st.floats(0, 1)
POLICIES = st.builds(
    Policies,
    points=st.dictionaries(st.sampled_from(sorted(SETTINGS)), st.sampled_from([0, 0.5, 3, 1e6])),
    required=st.lists(st.sampled_from(sorted(SETTINGS)), max_size=3, unique=True).map(tuple),
    optional=st.lists(st.sampled_from(sorted(SETTINGS)), max_size=2, unique=True).map(tuple),
    drop_lowest=st.integers(0, 4),
    drop_lowest_per_unit=st.integers(0, 2),
    attempt=st.sampled_from(["latest", "best"]),
    late=st.builds(LatePolicy, per_day=SHARES, floor=SHARES, marked=SHARES,
                   max_days=st.none() | st.floats(0, 3)),
    due=st.dictionaries(st.sampled_from(sorted(SETTINGS)), st.just(DUE)),
    caps=st.dictionaries(st.sampled_from(sorted(SETTINGS)), st.floats(0, 1.5)),
    cap=st.floats(0, 2),
)  # fmt: skip


@st.composite
def results(draw):
    count = draw(st.integers(0, 12))
    made = []
    for number in range(count):
        most = draw(st.sampled_from([0.0, 1.0, 10.0]))
        status = draw(
            st.sampled_from(
                ["passed", "failed", "failed", "broken", "unavailable", None]
            )
        )
        score = most if status == "passed" else draw(st.floats(0, most))
        at = draw(st.none() | st.integers(-200_000, 500_000))
        made.append(
            Result(
                student=draw(st.sampled_from(["ann", "bob"])),
                exercise=draw(st.sampled_from(sorted(SETTINGS))),
                submission=draw(st.integers(1, 4)), result=number, run=number,
                seen=draw(st.integers(1, 2)), stale=draw(st.booleans()),
                name=draw(st.sampled_from(["A", "B"])), late=draw(st.none() | st.booleans()),
                submitted_at=None if at is None else
                (DUE + datetime.timedelta(seconds=at)).isoformat(),
                attempt=draw(st.none() | st.integers(1, 3)), status=status,
                score=score, max_score=most,
            )
        )  # fmt: skip
    return made


DECISIONS = st.lists(
    st.builds(
        Override, st.integers(1, 50), st.just(""), st.sampled_from(["ann", "zoe"]),
        st.sampled_from(sorted(SETTINGS)), st.none() | st.floats(0, 5), st.just(""),
    ),
    max_size=4, unique_by=lambda o: o.id,
)  # fmt: skip


@given(results(), POLICIES, DECISIONS, st.sets(st.integers(0, 11)), st.randoms())
def test_nobody_is_above_a_cap_or_below_nothing_in_any_order(
    rows, policies, decided, best, rng
):
    made = grades(rows, SETTINGS, policies, overrides=decided, keeps_best=best)

    for one in made.rows:
        assert 0 <= one.total <= one.out_of * policies.cap + 1e-5
        assert one.percent is None or -1e-5 <= one.percent <= 100 * policies.cap + 1e-5
        for found in one.cells.values():
            assert found.points >= 0
            if found.state != "overridden":
                cap = policies.caps.get(found.exercise, 1.0)
                assert found.points <= found.out_of * cap + 1e-5
            if found.state == "graded" and found.lateness.penalty < 1 and found.share:
                kept = found.points / found.out_of if found.out_of else 1
                capped = policies.caps.get(found.exercise, 1.0)
                assert kept >= min(
                    found.share * policies.late.floor, capped
                ) - 1e-5 or (found.lateness.kind == "marked")
    shuffled, other = [*rows], [*decided]
    rng.shuffle(shuffled)
    rng.shuffle(other)
    assert (
        grades(shuffled, SETTINGS, policies, overrides=other, keeps_best=best) == made
    )


@given(results(), POLICIES)
def test_an_empty_policy_for_exercises_of_no_weight_gives_nothing(rows, policies):
    weightless = msgspec.structs.replace(policies, points=dict.fromkeys(SETTINGS, 0.0))

    for one in grades(rows, SETTINGS, weightless).rows:
        assert (one.total, one.percent) == (0, None)


def test_a_class_of_thousands_is_no_trouble():
    rng = random.Random(7)
    many = [
        result(f"s{n}", e, rng.randrange(11), submission=n, result=n)
        for n in range(5000)
        for e in SETTINGS
    ]

    assert len(grades(many, SETTINGS, Policies(drop_lowest=1)).rows) == 5000


# -- where policies are written ----------------------------------------------------------


def with_policies(root: Path, text: str) -> Path:
    file = root / "exercises" / "course.yaml"
    file.write_text(file.read_text("utf-8") + "\npolicies:\n" + text, "utf-8")
    return root


def test_a_courses_policies_are_read(toy_copy):
    with_policies(
        toy_copy, "  drop_lowest: 1\n  due: {ex01: 2026-03-01T23:59:00+01:00}\n"
    )

    policies = Course(toy_copy).file.policies

    assert policies.drop_lowest == 1
    assert policies.due["ex01"] == DUE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  drop_lowst: 1\n", "did you mean `drop_lowest`?"),
        ("  late: {per_dya: 0.1}\n", "did you mean `per_day`?"),
        ("  late: {per_day: 10}\n", "<= 1.0"),
        ("  due: {ex01: 2026-03-01T23:59:00}\n", "timezone"),
        ("  drop_lowest: -1\n", ">= 0"),
        ("  cap: .nan\n", ""),
        ("  points: {ex01: .inf}\n", "at most 1e+06"),
        ("  caps: {ex01: 1.0e+300}\n", "at most 1e+06"),
    ],
)
def test_policies_that_make_no_sense_are_refused(toy_copy, text, said):
    from grader.classroom.policies import course_policies

    with_policies(toy_copy, text)

    with pytest.raises(CourseError) as refused:
        course_policies(Course(toy_copy))

    assert said in str(refused.value)


def test_policies_name_only_exercises_of_the_course(toy_copy, tmp_path):
    from grader.classroom.policies import course_policies

    file = tmp_path / "policy.yaml"
    file.write_text("required: [ex01, ex09]\n", "utf-8")

    with pytest.raises(CourseError, match="ex09") as refused:
        course_policies(Course(toy_copy), file)

    assert str(file) in str(refused.value)


def test_lint_finds_policies_that_name_no_exercise(here, toy_copy):
    with_policies(toy_copy, "  required: [ex09]\n")

    ran = here("dev", "lint")

    assert ran.code == 1
    assert "course.yaml: policies: required: there is no exercise 'ex09'" in ran.out


def test_a_file_of_policies_stands_in_place_of_the_courses(toy_copy, tmp_path):
    from grader.classroom.policies import course_policies

    with_policies(toy_copy, "  drop_lowest: 1\n")
    file = tmp_path / "policy.yaml"
    file.write_text("attempt: best\n", "utf-8")

    assert course_policies(Course(toy_copy), file) == Policies(attempt="best")
    assert course_policies(Course(toy_copy)).drop_lowest == 1


# -- anonymous ------------------------------------------------------------------------


def test_aliases_are_the_same_every_time_and_say_no_name(tmp_path):
    first = aliases(tmp_path, anonymous=True)
    again = aliases(tmp_path, anonymous=True)

    assert first.of("ann") == again.of("ann") != first.of("bob")
    assert "ann" not in first.of("ann")
    assert first.name("ann", "Ann Lee") == first.of("ann")
    assert first.table(["ann"]) == {first.of("ann"): "ann"}
    assert stat.S_IMODE((tmp_path / SALT).stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == [SALT]


def test_the_salt_is_kept_where_there_are_no_links(tmp_path, monkeypatch):
    def none(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", none)

    assert aliases(tmp_path, anonymous=True).of("a") == aliases(
        tmp_path, anonymous=True
    ).of("a")
    assert [p.name for p in tmp_path.iterdir()] == [SALT]


def test_another_gradebook_has_other_aliases(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    one, two = (aliases(tmp_path / x, anonymous=True) for x in "ab")

    assert one.of("ann") != two.of("ann")


def test_without_anonymity_everybody_is_called_what_they_are(tmp_path):
    plain = aliases(tmp_path, anonymous=False)

    assert (plain.of("ann"), plain.name("ann", "Ann Lee")) == ("ann", "Ann Lee")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_a_salt_that_is_not_ours_is_refused_and_left(tmp_path, content):
    (tmp_path / SALT).write_bytes(content)

    with pytest.raises(LearnError):
        aliases(tmp_path, anonymous=True)

    assert (tmp_path / SALT).read_bytes() == content


@pytest.mark.parametrize("head", ["", "policies:\n  "])
def test_a_file_of_policies_may_look_as_they_do_in_a_course(toy, tmp_path, head):
    from grader.classroom.policies import course_policies

    file = tmp_path / "policy.yaml"
    file.write_text(f"{head}drop_lowest: 2\n")
    assert course_policies(toy, file) == Policies(drop_lowest=2)
    file.write_text(f"{head}drop_lowst: 2\n")
    with pytest.raises(CourseError, match="drop_lowst") as raised:
        course_policies(toy, file)
    assert "drop_lowest" in (raised.value.fix or "")
    file.write_text("policies: {drop_lowest: 2}\ncap: 1\n")
    with pytest.raises(CourseError, match="cap"):
        course_policies(toy, file)
