"""Write a question, and what there is to say about an answer to it.

Linear, from top to bottom: nothing is drawn over, so that it can be read aloud,
scrolled back and piped.  Questions, options and reasons are Markdown of the
course; programs, their output and code are shown as they stand.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.cli.markdown import Style, lines, phrase
from grader.cli.out import Out, plain
from grader.quiz.model import OptionFeedback, QuizVerdict

if TYPE_CHECKING:
    from grader.quiz.model import Choice, Marked, Posed

_NARROW = 56
_COLUMN = 10
_SHOWN = 500
_COLORS = {"right": "green", "partly": "yellow", "wrong": "red"}
_WORDS = {"right": "Right", "partly": "Partly right", "wrong": "Wrong"}
_GLYPHS = {"right": "✓ ", "partly": "~ ", "wrong": "✗ "}


class AsItIs(str):
    """A text that is no Markdown and has its own lines: a program, its output."""

    __slots__ = ()


class Words(str):
    """A text that is no Markdown: words, to be wrapped."""

    __slots__ = ()


def count(number: float, noun: str) -> str:
    """Write a number and its noun: ``1 point``, ``2.5 points``."""
    return f"{short(number)} {noun}{'' if number == 1 else 's'}"


def short(points: float) -> str:
    """Write points with at most two decimals."""
    return f"{round(points, 2):g}"


def print_title(out: Out, text: str) -> None:
    """Write a line that stands out, or lines where it is long."""
    for row in out.kept(lambda: out.wrapped("", text, indent=0, hang=0)):
        out.line(out.style(row, bold=True))


# -- the question ------------------------------------------------------------------


def print_question(
    out: Out, posed: Posed, title: str, figure: Callable[[Posed], str | None]
) -> None:
    """Write a question with its options and what to type.

    Parameters
    ----------
    title : str
        E.g. ``Question 3 of 10``.
    figure : callable
        Says where the question's figure can be seen, if anywhere.
    """
    worth = "" if posed.points == 1 else f" ({count(posed.points, 'point')})"
    print_title(out, title + worth)
    out.line()
    for row in lines(posed.stem, out.width, _style(out)):
        out.line(row)
    if posed.program:
        _code(out, posed.program)
    if posed.template:
        _code(out, posed.template)
    if posed.figure is not None:
        out.line()
        _hanging(out, "Figure: ", posed.figure.alt)
        place = figure(posed)
        if place:
            out.sentence(f"To see it, open {place}")
    for choices in (posed.choices, posed.rights):
        if choices:
            out.line()
            literal = posed.kind == "trace"
            _choices(out, choices, literal)
    out.line()
    out.sentence(form(posed))


def form(posed: Posed) -> str:
    """Say what to type, in sentences."""
    parts = [posed.form]
    if posed.kind == "multi" and "all that apply" in posed.stem.casefold():
        parts = ["Type their letters, such as a c."]
    if posed.kind == "trace" and not posed.choices:
        parts.append("An empty line ends it.")
    if posed.unit_label:
        parts.append(f"Unit: {posed.unit_label}.")
    if posed.accuracy == "exactly":
        parts.append("It must be exact.")
    elif posed.accuracy:
        parts.append(f"{posed.accuracy} is near enough.")
    return " ".join(parts)


def _choices(out: Out, choices: tuple[Choice, ...], literal: bool) -> None:
    widest = max(len(c.label) for c in choices)
    for choice in choices:
        label = f"  {choice.label.rjust(widest)}) "
        text = AsItIs(choice.text) if literal else choice.text
        rows = _laid(out, text, out.width - len(label)) or [""]
        for i, row in enumerate(rows):
            out.line(((" " * len(label) if i else label) + row).rstrip())


def _code(out: Out, text: str) -> None:
    out.line()
    for row in _as_it_is(text):
        out.line(f"    {row}".rstrip())


# -- the verdict -------------------------------------------------------------------


def print_marked(
    out: Out,
    posed: Posed,
    marked: Marked,
    *,
    given: object = None,
    beliefs: Callable[[str], str] = str,
    ref: str = "",
) -> None:
    """Write what became of an answer, and why.

    Parameters
    ----------
    given : object
        The answer, where it is not to be seen just above.
    beliefs : callable
        Gives the text of a misconception by its id.
    ref : str
        What to read again, in words.
    """
    out.line()
    if marked.verdict is QuizVerdict.UNANSWERED:
        out.line("Skipped.")
    else:
        _verdict(out, marked)
    if given is not None and not marked.options:
        yours = as_typed(given)[:_SHOWN]
        literal = posed.kind in ("trace", "fill")
        _labelled(out, "yours", AsItIs(yours) if literal else Words(yours))
    _reasons(out, posed, marked)
    if marked.verdict is QuizVerdict.RIGHT:
        return
    shown = {" ".join(option.why.split()) for option in marked.options}
    for id in marked.misconceptions:
        text = beliefs(id)
        if " ".join(text.split()) not in shown | {marked.feedback}:
            _labelled(out, "perhaps", text)
    _labelled(out, "read", Words(ref))


def _verdict(out: Out, marked: Marked) -> None:
    verdict = marked.verdict.value
    if verdict not in _WORDS:
        out.line("Kept.")
        return
    words = _WORDS[verdict]
    if verdict == "partly" or marked.max_points != 1:
        words += f": {short(marked.points)} of {count(marked.max_points, 'point')}"
    glyph = _GLYPHS[verdict] if out.unicode else ""
    out.line(out.style(f"{glyph}{words}.", _COLORS[verdict], bold=True))


def _reasons(out: Out, posed: Posed, marked: Marked) -> None:
    """Say why, in the way that fits the kind of question."""
    right = marked.verdict is QuizVerdict.RIGHT
    if posed.rights:
        _pairs(out, posed, marked)
    elif marked.options:
        _options(out, posed, marked)
    elif posed.kind == "order":
        _count_of(out, marked)
        labels = marked.key.partition(" (")[0]
        steps = {c.label: c.text for c in posed.choices}
        shown = [f"{label}) {steps[label]}" for label in labels.split()]
        _labelled(out, "right", labels, *shown)
    else:
        said, literal = marked.feedback, posed.kind in ("trace", "fill")
        _labelled(out, "why", Words(said) if posed.kind == "fill" else said)
        if not right:
            key = _readable(posed, marked.key)
            _labelled(out, "right", AsItIs(key) if literal else Words(key))
    _labelled(out, "note" if marked.explanation else "", marked.explanation)


def _options(out: Out, posed: Posed, marked: Marked) -> None:
    several = posed.kind == "multi"
    if several:
        _count_of(out, marked)
    # What was chosen first, unless several were: then as they stood.
    options = sorted(marked.options, key=lambda o: several or not o.chosen)
    for option in options:
        label = _role(option, several)
        if not label:
            continue
        text = f"{option.label}) {option.text}"
        literal = posed.kind == "trace"
        _labelled(out, label, AsItIs(text) if literal else text, option.why)


def _role(option: OptionFeedback, several: bool) -> str:
    """Say what an option is to be shown as; nothing if it needs no words."""
    if option.correct:
        return "missed" if several and not option.chosen else "right"
    return "yours" if option.chosen else ""


def _readable(posed: Posed, key: str) -> str:
    """Round a number that has more digits than anybody reads."""
    number, _, unit = key.partition(" ")
    if posed.kind in ("numeric", "param") and "." in number and len(number) > 9:
        return f"≈ {float(number):.6g} {unit}".rstrip()
    return key


def _count_of(out: Out, marked: Marked) -> None:
    """Say how much of an answer is right, unless all of it is."""
    if marked.verdict is not QuizVerdict.RIGHT and marked.feedback:
        out.wrapped("", marked.feedback, indent=2, hang=0)


def _pairs(out: Out, posed: Posed, marked: Marked) -> None:
    _count_of(out, marked)
    number = {pair[:1]: pair[1:] for pair in marked.key.split()}
    rights = {c.label: c.text for c in posed.rights}
    for pair in marked.options:
        if pair.correct:
            _labelled(out, "right", pair.text, pair.why)
            continue
        left = next(c.text for c in posed.choices if c.label == pair.label)
        key = rights.get(number.get(pair.label, ""), "")
        if pair.chosen:
            _labelled(out, "yours", pair.text)
        label = "right" if pair.chosen else "missed"
        _labelled(out, label, f"{left} → {key}", pair.why)


def as_typed(given: object) -> str:
    """Write an answer as a person would type it."""
    if isinstance(given, (list, tuple)):
        return " ".join(map(as_typed, given))
    if isinstance(given, dict):
        return ", ".join(f"{k}: {as_typed(v)}" for k, v in given.items())
    return str(given)


# -- layout ------------------------------------------------------------------------


def _style(out: Out) -> Style:
    return Style(out.color, out.linear, out.encoding)


def _as_it_is(text: str) -> list[str]:
    return [plain(row.expandtabs(4)) for row in text.strip("\r\n").splitlines()]


def _laid(out: Out, text: str, room: int) -> list[str]:
    if isinstance(text, AsItIs):
        return _as_it_is(text)
    if isinstance(text, Words):
        return textwrap.wrap(plain(text), room, break_on_hyphens=False)
    return phrase(text, room, _style(out)) if text.strip() else []


def _labelled(out: Out, label: str, *texts: str) -> None:
    """Write texts below each other, with a label in a column before them."""
    if not any(texts):
        return
    narrow = out.width < _NARROW
    indent = " " * (4 if narrow else 2 + _COLUMN)
    if narrow:
        out.line(f"  {label}:")
    head = indent if narrow else "  " + label.ljust(_COLUMN)
    for text in texts:
        for row in _laid(out, text, out.width - len(indent)):
            out.line((head + row).rstrip())
            head = indent


def _hanging(out: Out, head: str, text: str) -> None:
    for row in phrase(head + text, out.width, _style(out)):
        out.line(row)
