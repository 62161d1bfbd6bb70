"""Characters that a reader obeys or overlooks, and does not see where they stand."""

from __future__ import annotations

import re

# Soft hyphen, marks of direction, joiners and spaces of no width, ends of lines and
# paragraphs, annotations, musical beams, tags.
_MARKS = (
    "\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
# These, C0 and C1 controls, and halves of characters.
_UNSEEN = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff{_MARKS}]")
# JSON itself has escaped C0, and what is left of it is between the values.
_UNSEEN_IN_JSON = re.compile(f"[\x7f-\x9f{_MARKS}]")


def plain(text: str) -> str:
    r"""Write each of them as Python would in a string: ``\x1b``, ``\u202e``."""
    return _UNSEEN.sub(lambda m: m[0].encode("unicode_escape").decode(), text)


def plain_json(body: bytes) -> bytes:
    """Write each of them in JSON as an escape: the same value, whoever looks at it.

    Parameters
    ----------
    body : bytes
        JSON in UTF-8.
    """
    if body.isascii() and b"\x7f" not in body:
        return body
    return _UNSEEN_IN_JSON.sub(_escape, body.decode()).encode()


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
