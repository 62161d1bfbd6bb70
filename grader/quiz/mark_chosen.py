"""Mark what is chosen, paired or put in order."""

from __future__ import annotations

from collections.abc import Iterable

from grader.quiz import given as read
from grader.quiz import order
from grader.quiz.mark_typed import mark_printed
from grader.quiz.model import (
    Item,
    Marked,
    Match,
    Multi,
    Option,
    OptionFeedback,
    Order,
    Plot,
    Posed,
    Single,
    Trace,
)
from grader.quiz.pose import option_order, options_of, right_order, step_order
from grader.quiz.verdicts import Judges, beliefs, counted, judged


def mark_one(
    item: Single | Plot | Trace, posed: Posed, given: object, _judge: Judges | None
) -> Marked:
    """Mark the choice of one option; a trace without options is typed."""
    if not item.options:
        assert isinstance(item, Trace)
        return mark_printed(item, posed, given)
    place = read.one_choice(given, posed.choices)
    options = _shown(item, posed)
    chosen = options[place]
    return judged(
        item,
        posed,
        float(chosen.correct),
        feedback=chosen.why.strip(),
        misconceptions=beliefs([chosen.misconception]),
        options=_feedback(options, posed, {place}),
        key=_key_of(options, posed),
    )


def mark_several(
    item: Multi, posed: Posed, given: object, _judge: Judges | None
) -> Marked:
    """Mark a choice of several options, net of wrong ones."""
    ticked = read.several_choices(given, posed.choices)
    options = _shown(item, posed)
    wanted = {i for i, o in enumerate(options) if o.correct}
    hits, slips = len(ticked & wanted), len(ticked - wanted)
    share = max(0, hits - slips) / len(wanted)
    said = f"{hits} of {len(wanted)} right ones chosen"
    if slips:
        said += f", and {slips} that {'does' if slips == 1 else 'do'} not apply"
    return judged(
        item,
        posed,
        share,
        feedback=f"{said}.",
        misconceptions=beliefs(
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


def mark_order(
    item: Order, posed: Posed, given: object, _judge: Judges | None
) -> Marked:
    """Mark an order by how many steps would have to move."""
    keys = step_order(item, posed.seed)
    answer = read.order(given, keys, posed.choices)
    before = order.closure(item.steps, item.depends)
    moves = order.moves(answer, before)
    most = order.most_moves(list(item.steps), before)
    said = f"{counted(moves, 'step')} to move." if moves else ""
    right = order.one_right(list(item.steps), before)
    label = {k: c.label for k, c in zip(keys, posed.choices, strict=True)}
    return judged(
        item,
        posed,
        1 - moves / most if most else 1.0,
        feedback=said,
        key=" ".join(label[k] for k in right)
        + " ("
        + " → ".join(item.steps[k] for k in right)
        + ")",
    )


def mark_match(
    item: Match, posed: Posed, given: object, _judge: Judges | None
) -> Marked:
    """Mark pairs by the share that is right."""
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
    return judged(
        item,
        posed,
        hits / len(marks),
        feedback=f"{hits} of {counted(len(marks), 'pair')} right.",
        options=tuple(marks),
        key=" ".join(f"{c.label}{number[p.right or '']}" for p, c in pairs),
    )
