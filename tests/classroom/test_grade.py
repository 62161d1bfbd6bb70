"""``learn grade`` as a whole: real processes, a small class, one thing wrong at a time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grader.classroom.gradebook import Gradebook
from grader.model import Exercise
from grader.sandbox import confine
from tests.classroom import runs
from tests.conftest import Learn, environment, started
from tests.sandbox.denied import ALLOW, LAYERS, RETURN
from tests.terminal import Terminal

NOBODY = 65534


@pytest.fixture
def exercise(make_exercise: Callable[..., Exercise]) -> Exercise:
    return make_exercise(runs.PUBLIC, runs.HIDDEN, spec=runs.QUICK, solution=runs.RIGHT)


@pytest.fixture
def learn(exercise: Exercise) -> Learn:
    return runs.OneJob(exercise.folder.parent.parent)


@pytest.fixture
def handed_in(tmp_path: Path, exercise: Exercise) -> Callable[..., Path]:
    def handed_in(**work: str | bytes) -> Path:
        return runs.hand_in(tmp_path / "class", exercise, work)

    return handed_in


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "grades"


# -- verdicts ---------------------------------------------------------------------


def test_everybody_gets_a_verdict_whatever_others_handed_in(
    learn: Learn, handed_in: Callable[..., Path], out: Path
) -> None:
    place = handed_in(
        ada=runs.RIGHT,
        bob=runs.WRONG,
        cat=runs.ENDLESS,
        dan=runs.ENDS_PYTHON,
        eve=runs.FLOODS,
        fay=runs.HUNGRY,
        gus=b"\0\xff\xfe",
        hal="def f(x:\n",
        ian=runs.RIGHT + "# another\n",
    )
    ran = learn("grade", place, "--out", out, "--jobs", "2")
    assert (ran.code, ran.err.count("\n") < 8) == (0, True), ran.err
    expected = dict.fromkeys(("bob", *"cat dan eve fay gus hal".split()), "failed")
    assert runs.statuses(out) == expected | {"ada": "passed", "ian": "passed"}
    checks = {s: r["checks"][0] for (s, _), r in runs.results(out).items()}
    assert checks["cat"]["verdict"] == "timed_out"
    assert checks["dan"]["verdict"] == checks["hal"]["verdict"] == "errored"
    assert "9 submissions of 9 students, 9 judged now" in ran.out
    assert "Next: open" in ran.out


def test_what_was_judged_is_not_judged_again(
    learn: Learn, handed_in: Callable[..., Path], out: Path
) -> None:
    place = handed_in(ada=runs.RIGHT, bob=runs.WRONG)
    assert "2 judged now" in learn("grade", place, "--out", out).out
    before = runs.files(out)
    again = learn("grade", place, "--out", out)
    assert (again.code, "0 judged now" in again.out) == (0, True)
    assert runs.files(out) == before
    handed_in(bob=runs.RIGHT + "#", eve=runs.RIGHT)
    assert "1 judged now" in learn("grade", place, "--out", out).out
    assert set(runs.statuses(out).values()) == {"passed"}
    assert "2 judged now" in learn("grade", place, "--out", out, "--fresh").out


def test_what_cannot_be_placed_is_named_with_its_reason(
    learn: Learn, handed_in: Callable[..., Path], out: Path
) -> None:
    place = handed_in(ada=runs.RIGHT)
    (place / "ada" / "photo\x1b[31m.png").write_bytes(b"x")
    ran = learn("grade", place, "--out", out)
    assert ran.code == 0
    assert "1 thing could not be placed" in ran.out
    assert "photo" in ran.out
    assert "\x1b" not in ran.out
    listed = (out / "unmapped.txt").read_text()
    assert "photo" in listed
    assert "\x1b" not in listed
    (place / "ada" / "photo\x1b[31m.png").unlink()
    assert learn("grade", place, "--out", out).code == 0
    assert not (out / "unmapped.txt").exists()


def test_one_object_for_programs(
    learn: Learn, handed_in: Callable[..., Path], out: Path
) -> None:
    ran = learn("grade", handed_in(ada=runs.RIGHT, bob="x = 1"), "--out", out, "--json")
    (said,) = ran.objects
    schema = Path(__file__).parents[2] / "docs/schemas/learn.grade.schema.json"
    jsonschema.validate(said, json.loads(schema.read_text("utf-8")))
    assert said["states"] == {"passed": 1, "failed": 1}
    assert (said["judged"], said["students"], said["unmapped"]) == (2, 2, [])


def test_only_one_student_and_only_one_exercise(toy_copy: Path, tmp_path: Path) -> None:
    place, out, learn = tmp_path / "class", tmp_path / "out", runs.OneJob(toy_copy)
    for student in ("ada", "bob"):
        for name in ("ex01_double", "ex02_counter"):
            source = toy_copy / "reference" / name / "solution.py"
            file = place / student / name / f"{name[5:]}.py"
            file.parent.mkdir(parents=True)
            file.write_bytes(source.read_bytes() + f"# {student}\n".encode())
    ran = learn("grade", place, "--out", out, "--student", "bob", "--exercise", "2")
    assert ran.code == 0
    assert list(runs.results(out)) == [("bob", "ex02")]
    assert "3  not judged yet" in ran.out
    assert "without --student" in ran.out
    unknown = learn("grade", place, "--out", out, "--student", "bop")
    assert unknown.code == 2
    assert "did you mean 'bob'?" in unknown.err
    assert learn("grade", place, "--out", out, "--exercise", "ex77").code == 2
    assert "3 judged now" in learn("grade", place, "--out", out).out
    assert set(runs.results(out)) == {
        (s, e) for s in ("ada", "bob") for e in ("ex01", "ex02")
    }


def test_a_broken_check_costs_that_exercise_alone(
    make_exercise: Callable[..., Exercise], tmp_path: Path
) -> None:
    exercise = make_exercise(
        '''
        @points(1)
        def test_breaks(submission):
            """Breaks on 13"""
            if submission.f(1) == 13:
                raise RuntimeError("our own")
            close(submission.f(3), 6)
        ''',
        "",
        spec=runs.QUICK,
        solution=runs.RIGHT,
    )
    work = {"ada": runs.RIGHT, "bob": "def f(x):\n    return 13\n"}
    place, out = runs.hand_in(tmp_path / "class", exercise, work), tmp_path / "out"
    learn = runs.OneJob(exercise.folder.parent.parent)
    ran = learn("grade", place, "--out", out)
    assert ran.code == 3
    assert runs.statuses(out) == {"ada": "passed", "bob": "broken"}
    assert "ex07: these checks break: breaks" in ran.out
    assert "dev prove ex07" in ran.out
    checks = exercise.public_checks
    checks.write_text(checks.read_text().replace("raise RuntimeError", "str"))
    assert learn("grade", place, "--out", out).code == 0
    assert runs.statuses(out) == {"ada": "passed", "bob": "failed"}


def test_checks_that_cannot_be_read_break_every_submission_to_them(
    learn: Learn, exercise: Exercise, handed_in: Callable[..., Path], out: Path
) -> None:
    exercise.public_checks.write_text("import nothing_of_that_name\n")
    ran = learn("grade", handed_in(ada=runs.RIGHT, bob=runs.WRONG), "--out", out)
    assert ran.code == 3
    assert runs.statuses(out) == {"ada": "broken", "bob": "broken"}
    assert "nothing_of_that_name" in ran.out


def test_what_is_said_at_the_end_is_what_the_grades_say(
    learn: Learn, exercise: Exercise, tmp_path: Path
) -> None:
    for place, source in (("a", runs.RIGHT), ("b", runs.WRONG)):
        runs.hand_in(tmp_path / place, exercise, {"ada": source})
    policy = tmp_path / "policy.yaml"
    policy.write_text("attempt: best\n")

    def states(*options: str | Path, out: str) -> dict[str, int]:
        ran = learn("grade", *options, "--out", tmp_path / out, "--json")
        (said,) = ran.objects
        ((_, row),) = runs.results(tmp_path / out).items()
        assert said["states"] == {row["status"]: 1}
        return dict(said["states"])

    a, b = tmp_path / "a", tmp_path / "b"
    assert states(a, b, out="later") == {"failed": 1}
    assert states(b, a, out="earlier") == {"passed": 1}
    assert states(a, b, "--policy", policy, out="best") == {"passed": 1}


def test_a_run_that_comes_to_nothing_changes_no_rule(
    learn: Learn, handed_in: Callable[..., Path], out: Path, tmp_path: Path
) -> None:
    place = handed_in(ada=runs.RIGHT)
    (place / "ada" / "photo.png").write_bytes(b"x")
    (tmp_path / "secret").write_text("of this class")
    (tmp_path / "policy.yaml").write_text("anonymous: true\npoints: {ex07: 30}\n")
    options = ("--policy", tmp_path / "policy.yaml", "--seed-file", tmp_path / "secret")
    assert learn("grade", place, "--out", out, *options).code == 0
    before = runs.files(out)
    assert learn("grade", tmp_path / "no such place", "--out", out).code == 2

    exported = learn("export", out, "--to", "csv", "--out", tmp_path / "grades.csv")
    assert exported.code == 0
    assert (tmp_path / "grades.csv").read_text() == before["grades.csv"]
    assert '"stale":true' not in before["results.jsonl"]
    (report,) = learn("class-report", out, "--json").objects
    assert [exercise["out_of"] for exercise in report["exercises"]] == [30]
    for points in (["--points", "1", "--reason", "x"], ["--clear"]):
        assert learn("override", "ada", "ex07", *points, "--dir", out).code == 0
    assert runs.files(out) == before
    with Gradebook(out / "gradebook.db") as book:
        assert sum(1 for _ in book.unmapped()) == 1


# -- seeds ------------------------------------------------------------------------


def test_a_secret_seed_gives_other_inputs_and_stands_in_no_argument(
    make_exercise: Callable[..., Exercise], tmp_path: Path
) -> None:
    exercise = make_exercise(
        '''
        @points(1)
        def test_even(submission, rng):
            """A drawn number"""
            x = int(rng.integers(0, 2**40))
            close(submission.f(x), 2 * x)
        ''',
        "",
        spec=runs.QUICK,
        solution=runs.RIGHT,
    )
    place = runs.hand_in(tmp_path / "class", exercise, {"bob": runs.WRONG})
    out, secret = tmp_path / "out", tmp_path / "secret"
    learn = runs.OneJob(exercise.folder.parent.parent)

    def input_with(text: bytes | None) -> tuple[str, int]:
        if text is not None:
            secret.write_bytes(text)
        options = [] if text is None else ["--seed-file", secret]
        assert learn("grade", place, "--out", out, *options).code == 0
        (row,) = runs.results(out).values()
        return row["checks"][0]["input"], row["seed"]

    public, zero = input_with(None)
    private, seed = input_with(b"correct horse battery\n")
    assert (zero, 0 < seed < 2**53) == (0, True)
    assert public != private
    assert input_with(b"  correct horse battery") == (private, seed)
    assert input_with(b"another")[0] not in (public, private)
    assert input_with(None) == (public, 0)
    secret.write_bytes(b" \n")
    refused = learn("grade", place, "--out", out, "--seed-file", secret)
    assert (refused.code, "seed file is empty" in refused.err) == (2, True)
    for file in ("grades.csv",):
        assert str(seed) not in (out / file).read_text()


# -- protection -------------------------------------------------------------------


def without_seccomp() -> None:
    """In a child: have the kernel refuse what `strong` protection needs."""
    confine.no_new_privileges()
    default = (RETURN, 0, 0, ALLOW)
    confine.seccomp(confine._assemble(LAYERS["seccomp"], default))


def test_weak_isolation_is_refused_before_anything_is_done(
    learn: Learn, handed_in: Callable[..., Path], out: Path
) -> None:
    place = handed_in(ada=runs.RIGHT, bob=runs.WRONG)
    ran = learn("grade", place, "--out", out, preexec_fn=without_seccomp)
    assert (ran.code, out.exists()) == (3, False)
    assert "protection level basic" in ran.err
    assert "--allow-weak-isolation" in ran.err
    weak = learn(
        "grade", place, "--out", out, "--allow-weak-isolation",
        preexec_fn=without_seccomp,
    )  # fmt: skip
    assert weak.code == 0
    levels = {row["protection"]["level"] for row in runs.results(out).values()}
    assert levels == {"basic"}
    # What was judged in the open is judged again behind walls.
    assert "2 judged now" in learn("grade", place, "--out", out).out
    levels = {row["protection"]["level"] for row in runs.results(out).values()}
    assert levels <= {"full", "strong"}


# -- places -----------------------------------------------------------------------


def test_a_folder_that_cannot_be_written_to(
    learn: Learn,
    handed_in: Callable[..., Path],
    out: Path,
    unprivileged: Callable[[], None],
) -> None:
    out.mkdir(mode=0o555)
    ran = learn(
        "grade", handed_in(ada=runs.RIGHT), "--out", out, preexec_fn=unprivileged
    )
    assert (ran.code, list(out.iterdir())) == (2, [])
    assert "--out" in ran.err


def test_a_file_in_the_folders_place(
    learn: Learn, handed_in: Callable[..., Path], out: Path
) -> None:
    out.write_text("mine")
    assert learn("grade", handed_in(ada=runs.RIGHT), "--out", out).code == 2
    assert out.read_text() == "mine"


@pytest.mark.parametrize("content", [b"somebody's file", b"SQLite format 3\0 no"])
def test_a_gradebook_that_is_none_is_left_as_it_is(
    learn: Learn, handed_in: Callable[..., Path], out: Path, content: bytes
) -> None:
    out.mkdir()
    (out / "gradebook.db").write_bytes(content)
    ran = learn("grade", handed_in(ada=runs.RIGHT), "--out", out)
    assert ran.code == 2
    assert "left as it is" in ran.err
    assert (out / "gradebook.db").read_bytes() == content


def test_a_disk_that_is_full_keeps_what_was_judged(
    learn: Learn, handed_in: Callable[..., Path], small_disk: Path
) -> None:
    fat = "# " + "x" * 20_000 + "\n"
    place = handed_in(**{f"s{i:02}": runs.RIGHT + f"# {i}\n" + fat for i in range(30)})
    out = small_disk / "grades"
    ran = learn("grade", place, "--out", out, "--jobs", "1")
    assert ran.code == 2
    assert "has room" in ran.err
    assert not list(out.glob(".*.partial"))
    room = ["mount", "-o", "remount,size=20m", str(small_disk)]
    subprocess.run(room, check=True)
    assert learn("grade", place, "--out", out, "--jobs", "1").code == 0
    assert set(runs.statuses(out).values()) == {"passed"}


def test_what_a_run_wrote_is_not_taken_for_work(
    learn: Learn, handed_in: Callable[..., Path]
) -> None:
    place = handed_in(ada=runs.RIGHT)
    for _ in range(2):
        ran = learn("grade", place, "--out", place / "grades")
        assert ran.code == 0
        assert "could not be placed" not in ran.out


def test_a_path_that_is_not_there(learn: Learn, out: Path, tmp_path: Path) -> None:
    ran = learn("grade", tmp_path / "nowhere", "--out", out)
    assert ran.code == 2
    assert "nowhere" in ran.err


# -- interruptions ----------------------------------------------------------------


def begun(learn: Learn, *args: str | Path, **popen: Any) -> Any:
    command = [*Learn.command, "grade", *map(str, args)]
    return started(
        *command,
        cwd=learn.folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **popen,
    )


def until(found: Callable[[], Any], within_s: float = 60.0) -> Any:
    give_up = time.monotonic() + within_s
    while time.monotonic() < give_up:
        value = found()
        if value:
            return value
        time.sleep(0.01)
    raise AssertionError("nothing came of it")


def children(pid: int) -> list[int]:
    """Its worker processes."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]


