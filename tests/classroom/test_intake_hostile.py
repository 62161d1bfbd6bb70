"""What was handed in is hostile: each thing gets its reason, and no other is hurt."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from grader.classroom.intake import Limits, collect
from grader.classroom.model import Submitted, safe_name
from tests.classroom import classes, hostile
from tests.classroom.hostile import GOOD, HYPERLINK

LINK = '=HYPERLINK("http:example.org","marks")'
LINK = "it is a link, and links are not followed"


@pytest.fixture(scope="module")
def batch(toy, tmp_path_factory):
    """Everything hostile that there is, beside work that is fine."""
    root = tmp_path_factory.mktemp("hostile") / "class"
    secret = toy.root / "reference" / "ex01_double" / "solution.py"
    with hostile.batch(root, secret):
        yield root


def test_the_whole_batch_has_its_reasons_and_hurts_nobody(
    batch, collected, comes_to_an_end, golden
):
    with comes_to_an_end(batch, 30):
        found = collected(batch)

    taken = {s.student.id: s.content for s in found.submitted}
    fine = {HYPERLINK, "good", "Zo\u00eb", "\x1b[2Jclear\u202egnp", "a\nb", "x" * 255,
            r"J\xf6rg", "nul", "invalid", "utf16", "parentheses", "Zoe\u0308", "notebook"}  # fmt: skip
    assert set(taken) == fine
    assert taken["invalid"].endswith(b"\xff\xfe\n")
    assert taken["utf16"].startswith(b"\xff\xfe")
    assert b"def double" in taken["notebook"]
    assert len({safe_name(id) for id in taken}) == len(fine)
    listing = "".join(
        f"{u.student} {u.origin.removeprefix(str(batch.parent))}: {u.reason}\n"
        for u in found.unmapped
    )
    listing = listing.replace("/d" * 21, "/d…")
    golden("intake_hostile.txt", listing)


def test_no_secret_is_read_through_a_link_that_is_put_in_place_meanwhile(
    toy, tmp_path, collected, monkeypatch
):
    """Between listing a folder and opening its file, the file becomes a link."""
    secret = toy.root / "reference" / "ex01_double" / "solution.py"
    file = classes.write(tmp_path / "ann" / "double.py", GOOD)
    folder = classes.write(tmp_path / "bob" / "ex01_double" / "double.py", GOOD).parent
    opened = os.open

    def swap(path, flags, mode=0o777, *, dir_fd=None):
        if path == "double.py" and file.is_file() and not file.is_symlink():
            file.unlink()
            file.symlink_to(secret)
        if (
            path == "ex01_double"
            and folder.is_dir()
            and armed
            and not folder.is_symlink()
        ):
            folder.rename(tmp_path / "elsewhere")
            folder.symlink_to(secret.parent)
        return opened(path, flags, mode, dir_fd=dir_fd)

    armed = True
    monkeypatch.setattr(os, "open", swap)

    found = collected(tmp_path)

    assert found.submitted == []
    assert {u.reason for u in found.unmapped} <= {
        LINK, "it cannot be read: Not a directory", "it cannot be read: No such file or directory",
    }  # fmt: skip


def test_a_pipe_that_is_put_in_place_meanwhile_is_not_waited_for(
    tmp_path, collected, monkeypatch, comes_to_an_end
):
    file = classes.write(tmp_path / "ann" / "double.py", GOOD)
    opened = os.open

    def swap(path, flags, mode=0o777, *, dir_fd=None):
        if path == "double.py" and stat.S_ISREG(file.lstat().st_mode):
            file.unlink()
            os.mkfifo(file)
        return opened(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", swap)

    with comes_to_an_end(file):
        found = collected(tmp_path)

    assert found.reasons == {"double.py": "it is not an ordinary file"}


def test_a_file_that_grows_while_it_is_read_is_bounded(tmp_path, collected):
    """A size is only what a file says."""
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann" / "double.py").symlink_to("/dev/zero")
    assert collected(tmp_path).reasons == {"double.py": LINK}

    from grader.classroom.intake.nodes import Node, Refused, read

    def zeros():
        return Path("/dev/zero").open("rb")

    with pytest.raises(Refused, match="larger than 1 MiB"):
        read(Node(("double.py",), "x", 10, "", zeros), 1 << 20)


def test_hard_links_are_files(tmp_path, collected):
    file = classes.write(tmp_path / "ann" / "double.py", GOOD)
    (tmp_path / "bob").mkdir()
    os.link(file, tmp_path / "bob" / "double.py")

    assert collected(tmp_path).taken == {("ann", "ex01"), ("bob", "ex01")}


def test_a_folder_that_may_not_be_read_is_named(tmp_path, toy, start, unprivileged):
    import subprocess
    import sys

    classes.write(tmp_path / "class/ann/double.py", GOOD)
    classes.write(tmp_path / "class/bob/double.py", GOOD)
    classes.write(tmp_path / "class/cy/double.py", GOOD)
    (tmp_path / "class/bob").chmod(0)
    (tmp_path / "class/cy/double.py").chmod(0)
    program = (
        "import sys; from pathlib import Path; from grader.course import Course\n"
        "from grader.classroom.intake import collect\n"
        "for item in collect([Path(sys.argv[1])], Course(Path(sys.argv[2]))):\n"
        "    print(item.student if hasattr(item, 'reason') else item.student.id,"
        " getattr(item, 'reason', ''))\n"
    )
    command = [sys.executable, "-c", program, tmp_path / "class", toy.root]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, preexec_fn=unprivileged, check=True
        )
    finally:
        (tmp_path / "class/bob").chmod(0o755)

    assert done.stdout.splitlines() == [
        "ann ",
        "bob it cannot be read: Permission denied",
        "cy it cannot be read: Permission denied",
    ]


def test_a_student_with_too_many_files_costs_only_themselves(tmp_path, collected):
    for i in range(30):
        classes.write(tmp_path / "ann" / f"{i}.txt", b"")
    classes.write(tmp_path / "ann/double.py", GOOD)
    classes.write(tmp_path / "bob/double.py", GOOD)

    found = collected(tmp_path, limits=Limits(files=20))

    assert found.taken == {("bob", "ex01")}
    assert found.reasons == {"ann": "it holds more than 20 files"}


def test_many_files_for_one_exercise_are_not_all_read(tmp_path, collected):
    for i in range(30):
        classes.write(tmp_path / "ann" / f"d{i:02}" / "double.py", b"%d" % i)

    found = collected(tmp_path)

    assert [s.content for s in found.submitted] == [b"0"]
    reasons = [u.reason for u in found.unmapped]
    assert reasons.count("there are too many files for ex01") == 20
    assert reasons[-1] == "9 more files of it were not taken"


def test_many_archives_and_notebooks_of_one_student_are_not_all_read(
    tmp_path, collected
):
    inner = classes.zipped({"double.py": GOOD})
    for i in range(6):
        classes.write(tmp_path / "ann" / f"{i}.zip", inner)
        classes.write(tmp_path / "ann" / f"{i}.ipynb", b"{}")

    found = collected(tmp_path, limits=Limits(several=2))

    assert len(found.submitted) == 2
    assert sum("too many" in u.reason for u in found.unmapped) == 8


def test_everything_is_judged_by_a_worker_and_nothing_by_reading_it_here(
    batch, toy, sandbox
):
    """Bytes that are no Python are a learner's mistake, told as such."""
    items = [
        i for i in collect([batch], toy, sandbox=sandbox) if isinstance(i, Submitted)
    ]

    from grader.judge import Judge

    judge = Judge(toy.exercise("ex01"), sandbox)
    for item in items:
        judgement = judge.judge(item.content)
        good = item.student.id not in ("nul", "utf16", "parentheses", "invalid")
        assert judgement.status == ("passed" if good else "failed"), item.student.id
