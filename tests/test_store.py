"""Progress is kept: in a real SQLite file, by real processes, whatever happens."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest

from grader import __version__
from grader.errors import StoreError
from grader.model import CheckResult, Judgement, Protection, Status, Verdict
from grader.store import Database, Progress, schema

PROGRAM = """
import sys
from pathlib import Path
import msgspec
from grader.model import Judgement
from grader.store import Database, Progress

body, file, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
judgement = msgspec.json.decode(body.read_bytes(), type=Judgement)
for i in range(count):
    Progress(Database(file)).record(judgement, sys.argv[4].encode() + b"%d" % i)
    print(i, flush=True)
"""


def check(name: str, verdict: Verdict, points: float = 1.0) -> CheckResult:
    passed = verdict is Verdict.PASSED
    return CheckResult(
        id=name,
        claim=name,
        audience="public",
        verdict=verdict,
        points=points if passed else 0.0,
        max_points=points,
        message="" if passed else "got 1, expected 2",
        misconception=None if passed else "squared",
    )


def judgement(
    *checks: CheckResult,
    exercise: str = "ex01",
    status: Status = Status.FAILED,
    source: bytes = b"x = 1\n",
) -> Judgement:
    return Judgement(
        exercise=exercise, name="double", title="Twice a number", file="double.py",
        submission_sha256=hashlib.sha256(source).hexdigest(), exercise_sha256="0" * 64,
        seed=0, status=status, score=sum(c.points for c in checks), max_score=2.0,
        protection=Protection("full"), checks=checks, misconceptions=(),
        observations=(), duration_ms=1.5, version=__version__, hidden_checks=True,
    )  # fmt: skip


def digest_of(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()


PASSED = judgement(
    check("a", Verdict.PASSED), check("b", Verdict.PASSED), status=Status.PASSED
)
HALF = judgement(check("a", Verdict.PASSED), check("b", Verdict.FAILED))
NOTHING = judgement(check("a", Verdict.FAILED), check("b", Verdict.SKIPPED))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".learn" / "progress.db"


def query(file: Path, text: str) -> list[tuple]:
    db = sqlite3.connect(file)
    try:
        return db.execute(text).fetchall()
    finally:
        db.close()


def writer(tmp_path: Path, file: Path, count: int, source: str) -> list[str]:
    body = tmp_path / "judgement.json"
    body.write_bytes(msgspec.json.encode(HALF))
    return [sys.executable, "-c", PROGRAM, str(body), str(file), str(count), source]


# -- what is kept ---------------------------------------------------------------------


def test_reading_makes_no_file(file):
    assert Progress(Database(file)).exercises() == {}
    assert not file.parent.exists()


def test_an_attempt_comes_back_as_progress(file):
    Progress(Database(file)).record(HALF, b"x = 1\n")

    mine = Progress(Database(file)).exercises()["ex01"]

    assert (mine.attempts, mine.passed, mine.best, mine.out_of) == (1, False, 1.0, 2.0)
    assert mine.last_status == "failed"
    assert mine.last_at.startswith("20")


def test_the_best_attempt_counts_and_the_last_one_is_remembered(file):
    for attempt in (NOTHING, PASSED, HALF):
        Progress(Database(file)).record(attempt, b"x = 1\n")

    mine = Progress(Database(file)).exercises()["ex01"]

    assert (mine.attempts, mine.passed, mine.best) == (3, True, 2.0)
    assert mine.last_status == "failed"


def test_a_broken_attempt_is_kept_and_never_scored(file):
    broken = msgspec.structs.replace(PASSED, status=Status.BROKEN)

    Progress(Database(file)).record(broken, b"x = 1\n")

    mine = Progress(Database(file)).exercises()["ex01"]
    assert (mine.attempts, mine.passed, mine.best) == (1, False, 0.0)
    assert mine.last_status == "broken"


def test_exercises_are_kept_apart(file):
    Progress(Database(file)).record(PASSED, b"x = 1\n")
    Progress(Database(file)).record(
        msgspec.structs.replace(NOTHING, exercise="ex02"), b""
    )

    progress = Progress(Database(file)).exercises()

    assert {id: (p.attempts, p.passed) for id, p in progress.items()} == {
        "ex01": (1, True),
        "ex02": (1, False),
    }


def test_every_judged_version_of_a_file_is_kept_once(file):
    other = judgement(check("a", Verdict.FAILED), source=b"x = 2\n")
    Progress(Database(file)).record(HALF, b"x = 1\n")
    Progress(Database(file)).record(HALF, b"x = 1\n")
    Progress(Database(file)).record(other, b"x = 2\n")

    assert sorted(query(file, "SELECT content FROM source")) == [
        (b"x = 1\n",), (b"x = 2\n",),
    ]  # fmt: skip
    assert query(file, "SELECT count(*) FROM attempt") == [(3,)]


def test_a_row_a_check_says_what_was_shown(file):
    Progress(Database(file)).record(HALF, b"x = 1\n")

    rows = query(
        file, "SELECT name, audience, verdict, max_points, message, misconception"
        " FROM check_result ORDER BY name",
    )  # fmt: skip

    assert rows == [
        ("a", "public", "passed", 1.0, "", ""),
        ("b", "public", "failed", 1.0, "got 1, expected 2", "squared"),
    ]


def test_an_attempt_says_how_it_was_judged(file):
    Progress(Database(file)).record(HALF, b"x = 1\n")

    assert query(
        file, "SELECT seed, status, hidden, level, version, duration_ms FROM attempt"
    ) == [(0, "failed", 1, "full", __version__, 1.5)]


def test_any_bytes_can_be_kept(file):
    source = bytes(range(256))

    Progress(Database(file)).record(HALF, source)

    assert query(file, "SELECT content FROM source") == [(source,)]


def test_an_attempt_that_cannot_be_kept_whole_is_not_kept_at_all(file):
    twice = judgement(check("a", Verdict.PASSED), check("a", Verdict.PASSED))
    Progress(Database(file)).record(HALF, b"x = 1\n")

    with pytest.raises(StoreError):
        Progress(Database(file)).record(twice, b"x = 2\n")

    assert query(file, "SELECT count(*) FROM attempt") == [(1,)]
    assert query(file, "SELECT count(*) FROM check_result") == [(2,)]


# -- several processes ----------------------------------------------------------------


def test_two_processes_that_write_at_once_lose_nothing(file, tmp_path, start):
    count = 1000
    with (
        start(*writer(tmp_path, file, count, "a"), stdout=subprocess.DEVNULL) as one,
        start(*writer(tmp_path, file, count, "b"), stdout=subprocess.DEVNULL) as other,
    ):
        assert one.wait(timeout=60) == 0
        assert other.wait(timeout=60) == 0

    assert Progress(Database(file)).exercises()["ex01"].attempts == 2 * count
    assert query(file, "SELECT count(*) FROM check_result") == [(4 * count,)]


FIRST_WRITES = """
import sys
from pathlib import Path
import msgspec
from grader.model import Judgement
from grader.store import Database, Progress

