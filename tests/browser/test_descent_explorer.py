"""The explorer of descent: its surfaces, its words, its map and its view in 3-D."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from grader.cli.explore import write_explorers
from grader.course import Course

COURSE = Course(Path(__file__).parents[2])
SURFACES = ("bowl", "saddle", "rosenbrock", "himmelblau", "neuron")
VERDICT = "return document.querySelector('.verdict').textContent"
PICTURE = "return document.querySelector('canvas').toDataURL()"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wanted = tuple(e for e in COURSE.explorers() if e.id == "descent")
    (made,) = write_explorers(COURSE, wanted, tmp_path_factory.mktemp("descent"))
    return made


@pytest.fixture
def page(browser, file):
    """Open the explorer past its question, with an empty memory."""
    return at(browser, file)


def at(browser, file: Path, address: str = ""):
    browser.open(file)
    browser.run("localStorage.clear()")
    browser.open(file, at=address)
    browser.run("document.getElementById('skip-guess').click()")
    return browser


def put(page, **change: Any) -> str:
    """Change the state and give what the page says of it."""
    page.run("page.set(arguments[0])", change)
    return page.run(VERDICT)


def state(page) -> dict[str, Any]:
    return page.run("return page.state()")


def program(page) -> dict[str, Any]:
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        exec(page.run("return page.numpy()"), names)
    return names


# -- the maths ----------------------------------------------------------------------


@pytest.mark.parametrize("loss", ["bce", "mse"])
@pytest.mark.parametrize("surface", SURFACES)
def test_each_gradient_is_the_slope_of_its_loss(page, surface, loss):
    put(page, surface=surface, loss=loss, condition=7)
    names = program(page)
    rng, h = np.random.default_rng(3), 1e-5
    for w in rng.uniform(-2, 2, (20, 2)):
        slopes = [
            (names["loss"](w + h * e) - names["loss"](w - h * e)) / (2 * h)
            for e in np.eye(2)
        ]
        assert names["gradient"](w) == pytest.approx(slopes, rel=1e-5, abs=1e-7)


def radius(optimizer: str, momentum: float, rate: float, curvature: float) -> float:
    """Say by how much a step along one direction of a bowl grows what there is.

    The place and the velocity after a step are a matrix times those before it.
    """
    push = -rate * curvature
    step = {
        "sgd": [[1 + push, 0], [push, 0]],
        "momentum": [[1 + push, momentum], [push, momentum]],
        "nesterov": [
            [1 + push + momentum * push, momentum * momentum],
            [push, momentum],
        ],
    }[optimizer]
    return float(np.abs(np.linalg.eigvals(np.array(step))).max())


@pytest.mark.parametrize("momentum", [0.3, 0.9])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov"])
def test_the_rate_that_is_named_is_where_it_begins_to_diverge(
    page, optimizer, momentum
):
    setting = {
        "surface": "bowl", "condition": 25, "optimizer": optimizer,
        "momentum": momentum, "steps": 300, "rate": 5,
    }  # fmt: skip
    said = put(page, **setting)
    assert said.startswith("Diverged at step")
    bound = float(re.search(r"λ_max = (.*)\.$", said)[1])
    assert radius(optimizer, momentum, bound, 25) == pytest.approx(1, abs=1e-3)
    assert radius(optimizer, momentum, bound, 1) < 1
    assert "above" in put(page, **{**setting, "rate": bound * 1.03})
    assert "above" not in put(page, **{**setting, "rate": bound * 0.97})
    assert program(page)["losses"][-1] < program(page)["losses"][0]


# -- words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"steps": 0}, "At the start"),
        ({"rate": 0.05, "steps": 20}, "Still going at step 20.*slides down one side"),
        ({"rate": 0.15, "steps": 20}, "jumps across the valley, and comes closer"),
        ({"rate": 0.2, "steps": 20}, "comes no closer"),
        ({"rate": 0.22, "steps": 5}, "Still going.*above 2 / λ_max = 0.2"),
        ({"rate": 0.22, "steps": 10}, "has left the map"),
        ({"rate": 0.22, "steps": 300}, r"Diverged at step \d+: .* 2 / λ_max = 0.2\."),
        ({"rate": 0.15, "steps": 300}, r"Converged at step \d\d: "),
        ({"surface": "saddle", "x": -1.6, "y": 0, "steps": 300}, "not at a bottom"),
        ({"surface": "saddle", "x": -1.6, "y": 0.01, "steps": 300}, "Converged"),
        (
            {"surface": "rosenbrock", "rate": 0.01, "steps": 300},
            r"Diverged at step 4: at the start λ_max is 2090, .* 2 / λ_max = 0.00096\.",
        ),
        (
            {"surface": "neuron", "loss": "mse", "x": -6, "y": 0, "steps": 50},
            "plateau",
        ),
        ({"surface": "neuron", "rate": 2, "steps": 300}, "Converged"),
        ({"surface": "neuron", "loss": "mse", "x": 3, "y": 0, "rate": 2, "steps": 300}, "Converged"),
    ],
)  # fmt: skip
def test_it_says_how_it_goes(page, change, words):
    assert re.search(words, put(page, **change))


def test_each_step_adds_a_point_and_leaves_the_others(page):
    put(page, surface="himmelblau", optimizer="adam", rate=0.3, steps=0)
    paths = [page.run("page.step(); return page.values().path") for _ in range(5)]
    assert [len(p) for p in paths] == [2, 3, 4, 5, 6]
    assert all(paths[-1][: len(p)] == p for p in paths)
    put(page, steps=5)
    assert page.run("return page.values().path") == paths[-1]


def test_playing_ends_where_it_stands_still_or_has_flown_off(page):
    for rate in (0.15, 0.22):
        put(page, rate=rate, steps=0)
        steps = 0
        while page.run("return page.step()"):
            steps += 1
        assert 10 < steps < 100
        assert re.match(rf"(Converged|Diverged) at step {steps + 1}", page.run(VERDICT))


# -- where to begin ----------------------------------------------------------------------


@pytest.mark.parametrize("surface", SURFACES)
def test_a_surface_has_its_own_start_unless_another_is_named(browser, file, surface):
    page = at(browser, file)
    put(page, surface=surface)
    own = {key: state(page)[key] for key in ("x", "y", "rate")}
    page = at(browser, file, f"#surface={surface}")
    assert {key: state(page)[key] for key in own} == own
    page = at(browser, file, f"#surface={surface}&x=1.5&y=0.5&rate=0.05")
    assert {key: state(page)[key] for key in own} == {"x": 1.5, "y": 0.5, "rate": 0.05}
    page.run("location.hash = '#surface=neuron&x=1.5&y=0.5'")
    page.run("return new Promise((done) => setTimeout(done, 50))")
    assert [state(page)[key] for key in ("surface", "x", "y", "rate")] == [
        "neuron", 1.5, 0.5, 0.05,
    ]  # fmt: skip


def test_the_start_stays_on_the_map(page):
    put(page, surface="rosenbrock", x=9.5, y=-7)
    assert (state(page)["x"], state(page)["y"]) == (2, -1)
    knob = page.driver.find_element(By.ID, "c-x")
    assert [knob.get_attribute(k) for k in ("min", "max")] == ["-2", "2"]


def test_a_click_on_the_map_puts_the_start_there(page):
    chart = page.driver.find_element(By.CSS_SELECTOR, ".chart")
    page.run("arguments[0].scrollIntoView({block: 'center'})", chart)
    ActionChains(page.driver, duration=0).move_to_element_with_offset(
        chart, 60, -50
    ).click().perform()
    there = page.run(
        "const dot = document.querySelector('.chart rect.dot').getBoundingClientRect(),"
        " box = document.querySelector('.chart').getBoundingClientRect();"
        "return [dot.x + dot.width / 2 - box.x - box.width / 2,"
        " dot.y + dot.height / 2 - box.y - box.height / 2]"
    )
    assert there == pytest.approx([60, -50], abs=2)
    assert state(page)["x"] > 0
    assert state(page)["y"] > 0


def test_the_arrow_keys_move_the_start_and_turn_the_view(page):
    map_, view = page.driver.find_elements(By.CSS_SELECTOR, "[role=application]")
    put(page, x=1, y=1)
    map_.send_keys(Keys.ARROW_LEFT, Keys.ARROW_UP, Keys.ARROW_UP)
    assert (state(page)["x"], state(page)["y"]) == (0.9, 1.2)
    map_.send_keys(Keys.SHIFT, Keys.ARROW_RIGHT, Keys.ARROW_DOWN)
    assert (state(page)["x"], state(page)["y"]) == (1.9, 0.2)
    put(page, turn=178, tilt=85)
    before = page.run(PICTURE)
    view.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_UP, Keys.ARROW_UP)
    assert (state(page)["turn"], state(page)["tilt"]) == (-177, 90)
    assert page.run(PICTURE) != before


def test_dragging_turns_the_view_and_changes_no_number(page):
    before, values = state(page), page.run("return page.values()")
    canvas = page.driver.find_element(By.TAG_NAME, "canvas")
    page.run("arguments[0].scrollIntoView({block: 'center'})", canvas)
    ActionChains(page.driver, duration=50).move_to_element(
        canvas
    ).click_and_hold().move_by_offset(40, 20).release().move_by_offset(9, 9).perform()
    after = state(page)
    assert after["turn"] - before["turn"] == 40
    assert after["tilt"] - before["tilt"] == 20
    assert page.run("return page.values()") == values


# -- the rate's knob --------------------------------------------------------------------------


def test_the_rate_moves_by_a_share_of_itself_and_says_what_it_is(page):
    knob = page.driver.find_element(By.ID, "c-rate")
    for rate in (0.0001, 0.01, 1):
        put(page, rate=rate)
        knob.send_keys(Keys.ARROW_RIGHT)
        assert state(page)["rate"] == pytest.approx(1.1 * rate)
        assert float(knob.get_attribute("aria-valuetext")) == state(page)["rate"]
    put(page, rate=10)
    assert knob.get_attribute("value") == "1"
