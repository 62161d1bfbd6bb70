"""history: what there was, when, how it was judged, and what changed."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
from pathlib import Path

import jsonschema
import pytest

from grader.store import Hints, Versions, schema
from grader.store.database import Database
from grader.workspace import compare

ROOT = Path(__file__).parent.parent
STUB = Path("exercises/ex01_double/double.py")
SIGN_LOST = "import numpy as np\n\n\ndef double(x):\n    return 2 * np.abs(x)\n"
RIGHT = SIGN_LOST.replace(
    "    return 2 * np.abs(x)",
    "    if len(x) == 0:\n        raise ValueError\n    return 2 * np.asarray(x)",
)

NEXT = "Next: `learn undo ex01 --to 1` goes to version 1, `learn history ex01 1` prints it."


@pytest.fixture
def worked(here):
    """Two versions checked, the second passing, and the file edited since."""
    for source in (SIGN_LOST, SIGN_LOST, RIGHT):
        (here.folder / STUB).write_text(source)
        here("check", "ex01")
    return here


def rows(ran) -> list[str]:
    """The output without its days and times."""
    assert ran.code == 0, ran.err
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "TIME", ran.out).splitlines()


def test_lists_versions_with_time_score_and_where_the_file_is(worked):
    assert rows(worked("history", "ex01")) == [
        "ex01  2 versions of exercises/ex01_double/double.py",
        "1  TIME  checked 2 times, 3 of 8 points",
        "2  TIME  now  checked, 8 of 8 points, passed",
        NEXT,
    ]


def test_edits_and_what_commands_did_are_in_the_list(worked):
    worked("reset", "ex01")
    (worked.folder / STUB).write_text("# an idea\n")

    listed = rows(worked("history", "ex01"))

    assert listed[3:5] == ["3  TIME  the untouched stub", "now  edited, not checked"]
    worked("undo", "ex01")
    listed = rows(worked("history", "ex01"))
    assert listed[3:5] == ["3  TIME  now  the untouched stub", "4  TIME  not checked"]


def test_help_that_was_used_is_shown(worked):
    database = Database(worked.folder / ".learn/progress.db")
    Hints(database).record("ex01", "double", 1)
    Versions(database).solution_seen("ex01", gave_up=True)

    helped = rows(worked("history", "ex01"))[-2]

    assert helped == "Help used: 1 hint, solution seen before it passed."


def test_without_versions_it_says_how_to_get_some(here):
    ran = here("history", "ex01")

    assert ran.code == 0
    assert "`learn check ex01` keeps one each time" in ran.out


def test_times_are_local(learn):
    (learn.folder / STUB).write_text(RIGHT)
    learn("check", "ex01")
    east = learn("history", "ex01", env={"TZ": "UTC-9"}).out.splitlines()[1]
    west = learn("history", "ex01", env={"TZ": "UTC+9"}).out.splitlines()[1]

    assert east[:19] != west[:19]
    assert east[19:] == west[19:]


def test_shows_what_changed_from_each_to_the_next_and_since(worked):
    (worked.folder / STUB).write_text(RIGHT.rstrip("\n"))

    out = "\n".join(rows(worked("history", "ex01", "--diff")))

    assert (
        "--- version 1 (TIME, checked 2 times, 3 of 8 points)\n"
        "+++ version 2 (TIME, checked, 8 of 8 points, passed)\n"
    ) in out
    assert "\n-    return 2 * np.abs(x)\n+    if len(x) == 0:\n" in out
    assert "+++ your file now\n" in out
    assert out.endswith("\\ no line end at the end of the file")


def test_two_versions_are_compared_in_the_order_asked_for(worked):
    forward = rows(worked("history", "ex01", "1", "2"))
    back = rows(worked("history", "ex01", "2", "1"))

    assert "-    return 2 * np.abs(x)" in forward
    assert "+    return 2 * np.abs(x)" in back
    assert "The same: version 2" in worked("history", "ex01", "2", "2").out


def test_colour_is_never_alone(worked):
    out = worked("--color", "always", "history", "ex01", "1", "2").out

    assert "\x1b[31m-    return 2 * np.abs(x)\x1b[0m" in out
    assert "\x1b[32m+    return 2 * np.asarray(x)\x1b[0m" in out


def test_prints_a_version_byte_for_byte(learn):
    content = b"# \xff\x1b[31m\r\nx = 1"
    (learn.folder / STUB).write_bytes(content)
    learn("reset", "ex01")

    done = subprocess.run(
        [*learn.command, "history", "ex01", "1"], cwd=learn.folder, capture_output=True
    )
    shown = learn.on_a_terminal("history", "ex01", "1")

    assert (done.returncode, done.stdout, done.stderr) == (0, content, b"")
    assert "\x1b" not in shown.out
    assert "\\xff\\x1b[31m" in shown.out


def test_hostile_content_and_names_reach_no_terminal(learn):
    (learn.folder / STUB).write_bytes(b"\x1b]0;gone\x07\xe2\x80\xae = 1\n")
    learn("reset", "ex01")

    for args in (("--diff",), ("1", "2"), ()):
        ran = learn.on_a_terminal("--color", "never", "history", "ex01", *args)
        assert ran.code == 0
        assert "\x1b" not in ran.out
        assert "\x07" not in ran.out
        assert "\u202e" not in ran.out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["ex77"], "there is no exercise"),
        (["ex01", "3"], "there is no version 3 of double.py; it has 2"),
        (["ex01", "1", "9"], "there is no version 9"),
        (["ex01", "0"], "there is no version 0"),
        (["ex02", "1"], "there is no version 1 of counter.py; it has none yet"),
        (["ex01", "1", "--diff"], "not both"),
        (["ex01", "1", "--json"], "not both"),
        (["ex01", "first"], "not a valid integer"),
    ],
)
def test_what_is_not_there_is_said(worked, args, said):
    ran = worked("history", *args)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_json_fits_its_schema(worked):
    definition = json.loads(
        (ROOT / "docs/schemas/learn.history.schema.json").read_text()
    )

    (checked,) = worked("history", "ex01", "--json").objects
    (worked.folder / STUB).write_text("# edited\n")
    (edited,) = worked("history", "ex01", "--json").objects
    (nothing,) = worked("history", "ex02", "--json").objects

    for one in (checked, edited, nothing):
        jsonschema.validate(one, definition)
    assert (checked["current"], checked["edited"]) == (2, False)
    assert (edited["current"], edited["edited"]) == (None, True)
    assert [v["score"] for v in checked["versions"]] == [3.0, 8.0]
    assert nothing["versions"] == []


def test_on_a_narrow_terminal_no_line_is_too_long(learn):
    (learn.folder / STUB).write_text(RIGHT)
    learn("check", "ex01")
    learn("reset", "ex01")

    ran = learn.on_a_terminal("history", "ex01", columns=60)

    assert ran.code == 0
    assert all(len(row) <= 60 for row in ran.out.splitlines()[1:])


def test_a_read_only_workspace_still_shows_its_history(learn, unprivileged):
    (learn.folder / STUB).write_text(RIGHT)
    learn("check", "ex01")
    for place in (learn.folder, learn.folder / ".learn"):
        place.chmod(0o555)
    try:
        ran = learn("history", "ex01", preexec_fn=unprivileged)
    finally:
        for place in (learn.folder, learn.folder / ".learn"):
            place.chmod(0o755)

    assert ran.code == 0
    assert "8 of 8 points, passed" in ran.out


def test_progress_of_a_newer_learn_is_refused(worked):
    db = sqlite3.connect(worked.folder / ".learn/progress.db")
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()

    ran = worked("history", "ex01")

    assert (ran.code, ran.out) == (2, "")
    assert "upgrade learn" in ran.err


def test_a_file_that_is_gone_or_no_file_is_no_obstacle(worked):
    (worked.folder / STUB).unlink()
    gone = worked("history", "ex01")
    (worked.folder / STUB).mkdir()
    folder = worked("history", "ex01")

    for ran in (gone, folder):
        assert ran.code == 0
        assert "now" not in ran.out
    assert "not an ordinary file" in folder.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_any_terminal_will_do_for_whatever_the_file_holds(learn, encoding, term):
    env = {"PYTHONIOENCODING": encoding, "TERM": term, "NO_COLOR": "1"}
    (learn.folder / STUB).write_text("# größer ∞ \u202e\x1b[31m 🙂\n", "utf-8")

    for command in (
        "reset ex01", "undo ex01", "hint ex01", "start ex01", "history ex01 --diff",
        "history ex01 1", "solution ex01 --give-up", "submit",
    ):  # fmt: skip
        ran = learn.on_a_terminal(*command.split(), env=env)

        assert ran.code == 0, ran.out
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out


# -- comparing ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b"a\n", b"a\n", []),
        (b"", b"", []),
        (b"a\r\n", b"a\n", ["@@ -1 +1 @@", "-a\r", "+a"]),
        (b"a", b"a\n", ["@@ -1 +1 @@", "-a", "\\ no line end at the end of the file", "+a"]),
        (b"a\x0bb\x0c\n", b"a\x0bb\n", ["@@ -1 +1 @@", "-a\x0bb\x0c", "+a\x0bb"]),
        (b"\xff\n", b"", ["@@ -1 +0,0 @@", "-\\xff"]),
    ],
)  # fmt: skip
def test_only_a_line_feed_ends_a_line(old, new, expected):
    assert compare.unified(old, new, ("old", "new"))[2:] == expected


def test_too_many_lines_are_not_compared():
    long = b"a\n" * (compare.MAX_ROWS + 1)

    (said,) = compare.unified(long, b"", ("old", "new"))
    assert "not compared" in said
    assert compare.unified(long, long, ("old", "new")) == []
    assert len(compare.beside(long, os.urandom(3))) > compare.MAX_ROWS


def test_equal_lines_stand_side_by_side():
    left, right = b"a\nb\nc\n", b"a\nx\ny\nc\n"

    assert compare.beside(left, right) == [
        ("a", "a", True), ("b", "x", False), ("", "y", False), ("c", "c", True),
    ]  # fmt: skip


def test_equal_lines_without_end_take_no_end_of_time(comes_to_an_end):
    one, other = b"a\nb\n" * 2400, b"b\na\nc\n" * 1600

    with comes_to_an_end("comparing", within_s=30):
        assert len(compare.beside(one, other)) >= 4800
        assert compare.unified(one, other, ("one", "other"))
