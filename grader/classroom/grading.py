"""Grade a class: take in, judge what waits, keep each result at once, write the files.

A run may be killed at any moment: what was judged is in the gradebook, and the next
run goes on with the rest.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from grader.classroom import outputs
from grader.classroom.frames import Setup
from grader.classroom.gradebook import NAME, Gradebook
from grader.classroom.gradebook_rows import Attempt, ResultRow, State
from grader.classroom.grades_files import write_grades
from grader.classroom.intake import collect
from grader.classroom.judging import Progress, Tell, Workers, judge
from grader.classroom.model import QuizAnswers, Submitted, Unmapped
from grader.classroom.pool import Pool
from grader.classroom.quizfiles import mark_answers, quiz_book, unmarked
from grader.classroom.standing import Rules, given_rules, kept_rules
from grader.classroom.unit import Unit, exercise_sha256
from grader.course import Course
from grader.errors import LearnError
from grader.frameworks import needs
from grader.model import Exercise, Level, at_least
from grader.store.foreign import locked
from grader.submission import read_submission

LOCK = ".lock"
MAX_SEED_FILE = 64 << 10

Item = Submitted | QuizAnswers | Unmapped


class Options(NamedTuple):
    """How a class is to be graded.

    Attributes
    ----------
    seed : int
        The grading seed.
    jobs : int
        Worker processes.
    fresh : bool
        Judge again what was judged before.
    students, exercises : tuple of str
        Judge only theirs, and these by id; empty: all.
    attempt : {"latest", "best"} or None
        Which of several attempts counts; None: as the policies say.
    least : {"full", "strong", "basic"}
        The protection below which nothing is judged.
    cache : Path or None
        A folder for what known-wrong submissions did.
    policy, due : Path or None
        Files of policies and of due dates.
    frameworks : bool
        Judge exercises that need a framework, too; one that is named always is.
    """

    seed: int
    jobs: int = 1
    fresh: bool = False
    students: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    attempt: Attempt | None = None
    least: Level = "strong"
    cache: Path | None = None
    policy: Path | None = None
    due: Path | None = None
    frameworks: bool = False


class Summary(NamedTuple):
    """What a run has come to; of everything in the gradebook, not of this run alone."""

    run: int
    judged: int
    students: int
    states: dict[State, int]
    broken: dict[str, str]
    """An exercise to why, of one submission as an example."""
    unavailable: dict[str, str]
    """The same of what was not judged because something that it needs is not here."""
    unmapped: int
    stale: int
    seeds: tuple[int, ...]
    """Other seeds that results come from."""
    notes: tuple[str, ...] = ()
    """Of the grades, what is not plain to see."""


Start = Callable[[Options, Setup, Callable[[Unit], float]], Workers]
"""Starts workers: told what each needs, and how many seconds a unit may take."""


def here(options: Options, setup: Setup, limit_s: Callable[[Unit], float]) -> Workers:
    """Start worker processes of this machine."""
    return Pool(options.jobs, setup, limit_s)


def grade(
    course: Course,
    paths: Iterable[Path],
    folder: Path,
    options: Options,
    tell: Tell,
    start: Start = here,
) -> Summary:
    """Grade what stands at `paths` into the gradebook of a folder.

    Parameters
    ----------
    tell : callable
        Is told how far it is, often.
    start : callable
        Starts the workers.

    Raises
    ------
    LearnError
        For a path, folder or gradebook that cannot be used.
    BrokenError
        When submissions cannot be confined as well as is asked for; nothing was
        written then.
    KeyboardInterrupt
        From outside; the gradebook is in order.
    """
    tell(Progress("starting"))
    rules, kept = _rules(course, options)
    exercises = {e.id: e for e in course.exercises()}
    current = {id: exercise_sha256(e) for id, e in exercises.items()}
    closed = _closed(exercises, options)

    def limit_s(unit: Unit) -> float:
        return exercises[unit.exercise].spec.limits.submission_s

    cache = None if options.cache is None else str(options.cache)
    setup = Setup(str(course.root), options.least, cache)
    with contextlib.ExitStack() as stack:
        workers = start(options, setup, limit_s)
        stack.callback(workers.close)
        workers.probe()
        stack.enter_context(held(folder))
        book = stack.enter_context(Gradebook(folder / NAME, create=True))
        run = book.begin_run("grade", options.seed, _noted(options) | kept)
        try:
            book.note_course(_described(course))
            for count in book.add_submissions(run, _outside(folder, paths, course)):
                tell(Progress("collecting", count))
            pending = book.pending(
                run,
                _wanted(current, options.exercises),
                options.seed,
                at_least(options.least),
                _ids(book, options.students),
                fresh=options.fresh,
                closed=closed,
            )
            judged = judge(
                book, run, pending, options.seed, exercises, workers, tell, closed
            )
            workers.close()
            tell(Progress("writing", judged, judged))
            marks = quiz_book(book, course, options.cache)
            notes = mark_answers(marks, course, run, options.least)
            lost = unmarked(marks)
            outputs.write_unmapped(folder / outputs.UNMAPPED, book, lost)
            notes += [_of_answers(len(lost))] if lost else []
            attempt = rules.policies.attempt
            summary = sum_up(book, current, options.seed, attempt, run, judged)
            notes += write_grades(book, course, folder, rules, marks)
        except BaseException:
            with contextlib.suppress(LearnError):  # the first error says what is wrong
                book.end_run(run, "interrupted")
            raise
        book.end_run(run, "done")
    return summary._replace(notes=tuple(notes))


def _of_answers(count: int) -> str:
    files = "1 file" if count == 1 else f"{count} files"
    return f"not all in {files} of answers to quizzes is marked; unmapped.txt says why"


def sum_up(
    book: Gradebook,
    current: dict[str, str],
    seed: int,
    attempt: Attempt,
    run: int,
    judged: int,
) -> Summary:
    """Say what a run has come to."""

    def rows() -> Iterator[ResultRow]:
        return book.results(current, seed, attempt)

    states: Counter[State] = Counter()
    faults: dict[str, dict[str, str]] = {"broken": {}, "unavailable": {}}
    seeds: set[int] = set()
    stale = 0
    for row in rows():
        states[row.status] += 1
        stale += row.stale
        if row.result:
            seeds.add(row.seed)
        if row.status in faults and row.exercise not in faults[row.status]:
            faults[row.status][row.exercise] = _why(row)
    return Summary(
        run=run,
        judged=judged,
        students=sum(1 for _ in book.students()),
        states=dict(states),
        broken=faults["broken"],
        unavailable=faults["unavailable"],
        unmapped=sum(1 for _ in book.unmapped()),
        stale=stale,
        seeds=tuple(sorted(seeds - {seed})),
    )


def _why(row: ResultRow) -> str:
    """Say why a result is no verdict."""
    judgement = row.judgement()
    if judgement is None:
        return ""
    for seen in judgement.observations:
        if seen.kind == row.status:
            return seen.text
    names = [c.id for c in judgement.checks if c.verdict.value == "broken"]
    return f"these checks break: {', '.join(names)}"


def _closed(exercises: dict[str, Exercise], options: Options) -> dict[str, str]:
    """Say which exercises are left out because frameworks take long, and what each needs."""
    return {
        id: f"{needs(exercise.spec.frameworks)}; frameworks were not asked for"
        for id, exercise in exercises.items()
        if exercise.spec.frameworks
        and not options.frameworks
        and id not in options.exercises
    }


def _wanted(current: dict[str, str], ids: tuple[str, ...]) -> dict[str, str]:
    return {id: sha for id, sha in current.items() if not ids or id in ids}


def _ids(book: Gradebook, given: tuple[str, ...]) -> set[str]:
    """Turn ids or names, as a person types them, into ids.

    Raises
    ------
    LearnError
        For one that nobody has, or several have.
    """
    students = list(book.students()) if given else []
    return {_id(text, students) for text in given}


def _id(text: str, students: list[tuple[str, str]]) -> str:
    ids = [id for id, _ in students if id == text]
    ids = ids or [id for id, name in students if name == text]
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise LearnError(
            f"several students are called {text!r}",
            fix=f"say which by the id: {', '.join(ids)}",
        )
    known = [t for pair in students for t in pair]
    near = difflib.get_close_matches(text, known, n=1)
    raise LearnError(
        f"nothing was handed in by a student {text!r}",
        fix=f"did you mean {near[0]!r}?" if near else "give an id as in grades.csv",
    )


def _noted(options: Options) -> dict[str, object]:
    """Say of the options what tells later how a run was made."""
    kept = options._asdict()
    paths = {k: str(kept[k]) for k in ("policy", "due") if kept[k] is not None}
    left_out = ("seed", "cache", "policy", "due")
    return {k: v for k, v in kept.items() if k not in left_out} | paths


def _rules(course: Course, options: Options) -> tuple[Rules, dict[str, object]]:
    """Give what makes grades of results, and what of it the run is to keep."""
    rules = given_rules(course, options.policy, options.due)
    if options.attempt is not None:
        policies = msgspec.structs.replace(rules.policies, attempt=options.attempt)
        rules = rules._replace(policies=policies)
    own = options.policy is not None or options.attempt is not None
    return rules, kept_rules(rules, policies=own, due=options.due is not None)


def _described(course: Course) -> dict[str, object]:
    return {
        "title": course.file.title,
        "exercises": {
            e.id: {"name": e.name, "title": e.spec.title, "points": e.spec.points}
            for e in course.exercises()
        },
    }


def _outside(folder: Path, paths: Iterable[Path], course: Course) -> Iterator[Item]:
    """Take in all but what a run itself wrote, which may stand among it."""
    own = folder.resolve()
    for item in collect(paths, course):
        place = Path(item.origin.partition("!/")[0])
        # Only text is compared: most places are not below it.
        if own.name in place.parts and place.resolve().is_relative_to(own):
            continue
        yield item


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Make the folder, and keep others from grading into it meanwhile.

    Raises
    ------
    LearnError
        When another run is at it, or it cannot be written to.
    """
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(locked(folder / LOCK, 0.0))
        except TimeoutError as error:
            raise LearnError(
                "another `learn grade` is at this folder",
                where=str(folder),
                fix="wait until it is done, or choose another folder with --out",
            ) from error
        except OSError as error:
            raise LearnError(
                f"the folder for the grades cannot be used: {error.strerror}",
                where=str(folder),
                fix="choose one that you may write to with --out",
            ) from error
        yield


def seed_from(file: Path) -> int:
    """Turn a file that nobody can guess into a seed; blanks at its ends do not count.

    Returns
    -------
    int
        Below 2**53.

    Raises
    ------
    LearnError
        For a file that cannot be read or is empty.
    """
    secret = read_submission(file, MAX_SEED_FILE).strip()
    if not secret:
        raise LearnError(
            "the seed file is empty",
            where=str(file),
            fix="write a line into it that nobody can guess",
        )
    return int.from_bytes(hashlib.sha256(secret).digest()[:8], "big") >> 11
