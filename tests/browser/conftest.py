"""One browser for all tests here, and pages of every kind for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.report.learner import render_report
from tests.browser.chromium import AXE, Browser, started
from tests.report_pages import HOSTILE, hostile, report, with_portraits


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests."""
    if not (
        shutil.which("chromium") and shutil.which("chromedriver") and AXE.is_file()
    ):
        missing = "needs chromium, chromedriver and axe-core (npm's or axe-core-python)"
        if os.environ.get("LEARN_NEEDS_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    with started(tmp_path_factory.mktemp("browser")) as one:
        yield one


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports as files: of nobody yet, of some weeks, of a whole course, of an attack."""
    folder = tmp_path_factory.mktemp("pages")
    small = with_portraits(report(exercises=6, attempts=30, questions=12))
    made = {
        "empty": report(exercises=9, attempts=0, questions=12),
        "small": small,
        "big": with_portraits(report()),
        **{f"hostile{n}": hostile(small, n) for n in range(0, len(HOSTILE), 8)},
    }
    files = {name: folder / f"{name}.html" for name in made}
    for name, one in made.items():
        files[name].write_bytes(render_report(one).encode())
    return files
