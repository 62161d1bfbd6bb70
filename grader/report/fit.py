"""Texts and numbers of a log, made fit for JSON."""

from __future__ import annotations

import math


def number(value: float) -> float:
    """Give a number that JSON can write; 0 for what is none."""
    return value if math.isfinite(value) else 0.0


def text(value: str) -> str:
    """Give a text that UTF-8 can encode: half a character becomes U+FFFD."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value
