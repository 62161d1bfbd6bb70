"""What a class hands in: archives, folders, names, notebooks, lists and policies.

The first byte of an input says what the rest is (`KINDS`).
"""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import os
import random
import shutil
import tarfile
import warnings
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from grader.classroom.exports.roster import match, read_roster
from grader.classroom.intake import lms
from grader.classroom.intake.catalogue import Catalogue
from grader.classroom.intake.collect import _Intake
from grader.classroom.intake.manifest import read_manifest
from grader.classroom.intake.nodes import Limits, Node, Refused, in_memory, unmapped
from grader.classroom.intake.notebooks import Notebooks, cell_of
from grader.classroom.intake.student import Desk
from grader.classroom.late import parse_dues
from grader.classroom.model import (
    QuizAnswers,
    Submitted,
    Unmapped,
    readable,
    safe_name,
)
from grader.classroom.policies import course_policies
from grader.classroom.similar.lexing import text_of
from grader.classroom.similar.normalise import tokens
from grader.course import Course
from grader.errors import LearnError
from grader.quiz.answers import answers_in
from grader.quiz.reader import quizzes
from grader.sandbox import protocol
from grader.sandbox.host import Sandbox
from tests.classroom import classes
from tests.fuzz.bytesof import Writer, spoilt
from tests.fuzz.running import Broken, Target

NAMES = (
    "double.py", "ex01_double/double.py", "exercises/ex01_double/double.py", "ex02.py",
    "DOUBLE.PY", "double (1).py", "double-3.py", "ex1-final.py", "quiz-answers.json",
    "basics.answers.yaml", "a.zip", "a.tar.gz", "a.rar", "learn-submission.json",
    "submission_metadata.yml", "../double.py", "/etc/double.py", "C:/double.py",
    "a\\double.py", "a//double.py", "./double.py", ".git/double.py", "x" * 300 + ".py",
    "Ann Lee_12_assignsubmission_file_/double.py", "Bo_9_assignsubmission_file_double.py",
    "Bo_9_assignsubmission_onlinetext_onlinetext.html", "leeann_12_34_double.py",
    "leeann_LATE_12_34_double-2.py", "LATE_anon_x1Y2z_456_double.py", "lee_12_text.html",
    "\x1b[2J\u202egnp/double.py", "a\nb/double.py", "=1+1/double.py", "\udcff/double.py",
    "Zo\u00eb/double.py", "Zoe\u0308/double.py", "", ".", "..", "a/", "a", "con", "\0.py",
    "ann/ex01_double/double.py", "bob/ex01_double/double.py", "submission_1/double.py",
)  # fmt: skip
TEXTS = (
    b"def double(x):\n    return 2 * x\n", b"", b"\0", b"\xff\xfed\0", b"(" * 3000,
    b"# notebook cell 1\nx = '\\\n", b"\xef\xbb\xbfx = 1\r\r\n", b"x = '''", b"\t x\n  y\n",
    b'{"schema": "learn.submission/1", "at": "2026-01-01T00:00:00Z", "files": []}',
    (b"submission_1:\n  :submitters:\n  - :name: Ann\n    :sid: '7'\n"
     b"  :created_at: 2026-01-01 10:00:00.5 +01:00\n"),
    b"t_single: a\nt_multi: [a, c]\n", b"[1, 2, null]",
    b"points: {ex01: 2}\nlate: {per_day: 0.1}\ndue: {ex01: 2026-01-01T00:00:00Z}\n",
    b"student,exercise,due\nann,ex01,2026-03-01T23:59+01:00\n*,ex02,2026-03-01T00:00Z\n",
    b"Student,ID,SIS User ID,SIS Login ID,Section,ex01 (12)\nLee, 3,,,x,\n",
    b"a: &a [1]\nb: *a\n? [x]\n: !!python/name:os.system ''\n", b"&a [*a, *a]", b"%YAML 9\n",
)  # fmt: skip
NOTEBOOK = classes.notebook(
    "import numpy as np", ("def double(x):\n    return 2 * x", ["ex01"]), "%ls\n!rm"
)
_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "g": lambda b: gzip.compress(b, 1, mtime=0), "x": lambda b: lzma.compress(b, preset=0),
    "b": lambda b: bz2.compress(b, 1), "t": bytes,
}  # fmt: skip
ENDINGS = {"z": ".zip", "g": ".tgz", "x": ".tar.xz", "b": ".tbz2", "t": ".tar"}