judgement = msgspec.json.decode(Path(sys.argv[1]).read_bytes(), type=Judgement)
for line in sys.stdin:
    try:
        Progress(Database(Path(line.strip()))).record(judgement, b"x = 1")
        print("kept", flush=True)
    except Exception as error:
        print(repr(error.__cause__), flush=True)
"""


def test_processes_that_make_the_file_at_the_same_moment_lose_nothing(tmp_path, start):
    body = tmp_path / "judgement.json"
    body.write_bytes(msgspec.json.encode(HALF))
    command = [sys.executable, "-c", FIRST_WRITES, str(body)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    files = [tmp_path / str(i) / "progress.db" for i in range(50)]
    said = []
    with contextlib.ExitStack() as stack:
        writers = [stack.enter_context(start(*command, **pipes)) for _ in range(4)]
        for file in files:
            for writing in writers:
                writing.stdin.write(f"{file}\n")
                writing.stdin.flush()
            said += [writing.stdout.readline().strip() for writing in writers]

    assert set(said) == {"kept"}
    assert {Progress(Database(f)).exercises()["ex01"].attempts for f in files} == {4}


def test_waits_for_another_process_that_is_making_the_file(file):
    file.parent.mkdir()
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    letting_go = threading.Timer(0.3, other.rollback)
    letting_go.start()

    Progress(Database(file)).record(HALF, b"x = 1\n")

    letting_go.join()
    other.close()
    assert Progress(Database(file)).exercises()["ex01"].attempts == 1


def test_a_reader_sees_whole_attempts_while_another_process_writes(
    file, tmp_path, start
):
    with start(*writer(tmp_path, file, 1000, "a"), stdout=subprocess.PIPE) as writing:
        for _ in range(20):
            assert writing.stdout.readline()
            done = Progress(Database(file)).exercises()["ex01"].attempts
            assert done >= 1
            assert query(file, "SELECT count(*) % 2 FROM check_result") == [(0,)]


def test_a_kill_at_any_moment_leaves_an_intact_file(file, tmp_path, start):
    for round in range(3):
        with start(
            *writer(tmp_path, file, 100_000, f"{round} "), stdout=subprocess.PIPE
        ) as writing:
            last = 0
            while last < 5 + round:
                last = int(writing.stdout.readline())
            writing.send_signal(signal.SIGKILL)
            assert writing.wait(timeout=60) == -signal.SIGKILL
        before = Progress(Database(file)).exercises()["ex01"].attempts

        assert before >= 6
        assert query(file, "PRAGMA integrity_check") == [("ok",)]
        assert query(file, "PRAGMA foreign_key_check") == []
        assert query(
            file,
            "SELECT count(*) FROM attempt a WHERE"
            " (SELECT count(*) FROM check_result c WHERE c.attempt = a.id) != 2",
        ) == [(0,)]
        Progress(Database(file)).record(PASSED, b"x = 1\n")
        assert Progress(Database(file)).exercises()["ex01"].attempts == before + 1


def test_waits_for_another_writer_and_then_says_that_it_is_busy(file, monkeypatch):
    monkeypatch.setattr("grader.store.database.BUSY_S", 0.1)
    Progress(Database(file)).record(HALF, b"x = 1\n")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    with pytest.raises(StoreError, match="another learn is writing progress"):
        Progress(Database(file)).record(HALF, b"x = 1\n")

    other.rollback()
    other.close()
    Progress(Database(file)).record(HALF, b"x = 1\n")
    assert Progress(Database(file)).exercises()["ex01"].attempts == 2


# -- files that are not ours to change ---------------------------------------------------


def test_a_newer_schema_is_refused_in_one_line_and_left_alone(file):
    Progress(Database(file)).record(HALF, b"x = 1\n")
    db = sqlite3.connect(file)
    db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    db.close()
    before = file.read_bytes()

    for use in (
        Progress(Database(file)).exercises,
        lambda: Progress(Database(file)).record(HALF, b""),
    ):
        with pytest.raises(StoreError) as caught:
            use()
        assert caught.value.what == (
            f"progress was written by a newer learn (schema {schema.VERSION + 1}, "
            f"this one knows {schema.VERSION})"
        )
        assert caught.value.fix == "upgrade learn; nothing was changed"
    assert file.read_bytes() == before


def damaged_in_the_middle(file: Path) -> bytes:
    for i in range(50):
        Progress(Database(file)).record(judgement(source=b"%d" % i), os.urandom(4000))
    db = sqlite3.connect(file)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    content = bytearray(file.read_bytes())
    content[4096 : len(content)] = b"\xa5" * (len(content) - 4096)
    return bytes(content)


def truncated(file: Path) -> bytes:
    Progress(Database(file)).record(HALF, os.urandom(40_000))
    return file.read_bytes()[:9000]


def of_something_else(file: Path) -> bytes:
    file.parent.mkdir()
    db = sqlite3.connect(file)
    db.execute(f"PRAGMA user_version = {schema.VERSION}")
    db.execute("CREATE TABLE recipes (name TEXT)")
    db.commit()
    db.close()
    return file.read_bytes()


DAMAGES = {
    "not a database": lambda file: b"no database, but long enough for one" * 40,
    "only the first page's name": lambda file: b"SQLite format 3\0" + b"\xff" * 4096,
    "damaged in the middle": damaged_in_the_middle,
    "truncated": truncated,
    "of something else": of_something_else,
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("use", ["read", "write"])
def test_a_damaged_file_is_set_aside_whole_said_once_and_a_new_one_begins(
    file, damage, use
):
    content = DAMAGES[damage](file)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    said = []
    progress = Progress(Database(file, said.append))

    if use == "write":
        progress.record(HALF, b"x = 1\n")
        assert progress.exercises()["ex01"].attempts == 1
    else:
        assert progress.exercises() == {}

    (aside,) = file.parent.glob("progress.damaged-*.db")
    assert aside.read_bytes() == content
    (sentence,) = said
    assert "your progress file was damaged" in sentence
    assert f"kept as .learn/{aside.name}" in sentence


def test_processes_that_meet_a_damaged_file_at_once_lose_nothing(file, tmp_path, start):
    file.parent.mkdir()
    for round in range(5):
        file.write_bytes(b"damaged" * 1000)
        commands = [writer(tmp_path, file, 5, f"{i}") for i in range(4)]
        with contextlib.ExitStack() as stack:
            every = [
                stack.enter_context(start(*c, stdout=subprocess.DEVNULL))
                for c in commands
            ]
            assert [one.wait(timeout=60) for one in every] == [0] * 4

        assert Progress(Database(file)).exercises()["ex01"].attempts == 20
        asides = list(file.parent.glob("progress.damaged-*.db"))
        assert len(asides) == round + 1
        assert {aside.read_bytes() for aside in asides} == {b"damaged" * 1000}


def test_an_interrupted_migration_is_taken_up_again(file):
    file.parent.mkdir()
    sqlite3.connect(file).close()  # as a kill before the first migration leaves it
    file.touch()

    Progress(Database(file)).record(HALF, b"x = 1\n")

    assert query(file, "PRAGMA user_version") == [(schema.VERSION,)]
    assert Progress(Database(file)).exercises()["ex01"].attempts == 1


KILLED_WHILE_MIGRATING = """
import os, signal, sys
from pathlib import Path
from grader.store import Database, schema

