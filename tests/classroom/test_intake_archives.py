"""Archives are read in memory, cheaply, and never raise: they give a reason."""

from __future__ import annotations

import gzip
import io
import itertools
import lzma
import struct
import subprocess
import sys
import tarfile
import textwrap
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.classroom.intake import Limits, collect
from grader.classroom.intake.archives import open_archive
from grader.classroom.intake.nodes import Refused, read
from tests.classroom import classes

GOOD = b"def double(x):\n    return 2 * x\n"


def refusal(data: bytes, name: str = "ann.zip", **limits) -> str:
    """Read an archive whole; give the reason why it, or its only file, is refused."""
    with pytest.raises(Refused) as caught:
        everything(data, name, **limits)
    return str(caught.value)


def everything(data: bytes, name: str, **limits) -> dict[str, bytes]:
    bounds = Limits(**limits)
    archive = open_archive(io.BytesIO(data), name, name, bounds)
    return {n.origin: read(n, bounds.source) for n in archive.under()}


def member(name: str, content: bytes = GOOD, **said) -> tuple:
    """A stored member, with what its header says."""
    size = len(content)
    return (
        name,
        content,
        said.get("crc", zlib.crc32(content)),
        size,
        said.get("full", size),
    )


# -- zip ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../double.py", "its name leads out of the archive"),
        ("a/../../double.py", "its name leads out of the archive"),
        ("/double.py", "its name is an absolute path"),
        ("c:double.py", "its name is an absolute path"),
        ("a\\double.py", "its name holds a backslash; pack it with another program"),
        ("a/./double.py", "its name is not a plain path"),
        ("a//double.py", "its name is not a plain path"),
        ("double.py\0.txt", "its name holds a NUL"),
        ("d/" * 600 + "double.py", "its name is too long"),
    ],
)
def test_a_name_that_is_no_plain_path_is_refused(name, reason):
    assert refusal(classes.raw_zip([member(name)], method=0)) == reason


def test_links_and_devices_in_a_zip_are_refused():
    for kind, reason in (
        (0o120777, "it is a link, and links are not followed"),
        (0o010644, "it is not an ordinary file"),
        (0o020644, "it is not an ordinary file"),
    ):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            info = zipfile.ZipInfo("double.py")
            info.external_attr = kind << 16
            archive.writestr(info, "../../reference/ex01_double/solution.py")
        assert refusal(stream.getvalue()) == reason


def test_an_encrypted_member_says_so():
    data = bytearray(classes.raw_zip([member("double.py")], method=0))
    at = data.index(b"PK\1\2") + 8
    data[at] |= 1
    data[6] |= 1

    assert refusal(bytes(data)) == "it is encrypted; hand it in without a password"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_cannot_be_unpacked_little_by_little_are_refused(method):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("double.py", bytes(1 << 19))

    reason = "it is packed in a way that is not taken; use an ordinary zip"
    assert refusal(stream.getvalue()) == reason


def test_two_files_of_one_name_are_both_refused():
    twice = classes.raw_zip([member("double.py"), member("double.py", b"x")], method=0)
    cased = classes.raw_zip([member("double.py"), member("DOUBLE.py")], method=0)
    folder = classes.raw_zip([member("a.py/double.py"), member("a.py")], method=0)

    assert refusal(twice) == "the archive has 2 files of this name"
    assert "differs only by case" in refusal(cased)
    assert refusal(folder) == "the archive has a folder of the same name"


@pytest.mark.parametrize("said", [{"full": 4_000_000_000}, {"full": 1}, {"crc": 0}])
def test_a_size_or_sum_that_lies_is_found_out(said):
    data = classes.raw_zip([member("double.py", **said)], method=0)

    assert refusal(data).startswith(
        ("it is larger than", "the archive is damaged here")
    )


def test_a_member_that_unpacks_to_more_than_it_says_is_cut_off():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(bytes(64 << 20)) + packer.flush()
    data = classes.raw_zip([("double.py", body, 0, len(body), 100)])

    assert refusal(data).startswith("the archive is damaged here")


