"""Which submissions are found to be similar, and which are not."""

from __future__ import annotations

import random
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st

from benchmarks.plants import PLANTS, renamed
from grader.classroom.similar.classes import by_exercise, compare
from grader.classroom.similar.normalise import tokens
from grader.classroom.similar.regions import Region, covered, passages, regions
from grader.classroom.similar.scores import IDIOM, scored
from grader.classroom.similar.search import MAX_BYTES, Found, given, search
from tests.classroom.twins import (
    CLASSES,
    HELPERS,
    INDEPENDENT,
    LOOP,
    MATRIX,
    RECURSIVE,
    SHORT,
    handed,
)

STUB = b"def double(x):\n    raise NotImplementedError('write double')\n"
FIXED = frozenset({"double"})


def found(
    texts: Mapping[str, str | bytes],
    before: Mapping[str, str | bytes] | None = None,
    *,
    solution: str | None = None,
    threshold: float = 0.65,
    most: int = 100,
    stubs: tuple[bytes, ...] = (STUB,),
) -> Found:
    known = given(stubs, None if solution is None else solution.encode())
    then = handed(before or {}, year="then")
    return search("ex01", handed(texts), then, known, threshold=threshold, most=most)


def pairs(result: Found) -> set[tuple[str, str]]:
    return {(p.left.student.id, p.right.student.id) for p in result.pairs}


def score(texts: Mapping[str, str], one: str, two: str) -> float:
    result = found(texts, threshold=0.0)
    both = {one, two}
    return next(
        (
            p.score
            for p in result.pairs
            if {p.left.student.id, p.right.student.id} == both
        ),
        0.0,
    )


# -- what is found -----------------------------------------------------------------


def test_independent_solutions_are_not_listed():
    result = found(INDEPENDENT)
    assert pairs(result) == set()
    assert (result.students, result.files, result.more) == (6, 6, 0)


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("who", ["Loop", "Recursive", "Classes"])
def test_a_disguised_copy_is_found_and_nothing_else(plant, who):
    copy = PLANTS[plant](INDEPENDENT[who], random.Random(1), FIXED)
    assert pairs(found(INDEPENDENT | {"Copy": copy})) == {(who, "Copy")}


@pytest.mark.parametrize("plant", ["comments", "reformatted", "renamed", "reordered"])
@pytest.mark.parametrize("who", ["Short", "Helpers", "Matrix"])
def test_a_short_copy_is_found_where_its_statements_are_left(plant, who):
    copy = PLANTS[plant](INDEPENDENT[who], random.Random(1), FIXED)
    assert pairs(found(INDEPENDENT | {"Copy": copy})) == {(who, "Copy")}


def test_half_of_a_small_class_with_one_file_is_found():
    result = found(INDEPENDENT | {f"Copy{n}": LOOP for n in range(5)})
    assert len(result.pairs) == 15


def test_a_copy_says_what_part_of_each_is_shared_and_where():
    more = "\n\ndef extra(rows):\n    while rows:\n        print(rows.pop(), end=';')\n"
    (pair,) = found(INDEPENDENT | {"Copy": LOOP + more}).pairs
    assert pair.shares[0] == 1.0
    assert 0.6 < pair.shares[1] < 0.9
    for region in pair.regions:
        left, right = (
            [t.code for t in tokens(f.text)[0]][slice(*span)]
            for f, span in ((pair.left, region.left), (pair.right, region.right))
        )
        assert left == right


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("who", INDEPENDENT)
def test_renaming_never_changes_a_score(who, seed):
    other = renamed(INDEPENDENT[who], random.Random(seed), FIXED)
    for two in INDEPENDENT:
        if two != who:
            before = score(INDEPENDENT, who, two)
            assert score(INDEPENDENT | {who: other}, who, two) == before


def test_scores_do_not_depend_on_the_order_of_the_class():
    texts = INDEPENDENT | {"Copy": PLANTS["mixed"](LOOP, random.Random(2), FIXED)}
    backwards = dict(reversed(texts.items()))
    one, two = (found(t, threshold=0.0) for t in (texts, backwards))
    assert {frozenset((p.left.origin, p.right.origin, p.score, p.bits)) for p in one.pairs} == {
        frozenset((p.left.origin, p.right.origin, p.score, p.bits)) for p in two.pairs
    }  # fmt: skip


def test_both_sides_have_their_own_share_whichever_comes_first():
    more = (
        LOOP + "\n\ndef also(z):\n    return [q ** 2 for q in z if q not in (1, 2)]\n"
    )
    (one,) = found(INDEPENDENT | {"Copy": more}).pairs
    (two,) = found({"Copy": more} | INDEPENDENT).pairs
    assert one.shares == two.shares[::-1]
    assert one.score == two.score


# -- what does not count --------------------------------------------------------------


