"""`learn report`, run as a learner runs it: what it writes, and what it never replaces."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from grader.report.data import MARKER
from grader.store.versions import digest
from tests.conftest import Learn, copy_toy, environment
from tests.report_world import hostile, make

SCHEMA = json.loads(
    (Path(__file__).parent.parent / "docs/schemas/learn.report.schema.json").read_text()
)
FILE = "learn-report.html"
STUB = Path("exercises/ex01_double/double.py")
REFERENCE = Path("reference/ex01_double")
PORTRAIT = {
    "id": "doubled", "exercise": "ex01", "title": "Your line", "caption": "Twice x.",
    "kind": "curves",
    "program": "def portrait():\n"
               "    x = [0.0, 1.0]\n"
               "    return {'x': x, 'curves': {'yours': list(double(x))}}\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def worked(tmp_path_factory) -> Path:
    """A copy of the toy course with one exercise failed, and then passed."""
    folder = copy_toy(tmp_path_factory.mktemp("worked") / "course")
    for source in ("wrong/squared.py", "solution.py"):
        shutil.copy(folder / REFERENCE / source, folder / STUB)
        Learn(folder)("check", "ex01")
    return folder


@pytest.fixture
def root(learn: Learn, worked: Path) -> Path:
    """The folder that `learn` runs in, with one exercise passed."""
    for part in (STUB, Path(".learn")):
        copy = shutil.copytree if (worked / part).is_dir() else shutil.copy
        copy(worked / part, learn.folder / part)
    return learn.folder


def left_over(folder: Path) -> list[str]:
    return [f.name for f in folder.iterdir() if f.name.endswith(".learn-new")]


# -- the page ----------------------------------------------------------------------------


def test_the_first_report_is_friendly_and_says_what_to_do_first(learn):
    ran = learn("report")

    assert (ran.code, ran.err) == (0, "")
    said = " ".join(ran.out.split())
    assert said.startswith(f"Your report is in {FILE}: 0 of 3 exercises done, 0 of 3")
    assert said.endswith(
        "Next: `learn show ex01`, because it is the first of the course."
    )
    page = (learn.folder / FILE).read_text("utf-8")
    assert MARKER in page.partition("</head>")[0]
    assert "A toy course" in page


def test_it_stands_beside_the_exercises_wherever_one_is(learn, root):
    ran = learn("report", cwd=root / "exercises" / "ex01_double")

    assert ran.code == 0
    assert (root / FILE).exists()
    assert str(Path("..") / ".." / FILE) in ran.out or str(root / FILE) in ran.out


def test_the_same_progress_gives_the_same_file(learn, root):
    assert learn("report").code == 0
    first = (root / FILE).read_bytes()
    (root / FILE).unlink()

    learn("report", env={"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C",
                         "COLUMNS": "40", "MPLBACKEND": "pdf"})  # fmt: skip

    assert (root / FILE).read_bytes() == first


def test_a_report_is_replaced_by_the_next(learn, root):
    assert learn("report").code == 0
    first = (root / FILE).read_bytes()

    shutil.copy(root / REFERENCE / "wrong/squared.py", root / STUB)
    learn("check", "ex01")
    ran = learn("report", "--name", "Ada")

    assert ran.code == 0
    assert (root / FILE).read_bytes() != first
    assert "Ada" in (root / FILE).read_text("utf-8")
    assert left_over(root) == []


def test_a_report_says_when_it_was_made_if_it_is_asked_to(learn, root):
    learn("report", "--timestamp")
    made = learn("report", "--timestamp", "--json").objects[0]

    then = datetime.datetime.fromisoformat(made["as_of"])
    assert made["timestamped"]
    age = datetime.datetime.now(datetime.UTC) - then
    assert age < datetime.timedelta(minutes=10)
    assert f"{then:%Y-%m-%d}" in (root / FILE).read_text("utf-8")


def test_data_goes_to_standard_output_and_nowhere_else(learn, root):
    ran = learn("report", "--json")

    jsonschema.validate(ran.objects[0], SCHEMA)
    assert ran.objects[0]["summary"]["attempts"] == 2
    assert ran.out.isascii()
    assert not (root / FILE).exists()


def test_questions_and_answers_are_said_in_words(learn, root):
    file = root / "quizzes" / "basics.yaml"
    text = file.read_text().replace(
        "What is twice 3?", r"What is $\frac{6}{2}$, **twice**?"
    )
    file.write_text(text.replace('{text: "9",', '{text: "$3^2$",'))
    (root / "answers.yaml").write_text('t_single: "$3^2$"\n')
    learn("quiz", "basics", "--answers", "answers.yaml")

    made = learn("report", "--json").objects[0]

    (found,) = [m for m in made["misunderstood"] if m["id"] == "squared"]
    (place,) = [p for p in found["places"] if p["kind"] == "question"]
    assert place["what"] == "What is 6/2, twice?"
    assert (place["said"], place["right"]) == ("3²", "6")


def test_data_and_a_file_are_two_wishes(learn):
    for more in (("--out", "x.html"), ("--open",)):
        ran = learn("report", "--json", *more)

        assert ran.code == 2
        assert "takes no file" in ran.err


# -- where it goes -----------------------------------------------------------------------


def test_out_names_a_file_or_a_folder(learn, root, tmp_path):
    named = learn("report", "--out", tmp_path / "mine.html")
    inside = learn("report", "--out", tmp_path)

    assert (named.code, inside.code) == (0, 0)
    assert (tmp_path / "mine.html").read_bytes() == (tmp_path / FILE).read_bytes()
    assert not (root / FILE).exists()


@pytest.mark.parametrize(
    "content", [b"", b"my notes", MARKER.encode().replace(b"learn.", b"other.")]
)
def test_what_is_no_report_is_never_replaced(learn, content):
    file = learn.folder / FILE
    file.write_bytes(content)

    ran = learn("report")

    assert ran.code == 2
    assert "only a report is replaced" in ran.err
    assert file.read_bytes() == content


def test_a_file_that_only_speaks_of_a_report_is_not_replaced(learn):
    file = learn.folder / FILE
    file.write_text("x" * 50_000 + MARKER)

    assert learn("report").code == 2
    assert file.stat().st_size > 50_000


def test_links_pipes_and_folders_are_left_alone(learn, root, tmp_path):
    target = tmp_path / "target.html"
    assert learn("report", "--out", target).code == 0
    before = target.read_bytes()
    file = root / FILE
    for make_it in (
        lambda: file.symlink_to(target),
        lambda: os.mkfifo(file),
        lambda: file.mkdir(),
        lambda: file.symlink_to("/dev/zero"),
    ):
        make_it()
        ran = learn("report")

        assert ran.code == 2
        assert "only a report is replaced" in ran.err
        if file.is_dir() and not file.is_symlink():
            file.rmdir()
        else:
            file.unlink()
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    "out", ["nowhere/x.html", "answers.yaml/x.html", "x" * 300, "\udcff/x.html"]
)
def test_a_place_that_cannot_be_is_one_message(learn, out):
    (learn.folder / "answers.yaml").write_text("")

    ran = learn("report", "--out", out)

    assert ran.code == 2
    assert ran.err.startswith("learn: ")
    assert "--out" in ran.err
    assert left_over(learn.folder) == []


def test_a_folder_that_may_not_be_written_to_is_one_message(learn, root, unprivileged):
    folder = root / "closed"
    folder.mkdir()
    folder.chmod(0o500)

    ran = learn("report", "--out", folder / "x.html", preexec_fn=unprivileged)

    assert ran.code == 2
    assert "Permission denied" in ran.err
    assert list(folder.iterdir()) == []


def test_a_report_that_may_not_be_read_is_one_message(learn, root, unprivileged):
    (root / FILE).write_text(MARKER)
    (root / FILE).chmod(0)

    ran = learn("report", preexec_fn=unprivileged)

    assert ran.code == 2
    assert "Permission denied" in ran.err


def test_a_full_disk_leaves_the_old_report(learn, root, small_disk):
    file = small_disk / FILE
    assert learn("report", "--out", file).code == 0
    before = file.read_bytes()
    free = os.statvfs(small_disk)
    (small_disk / "fill").write_bytes(b"\0" * (free.f_bavail * free.f_frsize))

    ran = learn("report", "--out", file)

    assert ran.code == 2
    assert "No space left" in ran.err
    assert file.read_bytes() == before
    assert left_over(small_disk) == []


def test_a_workspace_that_may_not_be_written_to_can_be_reported_elsewhere(
    learn, root, tmp_path, unprivileged
):
    kept = (root / ".learn" / "progress.db").read_bytes()
    folders = [root, *(p for p in root.rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    try:
        ran = learn("report", "--out", tmp_path / "x.html", preexec_fn=unprivileged)
    finally:
        for folder in folders:
            folder.chmod(0o700)

    assert ran.code == 0
    assert "1 of 3 exercises done" in " ".join(ran.out.split())
    assert (root / ".learn" / "progress.db").read_bytes() == kept


# -- progress that cannot be read ---------------------------------------------------------


def test_damaged_progress_is_set_aside_and_the_first_report_written(learn, root):
    (root / ".learn" / "progress.db").write_bytes(b"not a database" * 100)

    ran = learn("report")

    assert ran.code == 0
    assert len(ran.err.splitlines()) == 1
    assert "damaged" in ran.err
    assert "0 of 3 exercises done" in " ".join(ran.out.split())


def test_progress_of_a_newer_learn_is_one_message(learn, root):
    with contextlib.closing(sqlite3.connect(root / ".learn" / "progress.db")) as db:
        db.execute("PRAGMA user_version = 99")

    ran = learn("report")

    assert ran.code == 2
    assert ran.err.count("newer learn") == 1
    assert not (root / FILE).exists()


def test_without_a_course_there_is_no_report(learn, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()

    ran = learn("report", cwd=empty)

    assert ran.code == 2
    assert "no course" in ran.err


# -- the browser -----------------------------------------------------------------------------


def test_open_shows_it_in_the_browser(learn, root, tmp_path):
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/shown\n')
    browser.chmod(0o755)

    ran = learn("report", "--open", env={"DISPLAY": ":9", "BROWSER": f"{browser} %s"})

    assert (ran.code, ran.err) == (0, "")
    assert (tmp_path / "shown").read_text() == (root / FILE).as_uri()


def test_open_without_a_browser_says_where_it_is(learn, root):
    env = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "BROWSER": "false"}

    ran = learn("report", "--open", env=env)

    assert ran.code == 0
    assert str(root / FILE) in ran.err
    assert ran.out.splitlines()[-1].strip()
    assert "Next: " in ran.out


# -- pictures ---------------------------------------------------------------------------------


def portraits(root: Path, **changed: str) -> None:
    file = root / "exercises" / "portraits.yaml"
    file.write_text(yaml.safe_dump({"portraits": [PORTRAIT | changed]}))


def test_pictures_that_are_missing_are_drawn(learn, root):
    portraits(root)

    made = learn("report", "--json").objects[0]
    again = learn("report", "--json").objects[0]

    (picture,) = made["portraits"]
    source = (root / STUB).read_bytes()
    assert picture["data"] == {"x": [0.0, 1.0], "curves": {"yours": [0.0, 2.0]}}
    assert picture["source_sha256"] == digest(source)
    assert again == made


def test_a_picture_that_cannot_be_drawn_is_said_and_costs_nothing_else(learn, root):
    portraits(root, program="def portrait():\n    return 7\n")

    ran = learn("report", "--json")

    assert ran.code == 0
    assert ran.objects[0]["portraits"] == []
    assert "No picture “Your line”" in ran.objects[0]["notes"][0]


def test_pictures_that_the_course_gets_wrong_are_left_out(learn, root):
    portraits(root, kind="painting")

    ran = learn("report", "--json")

    assert ran.code == 0
    assert ran.objects[0]["summary"]["exercises_done"] == 1
    assert "The pictures are left out" in ran.objects[0]["notes"][0]


# -- what it costs and what it stands --------------------------------------------------------


def test_data_takes_no_template_and_no_plot(learn, root):
    """What imports these takes a second; whoever wants data should not wait for it."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "grader", "report", "--json"],
        cwd=root, env=environment(), capture_output=True, check=True, text=True,
    )  # fmt: skip

    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "grader.report.gather" in loaded
    assert not loaded & {"jinja2", "matplotlib", "pytest", "numpy"}


def test_a_hostile_log_becomes_a_page_all_the_same(tmp_path):
    world = make(tmp_path / "w", exercises=3, attempts=9, questions=9)
    hostile(world, ["<script>alert(1)</script>", "\x00\x1b[31m", "\u202e", "\ud800"])
    learn = Learn(world.root)

    ran = learn("report", "--name", "</title><script>alert(2)</script>")

    assert ran.code == 0
    page = (world.root / FILE).read_text("utf-8")
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "\x00" not in page
    assert "\x1b" not in ran.out


def test_months_of_work_are_one_small_file(tmp_path):
    world = make(tmp_path / "w")

    ran = Learn(world.root)("report")

    assert ran.code == 0
    assert (world.root / FILE).stat().st_size < 600_000
