"""One page that shows similar submissions side by side, what they share numbered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from grader.classroom.anonymous import Aliases
from grader.classroom.similar.normalise import tokens
from grader.classroom.similar.regions import Passage, passages
from grader.classroom.similar.search import File, Found, Pair
from grader.model import Exercise
from grader.report.page import clean, cut, render

MAX_LINES = 250
"""Lines of one side that are shown."""
MAX_COLUMNS = 300
_AROUND = 2


class Side(NamedTuple):
    """One of two submissions as it is shown."""

    who: str
    origin: str
    before: bool
    share: float
    code: Markup


class Row(NamedTuple):
    """A pair as it is shown."""

    anchor: str
    pair: Pair
    left: Side
    right: Side


class Section(NamedTuple):
    """An exercise, its pairs, and those of whom something is to be said."""

    exercise: Exercise
    found: Found
    rows: list[Row]
    solved: list[str]
    short: list[str]
    cut: list[str]


def page(
    title: str,
    results: Sequence[tuple[Exercise, Found]],
    aliases: Aliases,
    threshold: float,
) -> str:
    """Write the page; names are those that `aliases` gives.

    Returns
    -------
    str
        HTML that needs nothing but itself.
    """
    sections = [_section(exercise, found, aliases) for exercise, found in results]
    return render(
        "similar.html.jinja",
        marker="",
        course=title,
        sections=sections,
        pairs=sum(len(s.rows) for s in sections),
        threshold=threshold,
        anonymous=aliases.anonymous,
    )


def people(files: Sequence[File], aliases: Aliases) -> list[str]:
    """Name whose files these are, everyone once."""
    return list(dict.fromkeys(shown(f, aliases) for f in files))


def shown(file: File, aliases: Aliases) -> str:
    """Say whose file it is: the name, and the id where that is another text."""
    student = file.student
    if aliases.anonymous or student.name in ("", student.id):
        return aliases.of(student.id)
    return f"{student.name} ({student.id})"


def _section(exercise: Exercise, found: Found, aliases: Aliases) -> Section:
    rows = [
        _row(f"{exercise.id}-{n}", pair, aliases)
        for n, pair in enumerate(found.pairs, 1)
    ]
    solved, short, too_long = (
        people(files, aliases) for files in (found.solved, found.short, found.cut)
    )
    return Section(exercise, found, rows, solved, short, too_long)


def _row(anchor: str, pair: Pair, aliases: Aliases) -> Row:
    spans = ([r.left for r in pair.regions], [r.right for r in pair.regions])
    left, right = (
        Side(
            who=shown(file, aliases),
            origin="" if aliases.anonymous else file.origin,
            before=file.before,
            share=pair.shares[i],
            code=_code(
                file.text, spans[i], f"{anchor}-{'ab'[i]}", f"{anchor}-{'ba'[i]}"
            ),
        )
        for i, file in enumerate((pair.left, pair.right))
    )
    return Row(anchor, pair, left, right)


def _code(text: str, spans: Sequence[tuple[int, int]], here: str, there: str) -> Markup:
    """Mark up a file; each region's number leads to the same one on the other side."""
    lines = passages(text, tokens(text)[0], spans)
    near = {
        n
        for i, line in enumerate(lines)
        if any(part.region for part in line)
        for n in range(i - _AROUND, i + _AROUND + 1)
    }
    wanted = [i for i in range(len(lines)) if i in near][:MAX_LINES]
    rows, last = [], -1
    for i in wanted:
        if i > last + 1:
            rows.append(Markup('<span class="skipped">     …</span>'))
        number = Markup('<span class="ln">{:>4}</span> ').format(i + 1)
        rows.append(number + _line(lines[i], here, there))
        last = i
    if last + 1 < len(lines):
        rows.append(Markup('<span class="skipped">     …</span>'))
    return Markup("\n").join(rows)


def _line(line: list[Passage], here: str, there: str) -> Markup:
    done, left = Markup(), MAX_COLUMNS
    for part in line:
        text = clean(cut(part.text, max(1, left)))
        left -= len(part.text)
        if not part.region:
            done += text
            continue
        badge = Markup(
            '<a class="nr" id="{0}-{2}" href="#{1}-{2}" aria-label="passage {2}">{2}</a>'
        )
        first = badge.format(here, there, part.region) if part.first else Markup()
        lead = text[: len(text) - len(text.lstrip())]
        kind = "odd" if part.region % 2 else "even"
        done += (
            lead
            + first
            + Markup('<mark class="{}">{}</mark>').format(kind, text[len(lead) :])
        )
        if left <= 0:
            break
    return done
