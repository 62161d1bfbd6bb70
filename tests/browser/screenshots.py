"""Take the pictures of a report that stand in docs/images.

    python -m tests.browser.screenshots [FOLDER]

Wants chromium and chromedriver.  The learner is made up; course and page are real.
"""

from __future__ import annotations

import base64
import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from grader.course import Course, untouched_stub
from grader.report.gather import gather
from grader.report.learner import render_report
from grader.store import Database
from tests.browser.chromium import Browser, started
from tests.report_pages import with_portraits
from tests.report_world import World, live

ROOT = Path(__file__).parents[2]
COLOURS = 160


class Shot(NamedTuple):
    """One picture: its name, what of the page it shows, and how."""

    name: str
    width: int
    height: int
    part: str = "body"
    scheme: str = "light"


SHOTS = (
    Shot("report-360", 360, 1400),
    Shot("report-768", 768, 1500, "#going"),
    Shot("report-1440", 1440, 1500),
    Shot("report-1440-dark", 1440, 1300, "#pictures", "dark"),
)


def page(folder: Path) -> Path:
    """Write the report of a learner who is in the middle of the real course."""
    for name in ("exercises", "quizzes", "reference"):
        shutil.copytree(ROOT / name, folder / name)
    course = Course(folder)
    for exercise in course.exercises():  # whoever made this tree may have begun some
        exercise.stub.write_bytes(untouched_stub(exercise) or b"")
    world = World(folder, course, Database(folder / ".learn" / "progress.db"))
    live(world, attempts=70, seed=3)
    report = gather(course, world.database, name="Ada Lovelace")
    file = folder / "report.html"
    file.write_text(render_report(with_portraits(report)), "utf-8")
    return file


def take(browser: Browser, file: Path, shot: Shot) -> bytes:
    """Give one picture as a small PNG."""
    browser.open(file, width=shot.width, scheme=shot.scheme, motion="reduce")
    top = browser.evaluate(
        f"document.querySelector('{shot.part}').getBoundingClientRect().top + scrollY"
    )
    clip = {"x": 0, "y": top, "width": shot.width, "height": shot.height, "scale": 1}
    taken = browser.cdp("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
    picture = Image.open(io.BytesIO(base64.b64decode(taken["data"]))).convert("RGB")
    small = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    written = io.BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()


def main(to: Path) -> None:
    """Take them all."""
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = page(Path(folder) / "course")
        with started(Path(folder)) as browser:
            for shot in SHOTS:
                content = take(browser, file, shot)
                (to / f"{shot.name}.png").write_bytes(content)
                print(f"{shot.name}.png: {len(content) // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs" / "images"))
