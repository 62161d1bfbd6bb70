"""update and init: a newer course comes in whole, and nothing of a learner's goes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.errors import LearnError
from grader.workspace import kit as kits
from tests.conftest import TOY, Here, Learn

DOUBLE = "exercises/ex01_double/double.py"
COUNTER = "exercises/ex02_counter/counter.py"
README = "exercises/ex01_double/README.md"
CHECKS = "exercises/ex01_double/test_public.py"
QUIZ = "quizzes/basics.yaml"
STAYS = (
    f"Yours, not touched: {DOUBLE} (its stub is new; `learn reset ex01` gets that, "
    "and keeps yours)"
)
MINE = b"# mine\ndef double(x): return x\n"


def tree(root: Path) -> dict[str, bytes]:
    """Every file but what is learn's own."""
    return {
        f.relative_to(root).as_posix(): f.read_bytes()
        for f in sorted(root.rglob("*"))
        if f.is_file() and ".learn" not in f.relative_to(root).parts
    }


def public(to: Path) -> Path:
    """A copy of the toy course as learners get it, with a quiz."""
    ignored = shutil.ignore_patterns("__pycache__", ".learn", "reference")
    shutil.copytree(TOY, to, ignore=ignored)
    (to / "quizzes").mkdir(exist_ok=True)
    (to / QUIZ).write_text("title: Basics\n")
    return to


