"""Grading on a Dask cluster: a scheduler and two workers, on this machine, for real."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

import pytest

from grader.classroom import packs
from grader.classroom.cluster import Cluster, checked
from grader.classroom.unit import Unit, exercise_sha256
from grader.course import Course
from grader.errors import BrokenError, LearnError
from tests.classroom import classes
from tests.sandbox.denied import deny

pytest.importorskip("distributed")


def right(course, number):
    """A file like nobody else's that passes."""
    return (course.root / "reference/ex01_double/solution.py").read_bytes() + (
        b"# %d\n" % number
    )


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Machines:
    """A scheduler and its workers, each a process of its own."""

    def __init__(self, folder, *, scheme="tcp", tls=()):
        self.address = f"{scheme}://127.0.0.1:{free_port()}"
        self.folder, self.tls = folder, [str(part) for part in tls]
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start(
            "dask_scheduler", "--host", f"{scheme}://127.0.0.1", "--port", port
        )
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", int(port))),
            ):
                break
            time.sleep(0.05)
        self.workers = []

    def _start(self, what, *options, denied=()):
        command = f"distributed.cli.{what}"
        with (self.folder / f"{what}{time.monotonic_ns()}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", command, *options, *self.tls, "--no-dashboard"],
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=(lambda: deny(*denied)) if denied else None,
            )

    def work(self, count=1, *, denied=()):
        """Start workers; `denied` is what their kernel shall refuse."""
        for _ in range(count):
            self.workers.append(
                self._start(
                    "dask_worker", self.address, "--nthreads", "1", "--no-nanny",
                    "--local-directory", str(self.folder), denied=denied,
                )
            )  # fmt: skip

    def log(self):
        return "\n".join(f.read_text() for f in sorted(self.folder.glob("*.log")))

    def close(self):
        for process in (*self.workers, self.scheduler):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def machines(tmp_path):
    folder = tmp_path / "cluster"
    folder.mkdir()
    running = Machines(folder)
    yield running
    running.close()


def grade(learn, course, where, out, *options, **more):
    return learn(
        "--course",
        str(course),
        "grade",
        str(where),
        "--out",
        str(out),
        *options,
        **more,
    )


def lines(out):
    """The results, without what differs from run to run."""
    found = []
    for row in (out / "results.jsonl").read_text().splitlines():
        body = json.loads(row)
        del body["duration_ms"]
        for check in body["checks"]:
            del check["duration_ms"]
        found.append(body)
    return found


def a_class(course, folder, count):
    wrong = (course.root / "reference/ex01_double/wrong/squared.py").read_bytes()
    sources = [
        right(course, n) if n % 3 else wrong + b"# %d\n" % n for n in range(count)
    ]  # fmt: skip
    return classes.by_exercise(
        folder, course, classes.many(course, count, "ex01", *sources)
    )


def test_a_worker_that_is_killed_loses_nothing(machines, toy, learn, tmp_path):
    where = a_class(toy, tmp_path / "in", 60)
    here = grade(learn, toy.root, where, tmp_path / "here", "--jobs", "2")
    assert here.code == 0, here.err
    machines.work(2)
    there = tmp_path / "there"

    with subprocess.Popen(
        [sys.executable, "-m", "grader", "--course", str(toy.root), "grade", str(where),
         "--out", str(there), "--cluster", machines.address],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:  # fmt: skip
        import sqlite3

        end = time.monotonic() + 60
        judged = 0
        while time.monotonic() < end and judged < 8 and run.poll() is None:
            with contextlib.suppress(sqlite3.Error):
                db = sqlite3.connect(f"file:{there}/gradebook.db?mode=ro", uri=True)
                with contextlib.closing(db):  # which may have no tables yet
                    (judged,) = db.execute("SELECT count(*) FROM result").fetchone()
            time.sleep(0.01)
        os.killpg(machines.workers[0].pid, signal.SIGKILL)
        _, err = run.communicate(timeout=120)

    assert run.returncode == 0, err.decode() + machines.log()
    assert 8 <= judged < 60, "it was killed mid-run"
    assert lines(there) == lines(tmp_path / "here")
    assert (there / "grades.csv").read_bytes() == (
        tmp_path / "here/grades.csv"
    ).read_bytes()


def cluster(machines, course, **current):
    hashes = {e.id: exercise_sha256(e) for e in course.exercises()}
    return Cluster(machines.address, course, hashes | current)


def test_a_unit_is_judged_from_the_pack_alone(machines, toy_copy):
    course = Course(toy_copy)
    with cluster(machines, course) as there:
        machines.work()
        there.probe()
        # From here on the course is gone: only what was sent can judge.
        mine = right(course, 1)
        for file in toy_copy.rglob("*.py"):
            file.unlink()
        (done,) = there.run([Unit("ex01", mine, 5)])
    body = json.loads(done.body)
    assert (body["status"], body["seed"]) == ("passed", 5)
    assert body["protection"]["level"] in ("full", "strong")


def test_a_machine_with_another_version_of_the_exercise_is_found_out(machines, toy):
    machines.work()
    with cluster(machines, toy, ex01="0" * 64) as there:
        there.probe()
        with pytest.raises(BrokenError, match="another version of the exercise"):
            list(there.run([Unit("ex01", right(toy, 1), 0)]))


def test_a_machine_without_walls_judges_nothing(machines, toy):
    machines.work(denied=["seccomp"])
    with cluster(machines, toy) as there:
        there.probe()
        with pytest.raises(BrokenError, match="protection level"):
            list(there.run([Unit("ex01", right(toy, 1), 0)]))


def test_one_submission_that_breaks_its_worker_is_broken_and_the_rest_is_judged(
    machines, toy
):
    machines.work(2)
    hang = b"while True:\n    pass\n"
    with cluster(machines, toy) as there:
        there.probe()
        units = [Unit("ex01", right(toy, n), 0) for n in range(6)]
        units.insert(3, Unit("ex01", hang, 0))
        found = {f.unit.source: json.loads(f.body)["status"] for f in there.run(units)}
    assert found.pop(hang) == "failed"
    assert set(found.values()) == {"passed"}
    assert len(found) == 6


def test_no_worker_is_one_clear_message(machines, toy, monkeypatch):
    with cluster(machines, toy) as there:
        monkeypatch.setattr("grader.classroom.cluster.CONNECT_S", 0.5)
        with pytest.raises(LearnError, match="no worker"):
            there.probe()


def test_nobody_at_the_address_is_one_clear_message(toy, learn, tmp_path):
    where = a_class(toy, tmp_path / "in", 2)
    address = f"tcp://127.0.0.1:{free_port()}"
    ran = grade(learn, toy.root, where, tmp_path / "out", "--cluster", address)
    assert ran.code == 2
    assert "no scheduler answers" in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "address",
    [
        "tcp://127.0.0.1:8786",
        "tcp://localhost:1",
        "tcp://[::1]:8786",
        "tls://grading.example.edu:8786",
    ],
)
def test_addresses_that_may_be_used(address):
    assert checked(address) == address


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("tcp://192.0.2.7:8786", "neither encrypts"),
        ("tcp://grading.example.edu:8786", "neither encrypts"),
        ("tcp://127.0.0.1.example.edu:8786", "neither encrypts"),
        ("tcp://0.0.0.0:8786", "neither encrypts"),
        ("127.0.0.1:8786", "not the address"),
        ("http://127.0.0.1:8786", "not the address"),
        ("inproc://127.0.0.1:8786", "not the address"),
        ("tcp://127.0.0.1", "not the address"),
        ("", "not the address"),
    ],
)
def test_addresses_that_submissions_are_not_sent_to(address, what):
    with pytest.raises(LearnError, match=what):
        checked(address)