def test_many_members_that_unpack_to_much_are_a_bomb():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    zeros = bytes(1 << 20)
    body = packer.compress(zeros) + packer.flush()
    one = (body, zlib.crc32(zeros), len(body), len(zeros))
    data = classes.raw_zip([(f"d{i}/double.py", *one) for i in range(100)])

    assert "more than 100 times its size" in refusal(data)


def test_a_million_members_are_refused_before_they_are_looked_at(comes_to_an_end):
    entry = b"PK\1\2" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, *[0] * 14)
    count, size = 1_000_000, 46 * 1_000_000
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, size, 0, 0)
    data = entry * count + end

    with comes_to_an_end("a million members", 5):
        assert refusal(data) == "it states that it has more members than are taken"


@pytest.mark.parametrize("cut", [0, 1, 30, -1, -30])
def test_a_zip_that_is_cut_short_is_refused(cut):
    assert refusal(classes.zipped({"double.py": GOOD})[:cut]).startswith(
        "it is no archive"
    )


def test_a_zip64_that_lies_about_where_things_are_is_refused():
    data = classes.zipped({"double.py": GOOD})
    at = data.index(b"PK\5\6")
    huge = 1 << 62
    end64 = b"PK\6\6" + struct.pack(
        "<QHHIIQQQQ", 44, 45, 45, 0, 0, huge, huge, huge, huge
    )
    locator = b"PK\6\7" + struct.pack("<IQI", 0, at, 1)
    lying = data[:at] + end64 + locator + b"PK\5\6" + b"\xff" * 16 + b"\0\0"

    assert refusal(lying)


# -- tar ------------------------------------------------------------------------------


def tar_of(*members: tarfile.TarInfo, packed: str = "", **options) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=f"w:{packed}", **options) as archive:
        for info in members:
            archive.addfile(info, io.BytesIO(bytes(info.size)))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (tarfile.SYMTYPE, "it is a link, and links are not followed"),
        (tarfile.LNKTYPE, "it is a link, and links are not followed"),
        (tarfile.FIFOTYPE, "it is not an ordinary file"),
        (tarfile.CHRTYPE, "it is not an ordinary file"),
        (tarfile.BLKTYPE, "it is not an ordinary file"),
    ],
)
def test_links_and_devices_in_a_tar_are_refused(kind, reason):
    info = tarfile.TarInfo("double.py")
    info.type, info.linkname = kind, "../../reference/ex01_double/solution.py"

    assert refusal(tar_of(info), "ann.tar") == reason


@pytest.mark.parametrize("name", ["../double.py", "/double.py", "a/../../double.py"])
def test_a_tars_name_that_leads_elsewhere_is_refused(name):
    info = tarfile.TarInfo(name)

    assert refusal(tar_of(info), "ann.tar") in (
        "its name leads out of the archive", "its name is an absolute path",
    )  # fmt: skip


def test_a_sparse_file_is_refused():
    info = tarfile.TarInfo("double.py")
    info.pax_headers = {"GNU.sparse.size": str(1 << 40), "GNU.sparse.map": "0,1"}

    assert "sparse" in refusal(tar_of(info, format=tarfile.PAX_FORMAT), "ann.tar")


def test_a_header_that_is_larger_than_an_honest_one_is_refused(comes_to_an_end):
    info = tarfile.TarInfo("double.py")
    info.pax_headers = {"comment": "1" * (32 << 20)}
    long = tarfile.TarInfo("d" * (1 << 20))

    with comes_to_an_end("large headers", 5):
        for data in (
            tar_of(info, format=tarfile.PAX_FORMAT),
            tar_of(long, format=tarfile.GNU_FORMAT),
        ):
            reason = refusal(data, "ann.tar")
            assert reason == "its headers are larger than an honest archive's"


def test_many_headers_that_take_long_to_read_are_refused(comes_to_an_end):
    infos = []
    for i in range(500):
        info = tarfile.TarInfo(f"{i}.py")
        info.pax_headers = {"comment": "1" * 3_000}
        infos.append(info)

    with comes_to_an_end("many headers", 60):
        reason = refusal(tar_of(*infos, format=tarfile.PAX_FORMAT), "ann.tar")
    assert reason == "its headers are larger than an honest archive's"


