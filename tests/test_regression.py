"""An exercise that builds on another keeps its promises: the other's checks run again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader import proof
from grader.classroom import packs
from grader.classroom.exports.autograder import autograder_zip
from grader.classroom.unit import exercise_sha256
from grader.course import Course
from grader.errors import BrokenError
from grader.judge import Judge
from grader.lint import lint
from grader.model import Policies, Status, Verdict
from grader.mutation import prove_mutants
from grader.proof import prove
from grader.report.claims import claim, claims

OVERLAY = Path(__file__).parent / "regression"
LENT = [
    "ex01_twice_is_the_sum_with_itself[1]",
    "ex01_twice_is_the_sum_with_itself[2]",
    "ex01_leaves_its_argument_alone",
    "ex01_refuses_an_empty_array",
]
REFERENCE = "reference/ex04_quadruple/solution.py"


@pytest.fixture
def root(toy_copy: Path) -> Path:
    """The toy course with an exercise that builds on its first."""
    shutil.copytree(OVERLAY, toy_copy, dirs_exist_ok=True)
    return toy_copy


@pytest.fixture
def without_junk(monkeypatch):
    monkeypatch.setattr(proof, "junk_submissions", lambda spec: {})


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def solution(root: Path, old: str = "", new: str = "") -> str:
    text = (root / REFERENCE).read_text("utf-8")
    assert old in text
    return text.replace(old, new) if old else text


ACCEPTS_NOTHING = 'raise ValueError("x has no entries")', "pass"


# -- which checks run, and what they are worth -----------------------------------------


def test_the_others_hidden_checks_come_last_and_are_worth_nothing(root, sandbox):
    judge = Judge(Course(root).exercise("ex04"), sandbox)

    checks = judge.engine.checks
    assert [c.id for c in checks] == ["worked_case", "leaves_its_argument_alone", *LENT]
    assert [c.points for c in checks] == [2, 2, 0, 0, 0, 0]
    assert [c.audience for c in checks[2:]] == ["hidden"] * 4
    assert checks[2].claim == (
        "Still as in ex01: Twice a number is the number added to itself (case 1)"
    )
    # ex01 has them wait for a public check, which is not here.
    assert all(c.needs == () for c in checks[2:])


def test_anchors_among_them_are_kept(root, sandbox, judged):
    edit(
        root / "reference/ex01_double/test_hidden.py",
        '@needs("worked_case")\ndef test_refuses_an_empty_array',
        '@needs("worked_case", "leaves_its_argument_alone")\n'
        "def test_refuses_an_empty_array",
    )
    broken = solution(root, "return 2 * x", "x *= 2\n    return x")

    judgement = judged(Course(root).exercise("ex04"), broken)

    (last,) = [c for c in judgement.checks if c.id == LENT[-1]]
    assert last.needs == ("ex01_leaves_its_argument_alone",)
    assert last.verdict is Verdict.SKIPPED


def test_they_have_the_inputs_that_they_have_at_home(root, sandbox):
    course = Course(root)
    source = (root / REFERENCE).read_bytes()

    here = Judge(course.exercise("ex04"), sandbox, 7).run(source).results
    home = Judge(course.exercise("ex01"), sandbox, 7).run(source).results

    traces = {r.check.id: repr(r.trace) for r in home}
    lent = [r for r in here if r.check.lent]
    assert len(lent) == 4
    for result in lent:
        assert repr(result.trace) == traces[result.check.home_id]


def test_without_the_key_nothing_is_lent(root):
    edit(root / "exercises/ex04_quadruple/exercise.yaml", "regression: true\n", "")

    assert Course(root).exercise("ex04").base is None


def test_where_only_the_public_course_is_they_do_not_run(root, sandbox, judged):
    source = solution(root, *ACCEPTS_NOTHING)
    shutil.rmtree(root / "reference")

    judgement = judged(Course(root).exercise("ex04"), source)

    assert [c.id for c in judgement.checks] == ["worked_case"]
    assert judgement.status is Status.PASSED


def test_without_the_others_checks_nothing_is_judged(root, sandbox):
    shutil.rmtree(root / "reference/ex01_double")

    with pytest.raises(BrokenError, match="the checks of ex04 are not all there"):
        Judge(Course(root).exercise("ex04"), sandbox)


def test_two_exercises_that_build_on_each_other_are_still_read(root):
    edit(
        root / "exercises/ex01_double/exercise.yaml",
        "concepts:",
        "starts_from: ex04\nregression: true\nconcepts:",
    )
    edit(
        root / "exercises/ex02_counter/exercise.yaml",
        "concepts:",
        "starts_from: ex02\nregression: true\nconcepts:",
    )

    course = Course(root)

    assert [e.base.id for e in course.exercises() if e.base] == ["ex04", "ex01"]
    assert any("ex04, which does not come before it" in p for p in lint(course))


# -- what a judgement says ------------------------------------------------------------------


def test_a_right_file_passes_all(root, judged):
    judgement = judged(Course(root).exercise("ex04"), solution(root))

    assert judgement.status is Status.PASSED
    assert (judgement.score, judgement.max_score) == (4, 4)


def test_a_promise_broken_costs_no_point_and_is_no_pass(root, judged):
    source = solution(root, *ACCEPTS_NOTHING)

    judgement = judged(Course(root).exercise("ex04"), source)

    assert judgement.status is Status.FAILED
    assert (judgement.score, judgement.max_score) == (4, 4)
    (failed,) = [c for c in judgement.checks if c.verdict is Verdict.FAILED]
    assert failed.id == "ex01_refuses_an_empty_array"
    assert (failed.input, failed.yours, failed.expected) == ("", "", "")


def test_the_mistake_is_named_as_it_is_at_home(root, judged):
    source = solution(root, *ACCEPTS_NOTHING)

    judgement = judged(Course(root).exercise("ex04"), source)

    (named,) = judgement.misconceptions
    assert named.id == "empty_accepted"
    assert named.text.startswith("An array without entries is accepted")
    assert named.checks == ("ex01_refuses_an_empty_array",)


def test_the_exercises_own_mistakes_come_first(root, judged):
    source = solution(root, *ACCEPTS_NOTHING).replace(
        "double(double(x))", "4 + np.asarray(x)"
    )

    judgement = judged(Course(root).exercise("ex04"), source)

    assert [m.id for m in judgement.misconceptions] == ["added_four"]


def test_a_change_of_the_others_checks_is_a_change_of_this_exercise(root):
    before = exercise_sha256(Course(root).exercise("ex04"))
    public = root / "exercises/ex01_double/test_public.py"
    public.write_text(public.read_text() + "# more\n")
    same = exercise_sha256(Course(root).exercise("ex04"))
    hidden = root / "reference/ex01_double/test_hidden.py"
    hidden.write_text(hidden.read_text() + "# more\n")

    assert same == before
    assert exercise_sha256(Course(root).exercise("ex04")) != before


def test_a_report_words_them_as_the_judgement_does(root, sandbox):
    exercise = Course(root).exercise("ex04")

    known = claims(exercise)

    for check in Judge(exercise, sandbox).engine.checks:
        assert claim(check.id, check.audience, known) == check.claim


# -- elsewhere --------------------------------------------------------------------------


def test_a_pack_for_another_machine_judges_alike(root, sandbox, tmp_path, judged):
    course = Course(root)
    pack = packs.packed(course, [course.exercise("ex04")])
    there = Course(packs.unpacked(pack, tmp_path / "there"))

    judgement = judged(there.exercise("ex04"), solution(root, *ACCEPTS_NOTHING))

    assert [m.id for m in judgement.misconceptions] == ["empty_accepted"]


def test_an_autograder_holds_what_it_runs(root, tmp_path):
    course = Course(root)
    zipped = autograder_zip(course, [course.exercise("ex04")], Policies())
    (tmp_path / "a.zip").write_bytes(zipped)
    shutil.unpack_archive(tmp_path / "a.zip", tmp_path / "a")

    there = tmp_path / "a" / "course"
    assert (there / "reference/ex01_double/test_hidden.py").is_file()
    assert Course(there).exercise("ex04").base is not None


# -- proof ------------------------------------------------------------------------------


def test_the_course_is_without_fault(root, sandbox):
    assert lint(Course(root)) == []

    made = prove(Course(root).exercise("ex04"), sandbox, (0, 7))

    assert made.problems == ()
    assert {row.misconception: row.named for row in made.wrong} == {
        "doubled_once": ("doubled_once",),
        "added_four": ("added_four",),
    }
    assert [check.id for check in made.hidden] == ["leaves_its_argument_alone"]
    assert set(made.junk.values()) == {0.0}


DEFECTS = {
    "a right one breaks a promise": (
        "right/one_helper.py", 'raise ValueError("x has no entries")', "pass",
        "right/one_helper.py: ex01_refuses_an_empty_array failed",
    ),
    "the stub keeps one already": (
        "../../exercises/ex04_quadruple/quadruple.py",
        'raise NotImplementedError("write double")', "return [2 * v for v in x]",
        "quadruple.py: the untouched stub passes ex01_leaves_its_argument_alone",
    ),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_found(root, sandbox, without_junk, defect):
    path, old, new, said = DEFECTS[defect]
    edit(root / "reference/ex04_quadruple" / path, old, new)

    made = prove(Course(root).exercise("ex04"), sandbox, (0,))

    assert [p for p in made.problems if said in p], made.problems


def test_a_wrong_one_has_to_be_told_without_them(root, sandbox, without_junk):
    file = root / "reference/ex04_quadruple/wrong/added_four.py"
    edit(file, "np.asarray(x) + 4", "np.asarray(x) * 4")
    edit(file, *ACCEPTS_NOTHING)

    made = prove(Course(root).exercise("ex04"), sandbox, (0,))

    assert any("added_four.py: no check fails it" in p for p in made.problems)


def test_small_mistakes_in_what_was_taken_over_are_noticed_by_what_is_lent(
    root, sandbox
):
    made = prove_mutants(Course(root).exercise("ex04"), sandbox)

    assert made.survivors == ()
    edit(root / "exercises/ex04_quadruple/exercise.yaml", "regression: true\n", "")
    alone = prove_mutants(Course(root).exercise("ex04"), sandbox)
    assert alone.survivors != ()


# -- the command ------------------------------------------------------------------------


def test_check_says_what_no_longer_holds(root, here):
    file = root / "exercises/ex04_quadruple/quadruple.py"
    file.write_text(solution(root, *ACCEPTS_NOTHING))

    ran = here("check", "ex04")

    assert ran.code == 1
    assert "4 of 4 points" in ran.out
    assert "Still as in ex01: An array without entries is refused" in ran.out
    assert "empty_accepted: An array without entries is accepted" in ran.out


def test_it_is_said_how_to_begin(root, here):
    mine = root / "exercises/ex01_double/double.py"
    mine.write_bytes((root / "reference/ex01_double/solution.py").read_bytes())
    here("check", "ex01")
    untouched = here("show", "ex04").out
    here("start", "ex04")
    begun = here("show", "ex04").out

    assert "`learn start ex04` begins with your ex01" in untouched
    assert "learn start" not in begun.splitlines()[-1]
