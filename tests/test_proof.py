"""A course proves itself, and every kind of defect in it is found."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from grader import proof
from grader.course import Course
from grader.errors import CourseError, LearnError
from grader.judge import Judge
from grader.lint import lint
from grader.mutants import mutants
from grader.mutation import prove_mutants
from grader.proof import junk_exceptions, prove
from grader.scaffold import scaffold

EX01 = "ex01_double"


@pytest.fixture
def course(toy_copy: Path) -> Path:
    return toy_copy


@pytest.fixture
def without_junk(monkeypatch):
    """Leave out the junk, which takes longest, where it is not in question."""
    monkeypatch.setattr(proof, "junk_submissions", lambda spec: {})


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


# -- a course without a fault -------------------------------------------------------------


@pytest.mark.parametrize("id", ["ex01", "ex02", "ex03"])
def test_the_toy_course_is_proved(toy, sandbox, id):
    said = []

    made = prove(toy.exercise(id), sandbox, (0, 7), said.append)

    assert made.problems == ()
    assert made.seeds == (0, 7)
    assert made.right == 3
    assert {row.misconception: row.named for row in made.wrong} == {
        id: (id,) for id in toy.exercise(id).misconceptions
    }
    assert set(made.junk.values()) == {0.0}
    assert len(made.junk) >= 30
    assert said == [f"{id}: seed 0", f"{id}: seed 7", f"{id}: junk"]


def test_says_for_each_hidden_check_what_stands_only_because_of_it(
    toy, sandbox, without_junk
):
    made = prove(toy.exercise("ex01"), sandbox, (0,))

    catchers = {check.id: check.only_catcher_of for check in made.hidden}
    assert catchers["leaves_its_argument_alone"] == ("argument_changed",)
    assert catchers["refuses_an_empty_array"] == ("empty_accepted",)
    assert [c.law for c in made.hidden if not c.only_catcher_of] == [
        "the sizes share one mistake, so none is the only one to catch it"
    ] * 2


def test_without_the_instructors_folder_nothing_can_be_proved(course, sandbox):
    shutil.rmtree(course / "reference")

    with pytest.raises(CourseError, match="nothing can be proved"):
        prove(Course(course).exercise("ex01"), sandbox)


# -- planted defects --------------------------------------------------------------------


DEFECTS = {
    "the reference fails": (
        "reference/ex01_double/solution.py", "2 * x", "3 * x",
        "ex01_double/solution.py: worked_case failed: ",
    ),
    "a right one fails": (
        "reference/ex01_double/right/loops.py", "entry + entry", "entry * 3",
        "right/loops.py: worked_case failed: ",
    ),
    "the stub passes": (
        "exercises/ex01_double/double.py", 'raise NotImplementedError("write double")',
        "return [2 * entry for entry in x]",
        "ex01_double/double.py: the untouched stub passes worked_case",
    ),
    "a wrong one is not caught": (
        "reference/ex01_double/wrong/sign_lost.py", "np.abs(x) * 2", "np.add(x, x)",
        "wrong/sign_lost.py: no check fails it",
    ),
    "a wrong one is named as another": (
        "reference/ex01_double/wrong/sign_lost.py", "np.abs(x) * 2",
        "np.asarray(x) ** 2",
        "wrong/sign_lost.py: named as sign_lost, squared",
    ),
    "a wrong one does not load": (
        "reference/ex01_double/wrong/squared.py", "import numpy as np", "import nympy",
        "wrong/squared.py: ",
    ),
    "a text is missing": (
        "exercises/ex01_double/exercise.yaml",
        "  sign_lost: The sign is lost, so negative numbers come out positive.\n", "",
        "wrong/sign_lost.py: its misconception has no text",
    ),
    "a file is missing": (
        "exercises/ex01_double/exercise.yaml", "misconceptions:\n",
        "misconceptions:\n  rounded: The entries are rounded.\n",
        "wrong/rounded.py: there is no such file",
    ),
    "a hidden check catches nothing alone and is no law": (
        "reference/ex01_double/test_hidden.py",
        '@law("the sizes share one mistake, so none is the only one to catch it")\n', "",
        "no wrong submission is caught by twice_is_the_sum_with_itself[1] alone",
    ),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_found(course, sandbox, without_junk, defect):
    path, old, new, said = DEFECTS[defect]
    edit(course / path, old, new)

    made = prove(Course(course).exercise("ex01"), sandbox, (0,))

    assert [p for p in made.problems if p.startswith(said) or said in p], made.problems


def test_a_broken_check_is_listed_for_each_file_that_it_breaks_on(
    course, sandbox, without_junk
):
    edit(
        course / "reference/ex01_double/test_hidden.py",
        "    submission.double(rng.uniform(1, 2, size=3))\n",
        "    submission.double(rng.uniform(1, 2, size=3))['no such']\n",
    )
    exercise = Course(course).exercise("ex01")

    made = prove(exercise, sandbox, (0, 1))

    for file in (exercise.solution, *exercise.submissions("wrong")):
        said = f"{file.parent.name}/{file.name}: broken check "
        listed = [p for p in made.problems if p.startswith(said)]
        assert len(listed) == 2
        for seed, problem in enumerate(listed):
            assert "leaves_its_argument_alone:" in problem
            assert "test_hidden.py" in problem
            assert problem.endswith(f"(seed {seed})")
    solution = [p for p in made.problems if p.startswith("ex01_double/solution.py")]
    assert len(solution) == 2
    # What a check breaks on, others may still fail: it is named all the same.
    (squared,) = [row for row in made.wrong if row.misconception == "squared"]
    assert squared.named == ("squared",)


def test_a_wrong_one_that_differs_from_run_to_run_is_found(
    course, sandbox, without_junk
):
    edit(
        course / "reference/ex01_double/wrong/squared.py",
        "return np.asarray(x) ** 2",
        "return np.asarray(x) + float(1 + time.perf_counter_ns() % 99_991)",
    )
    edit(
        course / "reference/ex01_double/wrong/squared.py",
        "import numpy as np", "import time\n\nimport numpy as np",
    )  # fmt: skip

    made = prove(Course(course).exercise("ex01"), sandbox, (0, 1))

    assert "wrong/squared.py: named as nothing (seed 0)" in made.problems


def test_a_wrong_one_is_run_no_more_often_than_tells_something(
    toy, sandbox, without_junk, monkeypatch
):
    ran = Counter()
    real = Judge.run

    def run(self, source, **options):
        outcome = real(self, source, **options)
        ids = [r.check.id for r in outcome.results if not r.needs]
        ran.update((self.seed, source, id) for id in ids)
        return outcome

    monkeypatch.setattr(Judge, "run", run)
    exercise = toy.exercise("ex01")

    prove(exercise, sandbox, (0, 1, 2))

    checks = len(Judge(exercise, sandbox).engine.checks)
    for file in exercise.submissions("wrong"):
        times = {k: n for k, n in ran.items() if k[1] == file.read_bytes()}
        assert len(times) == 3 * checks
        assert {n for (seed, _, _), n in times.items() if seed} == {1}


def test_a_check_that_is_right_for_one_seed_only_is_found(
    course, sandbox, without_junk
):
    edit(
        course / "reference/ex01_double/test_hidden.py",
        "    x = rng.uniform(-3, -1, size=size)\n",
        "    x = rng.uniform(-3, -1, size=size) * (int(rng.integers(1 << 30)) % 2)\n",
    )

    made = prove(Course(course).exercise("ex01"), sandbox, range(4))

    found = {p.rpartition("(seed ")[2] for p in made.problems if "sign_lost" in p}
    assert found
    assert len(found) < 4


def junk(name: str, source: str):
    return lambda spec: {name: source.encode()}


def test_junk_that_earns_a_point_is_found(course, sandbox, monkeypatch):
    source = "def double(x):\n    if len(x):\n        x[:3] = 2, 6, 1\n    return x\n"
    monkeypatch.setattr(proof, "junk_submissions", junk("constant", source))

    made = prove(Course(course).exercise("ex01"), sandbox, (0,))

    assert made.junk == {"constant": 2.0}
    assert made.problems == ("junk constant: it passes worked_case (seed 0)",)


def test_junk_may_be_excused_with_a_reason(course, sandbox, monkeypatch):
    source = "def double(x):\n    if len(x):\n        x[:3] = 2, 6, 1\n    return x\n"
    monkeypatch.setattr(proof, "junk_submissions", junk("constant", source))
    file = course / "reference" / EX01 / "junk.yaml"
    file.write_text("allowed: {constant: the worked case is public}\n")

    made = prove(Course(course).exercise("ex01"), sandbox, (0,))

    assert made.problems == ()
    assert made.junk_allowed == {"constant": "the worked case is public"}


def test_an_excuse_file_that_excuses_junk_that_does_not_exist_or_score_is_found(
    course, sandbox, without_junk
):
    file = course / "reference" / EX01 / "junk.yaml"
    file.write_text("allowed: {returns_nothing_known: because}\n")

    made = prove(Course(course).exercise("ex01"), sandbox, (0,))

    assert any("returns_nothing_known" in p for p in made.problems)


def test_an_excuse_file_with_another_key_is_refused(course, sandbox, without_junk):
    (course / "reference" / EX01 / "junk.yaml").write_text("alowed: {}\n")

    with pytest.raises(CourseError, match="unknown field `alowed`"):
        prove(Course(course).exercise("ex01"), sandbox, (0,))


def test_at_most_five_pieces_of_junk_are_excused_in_a_course():
    def excusing(count: int):
        return {f"junk_{i}": "a reason" for i in range(count)}

    assert junk_exceptions([excusing(3), excusing(2)]) == []
    assert junk_exceptions([excusing(3), excusing(3)]) == [
        "6 junk submissions are excused; at most 5 may be"
    ]


def test_junk_that_breaks_a_check_is_found(course, sandbox, monkeypatch):
    edit(
        course / "exercises/ex01_double/exercise.yaml",
        "returns: {kind: array, shape: [n], dtype: number}", "returns: any",
    )  # fmt: skip
    edit(
        course / "exercises/ex01_double/test_public.py",
        "close(submission.double([1.0, 3.0, 0.5]), [2.0, 6.0, 1.0])",
        "close(submission.double([1.0, 3.0, 0.5]) * 1.0, [2.0, 6.0, 1.0])",
    )
    source = "def double(x):\n    return {}\n"
    monkeypatch.setattr(proof, "junk_submissions", junk("returns_a_dict", source))

    made = prove(Course(course).exercise("ex01"), sandbox, (0,))

    (problem,) = [p for p in made.problems if p.startswith("junk")]
    assert problem.startswith("junk returns_a_dict: broken check worked_case:")


def test_junk_that_does_not_come_back_costs_one_short_call(
    course, sandbox, monkeypatch
):
    source = "def double(x):\n    while True: pass\n"
    monkeypatch.setattr(proof, "junk_submissions", junk("loops", source))
    calls = []
    real = Judge.run

    def run(self, source, **options):
        outcome = real(self, source, **options)
        calls.append((options.get("limits"), outcome))
        return outcome

    monkeypatch.setattr(Judge, "run", run)

    made = prove(Course(course).exercise("ex01"), sandbox, (0,))

    limits, outcome = calls[-1]
    assert made.problems == ()
    assert limits.call_s == proof.JUNK_CALL_S == 0.3
    assert [r.verdict.value for r in outcome.results].count("timed_out") == 1


# -- lint ----------------------------------------------------------------------------


SESSION_FIXTURE = """
import pytest

