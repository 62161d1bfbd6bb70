"""Every layout that classes have gives the same work; the rest is named with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.errors import LearnError
from tests.classroom import classes

GOOD = "def double(x):\n    return 2 * x\n"
COUNTER = "class Counter:\n    pass\n"
STUDENTS = {
    "ann": {"ex01": GOOD, "ex02": COUNTER},
    "bob": {"ex01": "def double(x):\n    return x\n"},
}


@pytest.fixture
def work(toy):
    return classes.work(toy, STUDENTS)


def contents(found):
    """What was handed in by name and exercise; ids differ between systems."""
    return {(s.student.name, s.exercise): s.content for s in found.submitted}


def expected(work):
    return {
        (who, ex): text for who, files in work.items() for ex, text in files.items()
    }


LAYOUTS = {
    "by_exercise": classes.by_exercise,
    "flat": classes.flat,
    "numbered": classes.numbered,
    "archives": classes.archives,
    "submissions": classes.submissions,
    "canvas": classes.canvas,
    "moodle": classes.moodle,
    "gradescope": classes.gradescope,
}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
def test_every_layout_gives_the_same_work(
    name, packed, toy, work, tmp_path, collected, golden
):
    root = LAYOUTS[name](tmp_path / "class", toy, work)
    if packed:
        root = classes.zip_of(root, tmp_path / "class.zip")

    found = collected(root)

    assert contents(found) == expected(work)
    assert found.unmapped == []
    if not packed:
        golden(f"intake_{name}.txt", found.listing(tmp_path))


@pytest.mark.parametrize(
    "ending", [".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".tar.bz2"]
)
def test_archives_of_every_kind_are_taken(ending, toy, work, tmp_path, collected):
    found = collected(classes.archives(tmp_path / "class", toy, work, ending))

    assert contents(found) == expected(work)
    assert found.unmapped == []


def test_a_clone_gives_its_exercises_and_nothing_of_its_tools(
    toy, work, tmp_path, collected, golden
):
    found = collected(classes.clones(tmp_path / "class", toy, work))

    golden("intake_clones.txt", found.listing(tmp_path))
    assert found.unmapped == []
    assert contents(found)["ann", "ex01"] == GOOD.encode()
    # An untouched stub is handed in too: it gets its verdict.
    assert contents(found)["bob", "ex02"] == toy.exercise("ex02").stub.read_bytes()


def test_one_students_folder_archive_and_file(toy, work, tmp_path, collected):
    root = classes.by_exercise(tmp_path / "class", toy, {"ann": work["ann"]})
    zipped = classes.zip_of(root / "ann", tmp_path / "ann.zip")

    for path in (root / "ann", zipped):
        assert collected(path).taken == {("ann", "ex01"), ("ann", "ex02")}
    assert collected(root / "ann/ex01_double/double.py").taken == {("ann", "ex01")}


def test_what_learn_submit_packs_has_its_time_only_if_it_is_as_packed(
    toy, tmp_path, collected
):
    files = {"ex01": GOOD.encode(), "ex02": COUNTER.encode()}
    packed = classes.submission(toy, files)
    whole = classes.write(tmp_path / "class/ann.zip", packed)
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    inside["exercises/ex01_double/double.py"] = b"# changed since\n"
    del inside["exercises/ex02_counter/counter.py"]
    classes.write(tmp_path / "class/bob.zip", classes.zipped(inside))

    found = collected(whole.parent)

    times = {
        (s.student.id, s.exercise): (s.submitted_at, s.kind) for s in found.submitted
    }
    assert times == {
        ("ann", "ex01"): (classes.AT, "zip"),
        ("ann", "ex02"): (classes.AT, "zip"),
        ("bob", "ex01"): (None, "file"),
    }
    assert found.reasons == {
        "learn-submission.json": "it lists exercises/ex02_counter/counter.py, which is not taken"
    }


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"schema": "other/1", "at": "", "files": []}', "[" * 100_000,
     '{"schema": "learn.submission/1", "at": 3, "files": []}'],
)  # fmt: skip
def test_a_manifest_that_is_none_is_named_and_the_files_are_taken(
    text, tmp_path, collected
):
    classes.write(tmp_path / "ann/learn-submission.json", text.encode())
    classes.write(tmp_path / "ann/double.py", GOOD.encode())

    found = collected(tmp_path)

    assert found.taken == {("ann", "ex01")}
    assert found.reasons == {
        "learn-submission.json": "it is not what `learn submit` writes"
    }


def test_answers_to_quizzes_are_given_as_they_are(toy, tmp_path, collected, golden):
    root = tmp_path / "class"
    classes.write(root / "ann/quiz-answers.json", b'{"basics": {}}')
    classes.write(root / "bob/basics.answers.yaml", b"a: 1\n")
    classes.write(root / "cy/none_such.answers.yaml", b"a: 1\n")
    held = {"quiz-answers.json": b"{}"}
    classes.write(root / "dee.zip", classes.zipped(held))

    found = collected(root)

    golden("intake_answers.txt", found.listing(tmp_path))
    assert [a.content for a in found.answers] == [b'{"basics": {}}', b"a: 1\n", b"{}"]
    assert found.reasons == {"none_such.answers.yaml": "no quiz has this name"}


def test_answers_in_a_submissions_zip_have_its_time(toy, tmp_path, collected):
    import io
    import zipfile

    stream = io.BytesIO(classes.submission(toy, {"ex01": GOOD.encode()}))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("quiz-answers.json", "{}")
    file = classes.write(tmp_path / "ann.zip", stream.getvalue())

    found = collected(file)

    assert [(a.student.id, a.submitted_at) for a in found.answers] == [
        ("ann", classes.AT)
    ]


# -- what a system says ------------------------------------------------------------


def test_canvas_names_are_read_as_canvas_writes_them(tmp_path, collected, golden):
    names = [
        "lovelaceada_101_5001_double.py",
        "lovelaceada_101_5007_counter-1.py",
        "hoppergrace_LATE_102_5002_double-2.py",
        "hoppergrace_LATE_102_5003_double.py",
        "le_guin_103_5004_12_34_double.py",
        "anon_x1Y2z_5005_double.py",
        "LATE_anon_q9_5006_double.py",
        "kayalan_104_text.html",
        "kayalan_LATE_105_link.html",
        "notes.txt",
    ]
    for name in names:
        classes.write(tmp_path / "class" / name, GOOD.encode())

    golden("intake_canvas_names.txt", collected(tmp_path / "class").listing(tmp_path))


def test_canvas_gives_zips_of_learn_submit(toy, tmp_path, collected):
    packed = classes.submission(toy, {"ex01": GOOD.encode()})
    classes.write(tmp_path / "class/poeedgar_LATE_7_8_learn-submission-1.zip", packed)
    outer = classes.zip_of(tmp_path / "class", tmp_path / "submissions.zip")

    (one,) = collected(outer).submitted

    assert (one.student.id, one.late, one.attempt, one.submitted_at) == (
        "7", True, 2, classes.AT,
    )  # fmt: skip
    assert one.origin.endswith(
        "submissions.zip!/poeedgar_LATE_7_8_learn-submission-1.zip"
        "!/exercises/ex01_double/double.py"
    )


def test_moodle_names_are_read_as_moodle_writes_them(toy, tmp_path, collected, golden):
    root = tmp_path / "class"
    packed = classes.submission(toy, {"ex02": COUNTER.encode()})
    for name, content in {
        "Ada Lovelace_101_assignsubmission_file/double.py": GOOD.encode(),
        "Ada Lovelace_101_assignsubmission_onlinetext/onlinetext.html": b"<p>",
        "Grace Hopper_102_assignsubmission_file_/week 1/double.py": GOOD.encode(),
        "Grace Hopper_102_assignsubmission_file_/learn-submission.zip": packed,
        "Alan Kay_103_assignsubmission_file_double.py": GOOD.encode(),
        "Participant_104_assignsubmission_file_/double.py": GOOD.encode(),
        "Default group_assignsubmission_file/double.py": GOOD.encode(),
        "Ada Lovelace_105_assignsubmission_file_/double.py": GOOD.encode(),
    }.items():
        classes.write(root / name, content)

    golden("intake_moodle_names.txt", collected(root).listing(tmp_path))


def test_gradescope_gives_a_groups_work_to_each_of_them(tmp_path, collected):
    root = tmp_path / "assignment_9_export"
    classes.write(root / "submission_1/double.py", GOOD.encode())
    classes.write(root / "submission_2/double.py", GOOD.encode())
    classes.write(
        root / "submission_metadata.yml",
        b"submission_1:\n  :submitters: &g\n  - :name: Ann\n    :sid: '7'\n"
        b"  - :name: Bob\n    :email: bob@example.org\n  :created_at: 2026-11-20 10:00:00 UTC\n"
        b"  :history:\n  - :submitters: *g\n    :created_at: 1999-01-01 10:00:00 UTC\n",
    )

    found = collected(root)

    assert [
        (s.student.id, s.student.name, s.submitted_at) for s in found.submitted
    ] == [
        ("7", "Ann", "2026-11-20T10:00:00+00:00"),
        ("bob@example.org", "Bob", "2026-11-20T10:00:00+00:00"),
    ]
    assert found.reasons == {
        "submission_2": "submission_metadata.yml does not say whose it is"
    }


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"a: [", b"\0", b"a: {" * 3_000, b"&a [*a, *a]"]
)
def test_a_list_of_gradescopes_that_is_none_is_named(text, tmp_path, collected):
    classes.write(tmp_path / "submission_metadata.yml", text)
    classes.write(tmp_path / "submission_1/double.py", GOOD.encode())

    found = collected(tmp_path)

    assert not found.submitted
    assert list(found.reasons) == ["submission_metadata.yml"]


# -- when more than one file could be meant --------------------------------------------


def test_the_best_name_is_taken_and_the_others_are_named(tmp_path, collected):
    ann = tmp_path / "class/ann"
    for i, name in enumerate(
        ["exercises/ex01_double/double.py", "ex01_double/double.py", "double.py",
         "sub/double.py", "DOUBLE.py", "ex01.py", "ex01-old.py", "double (1).py"]
    ):  # fmt: skip
        classes.write(ann / name, f"# {i}\n".encode())

    taken = []
    for _ in range(8):
        found = collected(ann)
        (one,) = found.submitted
        taken.append(one.origin.removeprefix(f"{ann}/"))
        assert all(
            u.reason == f"ex01 is taken from {one.origin}" for u in found.unmapped
        )
        Path(one.origin).unlink()

    assert taken == [
        "exercises/ex01_double/double.py", "ex01_double/double.py", "double.py",
        "sub/double.py", "DOUBLE.py", "ex01.py", "ex01-old.py", "double (1).py",
    ]  # fmt: skip


def test_an_untouched_stub_gives_way_to_work_of_any_name(toy, tmp_path, collected):
    stub = toy.exercise("ex01").stub.read_bytes()
    classes.write(tmp_path / "ann/exercises/ex01_double/double.py", stub)
    classes.write(tmp_path / "ann/my/ex01-try.py", GOOD.encode())
    classes.write(tmp_path / "bob/double.py", stub)
    classes.write(
        tmp_path / "bob/homework.ipynb",
        classes.notebook("def double(x):\n    return 1"),
    )

    found = collected(tmp_path)

    assert contents(found)["ann", "ex01"] == GOOD.encode()
    assert b"return 1" in contents(found)["bob", "ex01"]
    assert len(found.unmapped) == 2


def test_two_exercises_of_one_name_are_told_by_their_folders(
    tmp_path, toy_copy, sandbox
):
    import shutil

    from grader.classroom.intake import collect
    from grader.course import Course

    exercises = toy_copy / "exercises"
    shutil.copytree(exercises / "ex01_double", exercises / "ex11_double")
    root = tmp_path / "class"
    classes.write(root / "ann/ex11_double/double.py", GOOD.encode())
    classes.write(root / "bob/double.py", GOOD.encode())

    taken, refused = collect([root], Course(toy_copy), sandbox=sandbox)

    assert (taken.student.id, taken.exercise) == ("ann", "ex11")
    assert refused.reason == (
        "ex01 and ex11 share this name; put it in a folder named ex01_double"
    )


def test_what_is_no_exercise_is_listed_by_name(tmp_path, collected, golden):
    root = tmp_path / "class"
    for name in (
        "double.py",
        "duoble.py",
        "notes.txt",
        "plot.png",
        "work.rar",
        ".DS_Store",
    ):
        classes.write(root / "ann" / name, b"x")
    classes.write(root / "stray.py", b"x")
    classes.write(root / "reference/double.py", b"x")
    classes.write(root / ".git/double.py", b"x")
    classes.write(root / "many/notes.txt", b"x")
    for i in range(30):
        classes.write(root / f"many/n{i:02}.py", b"x")

    golden("intake_unmapped.txt", collected(root).listing(tmp_path))


def test_an_archive_in_an_archive_is_taken_once_and_no_deeper(tmp_path, collected):
    inner = classes.zipped({"double.py": GOOD.encode()})
    once = classes.zipped({"hand in/work.zip": inner})
    twice = classes.zipped({"more.zip": once})
    classes.write(tmp_path / "ann.zip", once)
    classes.write(tmp_path / "bob.zip", twice)

    found = collected(tmp_path)

    assert found.taken == {("ann", "ex01")}
    assert found.reasons == {
        "work.zip": "it is an archive inside an archive; hand it in by itself"
    }


def test_a_path_that_is_not_there_is_said_before_anything_is_given(tmp_path, toy):
    from grader.classroom.intake import collect

    classes.write(tmp_path / "ann/double.py", GOOD.encode())

    with pytest.raises(LearnError, match="cannot read it: No such file"):
        next(collect([tmp_path, tmp_path / "none"], toy))


def test_the_same_files_give_the_same_list_in_the_same_order(
    toy, work, tmp_path, collected
):
    root = classes.flat(
        tmp_path / "class", toy, classes.many(toy, 50, "ex01", b"1", b"2")
    )

    first, second = collected(root), collected(root)

    assert first == second
    ids = [s.student.id for s in first.submitted]
    assert ids == sorted(ids)
    assert json.dumps(ids)