def new_stub(root: Path, path: str, head: bytes) -> bytes:
    """Give an exercise another stub, in its file and in its description."""
    stub = head + (root / path).read_bytes()
    (root / path).write_bytes(stub)
    description = (root / path).parent / "diagnosis.json"
    content = json.loads(description.read_bytes())
    content["stub"] = stub.decode()
    description.write_text(json.dumps(content))
    return stub


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """A newer course: an exercise more, and something new in each kind of file."""
    root = public(tmp_path / "new")
    added = root / "exercises" / "ex07_thrice"
    shutil.copytree(root / "exercises/ex01_double", added)
    (added / "double.py").rename(added / "thrice.py")
    spec = added / "exercise.yaml"
    spec.write_text(spec.read_text().replace("position: 1", "position: 7"))
    (root / README).write_text("# Twice a number, told better\n\n## Out of scope\n")
    (root / CHECKS).write_text("# newer checks\n")
    (root / QUIZ).write_text("title: Basics, newer\n")
    (root / "quizzes" / "more.yaml").write_text("title: More\n")
    new_stub(root, DOUBLE, b"# newer stub\n")
    new_stub(root, COUNTER, b"# newer stub\n")
    return root


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace written by init from the older course; ex01 was worked on."""
    source = public(tmp_path / "installed")
    monkeypatch.setattr("grader.cli.workspace.installed_course", lambda: source)
    root = tmp_path / "work"
    monkeypatch.chdir(tmp_path)
    assert Here(tmp_path)("init", "work").code == 0
    monkeypatch.chdir(root)
    (root / DOUBLE).write_bytes(MINE)
    return root


@pytest.fixture
def update(old: Path, new: Path) -> Callable[..., object]:
    """Run `learn update` in the old workspace, from the newer course."""

    def update(*args: str | Path, source: Path = new):
        return Here(old)("update", source, *args)

    return update


def zipped(root: Path, file: Path, top: str = "") -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in tree(root).items():
            archive.writestr(f"{top}{path}", content)
    return file


# -- what comes in ------------------------------------------------------------------------


def test_brings_what_is_new_and_leaves_what_the_learner_wrote(update, old, new):
    expected = tree(new) | {DOUBLE: MINE}

    ran = update()

    assert ran.code == 0
    assert tree(old) == expected
    assert ran.out.splitlines() == [
        "New exercises: ex07_thrice.",
        "Changed: ex01_double (task, checks).",
        "Changed: ex02_counter (untouched stub).",
        "Changed: quizzes/basics.yaml",
        "New: quizzes/more.yaml",
        STAYS,
        "Next: `learn` says where you are.",
    ]
    assert not (old / ".learn" / "replaced").exists()


def test_the_new_stub_is_what_reset_gives(update, old, new):
    update()

    assert Here(old)("reset", "ex01").code == 0
    assert (old / DOUBLE).read_bytes() == (new / DOUBLE).read_bytes()


def test_again_nothing_is_new_and_nothing_is_written(update, old):
    update()
    before = {
        f: f.stat().st_mtime_ns for f in old.rglob("*") if ".learn" not in f.parts
    }

    ran = update()

    assert ran.code == 0
    assert ran.out.startswith("Nothing is new: this workspace has what the course has.")
    assert {
        f: f.stat().st_mtime_ns for f in old.rglob("*") if ".learn" not in f.parts
    } == before


def test_a_dry_run_with_nothing_new_promises_nothing(update, old):
    update()

    assert "An update would do this" not in update("--dry-run").out


def test_a_dry_run_says_the_same_and_writes_nothing(update, old):
    def everything() -> dict[str, bytes]:
        return {str(f): f.read_bytes() for f in old.rglob("*") if f.is_file()}

    before = everything()
    dry = update("--dry-run")
    assert everything() == before

    assert dry.out.splitlines()[0] == "Nothing was written. An update would do this:"
    assert dry.out.splitlines()[1:] == update().out.splitlines()


@pytest.mark.parametrize("top", ["", "course-main/", "a/b/"])
def test_a_zip_does_as_well_as_a_folder(update, old, new, tmp_path, top):
    file = zipped(new, tmp_path / "kit.zip", top)

    assert update(source=file).code == 0
    assert tree(old) == tree(new) | {DOUBLE: MINE}


def test_comes_from_the_installed_course_without_a_name(old):
    ran = Here(old)("update")

    assert (ran.code, ran.out.splitlines()[0][:15]) == (0, "Nothing is new:")


def test_of_a_kit_only_the_course_is_taken(update, old, new):
    for path in ("reference/ex01_double/solution.py", "setup.py", ".git/config",
                 "exercises/.hidden", "exercises/ex01_double/__pycache__/x.pyc"):  # fmt: skip
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        (new / path).write_text("x")

    update()

    assert {p.name for p in old.iterdir()} == {"exercises", "quizzes", ".learn"}
    assert not any("hidden" in p or "pyc" in p for p in tree(old))


# -- what stays ---------------------------------------------------------------------------


def test_files_that_a_learner_wrote_into_are_kept_as_copies(update, old, new):
    (old / README).write_text("# my notes\n")
    (old / QUIZ).write_text("# my answers\n")

    ran = update()

    (folder,) = (old / ".learn" / "replaced").iterdir()
    assert tree(folder) == {README: b"# my notes\n", QUIZ: b"# my answers\n"}
    assert (old / README).read_bytes() == (new / README).read_bytes()
    assert f"kept in .learn/replaced/{folder.name}: {README}, {QUIZ}" in ran.out


def test_without_a_record_of_the_older_course_every_replaced_file_is_kept(
    update, old, new
):
    (old / ".learn" / "course.json").unlink()
    before = tree(old)

    assert update().code == 0

    (folder,) = (old / ".learn" / "replaced").iterdir()
    assert tree(folder) == {p: before[p] for p in (README, CHECKS, QUIZ)}
    assert tree(old) == tree(new) | {DOUBLE: MINE}


def test_every_kind_of_file_of_a_course_is_replaced_without_a_record_too(
    update, old, new
):
    names = ("milestones", "portraits")
    for name in names:
        (old / f"exercises/{name}.yaml").write_text(f"{name}: []\n")
        (new / f"exercises/{name}.yaml").write_text(f"{name}: []  # newer\n")
    (old / ".learn" / "course.json").unlink()

    assert update().code == 0
    for file in (f"exercises/{name}.yaml" for name in names):
        assert (old / file).read_bytes() == (new / file).read_bytes()


def test_a_damaged_record_counts_as_none(update, old):
    (old / ".learn" / "course.json").write_text('{"files": 3')

    assert update().code == 0
    assert (old / ".learn" / "replaced").is_dir()


def test_files_of_the_learners_own_are_never_touched(update, old, new):
    own = {
        "exercises/ex01_double/notes.md": b"mine",
        "exercises/ex01_double/double_old.py": b"mine",
        "exercises/plan.txt": b"mine",
        "my.txt": b"mine",
    }
    for path, content in own.items():
        (old / path).write_bytes(content)
    (new / "exercises/ex01_double/notes.md").write_bytes(b"the course's")

    ran = update()

    assert {p: c for p, c in tree(old).items() if p in own} == own
    assert "notes.md (you have a file of this name)" in ran.out


def test_exercises_and_quizzes_that_the_course_dropped_stay(update, old, new):
    shutil.rmtree(new / "exercises/ex03_apply_twice")
    (new / QUIZ).unlink()
    before = tree(old)

    ran = update()

    assert "left as it is: exercises/ex03_apply_twice\n" in ran.out
    assert f"left as it is: {QUIZ}\n" in ran.out
    stayed = {p: c for p, c in before.items() if "ex03" in p or p == QUIZ}
    assert stayed.items() <= tree(old).items()


def test_an_exercise_with_another_name_is_not_written_twice(update, old, new):
    (new / "exercises/ex02_counter/counter.py").rename(
        new / "exercises/ex02_counter/tally.py"
    )
    (new / "exercises/ex02_counter").rename(new / "exercises/ex02_tally")

    ran = update()

    assert ran.code == 0
    assert (
        "Left as it is: ex02_counter, which the course now calls ex02_tally" in ran.out
    )
    assert not (old / "exercises/ex02_tally").exists()


def test_a_stub_that_is_gone_comes_back(update, old, new):
    (old / DOUBLE).unlink()

    update()

    assert (old / DOUBLE).read_bytes() == (new / DOUBLE).read_bytes()


@pytest.mark.parametrize("kind", ["folder", "outside", "loop", "parent"])
def test_what_cannot_be_replaced_is_left_and_named(update, old, tmp_path, kind, new):
    file = old / README
    if kind == "parent":
        (new / "exercises/ex01_double/data").mkdir()
        (new / "exercises/ex01_double/data/a.csv").write_text("1")
        (old / "exercises/ex01_double/data").write_text("mine")
    else:
        file.unlink()
        (tmp_path / "precious").write_text("mine")
        {"folder": file.mkdir, "loop": lambda: file.symlink_to(file),
         "outside": lambda: file.symlink_to(tmp_path / "precious")}[kind]()  # fmt: skip

    ran = update()

    assert ran.code == 0
    assert "Left as it is: exercises/ex01_double/" in ran.out
    if kind == "outside":
        assert (tmp_path / "precious").read_text() == "mine"
    assert (old / "exercises/ex07_thrice/thrice.py").is_file()


def test_what_is_saved_at_the_last_moment_stays(update, old, monkeypatch):
    """The stub was untouched when it was looked at, and was not when it is replaced."""
    from grader.workspace import update as module

    staged = module.staged

    def slowly(file, content):
        if file.name == "counter.py" and file.read_bytes() != MINE:
            file.write_bytes(MINE)
        return staged(file, content)

    monkeypatch.setattr(module, "staged", slowly)

    ran = update()

    assert (old / COUNTER).read_bytes() == MINE
    assert f"Yours, not touched: {COUNTER}" in ran.out


# -- what is refused ------------------------------------------------------------------------


def refuses(ran, old: Path, before: dict[str, bytes], said: str) -> None:
    assert (ran.code, ran.out) == (2, ""), ran
    assert said in ran.err
    assert tree(old) == before


def test_the_course_itself_is_not_updated(old, monkeypatch):
    before = tree(old)
    refuses(Here(old)("update", "."), old, before, "this is the course itself")
    monkeypatch.setattr("grader.cli.workspace.installed_course", lambda: old)
    refuses(Here(old)("update"), old, before, "this is the course itself")


def test_a_course_with_its_reference_is_not_updated(update, old):
    (old / "reference").mkdir()

    refuses(update(), old, tree(old), "would no longer fit newer exercises")


def test_another_course_is_not_mixed_in(update, old, new):
    for folder in (new / "exercises").glob("ex*"):
        file = folder / f"{folder.name[5:]}.py"
        file.rename(folder / f"other_{folder.name[5:]}.py")
        folder.rename(folder.with_name(folder.name.replace("_", "_other_", 1)))

    refuses(update(), old, tree(old), "that is another course (A toy course)")


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (
            lambda new: (new / "exercises/course.yaml").unlink(),
            "there is no course here",
        ),
        (
            lambda new: (new / "exercises/course.yaml").write_text("a: ["),
            "not valid YAML",
        ),
        (
            lambda new: (new / "exercises/ex01_double/exercise.yaml").write_text(
                "x: 1"
            ),
            "unknown field `x`",
        ),
        (
            lambda new: (new / "exercises/milestones.yaml").write_text("x: 1"),
            "milestones.yaml",
        ),
        (
            lambda new: (new / "exercises/portraits.yaml").write_text("x: 1"),
            "portraits.yaml",
        ),
        (
            lambda new: (new / README).unlink() or os.mkfifo(new / README),
            "ordinary files",
        ),
        (
            lambda new: (new / "exercises/link.md").symlink_to("/etc/passwd"),
            "ordinary files only",
        ),
        (
            lambda new: (new / "exercises/ex08_linked").symlink_to("/etc"),
            "ordinary files only",
        ),
        (shutil.rmtree, "there is no such folder or zip"),
    ],
)
def test_a_kit_that_is_no_course_changes_nothing(update, old, new, break_it, said):
    break_it(new)

    refuses(update(), old, tree(old), said)


def entry(name: str, kind: int = stat.S_IFREG) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (kind | 0o644) << 16
    return info


def with_entry(info: zipfile.ZipInfo | str, content: bytes | str = "x"):
    def make(file: Path) -> None:
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(info, content)

    return make


def twice(file: Path) -> None:
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(file, "a") as archive,
    ):
        archive.writestr(README, "other")


def lying_about_its_size(file: Path) -> None:
    """The directory at the end says one byte less than there is."""
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        size = archive.getinfo(README).file_size
    at = content.rindex(README.encode()) - 46 + 24
    content[at : at + 4] = (size - 1).to_bytes(4, "little")
    file.write_bytes(content)


def many_entries(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive:
        for i in range(kits.MAX_FILES):
            archive.writestr(f"x/{i}", "")


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda file: file.write_bytes(b"no zip"), "no zip, or a damaged one"),
        (lambda file: file.write_bytes(b""), "no zip, or a damaged one"),
        (lambda file: os.truncate(file, file.stat().st_size // 2), "damaged one"),
        (lying_about_its_size, "no zip, or a damaged one"),
        (with_entry("exercises/../../evil.py"), "leads out of it"),
        (with_entry("/etc/evil"), "leads out of it"),
        (with_entry("exercises\\..\\evil"), "leads out of it"),
        (with_entry("C:/evil"), "leads out of it"),
        (with_entry(entry("exercises/l", stat.S_IFLNK), "/etc"), "is no ordinary file"),
        (with_entry(entry("quizzes/p", stat.S_IFIFO)), "is no ordinary file"),
        (with_entry("quizzes/bomb.yaml", bytes(15 << 20)), "compressed far more"),
        (with_entry("quizzes/big.yaml", bytes((16 << 20) + 1)), "more than 16 MiB"),
        (with_entry(f"{README}/x"), "cannot be unpacked"),
        (twice, "is in it twice"),
        (many_entries, "more than 10000 files"),
    ],
)  # fmt: skip
def test_a_hostile_zip_changes_nothing(update, old, new, tmp_path, break_it, said):
    file = zipped(new, tmp_path / "kit.zip")
    break_it(file)
    before, around = tree(old), set(tmp_path.iterdir())

    refuses(update(source=file), old, before, said)
    assert set(tmp_path.iterdir()) == around


def test_a_zip_without_a_course_is_none(update, old, tmp_path):
    with zipfile.ZipFile(tmp_path / "kit.zip", "w") as archive:
        archive.writestr("thesis.txt", "x")

    refuses(
        update(source=tmp_path / "kit.zip"), old, tree(old), "this zip holds no course"
    )


def test_names_in_a_kit_reach_no_terminal(update, new, tmp_path):
    file = zipped(new, tmp_path / "kit.zip")
    with_entry("quizzes/\x1b[31m\u202e.yaml")(file)

    ran = update(source=file)

    assert "\x1b" not in ran.out + ran.err
    assert "New: quizzes/\\x1b[31m\\u202e.yaml" in ran.out


def test_files_of_a_kit_are_counted_in_a_folder_too(new, monkeypatch):
    monkeypatch.setattr(kits, "MAX_FILES", 5)
    with pytest.raises(LearnError, match="more than 5 files"):
        kits.Kit(new)
    monkeypatch.undo()
    monkeypatch.setattr(kits, "MAX_TOTAL", 500)
    with pytest.raises(LearnError, match="no course kit"):
        kits.Kit(new)


def test_a_workspace_whose_own_course_cannot_be_read_is_mended(update, old):
    (old / "exercises/course.yaml").write_text("written: [by, an, older\n")

    assert Here(old)("list").code == 2
    assert update().code == 0
    assert Here(old)("list").code == 0


# -- interruptions -----------------------------------------------------------------------------

UPDATING = """
import sys
from grader.cli.main import run