@pytest.fixture(scope="session")
def shared(): ...

def test_a(submission, shared): ...
"""

NOTHING_DECLARED = """
title: t
unit: basics
position: 1
difficulty: 1
points: 8
concepts: [doubling]
"""

CHANGES_NOTHING_THERE = f"""
{NOTHING_DECLARED}
functions: {{f: {{args: {{x: array}}, changes: [x, y]}}}}
"""

KEEPS_NOTHING_THERE = f"""
{NOTHING_DECLARED}
functions: {{f: {{args: {{x: array}}, keeps: [x, y]}}}}
"""


def test_lint_finds_nothing_in_the_toy_course(toy):
    assert lint(toy) == []


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("exercises/ex01_double/double.py", "ex01_double/double.py: there is no such file"),
        ("exercises/ex01_double/README.md", 'ex01_double/README.md: its last section'),
        (
            "reference/ex01_double/solution.py",
            "ex01_double/reference: solution.py: there is no such file",
        ),
        (
            "reference/ex01_double/test_hidden.py",
            "ex01_double/reference: test_hidden.py: there is no such file",
        ),
        (
            "exercises/ex01_double/test_public.py",
            "ex01_double/test_public.py: there is no such file",
        ),
        (
            "reference/ex01_double/right/loops.py",
            "ex01_double/reference: right/ holds fewer than 2 submissions",
        ),
    ],
)  # fmt: skip
def test_lint_finds_what_is_missing(course, gone, said):
    (course / gone).unlink()

    assert [p for p in lint(Course(course)) if p.startswith(said)]


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (
            "reference/ex01_double/test_hidden.py",
            "def test_worked_case(submission): ...\n",
            "two checks have this name",
        ),
        ("reference/ex01_double/test_hidden.py", "def test_a(:\n", "cannot be read"),
        ("reference/ex01_double/test_hidden.py", "import nympy\n", "cannot be read"),
        (
            "reference/ex01_double/test_hidden.py",
            SESSION_FIXTURE,
            "session",
        ),
        (
            "exercises/ex01_double/exercise.yaml",
            NOTHING_DECLARED,
            "it declares no function and no class",
        ),
        (
            "exercises/ex01_double/exercise.yaml",
            CHANGES_NOTHING_THERE,
            "f: changes: there is no argument 'y'",
        ),
        (
            "exercises/ex01_double/exercise.yaml",
            KEEPS_NOTHING_THERE,
            "f: keeps: there is no argument 'y'",
        ),
        ("exercises/ex01_double/exercise.yaml", "title: t\n", "missing required field"),
        ("exercises/ex01_double/notes.md", "", "nothing uses this file"),
    ],
)
def test_lint_finds_what_is_wrong(course, path, text, said):
    (course / path).write_text(text)

    assert [p for p in lint(Course(course)) if said in p]


def test_lint_says_everything_at_once(course):
    (course / "exercises/ex01_double/exercise.yaml").write_text("title: t\n")
    (course / "exercises/ex02_counter/README.md").unlink()
    shutil.rmtree(course / "reference/ex03_apply_twice")

    problems = lint(Course(course))

    assert len(problems) >= 3
    assert {p.partition("/")[0] for p in problems} >= {"exercises", "ex02_counter"}
    assert all("\n" not in p for p in problems)


def test_lint_reads_a_course_without_the_instructors_folder(course):
    shutil.rmtree(course / "reference")

    assert lint(Course(course)) == []


# -- dev new ---------------------------------------------------------------------------


def test_a_new_exercise_proves_itself(course, sandbox, without_junk):
    written = scaffold(Course(course), "ex07_dense_layer")

    made = prove(Course(course).exercise("ex07"), sandbox, (0, 1))

    assert all((course / file).is_file() for file in written)
    assert made.problems == ()
    assert Course(course).exercise("ex07").spec.position == 4


def test_a_new_exercise_has_nothing_to_lint(course):
    scaffold(Course(course), "ex07_dense_layer")

    assert lint(Course(course)) == []


def test_two_new_exercises_do_not_get_in_each_others_way(course):
    scaffold(Course(course), "ex07_dense_layer")
    scaffold(Course(course), "ex08_other")

    assert [p for p in lint(Course(course)) if "diagnosis" not in p] == []


@pytest.mark.parametrize(
    "title",
    ["Softmax: hot and cold", "#1", "no", "7", "It's \"so\"", "a {b} c", "größer ∞",
     "- x", "back\\slash", '"""'],
)  # fmt: skip
def test_a_new_exercise_may_have_any_title(course, title):
    scaffold(Course(course), "ex07_dense_layer", title)

    made = Course(course).exercise("ex07")
    assert made.spec.title == title
    for file in (made.stub, made.solution):
        compile(file.read_text("utf-8"), str(file), "exec")