LECTURE = "def softer(v, w):\n" + "".join(
    f"    v = w.{name}() {op} len(v)\n    w.append(v {op} 2)\n"
    for name, op in zip(
        ["clip", "sum", "min", "max", "any", "all"], "+-*/@%", strict=True
    )
)


def test_what_most_of_a_class_wrote_counts_little():
    two = {"One": LOOP + LECTURE, "Two": MATRIX + LECTURE}
    everybody = {who: text + LECTURE for who, text in INDEPENDENT.items()}
    assert pairs(found(INDEPENDENT | two)) == {("One", "Two")} | {
        ("Loop", "One"), ("Matrix", "Two"),
    }  # fmt: skip
    before = score(INDEPENDENT | two, "One", "Two")
    assert score(everybody | two, "One", "Two") < before - 0.2


def test_the_stub_and_what_was_given_do_not_count():
    texts = {"One": LOOP + LECTURE, "Two": MATRIX + LECTURE}
    assert pairs(found(texts)) == {("One", "Two")}
    assert pairs(found(texts, stubs=(STUB, LECTURE.encode()))) == set()


def test_two_untouched_stubs_are_too_short_to_tell():
    result = found(INDEPENDENT | {"One": STUB, "Two": STUB})
    assert pairs(result) == set()
    assert {f.student.id for f in result.short} == {"One", "Two"}


def test_a_student_is_not_similar_to_herself():
    twice = handed({"Ada": LOOP}) + handed({"Ada": LOOP + "\nprint(1)\n"})
    known = given([STUB])
    assert search("ex01", [*twice, *handed({"Ben": MATRIX})], (), known).pairs == ()


def test_of_several_attempts_the_one_that_is_alike_counts():
    twice = [*handed({"Ada": LOOP}), *handed({"Ada": RECURSIVE})]
    result = search(
        "ex01", [*twice, *handed({"Ben": LOOP, "Cy": MATRIX})], (), given([STUB])
    )
    assert pairs(result) == {("Ada", "Ben")}
    assert result.pairs[0].left.text == LOOP
    assert (result.students, result.files) == (3, 4)


def test_previous_years_are_compared_with_this_one_only():
    result = found(
        {"New": LOOP, "Newer": SHORT},
        {"Old": LOOP, "Older": CLASSES, "Oldest": CLASSES},
    )
    assert pairs(result) == {("New", "Old")}
    assert (result.pairs[0].left.before, result.pairs[0].right.before) == (False, True)
    assert (result.students, result.files) == (2, 2)


def test_who_repeats_the_course_may_hand_in_their_own_work():
    assert found({"Ada": LOOP, "Ben": MATRIX}, {"Ada": LOOP}).pairs == ()


def test_likeness_to_the_courses_own_solution_is_said_and_no_pair():
    result = found(INDEPENDENT | {"One": HELPERS, "Two": LOOP}, solution=HELPERS)
    assert {f.student.id for f in result.solved} == {"Helpers", "One"}
    assert {(p.left.student.id, p.right.student.id): p.as_solved for p in result.pairs} == {
        ("Helpers", "One"): True, ("Loop", "Two"): False,
    }  # fmt: skip


def test_no_more_pairs_are_listed_than_wanted_and_the_rest_is_counted():
    texts = INDEPENDENT | {f"Copy{n}": LOOP for n in range(4)}
    result = found(texts, most=3)
    assert (len(result.pairs), result.more) == (3, 7)


def test_a_file_that_is_too_long_is_named_and_its_beginning_compared():
    long = LOOP + "#" * MAX_BYTES
    result = found(INDEPENDENT | {"Long": long})
    assert [f.student.id for f in result.cut] == ["Long"]
    assert pairs(result) == {("Loop", "Long")}


def test_evidence_that_any_two_of_so_many_may_have_is_weak_and_comes_last():
    small = "def double(x):\n    if not len(x):\n        raise KeyError(x)\n"
    small += "    return tuple(entry * 2 for entry in x)\n"
    texts = INDEPENDENT | {f"Same{n}": small for n in range(3)} | {"Copy": LOOP}
    result = found(texts)
    assert [p.weak for p in result.pairs] == [False, True, True, True]
    assert pairs(result) >= {("Loop", "Copy"), ("Same0", "Same1")}


# -- hostile classes --------------------------------------------------------------------


def test_hostile_files_hurt_nobody(comes_to_an_end):
    hostile: dict[str, str | bytes] = {
        "NUL": b"\0" * 5000,
        "UTF-16": LOOP.encode("utf-16"),
        "Latin": "x = 'é'\n".encode("latin-1") + LOOP.encode(),
        "Deep": "x = " + "(" * 20_000 + ")" * 20_000,
        "Same": "x " * (1 << 19),
        "Same too": "x " * (1 << 19) + "y",
        "Unclosed": '"""' + LOOP,
        "Nothing": b"",
        "Noise": random.Random(1).randbytes(1 << 20),
    }
    with comes_to_an_end("a class of hostile files", 60):
        result = found(INDEPENDENT | hostile)
    assert pairs(result) == {("Loop", "UTF-16"), ("Loop", "Latin"), ("UTF-16", "Latin")}


