"""The explorer of a network: its picture, its sums, its steps, what a reader changes."""

from __future__ import annotations

import itertools
import json
import re
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from selenium.webdriver.common.keys import Keys

from grader.cli.explore import write_explorers
from grader.course import Course

COURSE = Course(Path(__file__).parents[2])
LARGE = "[3, 12, 12, 12, 2]"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wanted = tuple(e for e in COURSE.explorers() if e.id == "network")
    (made,) = write_explorers(COURSE, wanted, tmp_path_factory.mktemp("network"))
    return made


@pytest.fixture
def page(browser, file):
    """Open the explorer past its question, with an empty memory."""
    return at(browser, file)


def at(browser, file: Path, address: str = "", **options: Any):
    browser.open(file, **options)
    browser.run("localStorage.clear()")
    browser.open(file, at=address, **options)
    browser.run("document.getElementById('skip-guess').click()")
    return browser


def press(browser, words: str) -> None:
    browser.run(
        "Array.from(document.querySelectorAll('button'))"
        ".find((b) => b.textContent === arguments[0]).click()",
        words,
    )


def labels(browser) -> list[str]:
    return browser.run(
        "return Array.from(document.querySelectorAll('#stage [role=button]'))"
        ".map((n) => n.getAttribute('aria-label'))"
    )


def focused(browser) -> str:
    return browser.run("return document.activeElement.getAttribute('aria-label')")


def panel(browser) -> str:
    return browser.run("return document.querySelector('#stage section').innerText")


def values(browser) -> dict[str, Any]:
    return json.loads(browser.run("return JSON.stringify(page.values())"))


def number(text: str) -> float:
    return float(text.replace("−", "-"))


# -- the notation ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3, 4, 2", "brackets"),
        ("[3, 4, 2", "brackets"),
        ("[3]", "From 2 to 8"),
        ("[1,1,1,1,1,1,1,1,1]", "From 2 to 8"),
        ("[3, 13, 2]", "Size 2"),
        ("[3, 0, 2]", "Size 2"),
        ("[3, 4.5, 2]", "Size 2"),
        ("[3, 4,]", "Size 3"),
        ("[]", "Size 1"),
        ("[3, four]", "Size 2"),
    ],
)
def test_a_notation_that_is_none_says_why_beside_it(page, text, why):
    box = page.driver.find_element("id", "c-sizes")
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(text)
    assert why in page.run("return document.getElementById('c-sizes-why').textContent")
    assert box.get_attribute("aria-invalid") == "true"
    assert len(labels(page)) == _neurons(page)


def _neurons(page) -> int:
    sizes = json.loads(page.run("return page.state().sizes"))
    return sum(sizes)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [("[5,1]", [5, 1]), (" [ 2,3 , 4 ] ", [2, 3, 4]), ("[12,1,1,1,1,1,1,12]", None)],
)
def test_the_picture_follows_while_one_types(page, text, sizes):
    sizes = sizes or json.loads(text)
    page.run("page.set({sizes: arguments[0]})", text)
    assert len(labels(page)) == sum(sizes)
    lines = page.run("return document.querySelectorAll('#stage figure line').length")
    pairs = list(itertools.pairwise(sizes))
    assert lines == sum(a * b for a, b in pairs)
    count = sum(a * b + b for a, b in pairs)
    said = page.run("return document.getElementById('stage').innerText")
    terms = " + ".join(f"({b}·{a} + {b})" for a, b in pairs)
    assert f"Parameters: {terms} = {count}" in said


def test_buttons_change_the_chosen_layer_and_refuse_with_a_reason(page):
    page.run("page.set({layer: 2})")
    for words, sizes in (
        ("+ neuron", "[3, 4, 5, 2]"),
        ("− neuron", "[3, 4, 4, 2]"),
        ("+ layer", "[3, 4, 4, 4, 2]"),
        ("− layer", "[3, 4, 4, 2]"),
    ):
        press(page, words)
        assert page.run("return page.state().sizes") == sizes
    page.run("page.set({sizes: '[3, 12]', layer: 1})")
    for words in ("+ neuron", "− layer"):
        press(page, words)
        assert page.run("return page.state().sizes") == "[3, 12]"
        assert page.run("return document.getElementById('live').textContent")


# -- the graph by keyboard, and what a screen reader hears --------------------------------


