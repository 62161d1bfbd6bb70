"""List what is wrong with a course's files, everything at once.

This reads and compares; whether the graders are right is for `grader.proof`.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from grader.course import Course
from grader.errors import BrokenError, CourseError
from grader.explore.page import MAX_KIB, render
from grader.judge import precomputed
from grader.judge.engine import Engine
from grader.model import Exercise, ExerciseFile, Explorer, Portrait
from grader.portraits import ENTRY
from grader.quiz.lint import lint as lint_quizzes
from grader.sandbox.host import Sandbox


def lint(course: Course, sandbox: Sandbox | None = None) -> list[str]:
    """List what is wrong with a course's files, everything at once.

    Parameters
    ----------
    sandbox : Sandbox, optional
        Where quizzes' programs are run; one of its own by default.

    Returns
    -------
    list of str
        One problem each, with its file; empty when there is none.
    """
    problems: list[str] = []
    exercises: list[Exercise] = []
    for id in course.folders:
        try:
            exercises.append(course.exercise(id))
        except CourseError as error:
            problems.append(f"{_relative(error.where, course.root)}: {error.what}")
    known = {e.id for e in exercises}
    for exercise in exercises:
        found = _lint_exercise(exercise, course, known)
        problems += [f"{exercise.slug}/{p}" for p in found]
    problems += _lint_shared(exercises, course)
    problems += _lint_order(exercises)
    problems += _lint_folders(course)
    problems += _lint_milestones(course, known)
    problems += _lint_portraits(course, known)
    problems += _lint_explorers(course, known)
    problems += [f.said(course.root) for f in lint_quizzes(course, sandbox)]
    return problems


def _lint_milestones(course: Course, known: set[str]) -> list[str]:
    try:
        milestones = course.milestones()
    except CourseError as error:
        return [f"{_relative(error.where, course.root)}: {error.what}"]
    problems, seen = [], set()
    for milestone in milestones:
        at = f"milestones.yaml: {milestone.id}"
        if milestone.id in seen:
            problems.append(f"{at}: another milestone has this id")
        seen.add(milestone.id)
        if not milestone.needs or not milestone.runs:
            problems.append(f"{at}: it needs no exercise, or runs nothing")
        for id in milestone.needs:
            if id not in known:
                problems.append(f"{at}: needs: there is no exercise {id!r}")
        for run in milestone.runs:
            if run.exercise not in milestone.needs:
                problems.append(f"{at}: it runs {run.exercise}, which it does not need")
    return problems


def _lint_portraits(course: Course, known: set[str]) -> list[str]:
    try:
        portraits = course.portraits()
    except CourseError as error:
        return [f"{_relative(error.where, course.root)}: {error.what}"]
    problems: list[str] = []
    seen: set[str] = set()
    for portrait in portraits:
        at = f"portraits.yaml: {portrait.id}"
        if portrait.id in seen:
            problems.append(f"{at}: another portrait has this id")
        seen.add(portrait.id)
        if portrait.exercise not in known:
            problems.append(f"{at}: there is no exercise {portrait.exercise!r}")
        problems += [f"{at}: {p}" for p in _lint_portrait(portrait)]
    return problems


def _lint_explorers(course: Course, known: set[str]) -> list[str]:
    try:
        explorers = course.explorers()
    except CourseError as error:
        return [f"{_relative(error.where, course.root)}: {error.what}"]
    problems: list[str] = []
    seen: set[str] = set()
    for explorer in explorers:
        at = f"explorers.yaml: {explorer.id}"
        if explorer.id in seen:
            problems.append(f"{at}: another explorer has this id")
        seen.add(explorer.id)
        for id in explorer.exercises:
            if id not in known:
                problems.append(f"{at}: there is no exercise {id!r}")
        problems += [f"{at}: {p}" for p in _lint_explorer(course, explorer)]
    return problems


def _lint_explorer(course: Course, explorer: Explorer) -> list[str]:
    problems = []
    if not re.fullmatch(r"[a-z][a-z0-9-]*", explorer.id):
        problems.append("its id must begin with a-z and go on with a-z 0-9 -")
    rights = [option for option in explorer.predict.options if option.right]
    if len(explorer.predict.options) < 2 or len(rights) != 1:
        problems.append("predict: of two options or more, one is right")
    tasks = [task.id for task in explorer.tasks]
    if len(tasks) != 3 or len(set(tasks)) != 3:
        problems.append("tasks: three, each with its own id")
    try:
        size = len(render(course, explorer).encode())
    except CourseError as error:
        return [*problems, f"{_relative(error.where, course.root)}: {error.what}"]
    if size > MAX_KIB << 10:
        problems.append(f"the page has {size} bytes; {MAX_KIB << 10} are enough")
    return problems


def _lint_portrait(portrait: Portrait) -> list[str]:
    problems = []
    if not re.fullmatch(r"[a-z][a-z0-9_]*", portrait.id):
        problems.append("its id must begin with a-z and go on with a-z 0-9 _")
    for name in ("title", "caption", "x_label", "y_label"):
        if not getattr(portrait, name).strip():
            problems.append(f"{name} is empty")
    axes = {"curves": {"x", "y"}, "series": {"y"}, "regions": set()}[portrait.kind]
    if not set(portrait.log) <= axes:
        allowed = " and ".join(sorted(axes)) or "none"
        problems.append(f"log: of {portrait.kind} it can name {allowed}")
    try:
        body = ast.parse(portrait.program).body
    except (SyntaxError, ValueError) as error:
        return [*problems, f"program: {error}"]
    if not any(isinstance(n, ast.FunctionDef) and n.name == ENTRY for n in body):
        problems.append(f"program: it defines no function {ENTRY}()")
    return problems


def _lint_exercise(exercise: Exercise, course: Course, known: set[str]) -> list[str]:
    spec, problems = exercise.spec, []
    units = {u.id for u in course.file.units}
    concepts = {c.id for c in course.file.concepts}
    if spec.unit not in units:
        problems.append(f"exercise.yaml: there is no unit {spec.unit!r}")
    for id in spec.concepts:
        if id not in concepts:
            problems.append(f"exercise.yaml: there is no concept {id!r}")
    for id in spec.needs:
        if id not in known:
            problems.append(f"exercise.yaml: needs: there is no exercise {id!r}")
    if spec.starts_from is not None and spec.starts_from not in known:
        problems.append(
            f"exercise.yaml: starts_from: there is no exercise {spec.starts_from!r}"
        )
    problems += _lint_hints(spec)
    if not 1 <= spec.difficulty <= 5:
        problems.append("exercise.yaml: difficulty is not in 1 to 5")
    problems += _lint_files(exercise)
    problems += lint_checks(exercise)
    return problems


def _lint_hints(spec: ExerciseFile) -> list[str]:
    problems = []
    declared = (*spec.functions, *spec.classes)
    if not declared:
        problems.append("exercise.yaml: it declares no function and no class")
    for name in declared:
        rungs = len(spec.hints.get(name, ()))
        if rungs < 3:
            problems.append(f"exercise.yaml: hints.{name} has {rungs} of 3 rungs")
    for name in spec.hints:
        if name not in declared:
            problems.append(f"exercise.yaml: hints.{name} is for no declared function")
    return problems


def _lint_files(exercise: Exercise) -> list[str]:
    problems = []
    for file in (exercise.stub, exercise.public_checks):
        if not file.is_file():
            problems.append(f"{file.name}: there is no such file")
    readme = exercise.folder / "README.md"
    text = readme.read_text("utf-8", "replace") if readme.is_file() else ""
    headings = [row for row in text.splitlines() if row.startswith("## ")]
    if not headings or headings[-1].strip() != "## Out of scope":
        problems.append('README.md: its last section must be "## Out of scope"')
    expected = {"README.md", "exercise.yaml", "test_public.py", exercise.stub.name}
    expected.add(exercise.diagnosis.name)
    for file in sorted(exercise.folder.iterdir()):
        if file.name not in expected and not file.name.startswith((".", "__")):
            problems.append(f"{file.name}: nothing uses this file")
    return problems + _lint_reference(exercise)


def _lint_reference(exercise: Exercise) -> list[str]:
    problems: list[str] = []
    if exercise.reference is not None:
        if precomputed.out_of_date(exercise):
            problems.append("diagnosis.json: out of date; run `learn dev diagnose`")
        for secret in (exercise.solution, exercise.hidden_checks):
            if secret is not None and not secret.is_file():
                problems.append(f"reference: {secret.name}: there is no such file")
        if len(exercise.submissions("right")) < 2:
            problems.append("reference: right/ holds fewer than 2 submissions")
    return problems


def _lint_fixtures(exercise: Exercise) -> list[str]:
    """Find fixtures that outlive a check: they would outlive a submission."""
    shared = re.compile(
        r"fixture\([^)]*scope\s*=\s*[\"'](session|package|module|class)"
    )
    files = [exercise.public_checks, exercise.hidden_checks]
    return [
        f"{file.name}: a fixture of scope {found[1]!r} would be shared by submissions"
        for file in files
        if file is not None
        for found in shared.finditer(file.read_text("utf-8", "replace"))
    ]


def lint_checks(exercise: Exercise) -> list[str]:
    """List what is wrong with an exercise's checks: marks, points, names."""
    try:
        checks = Engine(exercise).checks
    except BrokenError as error:
        return [f"{error.what}: {error.where}"]
    problems = _lint_fixtures(exercise)
    seen: set[str] = set()
    for check in checks:
        for anchor in check.needs:
            if anchor not in seen:
                problems.append(
                    f"{check.id}: it needs {anchor!r}, which is no earlier check"
                )
        if check.id in seen:
            problems.append(f"{check.id}: two checks have this name")
        seen |= {check.id, check.function_id}
        if check.points <= 0:
            problems.append(f"{check.id}: it is worth nothing; add @points")
    total = sum(c.points for c in checks)
    if exercise.reference is not None and abs(total - exercise.spec.points) > 1e-6:
        problems.append(
            f"its checks are worth {total:g} points, exercise.yaml says "
            f"{exercise.spec.points:g}"
        )
    return problems


