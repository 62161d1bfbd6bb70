"""A mistake is named by finding a known-wrong submission that does the very same."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from grader.course import Course
from grader.errors import BrokenError
from grader.judge import Judge, diagnose, precomputed
from grader.judge.diagnose import Twins, candidates, same_trace
from grader.sandbox import protocol
from grader.sandbox.session import Outcome

FDS = Path("/proc/self/fd")

CHECKS = """
@points(1)
def test_two(submission):
    close(submission.f(2.0), 4.0)

@points(1)
def test_three(submission):
    close(submission.f(3.0), 9.0)
"""
SOLUTION = "def f(x):\n    return x * x\n"
DOUBLED = "def f(x):\n    return 2 * x\n"  # right for 2, wrong for 3
PLUS_ONE = "def f(x):\n    return x * x + 1\n"  # wrong for both
CUBED_BELOW = "def f(x):\n    return x**3 if x < 2.5 else x * x\n"  # wrong for 2


def named(judgement) -> dict[str, tuple[str, ...]]:
    return {c.id: c.candidates for c in judgement.checks}


# -- who is named -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["doubled", "plus_one"])
def test_a_known_mistake_is_named_as_itself(make_exercise, judged, kind):
    wrong = {"doubled": DOUBLED, "plus_one": PLUS_ONE}
    exercise = make_exercise(CHECKS, wrong=wrong)

    judgement = judged(exercise, wrong[kind])

    (misconception,) = judgement.misconceptions
    failed = tuple(c.id for c in judgement.checks if c.verdict == "failed")
    assert misconception.id == kind
    assert misconception.text == f"You believe {kind}."
    assert misconception.checks == failed
    assert all(c.misconception == kind for c in judgement.checks if c.id in failed)


def test_the_same_mistake_in_another_style_is_named(make_exercise, judged):
    exercise = make_exercise(CHECKS, wrong={"plus_one": PLUS_ONE})
    source = "import numpy as np\ndef f(x):\n    return np.float64(1 + 1e-9) + x**2\n"

    assert named(judged(exercise, source)) == {
        "two": ("plus_one",), "three": ("plus_one",),
    }  # fmt: skip


def test_a_mistake_of_another_size_is_not_named(make_exercise, judged):
    exercise = make_exercise(CHECKS, wrong={"plus_one": PLUS_ONE})

    judgement = judged(exercise, "def f(x):\n    return x * x + 1.001\n")

    assert judgement.misconceptions == ()
    assert named(judgement) == {"two": (), "three": ()}


def test_one_of_is_said_where_two_mistakes_do_the_same(make_exercise, judged):
    exercise = make_exercise(
        CHECKS, wrong={"doubled": DOUBLED, "added": "def f(x):\n    return x + x\n"}
    )

    judgement = judged(exercise, DOUBLED)

    check = judgement.checks[1]
    assert check.misconception is None
    assert check.candidates == ("added", "doubled")
    assert judgement.misconceptions == ()


def test_a_mistake_that_fails_what_the_learner_passes_is_out(make_exercise, judged):
    """For 3 both are off by one; for 2 only the known mistake is."""
    exercise = make_exercise(CHECKS, wrong={"plus_one": PLUS_ONE})

    judgement = judged(
        exercise, "def f(x):\n    return x * x + 1 if x > 2.5 else x * x\n"
    )

    assert [c.verdict.value for c in judgement.checks] == ["passed", "failed"]
    assert judgement.checks[1].candidates == ()


def test_the_mistake_that_explains_most_wins(make_exercise, judged):
    only_three = "def f(x):\n    return x * x + 1 if x > 2.5 else x * x\n"
    exercise = make_exercise(
        CHECKS, wrong={"plus_one": PLUS_ONE, "only_three": only_three}
    )

    assert named(judged(exercise, PLUS_ONE)) == {
        "two": ("plus_one",), "three": ("plus_one",),
    }  # fmt: skip
    assert named(judged(exercise, only_three))["three"] == ("only_three",)


def test_two_mistakes_at_once_are_each_named_where_they_show(make_exercise, judged):
    exercise = make_exercise(
        CHECKS, wrong={"doubled": DOUBLED, "cubed_below": CUBED_BELOW}
    )

    judgement = judged(exercise, "def f(x):\n    return x**3 if x < 2.5 else 2 * x\n")

    assert named(judgement) == {"two": ("cubed_below",), "three": ("doubled",)}
    assert {m.id for m in judgement.misconceptions} == {"cubed_below", "doubled"}


def test_the_same_exception_is_the_same_mistake_whatever_it_says(make_exercise, judged):
    exercise = make_exercise(
        CHECKS, wrong={"refuses": "def f(x):\n    raise ValueError('one')\n"}
    )

    judgement = judged(exercise, "def f(x):\n    raise ValueError('two')\n")
    other = judged(exercise, "def f(x):\n    raise TypeError('one')\n")

    assert named(judgement)["two"] == ("refuses",)
    assert named(other)["two"] == ()


def test_a_changed_argument_is_part_of_what_a_mistake_does(make_exercise, judged):
    exercise = make_exercise(
        "def test_a(submission):\n"
        "    submission.f(np.array([1.0]))\n    unchanged(submission)\n",
        spec="functions: {f: {args: {x: any}}}",
        wrong={"in_place": "def f(x):\n    x += 1\n    return 0.0\n"},
    )

    again = judged(exercise, "def f(x):\n    x *= 5\n    return 0.0\n")
    kept = judged(exercise, "def f(x):\n    return x + 1\n")

    assert again.checks[0].candidates == ("in_place",)
    assert kept.status == "passed"


def test_call_backs_that_differ_tell_mistakes_apart(toy, sandbox):
    judge = Judge(toy.exercise("ex03"), sandbox)

    for id in ("applied_once", "one_call_too_many", "multiplied"):
        file = toy.exercise("ex03").reference / "wrong" / f"{id}.py"
        judgement = judge.judge(file.read_bytes())
        assert [m.id for m in judgement.misconceptions] == [id]


def test_a_session_with_an_object_is_compared_from_its_constructor_on(toy, sandbox):
    judge = Judge(toy.exercise("ex02"), sandbox)

    judgement = judge.judge(
        b"class Counter:\n"
        b"    def __init__(self, start): self.n = start\n"
        b"    total = property(lambda self: self.n)\n"
        b"    def add(self, n): self.n = n\n"
    )

    assert [m.id for m in judgement.misconceptions] == ["replaced"]


def test_a_right_submission_and_an_empty_one_are_named_nothing(make_exercise, judged):
    exercise = make_exercise(CHECKS, wrong={"doubled": DOUBLED})

    assert judged(exercise, SOLUTION).misconceptions == ()
    assert judged(exercise, "").misconceptions == ()
    assert judged(exercise, "def f(x:\n").misconceptions == ()


def test_a_misconception_without_a_text_is_shown_by_its_name(make_exercise, judged):
    exercise = make_exercise(CHECKS, wrong={"doubled": DOUBLED})
    (exercise.reference / "wrong" / "plus_one.py").write_text(PLUS_ONE)

    judgement = judged(exercise, PLUS_ONE)

    assert [m.text for m in judgement.misconceptions] == ["plus one"]


def test_it_works_for_other_seeds_too(toy, sandbox):
    exercise = toy.exercise("ex01")
    file = exercise.reference / "wrong" / "sign_lost.py"

    for seed in (1, 99):
        judgement = Judge(exercise, sandbox, seed).judge(file.read_bytes())
        assert [m.id for m in judgement.misconceptions] == ["sign_lost"]


# -- whose fault ---------------------------------------------------------------------------


BREAKS = "def test_a(submission):\n    assert submission.f(1.0) + 1 == 5\n"


def test_a_known_mistake_that_breaks_a_check_is_our_fault_and_is_named(
    make_exercise, sandbox
):
    exercise = make_exercise(
        BREAKS, wrong={"a_text": "def f(x):\n    return 'text'\n", "doubled": DOUBLED}
    )

    with pytest.raises(BrokenError) as caught:
        Judge(exercise, sandbox).twins.on_each(["a"])

    assert caught.value.what == "the check 'a' breaks on a known-wrong submission"
    assert caught.value.where == str(exercise.reference / "wrong" / "a_text.py")
    assert caught.value.exit_code == 3


def test_a_learner_is_judged_all_the_same(make_exercise, judged):
    exercise = make_exercise(BREAKS, wrong={"a_text": "def f(x):\n    return 'text'\n"})

    judgement = judged(exercise, "def f(x):\n    return 1.0\n")

    assert (judgement.status, judgement.misconceptions) == ("failed", ())


def test_nothing_is_left_running_when_a_known_mistake_breaks_a_check(
    make_exercise, sandbox
):
    wrong = {f"text_{i}": "def f(x):\n    return 'text'\n" for i in range(3)}
    judge = Judge(make_exercise(BREAKS, wrong=wrong), sandbox)
    before = len(list(FDS.iterdir()))

    held = []  # what they refer to is not collected meanwhile
    for _ in range(5):
        with pytest.raises(BrokenError) as caught:
            judge.twins.on_each(["a"])
        held.append(caught.value)

    assert len(list(FDS.iterdir())) == before


def test_a_known_mistake_that_cannot_be_run_names_nothing(make_exercise, judged):
    exercise = make_exercise(CHECKS, wrong={"broken": "def f(x:\n", "doubled": DOUBLED})

    assert named(judged(exercise, DOUBLED))["three"] == ("doubled",)


# -- the cache --------------------------------------------------------------------------


@pytest.fixture
def opened(monkeypatch):
    """The known mistakes that were run, in order."""
    names = []
    real = Twins._open

    def counting(self, name):
        names.append(name)
        return real(self, name)

    monkeypatch.setattr(Twins, "_open", counting)
    return names


@pytest.fixture
def cached(make_exercise, judged, tmp_path):
    """Judge a mistake with a cache folder."""
    cache = tmp_path / "cache"
    exercise = make_exercise(CHECKS, wrong={"doubled": DOUBLED, "plus_one": PLUS_ONE})

    def cached(source: str = DOUBLED, seed: int = 0):
        judgement = judged(
            Course(exercise.folder.parent.parent).exercise("ex07"),
            source,
            cache=cache,
            seed=seed,
        )
        return named(judgement)["three"]

    cached.exercise, cached.folder = exercise, cache
    return cached


def test_outcomes_on_disk_are_used_again(cached, opened):
    assert cached() == ("doubled",)
    assert set(opened) == {"doubled", "plus_one"}
    opened.clear()

    assert cached() == ("doubled",)
    assert opened == []


def test_a_check_that_was_not_cached_yet_is_run_and_added(cached, opened):
    assert cached() == ("doubled",)  # needs only what it failed and passed
    opened.clear()

    assert cached(PLUS_ONE) == ("plus_one",)
    assert cached(PLUS_ONE) == ("plus_one",)
    assert opened.count("plus_one") <= 1


@pytest.mark.parametrize(
    "path",
    ["reference/wrong/doubled.py", "reference/test_hidden.py", "exercise.yaml",
     "test_public.py"],
)  # fmt: skip
def test_an_edit_makes_the_cache_stale(cached, opened, path):
    cached()
    opened.clear()
    exercise = cached.exercise
    if path.startswith("reference/"):
        file = exercise.reference / path.removeprefix("reference/")
    else:
        file = exercise.folder / path
    file.write_text((file.read_text() if file.exists() else "") + "\n# edited\n")

    assert cached() == ("doubled",)
    assert opened


def test_another_seed_has_its_own_outcomes(cached, opened):
    cached(seed=0)
    opened.clear()

    assert cached(seed=1) == ("doubled",)
    assert opened
    assert len(list(cached.folder.iterdir())) == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: b"",
        lambda body: body[: len(body) // 2],
        lambda body: b"\xff" * len(body),
        lambda body: body + b"more",
    ],
)
def test_a_damaged_cache_is_made_again(cached, damage):
    assert cached() == ("doubled",)
    (file,) = cached.folder.iterdir()
    file.write_bytes(damage(file.read_bytes()))

    assert cached() == ("doubled",)


@pytest.mark.parametrize(
    "content",
    [None, 1, "text", [], {"doubled": 1}, {"doubled": {"three": 1}},
     {"doubled": {"three": ["failed"]}}, {"doubled": {"three": ["failed", [1]]}},
     {"doubled": {"three": ["failed", [["value"]]]}}],
)  # fmt: skip
def test_a_cache_of_another_form_counts_as_none(tmp_path, content):
    file = tmp_path / "ex07.twins"
    file.write_bytes(protocol.encode(content))

    assert diagnose._read(file) == {}


def test_a_cache_of_others_is_left_aside(cached):
    cached()
    (file,) = cached.folder.iterdir()
    file.write_bytes(protocol.encode({"nobody": {"three": ["failed", []]}, "": {}}))

    assert cached() == ("doubled",)


def test_a_cache_folder_that_cannot_be_written_costs_only_time(
    make_exercise, judged, tmp_path
):
    (tmp_path / "cache").write_text("a file where the folder should be")
    exercise = make_exercise(CHECKS, wrong={"doubled": DOUBLED})

    judgement = judged(exercise, DOUBLED, cache=tmp_path / "cache")

    assert named(judgement)["three"] == ("doubled",)


def test_nothing_is_written_where_nothing_was_learned(cached):
    cached()
    (file,) = cached.folder.iterdir()
    before = file.stat().st_mtime_ns

    cached()

    assert file.stat().st_mtime_ns == before


# -- what a kit has in place of the known mistakes -------------------------------------


@pytest.fixture
def kit(make_exercise, sandbox):
    """A made exercise whose outcomes were written down and whose secrets were taken."""
    exercise = make_exercise(
        CHECKS, wrong={"doubled": DOUBLED, "plus_one": PLUS_ONE}, solution=SOLUTION
    )
    judge = Judge(exercise, sandbox)
    ids = [c.id for c in judge.engine.checks if c.audience == "public"]
    precomputed.write(exercise, 0, judge.twins.on_each(ids))
    shutil.rmtree(exercise.reference)
    return Course(exercise.folder.parent.parent).exercise("ex07")


def test_a_kit_names_mistakes_without_their_code(kit, judged):
    judgement = judged(kit, DOUBLED)

    assert kit.reference is None
    assert [m.id for m in judgement.misconceptions] == ["doubled"]
    assert named(judged(kit, PLUS_ONE))["two"] == ("plus_one",)


def test_a_kit_holds_no_code(kit):
    text = kit.diagnosis.read_text()

    assert "doubled" in text
    assert "return" not in text


def test_outcomes_for_another_seed_are_not_used(kit, judged):
    assert judged(kit, DOUBLED, seed=1).misconceptions == ()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"schema": 1}', b"\xff"])
def test_a_damaged_kit_names_nothing_and_still_judges(kit, judged, content):
    kit.diagnosis.write_bytes(content)

    judgement = judged(kit, DOUBLED)

    assert (judgement.status, judgement.misconceptions) == ("failed", ())


@pytest.mark.parametrize(
    "value",
    [
        None, True, 3, 0.1, float("inf"), float("-inf"), "text", b"\0\xff", 1 - 2j,
        [1, [2.5, None]], {"a": [1]}, [],
        {"b", "a", 3}, set(),
    ],
)  # fmt: skip
def test_every_plain_value_comes_back_from_a_kit(value):
    assert precomputed._value(precomputed._plain(value)) == value


def test_arrays_and_nan_come_back_as_what_they_are_compared_with():
    array = np.array([[1.0, 2.0], [3.0, 1 / 3]])

    back = precomputed._value(precomputed._plain(array))

    assert same_trace(trace(array), trace(back))
    assert np.isnan(precomputed._value(precomputed._plain(np.float64("nan"))))


# -- traces ----------------------------------------------------------------------------


def trace(*values) -> tuple[Outcome, ...]:
    return tuple(Outcome("value", v, ()) for v in values)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1.0, 1.0 + 1e-9),
        (1, 1.0),
        (np.float32(0.5), 0.5),
        (float("nan"), float("nan")),
        ([1.0, 2.0], np.array([1.0, 2.0])),
        ((1.0, [2.0]), (1.0, [2.0])),
        ({"a": 1.0}, {"a": 1.0}),
        ("x", "x"),
        ({"a", "b"}, {"b", "a"}),
        (None, None),
        (True, True),
        (1j, 1j),
    ],
)
def test_the_same_outcome(a, b):
    assert same_trace(trace(a), trace(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1.0, 1.0 + 1e-4),
        (1, True),
        (1.0, float("nan")),
        (1.0, [1.0]),
        ([1.0, 2.0], [1.0]),
        ([[1.0], [2.0, 3.0]], [[1.0], [2.0]]),
        ({"a": 1.0}, {"b": 1.0}),
        ({"a": 1.0}, 1.0),
        ("x", "y"),
        ({"a"}, {"b"}),
        ({"a"}, ["a"]),
        (set(), {}),
        (None, 0),
        ("1", 1),
        (np.array([1.0, 2.0]), np.array([[1.0, 2.0]])),
        (np.array(["a"]), np.array([1.0])),
        ([None, 1], [0, 1]),
    ],
)
def test_another_outcome(a, b):
    assert not same_trace(trace(a), trace(b))
    assert not same_trace(trace(b), trace(a))


def test_traces_of_another_length_or_kind_differ():
    assert not same_trace(trace(1.0), trace(1.0, 1.0))
    assert not same_trace(trace(1.0), (Outcome("raised", 1.0, ()),))
    assert not same_trace(trace(1.0), (Outcome("value", 1.0, ("x",)),))


def test_no_check_failed_means_no_known_mistake_is_run(toy, sandbox, opened):
    exercise = toy.exercise("ex01")
    judge = Judge(exercise, sandbox)

    outcome = judge.run(exercise.solution.read_bytes())

    assert candidates(outcome.results, judge.twins) == {}
    assert opened == []
    assert diagnose.Twins(judge.engine, exercise, sandbox, 0).names == [
        "argument_changed", "empty_accepted", "sign_lost", "squared",
    ]  # fmt: skip