@pytest.mark.parametrize(
    "name", ["dense", "ex7_dense", "ex07", "ex07_Dense", "ex07_", "ex07_a-b", "../ex07_a",
             "ex07_class"],
)  # fmt: skip
def test_a_name_that_is_none_writes_nothing(course, name):
    before = sorted(course.rglob("*"))

    with pytest.raises(LearnError, match="no name for an exercise"):
        scaffold(Course(course), name)

    assert sorted(course.rglob("*")) == before


def test_an_id_that_is_taken_writes_nothing(course):
    before = sorted(course.rglob("*"))

    with pytest.raises(LearnError, match="ex02 exists already") as caught:
        scaffold(Course(course), "ex02_dense")

    assert caught.value.fix == "take the next number"
    assert sorted(course.rglob("*")) == before


def test_a_new_exercise_overwrites_nothing(course):
    work = course / "reference" / "ex07_dense" / "solution.py"
    work.parent.mkdir()
    work.write_text("# hours of work\n")

    with pytest.raises(LearnError):
        scaffold(Course(course), "ex07_dense")

    assert work.read_text() == "# hours of work\n"


def test_a_course_without_units_cannot_take_an_exercise(course):
    edit(
        course / "exercises/course.yaml", "units:\n  - {id: basics, title: Basics}",
        "units: []",
    )  # fmt: skip

    with pytest.raises(LearnError, match="no unit or no concept yet"):
        scaffold(Course(course), "ex07_dense")


