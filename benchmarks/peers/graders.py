"""How each grader is run, and where its verdicts are.

All are used as their own documentation says, in the fastest way that needs no container:
a process a submission where there is no other, and for nbgrader and otter one process
for all that a worker is given.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.grade import CONFTEST
from benchmarks.measure import LEARN, ROOT
from benchmarks.peers import formats
from grader.model import Exercise

Files = Mapping[str, Path]
"""Submissions by student."""


CODES: dict[int | None, bool] = {0: True, 1: False}
"""What exit codes say, of `learn check` as of pytest."""


class Work(NamedTuple):
    """One process: what it is, where it runs, and whom it grades."""

    command: list[str]
    folder: Path
    students: tuple[str, ...]


class Done(NamedTuple):
    """How a process ended."""

    work: Work
    seconds: float
    code: int | None
    """None if it was stopped by us."""


class Peer:
    """A grader in a virtual environment of its own.

    Parameters
    ----------
    home : Path
        The virtual environment.
    """

    name = ""
    packages: tuple[str, ...] = ()
    beside = ""
    """How it is run, in a few words."""
    limit = "no limit of its own"
    """What it does about a submission that never ends, by its source."""

    def __init__(self, home: Path) -> None:
        self.bin = home / "bin"
        path = os.pathsep.join([str(self.bin), os.environ["PATH"]])
        one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self.environment = {**os.environ, **one, "PATH": path, "NO_COLOR": "1"}

    def prepare(self, exercise: Exercise, top: Path) -> None:
        """Do what an instructor does once for an exercise."""
        self.exercise = exercise
        self.task = formats.task(exercise, top / self.name / "checks")
        self.home = top / self.name

    def lay_out(self, files: Files, folder: Path, jobs: int) -> list[Work]:
        """Write what has been handed in and say which processes grade it."""
        raise NotImplementedError

    def verdicts(self, done: Done) -> dict[str, bool | None]:
        """Read who passes; None where there is no verdict."""
        raise NotImplementedError

    def _tool(self, name: str, *arguments: str) -> list[str]:
        return [str(self.bin / name), *arguments]

    def _once(self, command: list[str], folder: Path) -> None:
        done = subprocess.run(
            command, cwd=folder, env=self.environment, capture_output=True
        )
        if done.returncode:
            said = (done.stderr or done.stdout).decode()[-400:]
            raise SystemExit(f"{self.name}: {command[0]} ended badly: {said}")


class Learn(Peer):
    """Ours: `learn check` for one, `learn grade` for several."""

    name, beside = "learn", "`learn check`; `learn grade`"
    limit = "2 s a call, 20 s a submission"

    def lay_out(self, files: Files, folder: Path, jobs: int) -> list[Work]:
        students = tuple(files)
        if len(files) == 1:
            (file,) = files.values()
            command = [*LEARN, "check", self.exercise.id, "--json", "--file", str(file)]
            return [Work(command, ROOT, students)]
        for student, file in files.items():
            place = folder / "class" / student / self.exercise.slug
            place.mkdir(parents=True)
            shutil.copy(file, place / self.exercise.stub.name)
        out = folder / "grades"
        command = [*LEARN, "grade", str(folder / "class"), "--out", str(out)]
        command += ["--jobs", str(jobs)]
        self.results = out / "results.jsonl"
        return [Work(command, ROOT, students)]

    def verdicts(self, done: Done) -> dict[str, bool | None]:
        if len(done.work.students) == 1:
            return {done.work.students[0]: CODES.get(done.code)}
        rows = map(json.loads, self.results.read_text("utf-8").splitlines())
        return {row["student"]: row["status"] == "passed" for row in rows}


class OneByOne(Peer):
    """A grader that is started once a submission."""

    def lay_out(self, files: Files, folder: Path, jobs: int) -> list[Work]:
        works = []
        for student, file in files.items():
            place = folder / student
            place.mkdir(parents=True)
            shutil.copy(file, place / f"{self.task.module}.py")
            works.append(Work(self.one(place), place, (student,)))
        return works

    def one(self, place: Path) -> list[str]:
        """Add what else is needed beside a submission; give the command."""
        raise NotImplementedError

    def verdicts(self, done: Done) -> dict[str, bool | None]:
        return {done.work.students[0]: self.verdict(done)}

    def verdict(self, done: Done) -> bool | None:
        """Read one submission's verdict."""
        raise NotImplementedError


