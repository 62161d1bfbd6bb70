"""The nine networks: chosen by keyboard and pointer, trained in slices to where one was."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from grader.cli.explore import write_explorers
from grader.course import Course

ROOT = Path(__file__).parents[2]
FOCUSED = """return Array.from(document.querySelectorAll('[role=gridcell]'))
  .indexOf(document.activeElement)"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = Course(ROOT)
    one = [e for e in course.explorers() if e.id == "boundaries"]
    (made,) = write_explorers(course, one, tmp_path_factory.mktemp("boundaries"))
    return made


@pytest.fixture
def opened(browser, file) -> Callable[..., Any]:
    def open_(at: str = "", **options: Any) -> Any:
        browser.open(file, at=at, **options)
        browser.run("document.getElementById('skip-guess').click()")
        return browser

    return open_


def trained(browser, epoch: int, seconds: float = 60.0) -> None:
    """Wait until all nine have learned that far and are painted."""
    until = time.monotonic() + seconds
    said = "return document.querySelector('#buttons strong').textContent"
    while browser.run(said) != f"Epoch {epoch}":
        assert time.monotonic() < until, browser.run(said)
        time.sleep(0.02)


def cell(browser, number: int):
    return browser.driver.find_elements(By.CSS_SELECTOR, "[role=gridcell]")[number]


def test_arrows_move_among_the_nine_and_stop_at_the_edges(opened):
    browser = opened()
    assert browser.run("return document.querySelectorAll('[tabindex=\"0\"].cell').length") == 1  # fmt: skip
    cell(browser, 4).send_keys(Keys.ARROW_LEFT)
    assert browser.run(FOCUSED) == 3
    for key, at in (
        (Keys.ARROW_LEFT, 3), (Keys.ARROW_UP, 0), (Keys.ARROW_UP, 0), (Keys.ARROW_RIGHT, 1),
        (Keys.ARROW_RIGHT, 2), (Keys.ARROW_RIGHT, 2), (Keys.ARROW_DOWN, 5), (Keys.ARROW_DOWN, 8),
        (Keys.ARROW_DOWN, 8),
    ):  # fmt: skip
        browser.press(key)
        assert browser.run(FOCUSED) == at
        assert browser.run("return page.state().cell") == at
    assert cell(browser, 8).get_attribute("aria-selected") == "true"


@pytest.mark.parametrize("key", [Keys.ENTER, Keys.SPACE])
def test_a_key_enlarges_the_chosen_one_and_escape_goes_back_to_it(opened, key):
    browser = opened()
    cell(browser, 6).send_keys(key)
    assert browser.run("return page.state().large")
    assert not cell(browser, 6).is_displayed()
    assert browser.run("return document.activeElement.textContent") == "Back to all nine"  # fmt: skip
    browser.press(Keys.ESCAPE)
    assert not browser.run("return page.state().large")
    assert browser.run(FOCUSED) == 6


def test_a_click_enlarges_and_axe_finds_nothing_there_either(opened):
    browser = opened(at="#epochs=6")
    cell(browser, 8).click()
    text = browser.run("return document.getElementById('stage').innerText")
    assert "[2, 8, 8, 1] on circles" in text
    assert "Hidden layer 2: what each of its 8 neurons gives" in text
    assert browser.violations() == []
    assert browser.sticking_out() == {}
    browser.driver.find_element(By.XPATH, "//button[text()='Back to all nine']").click()
    assert cell(browser, 8).is_displayed()


def test_an_address_trains_as_far_as_steps_do(opened):
    browser = opened(at="#epochs=30&cell=8")
    trained(browser, 30)
    at_once = browser.run("return page.values()")
    browser = opened(at="#cell=8")
    for _ in range(30):
        browser.run("page.step()")
    assert browser.run("return page.values()") == at_once
    assert at_once["train_loss"] < 0.6


def test_a_knob_trains_the_nine_again_to_the_same_epoch(opened):
    browser = opened(at="#epochs=20&cell=4")
    trained(browser, 20)
    browser.run("page.set({lr: '0.003', seed: 5})")
    trained(browser, 20)
    turned = browser.run("return page.values()")
    browser = opened(at="#epochs=20&cell=4&lr=0.003&seed=5")
    trained(browser, 20)
    assert browser.run("return page.values()") == turned


def test_who_goes_back_gets_the_weights_of_that_epoch(opened):
    browser = opened(at="#cell=7&epochs=10")
    trained(browser, 10)
    tenth = browser.run("return page.values()")
    browser.run("page.set({epochs: 25})")
    trained(browser, 25)
    assert browser.run("return page.values()") != tenth
    browser.run("page.set({epochs: 10})")
    trained(browser, 10)
    assert browser.run("return page.values()") == tenth


def test_fifty_epochs_on_and_back_to_none(opened):
    browser = opened()
    browser.driver.find_element(By.XPATH, "//button[text()='Train 50 more']").click()
    trained(browser, 50)
    browser.driver.find_element(By.XPATH, "//button[text()='Back to epoch 0']").click()
    trained(browser, 0)
    assert browser.run("return page.state().epochs") == 0


def test_one_neuron_does_not_care_for_the_hidden_activation(opened):
    browser = opened(at="#cell=1&epochs=5")
    tanh = browser.run("return page.values()")["W"]
    browser.run("page.set({activation: 'relu'})")
    assert browser.run("return page.values()")["W"] == tanh
    browser.run("page.set({cell: 4})")
    relu = browser.run("return page.values()")["W"]
    browser.run("page.set({activation: 'tanh'})")
    assert browser.run("return page.values()")["W"] != relu


SIDES = """const canvas = document.querySelectorAll('[role=gridcell] canvas')[0];
const at = (x, y) => Array.from(canvas.getContext('2d')
  .getImageData(canvas.width * x, canvas.height * y, 1, 1).data.slice(0, 3));
return [at(0.03, 0.97), at(0.97, 0.03)];"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sides_of_a_boundary_differ_in_hue_and_in_lightness(opened, scheme):
    browser = opened(at="#epochs=40", scheme=scheme)
    trained(browser, 40)
    time.sleep(0.3)
    (r0, g0, b0), (r1, g1, b1) = browser.run(SIDES)
    assert b0 > r0
    assert r1 > b1
    grey = [0.3 * r + 0.59 * g + 0.11 * b for r, g, b in ((r0, g0, b0), (r1, g1, b1))]
    assert abs(grey[0] - grey[1]) > 20


def test_a_hidden_choice_still_says_what_was_chosen(opened):
    browser = opened(at="#hide=data1,net2")
    heads = browser.run(
        "return Array.from(document.querySelectorAll('[role=columnheader], [role=rowheader]'))"
        ".map((head) => head.innerText.trim())"
    )
    assert heads[1] == "linear"
    assert any(head.startswith("[2, 4, 1]") and "17" in head for head in heads)


def test_epochs_from_an_address_have_an_end(opened):
    browser = opened(at="#epochs=99999999&cell=77&n=10")
    assert browser.run("return [page.state().epochs, page.state().cell]") == [1000, 8]
    assert not browser.run("return page.step()")