def test_arrows_rove_enter_opens_the_sum_and_escape_goes_back(page):
    one = "#stage [role=button][tabindex='0']"
    assert page.run(f'return document.querySelectorAll("{one}").length') == 1
    page.run(f'document.querySelector("{one}").focus()')
    assert focused(page).startswith("Layer 1, neuron 2, activation ")
    for key, name in (
        (Keys.ARROW_RIGHT, "Layer 2, neuron 2"),
        (Keys.ARROW_DOWN, "Layer 2, neuron 3"),
        (Keys.ARROW_RIGHT, "Layer 3, neuron 2"),  # the last there is
        (Keys.ARROW_RIGHT, "Layer 3, neuron 2"),
        (Keys.ARROW_UP, "Layer 3, neuron 1"),
        (Keys.ARROW_LEFT, "Layer 2, neuron 1"),
        (Keys.ARROW_LEFT, "Layer 1, neuron 1"),
        (Keys.ARROW_LEFT, "Input 1, value "),
    ):
        page.press(key)
        assert focused(page).startswith(name)
        assert page.run(f'return document.querySelectorAll("{one}").length') == 1
        assert panel(page).startswith(name.split(",")[0])
    page.press(Keys.ARROW_RIGHT, Keys.ENTER)
    assert focused(page) == "The chosen neuron"
    page.press(Keys.TAB)
    assert page.run("return document.activeElement.type") == "range"
    page.press(Keys.ESCAPE)
    assert focused(page).startswith("Layer 1, neuron 1")
    assert page.console() == []


def test_a_click_chooses_and_every_circle_is_large_enough_to_hit(browser, file):
    at(browser, file, "#sizes=[12, 12, 12, 12, 12, 12, 12, 12]", width=320)
    circles = "document.querySelectorAll('#stage [role=button]')"
    smallest = browser.run(
        f"return Math.min(...Array.from({circles}, (n) => {{"
        " const box = n.querySelector('circle:not([fill])').getBoundingClientRect();"
        " return Math.min(box.width, box.height); }))"
    )
    assert smallest >= 24
    browser.driver.find_elements("css selector", "#stage [role=button]")[40].click()
    assert focused(browser).startswith("Layer 3, neuron 5")
    assert browser.run("return [page.state().layer, page.state().neuron]") == [3, 5]


def test_labels_tell_activations_gradients_and_what_is_not_there_yet(page):
    a = values(page)["A"]
    assert f"Layer 3, neuron 1, activation {a[3][0][0]:.2f}" in labels(page)
    page.run("page.set({direction: 'backward'})")
    dz = f"{values(page)['dZ'][2][0][0]:.2f}".replace("-", "−")
    assert f"Layer 3, neuron 1, activation {a[3][0][0]:.2f}, gradient {dz}" in labels(
        page
    )
    page.run("page.step()")
    assert "Layer 2, neuron 1, not computed yet" in labels(page)


# -- the sums --------------------------------------------------------------------------------


@pytest.mark.parametrize("output", ["softmax", "sigmoid", "linear"])
@pytest.mark.parametrize("hidden", ["relu", "leaky_relu", "tanh", "sigmoid", "linear"])
def test_the_sums_with_numbers_come_out(page, hidden, output):
    page.run("page.set({hidden: arguments[0], output: arguments[1]})", hidden, output)
    found = values(page)
    for layer, direction in ((1, "forward"), (3, "forward"), (2, "backward")):
        page.run(
            "page.set({layer: arguments[0], neuron: 2, direction: arguments[1]})",
            layer, direction,
        )  # fmt: skip
        name, want = (
            ("z", found["Z"][layer - 1][1][0])
            if direction == "forward"
            else ("dz", found["dZ"][layer - 1][1][0])
        )
        lines = [x for x in panel(page).splitlines() if x.startswith(f"{name} = ")]
        terms, result = lines[1].removeprefix(f"{name} = ").rsplit(" = ", 1)
        assert number(result) == pytest.approx(want, rel=1e-3, abs=1e-12)
        assert _worked_out(terms) == pytest.approx(want, rel=5e-3, abs=2e-4)


def _worked_out(terms: str) -> float:
    """Add up and multiply what stands there, the way a reader would."""
    plain = terms.replace("−", "-").replace("·", "*")
    assert re.fullmatch(r"[-+*()\d.e ]+", plain), plain
    names: dict[str, Any] = {}
    exec(f"worked = {plain}", names)
    return float(names["worked"])


def test_the_matrix_form_has_the_shapes(page):
    assert "Z1 = W1 A0 + b1: (4×1) = (4×3)(3×1) + (4×1)" in panel(page)
    page.run("page.set({direction: 'backward'})")
    assert "dZ1 = (W2ᵀ dZ2) ⊙ f′(Z1): (4×1) = (4×4)(4×1) ⊙ (4×1)" in panel(page)
    assert "dW1 = dZ1 A0ᵀ: (4×3) = (4×1)(1×3)" in panel(page)
    page.run("page.set({layer: 3})")
    assert "dZ3 = (A3 − Y): (2×1) = (2×1) − (2×1)" in panel(page)


