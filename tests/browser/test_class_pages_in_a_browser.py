"""What a browser makes of class reports and feedback: read, sorted, and only text."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from grader.classroom.class_page import render_class
from grader.classroom.feedback import as_html
from tests import class_pages
from tests.browser.chromium import OVERFLOW, UNFOLD
from tests.full import together
from tests.report_pages import HOSTILE

HARMLESS = """(() => {
  const found = [];
  for (const e of document.querySelectorAll("*")) {
    for (const a of e.attributes)
      if (/^on/.test(a.name) || (a.name === "style")) found.push(`${e.localName} ${a.name}`);
    const href = e.getAttribute("href") ?? e.getAttribute("src");
    if (href !== null && !href.startsWith("#")) found.push(href);
    if (/^(iframe|img|object|embed|form|base|link|math|foreignobject|animate)$/i.test(e.localName))
      found.push(e.localName);
  }
  return `${document.scripts.length} ${document.querySelectorAll("style").length} ${found}`;
})()"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("class")
    pages = {
        "class": render_class(class_pages.class_report()),
        "empty": render_class(class_pages.class_report(students=0, exercises=0)),
        "feedback": as_html(class_pages.feedback()),
    }
    found = {name: folder / f"{name}.html" for name in pages}
    for name, page in pages.items():
        found[name].write_bytes(page.encode())
    return found


@pytest.mark.parametrize("name", ["class", "empty", "feedback"])
def test_a_page_asks_for_nothing_and_fits_every_width(browser, files, name):
    browser.open(files[name])
    assert browser.requests() == []
    assert browser.console() == []
    assert browser.sticking_out() == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["class", "empty", "feedback"])
def test_axe_finds_nothing_at_aa(browser, files, name, scheme):
    browser.open(files[name], scheme=scheme)
    browser.evaluate(UNFOLD)
    assert browser.violations() == []


@pytest.mark.parametrize("texts", together(HOSTILE, 4))
def test_no_text_of_a_student_becomes_more_than_text(browser, tmp_path, texts):
    small = class_pages.class_report(students=12, exercises=2, questions=4)
    report = class_pages.all_of(small, *texts)
    told = class_pages.all_of(class_pages.feedback(), *texts)
    for page, expected in ((render_class(report), "1 1 "), (as_html(told), "0 1 ")):
        file = tmp_path / "page.html"
        file.write_bytes(page.encode())
        browser.open(file, width=320)
        browser.evaluate(UNFOLD)
        assert browser.evaluate(HARMLESS) == expected
        assert browser.evaluate("typeof window.ran") == "undefined"
        assert browser.evaluate(OVERFLOW) == ""
        assert browser.requests() == []
        assert browser.console() == []


def _column(browser, column):
    return browser.run(
        "return Array.from(document.querySelectorAll('#matrix tbody tr'), "
        "(row) => row.cells[arguments[0]].textContent.trim())",
        column,
    )


def test_the_matrix_sorts_and_filters_by_keyboard(browser, files):
    browser.open(files["class"])
    head = browser.driver.find_element(By.CSS_SELECTOR, "#matrix th:nth-child(2)")
    head.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    totals = [float(text.split()[0]) for text in _column(browser, 1)]
    assert totals == sorted(totals)
    assert head.get_attribute("aria-sort") == "ascending"
    words = browser.driver.find_element(
        By.CSS_SELECTOR, ".tools[data-for=matrix] input[type=search]"
    )
    words.send_keys("s031")
    shown = browser.run(
        "return Array.from(document.querySelectorAll('#matrix tbody tr'))"
        ".filter((row) => !row.hidden).map((row) => row.id)"
    )
    assert shown == ["student-s031"]


def test_everything_can_be_read_without_scripts(browser, files):
    browser.open(files["class"], scripts=False)
    text = browser.evaluate("document.body.innerText")
    assert "What the class misunderstands" in text
    assert "Student 39" in text


def test_the_same_class_gives_the_same_bytes():
    report = class_pages.class_report()
    assert render_class(report) == render_class(report)
    assert "\u202e" not in render_class(class_pages.all_of(report, "\u202ex"))
