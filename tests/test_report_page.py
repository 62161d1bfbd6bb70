"""What the report's page promises without a browser: bytes, size, safety, words."""

from __future__ import annotations

import base64
import hashlib
import html.parser
import math
import re
import subprocess
import sys

import msgspec
import pytest

from grader.report import page, plots, wording
from grader.report.canvas import Canvas, drawing
from grader.report.data import (
    MARKER,
    Confidence,
    DiffLine,
    DueCard,
    Growth,
    Portrait,
    Report,
    ToPass,
    Week,
)
from grader.report.figures import likely
from grader.report.learner import render_report
from tests.report_pages import HOSTILE, LONG, hostile, portraits, report, with_portraits


@pytest.fixture(scope="module")
def small() -> Report:
    return with_portraits(report(exercises=3, attempts=14, questions=6))


class Outline(html.parser.HTMLParser):
    """The tags of a page, with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


# -- the same, small, whole --------------------------------------------------------------


def test_the_same_report_gives_the_same_bytes_also_in_another_process(small):
    made = render_report(small)
    script = (
        "import sys, hashlib, msgspec\n"
        "from grader.report.data import Report\n"
        "from grader.report.learner import render_report\n"
        "made = render_report(msgspec.json.decode(sys.stdin.buffer.read(), type=Report))\n"
        "print(hashlib.sha256(made.encode()).hexdigest())"
    )

    other = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True,
                           input=msgspec.json.encode(small))  # fmt: skip

    assert made == render_report(small)
    assert other.stderr == b""
    assert other.stdout.decode().strip() == hashlib.sha256(made.encode()).hexdigest()


def test_a_page_as_it_was_read_and_judged_good(small, golden):
    golden(
        "report.html", render_report(msgspec.structs.replace(small, version="1.2.3"))
    )


def test_a_whole_course_stays_below_600_kilobytes():
    assert len(render_report(with_portraits(report())).encode()) < 600_000


def test_long_texts_everywhere_do_not_make_a_page_that_nobody_can_open():
    from tests.report_pages import all_of

    made = render_report(all_of(report(exercises=6, attempts=30, questions=12), LONG))

    assert len(made.encode()) < 1_500_000


def test_nobody_has_done_anything_yet_and_the_page_is_friendly():
    made = render_report(report(exercises=9, attempts=0, questions=12))

    assert "there is no hurry" in made
    assert "What will stand here" in made
    assert 'id="going"' not in made


def test_a_course_without_anything_still_has_a_page(small):
    nothing = {
        name: type(value)()
        for name in Report.__struct_fields__
        if isinstance(value := getattr(small, name), str | tuple)
    }
    zero = dict.fromkeys(small.summary.__struct_fields__, 0)
    empty = msgspec.structs.replace(
        small, next=None, summary=type(small.summary)(**zero), **nothing
    )  # fmt: skip

    made = render_report(empty)

    assert "There are no exercises in this course yet." in made
    assert "Every exercise is finished" not in made


# -- what the page may do ---------------------------------------------------------------------


def test_a_page_names_nothing_outside_itself_and_has_no_inline_style(small):
    made = render_report(small)
    for tag, attributes in Outline(made).tags:
        assert not attributes.keys() & {"src", "srcset", "style", "action", "ping"}, tag
        assert not any(name.startswith("on") for name in attributes), tag
        assert attributes.get("href", "#").startswith("#"), tag
    assert "url(" not in page.assets().style
    assert "@import" not in page.assets().style
    assert MARKER in made


def test_the_policy_allows_the_one_style_and_the_one_script_and_nothing_else(small):
    made = render_report(small)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    assert policy is not None
    rules = dict(
        rule.strip().split(" ", 1)
        for rule in policy[1].replace("&#39;", "'").split(";")
    )
    contents = {
        f"{name}-src": re.findall(rf"<{name}>(.*?)</{name}>", made, re.DOTALL)
        for name in ("style", "script")
    }

    assert (
        rules.pop("default-src")
        == rules.pop("base-uri")
        == rules.pop("form-action")
        == "'none'"
    )
    assert rules.keys() == contents.keys()
    for name, (content,) in contents.items():
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"


@pytest.mark.parametrize("first", range(0, len(HOSTILE), 5))
def test_hostile_text_adds_no_element_and_no_attribute(small, first):
    usual, attacked = (
        Outline(render_report(one)) for one in (small, hostile(small, first))
    )
    kinds = {(tag, *sorted(attributes)) for tag, attributes in usual.tags}
    kinds |= {("code",), ("li", "dir"), ("pre", "dir")}  # backticks; notes; programs
    known_tags = {tag for tag, *_ in kinds}
    known_attributes = {name for _, *names in kinds for name in names}

    for tag, attributes in attacked.tags:
        assert tag in known_tags
        assert attributes.keys() <= known_attributes, tag
    text = "".join(attacked.words)
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text
    )


# -- texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1b[1mc\x9b", r"a\x00b\x1b[1mc\x9b"),
        ("\u202eevil", r"\u202eevil"),
        ("\U000e0041", r"\U000e0041"),
        ("\ud83d!\udc00\uffff", "\ufffd!\ufffd\ufffd"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * 4),
        ("👩\u200d👧 نمی\u200cخواهم", "👩\u200d👧 نمی\u200cخواهم"),
    ],
)
def test_what_nobody_would_see_is_made_visible(text, shown):
    assert page.clean(text) == shown


def test_code_between_backticks_is_code_and_stays_escaped():
    assert (
        page.prose("use `<b>` & `x`")
        == "use <code>&lt;b&gt;</code> &amp; <code>x</code>"
    )
    assert page.foreign("a `lone tick") == "<bdi>a `lone tick</bdi>"


def test_a_program_keeps_its_backticks(small):
    line = DiffLine(kind="new", text='"""Return ``x @ w`` & `b`."""')
    one = Growth(exercise="ex01", title="t", first_at="2026-01-01", passed_at="2026-01-01",
                 attempts=2, lines=(line,), added=1, removed=0, cut=False)  # fmt: skip
    made = render_report(msgspec.structs.replace(small, growth=(one,)))

    assert (
        "<ins>+ &#34;&#34;&#34;Return ``x @ w`` &amp; `b`.&#34;&#34;&#34;</ins>" in made
    )


def test_long_names_and_texts_are_cut():
    assert len(page.label(LONG)) == page.LONGEST_LABEL
    assert page.prose(LONG).endswith("…")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (-0.0, "0"),
        (2.5, "2.5"),
        (1 / 3, "0.33"),
        (30, "30"),
        (math.nan, "–"),
        (1e300, "1e+300"),
    ],
)
def test_numbers_are_written_short(value, shown):
    assert page.number(value) == shown


def test_moments_are_written_as_days_and_what_is_none_as_it_stands():
    assert page.day("2026-03-01T10:00:00.000+00:00") == "1 Mar 2026"
    assert page.date("2026-02-30") == ""
    assert page.day("<soon>") == "<soon>"


def test_every_exercise_has_its_own_link(small):
    ids = [attributes.get("id") for _, attributes in Outline(render_report(small)).tags]
    given = [id for id in ids if id]

    assert {e.id for unit in small.units for e in unit.exercises} <= set(given)
    assert len(given) == len(set(given))
    assert page.anchor("quiz", "ex01") == "quiz-ex01"
    assert re.fullmatch(r"exercise-x[0-9a-f]{10}", page.anchor("exercise", "<main>"))


def test_links_lead_to_what_is_there():
    outline = Outline(render_report(with_portraits(report())))
    ids = {attributes.get("id") for _, attributes in outline.tags}

    for tag, attributes in outline.tags:
        for name in ("href", "data-for", "aria-labelledby"):
            for one in (attributes.get(name) or "").replace("#", "").split():
                assert one in ids, (tag, name, one)


# -- figures -----------------------------------------------------------------------------------------


def test_each_figure_has_a_title_a_description_and_its_numbers(small):
    made = render_report(small)
    drawings = re.findall(r'<svg class="drawing".*?</svg>', made, re.DOTALL)

    assert len(drawings) > 8
    for one in drawings:
        assert re.search(
            r"<title id=\"[\w-]+\">[^<]+</title><desc id=\"[\w-]+\">[^<]+</desc>", one
        )
    for figure in re.findall(r"<figure.*?</figure>", made, re.DOTALL):
        assert "<table" in figure
        assert "<figcaption>" in figure


def test_a_drawing_has_no_style_and_its_texts_are_texts():
    with drawing():
        canvas = Canvas(100, 50)
        canvas.line([0, 100], [0, 50], "ink", dashes=(2, 1))
        canvas.dots([1, 2], [3, 4], "diamond", "orange")
        canvas.text(5, 5, "<script>$x$\x00\ud800</script>")
        made = canvas.svg("fig", 'a "title"', "<desc>")

    assert "style" not in made
    assert "&lt;script&gt;$x$\\x00\ufffd&lt;/script&gt;" in made
    assert 'id="fig-0"' in made
    assert 'href="#fig-0"' in made
    assert "&lt;desc&gt;" in made


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("curves", {}),
        ("curves", {"x": [], "curves": {"f": []}}),
        ("curves", {"x": [1, 2], "curves": {}}),
        ("curves", {"x": ["1"], "curves": {"f": [1]}}),
        ("curves", {"x": [None], "curves": {"f": [None]}}),
        ("regions", {"x1": [0, 1], "x2": [0, 1], "value": [[0, 1]], "points": []}),
        ("regions", {"x1": [0, 1], "x2": [0], "value": [[0, 1]], "points": []}),
        (
            "regions",
            {"x1": [0, 1], "x2": [0, 1], "value": [[None, None]] * 2, "points": []},
        ),
        (
            "regions",
            {"x1": [0, None], "x2": [0, 1], "value": [[0, 1]] * 2, "points": []},
        ),
        ("regions", {"x1": [1, 0], "x2": [0, 0], "value": [[0, 1]] * 2, "points": []}),
        ("series", {"series": {}}),
        ("series", {"series": {"loss": [1e300, None]}}),
        ("series", {"series": {"loss": ["<script>"]}}),
        ("series", []),
        ("figure", {"title": "t", "lines": [], "points": []}),
    ],
)
def test_what_is_no_picture_is_named_and_not_drawn(small, kind, data):
    one = Portrait(id="p", exercise="ex01", title="Mine", caption="", kind=kind, data=data,
                   source_sha256="")  # fmt: skip

    made = render_report(msgspec.structs.replace(small, portraits=(one,)))

    assert "The picture Mine of ex01 cannot be drawn." in made


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("curves", {"x": [0, 1, 2], "curves": {"f": [None, 1, None]}}),
        ("curves", {"x": [0, 1], "curves": {"f": [5, 5]}}),
        ("curves", {"x": [1e-90, 2e-90], "curves": {"f": [1e90, -1e90]}}),
        ("curves", {"x": list(range(400)), "curves": {f"{n} {'x' * 35}": [n] * 400 for n in range(8)}}),
        ("series", {"series": {"loss": [3]}}),
        ("series", {"series": {"a": [1, 2, 3], "b": [1]}}),
        ("regions", {"x1": [0, 1], "x2": [0, 1], "value": [[1, 1], [1, 1]], "points": []}),
        ("regions", {"x1": [0, 1], "x2": [0, 1], "value": [[-3, 1], [None, 5]],
                     "points": [[0, 0, n] for n in range(10)] + [[9, 9, 1]]}),
        ("figure", {"title": "<b>", "labels": ["<i>", ""], "limits": [[1.0, 9.0], [0.1, 5.0]],
                    "log": ["x", "y"], "points": [[2, 2, n] for n in range(10)],
                    "lines": [{"label": "</svg>", "x": [0, 2, 10], "y": [None, 1, 9]}] * 12,
                    "field": {"x": [1, 2, 3], "y": [1, 2], "value": [[0, 1, 7], [None] * 3]}}),
        ("figure", {"title": "", "labels": ["", "", ""], "limits": [[0.0, 1.0]] * 3, "log": [],
                    "points": [], "view": [90, 0],
                    "lines": [{"label": "", "x": [0, 1], "y": [0, 1], "z": [None, 3]}],
                    "field": {"x": [0, 1, 2], "y": [0, 1], "value": [[1, 1, 1], [1, None, 1]]}}),
        ("figure", {"title": "", "labels": ["", ""], "limits": [[0.0, 1.0]] * 2, "log": [],
                    "points": [[5, 5, 0]], "lines": []}),
    ],
)  # fmt: skip
def test_odd_pictures_are_drawn_all_the_same(kind, data):
    one = Portrait(id="p", exercise="ex01", title="Mine", caption="", kind=kind, data=data,
                   source_sha256="")  # fmt: skip
    with drawing():
        picture = plots.draw("f", one)

    assert picture is not None
    assert "nan" not in picture.svg
    assert len(picture.svg) < 60_000
    assert all(len(row) == len(picture.head) for row in picture.rows)


def test_axes_of_magnitudes_are_marked_with_powers_of_ten():
    xs = [10.0**-n for n in range(12, -3, -1)]
    one = Portrait(id="p", exercise="ex01", title="Mine", caption="", kind="curves",
                   data={"x": xs, "curves": {"error": [x * x for x in xs]}}, source_sha256="",
                   log=("x", "y"))  # fmt: skip
    with drawing():
        plot = plots.draw("f", one)

    assert plot is not None
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", plot.svg)
    assert "10⁻¹²" in texts
    assert len(texts) < 16


def test_pictures_do_not_depend_on_the_readers_settings_of_matplotlib():
    import matplotlib

    def drawn() -> list[str]:
        with drawing():
            made = [plots.draw(f"f{n}", one) for n, one in enumerate(portraits())]
        return [picture.svg for picture in made if picture]

    with matplotlib.rc_context(
        {"lines.linestyle": ":", "font.size": 30, "figure.dpi": 10}
    ):
        odd = drawn()
    assert odd == drawn()


def test_the_range_that_a_share_may_have_narrows_with_what_was_seen():
    assert likely(1, 1)[0] < likely(10, 10)[0] < likely(100, 100)[0] < 1
    low, high = likely(0, 3)
    assert 0 <= low < high < 1


# -- sentences ------------------------------------------------------------------------------------------


def _week(tried: int, right: int, answers: int, good: float) -> Week:
    return Week(monday="2026-01-05", exercises_first_tried=tried, answers_first=answers,
                exercises_passed_first_try=right, answers_right_first=good,
                attempts=tried, answers=answers)  # fmt: skip


def test_first_tries_are_compared_only_where_there_are_enough():
    few = [_week(2, 1, 0, 0), _week(1, 1, 2, 1)]
    many = [_week(5, 1, 10, 4), _week(5, 4, 10, 9)]

    assert wording.first_try(few) == (
        "2 of your 3 exercises and 1 of your 2 answers were right at the first try."
    )
    assert wording.first_try(many) == (
        "5 of your 10 exercises and 65\u00a0% of your answers were right at the first try. "
        "In the later weeks it went up, from 33\u00a0% to 87\u00a0%."
    )
    assert "no setback" in wording.first_try(many[::-1])


def test_the_last_five_at_once_are_said(small):
    def passed(*attempts: int) -> Report:
        each = tuple(ToPass(exercise=f"ex{n:02}", title="", attempts=a, hints=0)
                     for n, a in enumerate(attempts))  # fmt: skip
        return msgspec.structs.replace(small, to_pass=each)

    assert wording.going(passed(13, 1, 1, 1, 1, 1)) == (
        "You needed 3 attempts on average to pass an exercise. The last five passed at the first try."
    )
    assert (
        wording.going(passed(2, 4))
        == "You needed 3 attempts on average to pass an exercise."
    )
    assert wording.going(passed()).startswith("No exercise has passed yet.")


def test_confidence_is_spoken_of_from_five_answers_on():
    def said(sure: int, right: float) -> str:
        return wording.confidence([Confidence(said="sure", answers=sure, right=right)])

    assert said(4, 4) == "Too few answers with a confidence yet to say more."
    assert said(10, 9.5).endswith("You can trust your feeling.")
    assert said(10, 5).endswith("worth a second look.")


def test_what_fades_is_counted(small):
    def card(known: float | None, *, overdue: bool) -> DueCard:
        return DueCard(item="i", quiz="q", title="t", stem="s", concepts=(), due="2026-01-01",
                       overdue=overdue, retrievability=known)  # fmt: skip

    def told(*cards: DueCard) -> str:
        return wording.fading(
            msgspec.structs.replace(small, reviews=cards, as_of="2026-01-01T00:00:00Z")
        )

    assert told(
        card(0.6, overdue=True), card(0.9, overdue=False), card(None, overdue=False)
    ) == (
        "3 questions will come back; on 1 Jan 2026 1 was due. You probably still know "
        "75\u00a0% of those that you had right: a short review keeps it so."
    )
    assert "still know nearly all of them" in told(card(1.0, overdue=False))
    assert "still know" not in told(card(None, overdue=False))


def test_an_exercise_that_passed_on_one_day_names_it_once():
    one = Growth(exercise="ex01", title="t", first_at="2026-01-01", passed_at="2026-01-01",
                 attempts=2, lines=(), added=0, removed=0, cut=False)  # fmt: skip

    assert wording.took(one) == "On 1 Jan 2026, 2 attempts."
    later = msgspec.structs.replace(one, passed_at="2026-01-03")
    assert wording.took(later) == "From 1 Jan 2026 to 3 Jan 2026, 2 attempts."