# -- what a reader changes ---------------------------------------------------------------------


def test_weights_that_were_changed_come_back_from_the_address(browser, file):
    at(browser, file)
    box = browser.driver.find_element(
        "css selector", "#stage section input[type=number]"
    )
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys("-1.25")
    assert browser.run("return page.state().edits") == [3, -1.25]
    assert values(browser)["W"][0][1][0] == -1.25
    until = time.monotonic() + 5
    while "edits" not in (address := browser.run("return location.hash")):
        assert time.monotonic() < until
    before = values(browser)
    at(browser, file, address)
    assert values(browser) == before
    # Another address keeps its own, also with other first weights.
    browser.run("location.hash = 'edits=3,-1.25&seed=9'")
    until = time.monotonic() + 5
    while browser.run("return page.state().seed") != 9:
        assert time.monotonic() < until
    assert values(browser)["W"][0][1][0] == -1.25
    browser.run("page.set({seed: 8})")
    assert browser.run("return page.state().edits") == []


def test_the_slider_of_a_weight_moves_the_output_too(page):
    before = values(page)["A"][3]
    slider = page.driver.find_element(
        "css selector", "#stage section input[type=range]"
    )
    slider.send_keys(Keys.ARROW_RIGHT)
    assert len(page.run("return page.state().edits")) == 2
    assert values(page)["A"][3] != before


def test_edits_from_outside_that_fit_nowhere_do_no_harm(browser, file):
    for edits in ("3", "999999,1", "-1,5", "0.5,5", "3,1e300", "3,1,4"):
        at(browser, file, f"#edits={edits}")
        assert np.isfinite(values(browser)["loss"])
        assert browser.console() == []


def test_the_presets_break_what_they_say(page):
    press(page, "All zero")
    found = values(page)
    for layer in (1, 2):
        assert len({tuple(a) for a in found["A"][layer]}) == 1
        assert len({tuple(d) for d in found["dW"][layer - 1]}) == 1
    press(page, "Huge weights")
    found = values(page)
    assert max(abs(d[0]) for d in found["dZ"][2]) > 0.5
    assert np.abs(found["dW"][0]).max() < 1e-3
    page.run("page.set({sizes: '[3, 2]'})")  # without a hidden layer to break
    press(page, "Dead ReLU")
    for x in (-3, 3):
        page.run("page.set({x1: arguments[0], x2: -arguments[0], x3: arguments[0]})", x)
        layer, neuron = page.run("return [page.state().layer, page.state().neuron]")
        assert values(page)["Z"][layer - 1][neuron - 1][0] <= 0
        assert set(values(page)["dW"][layer - 1][neuron - 1]) == {0}


# -- playing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("direction", ["forward", "backward"])
@pytest.mark.parametrize("pace", ["layer", "neuron"])
def test_steps_reach_every_neuron_in_order(page, direction, pace):
    page.run("page.set({direction: arguments[0], pace: arguments[1]})", direction, pace)
    sizes = [4, 4, 2] if direction == "forward" else [2, 4, 4]
    ends = list(np.cumsum(sizes)) if pace == "layer" else list(range(1, 11))
    for end in ends:
        more = page.run("return page.step()")
        waiting = [text for text in labels(page) if "not computed yet" in text]
        assert len(waiting) == 10 - end
        assert more == (end < 10)
        if waiting:
            first = "Layer 3" if direction == "forward" else "Layer 1"
            assert any(text.startswith(first) for text in waiting)
    assert page.run("return page.state().done") == -1


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_a_play_draws_frame_after_frame_and_comes_to_its_end(browser, file, direction):
    at(browser, file, f"#sizes={LARGE}&direction={direction}")
    drawn = browser.driver.execute_async_script(
        """const done = arguments[0];
        const play = Array.from(document.querySelectorAll("button")).find((b) => b.textContent === "Play");
        const seen = new Set();
        let reached = 0;
        const look = () => {
          const paths = document.querySelectorAll("#stage figure path");
          seen.add(Array.from(paths, (p) => p.getAttribute("d")).join(" "));
          reached = Math.max(reached, page.state().done);
          if (play.textContent === "Pause") requestAnimationFrame(look);
          else done([seen.size, reached, page.state().done, Array.from(paths, (p) => p.getAttribute("d")).join("")]);
        };
        play.click();
        requestAnimationFrame(look);"""
    )
    pictures, reached, done, left = drawn
    assert pictures > 4
    assert reached > 0
    assert (done, left) == (-1, "")
    assert browser.console() == []