# -- as plain pytest -----------------------------------------------------------------


def plain_pytest(course: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *args],
        cwd=course,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_an_author_runs_a_grader_as_plain_pytest(course):
    ran = plain_pytest(course, "reference/ex01_double")

    assert "4 passed" in ran.stdout
    assert ran.returncode == 0


def test_an_author_judges_a_file_and_picks_checks(course):
    file = "reference/ex01_double/wrong/sign_lost.py"

    ran = plain_pytest(
        course, "reference/ex01_double", "--submission", file, "-k", "twice or refuses"
    )

    assert ran.returncode == 1
    assert "2 failed, 1 passed, 1 deselected" in ran.stdout
    assert "CheckFailed: 2 of 2 values differ; first at [0]" in ran.stdout


def test_an_author_sees_that_a_file_does_not_load(course):
    (course / "mine.py").write_text("def double(x:\n")

    ran = plain_pytest(course, "reference/ex01_double", "--submission", "mine.py")

    assert ran.returncode == 1
    assert "mine.py does not load: SyntaxError: '(' was never closed" in ran.stdout


def test_an_author_gets_the_inputs_that_the_judge_gives(course, sandbox):
    text = (
        "import pytest\nfrom grader.checks import CheckFailed\n\n\n"
        "def test_draws(submission, rng):\n"
        "    raise CheckFailed(f'drawn {rng.integers(1 << 62)} drawn')\n\n\n"
        "@pytest.mark.parametrize('size', [7, 9])\n"
        "def test_cases(submission, rng, size):\n"
        "    raise CheckFailed(f'drawn {rng.integers(1 << 62)} drawn')\n"
    )
    (course / "reference/ex01_double/test_hidden.py").write_text(text)
    judge = Judge(Course(course).exercise("ex01"), sandbox, 3)
    results = judge.run(b"def double(x): return x\n").results
    drawn = [r.message for r in results if r.check.audience == "hidden"]

    ran = plain_pytest(course, "reference/ex01_double", "--grading-seed", "3")

    assert len(set(drawn)) == 3
    for words in drawn:
        assert words in ran.stdout


