"""Hostile bytes from workers and classes, and hostile texts to show: nothing breaks.

Every input in ``corpus/`` and as many new ones as the gate has time for, from a fixed
seed; ``python -m tests.fuzz`` tries as many as one likes.
"""

from __future__ import annotations

import random
import struct
import time
from collections.abc import Callable, Iterator

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from grader.course import Course
from grader.errors import BrokenError
from grader.sandbox import protocol
from grader.sandbox.host import ProtocolBroken
from grader.sandbox.session import Session
from tests.full import times
from tests.fuzz import running, shown
from tests.fuzz.checking import _Only
from tests.fuzz.running import MEMORY, Target, begin_memory, corpus, peak, run, tried
from tests.fuzz.shown import BETWEEN
from tests.fuzz.targets import TARGETS, TOY, opened
from tests.fuzz.wire import LIMITS, NONCE, fake

SEED = 10
TOY_COURSE = Course(TOY)
COUNTS = {
    "decoder": 12_000,
    "frames": 5_000,
    "checks": 3_000,
    "intake": 1_500,
    "shown": 200,
}
MIB = 1 << 20
_U32 = struct.Struct("<I")


@pytest.fixture(scope="module", params=TARGETS)
def target(request) -> Iterator[Target]:
    with opened(request.param) as made:
        yield made


def test_every_input_that_was_kept_is_harmless(target):
    kept = corpus(target.name)
    assert kept
    broken = {n: tried(target, data)[1] for n, data in enumerate(kept)}
    assert not any(broken.values()), broken


def test_inputs_of_a_fixed_seed_are_harmless(target):
    count = times(10 * COUNTS[target.name], COUNTS[target.name])
    tally = run(target, count, SEED)
    assert not tally.broken
    assert tally.memory <= MEMORY
    assert len(tally.outcomes) > 3, "the inputs are all alike"


@given(
    kind=st.sampled_from("tfes"),
    drawn=st.binary(min_size=4, max_size=4),
    texts=st.lists(st.text(max_size=60), min_size=1, max_size=6),
)
@settings(
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=times(5_000, 100),
)
def test_a_judgement_of_any_texts_is_shown_well(kind, drawn, texts):
    """The same, made by hypothesis, which finds the least text that does harm."""
    said = BETWEEN.join(texts).encode("utf-8", "replace")
    shown.check(kind.encode() + drawn + said, TOY_COURSE)


# -- the fuzzer itself ------------------------------------------------------------------


def _raises(data: bytes) -> str:
    raise KeyError("x")


def _hangs(data: bytes) -> str:
    while True:
        time.sleep(0.01)


def _hoards(data: bytes) -> str:
    return f"{len(b'x' * (MEMORY + 8 * MIB))}"


@pytest.mark.parametrize(
    ("check", "said"),
    [(_raises, "KeyError"), (_hangs, "no end"), (_hoards, "MiB of memory")],
)
def test_what_breaks_a_promise_is_found_and_kept(
    check: Callable[[bytes], str], said, tmp_path, monkeypatch
):
    if check is _hangs:
        monkeypatch.setattr(running, "DEADLINE_S", 0.1)
    bad = Target("bad", lambda rng, known: rng.randbytes(3), check)

    tally = run(bad, 1, 7, 5, kept=tmp_path)

    assert [said in what for what in tally.broken.values()] == [True]
    (file,) = (tmp_path / "bad").iterdir()
    assert file.read_bytes() == random.Random(7 << 40 | 5).randbytes(3)


# -- the heaviest that there is ---------------------------------------------------------


def many(item: bytes, count: int) -> bytes:
    return b"l" + _U32.pack(count) + item * count


def array(*shape: int) -> bytes:
    size = 0 if 0 in shape else shape[0]
    lengths = struct.pack(f"<{len(shape)}Q", *shape)
    return b"a\x05C" + bytes([len(shape)]) + lengths + _U32.pack(size) + b"\1" * size


def text(head: bytes, size: int, end: bytes = b"") -> bytes:
    return b"s" + _U32.pack(size) + head * (size - len(end)) + end


