"""What is compared of a file: the same for a disguised copy, another for other code."""

from __future__ import annotations

import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.plants import recommented, reformatted, renamed
from grader.classroom.similar.lexing import MAX_WORDS, statements, text_of
from grader.classroom.similar.normalise import tokens
from grader.classroom.similar.winnowing import LENGTH, MOST, WINDOW, picked, runs
from tests.classroom.twins import INDEPENDENT

MIB = 1 << 20


def words(text: str) -> list[str]:
    return [token.code for token in tokens(text)[0]]


def same(one: str, two: str) -> bool:
    a, b = (tokens(text)[0] for text in (one, two))
    return [t.code for t in a] == [t.code for t in b] and (
        runs(a, 3) == runs(b, 3)
    ).all()


# -- disguises that change nothing ---------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("total = a + b", "x=a+b # why"),
        ("def f(x, y=1):\n    return x", "def g(a, b = 2): return a"),
        ("def f(x: int, *, y: str = 'a') -> list[int]:\n    return x", "def f(x, *, y=''):\n return x"),
        ("def f(x):\n    'Say.'\n    return x", "def f(x):\n    return x"),
        ("import numpy as np\nnp.exp(1)", "import numpy\nnumpy.exp(1)"),
        ("import numpy as np\nnp.exp(1)", "from numpy import exp as e\ne(1)"),
        ("import numpy as np\nnp.exp(1)", "from numpy import (exp,\n abs)\nexp(1)"),
        ("x = 0.5", "x = 1e-3"),
        ("raise ValueError('a')", "raise ValueError(f\"{b!r} is no good\")"),
        ("print(1, 2)", "print(\n    1,\n    2,\n)"),
        ("return_ = (1 + 2)", "b = 1 + 2"),
        ("if x:\n    y = 1", "if x: y = 1"),
        ("a = 1\nb = 2", "a = 1; b = 2"),
        ("a = 1 + \\\n 2", "a = 1 + 2"),
        ("total: float = 1", "total = 1"),
        ("sum(k for k in range(3))", "sum(j for j in range(3))"),
        ("def f(x=lambda a: a, y: int = 2): return x", "def f(x=lambda a: a, y=2): return x"),
        ("def f(): return {1: 2}[1:2]", "def f() -> dict[str, int]:\n  return {1: 2}[1:2]"),
        ("for k in x: print(k)\nelse: pass", "for k in x:\n print(k)\nelse:\n pass"),
        ("class A: x = 1\nA.x", "class A:\n    y = 1\nA.y"),
        ("f = lambda q: q + 1", "g = (lambda z: z + 1)"),
        ("with open('a') as f:\n f.read()", "with open('b') as h:\n    h.read()"),
        ("while (n := read()):\n    print(n)", "while m := read(): print(m)"),
        ("class A:\n    def run(self):\n        self.left = 1\n        return self.left",
         "class B:\n  def go(this):\n    this.x = 1\n    return this.x"),
        ("class A:\n    kind = 1\nA.kind", "class A:\n    sort = 1\nA.sort"),
        ("\ufeffx = 1", "x = 1"),
        ("𝐱 = len(𝐱)", "y = ｌｅｎ(y)"),
        ("x = 1\r\ny = 2\r\n", "x = 1\ny = 2\n"),
    ],
)  # fmt: skip
def test_a_disguise_changes_nothing(one, two):
    assert same(text_of(one.encode()), text_of(two.encode())), (words(one), words(two))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("a = b - b.max()", "a = b - b.min()"),
        ("a = b - b.max()", "a = b - c.max()\nc = 1\nb = 1"),
        ("for i in x:\n    pass", "while x:\n    pass"),
        ("a + b", "a - b"),
        ("f(x[0])", "f(x(0))"),
        ("len(x)", "sum(x)"),
        ("x.sum(axis=0)", "x.sum(0)"),
        ("f = lambda q: q + 1", "f = lambda q: q - 1"),
        ("def f(x=lambda a: 1): return x", "def f(x=lambda a: len): return x"),
        ("a[1:2]", "a[1]"),
        ("return_ = 1 if a else 2", "return_ = a and 1 or 2"),
    ],
)
def test_other_code_stays_other_code(one, two):
    assert not same(one, two)