def test_options_that_mean_nothing_on_a_cluster_are_refused(toy, learn, tmp_path):
    where = a_class(toy, tmp_path / "in", 1)
    options = ("--cluster", "tcp://127.0.0.1:1", "--allow-weak-isolation")
    ran = grade(learn, toy.root, where, tmp_path / "out", *options)
    assert ran.code == 2
    assert "--cluster goes neither" in ran.err


# -- encrypted -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that signs itself, for this machine."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl here to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
         "/CN=a cluster", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return folder


def test_with_certificates_the_same_over_tls(certificate, toy, learn, tmp_path):
    cert, key = certificate / "cert.pem", certificate / "key.pem"
    folder = tmp_path / "cluster"
    folder.mkdir()
    flags = ("--tls-ca-file", cert, "--tls-cert", cert, "--tls-key", key)
    machines = Machines(folder, scheme="tls", tls=flags)
    try:
        machines.work()
        where = a_class(toy, tmp_path / "in", 4)
        tls = "DASK_DISTRIBUTED__COMM__TLS__"
        env = {
            f"{tls}CA_FILE": str(cert),
            f"{tls}CLIENT__CERT": str(cert),
            f"{tls}CLIENT__KEY": str(key),
        }
        out = tmp_path / "out"
        options = ("--cluster", machines.address)
        ran = grade(learn, toy.root, where, out, *options, env=env)
        assert ran.code == 0, ran.err + machines.log()
        assert len(lines(out)) == 4
        # Without the certificate nobody gets in.
        ran = grade(learn, toy.root, where, tmp_path / "other", *options)
        assert ran.code == 2
        assert "no scheduler answers" in ran.err
    finally:
        machines.close()


# -- packs ----------------------------------------------------------------------------


def test_a_pack_holds_what_judging_needs_and_is_the_same_each_time(toy, tmp_path):
    one = [toy.exercise("ex01")]
    pack = packs.packed(toy, one)
    assert pack == packs.packed(toy, one)
    root = packs.unpacked(pack, tmp_path / "there")
    there = Course(root)
    assert [e.id for e in there.exercises()] == ["ex01"]
    assert exercise_sha256(there.exercise("ex01")) == exercise_sha256(one[0])
    assert not list(root.rglob("__pycache__"))


@pytest.mark.parametrize("name", ["../out.py", "/etc/out.py", "a/../../out.py", ""])
def test_a_pack_that_leads_out_is_refused(tmp_path, name):
    import zlib

    import msgspec

    pack = zlib.compress(msgspec.msgpack.encode([(name, b"x")]))
    with pytest.raises(BrokenError, match="leads out"):
        packs.unpacked(pack, tmp_path / "there")
    assert not list(tmp_path.rglob("out.py"))


@pytest.mark.parametrize("pack", [b"", b"\0", b"x\x9c", bytes(100)])
def test_what_is_no_pack_is_refused(tmp_path, pack):
    with pytest.raises(BrokenError, match="no pack"):
        packs.unpacked(pack, tmp_path / "there")
