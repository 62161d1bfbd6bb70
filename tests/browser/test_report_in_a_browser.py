"""What a reader's browser makes of a report: it reads, sorts, filters, prints, and
nothing that anybody wrote runs."""

from __future__ import annotations

import base64

import pytest
from selenium.webdriver.common.keys import Keys

from grader.report.learner import render_report
from tests.browser.chromium import OVERFLOW, UNFOLD
from tests.full import together
from tests.report_pages import HOSTILE, all_of, report

EVERY = (
    "empty",
    "small",
    "big",
    "hostile0",
    "hostile8",
    "hostile16",
    "hostile24",
    "hostile32",
)

STRANGE = """(() => {
  const tags = new Set(`html head meta title style body a svg symbol circle path div header p h1
    h2 h3 h4 bdi nav ul ol li main section dl dt dd span code time table caption thead tbody tr th
    td details summary figure figcaption g defs use text desc button label input kbd dialog script
    article strong pre ins del footer`.split(/\\s+/));
  const names = new Set(`lang charset http-equiv content name id class href hidden aria-label
    aria-labelledby aria-hidden aria-sort role tabindex viewBox width height cx cy r x y d scope
    type autocomplete spellcheck placeholder datetime open dir data-for data-label data-value
    data-sort data-due data-done preserveAspectRatio stroke-width stroke-dasharray opacity checked
    fill-opacity text-anchor`.split(/\\s+/));
  const found = new Set();
  for (const element of document.querySelectorAll("*")) {
    if (!tags.has(element.localName)) found.add(`<${element.localName}>`);
    for (const attribute of element.attributes)
      if (!names.has(attribute.name)) found.add(`${element.localName} ${attribute.name}`);
    const href = element.getAttribute("href");
    if (href !== null && !href.startsWith("#")) found.add(`href ${href}`);
  }
  if (document.querySelectorAll("script").length !== 1) found.add("scripts");
  if (document.querySelectorAll("style").length !== 1) found.add("styles");
  return Array.from(found).join("; ");
})()"""

ROWS = """return Array.from(document.querySelectorAll("#exercises tbody tr"))
  .filter((row) => row.offsetParent !== null).map((row) => row.id)"""
ACTIVE = "return document.activeElement.textContent || document.activeElement.tagName"


# -- nothing is asked for, nothing is said, nothing sticks out ---------------------------


@pytest.mark.parametrize("name", EVERY)
def test_a_page_asks_for_nothing_and_says_nothing_on_the_console(browser, pages, name):
    browser.open(pages[name])

    assert browser.requests() == []
    assert browser.console() == []
    assert browser.run("return typeof window.ran") == "undefined"


@pytest.mark.parametrize("name", ["empty", "big", "hostile0", "hostile32"])
def test_nothing_scrolls_sideways_at_any_width_folded_or_not(browser, pages, name):
    browser.open(pages[name])
    assert browser.sticking_out() == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["empty", "small", "hostile16"])
def test_axe_finds_nothing_at_aa_with_everything_unfolded(browser, pages, name, scheme):
    browser.open(pages[name], scheme=scheme)
    browser.evaluate(UNFOLD)
    assert browser.violations() == []


# -- hostile text --------------------------------------------------------------------------


@pytest.mark.parametrize("texts", together(HOSTILE, 4))
def test_no_text_becomes_more_than_text(browser, tmp_path, texts):
    page = tmp_path / "page.html"
    tiny = report(exercises=2, attempts=4, questions=6)
    page.write_bytes(render_report(all_of(tiny, *texts)).encode())

    browser.open(page, width=320)
    browser.evaluate(UNFOLD)

    assert browser.evaluate(STRANGE) == ""
    assert browser.evaluate("typeof window.ran") == "undefined"
    assert browser.evaluate(OVERFLOW) == ""
    assert browser.requests() == []
    assert browser.console() == []


def test_pictures_with_hostile_labels_are_only_pictures(browser, pages):
    for name in (name for name in pages if name.startswith("hostile")):
        browser.open(pages[name])
        assert browser.evaluate(STRANGE) == ""
        assert (
            browser.evaluate(
                "document.querySelectorAll('#pictures svg.drawing').length"
            )
            == 3
        )