def hanging(count: int) -> dict[str, str]:
    """Work that takes half a second each."""
    return {f"s{i:02}": f"{runs.ENDLESS}# {i}\n" for i in range(count)}


def test_two_runs_into_one_folder_do_not_mix(
    learn: Learn, handed_in: Callable[..., Path], out: Path
) -> None:
    place = handed_in(**hanging(60))
    with begun(learn, place, "--out", out, "--jobs", "1") as first:
        until((out / "gradebook.db").exists)
        second = learn("grade", place, "--out", out)
        assert second.code == 2
        assert "another `learn grade`" in second.err
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=60)
    assert first.returncode == 130


def test_ctrl_c_says_how_to_go_on_and_leaves_nobody_behind(
    learn: Learn, handed_in: Callable[..., Path], out: Path
) -> None:
    place = handed_in(**hanging(40), ada=runs.RIGHT)
    with begun(learn, place, "--out", out, "--jobs", "2") as run:
        until((out / "gradebook.db").exists)
        workers = until(lambda: children(run.pid))
        time.sleep(1.0)
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=20)
    assert run.returncode == 130
    assert "the same command goes on" in said.decode()
    until(lambda: not any(Path(f"/proc/{pid}/exe").exists() for pid in workers))


def test_the_workers_of_a_killed_run_end_with_it(
    learn: Learn, handed_in: Callable[..., Path], out: Path
) -> None:
    place = handed_in(**hanging(40))
    with begun(learn, place, "--out", out, "--jobs", "2") as run:
        until((out / "gradebook.db").exists)
        workers = until(lambda: children(run.pid))
        servers = until(lambda: [s for w in workers for s in children(w)])
        run.kill()
        run.wait()
        until(lambda: not any(Path(f"/proc/{p}/exe").exists() for p in workers))
        until(lambda: not any(Path(f"/proc/{p}/exe").exists() for p in servers))


