"""Students' names are hostile text: kept as they are, safe as file names."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from grader.classroom.model import readable, safe_name, safe_names

NAMES = ["", ".", "..", "a/b", "=HYPERLINK(\"x\")", "\x1b[31m", "\u202egnp", "é", "e\u0301",
         "CON", "x" * 5_000, "a\udcff", "\ud800", "ﷺ" * 100, "-rf", "日本語"]  # fmt: skip


def test_safe_names_are_distinct_and_safe():
    names = [safe_name(name) for name in NAMES]

    assert len(set(names)) == len(NAMES)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}-[0-9a-f]{8}", n) for n in names)
    assert safe_name("Ann Öberg").startswith("ann-oberg-")


def test_who_looks_for_an_id_with_the_same_digits_takes_nobodys_name():
    twins = ["ann\u50cc\u4e1c", "ann\u574e\u4e0b"]  # found by trying 100,000
    assert len(set(map(safe_name, twins))) == 1

    names = safe_names([*twins, "bob"])

    assert len(set(names.values())) == 3
    assert all(re.fullmatch(r"ann-[0-9a-f]{64}", names[id]) for id in twins)
    assert names["bob"] == safe_name("bob")


def test_names_that_differ_by_normalisation_alone_are_two_students():
    composed, decomposed = (unicodedata.normalize(f, "Zoë") for f in ("NFC", "NFD"))

    assert readable(composed) != readable(decomposed)
    assert safe_name(composed) != safe_name(decomposed)


@given(st.text(st.characters(), max_size=60))
def test_every_text_becomes_one_that_can_be_stored(text):
    stored = readable(text)

    assert stored.encode().decode() == stored
    assert readable(stored) == stored
    safe_name(text)


def test_a_byte_that_is_no_text_is_still_seen():
    assert readable(b"J\xf6rg".decode("utf-8", "surrogateescape")) == r"J\xf6rg"
