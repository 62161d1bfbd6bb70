"""Mark an answer: total, pure, and the same for every order of the options.

Partial credit is a share of an item's points:

multi   (right ones chosen - wrong ones chosen) / right ones, at least 0
match   share of the pairs that are right
order   1 - moves / most moves, where *moves* is the fewest steps that must be
        taken out and put elsewhere to respect `depends`, and *most moves* that
        number for the worst order there is
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from grader.errors import BrokenError, CourseError
from grader.model import FAILING, Judgement, Status, Verdict
from grader.quiz import given as read
from grader.quiz import order
from grader.quiz.expression import ExpressionError, expression
from grader.quiz.given import Malformed
from grader.quiz.model import (
    BLANK,
    Fill,
    Item,
    Marked,
    Match,
    Multi,
    Numeric,
    Option,
    OptionFeedback,
    Order,
    Param,
    Plot,
    Posed,
    QuizVerdict,
    Short,
    Single,
    Trace,
)
from grader.quiz.pattern import compiled
from grader.quiz.pose import (
    filled,
    option_order,
    options_of,
    right_order,
    shortest,
    step_order,
)

Judges = Callable[[str, bytes], Judgement]
"""Judges a whole file of an exercise; see `grader.quiz.fill`."""


def mark(
    item: Item, posed: Posed, given: object, *, judge: Judges | None = None
) -> Marked:
    """Mark one answer.

    Parameters
    ----------
    item : Item
    posed : Posed
        The item as it was asked: its seed says what the letters stood for.
    given : object
        A text as typed, or a JSON value: text, number, list or mapping.
    judge : callable, optional
        Needed for `fill` items only.

    Returns
    -------
    Marked
        For every answer whatsoever; one of the wrong form is `INVALID`.

    Raises
    ------
    CourseError
        When the item itself is wrong: its key has no value for these
        parameters, or a `fill` item has no judge.
    BrokenError
        When an exercise's own checks break on a `fill` item.
    """
    if read.is_blank(given):
        return _marked(item, QuizVerdict.UNANSWERED)
    try:
        if not has_key(item):
            check_form(item, posed, given)
            return _marked(item, QuizVerdict.RECORDED)
        return _MARKERS[type(item)](item, posed, given, judge)
    except Malformed as problem:
        return _marked(item, QuizVerdict.INVALID, feedback=str(problem))


def check_form(item: Item, posed: Posed, given: object) -> None:
    """Refuse an answer of the wrong form, whatever the key is.

    Raises
    ------
    Malformed
        Says which form is expected.
    """
    if isinstance(item, Multi):
        read.several_choices(given, posed.choices)
    elif options_of(item):
        read.one_choice(given, posed.choices)
    elif isinstance(item, (Numeric, Param)):
        read.number(given, item.unit_label)
    elif isinstance(item, Order):
        read.order(given, step_order(item, posed.seed), posed.choices)
    elif isinstance(item, Match):
        read.pairs(given, posed.choices, posed.rights)
    else:
        read.line(given, read.MAX_CODE)


def has_key(item: Item) -> bool:
    """Whether the right answer is at hand."""
    match item:
        case Single() | Multi() | Plot():
            return any(o.correct for o in item.options)
        case Numeric() | Param():
            return item.answer is not None
        case Short():
            return bool(item.answers)
        case Order():
            return bool(item.depends)
        case Match():
            return all(p.right is not None for p in item.pairs)
        case Trace():
            return item.output is not None or any(o.correct for o in item.options)
        case Fill():
            return item.answer_code is not None


def _marked(
    item: Item, verdict: QuizVerdict, share: float = 0.0, **more: Any
) -> Marked:
    return Marked(
        verdict=verdict,
        points=round(item.points * min(1.0, max(0.0, share)), 6),
        max_points=item.points,
        **more,
    )


def _judged(item: Item, posed: Posed, share: float, **more: Any) -> Marked:
    verdict = QuizVerdict.PARTLY
    if share >= 1:
        verdict = QuizVerdict.RIGHT
    elif share <= 0:
        verdict = QuizVerdict.WRONG
    explanation = filled(item.explanation, posed.values, item).strip()
    return _marked(item, verdict, share, explanation=explanation, **more)


# -- options -----------------------------------------------------------------------


def _mark_one(item: Any, posed: Posed, given: object, _judge: Judges | None) -> Marked:
    if not item.options:
        return _mark_printed(item, posed, given)
    place = read.one_choice(given, posed.choices)
    options = _shown(item, posed)
    chosen = options[place]
    return _judged(
        item,
        posed,
        float(chosen.correct),
        feedback=chosen.why.strip(),
        misconceptions=_beliefs([chosen.misconception]),
        options=_feedback(options, posed, {place}),
        key=_key_of(options, posed),
    )


def _mark_several(
    item: Any, posed: Posed, given: object, _judge: Judges | None
) -> Marked:
    ticked = read.several_choices(given, posed.choices)
    options = _shown(item, posed)
    wanted = {i for i, o in enumerate(options) if o.correct}
    hits, slips = len(ticked & wanted), len(ticked - wanted)
    share = max(0, hits - slips) / len(wanted)
    said = f"{hits} of {len(wanted)} right ones chosen"
    if slips:
        said += f", and {slips} that {'does' if slips == 1 else 'do'} not apply"
    return _judged(
        item,
        posed,
        share,
        feedback=f"{said}.",
        misconceptions=_beliefs(
            options[i].misconception for i in sorted(ticked - wanted)
        ),
        options=_feedback(options, posed, ticked),
        key=_key_of(options, posed),
    )


def _shown(item: Item, posed: Posed) -> list[Option]:
    options = options_of(item)
    return [options[i] for i in option_order(item, posed.seed, posed.shuffle)]


def _feedback(
    options: list[Option], posed: Posed, chosen: Iterable[int]
) -> tuple[OptionFeedback, ...]:
    ticked = set(chosen)
    return tuple(
        OptionFeedback(
            label=choice.label,
            text=option.text,
            chosen=place in ticked,
            correct=option.correct,
            why=option.why.strip(),
            misconception=option.misconception,
        )
        for place, (option, choice) in enumerate(
            zip(options, posed.choices, strict=True)
        )
    )


def _key_of(options: list[Option], posed: Posed) -> str:
    both = zip(options, posed.choices, strict=True)
    return "; ".join(f"{c.label}) {o.text}" for o, c in both if o.correct)


def _beliefs(ids: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id in ids if id))


# -- numbers -----------------------------------------------------------------------


def _mark_number(
    item: Any, posed: Posed, given: object, _judge: Judges | None
) -> Marked:
    answer = read.number(given, item.unit_label)
    key = key_of(item, posed)
    limit = item.tolerance.around(key) if item.tolerance else 0.0
    distance = abs(answer.value - key)
    unit = f" {item.unit_label}" if item.unit_label else ""
    shown = f"{shortest(key)}{unit}"
    if distance <= limit:
        return _judged(item, posed, 1.0, key=shown)
    slip = _nearest_slip(item, posed, answer, key, limit)
    if slip is None and distance <= answer.slack:
        return _judged(
            item, posed, 0.0, key=shown,
            feedback=f"Close: give more digits, it is asked {posed.accuracy}.",
        )  # fmt: skip
    return _judged(
        item,
        posed,
        0.0,
        feedback=filled(slip.why, posed.values, item).strip() if slip else "",
        misconceptions=_beliefs([slip.misconception]) if slip else (),
        key=shown,
    )


def key_of(item: Numeric | Param, posed: Posed) -> float:
    """Compute the right number for the parameters that were drawn.

    Raises
    ------
    CourseError
        When it has no value for them.
    """
    assert item.answer is not None
    try:
        return float(expression(item.answer, tuple(posed.values)).value(posed.values))
    except (ExpressionError, OverflowError) as error:
        raise CourseError(
            f"answer: {error}", where=f"quizzes: {item.id}", fix="run `learn dev lint`"
        ) from error


def _nearest_slip(
    item: Numeric | Param, posed: Posed, answer: read.Number, key: float, limit: float
) -> Any:
    """Return the known slip that leads to this number, if it leads to another key."""
    best, least = None, float("inf")
    for slip in item.near:
        try:
            value = float(
                expression(slip.value, tuple(posed.values)).value(posed.values)
            )
        except (ExpressionError, OverflowError):
            continue  # for these parameters this slip leads nowhere
        if abs(value - key) <= limit:
            continue  # for these parameters it leads to the right number
        around = item.tolerance.around(value) if item.tolerance else 0.0
        distance = abs(answer.value - value)
        if distance <= max(around, answer.slack) and distance < least:
            best, least = slip, distance
    return best


# -- texts -------------------------------------------------------------------------


def _mark_short(
    item: Any, posed: Posed, given: object, _judge: Judges | None
) -> Marked:
    text = read.normalised(read.line(given))
    key = item.answers[0]
    right = [read.normalised(a) for a in item.answers]
    if text in right:
        return _judged(item, posed, 1.0, key=key)
    for slip in item.near:
        if text == read.normalised(slip.text):
            return _judged(
                item, posed, 0.0, key=key,
                feedback=slip.why.strip(), misconceptions=_beliefs([slip.misconception]),
            )  # fmt: skip
    if item.pattern is not None and compiled(item.pattern).matches(text):
        return _judged(item, posed, 1.0, key=key)
    if any(read.one_slip(text, r) for r in right):
        raise Malformed("Nearly: look at the spelling, one letter is not right.")
    return _judged(item, posed, 0.0, key=key)


def _mark_printed(item: Trace, posed: Posed, given: object) -> Marked:
    yours = read.printed(read.line(given, read.MAX_CODE))
    wanted = read.printed(item.output or "")
    key = "\n".join(wanted)
    if yours == wanted:
        return _judged(item, posed, 1.0, key=key)
    if [row.split() for row in yours] == [row.split() for row in wanted]:
        said = "The characters are right, the spaces between them are not."
    elif len(yours) != len(wanted):
        said = f"It prints {_count(len(wanted), 'line')}; yours has {len(yours)}."
    else:
        rows = zip(yours, wanted, strict=True)
        first = next(i for i, (a, b) in enumerate(rows, 1) if a != b)
        said = f"Line {first} is not what it prints." if len(wanted) > 1 else ""
    return _judged(item, posed, 0.0, feedback=said, key=key)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# -- order and match ---------------------------------------------------------------


def _mark_order(
    item: Any, posed: Posed, given: object, _judge: Judges | None
) -> Marked:
    keys = step_order(item, posed.seed)
    answer = read.order(given, keys, posed.choices)
    before = order.closure(item.steps, item.depends)
    moves = order.moves(answer, before)
    most = order.most_moves(list(item.steps), before)
    said = f"{_count(moves, 'step')} to move." if moves else ""
    right = order.one_right(list(item.steps), before)
    label = {k: c.label for k, c in zip(keys, posed.choices, strict=True)}
    return _judged(
        item,
        posed,
        1 - moves / most if most else 1.0,
        feedback=said,
        key=" ".join(label[k] for k in right)
        + " ("
        + " → ".join(item.steps[k] for k in right)
        + ")",
    )


def _mark_match(
    item: Any, posed: Posed, given: object, _judge: Judges | None
) -> Marked:
    found = read.pairs(given, posed.choices, posed.rights)
    rights = right_order(item, posed.seed)
    marks = []
    for place, (pair, choice) in enumerate(zip(item.pairs, posed.choices, strict=True)):
        text = rights[found[place]] if place in found else ""
        marks.append(
            OptionFeedback(
                label=choice.label,
                text=f"{pair.left} → {text or '?'}",
                chosen=place in found,
                correct=text == pair.right,
                why=pair.why.strip(),
            )
        )
    hits = sum(m.correct for m in marks)
    number = {text: c.label for text, c in zip(rights, posed.rights, strict=True)}
    pairs = zip(item.pairs, posed.choices, strict=True)
    return _judged(
        item,
        posed,
        hits / len(marks),
        feedback=f"{hits} of {_count(len(marks), 'pair')} right.",
        options=tuple(marks),
        key=" ".join(f"{c.label}{number[p.right]}" for p, c in pairs),
    )


# -- code --------------------------------------------------------------------------


def completed(template: str, code: str) -> str:
    """Put code in the blank; its further lines are indented like the blank's."""
    head, _, tail = template.partition(BLANK)
    margin = head.rpartition("\n")[2]
    indent = margin[: len(margin) - len(margin.lstrip())]
    rows = code.strip("\r\n").rstrip().splitlines() or [""]
    return head + f"\n{indent}".join([rows[0].strip(), *rows[1:]]) + tail


