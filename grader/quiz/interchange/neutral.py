"""What every format can say of a question: the middle between our items and files.

Ten kinds of item become five kinds of question here.  What is lost on the way
is noted, item by item; a writer notes what its own format has no place for.
"""

from __future__ import annotations

import msgspec

from grader.quiz.model import Figure


class Answer(msgspec.Struct, frozen=True):
    """A text to choose or to type.

    Attributes
    ----------
    share : float
        Of the points, in [-1, 1]; what several wrong choices take away is
        negative.
    fixed : bool
        Whether it keeps its place where options are shuffled.
    """

    text: str
    share: float
    feedback: str = ""
    fixed: bool = False


class Number(msgspec.Struct, frozen=True):
    """A number to type; everything at most `around` away counts as it."""

    value: float
    around: float
    share: float
    feedback: str = ""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What all kinds of question have.

    Attributes
    ----------
    id : str
        Unique in a course; a letter, then letters, digits, ``_`` and ``-``.
    item : str
        The id of the item that it comes from.
    stem, explanation : str
        Markdown.
    pool : str
        Questions of one pool are variants of each other: one of them is asked.
    tags : tuple of str
        ``concept:...``, ``difficulty:...``, ``ref:...``.
    """

    id: str
    item: str
    stem: str
    points: float = 1.0
    explanation: str = ""
    hints: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    pool: str = ""
    figure: Figure | None = None


class Choice(Question, frozen=True, kw_only=True):
    """Choose one option, or select several; options are Markdown."""

    options: tuple[Answer, ...]
    several: bool = False
    shuffle: bool = True

    @property
    def pinned(self) -> bool:
        """Whether some options are to keep their places while others change."""
        return self.shuffle and any(option.fixed for option in self.options)


class Numerical(Question, frozen=True, kw_only=True):
    """Type a number; the first answer within reach counts, the key stands first."""

    answers: tuple[Number, ...]
    unit: str = ""


class Text(Question, frozen=True, kw_only=True):
    """Type a text, which is compared literally; a right one stands first."""

    answers: tuple[Answer, ...]
    case: bool = False


class Matching(Question, frozen=True, kw_only=True):
    """Find the right side of every left side, some right sides being left over.

    Left sides are Markdown, right sides plain text: they stand in menus.
    """

    pairs: tuple[tuple[str, str], ...]
    unused: tuple[str, ...] = ()


class Ordering(Question, frozen=True, kw_only=True):
    """Put steps in order.

    Attributes
    ----------
    steps : tuple of str
        Markdown, in an order to show, which is not a right one.
    orders : tuple of tuple of int
        All right orders, as positions in `steps`.
    """

    steps: tuple[str, ...]
    orders: tuple[tuple[int, ...], ...]


Asked = Choice | Numerical | Text | Matching | Ordering
"""A question of any kind."""


class Notes:
    """What a file does not hold as the quiz does, with the items concerned."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}

    def add(self, what: str, item: str) -> None:
        """Note it for an item; twice is once."""
        items = self._found.setdefault(what, [])
        if item not in items:
            items.append(item)

    def merge(self, other: Notes) -> None:
        """Add all that was noted elsewhere."""
        for what, items in other._found.items():
            for item in items:
                self.add(what, item)

    def lines(self, most: int = 6) -> list[str]:
        """Say each thing once, with the ids of at most so many items."""
        rows = []
        for what, items in self._found.items():
            named = ", ".join(items[:most])
            more = f" and {len(items) - most} more" if len(items) > most else ""
            rows.append(f"{what}: {named}{more}")
        return rows
