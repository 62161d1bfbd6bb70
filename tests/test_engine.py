"""pytest as the engine: checks are collected once and run for any submission."""

from __future__ import annotations

import numpy as np
import pytest

from grader.course import Course
from grader.errors import BrokenError
from grader.judge.engine import Engine


class Learner:
    """Stands for a submission where no worker is needed."""

    def f(self, x: float) -> float:
        return 2 * x


def raised(engine: Engine, id: str, seed: tuple[int, ...] = (0, 7)) -> object:
    (check,) = [c for c in engine.checks if c.id == id]
    return engine.run(check, Learner(), seed)


# -- collecting -------------------------------------------------------------------------


def test_public_checks_come_first_and_everything_is_read_from_them(make_exercise):
    engine = Engine(
        make_exercise(
            '''
            @points(2)
            def test_worked_case(submission):
                """Twice 1 is 2

                What follows the first line is for the author.
                """

            def test_has_no_docstring(submission): ...
            ''',
            '''
            @points(3)
            @needs("worked_case")
            @law("it is one")
            @fresh
            def test_law(submission):
                """A law"""
            ''',
        )
    )

    assert [(c.id, c.claim, c.audience, c.points) for c in engine.checks] == [
        ("worked_case", "Twice 1 is 2", "public", 2.0),
        ("has_no_docstring", "has no docstring", "public", 0.0),
        ("law", "A law", "hidden", 3.0),
    ]
    marks = [(c.needs, c.law, c.fresh) for c in engine.checks]
    assert marks == [
        ((), "", False),
        ((), "", False),
        (("worked_case",), "it is one", True),
    ]


def test_the_cases_of_a_parametrised_check_share_its_points(make_exercise):
    engine = Engine(
        make_exercise(
            '''
            @points(3)
            @pytest.mark.parametrize("size", [1, 2, "many"])
            def test_sizes(submission, size):
                """Any size will do"""
            '''
        )
    )

    assert [(c.id, c.function_id, c.claim, c.points) for c in engine.checks] == [
        ("sizes[1]", "sizes", "Any size will do (1)", 1.0),
        ("sizes[2]", "sizes", "Any size will do (2)", 1.0),
        ("sizes[many]", "sizes", "Any size will do (many)", 1.0),
    ]


@pytest.mark.parametrize("ids", ["7351.8", "of 7351.8", "7351.8 (big)", "[7351.8]"])
def test_the_cases_of_a_hidden_check_are_numbered_and_not_named(make_exercise, ids):
    """pytest names a case by its input."""
    engine = Engine(
        make_exercise(
            "",
            f'''
            @pytest.mark.parametrize("x", [7351.8, 2], ids=[{ids!r}, "other (2)"])
            def test_sizes(submission, x):
                """Any size (however large) will do"""
            ''',
        )
    )

    assert [(c.id, c.claim) for c in engine.checks] == [
        ("sizes[1]", "Any size (however large) will do (case 1)"),
        ("sizes[2]", "Any size (however large) will do (case 2)"),
    ]


def test_only_what_is_named_like_a_check_is_one(make_exercise):
    engine = Engine(
        make_exercise(
            """
            def helper(submission): ...
            def check_this(submission): ...
            def test_this(submission): ...
            """
        )
    )

    assert [c.id for c in engine.checks] == ["this"]


def test_an_exercise_without_checks_is_broken(make_exercise):
    exercise = make_exercise("x = 1\n", "x = 1\n")

    with pytest.raises(BrokenError, match="no check was found for ex07") as caught:
        Engine(exercise)

    assert caught.value.where == str(exercise.folder)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("public", "hidden", "missing"),
    [
        (None, None, "exercises/ex07_sample/test_public.py"),
        (None, "def test_a(submission): ...", "exercises/ex07_sample/test_public.py"),
        ("def test_a(submission): ...", None, "reference/ex07_sample/test_hidden.py"),
    ],
)
def test_a_missing_file_of_checks_is_broken(
    make_exercise, tmp_path, monkeypatch, public, hidden, missing
):
    """Least of all are tests from the current folder taken for checks."""
    (tmp_path / "test_elsewhere.py").write_text("def test_elsewhere(): ...\n")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BrokenError) as caught:
        Engine(make_exercise(public, hidden))

    assert caught.value.where.endswith(missing)


@pytest.mark.parametrize(
    "source",
    ["def test_a(:\n", "import no_such_module\n", "1 / 0\n", "raise SystemExit(0)\n"],
)
def test_checks_that_cannot_be_read_are_broken(make_exercise, source):
    with pytest.raises(
        BrokenError, match="the checks of ex07 cannot be read"
    ) as caught:
        Engine(make_exercise("def test_a(submission): ...", source))

    assert "test_hidden.py" in caught.value.where