EMOJI = "\U0001f393".encode()
MOST = LIMITS.returned_mib * MIB - 4096
HEAVY = {
    "a_text_that_four_bytes_hold": lambda: text(b"a", MOST, EMOJI),
    "a_shorter_such_text": lambda: text(b"a", 4 * MIB, EMOJI),
    "four_such_texts": lambda: many(text(b"a", 3 * MIB, EMOJI), 4),
    "a_text_of_no_characters": lambda: text(b"\xff", MOST),
    "many_sets": lambda: many(b"e\0\0\0\0", 199_999),
    "fewer_sets": lambda: many(b"e\0\0\0\0", 49_000),
    "many_arrays": lambda: many(array(0), 199_999),
    "fewer_arrays_of_many_axes": lambda: many(array(*[0] * 16), 49_000),
    "many_dicts": lambda: many(b"m\1\0\0\0s\0\0\0\0N", 66_000),
    "many_lists": lambda: many(b"l\0\0\0\0", 199_999),
    "one_array": lambda: array(MOST - 100),
    "an_array_and_sets": lambda: (
        b"l\2\0\0\0" + array(14 * MIB) + many(b"e\0\0\0\0", 49_000)
    ),
}


@pytest.mark.parametrize("name", HEAVY)
def test_no_answer_takes_more_than_64_mib(name):
    body = HEAVY[name]()
    pairs = b"s\5\0\0\0nonceb" + _U32.pack(16) + NONCE
    pairs += b"s\5\0\0\0valueb" + _U32.pack(len(body)) + body
    answer = b"m\2\0\0\0" + pairs
    data = b"\0\0" + _U32.pack(len(answer)) + answer
    del pairs, answer, body

    with fake(data) as worker:
        before = begin_memory()
        reply = worker.ask({"op": "get", "on": 1, "name": "x"}, 30.0)
        try:
            value = protocol.decode(reply["value"])
        except protocol.WireError:
            value = None
        assert peak() - before <= MEMORY, f"{(peak() - before) / MIB:.0f} MiB"
        del value


@pytest.mark.parametrize("value", [1 << 62, 1 << 40, -1, [1, 2], None, "text"])
def test_only_bytes_are_decoded(value):
    """`bytes` of a number would be that many zeros."""
    with pytest.raises(protocol.WireError):
        protocol.decode(value)


def test_a_near_name_is_not_looked_for_among_names_without_end(comes_to_an_end):
    names = [f"{'mus_dethgiew' * 6}{n:06}".encode() for n in range(40_000)]
    listed = b"".join(b"s" + _U32.pack(len(n)) + n for n in names)
    body = b"m\2\0\0\0s\5\0\0\0nonceb" + _U32.pack(16) + NONCE
    body += b"s\2\0\0\0okl" + _U32.pack(len(names)) + listed
    with fake(b"\0\0" + _U32.pack(len(body)) + body) as worker:
        limits = type(LIMITS)(call_s=10.0)
        session = Session(_Only(worker), "ex01", b"", "a.py", 0, limits, worker=worker)
        assert session.begin() is None

    with comes_to_an_end("looking for a near name"):
        assert "not defined" in session._missing("weighted_sum" * 6).message


@pytest.mark.parametrize(
    "hello",
    [b"m\0\0\0\0", b"N", b"m\1\0\0\0s\7\0\0\0appliedl\1\0\0\0l\0\0\0\0"],
)
def test_a_worker_that_does_not_say_how_it_is_confined_runs_nothing(hello):
    data = b"\0\0" + _U32.pack(len(hello)) + hello
    with fake(data, greeted=False) as worker, pytest.raises(BrokenError):
        worker.ready()


def test_a_broken_protocol_is_said_in_our_own_words():
    data = b"\0\0" + _U32.pack(9) + b"s\4\0\0\0\x1b[2J"
    with fake(data) as worker, pytest.raises(ProtocolBroken, match="no answer"):
        worker.ask({"op": "get", "on": 1, "name": "x"}, 5.0)