def test_a_script_that_came_in_all_the_same_would_not_run(
    browser, pages, tmp_path_factory
):
    broken = tmp_path_factory.mktemp("broken") / "page.html"
    text = pages["small"].read_text("utf-8")
    attack = "<script>window.ran=1</script><img src=x onerror='window.ran=1'><p style='color:red'>"
    broken.write_text(text.replace("<main", f"{attack}<main", 1), "utf-8")

    browser.open(broken)

    assert browser.evaluate("typeof window.ran") == "undefined"
    said = " ".join(browser.console())
    assert said.count("Content Security Policy") >= 3  # script, picture, style
    assert all(not url.startswith("http") for url in browser.requests())


# -- keys ------------------------------------------------------------------------------------


def test_a_table_is_sorted_with_the_keyboard(browser, pages):
    browser.open(pages["big"])
    before = browser.run(ROWS)
    head = "document.querySelectorAll('#exercises th')[3]"
    browser.run(f"{head}.querySelector('button').focus()")

    browser.press(Keys.ENTER)
    up = browser.run(ROWS)
    assert browser.run(f"return {head}.getAttribute('aria-sort')") == "ascending"
    browser.press(Keys.SPACE)
    down = browser.run(ROWS)
    assert browser.run(f"return {head}.getAttribute('aria-sort')") == "descending"

    counts = {e.id: e.attempts for unit in report().units for e in unit.exercises}
    assert sorted(up) == sorted(down) == sorted(before)
    assert [counts[id] for id in up] == sorted(counts.values())
    assert [counts[id] for id in down] == sorted(counts.values(), reverse=True)
    others = browser.run(
        "return document.querySelectorAll('#exercises [aria-sort=none]').length"
    )
    assert others == 5


def test_a_table_is_filtered_with_the_keyboard_and_says_how_much_is_left(
    browser, pages
):
    browser.open(pages["big"])
    browser.run("document.getElementById('exercises').scrollIntoView()")
    everything = browser.run(ROWS)

    browser.press("f")
    assert browser.run("return document.activeElement.type") == "search"
    browser.press("ex0", "4")
    assert browser.run(ROWS) != everything
    assert "ex04" in browser.run(ROWS)
    said = browser.run("return document.querySelector('.tools .count').textContent")
    assert said == f"{len(browser.run(ROWS))} of 43 shown"
    browser.press(Keys.ESCAPE)
    assert browser.run(ROWS) == everything
    browser.run("document.activeElement.blur()")
    browser.press("h")
    left = browser.run(ROWS)
    states = {e.id: e.state for unit in report().units for e in unit.exercises}
    assert left == [id for id in everything if states[id] != "done"]


def test_a_question_mark_lists_the_keys_which_can_be_switched_off(browser, pages):
    browser.open(pages["small"])
    browser.press("?")
    assert browser.run("return document.getElementById('keys').open")
    browser.press(Keys.ESCAPE)
    assert not browser.run("return document.getElementById('keys').open")

    browser.run("document.getElementById('keys-on').checked = false")
    browser.press("?")
    assert not browser.run("return document.getElementById('keys').open")


def test_keys_go_from_section_to_section_and_unfold_everything(browser, pages):
    browser.open(pages["small"], motion="reduce")
    browser.press("]")
    assert browser.run(ACTIVE) == "What to do next"
    browser.press("]")
    assert browser.run(ACTIVE) == "Where you are"
    browser.press("[")
    assert browser.run(ACTIVE) == "What to do next"
    folded = "return document.querySelectorAll('details:not([open])').length"
    assert browser.run(folded) > 0
    browser.press("e")
    assert browser.run(folded) == 0


def test_tab_begins_with_a_link_past_the_contents_and_everything_shows_its_focus(
    browser, pages
):
    browser.open(pages["small"])
    browser.press(Keys.TAB)
    assert browser.run(ACTIVE) == "Skip to the report"
    assert browser.run("return document.activeElement.getBoundingClientRect().top") >= 0
    browser.press(Keys.ENTER)
    assert browser.run("return document.activeElement.id") == "main"
    for _ in range(12):
        browser.press(Keys.TAB)
        style = browser.run(
            "const s = getComputedStyle(document.activeElement);"
            "return s.outlineStyle + ' ' + s.outlineWidth"
        )
        assert style == "solid 3px"