def test_a_chain_of_headers_is_refused():
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1
    data = (info.tobuf(tarfile.GNU_FORMAT) + bytes(512)) * 3_000

    assert refusal(data + bytes(1024), "ann.tar")


@pytest.mark.parametrize("size", [-512, -1024, -1, -(1 << 40)])
def test_a_size_below_nothing_leads_into_no_circle(size, comes_to_an_end):
    info = tarfile.TarInfo("notes.txt")
    buffer = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    buffer[124:136] = tarfile.itn(size, 12, tarfile.GNU_FORMAT)
    buffer[148:156] = b"        "
    buffer[148:156] = b"%06o\0 " % sum(buffer[:512])

    with comes_to_an_end("a circle"):
        assert refusal(bytes(buffer) + bytes(10_240), "ann.tar")


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress], ids=["gz", "xz"])
def test_what_unpacks_to_far_more_is_a_bomb(pack, request):
    info = tarfile.TarInfo("zeros.bin")
    info.size = 40 << 20
    ending = request.node.callspec.id

    reason = refusal(pack(tar_of(info)), f"ann.tar.{ending}")
    assert "more than 100 times its size" in reason


def test_many_streams_behind_each_other_are_refused(comes_to_an_end):
    with comes_to_an_end("many streams", 5):
        assert refusal(gzip.compress(b"") * 300_000, "ann.tar.gz")


@pytest.mark.parametrize("ending", ["tar", "tar.gz", "tar.xz", "tar.bz2", "zip"])
def test_what_is_no_archive_at_all_is_refused(ending):
    for data in (b"", b"x", b"def double(x): return x\n" * 100):
        if ending == "tar" and not data:
            continue
        assert refusal(data, f"ann.{ending}").startswith("it is no archive")


def test_an_archive_with_more_than_is_kept_is_refused():
    infos = []
    for i in range(40):
        info = tarfile.TarInfo(f"{i}.py")
        info.size = 1 << 16
        infos.append(info)

    reason = refusal(tar_of(*infos), "ann.tar", wanted=1 << 20)
    assert reason == "its files hold more than 1 MiB"


# -- whatever it is ---------------------------------------------------------------------


def seeds() -> list[tuple[str, bytes]]:
    files = {
        "ann/ex01_double/double.py": GOOD,
        "ann/notes.txt": b"n" * 300,
        "ann/quiz-answers.json": b"{}",
        "ann/inner.zip": classes.zipped({"counter.py": GOOD}),
    }
    long = tarfile.TarInfo("d/" * 80 + "double.py")
    long.pax_headers = {"comment": "é" * 50}
    return [
        ("ann.zip", classes.zipped(files)),
        (
            "ann.zip",
            classes.raw_zip([member("double.py"), member("b/ex02.py")], method=0),
        ),
        ("ann.tar", classes.tarred(files, "")),
        ("ann.tar", tar_of(long, format=tarfile.PAX_FORMAT)),
        ("ann.tar", tar_of(long, format=tarfile.GNU_FORMAT)),
        ("ann.tar.gz", classes.tarred(files, "gz")),
        ("ann.tar.xz", classes.tarred(files, "xz")),
        ("ann.tar.bz2", classes.tarred(files, "bz2")),
    ]


SEEDS = seeds()
EDIT = st.tuples(
    st.sampled_from(["flip", "set", "cut", "drop", "double", "number"]),
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 255),
    st.integers(1, 64),
)


