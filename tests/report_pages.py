"""Reports to write pages from: of any size, with pictures, and hostile ones."""

from __future__ import annotations

import functools
import itertools
import math
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import msgspec

from grader.report import data
from grader.report.data import Portrait, Report
from grader.report.gather import gather
from tests.report_world import make

_RAN = "window.ran=1"
LONG = "x" * 10_000

HOSTILE = (
    f"<script>{_RAN}</script>",
    f"</script><script>{_RAN}</script>",
    f"</style><script>{_RAN}</script>",
    f"</title><script>{_RAN}</script>",
    f"</textarea></template></noscript><script>{_RAN}</script>",
    f"<img src=x onerror={_RAN}>",
    f'"><img src=x onerror="{_RAN}">',
    f"'><svg onload='{_RAN}'>",
    f'" onmouseover="{_RAN}" autofocus onfocus="{_RAN}" x="',
    f"' onfocus='{_RAN}' autofocus tabindex=1 '",
    f"` onfocus=`{_RAN}` autofocus",
    f"javascript:{_RAN}",
    f"<a href='javascript:{_RAN}'>x</a>",
    f"<iframe srcdoc='<script>parent.{_RAN}</script>'></iframe>",
    f"<svg><script>{_RAN}</script></svg>",
    f"<svg><animate onbegin={_RAN} attributeName=x dur=1s></svg>",
    f"</svg></figure></main><script>{_RAN}</script>",
    f"</desc></title><foreignObject><body onload={_RAN}>",
    f"<math><mi//xlink:href='data:x,<script>{_RAN}</script>'></math>",
    f"<math><annotation-xml encoding='text/html'><img src onerror={_RAN}>",
    f"<!--<script>{_RAN}</script>-->",
    f"--><script>{_RAN}</script><!--",
    f"]]><script>{_RAN}</script><![CDATA[",
    f"<details open ontoggle={_RAN}><summary>x",
    "<style>*{display:none}</style><link rel=stylesheet href=//example.invalid/x.css>",
    "<meta http-equiv=refresh content='0;url=https://example.invalid/'><base href=//example.invalid/>",
    "<form action=https://example.invalid/><button>go</button></form>",
    "<table><tr><td></table></td></tr></div></section></main></body></html>",
    "{{7*7}}{% raw %}{{ config }}{# #}${7*7}#{7*7}<%= 7*7 %>",
    "{{ ''.__class__.__mro__ }}{% include '/etc/passwd' %}",
    "&lt;script&gt; &#x3c;script&#x3e; &quot; &amp;amp; &#0; &nosuch;",
    "\u202eevil\u202c \u2066a\u2067b\u2068c \u200f\u200e\u061c\u202a",
    "nul\x00 bell\x07 back\x08 escape\x1b[31mred\x1b]0;title\x07\x7f",
    "c1\x80\x85\x9b31m\x9f \u2028line\u2029paragraph \ufeff\ufff9",
    "half \ud83d a \udc00 \udfff\ud800 not \ufffe\uffff\ufdd0",
    LONG,
    "שלום مرحبا " * 50 + "\u202e" * 50,
    "é" + "\u0301" * 500 + "\U000e0041\U000e007f 👩‍👩‍👧",
    "\t\r\n  \r  \n\n\n`code` ``` `unclosed $x$ \\(y\\) \\u202e",
    "constructor __proto__ toString #ex01 main next keys '\"<>&`=/\\",
)

# What a field may hold besides texts of anybody's: it stays as it is.
_KINDS = {
    value
    for alias in (data.ActionKind, data.ExerciseState, data.QuizState, data.ConceptLevel,
                  data.Outcome, data.LineKind, data.PortraitKind)
    for value in get_args(alias)
} | {"check", "question", "sure", "think so", "guess"}  # fmt: skip


@functools.cache
def report(*, exercises: int = 43, attempts: int = 500, questions: int = 121) -> Report:
    """Gather the report of a learner's months in a course of some size."""
    with tempfile.TemporaryDirectory() as folder:
        world = make(
            Path(folder) / "w",
            exercises=exercises,
            attempts=attempts,
            questions=questions,
        )
        return gather(world.course, world.database, name="Ada Lovelace")


def with_portraits(plain: Report) -> Report:
    """Add one picture of each kind."""
    return msgspec.structs.replace(plain, portraits=portraits())


def portraits() -> tuple[Portrait, ...]:
    xs = [n / 10 for n in range(-50, 51)]
    grid = [n / 12 - 2 for n in range(49)]
    steps = range(120)
    value = [
        [_sigmoid(4 * math.hypot(a, b) - 4.4 + math.sin(3 * a)) for a in grid]
        for b in grid
    ]
    around = [(1.7 * math.sin(n * n), 1.7 * math.cos(n * 1.3), n) for n in range(60)]
    points = [[a, b, int(math.hypot(a, b) > 1.1)] for a, b, _ in around]
    curves = {
        "sigmoid": [_sigmoid(x) for x in xs],
        "tanh": [math.tanh(x) for x in xs],
        "relu": [max(x, 0.0) if x < 1.8 else None for x in xs],
    }
    series = {
        "training": [math.exp(-n / 30) + 0.1 for n in steps],
        "held out": [math.exp(-n / 40) + 0.2 + n / 900 for n in steps],
    }
    return (
        _portrait("curves", "Your activations", {"x": xs, "curves": curves}, "z", "a"),
        _portrait("regions", "Where your network decides",
                  {"x1": grid, "x2": grid, "value": value, "points": points}, "x₁", "x₂"),
        _portrait("series", "Your loss, step by step", {"series": series}, "epoch", "loss"),
    )  # fmt: skip


def _portrait(kind: Any, title: str, data: dict[str, Any], x: str, y: str) -> Portrait:
    return Portrait(
        id=kind, exercise="ex01", title=title, caption="Drawn by your own functions.",
        kind=kind, data=data, source_sha256="0" * 64, x_label=x, y_label=y,
    )  # fmt: skip


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def hostile(plain: Report, first: int) -> Report:
    """Put a hostile text into every field that takes one, beginning with the nth.

    From the second round on each carries the round's number, since ids differ in
    a real report.
    """
    nth = first

    def worse(value: Any) -> Any:
        nonlocal nth
        if isinstance(value, str) and value not in _KINDS:
            nth += 1
            turn = (nth - first - 1) // len(HOSTILE)
            return HOSTILE[(nth - 1) % len(HOSTILE)] + (str(turn) if turn else "")
        return value

    return msgspec.convert(_mapped(msgspec.to_builtins(plain), worse), Report)


def all_of(plain: Report, *texts: str) -> Report:
    """Put one text into every field that takes one, or several in turn."""
    turn = itertools.cycle(texts)

    def worse(value: Any) -> Any:
        return next(turn) if isinstance(value, str) and value not in _KINDS else value

    return msgspec.convert(_mapped(msgspec.to_builtins(plain), worse), Report)


def _label(text: str, n: int) -> str:
    """Make the worst label of it that a picture may have."""
    return "".join(filter(str.isprintable, text))[:36] + f" {n}"


_KEPT_KEYS = {"x", "x1", "x2", "curves", "series", "value", "points"}


def _mapped(value: Any, change: Callable[[Any], Any], *, data: bool = False) -> Any:
    if isinstance(value, dict):
        return {
            _label(change(key), n) if data and key not in _KEPT_KEYS else key: _mapped(
                one, change, data=data or key == "data"
            )
            for n, (key, one) in enumerate(value.items())
        }
    if isinstance(value, list | tuple):
        return [_mapped(one, change, data=data) for one in value]
    return change(value)