print("go", flush=True)
sys.exit(run(["update", sys.argv[1]]))
"""


def test_a_kill_at_any_moment_leaves_whole_files_and_it_can_be_run_again(
    new, tmp_path, start
):
    made = public(tmp_path / "made")
    (made / DOUBLE).write_bytes(MINE)
    for i in range(40):
        (new / f"quizzes/q{i}.yaml").write_text("x" * 5000)
    before, after = tree(made), tree(new) | {DOUBLE: MINE}
    moments = random.Random(3)
    unfinished = 0
    for i in range(15):
        root = tmp_path / f"work{i}"
        shutil.copytree(made, root)
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        with start(sys.executable, "-c", UPDATING, new, cwd=root, **streams) as process:
            assert process.stdout.readline() == b"go\n"
            while not (root / ".learn").exists() and process.poll() is None:
                time.sleep(0.001)
            time.sleep(moments.random() * 0.15)
            process.send_signal(signal.SIGKILL)
        found = {p: c for p, c in tree(root).items() if ".learn-new" not in p}
        unfinished += found != after
        for path, content in found.items():
            assert content in (before.get(path), after.get(path)), path
        assert found[DOUBLE] == MINE
        added = {p for p in after if "ex07" in p}
        assert added <= found.keys() or not added & found.keys()

        ran = Learn(root)("update", new)
        assert ran.code == 0, ran.err
        assert tree(root) == after
        shutil.rmtree(root)
    assert unfinished


def test_a_read_only_workspace_gets_a_sentence(old, new, unprivileged):
    before = tree(old)
    learn = Learn(old)
    old.joinpath(".learn").chmod(0o555)
    (old / ".learn" / "workspace.lock").unlink(missing_ok=True)
    try:
        ran = learn("update", new, preexec_fn=unprivileged)
    finally:
        old.joinpath(".learn").chmod(0o755)

    refuses(ran, old, before, "nothing can be kept here: Permission denied")


def test_on_a_full_disk_what_was_written_is_whole(new, small_disk):
    made = public(small_disk / "made")
    (made / DOUBLE).write_bytes(MINE)
    before, after = tree(made), tree(new) | {DOUBLE: MINE}
    filling = small_disk / "filling"
    with filling.open("wb") as stream:
        free = os.statvfs(small_disk).f_bavail * 4096
        stream.write(b"\0" * (free - 24 * 1024))

    ran = Learn(made)("update", new)

    assert (ran.code, ran.out) == (2, "")
    assert "cannot be written: No space left on device" in ran.err
    for path, content in tree(made).items():
        assert content in (before.get(path), after.get(path)), path
    filling.unlink()
    assert Learn(made)("update", new).code == 0
    assert tree(made) == after


# -- init ------------------------------------------------------------------------------------


def test_init_gives_untouched_stubs_also_from_a_clone_that_somebody_works_in(
    old, tmp_path, monkeypatch
):
    monkeypatch.setattr("grader.cli.workspace.installed_course", lambda: old)
    monkeypatch.chdir(tmp_path)

    assert Here(tmp_path)("init", "other").code == 0
    assert (tmp_path / "other" / DOUBLE).read_bytes() == (TOY / DOUBLE).read_bytes()
    assert tree(tmp_path / "other").keys() == tree(old).keys()


@pytest.mark.parametrize("there", ["exercises", "quizzes"])
def test_init_overwrites_nothing(old, tmp_path, monkeypatch, there):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / there).symlink_to("nowhere")
    (tmp_path / "other" / "mine.txt").write_text("mine")

    ran = Here(tmp_path)("init", "other")

    assert (ran.code, ran.out) == (2, "")
    assert f"already a folder {there}/" in ran.err
    assert "learn update" in ran.err
    assert len(list((tmp_path / "other").iterdir())) == 2


def test_init_on_a_full_disk_leaves_no_half_of_a_course(learn, small_disk):
    filling = small_disk / "filling"
    with filling.open("wb") as stream:
        free = os.statvfs(small_disk).f_bavail * 4096
        stream.write(b"\0" * (free - 40 * 1024))

    ran = learn("init", small_disk / "work")

    assert (ran.code, ran.out) == (2, "")
    assert "cannot be written: No space left on device" in ran.err
    assert list((small_disk / "work").iterdir()) == []


def test_init_in_a_read_only_folder_gets_a_sentence(learn, tmp_path, unprivileged):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)

    for folder in (closed, closed / "work"):
        ran = learn("init", folder, preexec_fn=unprivileged)

        assert (ran.code, ran.out) == (2, "")
        assert "cannot be written: Permission denied" in ran.err
    assert list(closed.iterdir()) == []