@pytest.mark.parametrize("source", INDEPENDENT.values(), ids=list(INDEPENDENT))
@pytest.mark.parametrize("change", [renamed, reformatted, recommented])
@pytest.mark.parametrize("seed", range(5))
def test_renaming_formatting_and_comments_never_change_a_fingerprint(
    source, change, seed
):
    copy = change(source, random.Random(seed), frozenset())
    assert copy != source
    assert same(source, copy)


# -- hostile texts ---------------------------------------------------------------------


@given(st.text(max_size=300))
@example('"""\\')
@example("'\\")
@example("def")
@example("class A(:\n x = (")
@example("import")
@example("from x import")
@example("lambda:lambda x=:")
@example("[[[]}}))(")
@example("a: b: c = d = ")
@example(". . =\n.x = 1")
@settings(max_examples=300)
def test_any_text_is_cut_into_words_that_stand_where_they_say(text):
    text = text_of(text.encode("utf-8", "surrogatepass"))
    found, whole = tokens(text)
    assert whole
    ends = [0, *(t.end for t in found)]
    for before, token in zip(ends, found, strict=False):
        assert before <= token.start < token.end <= len(text)
    runs(found)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text(content):
    text = text_of(content)
    text.encode("utf-8", "replace")
    assert "\r" not in text
    tokens(text)


def test_utf_16_is_read_where_the_file_says_so():
    assert same(text_of("x = len(y)\n".encode("utf-16")), "x = len(y)\n")


HOSTILE = {
    "one word": b"x " * (MIB // 2),
    "quotes": b'"""' * (MIB // 3),
    "apostrophes": b"'" * MIB,
    "brackets": b"(" * MIB,
    "backslashes": b"\\" * MIB,
    "escaped quotes": b'"\\"' * (MIB // 3),
    "exponents": b"1e" * (MIB // 2),
    "NUL": b"\0" * MIB,
    "lines": b"\n" * MIB,
    "comments": b"#\n" * (MIB // 2),
    "a list": b"[" + b"1," * (MIB // 2) + b"]",
    "targets": b"a=" * (MIB // 2),
    "lambdas": b"lambda:" * (MIB // 7),
    "deep": b"".join(b" " * i + b"class A:\n" for i in range(1400)),
    "nothing": random.Random(0).randbytes(MIB),
    "a name": b"a" * MIB,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_mebibyte_of_anything_is_cut_in_no_time(kind, comes_to_an_end):
    with comes_to_an_end(kind):
        found, _ = tokens(text_of(HOSTILE[kind]))
        assert len(found) <= MAX_WORDS
        assert len(picked(runs(found))) <= MOST


def test_a_text_that_is_too_long_says_so():
    assert statements("x\n" * (MAX_WORDS // 2 - 1))[1]
    assert not statements("x\n" * MAX_WORDS)[1]


# -- fingerprints ------------------------------------------------------------------------


def _code(rng: random.Random, count: int) -> str:
    rows = [
        f"{rng.choice('abcdef')} = {rng.choice('ghi')}{rng.choice('+-*/')}"
        f"{rng.choice(['len', 'sum', 'min'])}({rng.choice('abcdef')})"
        for _ in range(count)
    ]
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("seed", range(20))
def test_a_passage_long_enough_leaves_a_fingerprint_wherever_it_stands(seed):
    rng = random.Random(seed)
    copied = tokens(
        "shared_one = sorted(abs(shared_two)) // 7 % round(shared_three)\n"
    )[0]
    assert len(copied) >= LENGTH + WINDOW - 1
    one, two = (
        [*tokens(_code(rng, 9))[0], *copied, *tokens(_code(rng, 7))[0]]
        for _ in range(2)
    )
    assert np.intersect1d(picked(runs(one)), picked(runs(two))).size


def test_fingerprints_are_the_same_in_every_process():
    program = (
        "from grader.classroom.similar.normalise import tokens\n"
        "from grader.classroom.similar.winnowing import picked, runs\n"
        "print(picked(runs(tokens('for x in range(9): print(x + 1, len(str(x)))')[0])))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(printed) == 1
    assert len(printed.pop()) > 20
