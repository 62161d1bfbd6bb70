"""Characters that are obeyed or overlooked, written so that they are seen."""

from __future__ import annotations

import json
import unicodedata

import pytest

from grader.unseen import plain, plain_json

UNSEEN = "\x1b\x7f\x9b\xad\u200b\u202e\u2028\ufeff\ufffb\U0001d173\U000e0041"


@pytest.mark.parametrize("char", UNSEEN)
def test_each_is_written_as_python_writes_it(char):
    assert plain(f"a{char}b") == f"a{char.encode('unicode_escape').decode()}b"


def test_half_a_character_is_written_too():
    assert plain("a\ud800b") == r"a\ud800b"


def test_what_is_seen_stays_as_it_is():
    text = "naïve 値 🙂 é …"

    assert plain(text) == text
    assert plain_json(json.dumps(text, ensure_ascii=False).encode()).decode() == (
        f'"{text}"'
    )


def test_json_keeps_its_value_and_loses_what_is_not_seen():
    value = {UNSEEN: ["ä", UNSEEN, 1.5, None], "plain": True}
    body = json.dumps(value, ensure_ascii=False, indent=2).encode()

    made = plain_json(body)

    assert json.loads(made) == value
    text = made.decode().replace("\n", "")
    assert {unicodedata.category(c) for c in text} & {"Cc", "Cf", "Zl", "Zp"} == set()


def test_plain_json_of_plain_json_is_the_same():
    body = plain_json(json.dumps(UNSEEN, ensure_ascii=False).encode())

    assert plain_json(body) == body