# -- links, clocks, habits -----------------------------------------------------------------------


def test_a_link_leads_to_an_exercise_even_where_it_is_filtered_away(browser, pages):
    browser.open(pages["big"], at="#ex03")
    assert browser.run("return document.activeElement.id") == "ex03"

    browser.run("document.querySelector('.tools input[type=checkbox]').click()")
    assert "ex05" not in browser.run(ROWS)
    browser.run("document.querySelector('.tile[href=\"#ex05\"]').click()")
    browser.run(
        "return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
    )
    assert "ex05" in browser.run(ROWS)


def test_reviews_are_marked_by_the_readers_own_clock(browser, pages):
    browser.open(pages["small"])
    due = browser.run("return document.querySelectorAll('#reviews time').length")
    late = browser.run(
        "return Array.from(document.querySelectorAll('#reviews .late'), (e) => e.textContent)"
    )

    assert len(late) == due > 0  # the log is of a year that has passed
    assert all(text.endswith("days ago") for text in late)


def test_who_wants_no_motion_gets_none(browser, pages):
    behaviour = "return getComputedStyle(document.documentElement).scrollBehavior"
    browser.open(pages["small"])
    assert browser.run(behaviour) == "smooth"
    browser.open(pages["small"], motion="reduce")
    assert browser.run(behaviour) == "auto"


def test_dark_and_light_also_change_the_drawings(browser, pages):
    seen = {}
    for scheme in ("light", "dark"):
        browser.open(pages["small"], scheme=scheme)
        seen[scheme] = browser.run(
            "const of = (what, name) => getComputedStyle(document.querySelector(what))[name];"
            "return [of('html', 'backgroundColor'), of('.drawing .f-blue', 'fill'),"
            " of('.drawing text', 'fill')]"
        )

    assert all(a != b for a, b in zip(seen["light"], seen["dark"], strict=True))


def test_without_scripts_everything_can_be_read(browser, pages):
    browser.open(pages["big"], scripts=False, width=360)

    assert (
        browser.evaluate("document.querySelectorAll('#exercises tbody tr').length")
        == 43
    )
    assert browser.evaluate("document.querySelectorAll('th button').length") == 0
    hidden = browser.evaluate(
        "Array.from(document.querySelectorAll('[hidden]'), (e) => e.className).join()"
    )
    assert set(hidden.split(",")) == {"tools", "hint-keys"}  # what needs the script
    assert browser.evaluate(OVERFLOW) == ""
    assert browser.console() == []


def test_a_page_prints_without_what_is_for_the_screen(browser, pages):
    browser.open(pages["small"], medium="print", scheme="dark", width=794)
    shown = (
        "return [...document.querySelectorAll('nav, .tools, .skip, .data')]"
        ".filter((e) => e.getClientRects().length).length"
    )
    assert browser.run(shown) == 0
    assert browser.run(
        "return getComputedStyle(document.documentElement).backgroundColor"
    ) == ("rgb(255, 255, 255)")
    assert browser.evaluate(OVERFLOW) == ""
    printed = browser.cdp(
        "Page.printToPDF", preferCSSPageSize=True, printBackground=True
    )
    content = base64.b64decode(printed["data"])
    assert content.startswith(b"%PDF-")
    assert 3 <= content.count(b"/Type /Page\n") <= 12


def test_forced_colours_are_the_readers_own_in_drawings_too(browser, pages):
    browser.open(pages["small"])
    features = [{"name": "forced-colors", "value": "active"}]
    browser.cdp("Emulation.setEmulatedMedia", features=features)

    page, drawn = browser.run(
        "return [getComputedStyle(document.querySelector('#going h2')).color,"
        " getComputedStyle(document.querySelector('.drawing text.f-ink')).fill]"
    )
    assert page == drawn


def test_short_numbers_stay_on_one_line_on_a_phone(browser, pages):
    browser.open(pages["small"], width=320)
    browser.evaluate(UNFOLD)

    heights = browser.run(
        "return Array.from(document.querySelectorAll('#pictures td.short bdi'),"
        " (e) => e.getClientRects().length)"
    )
    assert heights
    assert set(heights) == {1}
