"""The nouns of quizzes: what a file holds, what is asked, what marking yields.

All are frozen values; the ones read from YAML refuse unknown keys.  Keys of
right answers are optional in the types because a quiz may withhold them: then
they stand in ``reference/quizzes/`` and are merged in where that is at hand.
"""

from __future__ import annotations

import enum
import hashlib
from pathlib import Path
from typing import Literal

import msgspec

Pin = Literal["first", "last"]
Policy = Literal["immediate", "end", "exam"]
Keys = Literal["shipped", "withheld"]
Number = int | float
Formula = int | float | str
"""A number, or the text of an expression; see `grader.quiz.expression`."""


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the answers to choose from."""

    text: str
    correct: bool = False
    why: str = ""
    misconception: str | None = None
    pin: Pin | None = None


class Tolerance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far a number may be from the key; the larger of the two counts."""

    abs: float | None = None
    rel: float | None = None

    def around(self, key: float) -> float:
        """Return the largest accepted distance from `key`.

        One part in 10**12 is added, so that ``0.3`` meets a key that was
        computed as ``0.1 * 3`` with a tolerance of zero.
        """
        return max(self.abs or 0.0, (self.rel or 0.0) * abs(key)) + 1e-12 * abs(key)


class Near(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong number that a known slip leads to."""

    value: Formula
    why: str = ""
    misconception: str | None = None


class NearText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong text that a known slip leads to."""

    text: str
    why: str = ""
    misconception: str | None = None


class Draw(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the value of a parameter comes from; exactly one of the three.

    ``{choice: [1, 2]}``, ``{int: [-3, 3]}`` with both ends, or
    ``{float: [0, 1], decimals: 2}`` in steps of the last decimal.
    """

    choice: tuple[Number, ...] | None = None
    integers: tuple[int, int] | None = msgspec.field(name="int", default=None)
    floats: tuple[float, float] | None = msgspec.field(name="float", default=None)
    decimals: int | None = None


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A left side and the right side that belongs to it."""

    left: str
    right: str | None = None
    why: str = ""


class WrongCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A completion that a known slip leads to."""

    code: str
    why: str = ""
    misconception: str | None = None


class Axis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where x runs from and to, and at how many points."""

    to: float
    start: float = msgspec.field(name="from")
    points: int = 200


class Curve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One curve of a figure: an expression over x."""

    y: Formula
    label: str = ""


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A picture as data: curves over one axis, and what they show in words."""

    x: Axis
    curves: tuple[Curve, ...]
    alt: str
    title: str = ""
    xlabel: str = ""
    ylabel: str = ""


class Base(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    kw_only=True,
    tag_field="type",
):
    """What every item has."""

    id: str
    stem: str
    concepts: tuple[str, ...]
    difficulty: int
    points: float = 1.0
    source: str = ""
    ref: str = ""
    hints: tuple[str, ...] = ()
    explanation: str = ""
    confidence: bool = False

    @property
    def kind(self) -> str:
        """The item's ``type``, as it is written in the file."""
        return str(self.__struct_config__.tag)


class Single(Base, frozen=True, kw_only=True, tag="single"):
    """Choose the one right option."""

    options: tuple[Option, ...]


class Multi(Base, frozen=True, kw_only=True, tag="multi"):
    """Select every right option."""

    options: tuple[Option, ...]


class Numeric(Base, frozen=True, kw_only=True, tag="numeric"):
    """Give a number."""

    answer: Formula | None = None
    tolerance: Tolerance | None = None
    near: tuple[Near, ...] = ()
    unit_label: str = ""


class Param(Base, frozen=True, kw_only=True, tag="param"):
    """Give a number that depends on parameters drawn by the seed."""

    params: dict[str, Draw]
    require: str | None = None
    answer: Formula | None = None
    tolerance: Tolerance | None = None
    near: tuple[Near, ...] = ()
    unit_label: str = ""


class Short(Base, frozen=True, kw_only=True, tag="short"):
    """Give a word or a few."""

    answers: tuple[str, ...] = ()
    pattern: str | None = None
    near: tuple[NearText, ...] = ()


class Order(Base, frozen=True, kw_only=True, tag="order"):
    """Put steps in an order; every one that respects `depends` is right."""

    steps: dict[str, str]
    depends: dict[str, tuple[str, ...]] = {}


class Match(Base, frozen=True, kw_only=True, tag="match"):
    """Find the right side for every left side.

    `rights` is only for a quiz that withholds its keys: all right sides, in
    any order, while the pairs name the left sides alone.
    """

    pairs: tuple[Pair, ...]
    unused: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()


class Trace(Base, frozen=True, kw_only=True, tag="trace"):
    """Say what a program prints; typed, or chosen where there are options."""

    program: str
    output: str | None = None
    options: tuple[Option, ...] = ()


class Fill(Base, frozen=True, kw_only=True, tag="fill"):
    """Complete a line of code; an exercise's checks judge it."""

    exercise: str
    template: str
    answer_code: str | None = None
    wrong_code: tuple[WrongCode, ...] = ()


class Plot(Base, frozen=True, kw_only=True, tag="plot"):
    """Choose what a figure shows."""

    figure: Figure
    options: tuple[Option, ...]


Item = (
    Single | Multi | Numeric | Param | Short | Order | Match | Trace | Fill | Plot
)  # fmt: skip
ITEM_TYPES: tuple[type[Base], ...] = (
    Single, Multi, Numeric, Param, Short, Order, Match, Trace, Fill, Plot,
)  # fmt: skip
KINDS: dict[str, type[Base]] = {
    str(t.__struct_config__.tag): t for t in ITEM_TYPES
}  # fmt: skip

BLANK = "____"


class QuizFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """``quizzes/<id>.yaml``, as it stands."""

    title: str
    items: tuple[Item, ...]
    unit: str | None = None
    pass_mark: float | None = None
    feedback: Policy = "immediate"
    keys: Keys = "shipped"
    shuffle: bool = True


class Quiz(msgspec.Struct, frozen=True, kw_only=True):
    """One quiz of a course.

    Attributes
    ----------
    pass_mark : float
        Its own or the course's, in [0, 1].
    has_keys : bool
        Whether right answers are at hand; false for a learner's copy of a
        quiz that withholds them.
    sha256 : str
        Of the files that it was read from.
    """

    id: str
    title: str
    file: Path
    unit: str | None
    pass_mark: float
    feedback: Policy
    keys: Keys
    shuffle: bool
    items: tuple[Item, ...]
    has_keys: bool
    sha256: str

    def item(self, id: str) -> Item | None:
        """Return the item with this id, if there is one."""
        return next((i for i in self.items if i.id == id), None)

    @property
    def max_points(self) -> float:
        """What all items together are worth."""
        return round(sum(i.points for i in self.items), 6)


class QuizVerdict(enum.StrEnum):
    """What became of one answer.

    `INVALID` is an answer of the wrong form: it costs nothing and is asked
    again.  `RECORDED` is one whose key is withheld here: an instructor marks it.
    """

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    UNANSWERED = "unanswered"
    INVALID = "invalid"
    RECORDED = "recorded"


class OptionFeedback(msgspec.Struct, frozen=True):
    """What there is to say about one option, pair or step as it was shown."""

    label: str
    text: str
    chosen: bool
    correct: bool
    why: str = ""
    misconception: str | None = None


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """One answer, marked.

    Attributes
    ----------
    feedback : str
        About this very answer; for `INVALID` the form that is expected.
    misconceptions : tuple of str
        Ids of the beliefs that the answer shows, the first one first.
    options : tuple of OptionFeedback
        Every option as shown, right ones too; empty for typed answers.
    key : str
        The right answer in words; not for a quiz in exam mode to show.
    """

    verdict: QuizVerdict
    points: float
    max_points: float
    feedback: str = ""
    misconceptions: tuple[str, ...] = ()
    options: tuple[OptionFeedback, ...] = ()
    explanation: str = ""
    key: str = ""

    @property
    def misconception(self) -> str | None:
        """The first belief that the answer shows, if any."""
        return self.misconceptions[0] if self.misconceptions else None


class Choice(msgspec.Struct, frozen=True):
    """An option, step, or side as it is shown: its label to type and its text."""

    label: str
    text: str


class Posed(msgspec.Struct, frozen=True, kw_only=True):
    """An item as it is asked: all that a presenter needs, nothing of the key.

    Attributes
    ----------
    choices : tuple of Choice
        Options (a, b, ...), steps of `order` (1, 2, ...), or the left sides of
        `match` (a, b, ...), in the order to show.
    rights : tuple of Choice
        The right sides of `match` (1, 2, ...).
    form : str
        One sentence that says what to type.
    accuracy : str
        For numbers: how exact the answer must be, e.g. ``± 0.001``.
    """

    id: str
    kind: str
    seed: int
    shuffle: bool
    stem: str
    form: str
    points: float
    difficulty: int
    concepts: tuple[str, ...]
    hints: tuple[str, ...] = ()
    ref: str = ""
    confidence: bool = False
    choices: tuple[Choice, ...] = ()
    rights: tuple[Choice, ...] = ()
    values: dict[str, Number] = {}
    unit_label: str = ""
    accuracy: str = ""
    program: str = ""
    template: str = ""
    exercise: str = ""
    figure: Figure | None = None


def fingerprint(item: Item) -> str:
    """Hash what an item asks and accepts: another hash is another question."""
    return hashlib.sha256(msgspec.json.encode(item, order="sorted")).hexdigest()