def test_a_class_in_which_all_is_the_same_is_done_soon(comes_to_an_end):
    with comes_to_an_end("2,000 equal files", 60):
        result = found({f"s{n}": LOOP for n in range(2000)})
    assert result.pairs == ()  # what everyone has is idiom


# -- scores -----------------------------------------------------------------------------


def _prints(*files: list[int]) -> list[np.ndarray]:
    return [np.array(sorted(set(f)), np.uint64) for f in files]


@given_any(
    st.lists(st.lists(st.integers(0, 30), max_size=20), max_size=8),
    st.randoms(use_true_random=False),
)
def test_scores_are_symmetric_and_lie_between_0_and_1(files, rng):
    order = list(range(len(files)))
    rng.shuffle(order)
    made, seen = [], _prints(*files)
    for places in (range(len(files)), order):
        names = [str(i) for i in places]
        scores = scored([seen[i] for i in places], names, 5, 0.0, 0.0)
        made.append(
            {
                frozenset((names[s.left], names[s.right])): (s.score, s.bits)
                for s in scores
            }
        )
    assert made[0].keys() == made[1].keys()
    for pair, (score, bits) in made[0].items():
        assert 0.0 < score <= 1.0
        assert made[1][pair] == pytest.approx((score, bits))


@given_any(st.sets(st.integers(0, 1000), min_size=1, max_size=30), st.integers(2, 6))
def test_the_same_prints_have_everything_in_common(prints, count):
    files = [*[list(prints)] * 2, *([n + 5000] for n in range(count))]
    (best,) = scored(_prints(*files), list(map(str, range(len(files)))), 5, 0.99, 0.0)
    assert (best.left, best.right) == (0, 1)
    assert best.score == pytest.approx(1.0)


def test_what_too_many_share_does_not_count_at_all():
    few, many = ([[1, 2, 3]] * n for n in (IDIOM, IDIOM + 1))
    for files, any_left in ((few, True), (many, False)):
        others = [[100 + n] for n in range(1000)]
        everyone = _prints(*files, *others)
        names = [str(n) for n in range(len(everyone))]
        assert any(True for _ in scored(everyone, names, 5, 0.5, 0.0)) is any_left


# -- regions ----------------------------------------------------------------------------


@given_any(
    st.lists(st.integers(-1, 6), max_size=40), st.lists(st.integers(-1, 6), max_size=40)
)
def test_regions_hold_the_same_and_do_not_overlap_on_the_left(left, right):
    last = 0
    for region in regions(left, right, 1):
        (a, b), (c, d) = region.left, region.right
        assert b - a == d - c > 0
        assert a >= last
        last = b
        assert left[a] == right[c] >= 0


def test_what_was_given_between_two_passages_does_not_part_them():
    left = right = [1, 2, -1, 4, 5]
    assert regions(left, right, 3) == [Region((0, 7), (0, 7))]


def test_a_share_counts_only_what_counts():
    assert covered([(0, 2), (1, 3)], [True, False, True, True]) == pytest.approx(2 / 3)
    assert covered([], [False]) == 0.0


@given_any(st.text("ab =\n(.)#'", max_size=120), st.data())
def test_passages_hold_the_whole_text(text, data):
    found, _ = tokens(text)
    ends = st.integers(0, len(found))
    spans = [
        tuple(sorted(s)) for s in data.draw(st.lists(st.tuples(ends, ends), max_size=4))
    ]
    lines = passages(text, found, spans)
    assert "\n".join("".join(p.text for p in line) for line in lines) == text
    assert all(p.text for line in lines for p in line)


# -- courses ----------------------------------------------------------------------------


def test_exercises_are_compared_apart_and_staff_is_left_out(toy):
    items = [
        *handed({"Ada": LOOP, "Ben": LOOP, "Tutor": LOOP, "Cy": MATRIX}),
        *handed({"Ada": RECURSIVE, "Ben": CLASSES}, "ex03"),
        *handed({"Ada": RECURSIVE, "Ben": RECURSIVE}, "ex02"),
    ]
    now = by_exercise(items, {"ex01", "ex03"}, ["Tutor"])
    results = {e.id: pairs(f) for e, f in compare(toy, now, {})}
    assert results == {"ex01": {("Ada", "Ben")}, "ex03": set()}


def test_a_stub_that_was_worked_on_here_is_not_taken_for_what_was_given(toy_copy):
    from grader.course import Course

    (toy_copy / "exercises/ex01_double/double.py").write_text(LOOP)
    now = by_exercise(handed({"Ada": LOOP, "Ben": LOOP, "Cy": MATRIX}), {"ex01"})
    ((_, result),) = compare(Course(toy_copy), now, {})
    assert pairs(result) == {("Ada", "Ben")}