# -- mutants ------------------------------------------------------------------------------


def test_a_reference_is_broken_in_every_small_way():
    made = mutants(
        b"def f(x, y):\n    if x > 0:\n        return x - y\n    return 2.0\n"
    )

    assert {m.kind for m in made} >= {
        "comparison", "condition", "operator", "operands_swapped", "term_removed",
        "constant",
    }  # fmt: skip
    assert len({m.id for m in made}) == len({m.source for m in made}) == len(made)
    for mutant in made:
        compile(mutant.source, mutant.id, "exec")
        assert mutant.id.startswith(f"f:{mutant.kind}:")
        assert mutant.diff


def test_every_kind_of_mistake_is_made():
    source = b"""
import numpy as np

def f(W, x, b):
    if x is None or not b:
        raise ValueError("no x")
    total = 0
    for i, row in enumerate(W.T):
        if i == 1 and row.sum() > 0.5:
            continue
        total += np.maximum(row, 0).mean(axis=0, keepdims=True)
    x = x - 1
    y = -x if len(x) else np.copy(x)
    return max(total, 2), W @ np.clip(y, 0, 1), x.astype(float)
"""

    made = mutants(source)

    assert {m.kind for m in made} >= {
        "axis_changed", "axis_dropped", "call_dropped", "check_removed", "comparison",
        "condition", "constant", "function_swapped", "in_place", "keepdims_dropped",
        "logic", "operands_swapped", "operator", "sign_removed", "statement_removed",
        "term_removed", "transpose_dropped",
    }  # fmt: skip
    assert [m.line for m in made] == sorted(m.line for m in made)
    assert not [m for m in made if "no x" in m.diff and m.kind == "constant"]