def _lint_shared(exercises: list[Exercise], course: Course) -> list[str]:
    """One misconception id is one belief and has one text."""
    owners: dict[str, list[str]] = {}
    problems = []
    for exercise in exercises:
        for id, text in exercise.spec.misconceptions.items():
            owners.setdefault(id, []).append(exercise.id)
            if text is not None and id in course.file.misconceptions:
                problems.append(
                    f"{exercise.slug}/exercise.yaml: {id!r} has a text here and in course.yaml"
                )
    for id, ids in owners.items():
        if len(ids) > 1 and id not in course.file.misconceptions:
            problems.append(
                f"{id!r} occurs in {', '.join(ids)}: give it one text in course.yaml, or two names"
            )
    return problems


def _lint_order(exercises: list[Exercise]) -> list[str]:
    """Positions are unique, and what an exercise builds on comes before it.

    So nothing builds on itself, over however many steps.
    """
    problems = []
    places: dict[int, str] = {}
    position = {e.id: e.spec.position for e in exercises}
    for exercise in exercises:
        other = places.setdefault(exercise.spec.position, exercise.id)
        if other != exercise.id:
            problems.append(
                f"{exercise.slug}/exercise.yaml: {other} has the same position"
            )
        for id in exercise.spec.needs:
            if position.get(id, 0) >= exercise.spec.position and id in position:
                problems.append(
                    f"{exercise.slug}/exercise.yaml: it needs {id}, which comes later"
                )
        base = exercise.spec.starts_from
        if base is not None and position.get(base, -1) >= exercise.spec.position:
            problems.append(
                f"{exercise.slug}/exercise.yaml: it starts from {base}, which does not "
                "come before it"
            )
    return problems


def _lint_folders(course: Course) -> list[str]:
    reference = course.root / "reference"
    if not reference.is_dir():
        return []
    ours = {f.name for f in course.folders.values()}
    theirs = {
        f.name for f in reference.iterdir() if f.is_dir() and f.name.startswith("ex")
    }
    missing = [
        f"reference/{name}: there is no such folder" for name in sorted(ours - theirs)
    ]
    return missing + [
        f"exercises/{name}: there is no such folder" for name in sorted(theirs - ours)
    ]


def _relative(where: str, root: Path) -> str:
    return where.removeprefix(f"{root}/")