class Pytest(OneByOne):
    """A pytest process for each, with no plugin but its own."""

    name, packages, beside = "pytest", ("pytest",), "`pytest -q`, a process each"

    def one(self, place: Path) -> list[str]:
        own = place / "grader"
        own.mkdir()
        shutil.copy(self.task.checks / "plain_checks.py", own / "checks.py")
        for name in ("test_public.py", "test_hidden.py"):
            shutil.copy(self.task.checks / name, place)
        (place / "conftest.py").write_text(CONFTEST.format(name=self.task.module))
        ini = ["-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", "."]
        # As a module it finds the folder that it is started in.
        return self._tool("python", "-m", "pytest", *ini, ".")

    def verdict(self, done: Done) -> bool | None:
        # 2 and 4: a file, or the one that loads the submission, could not be read.
        return {**CODES, 2: False, 4: False}.get(done.code)


class Gradescope(OneByOne):
    """The run_tests.py of Gradescope's documentation."""

    name, packages = "gradescope-utils", ("gradescope-utils",)
    beside = "`run_tests.py`, a process each"

    def one(self, place: Path) -> list[str]:
        _write(place, formats.gradescope(self.task))
        return self._tool("python", "run_tests.py")

    def verdict(self, done: Done) -> bool | None:
        tests = _json(done.work.folder / "results.json").get("tests")
        if tests is None:
            return None
        scores = [test.get("score") for test in tests]
        return scores == [1] * len(self.task.names)


class Check50(OneByOne):
    """``check50 --dev`` with a folder of checks."""

    name, packages, beside = "check50", ("check50",), "`check50 --dev`, a process each"
    limit = "60 s a check"

    def prepare(self, exercise: Exercise, top: Path) -> None:
        super().prepare(exercise, top)
        self.folder = self.home / "check50"
        _write(self.folder, formats.check50(self.task))

    def one(self, place: Path) -> list[str]:
        out = ["-o", "json", "--output-file", "out.json"]
        return self._tool("check50", "--dev", str(self.folder), *out)

    def verdict(self, done: Done) -> bool | None:
        results = _json(done.work.folder / "out.json").get("results")
        if results is None:
            return None
        wanted = len(self.task.names) + 1  # that it compiles
        return len(results) == wanted and all(r["passed"] for r in results)


class Otter(Peer):
    """`otter.api.grade_submission` in a loop: quicker than `otter run` for each."""

    name, packages = "otter-grader", ("otter-grader", "ipykernel")
    beside = "`otter.api.grade_submission` on notebooks, one process a worker"
    # Its own package does not ask for the kernel that it runs notebooks with.

    PROGRAM = (
        "import json, sys\nfrom otter.api import grade_submission\nfound = {{}}\n"
        "for student in {students!r}:\n"
        "    try:\n"
        "        file = f'{{student}}/submission.ipynb'\n"
        "        done = grade_submission(file, ag_path={archive!r}, quiet=True)\n"
        "        found[student] = done.total == {points}\n"
        "    except BaseException as error:\n"
        "        found[student] = None\n"
        "json.dump(found, open({out!r}, 'w'))\n"
    )

    def prepare(self, exercise: Exercise, top: Path) -> None:
        super().prepare(exercise, top)
        _write(self.home / "tests", formats.otter(self.task))
        self.archive = str(self.home / "autograder.zip")
        command = ["generate", "-t", "tests", "--no-environment", "-o", self.archive]
        self._once(self._tool("otter", *command), self.home)

    def lay_out(self, files: Files, folder: Path, jobs: int) -> list[Work]:
        for student, file in files.items():
            source = file.read_text("utf-8")
            place = {f"{student}/submission.ipynb": formats.otter_notebook(source)}
            _write(folder, place)
        works = []
        for n, students in enumerate(_shared(files, jobs)):
            program, out = f"grade{n}.py", f"found{n}.json"
            text = self.PROGRAM.format(
                students=students, archive=self.archive, points=len(self.task.names),
                out=out,
            )  # fmt: skip
            _write(folder, {program: text})
            works.append(Work(self._tool("python", program), folder, tuple(students)))
        return works

    def verdicts(self, done: Done) -> dict[str, bool | None]:
        work = done.work
        number = Path(work.command[-1]).stem.removeprefix("grade")
        found = _json(work.folder / f"found{number}.json")
        return {student: found.get(student) for student in work.students}