@pytest.mark.parametrize(
    "source",
    [
        "pytest.importorskip('no_such_module')\n",
        "pytest.skip('not today', allow_module_level=True)\n",
    ],
)
def test_hidden_checks_that_skip_themselves_are_broken(make_exercise, source):
    """Else the public checks alone would be worth full marks."""
    with pytest.raises(BrokenError):
        Engine(make_exercise("def test_a(submission): ...", source))


def test_public_checks_alone_are_enough(make_exercise):
    engine = Engine(make_exercise("def test_a(submission): ...", reference=False))

    assert [(c.id, c.audience) for c in engine.checks] == [("a", "public")]


def test_hidden_checks_alone_are_enough(make_exercise):
    engine = Engine(make_exercise("", "def test_a(submission): ..."))

    assert [(c.id, c.audience) for c in engine.checks] == [("a", "hidden")]


def test_nothing_around_the_course_changes_the_run(make_exercise, monkeypatch):
    exercise = make_exercise("def test_a(submission): ...\ndef test_b(submission): ...")
    root = exercise.folder.parent.parent
    (root / "pytest.ini").write_text("[pytest]\naddopts = -k nothing\n")
    (root / "conftest.py").write_text("raise RuntimeError('a conftest was loaded')\n")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")

    assert [c.id for c in Engine(exercise).checks] == ["a", "b"]


def test_an_edited_check_is_read_anew(make_exercise):
    first = Engine(make_exercise("def test_before(submission): ..."))
    second = Engine(make_exercise("def test_after(submission): ..."))

    assert [c.id for c in first.checks] == ["before"]
    assert [c.id for c in second.checks] == ["after"]


def test_two_courses_in_one_process_keep_their_own_checks(toy, toy_copy):
    file = toy_copy / "exercises" / "ex01_double" / "test_public.py"
    file.write_text("def test_another(submission): ...\n")

    ours = Engine(toy.exercise("ex01"))
    theirs = Engine(Course(toy_copy).exercise("ex01"))

    assert ours.checks[0].id == "worked_case"
    assert theirs.checks[0].id == "another"


# -- running ---------------------------------------------------------------------------


CHECKS = """
SEEN = []

@pytest.fixture
def doubled(submission):
    value = submission.f(1.0)
    yield value
    SEEN.append(value)

@pytest.fixture
def needs_more():
    raise RuntimeError("in a fixture")

@pytest.fixture
def fails_afterwards():
    yield 1
    raise RuntimeError("after the check")

def test_passes(submission):
    assert submission.f(3) == 6

def test_fails(submission):
    assert submission.f(3) == 7, "seven"

def test_uses_its_own_fixture(doubled):
    assert doubled == 2.0

def test_fixture_breaks(needs_more): ...

def test_teardown_breaks(fails_afterwards): ...

def test_unknown_fixture(submission, no_such_fixture): ...

def test_skips(submission):
    pytest.skip("not today")

def test_draws(submission, rng):
    raise KeyError(rng.integers(1 << 62))

def test_draws_too(submission, rng):
    raise KeyError(rng.integers(1 << 62))

def test_exits(submission):
    raise SystemExit(3)

def test_prints(submission):
    import sys
    print("on standard output")
    print("on standard error", file=sys.stderr)

class TestGroup:
    def test_inside_a_class(self, submission):
        assert submission.f(0) == 0
"""


@pytest.fixture
def engine(make_exercise):
    made = Engine(make_exercise(CHECKS))
    yield made
    made.close()


@pytest.mark.parametrize("id", ["passes", "uses_its_own_fixture", "inside_a_class"])
def test_a_check_that_passes_raises_nothing(engine, id):
    assert raised(engine, id) is None


@pytest.mark.parametrize(
    ("id", "kind", "said"),
    [
        ("fails", AssertionError, "seven"),
        ("fixture_breaks", RuntimeError, "in a fixture"),
        ("teardown_breaks", RuntimeError, "after the check"),
        ("skips", pytest.skip.Exception, "not today"),
        ("exits", SystemExit, "3"),
    ],
)
def test_what_a_check_raised_comes_back_as_it_is(engine, id, kind, said):
    error = raised(engine, id)

    assert isinstance(error, kind)
    assert said in str(error)


def test_an_unknown_fixture_is_an_error_of_the_check(engine):
    assert "no_such_fixture" in str(raised(engine, "unknown_fixture"))


def test_a_check_after_a_broken_one_runs_as_if_nothing_had_been(engine):
    for id in ("fixture_breaks", "teardown_breaks", "skips", "exits", "fails"):
        assert raised(engine, id) is not None
        assert raised(engine, "passes") is None


