"""Turn items into questions that every format knows, and say what that costs."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from typing import Any

from grader.quiz import order
from grader.quiz.compute import ExpressionError
from grader.quiz.expression import expression
from grader.quiz.given import printed
from grader.quiz.interchange.markup import fenced, plain
from grader.quiz.interchange.neutral import (
    Answer,
    Asked,
    Choice,
    Matching,
    Notes,
    Number,
    Numerical,
    Ordering,
    Text,
)
from grader.quiz.mark_typed import key_of
from grader.quiz.model import (
    Fill,
    Item,
    Match,
    Multi,
    Numeric,
    Order,
    Param,
    Plot,
    Posed,
    Quiz,
    Short,
    Single,
    Tolerance,
    Trace,
)
from grader.quiz.pose import filled, option_order, options_of, pose, step_order

MAX_ORDERS = 120
MAX_LETTERED = 24
_TRIES = 200
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")


def questions(quiz: Quiz, variants: int, seed: int, notes: Notes) -> list[Asked]:
    """Turn the items of a quiz into questions, in their order.

    Parameters
    ----------
    variants : int
        How many questions stand for an item whose numbers are drawn.
    seed : int
        From which on numbers are drawn, and orders of steps.
    """
    found: list[Asked] = []
    for item in quiz.items:
        _note_what_stays(item, notes)
        if isinstance(item, Param):
            found += _variants(quiz, item, variants, seed, notes)
        else:
            posed = pose(item, seed, shuffle=quiz.shuffle)
            found += _LOWER[type(item)](item, posed, quiz, notes)
    return found


def _note_what_stays(item: Item, notes: Notes) -> None:
    wrong = [*options_of(item), *getattr(item, "near", ()), *getattr(item, "wrong_code", ())]  # fmt: skip
    if any(w.misconception for w in wrong):
        notes.add("which misconception an answer shows is not written", item.id)
    if item.confidence:
        notes.add("how sure one is is not asked", item.id)


def _common(item: Item, posed: Posed) -> dict[str, Any]:
    tags = [f"concept:{c}" for c in item.concepts]
    tags.append(f"difficulty:{item.difficulty}")
    if item.ref:
        tags.append(f"ref:{item.ref}")
    return {
        "id": item.id,
        "item": item.id,
        "stem": posed.stem.strip(),
        "points": item.points,
        "explanation": filled(item.explanation, posed.values, item).strip(),
        "hints": posed.hints,
        "tags": tuple(tags),
    }


# -- options -----------------------------------------------------------------------


def _choice(
    item: Single | Multi | Trace | Plot, posed: Posed, quiz: Quiz, _notes: Notes
) -> list[Asked]:
    several = isinstance(item, Multi)
    count = sum(o.correct for o in item.options)
    places = option_order(item, posed.seed, shuffle=False)
    options = tuple(
        Answer(
            text=o.text.strip(),
            share=1 / count if o.correct else -1 / count if several else 0.0,
            feedback=o.why.strip(),
            fixed=o.pin is not None,
        )
        for o in (item.options[i] for i in places)
    )
    common = _common(item, posed)
    if several and "all that apply" not in item.stem.casefold():
        common["stem"] += "\n\nSelect all that apply."
    if isinstance(item, Trace):
        common["stem"] += "\n\n" + fenced(item.program)
    if isinstance(item, Plot):
        common["figure"] = item.figure
    shuffle = quiz.shuffle
    return [Choice(**common, options=options, several=several, shuffle=shuffle)]


# -- numbers -----------------------------------------------------------------------


def _numerical(
    item: Numeric | Param, posed: Posed, _quiz: Quiz, notes: Notes
) -> list[Asked]:
    key = key_of(item, posed)
    assert item.tolerance is not None
    around = _reach(item.tolerance, key)
    answers = [Number(key, around, 1.0)]
    for slip in item.near:
        value = _value(slip.value, posed.values)
        if value is None or abs(value - key) <= around:
            continue  # for these parameters it leads nowhere, or to the key
        why = filled(slip.why, posed.values, item).strip()
        answers.append(Number(value, _reach(item.tolerance, value), 0.0, why))
    notes.add("a fraction such as 1/3 is not taken for a number", item.id)
    common = _common(item, posed)
    unit = item.unit_label.strip()
    if unit:
        common["stem"] += f"\n\nGive the number in {unit}."
    return [Numerical(**common, answers=tuple(answers), unit=unit)]


def _reach(tolerance: Tolerance, value: float) -> float:
    """Return how far off counts, as it was meant: without room for rounding."""
    reach = max(tolerance.abs or 0.0, (tolerance.rel or 0.0) * abs(value))
    return float(f"{reach:.6g}")


def _value(formula: int | float | str, values: Mapping[str, Any]) -> float | None:
    try:
        return float(expression(formula, tuple(values)).value(values))
    except (ExpressionError, OverflowError):
        return None


def _variants(
    quiz: Quiz, item: Param, count: int, seed: int, notes: Notes
) -> Iterator[Asked]:
    import msgspec

    seen: list[Mapping[str, Any]] = []
    for drawn in range(seed, seed + _TRIES):
        posed = pose(item, drawn, shuffle=quiz.shuffle)
        if posed.values in seen:
            continue
        seen.append(posed.values)
        (made,) = _numerical(item, posed, quiz, notes)
        id = f"{item.id}-v{len(seen)}"
        yield msgspec.structs.replace(made, id=id, pool=item.id)
        if len(seen) == count:
            break
    notes.add(f"at most {count} variants stand for drawn numbers", item.id)


# -- texts -------------------------------------------------------------------------


def _short(item: Short, posed: Posed, _quiz: Quiz, notes: Notes) -> list[Asked]:
    right = [Answer(a, 1.0) for text in item.answers for a in _spellings(text)]
    wrong = [Answer(a, 0.0, n.why.strip()) for n in item.near for a in _spellings(n.text)]  # fmt: skip
    if item.pattern is not None:
        notes.add("only listed answers count, not those of the pattern", item.id)
    notes.add("a misspelt word is wrong at once, not asked again", item.id)
    return [Text(**_common(item, posed), answers=_once(right + wrong))]


def _spellings(text: str) -> list[str]:
    """With and without hyphens, which count as spaces here."""
    text = " ".join(text.split())
    return list(dict.fromkeys([text, _HYPHEN.sub(" ", text)]))


def _once(answers: list[Answer], *, case: bool = False) -> tuple[Answer, ...]:
    found: dict[str, Answer] = {}
    for answer in answers:
        found.setdefault(answer.text if case else answer.text.casefold(), answer)
    return tuple(found.values())


def _trace(item: Trace, posed: Posed, quiz: Quiz, notes: Notes) -> list[Asked]:
    if item.options:
        return _choice(item, posed, quiz, notes)
    common = _common(item, posed)
    common["stem"] += "\n\n" + fenced(item.program)
    rows = printed(item.output or "")
    if len(rows) == 1:
        return [Text(**common, answers=(Answer(rows[0], 1.0),), case=True)]
    notes.add("what it prints is asked line by line", item.id)
    shown = [(n, row) for n, row in enumerate(rows, 1) if row.strip()]
    made: list[Asked] = []
    for number, row in shown:
        asked = f"Type line {number} of {len(rows)} of what it prints."
        changed = {
            "id": f"{item.id}-line{number}",
            "stem": f"{common['stem']}\n\n{asked}",
            "points": item.points / len(shown),
        }
        made.append(Text(**common | changed, answers=(Answer(row, 1.0),), case=True))
    return made


def _fill(item: Fill, posed: Posed, _quiz: Quiz, notes: Notes) -> list[Asked]:
    common = _common(item, posed)
    blank = "Type the code that belongs in the blank."
    common["stem"] += f"\n\n{fenced(item.template)}\n\n{blank}"
    assert item.answer_code is not None
    right = [Answer(code, 1.0) for code in _layouts(item.answer_code)]
    wrong = [
        Answer(code, 0.0, w.why.strip())
        for w in item.wrong_code
        for code in _layouts(w.code)
    ]
    notes.add("code is compared as text; the exercise's checks do not run", item.id)
    return [Text(**common, answers=_once(right + wrong, case=True), case=True)]


def _layouts(code: str) -> list[str]:
    """Write code as the author did, and with no space that it can do without."""
    rows = code.strip().splitlines()
    own = " ".join(row.strip() for row in rows)
    found = [own]
    if len(rows) == 1:
        try:
            tokens = list(tokenize.generate_tokens(io.StringIO(own).readline))
        except (tokenize.TokenError, SyntaxError):
            return found
        tight = ""
        for token in tokens:
            if _is_word(tight[-1:]) and _is_word(token.string[:1]):
                tight += " "
            tight += token.string
        found.append(tight.strip())
    return list(dict.fromkeys(found))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


# -- order and match ---------------------------------------------------------------


def _match(item: Match, posed: Posed, _quiz: Quiz, _notes: Notes) -> list[Asked]:
    common = _common(item, posed)
    whys = [f"- {p.left} → {p.right}: {p.why.strip()}" for p in item.pairs if p.why.strip()]  # fmt: skip
    if whys:
        parts = [common["explanation"], "\n".join(whys)]
        common["explanation"] = "\n\n".join(p for p in parts if p)
    pairs = tuple((p.left.strip(), plain(p.right or "")) for p in item.pairs)
    unused = tuple(plain(text) for text in item.unused)
    return [Matching(**common, pairs=pairs, unused=unused)]


def _order(item: Order, posed: Posed, _quiz: Quiz, notes: Notes) -> list[Asked]:
    keys = step_order(item, posed.seed)
    orders = tuple(right_orders(item, keys, MAX_ORDERS + 1))
    if len(orders) > MAX_ORDERS:
        notes.add(f"left out: more than {MAX_ORDERS} orders are right", item.id)
        return []
    steps = tuple(item.steps[k].strip() for k in keys)
    return [Ordering(**_common(item, posed), steps=steps, orders=orders)]


def right_orders(item: Order, keys: list[str], most: int) -> list[tuple[int, ...]]:
    """List right orders as positions in `keys`, as many as are wanted."""
    before = order.closure(item.steps, item.depends)
    found: list[tuple[int, ...]] = []

    def extend(done: tuple[int, ...]) -> None:
        if len(done) == len(keys):
            found.append(done)
            return
        placed = {keys[i] for i in done}
        for i, key in enumerate(keys):
            if len(found) < most and key not in placed and before[key] <= placed:
                extend((*done, i))

    extend(())
    return found


def lettered(question: Ordering, notes: Notes) -> Text | None:
    """Ask for an order as a row of letters, where a format knows one right order.

    None where too many orders are right to list them.
    """
    id = question.item
    if len(question.orders) > MAX_LETTERED:
        notes.add(f"left out: more than {MAX_LETTERED} orders are right", id)
        return None
    notes.add("the order is typed as letters, as several are right", id)
    letters = "ABCDEFGHIJKLMNOPQRST"[: len(question.steps)]
    rows = [f"- {a}: {step}" for a, step in zip(letters, question.steps, strict=True)]
    asked = f"Type the letters in a right order, such as {letters}."
    right = [[letters[i] for i in places] for places in question.orders]
    forms = ["".join(r) for r in right] + [" ".join(r) for r in right]
    return Text(
        id=question.id,
        item=id,
        stem="\n\n".join([question.stem, "\n".join(rows), asked]),
        points=question.points,
        explanation=question.explanation,
        hints=question.hints,
        tags=question.tags,
        pool=question.pool,
        answers=tuple(Answer(form, 1.0) for form in forms),
    )


_LOWER: dict[type, Any] = {
    Single: _choice,
    Multi: _choice,
    Plot: _choice,
    Numeric: _numerical,
    Short: _short,
    Trace: _trace,
    Fill: _fill,
    Match: _match,
    Order: _order,
}