def edited(data: bytes, edits: list) -> bytes:
    for kind, place, value, length in edits:
        at = int(place * len(data))
        if kind == "flip":
            data = (
                data[:at]
                + bytes([(data[at] if at < len(data) else 0) ^ value])
                + data[at + 1 :]
            )
        elif kind == "set":
            data = data[:at] + bytes([value]) * length + data[at + length :]
        elif kind == "cut":
            data = data[:at]
        elif kind == "drop":
            data = data[:at] + data[at + length :]
        elif kind == "double":
            data = data[:at] + data[at : at + length] * 2 + data[at + length :]
        else:
            data = data[:at] + struct.pack("<I", (1 << 32) - 1 - value) + data[at + 4 :]
    return data


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(seed=st.sampled_from(SEEDS), edits=st.lists(EDIT, min_size=1, max_size=6))
def test_a_damaged_archive_gives_reasons_and_raises_nothing(seed, edits, toy, tmp_path):
    name, data = seed
    file = classes.write(tmp_path / name, edited(data, edits))

    for item in collect([file], toy):
        item.origin.encode()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    names=st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=6),
    ending=st.sampled_from(["zip", "tar"]),
)
def test_members_of_any_name_give_reasons_and_raise_nothing(
    names, ending, toy, tmp_path
):
    if ending == "zip":
        data = classes.raw_zip([member(f"{n}.py") for n in names], method=0)
    else:
        data = classes.tarred({f"{n}.py".replace("\0", ""): GOOD for n in names}, "")
    file = classes.write(tmp_path / f"ann.{ending}", data)

    for item in collect([file], toy):
        item.origin.encode()


MEASURE = """
import resource, sys
from pathlib import Path
from grader.classroom.intake import collect
from grader.course import Course

course = Course(Path(sys.argv[1]))
limit = (1 << 30, 1 << 30)
resource.setrlimit(resource.RLIMIT_AS, limit)
list(collect([Path(sys.argv[2])], course))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
reasons = [i.reason for i in collect([Path(sys.argv[3])], course)]
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(after - before, len(reasons))
"""


def memory_of(toy, plain, folder) -> tuple[int, int]:
    """Give the KiB that a class takes beyond a plain one, and how much is refused."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(MEASURE), toy.root, plain, folder],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    more, refused = map(int, done.stdout.split())
    return more, refused


def test_bombs_take_no_memory(toy, tmp_path):
    plain = tmp_path / "plain"
    classes.write(plain / "ann.zip", classes.zipped({"double.py": GOOD}))
    root = tmp_path / "class"
    zeros = tarfile.TarInfo("double.py")
    zeros.size = 80 << 20
    pax = tarfile.TarInfo("double.py")
    pax.pax_headers = {"comment": "1" * (64 << 20)}
    tar = tar_of(zeros)
    bombs = {
        "zip.zip": classes.bomb(64 << 20),
        "gz.tar.gz": gzip.compress(tar, 1),
        "xz.tar.xz": lzma.compress(tar, preset=0),
        "pax.tar": tar_of(pax, format=tarfile.PAX_FORMAT),
        "pax.tar.gz": gzip.compress(tar_of(pax, format=tarfile.PAX_FORMAT), 1),
        "directory.zip": b"PK\1\2" + bytes(60 << 20)
        + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, 60 << 20, 0, 0),
        "nested.zip": classes.zipped({"a.zip": classes.bomb(64 << 20)}),
    }  # fmt: skip
    for name, data in bombs.items():
        classes.write(root / name, data)

    more, refused = memory_of(toy, plain, root)

    assert refused == len(bombs)
    assert more < 40 << 10


def test_memory_is_flat_from_a_hundred_students_to_three_thousand(toy, tmp_path):
    sizes = {}
    source = GOOD * 100
    for count in (100, 3_000):
        root = tmp_path / f"class{count}"
        packed = itertools.repeat(classes.zipped({"double.py": source}), count)
        for i, data in enumerate(packed):
            classes.write(root / f"s{i:05}.zip", data)
        sizes[count] = memory_of_students(toy, root)

    assert sizes[3_000] < sizes[100] * 1.1


def memory_of_students(toy, root) -> int:
    program = """
        import resource, sys
        from pathlib import Path
        from grader.classroom.intake import collect
        from grader.course import Course
        count = sum(1 for _ in collect([Path(sys.argv[2])], Course(Path(sys.argv[1]))))
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), toy.root, root],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    return int(done.stdout)