def test_a_grader_that_kills_every_mutant_is_proved(make_exercise, sandbox):
    exercise = make_exercise(
        "def test_a(submission):\n    close(submission.f(5.0, 3.0), 2.0)\n",
        solution="def f(x, y):\n    return x - y\n",
    )

    made = prove_mutants(exercise, sandbox, probes=5)

    assert (made.problems, made.survivors, made.score) == ((), (), 1.0)
    assert made.killed == made.mutants > 0


def test_a_reference_with_nothing_to_break_is_proved(make_exercise, sandbox):
    exercise = make_exercise(
        "def test_a(submission):\n    close(submission.f(5.0), 5.0)\n",
        solution="def f(x):\n    return x\n",
    )

    made = prove_mutants(exercise, sandbox, probes=5)

    assert (made.mutants, made.problems) == (0, ())


def test_a_mutant_that_survives_is_shown(make_exercise, sandbox):
    exercise = make_exercise(
        "def test_a(submission):\n    close(submission.f(6.0, 3.0), 9.0)\n",
        solution="def f(x, y):\n    return x + y if x > 0 else y\n",
    )

    made = prove_mutants(exercise, sandbox, probes=5)

    assert any("x >= 0" in s.diff for s in made.survivors)
    assert made.score < 0.95
    assert any("of the mutants are killed" in p for p in made.problems)


def test_a_mutant_that_changes_nothing_is_excused_and_compared(make_exercise, sandbox):
    exercise = make_exercise(
        "def test_a(submission):\n    close(submission.f(2.0), 2.0)\n",
        solution="def f(x):\n    return x if x >= 1 else x + 0.0 * x\n",
    )
    survivors = prove_mutants(exercise, sandbox, probes=5).survivors
    (chosen,) = [s for s in survivors if "x > 1" in s.diff]
    (other,) = [s for s in survivors if "x - 0.0" in s.diff]
    listed = [
        f"  - {{mutant: '{s.mutant}', reason: no input can tell}}\n"
        for s in (chosen, other)
    ]
    file = exercise.reference / "equivalent.yaml"
    file.write_text("equivalent:\n" + "".join(listed))

    with pytest.raises(CourseError, match="equivalent mutants need random inputs"):
        prove_mutants(exercise, sandbox, probes=5)

    probe = exercise.reference / "probe.py"
    probe.write_text("x = 1\n")
    with pytest.raises(CourseError, match="no function probe"):
        prove_mutants(exercise, sandbox, probes=5)

    probe.write_text("def probe(submission, rng):\n    submission.f(rng.normal())\n")
    made = prove_mutants(exercise, sandbox, probes=20)
    assert not [p for p in made.problems if "differs" in p]
    assert set(made.equivalent) == {chosen.mutant, other.mutant}


def test_an_excused_mutant_that_does_differ_is_found(make_exercise, sandbox):
    exercise = make_exercise(
        "def test_a(submission):\n    close(submission.f(2.0), 2.0)\n",
        solution="def f(x):\n    return x if x > 1 else 0.0\n",
    )
    (chosen,) = [
        s
        for s in prove_mutants(exercise, sandbox, probes=5).survivors
        if "return x\n" in s.diff + "\n" and "else" not in s.diff.split("+")[-1]
    ]
    (exercise.reference / "equivalent.yaml").write_text(
        f"equivalent:\n  - {{mutant: '{chosen.mutant}', reason: it looked so}}\n"
        "  - {mutant: 'f:gone:000000', reason: it was there once}\n"
    )
    (exercise.reference / "probe.py").write_text(
        "def probe(submission, rng):\n    submission.f(rng.normal())\n"
    )

    made = prove_mutants(exercise, sandbox, probes=20)

    assert any("differs from the reference on random input" in p for p in made.problems)
    assert "equivalent.yaml: f:gone:000000 is no surviving mutant" in made.problems
