"""Every explorer, as its readers use it: by keyboard, by pointer, without sight, on paper."""

from __future__ import annotations

import contextlib
import html
import io
import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from grader.cli.explore import write_explorers
from grader.course import Course
from grader.explore.page import MAX_KIB
from tests.browser.chromium import UNFOLD
from tests.full import some

ROOT = Path(__file__).parents[2]
COURSE = Course(ROOT)
EXPLORERS = {e.id: e for e in COURSE.explorers()}
STATES = 50

every_explorer = pytest.mark.parametrize("name", EXPLORERS)
# What the shell does, whatever the page is; on every page with LEARN_FULL=1.
two_explorers = pytest.mark.parametrize("name", some(EXPLORERS, 3))

# What a reader does for each task: changes of the state, then how many steps of Play.
TASKS: dict[str, dict[str, list[tuple[dict[str, Any], int]]]] = json.loads(
    (Path(__file__).parent / "explorer_tasks.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("explorers")
    made = write_explorers(COURSE, COURSE.explorers(), folder)
    return dict(zip(EXPLORERS, made, strict=True))


@pytest.fixture
def opened(browser, files) -> Iterator[Callable[..., Any]]:
    """Open an explorer, its memory empty, and past its question unless told otherwise."""

    def open_(name: str, *, at: str = "", guess: bool = False, **options: Any) -> Any:
        browser.open(files[name], at=at, **options)
        if browser.run("return localStorage.length"):
            browser.run("localStorage.clear()")
            browser.open(files[name], at=at, **options)
        if not guess:
            browser.run("document.getElementById('skip-guess').click()")
        return browser

    yield open_
    browser.run("localStorage.clear()")


def settled(browser, script: str, seconds: float = 5.0) -> Any:
    """Wait until the page says something that is true."""
    until = time.monotonic() + seconds
    while not (found := browser.run(script)) and time.monotonic() < until:
        time.sleep(0.02)
    return found


# -- the file -----------------------------------------------------------------------


@every_explorer
def test_a_page_is_small_and_names_nothing_outside(files, name):
    page = files[name].read_text("utf-8")
    assert len(page.encode()) <= MAX_KIB * 1024
    assert "default-src 'none'" in html.unescape(page)
    outside = set(re.findall(r"https?://[^\s\"'`)]+", page))
    assert outside <= {"http://www.w3.org/2000/svg"}


@every_explorer
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_loads_nothing_says_nothing_and_axe_finds_nothing(opened, name, scheme):
    browser = opened(name, scheme=scheme)
    browser.evaluate(UNFOLD)
    assert browser.console() == []
    assert browser.requests() == []
    assert browser.violations() == []
    browser = opened(name, scheme=scheme, guess=True)
    assert browser.violations() == []


@every_explorer
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_scrolls_sideways(opened, name, direction):
    browser = opened(name)
    browser.run("document.documentElement.dir = arguments[0]", direction)
    assert browser.sticking_out() == {}


@two_explorers
def test_on_paper_the_figure_stays_and_the_knobs_go(opened, name):
    browser = opened(name, medium="print")
    assert browser.run("return document.getElementById('stage').offsetHeight > 100")
    assert browser.run("return document.getElementById('controls').offsetHeight") == 0


# -- the question -----------------------------------------------------------------------


@every_explorer
def test_the_question_comes_first_and_every_answer_says_why(opened, name):
    guess = EXPLORERS[name].predict
    assert len(guess.options) >= 3
    assert sum(option.right for option in guess.options) == 1
    for number, option in enumerate(guess.options, 1):
        browser = opened(name, guess=True)
        assert browser.run("return document.getElementById('bench').inert")
        box = browser.driver.find_element(By.CSS_SELECTOR, f"input[value='{number}']")
        box.send_keys(Keys.SPACE)
        browser.press(Keys.ENTER)
        verdict = browser.run("return document.getElementById('verdict').textContent")
        assert verdict.startswith("Right." if option.right else "Not quite.")
        told = browser.run(
            "return Array.from(document.querySelectorAll('.told'))"
            ".filter((p) => !p.hidden).map((p) => p.id)"
        )
        assert told == [f"told-{number}"]
        assert not browser.run("return document.getElementById('bench').inert")


# -- the controls ---------------------------------------------------------------------------

SHOWN = """return Array.from(document.querySelectorAll('#controls .control'))
  .filter((box) => !box.hidden).map((box) => box.dataset.key)"""


@every_explorer
def test_every_control_works_by_keyboard(opened, name):
    browser = opened(name)
    for key in browser.run(SHOWN):
        box = browser.driver.find_element(By.CSS_SELECTOR, f"[data-key='{key}']")
        knob = box.find_element(By.CSS_SELECTOR, "select, input")
        before = browser.run("return page.state()")[key]
        kind = knob.get_attribute("type")
        _by_keyboard(browser, knob, kind, before)
        after = browser.run("return page.state()")[key]
        assert after != before, key
        assert browser.console() == []
        browser.run("page.set(page.ui.defaults)")


def _by_keyboard(browser, knob, kind: str, before: Any) -> None:
    if kind == "checkbox":
        knob.send_keys(Keys.SPACE)
    elif kind in ("text", "number"):
        other = "[2, 3, 1]" if kind == "text" else _other_number(knob)
        knob.send_keys(Keys.CONTROL, "a")
        knob.send_keys(other)
    else:
        for direction in (Keys.ARROW_DOWN, Keys.ARROW_UP):
            knob.send_keys(direction)
            key = "arguments[0].id.slice(2)"
            if browser.run(f"return page.state()[{key}]", knob) != before:
                return


def _other_number(knob) -> str:
    low, value = knob.get_attribute("min"), knob.get_attribute("value")
    return low if float(value) != float(low) else knob.get_attribute("max")


@every_explorer
def test_every_control_works_by_pointer(opened, name):
    browser = opened(name)
    for key in browser.run(SHOWN):
        box = browser.driver.find_element(By.CSS_SELECTOR, f"[data-key='{key}']")
        knob = box.find_element(By.CSS_SELECTOR, "select, input")
        kind = knob.get_attribute("type")
        before = browser.run("return page.state()")[key]
        browser.run("arguments[0].scrollIntoView({block: 'center'})", knob)
        if kind == "range":
            wide = knob.size["width"]
            # Not where it stands: near one end, or near the other.
            for place in (-0.3, 0.3):
                ActionChains(browser.driver, duration=0).move_to_element_with_offset(
                    knob, int(wide * place), 0
                ).click().perform()
                if browser.run("return page.state()")[key] != before:
                    break
        elif kind == "checkbox":
            knob.click()
        elif kind in ("text", "number"):
            knob.click()
            assert browser.run("return document.activeElement === arguments[0]", knob)
            continue
        else:
            options = knob.find_elements(By.TAG_NAME, "option")
            next(o for o in options if not o.is_selected()).click()
        assert browser.run("return page.state()")[key] != before, key
        browser.run("page.set(page.ui.defaults)")


@two_explorers
def test_a_number_that_is_none_is_marked_and_changes_nothing(opened, name):
    browser = opened(name)
    boxes = [
        b
        for b in browser.driver.find_elements(By.CSS_SELECTOR, "input[type='number']")
        if b.is_displayed()
    ]
    for box in boxes:
        before = browser.run("return page.state()")
        box.send_keys(Keys.CONTROL, "a")
        box.send_keys("e")
        assert box.get_attribute("aria-invalid") == "true"
        assert browser.run("return page.state()") == before
        browser.run("arguments[0].blur(); page.ui.redraw()", box)
        assert box.get_attribute("aria-invalid") == "false"


# -- the address ------------------------------------------------------------------------------


@every_explorer
def test_the_address_brings_the_state_back(opened, name):
    browser = opened(name)
    browser.run("page.vary(7)")
    state = browser.run("return page.state()")
    address = settled(browser, "return location.hash.length > 1 && location.hash")
    values = browser.run("return JSON.stringify(page.values())")
    browser = opened(name, at=address)
    assert browser.run("return page.state()") == state
    assert browser.run("return JSON.stringify(page.values())") == values


@two_explorers
def test_nonsense_in_the_address_is_left_alone(opened, name):
    keys = opened(name).run("return Object.keys(page.ui.defaults)")
    calm = opened(name).run("return page.state()")
    for nonsense in ("", "x", "1e999", "NaN", "-99999", "<b>", "%00", "1,2,x"):
        at = "#" + "&".join(f"{key}={nonsense}" for key in keys)
        browser = opened(name, at=at + "&toString=1&__proto__=2")
        assert browser.console() == []
        assert set(browser.run("return page.state()")) == set(calm)
        assert browser.run("return document.querySelectorAll('b').length") == 0


@two_explorers
def test_a_teacher_hides_a_control(opened, name):
    key = opened(name).run(SHOWN)[0]
    assert key not in opened(name, at=f"#hide={key}").run(SHOWN)


# -- the numbers ------------------------------------------------------------------------------


@every_explorer
def test_the_program_gives_the_page_s_numbers(opened, name):
    browser = opened(name)
    for seed in range(STATES):
        browser.run("page.vary(arguments[0])", seed)
        values = json.loads(browser.run("return JSON.stringify(page.values())"))
        names: dict[str, Any] = {}
        with (
            contextlib.redirect_stdout(io.StringIO()) as said,
            np.errstate(all="ignore"),
        ):
            exec(browser.run("return page.numpy()"), names)
        assert said.getvalue().strip(), "the program prints nothing"
        assert values
        for key, want in values.items():
            assert _agrees(names[key], want), (seed, key, names[key], want)


def _agrees(got: Any, want: Any) -> bool:
    """Compare numbers and lists of any depth; JSON has null for what is not finite."""
    if isinstance(want, list) and any(isinstance(w, list) for w in want):
        return len(got) == len(want) and all(map(_agrees, got, want))
    want_ = np.array(want, dtype=float)
    got_ = np.asarray(got, dtype=float)
    if got_.shape != want_.shape:
        return False
    finite = np.isfinite(want_)
    return bool(
        np.allclose(got_[finite], want_[finite], rtol=1e-6, atol=1e-9)
        and not np.isfinite(got_[~finite]).any()
    )


@two_explorers
def test_the_table_and_the_program_follow_the_state(opened, name):
    browser = opened(name)
    browser.evaluate(UNFOLD)
    read = "return [document.getElementById('table').innerText, document.getElementById('source').textContent]"
    settled(browser, "return document.getElementById('table').rows.length > 1")
    before = browser.run(read)
    assert all(before)
    browser.run("page.vary(3)")
    assert settled(
        browser,
        f"const now = (() => {{ {read} }})(); return now[0] !== arguments[0] && now[1] !== arguments[1]".replace(
            "arguments[0]", json.dumps(before[0])
        ).replace("arguments[1]", json.dumps(before[1])),
    )


@two_explorers
def test_the_program_is_copied_or_at_least_selected(opened, name):
    browser = opened(name)
    browser.evaluate(UNFOLD)
    browser.driver.find_element(By.ID, "copy").click()
    assert settled(browser, "return document.getElementById('copied').textContent")


# -- tasks, play, and what is said ---------------------------------------------------------------


@every_explorer
def test_every_task_can_be_done_and_says_what_there_was_to_see(opened, name):
    tasks = EXPLORERS[name].tasks
    assert len(tasks) == 3
    assert set(TASKS[name]) == {task.id for task in tasks}
    for task in tasks:
        browser = opened(name)
        row = f"document.getElementById('task-{task.id}')"
        assert not browser.run(f"return {row}.classList.contains('is-done')")
        for change, steps in TASKS[name][task.id]:
            browser.run("page.set(arguments[0])", change)
            for _ in range(steps):
                browser.run("page.step()")
        assert browser.run(f"return {row}.classList.contains('is-done')"), task.id
        after = browser.run(f"return {row}.querySelector('.after').innerText")
        assert after
        said = "return document.getElementById('live').textContent"
        assert settled(
            browser, f"{said.replace('return ', 'return ')}.includes('Task done')"
        )


@every_explorer
def test_the_live_text_follows_the_state(opened, name):
    browser = opened(name)
    said = "document.getElementById('live').textContent"
    before = settled(browser, f"return {said}")
    assert before
    browser.run("page.vary(5)")
    assert settled(browser, f"return {said} && {said} !== {json.dumps(before)}")
    assert (
        browser.run("return document.getElementById('live').getAttribute('role')")
        == "status"
    )


@every_explorer
def test_who_wants_no_motion_gets_steps(opened, name):
    browser = opened(name, motion="reduce")
    buttons = browser.run(
        "return Array.from(document.querySelectorAll('#buttons button'))"
        ".filter((b) => !b.hidden).map((b) => b.textContent)"
    )
    assert "Play" not in buttons
    assert "Reset" in buttons
    if "Step" in buttons:
        before = browser.run("return JSON.stringify(page.values())")
        for _ in range(3):
            browser.driver.find_element(By.XPATH, "//button[text()='Step']").click()
        assert browser.console() == []
        assert browser.run("return JSON.stringify(page.values())") or before


@two_explorers
def test_play_plays_and_pauses_and_reset_goes_back(opened, name):
    browser = opened(name)
    start = browser.run("return page.state()")
    play = [
        b
        for b in browser.driver.find_elements(By.CSS_SELECTOR, "#buttons button")
        if b.text == "Play"
    ]
    if play:
        play[0].send_keys(Keys.ENTER)
        time.sleep(0.3)
        if play[0].text == "Pause":
            play[0].send_keys(Keys.ENTER)
        assert play[0].text == "Play"
    browser.run("page.vary(9)")
    browser.driver.find_element(By.XPATH, "//button[text()='Reset']").send_keys(
        Keys.ENTER
    )
    assert browser.run("return page.state()") == start
    assert browser.console() == []