# -- making ----------------------------------------------------------------------------


def make(rng: random.Random, known: Sequence[bytes]) -> bytes:
    """Make something to hand in."""
    if known and rng.random() < 0.15:
        one = rng.choice(known)
        return one[:1] + spoilt(one[1:], rng, known)
    kind = (
        rng.choice("zzzzztttggxbffffnnnyympdrjjjjsssqq") if rng.random() > 0.01 else "i"
    )
    return kind.encode() + _MAKERS.get(kind, _text)(rng)


def _some_files(rng: random.Random) -> dict[str, bytes]:
    files = {}
    for _ in range(rng.choice((0, 1, 1, 2, 3, 8))):
        name = rng.choice(NAMES)
        if rng.random() < 0.2:
            name = f"{rng.choice(NAMES)}/{name}"
        files[name] = _content(rng, name)
    return files


def _content(rng: random.Random, name: str) -> bytes:
    if name.endswith(".zip") and rng.random() < 0.8:
        return classes.zipped({"double.py": TEXTS[0]})
    text = rng.choice(TEXTS)
    return spoilt(text, rng, TEXTS) if rng.random() < 0.3 else text


def _zip(rng: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", rng.choice((0, 8))) as archive:
        for name, content in _some_files(rng).items():
            info = zipfile.ZipInfo(readable(name) or "a")
            info.compress_type = archive.compression
            if rng.random() < 0.2:
                mode = rng.choice((0o120777, 0o40755, 0o10644, 0o140644, 0o170000))
                info.external_attr = mode << 16
            with warnings.catch_warnings(action="ignore"):  # of names that stand twice
                archive.writestr(info, content)
    data = stream.getvalue()
    if rng.random() < 0.6:  # what its readers believe stands at the end
        at = max(0, data.find(b"PK\1\2")) if rng.random() < 0.8 else 0
        data = data[:at] + spoilt(data[at:], rng, [data])
    return data


def _tar(rng: random.Random) -> bytes:
    stream = io.BytesIO()
    form = rng.choice((tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT))
    with tarfile.open(fileobj=stream, mode="w", format=form) as archive:
        for name, content in _some_files(rng).items():
            member = tarfile.TarInfo(readable(name)[:90])
            member.size = len(content)
            if rng.random() < 0.2:
                member.type = rng.choice(
                    (b"1", b"2", b"3", b"5", b"6", b"7", b"S", b"Z")
                )
            if rng.random() < 0.2:
                member.pax_headers = {"size": "9" * 30, "path": rng.choice(NAMES)[:50]}
                member.pax_headers["path"] = readable(member.pax_headers["path"])
            with contextlib.suppress(ValueError):  # a name that its format cannot hold
                archive.addfile(member, io.BytesIO(content))
    data = stream.getvalue()[: 1 << 14]
    if rng.random() < 0.6:
        data = _summed(spoilt(data, rng, [data]))
    return data


def _summed(data: bytes) -> bytes:
    """Make the headers of a spoilt tar true to their check sums again."""
    out = bytearray(data)
    for at in range(0, len(out) - 511, 512):
        block = out[at : at + 512]
        if block[257:262] == b"ustar":
            total = sum(block[:148]) + sum(block[156:]) + 8 * 32
            out[at + 148 : at + 156] = b"%06o\0 " % total
    return bytes(out)


def _packed(kind: str) -> Callable[[random.Random], bytes]:
    def packed(rng: random.Random) -> bytes:
        data = _PACKERS[kind](_tar(rng))
        if rng.random() < 0.1:
            data += data
        return spoilt(data, rng) if rng.random() < 0.2 else data

    return packed


def _folder(rng: random.Random) -> bytes:
    files = [
        (n.encode("utf-8", "surrogateescape"), c) for n, c in _some_files(rng).items()
    ]
    links = [(b"link.py", b"->/etc/passwd")] if rng.random() < 0.1 else []
    return protocol.encode(files + links)


def _name(rng: random.Random) -> bytes:
    name = rng.choice(NAMES).encode("utf-8", "surrogateescape")
    return spoilt(name, rng, TEXTS)


def _text(rng: random.Random) -> bytes:
    return _content(rng, "")


def _large_text(rng: random.Random) -> bytes:
    data = _content(rng, "")
    return data * rng.choice((1, 1, 1, 50)) if len(data) < 300 else data


def _reply(rng: random.Random) -> bytes:
    writer = Writer(rng, honesty=rng.choice((0, 40)))
    ids = {b"ex01": writer.blob(TEXTS[0]), b"ex02": writer.value()}
    pairs = {b"sources": writer.mapping(ids), b"open": writer.listed([writer.value()])}
    for name in (b"sources", b"open", b"error", b"refused"):
        if rng.random() < 0.15:
            pairs[name] = writer.value()
    return writer.mapping(pairs)


def _notebook(rng: random.Random) -> bytes:
    return spoilt(NOTEBOOK, rng, TEXTS) if rng.random() < 0.8 else _text(rng)


_MAKERS: dict[str, Callable[[random.Random], bytes]] = {
    "z": _zip, **{kind: _packed(kind) for kind in _PACKERS}, "f": _folder, "n": _name,
    "j": _reply, "i": _notebook, "s": _large_text,
}  # fmt: skip


# -- trying ----------------------------------------------------------------------------


class Where(NamedTuple):
    """The course that is handed in to, and a folder to write into."""

    course: Course
    folder: Path
    desk: Desk


def _collected(where: Where, path: Path) -> str:
    """Take in whatever stands there; everything that is given can be kept and told."""
    kinds = set()
    for item in _Intake(where.desk).path(path):
        kinds.add(type(item).__name__)
        _told(item)
    return "+".join(sorted(kinds)) or "nothing"


def _told(item: Submitted | QuizAnswers | Unmapped) -> None:
    item.origin.encode()
    if isinstance(item, Unmapped):
        if not item.reason.strip() or not item.reason.isprintable():
            raise Broken(f"the reason is no line: {item.reason!r}")
        return
    item.student.id.encode()
    item.student.name.encode()
    safe_name(item.student.id)
    if len(item.content) > Limits().source:
        raise Broken("a file larger than the limit is taken")


def _archive(where: Where, kind: str, body: bytes) -> str:
    file = where.folder / f"archive{ENDINGS[kind]}"
    file.write_bytes(body)
    return _collected(where, file)


def _tree(where: Where, kind: str, body: bytes) -> str:
    try:
        files = protocol.decode(body)
    except protocol.WireError:
        return "no folder"
    root = where.folder / "class"
    root.mkdir()
    try:
        for file in files if isinstance(files, list) else []:
            if isinstance(file, tuple) and [*map(type, file)] == [bytes, bytes]:
                _put(root, *file)
        return _collected(where, root)
    finally:
        shutil.rmtree(root)


def _put(root: Path, name: bytes, content: bytes) -> None:
    parts = [p for p in name.split(b"/") if p not in (b"", b".", b"..")]
    if not parts or b"\0" in name:
        return
    path = root.joinpath(*map(os.fsdecode, parts))
    with contextlib.suppress(OSError):  # what no disk takes is handed in by nobody
        path.parent.mkdir(parents=True, exist_ok=True)
        if content.startswith(b"->"):
            path.symlink_to(os.fsdecode(content[2:].replace(b"\0", b"")))
        else:
            path.write_bytes(content)


def _named(where: Where, kind: str, body: bytes) -> str:
    name = os.fsdecode(body)
    catalogue = where.desk.catalogue
    parts = tuple(name.split("/"))
    catalogue.fit(parts)
    catalogue.attempt(parts)
    catalogue.is_exercise_folder(name)
    unmapped(readable(name), name, None).reason.encode()
    words = []
    for system in (lms.canvas, lms.moodle):
        mark = system(name)
        if mark is not None:
            mark.student.id.encode()
            mark.student.name.encode()
            words.append(system.__name__)
    return "a name" + "".join(f" of {w}" for w in words)


def _metadata(where: Where, kind: str, body: bytes) -> str:
    exports = lms.gradescope(in_memory(body))
    for export in exports.values():
        for student in export.students:
            f"{student.id}{student.name}".encode()
    return "a list of Gradescope's"


def _manifest(where: Where, kind: str, body: bytes) -> str:
    node = Node(("a", "m.json"), "m", len(body), "", lambda: in_memory(body))
    packed = read_manifest(node)
    packed.dated(("a", "double.py"), "")
    list(packed.missing(set()))
    return "a manifest"


def _policies(where: Where, kind: str, body: bytes) -> str:
    file = where.folder / "policies.yaml"
    file.write_bytes(body)
    course_policies(where.course, file)
    return "policies"


def _dues(where: Where, kind: str, body: bytes) -> str:
    parse_dues(body.decode("utf-8", "replace"), ["ex01", "ex02"])
    return "due dates"


def _roster(where: Where, kind: str, body: bytes) -> str:
    file = where.folder / "roster.csv"
    file.write_bytes(body)
    roster = read_roster(file)
    ids = [row[:3] for row in roster.rows]
    names = [row[0] if row else "" for row in roster.rows]
    match({"3": "Ann Lee", "ann": "Lee, Ann"}, roster, ids, names)
    return "a roster"


def _answered(where: Where, kind: str, body: bytes) -> str:
    """Take what a worker says of a notebook."""
    try:
        reply = protocol.decode(body)
    except protocol.WireError:
        return "no reply"
    if type(reply) is not dict:
        return "no reply"
    found = where.desk.notebooks._checked(reply)
    for problem in found.problems:
        _told(unmapped("a", problem, None))
    return "a notebook's sources"


def _source(where: Where, kind: str, body: bytes) -> str:
    """Read a source file as the trusted side does when it looks for copies."""
    found, _ = tokens(text_of(body))
    cell_of(body, 3)
    return "source" if found else "no source"


def _answers(where: Where, kind: str, body: bytes) -> str:
    answers_in(body, _QUIZZES[where.course.root], "answers")
    return "answers"


_QUIZZES: dict[Path, Any] = {}


def _read_notebook(where: Where, kind: str, body: bytes) -> str:
    where.desk.notebooks.extract(body, "ex01")
    return "a notebook"


_CHECKS: dict[str, Callable[[Where, str, bytes], str]] = {
    **dict.fromkeys(ENDINGS, _archive), "f": _tree, "n": _named, "y": _metadata,
    "m": _manifest, "p": _policies, "d": _dues, "r": _roster, "j": _answered,
    "s": _source, "q": _answers, "i": _read_notebook,
}  # fmt: skip
KINDS = "".join(_CHECKS)


@contextlib.contextmanager
def intake(course: Course, folder: Path) -> Iterator[Target]:
    """Give the target; it writes into an empty folder."""
    limits = Limits()
    catalogue = Catalogue(course)
    _QUIZZES[course.root] = quizzes(course)[0]
    with (
        Sandbox() as sandbox,
        Notebooks(catalogue.exercises, sandbox, limits) as notebooks,
    ):
        where = Where(course, folder, Desk(catalogue, notebooks, limits))

        def check(data: bytes) -> str:
            kind = data[:1].decode("latin-1")
            if kind not in _CHECKS:
                return "of no kind"
            try:
                return f"{kind}: {_CHECKS[kind](where, kind, data[1:])}"
            except (Refused, LearnError) as error:
                str(error).encode()
                return f"{kind}: refused"

        yield Target("intake", make, check)