def test_a_worker_that_is_killed_costs_nobody_a_verdict(
    learn: Learn, handed_in: Callable[..., Path], out: Path
) -> None:
    place = handed_in(**hanging(8), ada=runs.RIGHT, bob=runs.WRONG)
    with begun(learn, place, "--out", out, "--jobs", "2") as run:
        until((out / "gradebook.db").exists)
        time.sleep(0.7)
        os.kill(children(run.pid)[0], signal.SIGKILL)
        run.communicate(timeout=60)
    assert run.returncode == 0
    expected = dict.fromkeys((f"s{i:02}" for i in range(8)), "failed")
    assert runs.statuses(out) == expected | {"ada": "passed", "bob": "failed"}


def test_progress_on_a_terminal_is_one_row(
    learn: Learn, handed_in: Callable[..., Path], out: Path
) -> None:
    place = handed_in(**hanging(4))
    command = [*Learn.command, "grade", str(place), "--out", str(out), "--jobs", "1"]
    screen = Terminal(command, cwd=learn.folder, env=environment())
    try:
        screen.until("/4 judged")
        screen.until("Next: open")
        assert screen.ended() == 0
        shown = screen.text
    finally:
        screen.close()
    assert "judged," not in shown
    assert "slowest" not in shown
    assert "4 submissions of 4 students" in shown


def test_the_parent_loads_neither_pytest_nor_the_judge() -> None:
    code = (
        "import sys, grader.cli.grade, grader.classroom.grading;"
        "print(sorted(m for m in sys.modules if m in ('pytest', 'grader.judge')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert json.loads(done.stdout.replace(b"'", b'"')) == []