class Nbgrader(Peer):
    """`nbgrader autograde`; it has no parallel option, so each worker has students."""

    name, packages = "nbgrader", ("nbgrader",)
    beside = "`nbgrader autograde` on notebooks, one process a worker"
    limit = "30 s a cell"

    CONFIG = (
        "c = get_config()\nc.CourseDirectory.course_id = 'bench'\n"
        "c.IncludeHeaderFooter.header = ''\n"
        "c.ClearSolutions.code_stub = {'python': 'raise NotImplementedError()'}\n"
    )
    SCORES = (
        "select student.id, count(*), sum(grade.auto_score) from grade "
        "join submitted_notebook n on grade.notebook_id = n.id "
        "join submitted_assignment a on n.assignment_id = a.id "
        "join student on a.student_id = student.id group by student.id"
    )

    def prepare(self, exercise: Exercise, top: Path) -> None:
        super().prepare(exercise, top)
        self.course = self.home / "course"
        stub = formats.nbgrader_stub(self.task)
        notebook = formats.nbgrader_notebook(self.task, stub, hidden=True)
        assignment = {"source/ex/submission.ipynb": notebook}
        _write(self.course, {"nbgrader_config.py": self.CONFIG, **assignment})
        self._once(self._tool("nbgrader", "generate_assignment", "ex"), self.course)

    def lay_out(self, files: Files, folder: Path, jobs: int) -> list[Work]:
        shutil.copytree(self.course, folder)
        for student, file in files.items():
            source = file.read_text("utf-8")
            notebook = formats.nbgrader_notebook(self.task, source, hidden=False)
            _write(folder, {f"submitted/{student}/ex/submission.ipynb": notebook})
        works = []
        for students in _shared(files, jobs):
            others = ",".join(student for student in files if student not in students)
            command = ["autograde", "ex"]
            if others:
                command.append(f"--CourseDirectory.student_id_exclude={others}")
            works.append(
                Work(self._tool("nbgrader", *command), folder, tuple(students))
            )
        return works

    def verdicts(self, done: Done) -> dict[str, bool | None]:
        work, wanted = done.work, len(self.task.names)
        with contextlib.closing(sqlite3.connect(work.folder / "gradebook.db")) as db:
            found = {s: (n, points) for s, n, points in db.execute(self.SCORES)}
        graded = {
            student: found.get(student) == (wanted, wanted)
            for student in work.students
            if (work.folder / "autograded" / student).exists()
        }
        return {student: graded.get(student) for student in work.students}


PEERS: tuple[type[Peer], ...] = (Pytest, Gradescope, Check50, Nbgrader, Otter)


def _shared(files: Iterable[str], jobs: int) -> list[list[str]]:
    """Share students out to so many workers."""
    students = list(files)
    return [part for n in range(jobs) if (part := students[n::jobs])]


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _json(file: Path) -> dict[str, Any]:
    """Read what a grader has written; nothing if it has not."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