def _mark_code(item: Any, posed: Posed, given: object, judge: Judges | None) -> Marked:
    code = read.line(given, read.MAX_CODE)
    key = item.answer_code.strip()
    if _same_code(code, key):
        return _judged(item, posed, 1.0, key=key)
    for slip in item.wrong_code:
        if _same_code(code, slip.code):
            return _judged(
                item, posed, 0.0, key=key,
                feedback=slip.why.strip(), misconceptions=_beliefs([slip.misconception]),
            )  # fmt: skip
    if judge is None:
        raise CourseError("a fill item needs a judge", where=f"quizzes: {item.id}")
    try:
        source = completed(item.template, code).encode()
    except UnicodeEncodeError:
        raise Malformed("Type Python code; this holds half a character.") from None
    judgement = judge(item.exercise, source)
    if judgement.status is Status.BROKEN:
        raise BrokenError(f"the checks of {item.exercise} broke", where=item.id)
    if judgement.status is Status.PASSED:
        return _judged(item, posed, 1.0, key=key)
    return _failed_code(item, posed, judgement, key)


def _failed_code(item: Fill, posed: Posed, judgement: Judgement, key: str) -> Marked:
    failed = [c for c in judgement.checks if c.verdict in FAILING]
    first = failed[0] if failed else None
    if first is not None and "SyntaxError" in first.message:
        raise Malformed("Python cannot read this code; type one expression or line.")
    ran = [c for c in judgement.checks if c.verdict is not Verdict.SKIPPED]
    said = f"{first.claim}: {first.message}" if first and ran else ""
    return _judged(
        item,
        posed,
        0.0,
        feedback=said,
        misconceptions=tuple(m.id for m in judgement.misconceptions),
        key=key,
    )


def _same_code(a: str, b: str) -> bool:
    return a.strip().split() == b.strip().split()


_MARKERS: dict[type, Callable[[Any, Posed, object, Judges | None], Marked]] = {
    Single: _mark_one,
    Plot: _mark_one,
    Trace: _mark_one,
    Multi: _mark_several,
    Numeric: _mark_number,
    Param: _mark_number,
    Short: _mark_short,
    Order: _mark_order,
    Match: _mark_match,
    Fill: _mark_code,
}
