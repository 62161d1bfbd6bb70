"""What a learner misunderstands, from their code and from their answers together.

A misconception has one id wherever it shows: a check that recognised it, an option
that stands for it.  It is overcome where the latest attempt or answer no longer
shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.model import Exercise, Explorer, Verdict
from grader.report.answered import in_words, key, program, question
from grader.report.claims import claim, claims
from grader.report.data import ExplorerLink, Misunderstanding, Place
from grader.report.log import Log
from grader.store.progress import NamedCheck
from grader.store.quizzes import Answer
from grader.workspace.ladder import ladders

MAX_PLACES = 6
MAX_TEXT = 600
_TELLING = frozenset({Verdict.PASSED, Verdict.FAILED})

Shown = dict[str, list[tuple[Place, set[str]]]]
"""By misconception: where it showed, and in which attempts or answers there."""


def misunderstood(log: Log) -> tuple[Misunderstanding, ...]:
    """Give what was misunderstood: what still is first, then the latest."""
    shown: Shown = {}
    for id, place, times in (*_in_code(log), *_in_answers(log)):
        shown.setdefault(id, []).append((place, times))
    # The latest first, and then in a stable sort what is still so.
    explorers = log.course.explorers() if shown else ()
    found = sorted((_joined(log, id, places, explorers) for id, places in shown.items()),
                   key=lambda m: m.id)  # fmt: skip
    found.sort(key=lambda m: m.last, reverse=True)
    return tuple(sorted(found, key=lambda m: not m.current))


def _joined(
    log: Log,
    id: str,
    shown: Sequence[tuple[Place, set[str]]],
    explorers: Sequence[Explorer],
) -> Misunderstanding:
    places = sorted((place for place, _ in shown), key=lambda p: p.at, reverse=True)
    places.sort(key=lambda p: not p.current)
    return Misunderstanding(
        id=id[:MAX_TEXT],
        text=log.in_words(_text(log, id, [p.ref for p in places if p.kind == "check"])),
        current=any(p.current for p in places),
        seen=len(set().union(*(times for _, times in shown))),
        last=max(p.at for p in places)[:10],
        places=tuple(places[:MAX_PLACES]),
        explorer=_explorer(explorers, id, places),
    )


def _explorer(
    every: Sequence[Explorer], id: str, places: Sequence[Place]
) -> ExplorerLink | None:
    """Find the explorer for a misconception, or else for the exercise that showed it."""
    shown_in = [p.ref for p in places if p.kind == "check"][:1]
    fits = [e for e in every if id in e.misconceptions] or [
        e for ref in shown_in for e in every if ref in e.exercises
    ]
    if not fits:
        return None
    found = fits[0]
    return ExplorerLink(
        id=found.id, title=found.title, command=f"learn explore {found.id} --open"
    )


def _text(log: Log, id: str, exercises: Sequence[str]) -> str:
    """Find the text of a misconception: the exercise's own, or the course's."""
    for exercise in (*exercises, *log.exercises):
        text = log.exercises[exercise].misconceptions.get(id)
        if text:
            return text
    return log.course.file.misconceptions.get(id, "").strip()


# -- code ------------------------------------------------------------------------------


def _in_code(log: Log) -> Iterator[tuple[str, Place, set[str]]]:
    by: dict[tuple[str, str], list[NamedCheck]] = {}
    for one in log.named_checks:
        if one.exercise in log.exercises:
            by.setdefault((one.exercise, one.name), []).append(one)
    last = {a.exercise: a.id for a in log.attempts if a.status != "broken"}
    rungs = {(r.exercise, r.ladder): r.rung for r in log.rungs}
    known: dict[str, dict[str, str]] = {}
    for (exercise, name), results in by.items():
        if exercise not in known:
            known[exercise] = claims(log.exercises[exercise])
        said = claim(name, results[-1].audience, known[exercise])
        now = _now(results, last[exercise])
        for id in dict.fromkeys(r.misconception for r in results if r.misconception):
            showing = [r for r in results if r.misconception == id]
            place = _check(
                log.exercises[exercise], said, showing, rungs, current=id == now
            )
            yield id, place, {f"attempt {r.attempt}" for r in showing}


def _now(results: Sequence[NamedCheck], last_attempt: int) -> str:
    """Give the misconception that a check shows now; "" for none.

    A check that waits for others, or whose code crashed, tells nothing new; one that
    the last attempt did not have is gone.
    """
    telling = [r for r in results if r.misconception or r.verdict in _TELLING]
    if results[-1].attempt != last_attempt:
        return ""
    return telling[-1].misconception


def _check(
    exercise: Exercise,
    said: str,
    showing: Sequence[NamedCheck],
    shown: dict[tuple[str, str], int],
    *,
    current: bool,
) -> Place:
    last = showing[-1]
    known = ladders(exercise)
    ladder = last.about if last.about in known or len(known) != 1 else next(iter(known))
    rungs = len(known.get(ladder, ()))
    return Place(
        kind="check",
        ref=exercise.id,
        title=exercise.spec.title,
        what=said[:MAX_TEXT],
        said=last.message[:MAX_TEXT],
        right="",
        current=current,
        at=last.at,
        times=len({r.attempt for r in showing}),
        rung=min(rungs, shown.get((exercise.id, ladder), 0)),
        rungs=rungs,
        command=f"learn check {exercise.id}"
        if current
        else f"learn show {exercise.id}",
    )


# -- answers ---------------------------------------------------------------------------


def _in_answers(log: Log) -> Iterator[tuple[str, Place, set[str]]]:
    by: dict[str, list[Answer]] = {}
    for answer in log.told:
        by.setdefault(answer.item, []).append(answer)
    for item, answers in by.items():
        every = (id for a in answers for id in a.misconceptions)
        for id in dict.fromkeys(every):
            showing = [a for a in answers if id in a.misconceptions]
            current = id in answers[-1].misconceptions
            yield (
                id,
                _question(log, item, showing, current=current),
                {f"answer {a.id}" for a in showing},
            )


def _question(log: Log, id: str, showing: Sequence[Answer], *, current: bool) -> Place:
    quiz, item = log.asked[id]
    last = showing[-1]
    newest = max((s.id for s in log.sittings.values() if s.quiz == quiz.id), default=0)
    retry = current and last.sitting == newest  # what it asks again is in the newest
    return Place(
        kind="question",
        ref=quiz.id,
        title=quiz.title,
        what=question(item, last, log.in_words),
        program=program(item),
        said=in_words(item, last, log.in_words),
        right=key(item, last, log.in_words) if quiz.has_keys else "",
        current=current,
        at=last.at,
        times=len(showing),
        rung=min(len(item.hints), log.question_rungs.get(id, 0)),
        rungs=len(item.hints),
        command=f"learn quiz {quiz.id} --retry" if retry else "learn review",
    )