class Killing:
    left = int(sys.argv[2])

    def __init__(self, db):
        self.db = db

    def execute(self, statement):
        if Killing.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        Killing.left -= 1
        return self.db.execute(statement)

step = schema._step
schema._step = lambda db, text: step(Killing(db), text)
Database(Path(sys.argv[1])).write(lambda _: None)
print("done")
"""


def test_a_migration_killed_at_any_statement_loses_nothing(file):
    for after in range(100):
        shutil.rmtree(file.parent, ignore_errors=True)
        of_the_first_version(file)
        command = [sys.executable, "-c", KILLED_WHILE_MIGRATING, str(file), str(after)]

        ran = subprocess.run(command, capture_output=True)

        mine = Progress(Database(file)).exercises()["ex01"]
        assert (mine.attempts, mine.passed, mine.best) == (1, True, 2.0)
        assert query(file, "PRAGMA user_version") == [(schema.VERSION,)]
        assert query(file, "PRAGMA integrity_check") == [("ok",)]
        assert not list(file.parent.glob("*damaged*"))
        if ran.returncode == 0:
            break
        assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert after >= 8  # as many statements were met, and then it was done


def test_a_migration_that_another_process_has_made_is_not_made_again(file):
    Progress(Database(file)).record(HALF, b"x = 1\n")
    db = sqlite3.connect(file, isolation_level=None)

    schema.migrate(db)

    assert db.execute("SELECT count(*) FROM attempt").fetchone() == (1,)
    assert not db.in_transaction
    db.close()


def test_a_failed_migration_leaves_nothing_behind(file, monkeypatch):
    monkeypatch.setattr(
        schema, "MIGRATIONS", (schema.MIGRATIONS[0] + ";\nCREATE TABLE no such thing",)
    )

    with pytest.raises(StoreError):
        Progress(Database(file)).record(HALF, b"x = 1\n")

    assert query(file, "SELECT name FROM sqlite_master") == []
    assert query(file, "PRAGMA user_version") == [(0,)]


def test_a_folder_that_cannot_be_made_gets_a_sentence(tmp_path):
    (tmp_path / ".learn").write_text("a file where the folder should be")

    with pytest.raises(StoreError) as caught:
        Progress(Database(tmp_path / ".learn" / "progress.db")).record(HALF, b"x = 1\n")

    assert caught.value.what.startswith("progress cannot be kept: ")
    assert "can be written to" in caught.value.fix


def test_a_folder_in_the_place_of_the_file_gets_a_sentence(file):
    file.mkdir(parents=True)

    with pytest.raises(StoreError, match="progress cannot be kept"):
        Progress(Database(file)).record(HALF, b"x = 1\n")


def test_a_read_only_folder_gets_a_sentence(file, tmp_path, unprivileged):
    file.parent.mkdir()
    file.parent.chmod(0o555)

    done = subprocess.run(
        writer(tmp_path, file, 1, "a"),
        capture_output=True,
        text=True,
        preexec_fn=unprivileged,
    )

    assert done.returncode == 1
    assert "StoreError: progress cannot be kept: unable to open database" in done.stderr
    assert list(file.parent.iterdir()) == []


def test_progress_in_a_read_only_folder_can_still_be_read(file, tmp_path, unprivileged):
    Progress(Database(file)).record(PASSED, b"x = 1\n")
    file.parent.chmod(0o555)
    program = (
        "import sys; from pathlib import Path; from grader.store import *\n"
        "print(Progress(Database(Path(sys.argv[1]))).exercises()['ex01'].passed)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(file)],
        capture_output=True,
        text=True,
        preexec_fn=unprivileged,
    )

    assert (done.stdout, done.stderr) == ("True\n", "")


def of_the_first_version(file: Path) -> None:
    file.parent.mkdir()
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    for statement in schema.MIGRATIONS[0].split(";\n"):
        db.execute(statement)
    db.execute("PRAGMA user_version = 1")
    db.execute("INSERT INTO source VALUES ('s', x'00')")
    db.execute(
        "INSERT INTO attempt VALUES (1,'2020-01-01','ex01','s','e',0,'passed',1,'full','0',1)"
    )
    db.execute("INSERT INTO check_result VALUES (1,'a','public','passed',2.0,'','')")
    db.close()


def test_progress_of_an_older_learn_is_brought_up_to_date(file):
    of_the_first_version(file)

    mine = Progress(Database(file)).exercises()["ex01"]

    assert (mine.attempts, mine.passed, mine.best) == (1, True, 2.0)
    assert query(file, "PRAGMA user_version") == [(schema.VERSION,)]


def test_a_path_that_is_too_long_for_the_database_is_said(tmp_path):
    folder = tmp_path / ("a" * 200) / ("b" * 200) / ("c" * 200)
    folder.mkdir(parents=True)

    with pytest.raises(StoreError, match="path of this folder is too long") as caught:
        Progress(Database(folder / ".learn" / "progress.db")).record(HALF, b"")

    assert caught.value.fix == "move the workspace to a folder with a shorter path"