def test_the_same_items_serve_many_submissions(engine):
    items = [check.item for check in engine.checks]
    seen = items[2].function.__globals__["SEEN"]

    for _ in range(100):
        assert raised(engine, "passes") is None
        assert raised(engine, "uses_its_own_fixture") is None

    assert [check.item for check in engine.checks] == items
    assert seen == [2.0] * 100


def test_each_submission_is_the_one_that_the_checks_call(engine):
    class Wrong:
        def f(self, x: float) -> float:
            return -1.0

    check = engine.checks[0]

    assert engine.run(check, Learner(), (0, 7)) is None
    assert isinstance(engine.run(check, Wrong(), (0, 7)), AssertionError)
    assert engine.run(check, Learner(), (0, 7)) is None


def test_a_seed_gives_a_check_the_same_inputs_again(engine):
    assert str(raised(engine, "draws")) == str(raised(engine, "draws"))


def test_another_seed_exercise_or_check_gets_other_inputs(engine):
    drawn = {
        str(raised(engine, id, seed))
        for id in ("draws", "draws_too")
        for seed in ((0, 7), (1, 7), (0, 8))
    }

    assert len(drawn) == 6


def test_inputs_do_not_hang_on_what_ran_before_or_on_the_global_state(engine):
    first = str(raised(engine, "draws"))
    np.random.seed(1)  # noqa: NPY002, TID251  (whatever a check does)
    raised(engine, "draws_too")

    assert str(raised(engine, "draws")) == first


def test_what_a_check_prints_does_not_reach_the_results(engine, capfd):
    assert raised(engine, "prints") is None

    assert capfd.readouterr() == ("", "")


def test_a_real_grader_runs_against_a_stand_in(toy):
    class Toy:
        def double(self, x):
            x = np.asarray(x)
            if not x.size:
                raise ValueError
            return 2 * x

    engine = Engine(toy.exercise("ex01"))
    check = next(c for c in engine.checks if c.id == "refuses_an_empty_array")

    assert engine.run(check, Toy(), (0, 1)) is None


# -- without pytest's hooks ---------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "direct"),
    [
        ("def test_it(submission): ...", True),
        ("def test_it(submission, rng): ...", True),
        ("def test_it(): ...", True),
        (
            "@pytest.mark.parametrize('n', [1, 2])\ndef test_it(submission, n): ...",
            True,
        ),
        (
            (
                "@pytest.mark.parametrize('rng', [1])\ndef test_it(submission, rng):\n"
                "    assert rng == 1"
            ),
            True,
        ),
        (
            (
                "@pytest.fixture\ndef n(request): return 2 * request.param\n"
                "@pytest.mark.parametrize('n', [1], indirect=True)\n"
                "def test_it(n):\n    assert n == 2"
            ),
            False,
        ),
        (
            (
                "@pytest.fixture\ndef rng(): return 3\n"
                "def test_it(rng):\n    assert rng == 3"
            ),
            False,
        ),
        (
            (
                "@pytest.fixture(autouse=True)\ndef before(): global n; n = 4\n"
                "def test_it(submission):\n    assert n == 4"
            ),
            False,
        ),
        (
            (
                "def setup_function(): global n; n = 5\n"
                "def test_it(submission):\n    assert n == 5"
            ),
            False,
        ),
        (
            (
                "class TestIt:\n    def setup_method(self): self.n = 6\n"
                "    def test_it(self, submission):\n        assert self.n == 6"
            ),
            False,
        ),
    ],
)
def test_only_what_needs_nothing_set_up_is_called_at_once(
    make_exercise, source, direct
):
    engine = Engine(make_exercise(source, ""))

    assert [c.id in engine._plain for c in engine.checks] == (
        [direct] * len(engine.checks)
    )
    for _ in range(2):
        assert [raised(engine, c.id) for c in engine.checks] == (
            [None] * len(engine.checks)
        )


def test_what_interrupts_a_check_interrupts_everything(make_exercise):
    engine = Engine(
        make_exercise(
            """
            def test_interrupted(submission):
                raise KeyboardInterrupt

            def test_exits(submission):
                raise SystemExit(3)
            """,
            "",
        )
    )

    with pytest.raises(KeyboardInterrupt):
        raised(engine, "interrupted")
    assert isinstance(raised(engine, "exits"), SystemExit)


def test_an_engine_that_is_closed_leaves_pytest_in_order(make_exercise):
    exercise = make_exercise("def test_it(submission): ...", "")
    for _ in range(3):
        engine = Engine(exercise)
        assert raised(engine, "it") is None
        engine.close()
